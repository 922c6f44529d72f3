/// The stock of one key, as a store keeps it (SPEC §7).
public struct StockItem: Sendable, Hashable {
  /// Which stock.
  public let key: StockKey

  /// How many units there are, how many of them are promised, and what that is judged by.
  public internal(set) var level: StockLevel

  /// The last instant at which anything happened to it; whatever happens next does so no earlier.
  public internal(set) var lastInstant: Instant

  /// Creates an item as it was kept.
  package init(_ key: StockKey, _ level: StockLevel, lastInstant: Instant) {
    self.key = key
    self.level = level
    self.lastInstant = lastInstant
  }
}

/// One thing about stocks that a command declares to read.
public enum StockRead: Sendable, Hashable {
  /// The stock of a key.
  case item(StockKey)
  /// What is held for an order or a session.
  case reservation(ReservationHolder)
  /// What the platform's units of a key had cost.
  case costs(StockKey)
  /// The open reservations with a line of this key whose time is over by an instant, in any order.
  case due(on: StockKey, through: Instant)
  /// The open reservations whose time is over by an instant, the oldest first, so many of them at most.
  case expired(through: Instant, limit: Int)
}

/// One thing about stocks that a store keeps.
public enum StockRow: Sendable, Equatable {
  /// The stock of a key.
  case item(StockItem)
  /// What is held for an order or a session.
  case reservation(Reservation)
  /// What the platform's units of a key had cost.
  case costs(StockCosts)
}

extension WorkingSet {
  /// The stock of a key.
  ///
  /// - Precondition: it was declared; so for all others.
  public func stockItem(_ key: StockKey) -> StockItem? {
    guard case .stock(.item(let item)) = row(.stock(.item(key))) else { return nil }
    return item
  }

  /// What is held for an order or a session.
  public func reservation(of holder: ReservationHolder) -> Reservation? {
    guard case .stock(.reservation(let reservation)) = row(.stock(.reservation(holder))) else { return nil }
    return reservation
  }

  /// Checks that a reservation is not that of an order that is kept here: nothing is consumed, released or extended
  /// behind an order's back, or it would be without its reservation.
  ///
  /// - Throws: ``StockError/belongsToOrder(_:)``.
  func checkIsLoose(_ order: OrderID) throws(Interruption<StockError>) {
    if self.order(order) != nil { throw .refused(.belongsToOrder(order)) }
  }

  /// What the platform's units of a key had cost.
  public func stockCosts(_ key: StockKey) -> StockCosts? {
    guard case .stock(.costs(let costs)) = row(.stock(.costs(key))) else { return nil }
    return costs
  }

  /// The reservations found for a read of several.
  func reservations(_ read: StockRead) -> [Reservation] {
    rows(.stock(read)).map { row in
      guard case .stock(.reservation(let reservation)) = row else {
        preconditionFailure("something else was brought where reservations were asked for")
      }
      return reservation
    }
  }
}
