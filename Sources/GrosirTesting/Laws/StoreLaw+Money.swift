import GrosirCore
import GrosirEngine

extension StoreLaw {
  func journalIsWhatTheEventsMake(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    try await shop.tellOfMoney()
    let events = try await shop.allEvents()
    var journal = Journal()
    var rows = MoneyRows()
    for event in events {
      try journal.post(all: event.dated.entries)
      if case .money(let happened) = event.dated.event { rows.apply(happened) }
    }
    let kept = try await store.balances(of: shop.tenant)
    try expectEqual(kept.lastEvent, events.last?.number, "the last event that is in the balances")
    try expectEqual(try await shop.balances(), journal.balances.amounts, "the balances, and what the log's events make")
    try expectEqual(try await shop.engine.journalDifferences(of: shop.tenant, pageSize: 3), [], "differences")
    for line in journal.balances {
      try expect(
        try await shop.statement(of: line.account) == journal.statement(of: line.account, in: .idr, limit: 1_000).lines,
        "the statement of \(line.account) is not what the events posted")
      let found = try await shop.standing(of: line.account)
      try expectEqual(found, journal.standing(of: line.account, in: .idr), "what \(line.account) holds, and since when")
    }
    for withdrawal in rows.withdrawals.rows {
      let found = try await shop.engine.withdrawal(withdrawal.id, of: shop.tenant)
      try expectEqual(found, withdrawal, "a withdrawal, and what its events make")
      let history = try await store.events(of: .withdrawal(withdrawal.id), in: shop.tenant, after: 0, limit: 10)
      try expectEqual(history.last?.dated.instant, withdrawal.lastInstant, "the last of a withdrawal's history")
    }
    for settled in rows.settlements.rows {
      let found = try await shop.engine.settlement(settled.id, of: shop.tenant)
      try expectEqual(found, settled, "a settlement, and what its events make")
    }
    try expectEqual(rows.withdrawals.count, 3, "withdrawals in the story")
    try expectEqual(rows.settlements.count, 1, "settlements in the story")
    let wallet = EventSubject.wallet(shop.join("a").buyer)
    let names = try await store.events(of: wallet, in: shop.tenant, after: 0, limit: 100).map { $0.dated.event.name }
    try expectEqual(
      names,
      [
        "PARTICIPANT_SETTLED", "WITHDRAWAL_REQUESTED", "WITHDRAWAL_REQUESTED", "WITHDRAWAL_CLAIMED",
        "WITHDRAWAL_COMPLETED",
      ], "the history of a wallet")
  }

  func entriesArePostedOnce(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    try await shop.tellOfMoney()
    let before = try await shop.balances()
    let journal = try await store.balances(of: shop.tenant).balances
    try expectEqual(Set(journal.map { $0.account }).count, journal.count, "each account once among the balances")
    // All that was said is said again, under other identities.
    for name in ["c", "b"] {
      let context = shop.context("again \(name)", at: LawScene.payday)
      _ = try await shop.engine.execute(shop.pay(name, units: 5), in: context)
    }
    _ = try await shop.engine.execute(CloseSession(shop.session), in: shop.context("again close", at: LawScene.payday))
    _ = try await shop.complete("first", "again first")
    _ = try await shop.fail("second", "again second")
    _ = try await shop.engine.execute(shop.settlePayee, in: shop.context("again settle", at: LawScene.end))
    _ = try await shop.engine.execute(
      PaySettlement(SettlementID(literal: "week")), in: shop.context("again payout", at: LawScene.end))
    try expectEqual(try await shop.balances(), before, "the balances after everything was said again")
    var references: Set<EntryReference> = []
    for line in journal {
      var seen: [EntryReference: Int] = [:]
      for found in try await shop.statement(of: line.account) {
        // What has a fee takes twice from one account.
        let postings = found.entry.postings.count { $0.account == line.account }
        seen[found.entry.reference, default: 0] += 1
        try expect(seen[found.entry.reference, default: 0] <= postings, "\(found.entry.reference) was posted twice")
      }
      references.formUnion(seen.keys)
    }
    try expect(references.count > 10, "the story has entries")
    let trial = try await shop.engine.trialBalance(of: shop.tenant)
    try expect(trial.isBalanced, "all accounts together are not zero")
  }

  func walletsAreNeverOverdrawn(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    try await shop.fillWallets()
    let wallet = Account.wallet(shop.join("a").buyer)
    let requested = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<24 { group.addTask { try await shop.request("w\(number)", 30_000, for: "a") == nil } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    try expectEqual(requested, 3, "how many of 24 got 30 000 out of 100 000")
    try expectEqual(try await shop.balances()[wallet], 10_000, "what is left in the wallet")
    try expectEqual(try await shop.balances()[.withdrawals], 90_000, "what is on its way")
    let lines = try await shop.statement(of: wallet)
    try expectEqual(lines.map { $0.balance.amount }, [10_000, 40_000, 70_000, 100_000], "what it held, the last first")
    let more = try await shop.request("more", 10_001, for: "a")
    try expectEqual(
      more, .exceedsBalance(asked: Money(10_001, .idr), balance: Money(10_000, .idr)), "more than is left")
    try expectEqual(try await shop.request("rest", 10_000, for: "a"), nil, "all that is left")
  }

  func withdrawalsAreClaimedOnce(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    try await shop.fillWallets()
    // The later half is requested first.
    for number in [3, 4, 5, 0, 1, 2] {
      let refusal = try await shop.request("w\(number)", 10_000, for: number < 3 ? "a" : "b", minute: number)
      try expectEqual(refusal, nil, "a request")
    }
    let cutOff = LawScene.afterClose(minute: 5)
    let first = try await shop.engine.execute(
      RunWithdrawalBatch(cutOff: cutOff, limit: 2), in: shop.context("batch", at: cutOff))
    try expectEqual([first.claimed, first.isComplete ? 1 : 0], [2, 0], "what the first of several takes")
    try expectEqual(try await shop.states(6), "ccpppp", "the oldest first")
    let claimed = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<8 {
        group.addTask {
          try await shop.engine.execute(
            RunWithdrawalBatch(cutOff: cutOff, limit: 5), in: shop.context("batch \(number)", at: cutOff)
          ).claimed
        }
      }
      return try await group.reduce(0, +)
    }
    try expectEqual(claimed, 3, "how many of the three that were left 8 batches at once took")
    try expectEqual(try await shop.states(6), "cccccp", "all but what was requested at the cut-off")
    let events = try await shop.allEvents().filter { $0.dated.event.name == "WITHDRAWAL_CLAIMED" }
    try expectEqual(events.count, 5, "withdrawals claimed, as the log says")
    let keys = try await shop.lease(at: LawScene.payday).map { $0.key }.filter { $0.hasPrefix("withdrawal/") }
    try expectEqual(keys.sorted(), (0..<5).map { "withdrawal/w\($0)" }, "what is to be paid")
  }

  func faultsPostAllOrNothing<Store: GrosirStore>(_ makeStore: MakeStore<Store>) async throws {
    for point in TransactionPoint.allCases {
      for isClose in [true, false] {
        let fault = Fault()
        let store = try await makeStore { (reached) throws(StoreError) in try fault.reach(reached) }
        let shop = try await LawShop(in: store)
        if isClose { try await shop.sell() } else { try await shop.fillWallets() }
        let transaction =
          isClose
          ? Transaction(CloseSession(shop.session), in: shop.context("close", at: LawScene.at(.days(1))))
          : Transaction(shop.withdraw("w", 30_000, for: "a"), in: shop.context("w", at: LawScene.payday))
        let label = "a fault \(point.rawValue) of \(transaction.name)"
        let before = try await shop.balances()
        fault.arm(point)
        guard await thrown(by: transaction, in: store) != nil else {
          throw ExpectationFailure("\(label) is not passed on, or the hook is not called")
        }
        let after = try await shop.balances()
        try expectEqual(after == before, point != .afterCommit, "whether nothing was posted after \(label)")
        try expectEqual(try await shop.engine.journalDifferences(of: shop.tenant), [], "differences after \(label)")
        _ = try await store.transact(transaction)
        let wallet = Account.wallet(shop.join("a").buyer)
        try expectEqual(try await shop.balances()[wallet], isClose ? 100_000 : 70_000, "the wallet in the end")
      }
    }
  }
}

// MARK: - The story

extension LawScene {
  /// When the withdrawals of a story are paid.
  static let payday = at(.days(3))

  /// So many minutes after the session closed.
  static func afterClose(minute: Int) -> Instant { at(.minutes(Int32(24 * 60 + minute))) }
}

extension LawShop {
  /// Two buyers take and pay all units there are.
  ///
  /// - Parameter first: the name under which the first of them joins.
  func sell(first: String = "a") async throws {
    for (name, size) in [(first, VariantID(literal: "S")), ("b", VariantID(literal: "M"))] {
      var command = join(name, units: 5)
      command.buyer = join(name == first ? "a" : name).buyer
      command.lines = [.init(size, units: 5, unitPrice: LawScene.price)]
      _ = try await engine.execute(command, in: context("join \(name)"))
      _ = try await engine.execute(pay(name, units: 5), in: context("pay \(name)"))
    }
  }

  /// Two buyers have 100 000 in their wallets each, after a session that succeeded.
  func fillWallets() async throws {
    try await sell()
    _ = try await engine.execute(CloseSession(session), in: context("close", at: LawScene.at(.days(1))))
  }

  /// Money comes and goes in every way there is.
  func tellOfMoney() async throws {
    _ = try await engine.execute(join("a", units: 5), in: context("join early"))
    _ = try await engine.execute(pay("a", units: 4), in: context("mispay a"))
    _ = try await engine.execute(
      LeaveSession(session, participant: ParticipantID(literal: "a")), in: context("leave a"))
    try await sell(first: "c")
    _ = try await engine.execute(CloseSession(session), in: context("close", at: LawScene.at(.days(1))))
    let requests: [(String, Int64, String)] = [("first", 60_000, "a"), ("second", 30_000, "b"), ("third", 40_000, "a")]
    for (minute, request) in requests.enumerated() {
      let refusal = try await self.request(request.0, request.1, for: request.2, minute: minute)
      try expectEqual(refusal, nil, "a request")
    }
    _ = try await engine.execute(
      RunWithdrawalBatch(cutOff: LawScene.afterClose(minute: 2)), in: context("batch", at: LawScene.payday))
    _ = try await complete("first", "complete")
    _ = try await fail("second", "fail")
    _ = try await engine.execute(settlePayee, in: context("settle", at: LawScene.payday))
    _ = try await engine.execute(
      PaySettlement(SettlementID(literal: "week")), in: context("payout", at: LawScene.end))
  }

  /// Settles the first days with the factory.
  var settlePayee: SettlePayee {
    SettlePayee(
      .factory(FactoryID(literal: "factory")), from: LawScene.start, until: LawScene.at(.days(2)),
      as: SettlementID(literal: "week"))
  }

  func withdraw(_ name: String, _ amount: Int64, for participant: String) -> RequestWithdrawal {
    RequestWithdrawal(WithdrawalID(name), of: Money(amount, .idr), for: join(participant).buyer)
  }

  /// Asks for money after the session closed; returns why it is refused, or nil.
  func request(
    _ name: String, _ amount: Int64, for participant: String, minute: Int = 0
  ) async throws -> WithdrawalError? {
    let context = context("request \(name)", at: LawScene.afterClose(minute: minute))
    do throws(EngineError<WithdrawalError>) {
      _ = try await engine.execute(withdraw(name, amount, for: participant), in: context)
      return nil
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      return refusal
    }
  }

  func complete(_ name: String, _ command: String) async throws -> WithdrawalOutcome {
    let id = WithdrawalID(name) ?? WithdrawalID(literal: "none")
    return try await engine.execute(CompleteWithdrawal(id), in: context(command, at: LawScene.payday))
  }

  func fail(_ name: String, _ command: String) async throws -> WithdrawalOutcome {
    guard let id = WithdrawalID(name), let reason = Reason("no such account") else {
      throw ExpectationFailure("a law names its withdrawals within the limits")
    }
    return try await engine.execute(FailWithdrawal(id, because: reason), in: context(command, at: LawScene.payday))
  }

  /// What every account holds that holds anything, in rupiah.
  func balances() async throws -> [Account: Int64] { try await store.balances(of: tenant).balances.amounts }

  /// What an account holds, and from when on.
  func standing(of account: Account) async throws -> AccountStanding {
    try await store.look(at: [.money(.standing(of: account, in: .idr))], of: tenant)
      .standing(of: account, in: .idr)
  }

  /// An account's whole statement, two lines at a time.
  func statement(of account: Account) async throws -> [Journal.Statement.Line] {
    var lines: [Journal.Statement.Line] = []
    var place: Journal.Place?
    repeat {
      let page = try await store.statement(of: account, in: .idr, of: tenant, from: place, limit: 2)
      try expect(page.lines.count <= 2, "a page of 2 lines has \(page.lines.count)")
      lines += page.lines
      place = page.next
      guard lines.count < 1_000 else { throw ExpectationFailure("the statement of \(account) has no end") }
    } while place != nil
    return lines
  }

  /// All that happened to the tenant.
  func allEvents() async throws -> [LoggedEvent] {
    try await store.events(of: nil, in: tenant, after: 0, limit: 1_000)
  }

  /// Where withdrawals `w0`, `w1`, … are, a letter each: pending or claimed.
  func states(_ count: Int) async throws -> String {
    var states = ""
    for number in 0..<count {
      let withdrawal = try await engine.withdrawal(WithdrawalID("w\(number)") ?? WithdrawalID(literal: "w"), of: tenant)
      states += withdrawal?.state == .pending ? "p" : withdrawal?.state == .processing ? "c" : "?"
    }
    return states
  }
}

extension Sequence<AccountBalance> {
  /// What each account holds that holds anything, of accounts in one currency.
  var amounts: [Account: Int64] {
    reduce(into: [:]) { amounts, line in
      if !line.balance.isZero { amounts[line.account] = line.balance.amount }
    }
  }
}
