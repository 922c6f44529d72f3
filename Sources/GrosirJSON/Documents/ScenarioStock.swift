public import GrosirCore

extension ScenarioAction {
  /// Reads what a verb about stock takes.
  ///
  /// - Precondition: the verb is one.
  init(ofStock verb: ScenarioVerb, reading object: inout ObjectReader, in scope: ScenarioScope)
    throws(Unreadable)
  {
    switch verb {
    case .reserveStock: self = .reserveStock(try ReserveStock(reading: &object))
    case .extendReservation:
      let order = object.required("order", .identifier(OrderID.self))
      let until = object.required("until", .time(since: scope.start))
      object.end()
      self = .extendReservation(ExtendReservation(try order(), until: try until()))
    case .consumeReservation:
      let order = object.required("order", .identifier(OrderID.self))
      object.end()
      self = .consumeReservation(ConsumeReservation(try order()))
    case .releaseReservation:
      let order = object.required("order", .identifier(OrderID.self))
      let reason = object.required("reason", .choice(of: ReleaseReason.self))
      object.end()
      self = .releaseReservation(ReleaseReservation(try order(), because: try reason()))
    case .sweepReservations:
      let limit = object.defaulted(
        "limit", .integer(1...SweepReservations.mostAtOnce), to: SweepReservations().limit)
      object.end()
      self = .sweepReservations(SweepReservations(limit: try limit()))
    case .adjustStock: self = .adjustStock(try AdjustStock(reading: &object))
    case .setStockLimits: self = .setStockLimits(try SetStockLimits(reading: &object))
    default: preconditionFailure("\(verb.rawValue) is not about stock")
    }
  }
}

extension ReserveStock {
  /// Reads what an order asks for; a stock may be named more than once.
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let order = object.required("order", .identifier(OrderID.self))
    let lines = object.required(
      "lines", .array(of: .object(StockLine.self), count: 1...Scenario.maximumStockLines))
    let lasting = object.optional("lasting", .positiveTimespan)
    let hasNoEnd = object.defaulted("untilReleased", .boolean, to: false)
    object.end()
    let time = try lasting()
    if try hasNoEnd(), time != nil {
      throw object.refuse(
        "lasting", .inconsistent, "a reservation lasts so long or until it is released, not both")
    }
    let span: ReservationSpan =
      try hasNoEnd() ? .untilReleased : time.map { .lasting($0) } ?? .standard
    self.init(try order(), try lines(), lasting: span)
  }
}

extension Scenario {
  /// The most lines that an order may ask for.
  public static let maximumStockLines = 10_000
}

/// The fields that name a stock, which stand among others.
private struct StockKeyFields {
  let owner: Field<OwnerID>
  let location: Field<LocationID>
  let variant: Field<VariantID>

  /// Asks for them; the platform's warehouse is meant where nothing else is said.
  init(reading object: inout ObjectReader) {
    owner = object.defaulted("owner", .identifier(OwnerID.self), to: StockPlace.platform.owner)
    location = object.defaulted(
      "location", .identifier(LocationID.self), to: StockPlace.platform.location)
    variant = object.required("variant", .identifier(VariantID.self))
  }

  func callAsFunction() throws(Unreadable) -> StockKey {
    try StockKey(owner: owner(), location: location(), variant: variant())
  }
}

extension StockPlace: DocumentReadable {
  /// Reads a place; the platform's warehouse is meant where nothing else is said.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let owner = object.defaulted("owner", .identifier(OwnerID.self), to: StockPlace.platform.owner)
    let location = object.defaulted("location", .identifier(LocationID.self), to: StockPlace.platform.location)
    object.end()
    try self.init(owner: owner(), location: location())
  }
}

extension StockLine: DocumentReadable {
  /// Reads a line: of which stock, and how many units.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let key = StockKeyFields(reading: &object)
    let units = object.required("units", .integer(1...Quantity.maximum))
    object.end()
    self.init(try key(), try units())
  }
}

extension AdjustStock {
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let key = StockKeyFields(reading: &object)
    let units = object.required("units", .integer(-Quantity.maximum...Quantity.maximum))
    let reason = object.required("reason", .choice(of: AdjustmentReason.self))
    let reference = object.optional("reference", .identifier(AdjustmentID.self))
    object.end()
    self.init(try key(), by: try units(), because: try reason(), reference: try reference())
  }
}

extension SetStockLimits {
  fileprivate init(reading object: inout ObjectReader) throws(Unreadable) {
    let key = StockKeyFields(reading: &object)
    let limits = 0...Quantity.maximum
    let reorderPoint = object.defaulted("reorderPoint", .nullable(.integer(limits)), to: nil)
    let maximum = object.defaulted("maximum", .nullable(.integer(limits)), to: nil)
    object.end()
    self.init(try key(), reorderPoint: try reorderPoint(), maximum: try maximum())
  }
}
