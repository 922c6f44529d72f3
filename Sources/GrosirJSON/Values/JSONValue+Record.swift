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
