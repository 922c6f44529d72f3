public import GrosirCore

/// What a step of a scenario does: a command, or what becomes one when the step is run.
public enum ScenarioAction: Sendable {
  /// A product is configured.
  case putProduct(PutProduct)
  /// A factory is configured.
  case putFactory(PutFactory)
  /// A location is configured.
  case putLocation(PutLocation)
  /// A session is opened.
  case createSession(CreateSession)
  /// A buyer joins, or pledges.
  case joinSession(Join)
  /// Money arrives.
  case confirmPayment(Pay)
  /// What has expired is let go.
  case lapseHolds(LapseHolds)
  /// A buyer leaves.
  case leaveSession(LeaveSession)
  /// A payment is charged back.
  case reversePayment(SessionID, MoneyOf)
  /// The provider refuses a refund.
  case refuseRefund(SessionID, MoneyOf)
  /// The platform's fill is announced.
  case announceNearExpiry(AnnounceNearExpiry)
  /// A session moves to its product's newest rules.
  case moveToRules(MoveToRules)
  /// Warehouse stock is set aside.
  case setAsideStock(SetAsideStock)
  /// A session closes.
  case closeSession(CloseSession)
  /// An operator ends a session.
  case cancelSession(CancelSession)
  /// What a session sold is taken from stock, or ordered.
  case fulfilSession(FulfilSession)
  /// An operator orders once more for a session.
  case placeAnotherOrder(PlaceAnotherOrder)
  /// Something is said about a purchase order.
  case markPurchaseOrder(MarkPurchaseOrder)
  /// Goods arrive.
  case receiveGoods(ReceiveGoods)
  /// An operator orders bundles for the warehouse.
  case orderForStock(OrderForStock)
  /// Goods that should be there by now are reported.
  case reportOverdue(ReportOverdue)
  /// Units are held for an order.
  case reserveStock(ReserveStock)
  /// An order's reservation lasts longer, or shorter.
  case extendReservation(ExtendReservation)
  /// What an order has reserved goes out.
  case consumeReservation(ConsumeReservation)
  /// What an order has reserved becomes free.
  case releaseReservation(ReleaseReservation)
  /// What has expired is released.
  case sweepReservations(SweepReservations)
  /// Units come, or go.
  case adjustStock(AdjustStock)
  /// When a stock is low, and when it is too much.
  case setStockLimits(SetStockLimits)
  /// Money leaves the platform.
  case money(MoneyAction)
  /// An order is placed, paid, sent or given up.
  case order(OrderStep)
  /// Sellers register, and resellers list what suppliers have.
  case partner(PartnerStep)

  /// A join; without a quote the buyer is shown the right prices.
  public struct Join: Sendable {
    /// The session.
    public let session: SessionID
    /// The participation's name.
    public let participant: ParticipantID
    /// Who joins.
    public let buyer: BuyerID
    /// What they ask for.
    public let basket: [VariantUnits]
    /// What they were shown, if the writer says so.
    public let quote: Quote?
    /// What to do if the basket may not be taken now.
    public let ifLocked: JoinSession.IfLocked
    /// Whether they pay at once, if they may join.
    public let isPaid: Bool
  }

  /// Prices that a buyer was shown, in the currency's smallest charged unit.
  public struct Quote: Sendable {
    /// Of a unit of each of the basket's variants, in the basket's order.
    public let unitPrices: [Int64]
    /// Of all.
    public let total: Int64
  }

  /// Money that arrives.
  public struct Pay: Sendable {
    /// The session.
    public let session: SessionID
    /// For which participation.
    public let participant: ParticipantID
    /// The provider's reference, or nil for the participant's first one.
    public let payment: PaymentReference?
    /// How much, in the currency's smallest charged unit, or nil for what is asked for.
    public let amount: Int64?
    /// In which currency, or nil for the session's.
    public let currency: Currency?

    /// Creates a payment; what is left out is what is asked for.
    public init(
      session: SessionID, participant: ParticipantID, payment: PaymentReference? = nil, amount: Int64? = nil,
      currency: Currency? = nil
    ) {
      self.session = session
      self.participant = participant
      self.payment = payment
      self.amount = amount
      self.currency = currency
    }
  }

  /// Money that came before, by the payment it came with or by the participation it came for.
  public enum MoneyOf: Sendable, Hashable {
    /// The payment of this reference.
    case payment(PaymentReference)
    /// Of this participant the payment that was accepted last, or the refund that was asked for last.
    case participant(ParticipantID)
  }

  /// The session it is about; none where it is something else, such as a product, a stock or a purchase order.
  public var session: SessionID? {
    switch self {
    case .putProduct, .putFactory, .putLocation, .money, .order, .partner: nil
    case .createSession(let command): command.session
    case .joinSession(let join): join.session
    case .confirmPayment(let pay): pay.session
    case .lapseHolds(let command): command.session
    case .leaveSession(let command): command.session
    case .reversePayment(let session, _), .refuseRefund(let session, _): session
    case .announceNearExpiry(let command): command.session
    case .moveToRules(let command): command.session
    case .setAsideStock(let command): command.session
    case .closeSession(let command): command.session
    case .cancelSession(let command): command.session
    case .fulfilSession(let command): command.session
    case .placeAnotherOrder(let command): command.session
    case .reportOverdue(let command): command.session
    case .markPurchaseOrder, .receiveGoods, .orderForStock: nil
    case .reserveStock, .extendReservation, .consumeReservation, .releaseReservation, .sweepReservations,
      .adjustStock, .setStockLimits:
      nil
    }
  }
}

/// What a step does, before it is known which session it means if it names none.
package struct DraftAction {
  /// The session it creates, if it creates one.
  let created: SessionID?
  /// Whether it is about a session and does not say which.
  let namesNoSession: Bool

  private let named: SessionID?
  private let make: @Sendable (SessionID) -> ScenarioAction

  /// What it does, where `session` is meant if none is named.
  func action(in session: SessionID) -> ScenarioAction { make(named ?? session) }

  /// Reads what a verb takes.
  package init(
    _ verb: ScenarioVerb, reading object: inout ObjectReader, at now: Instant, in scope: ScenarioScope
  ) throws(Unreadable) {
    switch verb {
    case .putProduct:
      let command = PutProduct(try Product.Draft(reading: &object))
      self.init { _ in .putProduct(command) }
    case .putFactory:
      let command = PutFactory(try Factory.Draft(reading: &object))
      self.init { _ in .putFactory(command) }
    case .putLocation:
      let command = PutLocation(try Location.Draft(reading: &object))
      self.init { _ in .putLocation(command) }
    case .createSession:
      let command = try CreateSession(reading: &object, at: now, in: scope)
      self.init(created: command.session) { _ in .createSession(command) }
    case .joinSession: try self.init(joining: &object)
    case .confirmPayment: try self.init(paying: &object)
    case .lapseHolds: try self.init(plain: &object) { .lapseHolds(LapseHolds($0)) }
    case .leaveSession:
      let named = DraftAction.session(&object)
      let participant = object.required("participant", .identifier(ParticipantID.self))
      object.end()
      let id = try participant()
      self.init(about: try named()) { .leaveSession(LeaveSession($0, participant: id)) }
    case .reversePayment: try self.init(moneyOf: &object) { .reversePayment($0, $1) }
    case .refuseRefund: try self.init(moneyOf: &object) { .refuseRefund($0, $1) }
    case .announceNearExpiry: try self.init(plain: &object) { .announceNearExpiry(AnnounceNearExpiry($0)) }
    case .moveToRules: try self.init(plain: &object) { .moveToRules(MoveToRules($0)) }
    case .setAsideStock:
      let named = DraftAction.session(&object)
      let lines = object.required("lines", .units)
      object.end()
      let units = try lines().map { VariantUnits($0.key, $0.value) }
      self.init(about: try named()) { .setAsideStock(SetAsideStock($0, units)) }
    case .closeSession:
      let named = DraftAction.session(&object)
      let reason = object.optional("earlyBecause", .reason)
      object.end()
      let why = try reason()
      self.init(about: try named()) { .closeSession(CloseSession($0, earlyBecause: why)) }
    case .cancelSession:
      let named = DraftAction.session(&object)
      let reason = object.required("reason", .reason)
      object.end()
      let why = try reason()
      self.init(about: try named()) { .cancelSession(CancelSession($0, because: why)) }
    case .fulfilSession:
      try self.init(ordering: &object) { .fulfilSession(FulfilSession($0, number: $1, shippingCost: $2)) }
    case .placeAnotherOrder:
      try self.init(ordering: &object) { .placeAnotherOrder(PlaceAnotherOrder($0, number: $1, shippingCost: $2)) }
    case .reportOverdue: try self.init(plain: &object) { .reportOverdue(ReportOverdue($0)) }
    case .markPurchaseOrder, .receiveGoods, .orderForStock:
      let action = try ScenarioAction(ofOrder: verb, reading: &object, in: scope)
      self.init { _ in action }
    case .reserveStock, .extendReservation, .consumeReservation, .releaseReservation, .sweepReservations,
      .adjustStock, .setStockLimits:
      let action = try ScenarioAction(ofStock: verb, reading: &object, in: scope)
      self.init { _ in action }
    case .requestWithdrawal, .runWithdrawalBatch, .completeWithdrawal, .failWithdrawal, .settlePayee, .paySettlement:
      let action = try ScenarioAction.MoneyAction(verb, reading: &object, in: scope)
      self.init { _ in .money(action) }
    case .placeOrder, .beginOrderPayment, .confirmOrderPayment, .failOrderPayment, .expireOrders, .cancelOrder,
      .bookShipment, .shipOrder, .recordTracking, .refundOrder:
      let step = try ScenarioAction.OrderStep(verb, reading: &object, at: now, in: scope)
      self.init { _ in .order(step) }
    case .registerSeller, .activateSeller, .suspendSeller, .putListing, .switchListing, .syncListings:
      let step = try ScenarioAction.PartnerStep(verb, reading: &object)
      self.init { _ in .partner(step) }
    }
  }

  private init(created: SessionID? = nil, _ make: @escaping @Sendable (SessionID) -> ScenarioAction) {
    self.created = created
    self.make = make
    named = nil
    namesNoSession = false
  }

  private init(about named: SessionID?, _ make: @escaping @Sendable (SessionID) -> ScenarioAction) {
    created = nil
    self.make = make
    self.named = named
    namesNoSession = named == nil
  }

  /// A command that is about a session and nothing else.
  private init(
    plain object: inout ObjectReader, _ make: @escaping @Sendable (SessionID) -> ScenarioAction
  ) throws(Unreadable) {
    let named = DraftAction.session(&object)
    object.end()
    self.init(about: try named(), make)
  }

  /// A command that may order what a session's demand needs.
  private init(
    ordering object: inout ObjectReader,
    _ make: @escaping @Sendable (SessionID, PurchaseOrderNumber?, Int64) -> ScenarioAction
  ) throws(Unreadable) {
    let named = DraftAction.session(&object)
    let number = object.optional("number", .identifier(PurchaseOrderNumber.self))
    let shippingCost = object.defaulted("shippingCost", .shippingCost, to: 0)
    object.end()
    let (order, cost) = try (number(), shippingCost())
    self.init(about: try named()) { make($0, order, cost) }
  }

  private init(joining object: inout ObjectReader) throws(Unreadable) {
    let named = DraftAction.session(&object)
    let participant = object.required("participant", .identifier(ParticipantID.self))
    let buyer = object.optional("buyer", .identifier(BuyerID.self))
    let basket = object.required("basket", .units)
    let asked = basket.value?.map { $0.key }
    let quote = object.optional(
      "quote", .object { entry throws(Unreadable) in try ScenarioAction.Quote(reading: &entry, of: asked) })
    let wait = object.defaulted("waitIfLocked", .boolean, to: false)
    let partial = object.defaulted("acceptPartial", .boolean, to: false)
    let paid = object.defaulted("paid", .boolean, to: false)
    object.end()
    if partial.value == true, wait.value == false {
      object.refuse("acceptPartial", .inconsistent, "a part is accepted only by who waits: \"waitIfLocked\": true")
    }
    let (id, who, shown, pays) = try (participant(), buyer(), quote(), paid())
    let units = try basket().map { VariantUnits($0.key, $0.value) }
    let ifLocked: JoinSession.IfLocked = try wait() ? .wait(acceptPartial: partial()) : .refuse
    // A participation's name is a buyer's as well: both are the same kind of text.
    guard let buyer = who ?? BuyerID(id.text) else { throw Unreadable() }
    self.init(about: try named()) { session in
      .joinSession(
        ScenarioAction.Join(
          session: session, participant: id, buyer: buyer, basket: units, quote: shown, ifLocked: ifLocked,
          isPaid: pays))
    }
  }

  private init(paying object: inout ObjectReader) throws(Unreadable) {
    let named = DraftAction.session(&object)
    let participant = object.required("participant", .identifier(ParticipantID.self))
    let payment = object.optional("payment", .identifier(PaymentReference.self))
    let amount = object.optional("amount", .int64(atLeast: 0))
    let currency = object.optional("currency", .text("three capital letters such as IDR", Currency.init))
    object.end()
    let (id, reference, units, code) = try (participant(), payment(), amount(), currency())
    self.init(about: try named()) { session in
      .confirmPayment(
        ScenarioAction.Pay(session: session, participant: id, payment: reference, amount: units, currency: code))
    }
  }

  private init(
    moneyOf object: inout ObjectReader,
    _ make: @escaping @Sendable (SessionID, ScenarioAction.MoneyOf) -> ScenarioAction
  ) throws(Unreadable) {
    let named = DraftAction.session(&object)
    let payment = object.optional("payment", .identifier(PaymentReference.self))
    let participant = object.optional("participant", .identifier(ParticipantID.self))
    object.end()
    let money: ScenarioAction.MoneyOf
    switch try (payment(), participant()) {
    case (let reference?, nil): money = .payment(reference)
    case (nil, let id?): money = .participant(id)
    case (nil, nil): throw object.refuse("participant", .missing, "is required, but missing, without a payment")
    case (_?, _?): throw object.refuse("payment", .inconsistent, "is given by a payment or a participant, not both")
    }
    self.init(about: try named()) { make($0, money) }
  }

  private static func session(_ object: inout ObjectReader) -> Field<SessionID?> {
    object.optional("session", .identifier(SessionID.self))
  }
}

extension ScenarioAction.Quote {
  /// Reads a quote for the variants of a basket; where those could not be read, for any.
  fileprivate init(reading object: inout ObjectReader, of asked: [VariantID]?) throws(Unreadable) {
    let variants = 1...AvailabilityRequest.maximumVariants
    let prices = object.required(
      "unitPrices", .map(from: .identifier(VariantID.self), to: .int64(atLeast: 0), count: variants))
    let total = object.required("total", .int64(atLeast: 0))
    object.end()
    var byVariant: [VariantID: Int64] = [:]
    for price in try prices() { byVariant[price.key] = price.value }
    if let asked, Set(asked) != Set(byVariant.keys) {
      object.refuse("unitPrices", .inconsistent, "must name exactly the basket's variants")
    }
    unitPrices = (asked ?? []).compactMap { byVariant[$0] }
    self.total = try total()
  }
}

extension CreateSession {
  /// Reads a session; what is left out is the scenario's only product, and now.
  fileprivate init(reading object: inout ObjectReader, at now: Instant, in scope: ScenarioScope) throws(Unreadable) {
    let session = object.required("session", .identifier(SessionID.self))
    let code = object.optional("code", .identifier(SessionCode.self))
    let product = object.optional("product", .identifier(ProductID.self))
    let target = object.defaulted("target", .nullable(.integer(SessionTerms.targets)), to: nil)
    let tiers = object.required(
      "tiers", .array(of: .object(Ladder.Draft.Tier.self), count: 1...BasisPoints.denominator))
    let guarantee = object.defaulted("guarantee", .nullable(.object(PlatformGuarantee.self)), to: .standard)
    let successRule = object.defaulted("successRule", .choice(of: SuccessRule.self), to: .lowestTier)
    let opensAt = object.defaulted("opensAt", .time(since: scope.start), to: now)
    let closesAt = object.defaulted("closesAt", .nullable(.time(since: scope.start)), to: nil)
    let conditions = ConditionFields(reading: &object)
    let selling = object.defaulted("selling", .choice(of: Selling.self), to: .consignment)
    let warehouse = object.defaulted("warehouse", .object(StockPlace.self), to: .platform)
    let stock = object.optional("openingStock", .units)
    object.end()
    let sold = try scope.product(try product(), object)
    let (id, given) = try (session(), code())
    // A session's name is a code as well: both are the same kind of text.
    guard let code = given ?? SessionCode(id.text) else { throw Unreadable() }
    try self.init(
      id, code: code, product: sold, target: target(), tiers: tiers(), guarantee: guarantee(),
      successRule: successRule(), opensAt: opensAt(), closesAt: closesAt(), conditions: conditions(),
      selling: selling(), warehouse: warehouse(), openingStock: (stock() ?? []).map { VariantUnits($0.key, $0.value) })
  }
}

/// The fields of a session's conditions, which stand among its own.
private struct ConditionFields {
  let nearExpiryWindow: Field<Timespan>
  let paymentWindow: Field<Timespan>
  let maxUnitsPerBuyer: Field<Int?>
  let maxOpenHoldsPerBuyer: Field<Int>
  let waitingList: Field<Bool>
  let autoRenew: Field<Bool>
  let useFreeStock: Field<Bool>

  init(reading object: inout ObjectReader) {
    let standard = SessionConditions()
    let limits = 1...Quantity.maximum
    nearExpiryWindow = object.defaulted("nearExpiryWindow", .timespan, to: standard.nearExpiryWindow)
    paymentWindow = object.defaulted("paymentWindow", .positiveTimespan, to: standard.paymentWindow)
    maxUnitsPerBuyer = object.defaulted("maxUnitsPerBuyer", .nullable(.integer(limits)), to: standard.maxUnitsPerBuyer)
    maxOpenHoldsPerBuyer = object.defaulted(
      "maxOpenHoldsPerBuyer", .integer(limits), to: standard.maxOpenHoldsPerBuyer)
    waitingList = object.defaulted("waitingList", .boolean, to: standard.hasWaitingList)
    autoRenew = object.defaulted("autoRenew", .boolean, to: standard.autoRenew)
    useFreeStock = object.defaulted("useFreeStock", .boolean, to: standard.useFreeStock)
  }

  func callAsFunction() throws(Unreadable) -> SessionConditions {
    try SessionConditions(
      nearExpiryWindow: nearExpiryWindow(), paymentWindow: paymentWindow(), maxUnitsPerBuyer: maxUnitsPerBuyer(),
      maxOpenHoldsPerBuyer: maxOpenHoldsPerBuyer(), hasWaitingList: waitingList(), autoRenew: autoRenew(),
      useFreeStock: useFreeStock())
  }
}

extension ValueReader where Self == MapReader<FormReader<VariantID>, IntegerReader<Int>> {
  /// Units by variant: `{"M": 5}`.
  static var units: Self {
    .map(
      from: .identifier(VariantID.self), to: .integer(1...Quantity.maximum),
      count: 1...AvailabilityRequest.maximumVariants)
  }
}

extension ValueReader where Self == FormReader<Reason> {
  /// Why somebody did something.
  static var reason: Self {
    .text("a line of 1 to 500 bytes without control characters", Reason.init)
  }
}
