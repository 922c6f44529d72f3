/// The demand of a session that succeeded is met: from the warehouse's stock, or else by one purchase order for whole
/// bundles (SPEC §6).
///
/// What is there of the demand is held for the session's buyers either way. If it is everything, it goes out at once,
/// every buyer's money is released, and the session has succeeded; if not, goods are awaited.
public struct FulfilSession: Command, Hashable {
  /// The session.
  public var session: SessionID
  /// The number a purchase order is to have, or nil for a new one.
  public var number: PurchaseOrderNumber?
  /// What shipping from the factory is agreed to cost, in the currency's smallest charged unit.
  public var shippingCost: Int64

  /// What came of it.
  public struct Receipt: Recordable, Hashable {
    /// Where the session stands now.
    public let state: SessionState
    /// The purchase order that was placed, if one was needed.
    public let purchaseOrder: PurchaseOrderNumber?
    /// How many bundles it is for.
    public let bundles: Int
    /// What is not there yet.
    public let missing: [VariantUnits]
  }

  /// Creates the command.
  public init(_ session: SessionID, number: PurchaseOrderNumber? = nil, shippingCost: Int64 = 0) {
    self.session = session
    self.number = number
    self.shippingCost = shippingCost
  }

  /// The command's name on the wire.
  public static var name: String { "fulfilSession" }

  /// The session, and whether the number is taken; what it needs besides follows from the session.
  public func reads(in context: Context) -> [Read] {
    SessionTurn.reads(of: session, in: context) + (number.map { [.purchaseOrder($0)] } ?? [])
  }

  /// Meets the demand, or orders what is missing.
  ///
  /// - Throws: in this order ``FulfilmentError/unknownSession(_:)``,
  ///   ``FulfilmentError/invalidTransition(from:action:)``, ``FulfilmentError/invalid(_:)`` at `shippingCost`,
  ///   ``FulfilmentError/duplicatePurchaseOrder(_:)``, ``FulfilmentError/unknownFactory(_:)``,
  ///   ``FulfilmentError/totalOutOfRange``.
  /// - Complexity: O(n) in the variants; O(p log p) in the participants where all of the demand is there.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<FulfilmentError>) -> Receipt {
    var turn = try FulfilmentTurn(at: session, to: .fulfil, from: workingSet, in: context)
    try FulfilmentError.check(shippingCost: shippingCost, number, workingSet)
    try turn.needProductAndStocks()
    let (product, factory) = try turn.source()
    turn.begin(product, factory)
    try turn.coverFromStock()
    let placed = try turn.completeOrOrder(number, shippingCost: shippingCost)
    let receipt = Receipt(
      state: turn.row.state, purchaseOrder: placed?.number, bundles: placed?.bundles ?? 0,
      missing: turn.fulfilment.missing)
    turn.end(into: &changes)
    return receipt
  }

  /// What is asked for.
  public var record: Record {
    ["session": session.record, "number": number.record, "shippingCost": shippingCost.record]
  }
}

extension FulfilmentError {
  /// - Throws: a refusal where shipping costs less than nothing or too much, or the number is another order's.
  static func check(
    shippingCost: Int64, _ number: PurchaseOrderNumber?, _ workingSet: WorkingSet
  ) throws(Interruption<FulfilmentError>) {
    if let violation = violation(ofShippingCost: shippingCost) { throw .refused(.invalid([violation])) }
    if let number, workingSet.purchaseOrder(number) != nil { throw .refused(.duplicatePurchaseOrder(number)) }
  }

  /// What is wrong with a shipping cost, if anything.
  static func violation(ofShippingCost cost: Int64) -> Violation? {
    guard !(0...Product.maximumPrice ~= cost) else { return nil }
    return Violation(
      FieldPath("shippingCost"), cost < 0 ? .outOfRange : .tooLarge,
      "\(cost) is not between 0 and \(Product.maximumPrice)")
  }
}

extension FulfilmentTurn {
  /// Begins to meet the demand; what was set aside and sold is there already.
  fileprivate mutating func begin(_ product: Product, _ factory: Factory) {
    guard let settlement = row.settlement else { preconditionFailure("a session that reached its target was settled") }
    let duration = product.expectedCompletion ?? Fulfilment.defaultDuration
    let deadline = settlement.closedAt.adding(duration) ?? .latest
    record(.fulfilmentBegun(Fulfilment(of: settlement.demand, by: factory, until: deadline)))
    let setAside = row.composition.variants.enumerated().compactMap { position, variant -> VariantUnits? in
      let units = row.tallies[position].onHand
      return units > 0 ? VariantUnits(variant, units) : nil
    }
    if !setAside.isEmpty { record(.demandCovered(setAside, from: .stock)) }
  }

  /// Completes the session if everything is there, and otherwise orders what is neither there nor outstanding.
  ///
  /// - Returns: the order, if one was placed.
  mutating func completeOrOrder(
    _ number: PurchaseOrderNumber?, shippingCost: Int64
  ) throws(Interruption<FulfilmentError>) -> PurchaseOrder? {
    if fulfilment.isCovered {
      if row.state == .pendingStock { record(.stockReceived) }
      try complete()
      return nil
    }
    let lacking = try short()
    guard !lacking.isEmpty else { throw .refused(.nothingMissing) }
    return try placeOrder(for: lacking, number, shippingCost: shippingCost)
  }

  /// What is missing and not outstanding on any order.
  mutating func short() throws(Interruption<FulfilmentError>) -> [VariantUnits] {
    let outstanding = try outstanding()
    return fulfilment.missing.compactMap { line in
      let units = line.units - outstanding.units(of: line.variant)
      return units > 0 ? VariantUnits(line.variant, units) : nil
    }
  }
}

extension FulfilSession.Receipt {
  /// Everything.
  public var record: Record {
    [
      "state": state.record, "purchaseOrder": purchaseOrder.record, "bundles": bundles.record,
      "missing": missing.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let state: SessionState = record.field("state"),
      let purchaseOrder: PurchaseOrderNumber? = record.field("purchaseOrder"),
      let bundles: Int = record.field("bundles"), let missing: [VariantUnits] = record.field("missing")
    else { return nil }
    self.init(state: state, purchaseOrder: purchaseOrder, bundles: bundles, missing: missing)
  }
}
