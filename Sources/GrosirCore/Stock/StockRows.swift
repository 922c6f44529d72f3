/// The stocks and reservations that a command needs, or all of them, and how events change them (SPEC §7, §13).
///
/// What is there is what its events make of nothing:
///
///     var rows = StockRows()
///     for dated in events { rows.apply(dated.event, at: dated.instant) }
public struct StockRows: Sendable {
  /// The stocks, as far as they are here.
  public internal(set) var items = Shelf<StockKey, StockItem>()

  /// The reservations, as far as they are here.
  public internal(set) var reservations = Shelf<ReservationHolder, Reservation>()

  /// What units had cost, as far as it is here.
  public internal(set) var costs = Shelf<StockKey, StockCosts>()

  /// Nothing.
  public init() {}

  /// Applies an event: the one place where stock changes.
  ///
  /// It never fails. An event was decided on the very rows it is applied to, or on rows that the same events made; one
  /// that does not fit them is a defect, and traps.
  ///
  /// - Complexity: O(k) for an event about k keys.
  package mutating func apply(_ event: StockEvent, at instant: Instant) {
    switch event {
    case .limitsSet(let key, let limits):
      var item = items[key] ?? StockItem(key, StockLevel(.zero), lastInstant: instant)
      item.level.limits = limits
      item.lastInstant = max(item.lastInstant, instant)
      items.save(item, as: key)
    case .adjusted(let movement): apply(movement)
    case .reserved(let reservation, let movements), .consumed(let reservation, let movements),
      .released(let reservation, let movements):
      for movement in movements { apply(movement) }
      reservations.save(reservation, as: reservation.holder)
    case .extended(let reservation): reservations.save(reservation, as: reservation.holder)
    case .valued(let key, let units, let unitCost): receive(units, of: key, at: unitCost)
    case .sold(_, let costed): for units in costed { take(units) }
    case .writtenOff(_, let costed): take(costed)
    case .listing(let event): apply(event, at: instant)
    }
  }

  private mutating func apply(_ movement: StockMovement) {
    var item = items[movement.key] ?? StockItem(movement.key, StockLevel(.zero), lastInstant: movement.instant)
    precondition(item.level.count == movement.before, "a movement begins where the one before it ended")
    precondition(item.lastInstant <= movement.instant, "a movement is not dated before the one before it")
    item.level.count = movement.after
    item.reflection?.note(movement.after.available, at: movement.instant)
    item.lastInstant = movement.instant
    items.save(item, as: movement.key)
  }

  /// Adds the rows that events have changed.
  func appendChanged(to rows: inout [Row]) {
    rows.reserveCapacity(rows.count + items.count + reservations.count + costs.count)
    items.forEachChanged { rows.append(.stock(.item($0))) }
    reservations.forEachChanged { rows.append(.stock(.reservation($0))) }
    costs.forEachChanged { rows.append(.stock(.costs($0))) }
  }
}
