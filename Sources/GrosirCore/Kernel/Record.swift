/// What is to be kept or shown of a value: a small tree that every store can hold and every format can print
/// (SPEC §13, §15).
///
/// Receipts, refusals, events and effects are turned into records, so that a store needs to know none of them, and a
/// repeated command is answered from what was kept. Field names are the wire's.
public enum Record: Sendable, Hashable {
  /// Nothing, where something might have been.
  case null
  /// Yes or no.
  case flag(Bool)
  /// A count, an amount, milliseconds.
  case integer(Int64)
  /// Text.
  case text(String)
  /// A point in time; where a format has none, its RFC 3339 text.
  case instant(Instant)
  /// An amount of a currency; where a format has none, the fields `amount` and `currency`.
  ///
  /// A case of its own because there is one in most receipts, and as fields it would be as large as all the others.
  case money(Money)
  /// Several, in their order.
  case list([Record])
  /// Named values, in their order; no name occurs twice.
  case fields([Field])

  /// A name and its value.
  public struct Field: Sendable, Hashable {
    /// The name, in `camelCase`.
    public let name: String
    /// The value.
    public let value: Record

    /// Creates a field.
    public init(_ name: String, _ value: Record) {
      self.name = name
      self.value = value
    }
  }

  /// The value of a name, or nil where there is none.
  ///
  /// - Complexity: O(n) in the number of fields.
  public subscript(name: String) -> Record? {
    switch self {
    case .fields(let fields):
      // By their places: to take each out for its name would copy its value.
      for place in fields.indices where fields[place].name == name { return fields[place].value }
      return nil
    case .money(let money): return Record.fields(money.fields)[name]
    case .null, .flag, .integer, .text, .instant, .list: return nil
    }
  }

  /// The value of a name as what it was before it was recorded; nil where it cannot be that.
  public func field<Value: Recordable>(_ name: String) -> Value? {
    self[name].flatMap { Value(record: $0) }
  }
}

extension Record: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  /// Named values in the order of the literal.
  ///
  /// - Precondition: no name occurs twice.
  @inline(__always)
  public init(dictionaryLiteral fields: (String, Record)...) {
    self = .fields(fields.map { name, value in Field(name, value) })
  }

  /// Text.
  public init(stringLiteral text: String) { self = .text(text) }

  /// Several, in the order of the literal.
  public init(arrayLiteral elements: Record...) { self = .list(elements) }
}
