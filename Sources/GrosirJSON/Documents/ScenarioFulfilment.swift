public import GrosirCore

extension ScenarioAction {
  /// Reads what a verb about a purchase order takes.
  ///
  /// - Precondition: the verb is one.
  init(ofOrder verb: ScenarioVerb, reading object: inout ObjectReader, in scope: ScenarioScope) throws(Unreadable) {
    switch verb {
    case .markPurchaseOrder: self = .markPurchaseOrder(try MarkPurchaseOrder(reading: &object))
    case .receiveGoods: self = .receiveGoods(try ReceiveGoods(reading: &object))
    case .orderForStock: self = .orderForStock(try OrderForStock(reading: &object, in: scope))
    default: preconditionFailure("\(verb.rawValue) is not about a purchase order")
    }
  }
}

/// What is said about a purchase order, as a scenario writes it; the raw values are the wire's.
enum OrderMarkWord: String, CaseIterable {
  case sent, acknowledged, productionStarted, productionCompleted, shipped, refused, cancelled

  /// Whether it is to be said why.
  var needsReason: Bool { self == .refused || self == .cancelled }
}

extension MarkPurchaseOrder {
  /// Reads what is said; each mark takes what belongs to it, and nothing else.
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let number = object.required("number", .identifier(PurchaseOrderNumber.self))
    let mark = object.required("mark", .choice(of: OrderMarkWord.self))
    let trackingNumber = object.optional("trackingNumber", .identifier(TrackingNumber.self))
    let shippingCost = object.optional("shippingCost", .shippingCost)
    let reason = object.optional("reason", .reason)
    object.end()
    let (word, tracking, cost, why) = try (mark(), trackingNumber(), shippingCost(), reason())
    if word != .shipped, tracking != nil {
      object.refuse("trackingNumber", .inconsistent, "belongs to \"shipped\", not to \"\(word.rawValue)\"")
    }
    if word != .shipped, cost != nil {
      object.refuse("shippingCost", .inconsistent, "belongs to \"shipped\", not to \"\(word.rawValue)\"")
    }
    if !word.needsReason, why != nil {
      object.refuse(
        "reason", .inconsistent, "belongs to \"refused\" and \"cancelled\", not to \"\(word.rawValue)\"")
    }
    self.init(try number(), try Mark(word, tracking, cost, because: why, object))
  }
}

extension MarkPurchaseOrder.Mark {
  fileprivate init(
    _ word: OrderMarkWord, _ tracking: TrackingNumber?, _ shippingCost: Int64?, because reason: Reason?,
    _ object: ObjectReader
  ) throws(Unreadable) {
    switch word {
    case .sent: self = .sent
    case .acknowledged: self = .acknowledged
    case .productionStarted: self = .productionStarted
    case .productionCompleted: self = .productionCompleted
    case .shipped: self = .shipped(tracking, shippingCost: shippingCost)
    case .refused, .cancelled:
      guard let reason else {
        throw object.refuse("reason", .missing, "is required, but missing, where an order is \(word.rawValue)")
      }
      self = word == .refused ? .refused(reason) : .cancelled(reason)
    }
  }
}

extension ReceiveGoods {
  /// Reads a delivery: so many bundles, or units of each variant.
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let number = object.required("number", .identifier(PurchaseOrderNumber.self))
    let receipt = object.required("receipt", .identifier(ReceiptID.self))
    let bundles = object.optional("bundles", .integer(1...Quantity.maximum))
    let units = object.optional("units", .units)
    let damaged = object.optional("damaged", .units)
    object.end()
    let goods: Goods
    switch try (bundles(), units()) {
    case (let count?, nil): goods = .bundles(count)
    case (nil, let counted?): goods = .units(counted.map { VariantUnits($0.key, $0.value) })
    case (nil, nil): throw object.refuse("bundles", .missing, "is required, but missing, without units")
    case (_?, _?): throw object.refuse("units", .inconsistent, "goods are counted in bundles or in units, not both")
    }
    self.init(
      try number(), receipt: try receipt(), goods,
      damaged: try (damaged() ?? []).map { VariantUnits($0.key, $0.value) })
  }
}

extension OrderForStock {
  /// Reads an order for the warehouse; what is left out is the scenario's only product.
  fileprivate init(reading object: inout ObjectReader, in scope: ScenarioScope) throws(Unreadable) {
    let product = object.optional("product", .identifier(ProductID.self))
    let bundles = object.required("bundles", .integer(1...Quantity.maximum))
    let number = object.optional("number", .identifier(PurchaseOrderNumber.self))
    let destination = object.defaulted("destination", .object(StockPlace.self), to: .platform)
    let shippingCost = object.defaulted("shippingCost", .shippingCost, to: 0)
    let isDraft = object.defaulted("draft", .boolean, to: false)
    object.end()
    let ordered = try scope.product(try product(), object)
    try self.init(
      ordered, bundles: bundles(), number: number(), to: destination(), shippingCost: shippingCost(),
      isDraft: isDraft())
  }
}

extension ValueReader where Self == IntegerReader<Int64> {
  /// What shipping costs, in the currency's smallest charged unit.
  static var shippingCost: Self { .int64(from: 0, through: Product.maximumPrice) }
}

// MARK: Who is ordered from, and where it goes

extension Factory.Draft: DocumentReadable {
  /// Reads a factory; short to write by hand, for what does not matter to a scenario has a default.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let id = object.required("id", .identifier(FactoryID.self))
    let name = object.optional("name", .text(1...200))
    let phone = object.defaulted(
      "phone", .text("a number such as +6281234567890") { PhoneNumber($0)?.text }, to: "+62000000000")
    let bank = object.defaulted(
      "bank", .object(BankDetails.Draft.self),
      to: BankDetails.Draft(code: "BANK", account: "00000000", holder: "The factory"))
    let postalCode = object.defaulted("postalCode", .postalCode, to: "00000")
    let fee = object.defaulted("fee", .integer(0...BasisPoints.denominator), to: Factory.defaultFee.value)
    object.end()
    let (identifier, called) = try (id().text, name())
    try self.init(
      id: identifier, name: called ?? identifier, phone: phone(), bank: bank(), postalCode: postalCode(), fee: fee())
  }
}

extension BankDetails.Draft: DocumentReadable {
  /// Reads where a factory is paid.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let code = object.required("code", .text(2...20))
    let account = object.required("account", .text(8...20))
    let holder = object.required("holder", .text(3...200))
    object.end()
    try self.init(code: code(), account: account(), holder: holder())
  }
}

extension Location.Draft: DocumentReadable {
  /// Reads a location; short to write by hand, for what does not matter to a scenario has a default.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let id = object.required("id", .identifier(LocationID.self))
    let name = object.optional("name", .text(1...200))
    let address = object.optional("address", .text(1...500))
    let postalCode = object.defaulted("postalCode", .postalCode, to: "00000")
    object.end()
    let (identifier, called) = try (id().text, name())
    try self.init(
      id: identifier, name: called ?? identifier, address: address() ?? called ?? identifier,
      postalCode: postalCode())
  }
}

extension ValueReader where Self == FormReader<String> {
  fileprivate static var postalCode: Self {
    .text("3 to 10 capital letters and digits, such as 13910") { PostalCode($0)?.text }
  }
}
