import GrosirCore
import GrosirJSON

/// A document with one field of each kind, to try the reader with.
struct SampleOrder: Equatable {
  typealias ID = Identifier<SampleOrder>

  enum Kind: String, CaseIterable {
    case fast, cheap
  }

  var id: ID
  var kind: Kind
  var note: String?
  var isPaid: Bool
  var priority: Int
  var discount: Int64?
  var lines: [SampleLine]
  var basket: [String: Int]
  var policy: SamplePolicy
}

struct SampleLine: Equatable {
  var variant: Identifier<SampleLine>
  var units: Int
  var tolerance: Int?
}

/// One of several shapes, told apart by a field.
enum SamplePolicy: Equatable {
  case open
  case multiple(Int, catchUp: Bool)

  enum Kind: String, CaseIterable {
    case open, multiple
  }
}

extension SampleOrder: DocumentReadable {
  init(reading object: inout ObjectReader) throws(Unreadable) {
    let id = object.required("id", .identifier(ID.self))
    let kind = object.required("kind", .choice(of: Kind.self))
    let note = object.optional("note", .text(0...20))
    let isPaid = object.required("isPaid", .boolean)
    let priority = object.defaulted("priority", .integer(0...9), to: 5)
    let discount = object.required("discount", .nullable(.int64(from: -10, through: 10)))
    let lines = object.required("lines", .array(of: .object(SampleLine.self), count: 1...20))
    let basket = object.required("basket", .map(from: .text(1...8), to: .integer(atLeast: 1), count: 0...4))
    let policy = object.required("policy", .object(SamplePolicy.self))
    object.end()
    let entries = try basket().map { ($0.key, $0.value) }
    try self.init(
      id: id(), kind: kind(), note: note(), isPaid: isPaid(), priority: priority(), discount: discount(),
      lines: lines(), basket: Dictionary(entries, uniquingKeysWith: { $1 }), policy: policy())
  }
}

extension SampleLine: DocumentReadable {
  init(reading object: inout ObjectReader) throws(Unreadable) {
    let variant = object.required("variant", .identifier(Identifier<SampleLine>.self))
    let units = object.required("units", .integer(1...Quantity.maximum))
    let tolerance = object.defaulted("tolerance", .nullable(.integer(atLeast: 0)), to: nil)
    object.end()
    try self.init(variant: variant(), units: units(), tolerance: tolerance())
  }
}

extension SamplePolicy: DocumentReadable {
  init(reading object: inout ObjectReader) throws(Unreadable) {
    switch try object.required("kind", .choice(of: Kind.self))() {
    case .open: self = .open
    case .multiple:
      let multiple = object.required("multiple", .integer(1...100))
      let catchUp = object.required("catchUp", .boolean)
      object.end()
      if try catchUp(), try multiple() == 1 {
        throw object.refuse("multiple", .inconsistent, "must be more than 1 to catch up")
      }
      self = try .multiple(multiple(), catchUp: catchUp())
    }
  }
}

extension SampleOrder {
  /// The order as a document in schema order, complete.
  var json: JSONValue {
    var object: JSONObject = JSONObject()
    object.append("id", .string(id.text))
    object.append("kind", .string(kind.rawValue))
    if let note { object.append("note", .string(note)) }
    object.append("isPaid", .bool(isPaid))
    object.append("priority", .integer(Int64(priority)))
    object.append("discount", discount.map(JSONValue.integer) ?? .null)
    object.append("lines", .array(lines.map(\.json)))
    let entries = basket.sorted { $0.key < $1.key }
    object.append("basket", .object(JSONObject(entries.map { JSONObject.Member($0.key, .integer(Int64($0.value))) })))
    object.append("policy", policy.json)
    return .object(object)
  }
}

extension SampleLine {
  var json: JSONValue {
    let limit = tolerance.map { JSONValue.integer(Int64($0)) } ?? .null
    return ["variant": .string(variant.text), "units": .integer(Int64(units)), "tolerance": limit]
  }
}

extension SamplePolicy {
  var json: JSONValue {
    switch self {
    case .open: ["kind": "open"]
    case .multiple(let multiple, let catchUp):
      ["kind": "multiple", "multiple": .integer(Int64(multiple)), "catchUp": .bool(catchUp)]
    }
  }
}
