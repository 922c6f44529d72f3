/// How an event is kept: what it is, what happened, in which version that is told, and all of it.
///
/// The log is kept for ever, and read by programs that are newer than it. So a field is never given another meaning:
/// who changes how something is told, counts the version up, and reads the earlier ones still.
///
///     {"version": 1, "about": "session", "event": "HOLD_LAPSED", "session": "S1", "data": {"participant": "A"}}
extension Event: Stored {
  /// The version in which events are told now.
  package static var storedVersion: Int { 1 }

  /// What an event is about; the raw values are kept.
  package enum About: String, StoredName, Hashable, CaseIterable {
    /// A product.
    case product
    /// A session.
    case session
    /// A stock.
    case stock
    /// An order.
    case order
    /// A purchase order.
    case purchaseOrder
    /// A factory.
    case factory
    /// A location.
    case location
    /// Money on its way out.
    case money
    /// A seller's registration.
    case seller
  }

  /// What it is about.
  package var about: About {
    switch self {
    case .product: .product
    case .session: .session
    case .stock: .stock
    case .order: .order
    case .purchaseOrder: .purchaseOrder
    case .factory: .factory
    case .location: .location
    case .money: .money
    case .seller: .seller
    }
  }

  /// All of it, with its version.
  package var stored: Record { .fields(storedFields) }

  var storedFields: [Record.Field] {
    var fields: [Record.Field] = []
    fields.reserveCapacity(7)
    fields.append(.init("version", .integer(Int64(Event.storedVersion))))
    fields.append(.init("about", .text(about.rawValue)))
    fields.append(.init("event", .text(name)))
    switch self {
    case .product(let product): fields.append(.init("data", product.stored))
    case .session(let session, let event):
      fields.append(.init("session", .text(session.text)))
      fields.append(.init("data", event.storedData))
    case .stock(let event): fields.append(.init("data", event.storedData))
    case .order(let order, let event):
      fields.append(.init("order", order.record))
      fields.append(.init("data", event.storedData))
    case .purchaseOrder(let number, let source, let event):
      fields.append(.init("purchaseOrder", number.record))
      fields.append(.init("factory", source.factory.record))
      fields.append(.init("session", source.session.record))
      fields.append(.init("data", event.storedData))
    case .factory(let factory): fields.append(.init("data", factory.stored))
    case .location(let location): fields.append(.init("data", location.stored))
    case .money(let event): fields.append(.init("data", event.storedData))
    case .seller(let seller, let event):
      fields.append(.init("seller", seller.record))
      fields.append(.init("data", event.storedData))
    }
    return fields
  }

  /// From all of it, in any version there ever was.
  ///
  /// - Throws: ``StoredFault`` with ``StoredFault/Reason/unknownVersion(_:)`` for a later version than this program
  ///   knows; with ``StoredFault/Reason/unknown`` for a name that no event has.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    try self.init(from: &fields)
    try fields.end()
  }

  init(from fields: inout StoredFields) throws(StoredFault) {
    try fields.takeVersion(upTo: Event.storedVersion)
    let (about, name): (About, String) = (try fields.take("about"), try fields.take("event"))
    self = try Event(about, name, &fields)
    // A product's, factory's or location's name says no more than what it is about, but it must be the right one.
    guard self.name == name else { throw StoredFault(.malformed, at: FieldPath("event")) }
  }

  private init(_ about: About, _ name: String, _ fields: inout StoredFields) throws(StoredFault) {
    switch about {
    case .product: self = .product(try fields.take("data"))
    case .factory: self = .factory(try fields.take("data"))
    case .location: self = .location(try fields.take("data"))
    case .session:
      let session: SessionID = try fields.take("session")
      self = .session(
        session, try fields.take { (data) throws(StoredFault) in try SessionEvent(named: name, stored: data) })
    case .stock:
      self = .stock(try fields.take { (data) throws(StoredFault) in try StockEvent(named: name, stored: data) })
    case .order:
      let order: OrderID = try fields.take("order")
      self = .order(order, try fields.take { (data) throws(StoredFault) in try OrderEvent(named: name, stored: data) })
    case .purchaseOrder:
      let number: PurchaseOrderNumber = try fields.take("purchaseOrder")
      let source = PurchaseOrderSource(factory: try fields.take("factory"), session: try fields.take("session"))
      self = .purchaseOrder(
        number, source,
        try fields.take { (data) throws(StoredFault) in try PurchaseOrderEvent(named: name, stored: data) })
    case .money:
      self = .money(try fields.take { (data) throws(StoredFault) in try MoneyEvent(named: name, stored: data) })
    case .seller:
      let seller: SellerID = try fields.take("seller")
      self = .seller(
        seller, try fields.take { (data) throws(StoredFault) in try SellerEvent(named: name, stored: data) })
    }
  }
}

extension DatedEvent: Stored {
  /// The event's fields, and from when it counts.
  package var stored: Record { .fields(event.storedFields + [.init("at", .instant(instant))]) }

  /// From the event's fields, and from when it counts.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let event = try Event(from: &fields)
    self.init(event, at: try fields.take("at"))
    try fields.end()
  }
}

extension StoredFields {
  /// What stands under `data`, as somebody reads it who knows its name.
  fileprivate mutating func take<Value>(
    _ read: (Record) throws(StoredFault) -> Value
  ) throws(StoredFault) -> Value {
    let data = takeRecord("data")
    do throws(StoredFault) {
      return try read(data)
    } catch {
      // A name that nobody knows is no fault of the data.
      throw error.reason == .unknown && error.path == .root
        ? StoredFault(.unknown, at: FieldPath("event")) : error.inside(FieldPath("data"))
    }
  }

  /// Checks the version in which something was kept.
  mutating func takeVersion(upTo newest: Int) throws(StoredFault) {
    let version: Int = try take("version")
    guard 1...newest ~= version else { throw StoredFault(.unknownVersion(version), at: FieldPath("version")) }
  }
}
