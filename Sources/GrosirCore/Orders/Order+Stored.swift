extension OrderStatus: Stored {}
extension PaymentStatus: Stored {}
extension ShipmentStatus: Stored {}
extension ShippingRate: Stored {}
extension OrderReturnReason: StoredName {}

extension Order: Stored {
  /// The whole row: its money in one currency, and of its people the identities alone.
  package var stored: Record {
    let (participant, checkout) = origin.parts
    return .fields([
      .init("order", id.record), .init("buyer", buyer.record), .init("participant", participant.record),
      .init("session", session.record), .init("checkout", checkout.record),
      .init("sellerKind", seller.kind.stored), .init("seller", seller.id.record), .init("factory", factory.record),
      .init("lines", lines.record), .init("address", address.record), .init("currency", refunded.currency.stored),
      .init("goods", amounts.goods.amount.record), .init("discount", amounts.discount.amount.record),
      .init("tax", amounts.tax.amount.record), .init("shipping", amounts.shipping.amount.record),
      .init("fee", fee.stored), .init("placedAt", placedAt.record), .init("payBefore", payBefore.record),
      .init("status", status.record), .init("paymentStatus", paymentStatus.record), .init("payment", payment.record),
      .init("refunded", refunded.amount.record), .init("returnedUnits", returnedUnits.record),
      .init("rate", (shipment?.rate).record), .init("trackingNumber", (shipment?.trackingNumber).record),
      .init("shipmentStatus", (shipment?.status).record), .init("shipmentStatusAt", (shipment?.statusAt).record),
      .init("lastInstant", lastInstant.record),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (id, buyer): (OrderID, BuyerID) = (try fields.take("order"), try fields.take("buyer"))
    let origin = try OrderOrigin(from: &fields)
    let seller = try OrderSeller(from: &fields)
    let (factory, lines): (FactoryID, [OrderLine]) = (try fields.take("factory"), try fields.take("lines"))
    let (address, currency): (AddressID?, Currency) = (try fields.take("address"), try fields.take("currency"))
    let amounts = try OrderAmounts(from: &fields, in: currency)
    self.init(
      id, of: buyer, from: origin, soldBy: seller, factory: factory, lines: lines, address: address, amounts: amounts,
      fee: try fields.take("fee"), placedAt: try fields.take("placedAt"), payBefore: try fields.take("payBefore"))
    status = try fields.take("status")
    paymentStatus = try fields.take("paymentStatus")
    payment = try fields.take("payment")
    refunded = try fields.takeAmount("refunded", currency)
    returnedUnits = try fields.take("returnedUnits")
    shipment = try Shipment(from: &fields)
    lastInstant = try fields.take("lastInstant")
    try fields.end()
    try checkStored()
  }

  private func checkStored() throws(StoredFault) {
    try StoredFault.unless(!lines.isEmpty, "lines", "nothing was bought")
    let isFromCheckout = session == nil
    try StoredFault.unless(
      lines.allSatisfy { ($0.stock != nil) == isFromCheckout }, "lines", "a checkout's lines are of stocks")
    try StoredFault.unless(lines.goods == amounts.goods, "goods", "it is not what the lines cost")
    try StoredFault.unless(
      lines.count == returnedUnits.count && zip(lines, returnedUnits).allSatisfy { 0...$0.units ~= $1 },
      "returnedUnits", "no more comes back of a line than it has")
    try StoredFault.unless(refunded.amount <= amounts.total.amount, "refunded", "it is more than was paid")
    try StoredFault.unless(placedAt <= lastInstant, "lastInstant", "it is before the order was placed")
  }
}

extension [OrderLine] {
  /// What they cost together; nil if that cannot be counted.
  fileprivate var goods: Money? {
    guard let currency = first?.unitPrice.currency else { return nil }
    var sum: Int64 = 0
    for line in self {
      guard line.unitPrice.currency == currency, line.priceAdjustment.currency == currency,
        let cost = line.unitPrice.amount.checkedMultiplied(by: Int64(line.units)), let next = sum.checkedAdding(cost)
      else { return nil }
      sum = next
    }
    return Money(sum, currency)
  }
}

extension OrderOrigin {
  /// The participant or the checkout.
  fileprivate var parts: (ParticipantID?, CheckoutID?) {
    switch self {
    case .participant(let participant, of: _): (participant, nil)
    case .checkout(let checkout): (nil, checkout)
    }
  }

  /// The participant and the session, or the checkout, among other fields.
  fileprivate init(from fields: inout StoredFields) throws(StoredFault) {
    let participant: ParticipantID? = try fields.take("participant")
    let (session, checkout): (SessionID?, CheckoutID?) = (try fields.take("session"), try fields.take("checkout"))
    switch (participant, session, checkout) {
    case (let participant?, let session?, nil): self = .participant(participant, of: session)
    case (nil, nil, let checkout?): self = .checkout(checkout)
    default:
      throw StoredFault(
        .inconsistent("an order is a participant's of a session or a checkout's"), at: FieldPath("checkout"))
    }
  }
}

extension OrderSeller {
  fileprivate enum Kind: String, StoredName {
    case factory, warehouse, seller
  }

  fileprivate var kind: Kind {
    switch self {
    case .factory: .factory
    case .warehouse: .warehouse
    case .seller: .seller
    }
  }

  fileprivate var id: String? {
    switch self {
    case .factory(let factory): factory.text
    case .warehouse: nil
    case .seller(let seller): seller.text
    }
  }

  /// What it is and which one, among other fields.
  fileprivate init(from fields: inout StoredFields) throws(StoredFault) {
    let kind: Kind = try fields.take("sellerKind")
    switch kind {
    case .factory: self = .factory(try fields.take("seller"))
    case .seller: self = .seller(try fields.take("seller"))
    case .warehouse:
      self = .warehouse
      let id: String? = try fields.take("seller")
      try StoredFault.unless(id == nil, "seller", "the warehouse has no identity")
    }
  }
}

extension OrderLine: Stored {
  /// From everything, as it was bought.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    product = try fields.take("product")
    version = try fields.take("version")
    variant = try fields.take("variant")
    sku = try fields.take("sku")
    productName = try fields.take("productName")
    variantName = try fields.take("variantName")
    unitPrice = try fields.take("unitPrice")
    priceAdjustment = try fields.take("priceAdjustment")
    units = try fields.takeCount("units", upTo: Quantity.maximum)
    stock = try fields.take("stock")
    try fields.end()
    try StoredFault.unless(version >= 1, "version", "versions are counted from 1")
    try StoredFault.unless(units >= 1, "units", "nothing was bought")
    try StoredFault.unless(!unitPrice.isNegative, "unitPrice", "it is negative")
  }
}

extension OrderAmounts {
  /// The four amounts among other fields; the total follows.
  fileprivate init(from fields: inout StoredFields, in currency: Currency) throws(StoredFault) {
    let (goods, discount): (Int64, Int64) = (try fields.take("goods"), try fields.take("discount"))
    let (tax, shipping): (Int64, Int64) = (try fields.take("tax"), try fields.take("shipping"))
    let amounts = OrderAmounts(goods: goods, discount: discount, tax: tax, shipping: shipping, currency)
    guard let amounts else {
      throw StoredFault(
        .inconsistent("0 ≤ discount ≤ goods, and no part negative, does not hold"), at: FieldPath("goods"))
    }
    self = amounts
  }
}

extension Shipment {
  /// The shipment among other fields; nil where there is none.
  fileprivate init?(from fields: inout StoredFields) throws(StoredFault) {
    let (rate, number): (ShippingRate?, TrackingNumber?) = (try fields.take("rate"), try fields.take("trackingNumber"))
    let status: ShipmentStatus? = try fields.take("shipmentStatus")
    let statusAt: Instant? = try fields.take("shipmentStatusAt")
    switch (status, statusAt) {
    case (let status?, let statusAt?):
      self.init(rate: rate, trackingNumber: number, status: status, statusAt: statusAt)
    case (nil, nil) where rate == nil && number == nil: return nil
    default: throw StoredFault(.inconsistent("a shipment has its status and instant"), at: FieldPath("shipmentStatus"))
    }
  }
}

extension LineUnits: Stored {
  /// From the line's position, and the units.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    self.init(line: try fields.takeCount("line"), units: try fields.takeCount("units", upTo: Quantity.maximum))
    try fields.end()
  }
}

extension TrackingEvent: Stored {
  /// From how far, and since when.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    self.init(try fields.take("status"), at: try fields.take("at"))
    try fields.end()
  }
}

extension AddressSnapshot: Stored {
  /// The whole row.
  package var stored: Record {
    [
      "address": id.record, "buyer": buyer.record, "recipient": address.recipient.record,
      "lines": address.lines.record, "postalCode": address.postalCode.stored, "phone": address.phone.stored,
    ]
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (id, buyer): (AddressID, BuyerID) = (try fields.take("address"), try fields.take("buyer"))
    let draft = ShippingAddress.Draft(
      recipient: try fields.take("recipient"), lines: try fields.take("lines"),
      postalCode: try fields.take("postalCode"), phone: try fields.take("phone"))
    try fields.end()
    var violations: [Violation] = []
    guard let address = ShippingAddress(draft, at: .root, &violations) else { throw StoredFault(violations) }
    self.init(id: id, buyer: buyer, address: address)
  }
}
