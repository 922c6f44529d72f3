extension ReservationBook {
  /// Fetches from memory what reserving for these orders and ending these reservations will look at; nothing changes.
  ///
  /// With many reservations, what a transition looks at lies anywhere, and it waits for one place after the other, for
  /// longer than it takes for everything else. Whoever has many transitions to make gives a few dozen at a time here
  /// first: their places are fetched all at once, and each transition finds them at hand.
  ///
  ///     book.prefetch(orders, ending)
  ///     for (order, line) in zip(orders, lines) { try book.reserve([line], for: order, at: now) }
  ///     for reservation in ending { try book.consume(reservation, at: now) }
  ///
  /// Only speed depends on it. Handles that are worth nothing any more are passed over, and so are further lines.
  ///
  /// - Complexity: O(n) in what is given. More than a few hundred at a time drive one another out again.
  public mutating func prefetch(_ orders: [OrderHandle], _ reservations: [ReservationHandle]) {
    var seen: UInt32 = 0
    for order in orders where isKnown(order) { seen ^= self.orders[order.place].reservation }
    for reservation in reservations { seen ^= generation(at: reservation) }
    // Where a reservation leads to is known once it is there, so all of these come after all of those.
    for reservation in reservations { seen ^= surroundings(of: reservation) }
    prefetched = seen
  }

  /// Looks at where a handle leads, if that is in the book.
  private func generation(at reservation: ReservationHandle) -> UInt32 {
    Int(reservation.slot) < slots.count ? slots[reservation.slot].generation : 0
  }

  /// Looks at a reservation's order and stock, and at its neighbours where it waits to expire.
  private func surroundings(of reservation: ReservationHandle) -> UInt32 {
    guard generation(at: reservation) == reservation.generation, slots[reservation.slot].isFirst else { return 0 }
    let slot = slots[reservation.slot]
    return orders[slot.owner].generation ^ levels[slot.level].firstOfRun ^ units(slot.queue.next)
      ^ units(slot.queue.back)
  }

  private func units(_ neighbour: UInt32) -> UInt32 { Int(neighbour) < slots.count ? slots[neighbour].units : 0 }
}
