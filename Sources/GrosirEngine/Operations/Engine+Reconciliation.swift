public import GrosirCore

extension Engine {
  /// Holds everything that is kept of a tenant against what its event log makes of nothing, and lists every difference
  /// (SPEC §13).
  ///
  /// Stocks against their movements and open reservations, balances against their entries, sessions' counters against
  /// their participants and events, purchase orders against their deliveries, orders against their refunds and
  /// reservations, listings against their stocks, withdrawals and settlements against what was said of them; the escrow
  /// of sessions that are over against nothing. Each thing is looked at as of one moment, whatever happens meanwhile;
  /// what begins to exist while this goes on is left for the next time.
  ///
  /// - Parameters:
  ///   - tenant: Whose everything.
  ///   - pageSize: How many events are read at a time; at least one.
  ///   - progress: told after every page how many events of how many were read.
  /// - Complexity: O(e) in the events, and for each page and each thing in it one look more. A page of events is held
  ///   in memory, and one session with its participants at a time; of events that moved money the references.
  public func reconciliation(
    of tenant: TenantID, pageSize: Int = 1_000, progress: (_ read: Int64, _ all: Int64) -> Void = { _, _ in }
  ) async throws(StoreError) -> Reconciliation {
    precondition(pageSize > 0, "a page has events")
    let kept = try await store.balances(of: tenant)
    var result = Reconciliation()
    var money = MoneyRecount()
    var last: Int64 = 0
    while last < kept.lastEvent {
      let page = try await store.events(of: nil, in: tenant, after: last, limit: pageSize)
      guard let first = page.first?.number, first > last else { break }
      var subjects: [EventSubject] = []
      var known: Set<EventSubject> = []
      for logged in page where logged.number <= kept.lastEvent {
        result.events += 1
        money.count(logged)
        logged.dated.event.forEachSubject { if known.insert($0).inserted { subjects.append($0) } }
      }
      for subject in subjects {
        // What was in an earlier page was looked at there, with everything that has happened to it.
        let beginning = try await store.events(of: subject, in: tenant, after: 0, limit: 1).first?.number ?? first
        if beginning >= first { result.add(try await findings(about: subject, in: tenant)) }
      }
      last = page.last?.number ?? kept.lastEvent
      progress(min(last, kept.lastEvent), kept.lastEvent)
    }
    result.add(money.findings(against: kept.balances))
    return result
  }

  /// What is found about one thing.
  private func findings(
    about subject: EventSubject, in tenant: TenantID
  ) async throws(StoreError) -> Reconciliation {
    var findings: Reconciliation
    switch subject {
    case .stock(let key): findings = try await self.findings(aboutStock: key, in: tenant)
    case .session(let id): findings = try await self.findings(aboutSession: id, in: tenant)
    case .order(let id): findings = try await self.findings(aboutOrder: id, in: tenant)
    case .purchaseOrder(let number): findings = try await self.findings(aboutPurchaseOrder: number, in: tenant)
    case .withdrawal(let id): findings = try await self.findings(aboutWithdrawal: id, in: tenant)
    case .payee(let payee): findings = try await self.findings(aboutSettlementsWith: payee, in: tenant)
    case .seller(let id): findings = try await self.findings(aboutSeller: id, in: tenant)
    case .listing(let key): findings = try await self.findings(aboutListing: key, in: tenant)
    case .product(let id): findings = try await self.findings(aboutProduct: id, in: tenant)
    // A wallet is an account, and is looked at with the accounts; a configuration is told by one event, whole.
    case .wallet, .factory, .location: return Reconciliation()
    }
    findings.note(subject.kind.rawValue)
    return findings
  }
}
