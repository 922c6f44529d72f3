/// So many whole bundles ordered from a factory, for a session or for the warehouse (SPEC §8).
///
/// *Invariants*: of each variant there are as many units ordered as the bundles hold; the total, goods and shipping,
/// can be counted; of no variant more came damaged than came.
public struct PurchaseOrder: Sendable, Hashable {
  /// Its number, by which the factory knows it.
  public let number: PurchaseOrderNumber

  /// Who is to make it.
  public let factory: FactoryID

  /// What is ordered.
  public let product: ProductID

  /// The session whose buyers are to get it; nil if it is for the warehouse.
  public let session: SessionID?

  /// Whose stock it becomes, and where it is to go.
  public let destination: StockPlace

  /// How many bundles, 1 or more.
  public let bundles: Int

  /// What they hold, every variant of the composition in product order.
  public let lines: [VariantUnits]

  /// What a unit costs.
  public let unitCost: Money

  /// What shipping costs, in the same currency; the factory may say so only when it ships.
  public internal(set) var shippingCost: Money

  /// By what the carrier knows it, once it has shipped.
  public internal(set) var trackingNumber: TrackingNumber?

  /// Where it stands.
  public internal(set) var status: PurchaseOrderStatus

  /// What came so far, damaged units among it, in product order; it may be more than was ordered.
  public internal(set) var received: [VariantUnits] = []

  /// What of that was damaged.
  public internal(set) var damaged: [VariantUnits] = []

  /// The deliveries that came, in order.
  public internal(set) var receipts: [ReceiptID] = []

  /// When it was placed.
  public let placedAt: Instant

  /// The last instant at which anything happened to it.
  public internal(set) var lastInstant: Instant

  /// Creates an order of whole bundles, or nil if its units or its total cannot be counted.
  ///
  /// - Parameters:
  ///   - number: Its number.
  ///   - bundles: How many.
  ///   - bundle: What one of them holds; a session's stays what it was when the session was created.
  ///   - product: What is ordered, from whom and at which cost.
  ///   - session: Whose buyers are to get it.
  ///   - destination: Where it is to go.
  ///   - shippingCost: What shipping is agreed to cost, in the product's currency.
  ///   - status: Whether it is written down or sent.
  ///   - instant: When.
  init?(
    _ number: PurchaseOrderNumber, of bundles: Int, holding bundle: [VariantUnits], _ product: Product,
    for session: SessionID?, to destination: StockPlace, shippingCost: Money, status: PurchaseOrderStatus,
    at instant: Instant
  ) {
    var lines: [VariantUnits] = []
    for share in bundle {
      guard let units = bundles.checkedMultiplied(by: share.units), units <= Quantity.maximum else { return nil }
      lines.append(VariantUnits(share.variant, units))
    }
    self.number = number
    factory = product.factory
    self.product = product.id
    self.session = session
    self.destination = destination
    self.bundles = bundles
    self.lines = lines
    unitCost = product.unitCost
    self.shippingCost = shippingCost
    self.status = status
    placedAt = instant
    lastInstant = instant
    guard PurchaseOrder.total(lines, unitCost, shippingCost) != nil else { return nil }
  }

  /// What goods and shipping cost together, or nil if that cannot be counted.
  static func total(_ lines: [VariantUnits], _ unitCost: Money, _ shippingCost: Money) -> Money? {
    guard let goods = unitCost.amount.checkedMultiplied(by: Int64(lines.units)),
      let total = goods.checkedAdding(shippingCost.amount)
    else { return nil }
    return Money(total, unitCost.currency)
  }

  /// What goods and shipping cost together.
  public var total: Money {
    guard let total = PurchaseOrder.total(lines, unitCost, shippingCost) else {
      preconditionFailure("an order whose total cannot be counted is not placed")
    }
    return total
  }

  /// What of a variant is still to come; nothing once the order has ended.
  public func outstanding(of variant: VariantID) -> Int {
    guard status.isOpen else { return 0 }
    return max(0, lines.units(of: variant) - received.units(of: variant))
  }

  /// What is still to come, in product order.
  public var outstanding: [VariantUnits] {
    lines.compactMap { line in
      let units = outstanding(of: line.variant)
      return units > 0 ? VariantUnits(line.variant, units) : nil
    }
  }
}

/// The number of a ``PurchaseOrder``.
public typealias PurchaseOrderNumber = Identifier<PurchaseOrder>

/// By what a carrier knows a shipment; a subject for ``TrackingNumber`` and nothing else.
public enum TrackedShipment: Sendable {}

/// By what a carrier knows a shipment.
public typealias TrackingNumber = Identifier<TrackedShipment>

/// One delivery of goods, as it was counted; a subject for ``ReceiptID`` and nothing else.
public enum GoodsDelivery: Sendable {}

/// The identity of a delivery: its delivery note.
public typealias ReceiptID = Identifier<GoodsDelivery>

extension PurchaseOrder: Recorded {
  /// The whole order.
  public var record: Record {
    [
      "number": number.record, "factory": factory.record, "product": product.record, "session": session.record,
      "destination": destination.record, "bundles": bundles.record, "lines": lines.record,
      "unitCost": unitCost.record, "shippingCost": shippingCost.record, "total": total.record,
      "trackingNumber": trackingNumber.record, "status": status.record, "received": received.record,
      "damaged": damaged.record, "placedAt": placedAt.record,
    ]
  }
}

/// What of one variant came with a delivery, and what became of it (SPEC §6).
public struct ReceivedUnits: Sendable, Hashable {
  /// The variant.
  public let variant: VariantID
  /// Units that came, damaged ones among them.
  public let units: Int
  /// Damaged ones: paid as agreed, and written off.
  public let damaged: Int
  /// Units that serve the session the order was placed for; the other undamaged ones are free stock.
  public let served: Int
  /// Units beyond what was outstanding.
  public let surplus: Int

  /// Units that can be sold.
  public var sound: Int { units - damaged }
}

/// A delivery: what came, what it served, and what it cost (SPEC §6, §9).
public struct GoodsReceipt: Sendable, Hashable {
  /// Its identity.
  public let id: ReceiptID
  /// What came, in product order.
  public let lines: [ReceivedUnits]
  /// What the units cost that are bought now: those that do not serve a consigned session.
  public let purchased: Money
  /// What the damaged ones cost.
  public let damaged: Money
  /// What shipping cost, with the first delivery; nil with the others.
  public let shipping: Money?

  /// Whether more came than was outstanding.
  public var hasSurplus: Bool { lines.contains { $0.surplus > 0 } }
}

extension ReceivedUnits: Recordable {
  /// Everything.
  public var record: Record {
    [
      "variant": variant.record, "units": units.record, "damaged": damaged.record, "served": served.record,
      "surplus": surplus.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let variant: VariantID = record.field("variant"), let units: Int = record.field("units"),
      let damaged: Int = record.field("damaged"), let served: Int = record.field("served"),
      let surplus: Int = record.field("surplus")
    else { return nil }
    self.init(variant: variant, units: units, damaged: damaged, served: served, surplus: surplus)
  }
}

extension GoodsReceipt: Recordable {
  /// Everything.
  public var record: Record {
    [
      "receipt": id.record, "lines": lines.record, "purchased": purchased.record, "damagedCost": damaged.record,
      "shipping": shipping.record, "surplus": hasSurplus.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let id: ReceiptID = record.field("receipt"), let lines: [ReceivedUnits] = record.field("lines"),
      let purchased: Money = record.field("purchased"), let damaged: Money = record.field("damagedCost"),
      let shipping: Money? = record.field("shipping")
    else { return nil }
    self.init(id: id, lines: lines, purchased: purchased, damaged: damaged, shipping: shipping)
  }
}
