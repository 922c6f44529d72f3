package import GrosirCore

/// A record as JSON text, for columns that hold what has parts; reading it gives the same record again.
///
/// JSON has no instants, and their RFC 3339 texts would come back as texts. So an instant's `T` is written `\u0054`:
/// the same text to everything that reads JSON, and the mark by which it is an instant here. In the same way the first
/// letter of a money's first name is written `\u0061`.
package enum RecordText {
  /// A record as text.
  ///
  /// - Complexity: O(n) in the length of the text.
  package static func print(_ record: Record) -> String {
    var printer = RecordPrinter(capacity: 1_024)
    printer.put(record)
    return printer.text
  }

  /// The record that was printed, or nil if the text is none that ``print(_:)`` gives.
  ///
  /// - Complexity: O(n) in the length of the text.
  package static func parse(_ text: String) -> Record? {
    var text = text
    return text.withUTF8 { bytes in
      var parser = unsafe RecordParser(bytes)
      guard let record = parser.value(), parser.isAtEnd else { return nil }
      return record
    }
  }
}

/// The bytes that have a meaning in JSON.
enum Byte {
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let minus = UInt8(ascii: "-")
  static let zero = UInt8(ascii: "0")
  static let nine = UInt8(ascii: "9")
  static let hexadecimal = Array("0123456789abcdef".utf8)
  /// The `T` of an instant.
  static let mark: StaticString = "\\u0054"
}

/// Reads what the printer wrote; anything else, whitespace included, is nil.
@safe
private struct RecordParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var depth = 0

  /// Whether the mark of a money was read, and not its end yet.
  private var isMoney = false

  /// No record is nested as deeply.
  private static let deepest = 64

  init(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe self.bytes = bytes }

  var isAtEnd: Bool { unsafe place == bytes.count }

  private var next: UInt8? { unsafe place < bytes.count ? bytes[place] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    place += 1
    return true
  }

  private mutating func take(_ word: StaticString) -> Bool {
    guard unsafe bytes.count - place >= word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where unsafe bytes[place + offset] != word.utf8Start[offset] { return false }
    place += word.utf8CodeUnitCount
    return true
  }

  mutating func value() -> Record? {
    switch next {
    case UInt8(ascii: "{"): return fields()
    case UInt8(ascii: "["): return list()
    case Byte.quote: return text()
    case UInt8(ascii: "n"): return take("null") ? .null : nil
    case UInt8(ascii: "t"): return take("true") ? .flag(true) : nil
    case UInt8(ascii: "f"): return take("false") ? .flag(false) : nil
    default: return integer()
    }
  }

  private mutating func integer() -> Record? {
    let start = place
    _ = take(Byte.minus)
    while let byte = next, Byte.zero...Byte.nine ~= byte { place += 1 }
    let digits = unsafe UnsafeBufferPointer(rebasing: bytes[start..<place])
    return unsafe Int64(String(decoding: digits, as: UTF8.self)).map { .integer($0) }
  }

  private mutating func list() -> Record? {
    place += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= RecordParser.deepest else { return nil }
    var records: [Record] = []
    if take(UInt8(ascii: "]")) { return .list([]) }
    while true {
      guard let record = value() else { return nil }
      records.append(record)
      if take(UInt8(ascii: "]")) { return .list(records) }
      guard take(Byte.comma) else { return nil }
    }
  }

  private mutating func fields() -> Record? {
    place += 1
    depth += 1
    defer { depth -= 1 }
    guard depth <= RecordParser.deepest else { return nil }
    var fields: [Record.Field] = []
    if take(UInt8(ascii: "}")) { return .fields([]) }
    while true {
      guard next == Byte.quote, case .text(let name)? = text(), take(Byte.colon),
        let record = value()
      else { return nil }
      fields.append(Record.Field(name, record))
      if take(UInt8(ascii: "}")) {
        guard isMoney else { return .fields(fields) }
        isMoney = false
        return Money(record: .fields(fields)).map { .money($0) }
      }
      guard take(Byte.comma) else { return nil }
    }
  }

  /// A text, or an instant, as the mark of one says.
  private mutating func text() -> Record? {
    place += 1
    let start = place
    while let byte = next, byte != Byte.quote, byte != Byte.backslash { place += 1 }
    let plain = unsafe UnsafeBufferPointer(rebasing: bytes[start..<place])
    if take(Byte.quote) { return unsafe .text(String(decoding: plain, as: UTF8.self)) }
    return unsafe escapedText(Array(plain))
  }

  private mutating func escapedText(_ beginning: [UInt8]) -> Record? {
    var text = beginning
    var isInstant = false
    while let byte = next {
      place += 1
      switch byte {
      case Byte.quote:
        let text = String(decoding: text, as: UTF8.self)
        return isInstant ? RecordParser.instant(text) : .text(text)
      case Byte.backslash:
        guard let escaped = escape() else { return nil }
        if escaped == UInt8(ascii: "T") { isInstant = true }
        if escaped == UInt8(ascii: "a") { isMoney = true }
        text.append(escaped)
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> UInt8? {
    guard let byte = next else { return nil }
    place += 1
    if byte == Byte.quote || byte == Byte.backslash { return byte }
    guard byte == UInt8(ascii: "u"), take("00"), let high = digit(), let low = digit() else {
      return nil
    }
    return high << 4 | low
  }

  private mutating func digit() -> UInt8? {
    guard let byte = next, let digit = Byte.hexadecimal.firstIndex(of: byte) else { return nil }
    place += 1
    return UInt8(digit)
  }

  private static func instant(_ text: String) -> Record? {
    do throws(RFC3339Error) {
      return .instant(try Instant(rfc3339: text))
    } catch {
      return nil
    }
  }
}
