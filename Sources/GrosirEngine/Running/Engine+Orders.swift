public import GrosirCore

/// Questions about orders are answered as if what has expired had been noticed already (SPEC §12), whether anybody has
/// done so or not.
extension Engine {
  /// An order as it is at an instant, or nil if there is none.
  public func order(_ id: OrderID, of tenant: TenantID, at now: Instant) async throws(StoreError) -> Order? {
    let holder = ReservationHolder.order(id)
    let found = try await store.look(at: [.order(.order(id)), .stock(.reservation(holder))], of: tenant)
    return found.order(id)?.judged(at: now, holding: found.reservation(of: holder))
  }

  /// Somebody's orders as they are at an instant, the oldest first, page by page.
  ///
  ///     var last: OrderPlace?
  ///     repeat {
  ///       let page = try await engine.orders(of: .buyer(buyer), of: tenant, after: last, limit: 50, at: now)
  ///       last = page.last.map { OrderPlace(of: $0) }
  ///     } while last != nil
  ///
  /// - Parameters:
  ///   - party: The buyer, or the seller.
  ///   - tenant: Whose everything is.
  ///   - place: Those behind it; nil for the first page.
  ///   - limit: How many at most.
  ///   - now: When it is asked.
  /// - Complexity: O(log n) in how many there are, and O(limit).
  public func orders(
    of party: OrderParty, of tenant: TenantID, after place: OrderPlace? = nil, limit: Int, at now: Instant
  ) async throws(StoreError) -> [Order] {
    let read = OrderRead.page(of: party, after: place, limit: limit)
    let page = try await store.look(at: [.order(read)], of: tenant).orders(read)
    // Both of one moment: an order whose reservation has changed since is looked at again with it.
    let reads = page.flatMap { [Read.order(.order($0.id)), .stock(.reservation(.order($0.id)))] }
    guard !reads.isEmpty else { return [] }
    let found = try await store.look(at: reads, of: tenant)
    return page.compactMap { order in
      found.order(order.id)?.judged(at: now, holding: found.reservation(of: .order(order.id)))
    }
  }

  /// An address that was given at a purchase, for whoever books its shipment; nil once it was erased.
  public func address(_ id: AddressID, of tenant: TenantID) async throws(StoreError) -> ShippingAddress? {
    try await store.look(at: [.order(.address(id))], of: tenant).address(id)?.address
  }
}
