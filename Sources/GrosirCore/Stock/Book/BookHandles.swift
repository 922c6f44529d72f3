/// A stock key as one book numbers it; valid as long as the book.
public struct StockHandle: Sendable, Hashable {
  let place: UInt32
}

/// An order as one book numbers it; valid until it is let go of, and never mistaken for another's.
public struct OrderHandle: Sendable, Hashable {
  let place: UInt32
  let generation: UInt32
}

/// A reservation as one book numbers it; valid until it is forgotten, and never mistaken for another.
public struct ReservationHandle: Sendable, Hashable {
  let slot: UInt32
  let generation: UInt32
}

/// What identifiers are called inside a book, and back: the only place where text is looked up.
struct BookNames: ~Copyable {
  private(set) var keys: [StockKey] = []
  private var keyPlaces = HashedPlaces()

  /// The order of each place; of one that was let go of, the last.
  private(set) var orders: [OrderID] = []
  private var orderPlaces = HashedPlaces()
  private(set) var adjustments: [AdjustmentID] = []

  func place(of key: StockKey) -> UInt32? {
    keyPlaces.place(key.seededHash) { keys[$0] == key }.map { UInt32(truncatingIfNeeded: $0) }
  }

  func place(of order: OrderID) -> UInt32? {
    orderPlaces.place(order.seededHash) { orders[$0] == order }.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// The next place for a key.
  mutating func add(_ key: StockKey) {
    keyPlaces.add(keys.count, key.seededHash)
    keys.append(key)
  }

  /// A place for an order, a new one or one that was let go of.
  mutating func add(_ order: OrderID, at place: UInt32) {
    orderPlaces.add(Int(place), order.seededHash)
    if Int(place) == orders.count { orders.append(order) } else { orders[Int(place)] = order }
  }

  /// The place of an order is nobody's; the text stays until the place is taken.
  mutating func remove(orderAt place: UInt32) {
    orderPlaces.remove(Int(place), orders[Int(place)].seededHash)
  }

  mutating func add(_ adjustment: AdjustmentID) -> UInt32 {
    adjustments.append(adjustment)
    return UInt32(truncatingIfNeeded: adjustments.count - 1)
  }

  mutating func removeAdjustments() { adjustments = [] }
}

/// An order in a book.
struct OrderSlot: BitwiseCopyable {
  /// Its newest reservation.
  var reservation = nowhere
  var generation: UInt32 = 0
}
