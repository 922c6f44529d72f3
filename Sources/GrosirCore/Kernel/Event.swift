/// Something that happened, with the instant from which it counts.
///
/// That may lie before the command that recorded it: a hold that nobody looked after lapsed when it expired.
public struct DatedEvent: Sendable, Equatable {
  /// What happened.
  public let event: Event

  /// From when it counts.
  public let instant: Instant

  /// Dates an event.
  package init(_ event: Event, at instant: Instant) {
    self.event = event
    self.instant = instant
  }
}

/// Something that happened: a fact, in the past tense (SPEC §13).
///
/// Each lies in a box of its own, because events are kept, and the largest would make all of them large.
public indirect enum Event: Sendable, Equatable {
  /// A product has a new version.
  case product(Product)
  /// Something happened in a session.
  case session(SessionID, SessionEvent)
  /// Something happened to a stock.
  case stock(StockEvent)
  /// Something happened to an order.
  case order(OrderID, OrderEvent)
  /// Something happened to a purchase order.
  case purchaseOrder(PurchaseOrderNumber, PurchaseOrderSource, PurchaseOrderEvent)
  /// A factory was configured.
  case factory(Factory)
  /// A location was configured.
  case location(Location)
  /// Something happened to money on its way out.
  case money(MoneyEvent)
  /// Something happened to a seller's registration.
  case seller(SellerID, SellerEvent)

  /// Its name: `PRODUCT_REVISED`.
  public var name: String {
    switch self {
    case .product: "PRODUCT_REVISED"
    case .session(_, let event): event.name
    case .stock(let event): event.name
    case .order(_, let event): event.name
    case .purchaseOrder(_, _, let event): event.name
    case .factory: "FACTORY_CONFIGURED"
    case .location: "LOCATION_CONFIGURED"
    case .money(let event): event.name
    case .seller(_, let event): event.name
    }
  }
}

extension Event: Recorded {
  /// Its name, its subject, and everything there is to know.
  public var record: Record {
    switch self {
    case .product(let product):
      ["event": .text(name), "product": .text(product.id.text), "version": product.version.record]
    case .session(let session, let event):
      ["event": .text(name), "session": .text(session.text), "data": event.record]
    case .stock(let event): ["event": .text(name), "data": event.record]
    case .order(let order, let event):
      ["event": .text(name), "order": .text(order.text), "data": event.record]
    case .purchaseOrder(let number, let source, let event):
      [
        "event": .text(name), "purchaseOrder": number.record, "factory": source.factory.record,
        "session": source.session.record, "data": event.record,
      ]
    case .factory(let factory): ["event": .text(name), "factory": factory.id.record, "fee": factory.fee.value.record]
    case .location(let location): ["event": .text(name), "location": location.id.record]
    case .money(let event): ["event": .text(name), "data": event.record]
    case .seller(let seller, let event):
      ["event": .text(name), "seller": seller.record, "data": event.record]
    }
  }
}
