public import GrosirCore

extension ScenarioAction {
  /// What a step does about an order.
  public enum OrderStep: Sendable {
    /// A buyer goes to the till.
    case placeOrder(PlaceOrder)
    /// The buyer is paying.
    case beginOrderPayment(BeginOrderPayment)
    /// Money arrives for an order.
    case confirmOrderPayment(PayOrder)
    /// The payment did not go through.
    case failOrderPayment(FailOrderPayment)
    /// What was not paid in time comes to nothing.
    case expireOrders(ExpireOrders)
    /// An order is not wanted any more.
    case cancelOrder(CancelOrder)
    /// A carrier is asked to come.
    case bookShipment(BookShipment)
    /// An order's goods go out.
    case shipOrder(ShipOrder)
    /// The carrier tells where they are.
    case recordTracking(RecordTracking)
    /// Money of an order goes back after its goods went out.
    case refundOrder(GiveBack)
  }

  /// Money that arrives for an order.
  public struct PayOrder: Sendable {
    /// The order.
    public let order: OrderID
    /// The provider's reference, or nil for the order's first one.
    public let payment: PaymentReference?
    /// How much, in the currency's smallest charged unit, or nil for what is asked for.
    public let amount: Int64?
    /// In which currency, or nil for the order's.
    public let currency: Currency?
  }

  /// Money of an order that goes back after its goods went out.
  public struct GiveBack: Sendable {
    /// The order.
    public let order: OrderID
    /// The refund's identity, or nil for a new one.
    public let refund: RefundID?
    /// How much, in the currency's smallest charged unit, or nil for all that is left.
    public let amount: Int64?
    /// In which currency, or nil for the order's.
    public let currency: Currency?
    /// Why.
    public let reason: Reason
    /// The units that are in stock again, line by line.
    public let returned: [LineUnits]
  }
}

extension ScenarioAction.OrderStep {
  /// Reads what a verb takes.
  ///
  /// - Precondition: the verb is one of these.
  init(
    _ verb: ScenarioVerb, reading object: inout ObjectReader, at now: Instant, in scope: ScenarioScope
  ) throws(Unreadable) {
    switch verb {
    case .placeOrder: self = .placeOrder(try PlaceOrder(reading: &object, in: scope))
    case .beginOrderPayment: self = .beginOrderPayment(BeginOrderPayment(try Self.order(alone: &object)))
    case .confirmOrderPayment: self = .confirmOrderPayment(try ScenarioAction.PayOrder(reading: &object))
    case .failOrderPayment: self = .failOrderPayment(FailOrderPayment(try Self.order(alone: &object)))
    case .expireOrders:
      let limit = object.defaulted("limit", .integer(1...ExpireOrders.mostAtOnce), to: ExpireOrders().limit)
      object.end()
      self = .expireOrders(ExpireOrders(limit: try limit()))
    case .cancelOrder:
      let order = object.required("order", .identifier(OrderID.self))
      let reason = object.optional("reason", .reason)
      object.end()
      self = .cancelOrder(try CancelOrder(order(), because: reason()))
    case .bookShipment:
      let order = object.required("order", .identifier(OrderID.self))
      let rate = object.optional("rate", .object(ShippingRate.self))
      object.end()
      self = .bookShipment(try BookShipment(order(), at: rate()))
    case .shipOrder:
      let order = object.required("order", .identifier(OrderID.self))
      let number = object.optional("trackingNumber", .identifier(TrackingNumber.self))
      object.end()
      self = .shipOrder(try ShipOrder(order(), as: number()))
    case .recordTracking:
      let order = object.required("order", .identifier(OrderID.self))
      let status = object.required("status", .choice(of: ShipmentStatus.self))
      let instant = object.defaulted("at", .time(since: scope.start), to: now)
      object.end()
      self = .recordTracking(try RecordTracking(order(), TrackingEvent(status(), at: instant())))
    case .refundOrder: self = .refundOrder(try ScenarioAction.GiveBack(reading: &object))
    default: preconditionFailure("\(verb.rawValue) is not about an order")
    }
  }

  /// The order, where a step names that and nothing else.
  private static func order(alone object: inout ObjectReader) throws(Unreadable) -> OrderID {
    let order = object.required("order", .identifier(OrderID.self))
    object.end()
    return try order()
  }
}

extension PlaceOrder {
  /// Reads a checkout under the standard rules; its total is what everything adds up to unless it says otherwise.
  fileprivate init(reading object: inout ObjectReader, in scope: ScenarioScope) throws(Unreadable) {
    let checkout = object.required("checkout", .identifier(CheckoutID.self))
    let buyer = object.required("buyer", .identifier(BuyerID.self))
    let lines = object.required(
      "lines",
      .array(
        of: .object { entry throws(Unreadable) in try PlaceOrder.Line(reading: &entry, in: scope) },
        count: 1...PlaceOrder.mostLines))
    let address = object.required("address", .object(ShippingAddress.Draft.self))
    let discount = object.defaulted("discount", .int64(atLeast: 0), to: 0)
    let tax = object.defaulted("tax", .int64(atLeast: 0), to: 0)
    let shipping = object.defaulted("shipping", .int64(atLeast: 0), to: 0)
    let total = object.optional("total", .int64(atLeast: 0))
    let currency = object.defaulted("currency", .currency, to: .idr)
    let fee = object.defaulted("fee", .integer(0...BasisPoints.denominator), to: Factory.defaultFee.value)
    let lasting = object.optional("lasting", .positiveTimespan)
    object.end()
    let (given, asked) = try (total(), lines())
    let (less, more) = try (discount(), [tax(), shipping()])
    let due = given ?? PlaceOrder.total(of: asked, less: less, and: more)
    try self.init(
      checkout(), buyer: buyer(), lines: asked, to: address(), discount: less, tax: more[0], shipping: more[1],
      total: Money(due, currency()), fee: BasisPoints(unchecked: fee()),
      lasting: lasting().map { .lasting($0) } ?? .standard)
  }

  /// What lines cost, less a discount and with what comes on top; the largest number there is where that does not fit,
  /// which the engine refuses.
  private static func total(of lines: [Line], less discount: Int64, and more: [Int64]) -> Int64 {
    func sum(_ left: Int64, _ right: Int64) -> Int64 {
      let (sum, overflows) = left.addingReportingOverflow(right)
      return overflows ? .max : sum
    }
    let goods = lines.reduce(Int64(0)) { goods, line in
      let (cost, overflows) = line.unitPrice.multipliedReportingOverflow(by: Int64(line.units))
      return sum(goods, overflows ? .max : cost)
    }
    return more.reduce(goods - discount) { sum($0, $1) }
  }
}

extension PlaceOrder.Line {
  /// Reads a line; its units are the seller's own, and in their warehouse, unless it says otherwise.
  fileprivate init(reading object: inout ObjectReader, in scope: ScenarioScope) throws(Unreadable) {
    let product = object.optional("product", .identifier(ProductID.self))
    let variant = object.required("variant", .identifier(VariantID.self))
    let units = object.required("units", .integer(1...Quantity.maximum))
    let price = object.required("unitPrice", .int64(atLeast: 0))
    let seller = object.required("seller", .identifier(SellerID.self))
    let owner = object.optional("owner", .identifier(OwnerID.self))
    let location = object.defaulted("location", .identifier(LocationID.self), to: StockPlace.platform.location)
    object.end()
    guard let bought = try product() ?? scope.onlyProduct else {
      guard scope.products != nil else { throw Unreadable() }
      throw object.refuse("product", .missing, "is required, but missing, where the scenario lists not exactly one")
    }
    let (sold, given) = try (seller(), owner())
    // A seller's name is an owner's as well: both are the same kind of text.
    guard let owner = given ?? OwnerID(sold.text) else { throw Unreadable() }
    try self.init(
      bought, variant(), units: units(), unitPrice: price(), soldBy: sold,
      from: StockPlace(owner: owner, location: location()))
  }
}

extension ShippingAddress.Draft: DocumentReadable {
  /// Reads an address; whether it is one is for the engine to say.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let recipient = object.required("recipient", .text(1...200))
    let lines = object.required("lines", .array(of: .text(1...200), count: 1...ShippingAddress.mostLines))
    let postalCode = object.required("postalCode", .text(1...20))
    let phone = object.required("phone", .text(1...20))
    object.end()
    try self.init(recipient: recipient(), lines: lines(), postalCode: postalCode(), phone: phone())
  }
}

extension ShippingRate: DocumentReadable {
  /// Reads what a carrier asks for a shipment.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let carrier = object.required("carrier", .identifier(CarrierCode.self))
    let service = object.required("service", .identifier(CarrierCode.self))
    let amount = object.required("amount", .int64(atLeast: 0))
    let currency = object.defaulted("currency", .currency, to: .idr)
    object.end()
    try self.init(carrier: carrier(), service: service(), amount: Money(amount(), currency()))
  }
}

extension LineUnits: DocumentReadable {
  /// Reads units of one line of an order.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let line = object.required("line", .integer(0...Quantity.maximum))
    let units = object.required("units", .integer(1...Quantity.maximum))
    object.end()
    try self.init(line: line(), units: units())
  }
}

extension ScenarioAction.PayOrder {
  /// Reads a payment; what is left out is what is asked for.
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let order = object.required("order", .identifier(OrderID.self))
    let payment = object.optional("payment", .identifier(PaymentReference.self))
    let amount = object.optional("amount", .int64(atLeast: 0))
    let currency = object.optional("currency", .currency)
    object.end()
    try self.init(order: order(), payment: payment(), amount: amount(), currency: currency())
  }
}

extension ScenarioAction.GiveBack {
  /// Reads a refund; without an amount it is of all that is left.
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let order = object.required("order", .identifier(OrderID.self))
    let refund = object.optional("refund", .identifier(RefundID.self))
    let amount = object.optional("amount", .int64(atLeast: 0))
    let currency = object.optional("currency", .currency)
    let reason = object.required("reason", .reason)
    let returned = object.defaulted(
      "returned", .array(of: .object(LineUnits.self), count: 0...PlaceOrder.mostLines), to: [])
    object.end()
    try self.init(
      order: order(), refund: refund(), amount: amount(), currency: currency(), reason: reason(), returned: returned())
  }
}

extension ValueReader where Self == FormReader<Currency> {
  fileprivate static var currency: Self { .text("three capital letters such as IDR", Currency.init) }
}
