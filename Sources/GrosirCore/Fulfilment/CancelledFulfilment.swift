extension SessionTurn {
  /// Lets go of what was to meet the demand of a session that is cancelled: the warehouse has it back, and purchase
  /// orders of which nothing has come are cancelled (SPEC §6, §9).
  ///
  /// What its own bundles had brought on consignment becomes the platform's, at what it cost.
  mutating func releaseStock(because reason: Reason) throws(Interruption<SessionError>) {
    let setAside = session.setAside
    if !setAside.isEmpty { record(.stockReleased(setAside)) }
    guard let fulfilment = session.fulfilment else { return try giveBack(setAside) }
    try cancelOrders(fulfilment.purchaseOrders, because: reason)
    let place = session.plan.warehouse
    let (lines, id) = (place.lines(fulfilment.present), session.id)
    let consigned = session.plan.selling == .consignment ? fulfilment.served : []
    try changeStock { (stock, changes) throws(Interruption<StockError>) in
      try stock.giveBack(lines, of: id, into: &changes)
      try stock.need(consigned.map { .stock(.costs(place.key(of: $0.variant))) })
      for units in consigned {
        try stock.value(units.units, of: place.key(of: units.variant), at: units.unitCost, into: &changes)
      }
    }
    // What came was part of an order whose total was counted.
    let cost = consigned.reduce(Int64(0)) { $0 + Int64($1.units) * $1.unitCost.amount }
    if cost > 0 { record(.heldGoodsPurchased(Money(cost, session.plan.currency), from: fulfilment.factory)) }
  }

  private mutating func cancelOrders(
    _ numbers: [PurchaseOrderNumber], because reason: Reason
  ) throws(Interruption<SessionError>) {
    let missing = numbers.map { Read.purchaseOrder($0) }.filter { !workingSet.has($0) }
    guard missing.isEmpty else { throw .needs(missing) }
    for number in numbers {
      guard var order = workingSet.purchaseOrder(number) else { continue }
      guard order.status.successor(under: .cancel) != nil else { continue }
      changes.record(.cancelled(reason), at: max(now, order.lastInstant), on: &order)
      changes.save(order)
    }
  }
}

extension GroupSession {
  /// What is set aside for it and not given back, in product order.
  fileprivate var setAside: [VariantUnits] {
    composition.variants.enumerated().compactMap { position, variant in
      let units = tallies[position].onHand
      return units > 0 ? VariantUnits(variant, units) : nil
    }
  }
}
