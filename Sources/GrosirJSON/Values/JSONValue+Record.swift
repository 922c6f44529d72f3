public import GrosirCore

extension JSONValue {
  /// What is kept of a value, as JSON: events, receipts, refusals and effects need no code of their own.
  ///
  /// Instants become RFC 3339 text, money its amount and currency; the names of fields stay.
  public init(_ record: Record) {
    switch record {
    case .null: self = .null
    case .flag(let flag): self = .bool(flag)
    case .integer(let integer): self = .integer(integer)
    case .text(let text): self = .string(text)
    case .instant(let instant): self = .string(instant.rfc3339)
    case .list(let records): self = .array(records.map { JSONValue($0) })
    case .money(let money): self = JSONValue(money.fields)
    case .fields(let fields): self = JSONValue(fields)
    }
  }

  private init(_ fields: [Record.Field]) {
    self = .object(JSONObject(fields.map { JSONObject.Member($0.name, JSONValue($0.value)) }))
  }
}

extension Record {
  /// What was kept as JSON; nil if there is a number in it that 64 bits do not hold.
  ///
  /// Instants are text in it, which is what they are read from.
  ///
  ///     Record(JSONValue(record)) == record    // but for instants, which are text
  ///
  /// - Complexity: O(n) in what is kept.
  public init?(_ json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let flag): self = .flag(flag)
    case .integer(let integer): self = .integer(integer)
    case .number: return nil
    case .string(let text): self = .text(text)
    case .array(let values):
      var records: [Record] = []
      records.reserveCapacity(values.count)
      for value in values {
        guard let record = Record(value) else { return nil }
        records.append(record)
      }
      self = .list(records)
    case .object(let object):
      var fields: [Field] = []
      fields.reserveCapacity(object.members.count)
      for member in object.members {
        guard let record = Record(member.value) else { return nil }
        fields.append(Field(member.name, record))
      }
      self = .fields(fields)
    }
  }
}
