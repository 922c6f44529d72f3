import GrosirCore

extension Engine {
  /// Whether a stock is what its movements and open reservations make it.
  func findings(aboutStock key: StockKey, in tenant: TenantID) async throws(StoreError) -> Reconciliation {
    var counted = StockRecount(key)
    let kept = try await recount(.stock(key), of: tenant) { logged in
      if case .stock(let event) = logged.dated.event { counted.count(event) }
    } look: { () async throws(StoreError) in
      try await self.keptStock(key, in: tenant)
    }
    var findings = Findings(.stock(key))
    let level = kept.item?.level ?? StockLevel(.zero)
    findings.compare("on hand, by movements", counted.onHand, level.count.onHand)
    findings.compare("reserved, by movements", counted.reserved, level.count.reserved)
    findings.compare("reserved, by what was reserved and not ended", counted.heldUnits, level.count.reserved)
    findings.compare("reserved, by open reservations", kept.held, level.count.reserved)
    findings.compare("movements that do not begin where the last one ended", counted.gaps, 0)
    findings.compare("reorder point", words(counted.limits.reorderPoint), words(level.limits.reorderPoint))
    findings.compare("maximum", words(counted.limits.maximum), words(level.limits.maximum))
    findings.compare("listings", counted.listings, kept.item?.reflection?.listings ?? 0)
    findings.compare("shown by listings", words(counted.shown), words(kept.item?.reflection?.syncedStock))
    let isInStep = counted.shown.map { $0 == counted.onHand - counted.reserved } ?? true
    findings.compare(
      "listings in step", isInStep ? "yes" : "no", kept.item?.reflection?.outOfStepSince == nil ? "yes" : "no")
    for (currency, cost) in counted.cost.sorted(by: { $0.key < $1.key }) {
      let kept = kept.costs.flatMap { $0.layers.currency == currency ? Int128($0.layers.cost.amount) : nil } ?? 0
      findings.compare("cost of what is there in \(currency.code)", cost, kept)
    }
    if counted.cost.isEmpty { findings.compare("cost of what is there", 0, kept.costs?.layers.units ?? 0) }
    return findings.result
  }

  /// What is kept of a stock, and what its open reservations hold together.
  private func keptStock(
    _ key: StockKey, in tenant: TenantID
  ) async throws(StoreError) -> (item: StockItem?, costs: StockCosts?, held: Int) {
    let found = try await store.look(at: [.stock(.item(key)), .stock(.costs(key))], of: tenant)
    var held = 0
    var last: ReservationHolder?
    repeat {
      let read = StockRead.open(of: key.variant, after: last, limit: 1_000)
      let page = try await store.look(at: [.stock(read)], of: tenant).reservations(read)
      for line in page.lazy.flatMap({ $0.lines }) where line.key == key { held += line.units }
      last = page.count < 1_000 ? nil : page.last?.holder
    } while last != nil
    return (found.stockItem(key), found.stockCosts(key), held)
  }

  private func words(_ limit: Int?) -> String { limit.map { "\($0)" } ?? "none" }
}

/// The reservation of an order or a session, as events told it last.
struct ReservationRecount {
  let holder: ReservationHolder
  private(set) var last: Reservation?

  init(of holder: ReservationHolder) { self.holder = holder }

  /// Notes what happened to it.
  mutating func count(_ event: Event) {
    guard case .stock(let event) = event else { return }
    switch event {
    case .reserved(let reservation, _), .extended(let reservation), .consumed(let reservation, _),
      .released(let reservation, _):
      if reservation.holder == holder { last = reservation }
    case .limitsSet, .adjusted, .valued, .sold, .writtenOff, .listing: break
    }
  }

  /// Holds it against what is kept.
  func compare(to kept: Reservation?, in findings: inout Findings) {
    findings.compare("state of what is reserved", last?.life.state.name, kept?.life.state.name)
    findings.compare("end of what is reserved", last?.life.expiresAt?.rfc3339, kept?.life.expiresAt?.rfc3339)
    findings.compare("units of what is reserved", last?.units ?? 0, kept?.units ?? 0)
  }
}

extension Reservation {
  /// Units of all lines.
  fileprivate var units: Int { lines.reduce(0) { $0 + $1.units } }
}
