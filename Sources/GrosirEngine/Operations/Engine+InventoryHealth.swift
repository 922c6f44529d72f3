public import GrosirCore

extension Engine {
  /// How a tenant's inventory does at an instant (SPEC §13).
  ///
  /// - Parameters:
  ///   - tenant: Whose.
  ///   - now: As it is when; what has expired by then counts as released.
  ///   - period: When reservations ended that are counted in ``InventoryHealth/reservations``; nil for ever.
  /// - Complexity: O(e) in all events of the tenant, of which a page is held in memory, and twice that for those of
  ///   stocks; the keys of all stocks, and the open reservations whose time is over.
  public func inventoryHealth(
    of tenant: TenantID, at now: Instant, during period: Range<Instant>? = nil
  ) async throws(StoreError) -> InventoryHealth {
    var health = InventoryHealth(at: now)
    var keys: Set<StockKey> = []
    var breached: [SessionID] = []
    var known: Set<SessionID> = []
    try await read(nil, of: tenant, after: 0) { logged in
      switch logged.dated.event {
      case .stock(let event):
        event.forEachKey { keys.insert($0) }
        health.reservations.count(event, at: logged.dated.instant, during: period)
      case .session(let session, .toleranceBreached): if known.insert(session).inserted { breached.append(session) }
      default: break
      }
    }
    for key in keys.sorted() {
      if let item = try await stock(of: key, in: tenant, at: now) { health.add(item) }
      if try await !findings(aboutStock: key, in: tenant).agrees { health.violations += 1 }
    }
    for session in breached {
      guard let kept = try await self.session(session, of: tenant, at: now), kept.state.isOpen else { continue }
      let breaches = AllocationSnapshot(of: kept.tallies, under: kept.rules).breaches
      if !breaches.isEmpty { health.breaches.append(InventoryHealth.Breach(session: session, variants: breaches)) }
    }
    health.syncDelays = try await syncDelays(in: tenant, at: now)
    for reservation in try await unswept(in: tenant, at: now) {
      let expiry = reservation.life.expiresAt ?? now
      health.unsweptReservations += 1
      health.unsweptSince = min(health.unsweptSince ?? expiry, expiry)
      guard case .order = reservation.holder, period?.contains(expiry) ?? true else { continue }
      health.reservations.expired += 1
    }
    return health
  }

  /// The open reservations whose time is over; more are asked for until there are no more.
  private func unswept(in tenant: TenantID, at now: Instant) async throws(StoreError) -> [Reservation] {
    var limit = 1_000
    while true {
      let read = StockRead.expired(through: now, limit: limit)
      let found = try await store.look(at: [.stock(read)], of: tenant).reservations(read)
      guard found.count == limit, limit < Int.max / 2 else { return found }
      limit *= 2
    }
  }
}

extension InventoryHealth {
  /// Adds a stock.
  fileprivate mutating func add(_ item: StockItem) {
    stock.add(item)
    let units = item.level.overflow
    guard units > 0, overflows.count < InventoryHealth.mostOverflows else { return }
    overflows.append(Overflow(key: item.key, onHand: item.level.count.onHand, units: units))
  }
}

extension ReservationEnds {
  /// Counts what happened to an order's reservation; what expired, did so at its expiry, whenever that was noticed.
  fileprivate mutating func count(_ event: StockEvent, at instant: Instant, during period: Range<Instant>?) {
    guard case .order? = event.holder else { return }
    var instant = instant
    if case .released(let reservation, _) = event, reservation.life.state == .released(.expired) {
      instant = reservation.life.expiresAt ?? instant
    }
    guard period?.contains(instant) ?? true else { return }
    switch event {
    case .reserved: made += 1
    case .consumed: consumed += 1
    case .released(let reservation, _):
      if reservation.life.state == .released(.expired) { expired += 1 } else { released += 1 }
    case .limitsSet, .adjusted, .extended, .valued, .sold, .writtenOff, .listing: break
    }
  }
}
