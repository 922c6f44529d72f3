/// An operator orders bundles for the warehouse, because stock is low (SPEC §7, §8).
public struct OrderForStock: Command, Hashable {
  /// What is ordered.
  public var product: ProductID
  /// How many bundles, 1…10⁹.
  public var bundles: Int
  /// The number the order is to have, or nil for a new one.
  public var number: PurchaseOrderNumber?
  /// Whose stock it becomes, and where it is to go.
  public var destination: StockPlace
  /// What shipping is agreed to cost, in the currency's smallest charged unit.
  public var shippingCost: Int64
  /// Whether it is only written down, and sent later.
  public var isDraft: Bool

  /// The order that was placed.
  public struct Receipt: Recordable, Hashable {
    /// Its number.
    public let number: PurchaseOrderNumber
    /// What its bundles hold.
    public let lines: [VariantUnits]
    /// What goods and shipping cost together.
    public let total: Money
  }

  /// Creates the command.
  public init(
    _ product: ProductID, bundles: Int, number: PurchaseOrderNumber? = nil, to destination: StockPlace = .platform,
    shippingCost: Int64 = 0, isDraft: Bool = false
  ) {
    self.product = product
    self.bundles = bundles
    self.number = number
    self.destination = destination
    self.shippingCost = shippingCost
    self.isDraft = isDraft
  }

  /// The command's name on the wire.
  public static var name: String { "orderForStock" }

  /// The product, where the goods are to go, and whether the number is taken.
  public func reads(in context: Context) -> [Read] {
    [.product(product), .location(destination.location)] + (number.map { [.purchaseOrder($0)] } ?? [])
  }

  /// Places the order, and tells the factory.
  ///
  /// - Throws: in this order ``FulfilmentError/invalid(_:)`` at `bundles` and `shippingCost`,
  ///   ``FulfilmentError/unknownProduct(_:)``, ``FulfilmentError/duplicatePurchaseOrder(_:)``,
  ///   ``FulfilmentError/unknownFactory(_:)``, ``FulfilmentError/totalOutOfRange``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<FulfilmentError>) -> Receipt {
    var violations: [Violation] = []
    if !(1...Quantity.maximum ~= bundles) {
      violations.append(
        Violation(
          FieldPath("bundles"), bundles < 1 ? .outOfRange : .tooLarge,
          "\(bundles) is not between 1 and \(Quantity.maximum)"))
    }
    if let violation = FulfilmentError.violation(ofShippingCost: shippingCost) { violations.append(violation) }
    guard violations.isEmpty else { throw .refused(.invalid(violations)) }
    guard let found = workingSet.product(product) else { throw .refused(.unknownProduct(product)) }
    try FulfilmentError.check(shippingCost: shippingCost, number, workingSet)
    guard workingSet.has(.factory(found.factory)) else { throw .needs([.factory(found.factory)]) }
    guard workingSet.factory(found.factory) != nil else { throw .refused(.unknownFactory(found.factory)) }
    let placed = PurchaseOrder(
      number ?? changes.makeIdentifier(), of: bundles,
      holding: found.variants.map { VariantUnits($0.id, $0.unitsPerBundle) }, found, for: nil, to: destination,
      shippingCost: Money(shippingCost, found.currency), status: isDraft ? .draft : .sent, at: context.now)
    guard var placed else { throw .refused(.totalOutOfRange) }
    changes.record(.placed(placed), at: context.now, on: &placed)
    changes.save(placed)
    if !isDraft { changes.request(try placed.notice(from: workingSet)) }
    return Receipt(number: placed.number, lines: placed.lines, total: placed.total)
  }

  /// What is asked for.
  public var record: Record {
    [
      "product": product.record, "bundles": bundles.record, "number": number.record,
      "destination": destination.record, "shippingCost": shippingCost.record, "draft": isDraft.record,
    ]
  }
}

extension OrderForStock.Receipt {
  /// Everything.
  public var record: Record { ["number": number.record, "lines": lines.record, "total": total.record] }

  /// From everything.
  public init?(record: Record) {
    guard let number: PurchaseOrderNumber = record.field("number"),
      let lines: [VariantUnits] = record.field("lines"), let total: Money = record.field("total")
    else { return nil }
    self.init(number: number, lines: lines, total: total)
  }
}
