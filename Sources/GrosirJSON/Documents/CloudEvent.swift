public import GrosirCore

/// An event in the envelope in which other systems take it: CloudEvents 1.0, structured JSON (SPEC §13).
///
/// It has the required attributes and the optional ones, and four extensions: `sequence` and `recordedtime`, as the
/// CloudEvents project has them, and `actor` and `command`, which say by whose doing. Of people it has the identities
/// alone.
///
///     {"specversion": "1.0", "id": "17", "source": "/tenants/shop", "type": "INVENTORY_RESERVED",
///      "subject": "order/cart-1", "time": "2026-03-02T02:10:00Z", "datacontenttype": "application/json",
///      "dataschema": "urn:grosir:event:INVENTORY_RESERVED:1", "sequence": "17", …, "data": {…}}
///
/// A source and an id together belong to one event and no other, so who gets it twice can tell.
public struct CloudEvent: Sendable, Hashable {
  /// The event's number in its tenant's log; it rises from event to event.
  public let number: Int64

  /// Whose it is.
  public let tenant: TenantID

  /// What happened, in one word, which stays the same: `INVENTORY_RESERVED`.
  public let type: String

  /// What it happened to, kind and identity: `order/cart-1`.
  public let subject: String

  /// From when it counts.
  public let time: Instant

  /// When the command was given that it follows from; later than ``time`` for what was noticed only then.
  public let recordedTime: Instant

  /// Who gave that command.
  public let actor: ActorID

  /// Under which identity.
  public let command: CommandID

  /// In which form the data is, 1 or more; a form that readers of the one before cannot read has a higher number.
  public let version: Int

  /// Everything there is to know of it.
  public let data: Record

  /// Puts an event of the log into its envelope.
  ///
  /// - Parameters:
  ///   - dated: What happened.
  ///   - number: Its number in the tenant's log.
  ///   - tenant: Whose.
  ///   - command: The command that it follows from.
  ///   - actor: Who gave that.
  ///   - now: When.
  public init(
    _ dated: DatedEvent, number: Int64, of tenant: TenantID, from command: CommandID, by actor: ActorID,
    givenAt now: Instant
  ) {
    self.number = number
    self.tenant = tenant
    type = dated.event.name
    subject = dated.event.subject
    time = dated.instant
    recordedTime = now
    self.actor = actor
    self.command = command
    version = CloudEvent.dataVersion
    data = dated.event.record
  }

  /// The form of the data of all events so far.
  public static var dataVersion: Int { 1 }

  /// The version of CloudEvents that it keeps to.
  public static var specVersion: String { "1.0" }

  /// The media type of the document.
  public static var mediaType: String { "application/cloudevents+json" }

  /// Unique for its source.
  public var id: String { "\(number)" }

  /// Where it happened, as a reference by path: the tenant.
  public var source: String { "/tenants/\(tenant.text.percentEncoded)" }

  /// Where the form of the data is told apart from others.
  public var dataSchema: String { "urn:grosir:event:\(type):\(version)" }

  /// The document.
  public var json: JSONValue {
    [
      "specversion": .string(CloudEvent.specVersion), "id": .string(id), "source": .string(source),
      "type": .string(type), "subject": .string(subject), "time": .string(time.rfc3339),
      "datacontenttype": "application/json", "dataschema": .string(dataSchema), "sequence": .string(sequence),
      "recordedtime": .string(recordedTime.rfc3339), "actor": .string(actor.text), "command": .string(command.text),
      "data": JSONValue(data),
    ]
  }

  /// The number as text whose order is that of the numbers.
  private var sequence: String {
    let digits = "\(number)"
    return String(repeating: "0", count: max(0, CloudEvent.sequenceLength - digits.utf8.count)) + digits
  }

  /// So many digits has the largest number there can be.
  private static var sequenceLength: Int { 19 }
}

extension Event {
  /// What it happened to: the first thing in whose history it stands.
  fileprivate var subject: String {
    switch self {
    case .product(let product): "product/\(product.id.text)"
    case .session(let session, _): "session/\(session.text)"
    case .order(let order, _): "order/\(order.text)"
    case .purchaseOrder(let number, _, _): "purchaseOrder/\(number.text)"
    case .factory(let factory): "factory/\(factory.id.text)"
    case .location(let location): "location/\(location.id.text)"
    case .stock(let event): event.subject
    case .money(let event): event.subject
    case .seller(let seller, _): "seller/\(seller.text)"
    }
  }
}

extension StockEvent {
  /// The listing, or for whom units are or were held; otherwise the stock.
  fileprivate var subject: String {
    if case .listing(let event) = self, let listing = event.listing { return "listing/\(listing.description)" }
    switch holder {
    case .order(let order): return "order/\(order.text)"
    case .session(let session): return "session/\(session.text)"
    case nil:
      var key: StockKey?
      forEachKey { key = key ?? $0 }
      return "stock/\(key?.description ?? "")"
    }
  }
}

extension MoneyEvent {
  /// The withdrawal, or the factory or seller with whom a period was settled.
  fileprivate var subject: String {
    if let withdrawal { return "withdrawal/\(withdrawal.id.text)" }
    switch settlement?.settlement.payee {
    case .factory(let factory): return "factoryPayable/\(factory.text)"
    case .seller(let seller): return "sellerPayable/\(seller.text)"
    case nil: return "money"
    }
  }
}

extension String {
  /// The text as one segment of a URI's path (RFC 3986): every byte but unreserved characters as `%` and two digits.
  fileprivate var percentEncoded: String {
    var encoded = ""
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return encoded
  }
}
