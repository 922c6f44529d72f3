extension PlaceOrder {
  /// Who sells, each once, in the order of the cart.
  var sellers: [SellerID] { lines.prefix(PlaceOrder.mostLines).lazy.map { $0.seller }.eachOnce() }

  /// The listings that lines may come through, each once, in the order of the cart.
  var listings: [ListingKey] { lines.prefix(PlaceOrder.mostLines).lazy.compactMap { $0.listing }.eachOnce() }

  /// Checks that those who have registered may sell, and that what is listed is sellable (SPEC §10, §11).
  ///
  /// Whether there is enough, only the stock says: a listing may show more or less until it is synchronised.
  ///
  /// - Throws: in this order ``OrderError/sellersNotActive(_:)``; ``OrderError/listingsNotSellable(_:)``.
  func checkPartners(in workingSet: WorkingSet) throws(Interruption<OrderError>) {
    let idle = sellers.compactMap { workingSet.seller($0) }.filter { $0.status != .active }
    guard idle.isEmpty else {
      throw .refused(.sellersNotActive(idle.map { SellerStanding(seller: $0.id, status: $0.status) }))
    }
    let listings = listings
    guard !listings.isEmpty else { return }
    let stocks = Set(lines.map { $0.key })
    let listed = listings.compactMap { workingSet.listing($0) }.filter { stocks.contains($0.stock) }
    // What the cart draws on was read.
    let closed = listed.filter { listing in
      !listing.isSellable(showing: workingSet.stockItem(listing.stock)?.reflection?.syncedStock ?? 0)
    }
    guard closed.isEmpty else { throw .refused(.listingsNotSellable(closed.map { $0.key })) }
  }
}
