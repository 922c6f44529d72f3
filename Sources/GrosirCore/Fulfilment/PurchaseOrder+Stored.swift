extension PurchaseOrderStatus: Stored {}

extension GoodsReceipt: Stored {
  /// From everything; whether more came than was outstanding follows.
  package init(stored: Record) throws(StoredFault) {
    guard let receipt = GoodsReceipt(record: stored) else { throw StoredFault(.malformed) }
    try StoredFault.unless(receipt.lines.isDistinct { $0.variant }, "lines", "a variant is there twice")
    for line in receipt.lines {
      let counts = [line.units, line.damaged, line.served, line.surplus]
      try StoredFault.unless(counts.allSatisfy { 0...Quantity.maximum ~= $0 }, "lines", "units cannot be counted")
      try StoredFault.unless(line.damaged <= line.units, "lines", "more came damaged than came")
    }
    let costs = [receipt.purchased, receipt.damaged] + (receipt.shipping.map { [$0] } ?? [])
    try StoredFault.unless(costs.allSatisfy { !$0.isNegative }, "purchased", "a cost is negative")
    self = receipt
  }
}

extension PurchaseOrder: Stored {
  /// The whole row, its money in one currency; the total follows.
  package var stored: Record {
    .fields([
      .init("purchaseOrder", number.record), .init("factory", factory.record), .init("product", product.record),
      .init("session", session.record), .init("owner", destination.owner.record),
      .init("location", destination.location.record), .init("bundles", bundles.record), .init("lines", lines.record),
      .init("currency", unitCost.currency.stored), .init("unitCost", unitCost.amount.record),
      .init("shippingCost", shippingCost.amount.record), .init("trackingNumber", trackingNumber.record),
      .init("status", status.record), .init("received", received.record), .init("damaged", damaged.record),
      .init("receipts", receipts.record), .init("placedAt", placedAt.record), .init("lastInstant", lastInstant.record),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    number = try fields.take("purchaseOrder")
    factory = try fields.take("factory")
    product = try fields.take("product")
    session = try fields.take("session")
    destination = StockPlace(owner: try fields.take("owner"), location: try fields.take("location"))
    bundles = try fields.take("bundles")
    lines = try fields.take("lines")
    let currency: Currency = try fields.take("currency")
    unitCost = try fields.takeAmount("unitCost", currency)
    shippingCost = try fields.takeAmount("shippingCost", currency)
    trackingNumber = try fields.take("trackingNumber")
    status = try fields.take("status")
    received = try fields.take("received")
    damaged = try fields.take("damaged")
    receipts = try fields.take("receipts")
    placedAt = try fields.take("placedAt")
    lastInstant = try fields.take("lastInstant")
    try fields.end()
    try checkStored()
  }

  private func checkStored() throws(StoredFault) {
    try lines.checkStored(at: "lines")
    try StoredFault.unless(
      bundles >= 1 && !lines.isEmpty && lines.allSatisfy { $0.units % bundles == 0 }, "bundles",
      "units of whole bundles are ordered")
    try StoredFault.unless(
      PurchaseOrder.total(lines, unitCost, shippingCost) != nil, "unitCost", "the total cannot be counted")
    try received.checkStored(at: "received", upTo: .max)
    try damaged.checkStored(at: "damaged", upTo: .max)
    let ordered = Set(lines.map { $0.variant })
    try StoredFault.unless(received.allSatisfy { ordered.contains($0.variant) }, "received", "it was not ordered")
    try StoredFault.unless(damaged.arePart(of: received), "damaged", "more came damaged than came")
    try StoredFault.unless(receipts.isDistinct { $0 }, "receipts", "a delivery came once")
    try StoredFault.unless(placedAt <= lastInstant, "lastInstant", "it is before the order was placed")
  }
}

extension PurchaseOrderEvent {
  /// All of the event's own fields; its name and the order's number stand beside them.
  var storedData: Record {
    switch self {
    case .placed(let order): order.stored
    case .received(let receipt): receipt.stored
    case .sent, .acknowledged, .productionStarted, .productionCompleted, .shipped, .refused, .cancelled:
      // Of these nothing is left out where they are shown.
      record
    }
  }

  /// The event of a name, from its own fields.
  init(named name: String, stored: Record) throws(StoredFault) {
    switch name {
    case "PURCHASE_ORDER_PLACED":
      self = .placed(try PurchaseOrder(stored: stored))
      return
    case "GOODS_RECEIVED":
      self = .received(try GoodsReceipt(stored: stored))
      return
    default: break
    }
    var fields = try StoredFields(stored)
    switch name {
    case "PURCHASE_ORDER_SENT": self = .sent
    case "PURCHASE_ORDER_ACKNOWLEDGED": self = .acknowledged
    case "PRODUCTION_STARTED": self = .productionStarted
    case "PRODUCTION_COMPLETED": self = .productionCompleted
    case "PURCHASE_ORDER_SHIPPED":
      self = .shipped(try fields.take("trackingNumber"), shippingCost: try fields.take("shippingCost"))
    case "PURCHASE_ORDER_REFUSED": self = .refused(try fields.take("reason"))
    case "PURCHASE_ORDER_CANCELLED": self = .cancelled(try fields.take("reason"))
    default: throw StoredFault(.unknown)
    }
    try fields.end()
  }
}
