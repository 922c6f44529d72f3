/// A JSON document, or a part of one, as a tree.
///
/// It is the middle of both ways: bytes are parsed into it and then read strictly by a ``DocumentReader``; answers are
/// built as one and printed. There is no floating point in it: amounts and quantities are integers (SPEC §2), and any
/// other number is kept as it was written so that the reader can say where it stands.
///
/// Equality is Swift's for strings; the members of objects are compared in their order.
public enum JSONValue: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number written without fraction and exponent that 64 bits hold.
  case integer(Int64)
  /// Any other number, as it was written.
  case number(NumberLiteral)
  /// Text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Named members, in their order.
  case object(JSONObject)
}

extension JSONValue {
  /// What it is, for people: `an integer`, `null`.
  package var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// An integer.
  public init(integerLiteral value: Int64) { self = .integer(value) }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  /// Text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object with its members in the order of the literal.
  ///
  /// - Precondition: no name occurs twice.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(JSONObject(members.map { JSONObject.Member($0.0, $0.1) }))
  }
}

extension JSONValue {
  /// A count.
  static func integer(_ value: Int) -> JSONValue { .integer(Int64(value)) }

  /// A count, or null without one.
  static func integer(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }
}
