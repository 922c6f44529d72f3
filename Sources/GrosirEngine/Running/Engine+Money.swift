public import GrosirCore

/// What is asked about money (SPEC §9, §13).
extension Engine {
  /// What an account holds in a currency: a buyer's wallet, a session's escrow, what is owed to a factory.
  ///
  ///     try await engine.balance(of: .wallet(buyer), in: .idr, of: tenant)
  public func balance(
    of account: Account, in currency: Currency, of tenant: TenantID
  ) async throws(StoreError) -> Money {
    try await store.look(at: [.money(.standing(of: account, in: currency))], of: tenant)
      .standing(of: account, in: currency).balance
  }

  /// A page of what happened on an account, the last first: a wallet's transactions, a payable's.
  ///
  /// - Parameters:
  ///   - account: Which.
  ///   - currency: In which currency; an account has a balance in each.
  ///   - tenant: Whose.
  ///   - place: Where the page before said that the next begins; nil for the first page.
  ///   - limit: How many lines at most; at least one.
  public func statement(
    of account: Account, in currency: Currency, of tenant: TenantID, from place: Journal.Place? = nil, limit: Int = 50
  ) async throws(StoreError) -> Journal.Statement {
    try await store.statement(of: account, in: currency, of: tenant, from: place, limit: limit)
  }

  /// A withdrawal, or nil if there is none.
  public func withdrawal(_ id: WithdrawalID, of tenant: TenantID) async throws(StoreError) -> Withdrawal? {
    try await store.look(at: [.money(.withdrawal(id))], of: tenant).withdrawal(id)
  }

  /// A settlement with a factory or seller, or nil if there is none.
  public func settlement(_ id: SettlementID, of tenant: TenantID) async throws(StoreError) -> SettledPeriod? {
    try await store.look(at: [.money(.settlement(id))], of: tenant).settlement(id)
  }

  /// What all accounts of a tenant hold, and that it adds up to nothing.
  ///
  /// - Complexity: O(n log n) in the number of accounts.
  public func trialBalance(of tenant: TenantID) async throws(StoreError) -> TrialBalance {
    TrialBalance(of: try await store.balances(of: tenant).balances)
  }

  /// Counts all money again from nothing but the log, and lists every difference to what the store keeps.
  ///
  /// There are never to be any. What happens meanwhile does not matter: balances are held against the events up to the
  /// last that is in them.
  ///
  /// - Parameters:
  ///   - tenant: Whose money.
  ///   - pageSize: How many events are read at a time.
  /// - Returns: repeated references in order, then the differences of accounts, by currency and account.
  /// - Complexity: O(n log n) in the number of accounts, O(e) in the number of events; a page of them is held in
  ///   memory, and of those that moved money the references.
  public func journalDifferences(
    of tenant: TenantID, pageSize: Int = 10_000
  ) async throws(StoreError) -> [JournalDifference] {
    let kept = try await store.balances(of: tenant)
    var recount = JournalRecount()
    try await read(nil, of: tenant, after: 0, through: kept.lastEvent, pageSize) { event in
      for entry in event.dated.entries { recount.count(entry) }
    }
    return recount.differences(to: kept.balances)
  }
}
