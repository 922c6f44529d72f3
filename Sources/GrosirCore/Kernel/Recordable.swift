/// A value that says what is to be kept of it.
public protocol Recorded: Sendable {
  /// Everything there is to know of it.
  var record: Record { get }
}

/// A value that is the same again when it is made from its record.
public protocol Recordable: Recorded {
  /// The value that was recorded, or nil if the record is not one of such a value.
  init?(record: Record)
}

extension Bool: Recordable {
  /// Yes or no.
  public var record: Record { .flag(self) }

  /// From yes or no.
  public init?(record: Record) {
    guard case .flag(let flag) = record else { return nil }
    self = flag
  }
}

extension Int: Recordable {
  /// The count.
  public var record: Record { .integer(Int64(self)) }

  /// From a count.
  public init?(record: Record) {
    guard case .integer(let integer) = record else { return nil }
    self.init(exactly: integer)
  }
}

extension Int64: Recordable {
  /// The amount.
  public var record: Record { .integer(self) }

  /// From an amount.
  public init?(record: Record) {
    guard case .integer(let integer) = record else { return nil }
    self = integer
  }
}

extension String: Recordable {
  /// The text.
  public var record: Record { .text(self) }

  /// From text.
  public init?(record: Record) {
    guard case .text(let text) = record else { return nil }
    self = text
  }
}

extension Identifier: Recorded, Recordable {
  /// The text.
  public var record: Record { .text(text) }

  /// From text.
  public init?(record: Record) {
    guard case .text(let text) = record else { return nil }
    self.init(text)
  }
}

extension Instant: Recordable {
  /// The instant.
  public var record: Record { .instant(self) }

  /// From an instant or its RFC 3339 text.
  public init?(record: Record) {
    switch record {
    case .instant(let instant): self = instant
    case .text(let text):
      do throws(RFC3339Error) {
        try self.init(rfc3339: text)
      } catch {
        return nil
      }
    case .null, .flag, .integer, .money, .list, .fields: return nil
    }
  }
}

extension Timespan: Recordable {
  /// The milliseconds.
  public var record: Record { .integer(milliseconds) }

  /// From milliseconds.
  public init?(record: Record) {
    guard case .integer(let milliseconds) = record else { return nil }
    self.init(milliseconds: milliseconds)
  }
}

extension Money: Recordable {
  /// The amount and its currency.
  public var record: Record { .money(self) }

  /// Amount and currency as fields, for formats that know no money.
  package var fields: [Record.Field] {
    [.init("amount", .integer(amount)), .init("currency", .text(currency.code))]
  }

  /// From the money, or from amount and currency.
  public init?(record: Record) {
    if case .money(let money) = record {
      self = money
      return
    }
    guard let amount: Int64 = record.field("amount"), let code: String = record.field("currency"),
      let currency = Currency(code)
    else { return nil }
    self.init(amount, currency)
  }
}

extension Violation: Recordable {
  /// Path, code and message.
  public var record: Record {
    ["path": .text(path.description), "code": .text(code.rawValue), "message": .text(message)]
  }

  /// From path, code and message.
  public init?(record: Record) {
    guard let path: String = record.field("path"), let word: String = record.field("code"),
      let code = Code(rawValue: word), let message: String = record.field("message")
    else { return nil }
    self.init(FieldPath(recorded: path), code, message)
  }
}

extension Optional: Recorded where Wrapped: Recorded {
  /// What is wrapped, or null.
  public var record: Record { map { $0.record } ?? .null }
}

extension Optional: Recordable where Wrapped: Recordable {
  /// From null, or what is wrapped.
  public init?(record: Record) {
    if record == .null {
      self = .none
      return
    }
    guard let wrapped = Wrapped(record: record) else { return nil }
    self = .some(wrapped)
  }
}

extension Array: Recorded where Element: Recorded {
  /// Every element's.
  public var record: Record { .list(map { $0.record }) }
}

extension Array: Recordable where Element: Recordable {
  /// From every element's.
  public init?(record: Record) {
    guard case .list(let records) = record else { return nil }
    self = []
    reserveCapacity(records.count)
    for record in records {
      guard let element = Element(record: record) else { return nil }
      append(element)
    }
  }
}
