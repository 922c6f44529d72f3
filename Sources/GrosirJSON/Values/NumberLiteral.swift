/// A JSON number that is no 64-bit integer, as it was written: `1.5`, `1e3`, `1.0`, `99999999999999999999`.
///
/// It is not a number to calculate with. It exists so that a document that holds one can be refused at the right path,
/// and so that a document that is only passed on stays what it was.
public struct NumberLiteral: Sendable, Hashable {
  /// The characters of the number.
  public let text: String

  /// A literal, or nil if the text is no JSON number, or is one that ``JSONValue/integer(_:)`` holds.
  public init?(_ text: String) {
    switch NumberForm(Array(text.utf8)[...]) {
    case .integer?, nil: return nil
    case .longInteger?, .fraction?: self.text = text
    }
  }

  /// A literal from text that is known to be one.
  ///
  /// - Precondition: the text satisfies ``init(_:)``.
  init(unchecked text: String) {
    self.text = text
  }

  /// Whether it is an integer, only too long for 64 bits; otherwise it has a fraction or an exponent.
  public var isInteger: Bool {
    text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || JSONByte.isDigit($0) }
  }
}

/// How a number is written, by the grammar of RFC 8259 §6.
enum NumberForm {
  /// Without fraction and exponent, and 64 bits hold it.
  case integer
  /// Without fraction and exponent, but too long.
  case longInteger
  /// With a fraction or an exponent, even where the value is whole.
  case fraction

  /// The form of this text, or nil if it is no number.
  init?(_ text: ArraySlice<UInt8>) {
    var rest = text
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = NumberForm.takeDigits(&rest)
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else { return nil }
    if rest.isEmpty {
      self = NumberForm.fits(text) ? .integer : .longInteger
      return
    }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      guard !NumberForm.takeDigits(&rest).isEmpty else { return nil }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      guard !NumberForm.takeDigits(&rest).isEmpty else { return nil }
    }
    guard rest.isEmpty else { return nil }
    self = .fraction
  }

  private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = rest.prefix(while: JSONByte.isDigit)
    rest = rest[digits.endIndex...]
    return digits
  }

  private static func fits(_ integer: ArraySlice<UInt8>) -> Bool {
    switch integer.count {
    case ...18: true
    case ...20: Int64(String(decoding: integer, as: UTF8.self)) != nil
    default: false
    }
  }
}
