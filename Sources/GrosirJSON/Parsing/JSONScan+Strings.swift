extension JSONScan {
  mutating func skipSpace() {
    while offset < bytes.count, JSONByte.isSpace(bytes[offset]) { offset += 1 }
  }

  /// Goes past the string that begins here, and returns what stands between its quotes.
  ///
  /// Whether it is UTF-8 and its surrogates come in pairs is for the decoder to say.
  mutating func takeString() throws(JSONFault) -> ArraySlice<UInt8> {
    let opening = offset
    offset += 1
    while offset < bytes.count {
      switch bytes[offset] {
      case JSONByte.quote:
        offset += 1
        return bytes[(opening + 1)..<(offset - 1)]
      case JSONByte.backslash:
        try passEscape()
      case ..<0x20:
        throw malformed("has a control character inside a string; it must be written as an escape")
      default:
        offset += 1
      }
    }
    offset = opening
    throw malformed("has a string that does not end")
  }

  private mutating func passEscape() throws(JSONFault) {
    let rest = bytes[(offset + 1)...]
    switch rest.first {
    case UInt8(ascii: "u")?:
      guard rest.dropFirst().prefix(4).count(where: { JSONByte.hexadecimal($0) != nil }) == 4 else {
        throw malformed("has an escape \\u without four hexadecimal digits")
      }
      offset += 6
    case let byte? where JSONByte.isEscapable(byte): offset += 2
    default: throw malformed("has a backslash in a string that begins no escape of JSON")
    }
  }

  /// The text of a string literal; a malformed one, which the decoder refuses, gives some text or other.
  static func unescaped(_ literal: ArraySlice<UInt8>) -> String {
    guard literal.contains(JSONByte.backslash) else { return String(decoding: literal, as: UTF8.self) }
    var units: [UInt8] = []
    var rest = literal
    while let byte = rest.popFirst() {
      if byte == JSONByte.backslash {
        takeEscape(&rest, into: &units)
      } else {
        units.append(byte)
      }
    }
    return String(decoding: units, as: UTF8.self)
  }

  private static func takeEscape(_ rest: inout ArraySlice<UInt8>, into units: inout [UInt8]) {
    guard let byte = rest.popFirst() else { return }
    switch byte {
    case UInt8(ascii: "b"): units.append(0x08)
    case UInt8(ascii: "f"): units.append(0x0C)
    case UInt8(ascii: "n"): units.append(0x0A)
    case UInt8(ascii: "r"): units.append(0x0D)
    case UInt8(ascii: "t"): units.append(0x09)
    case UInt8(ascii: "u"): units.append(contentsOf: String(takeScalar(&rest)).utf8)
    default: units.append(byte)
    }
  }

  /// The scalar of `\uD83D`, say, of which the first two characters are already taken, or of a pair of them.
  private static func takeScalar(_ rest: inout ArraySlice<UInt8>) -> Character {
    let replacement: Character = "\u{FFFD}"
    guard let first = takeHexadecimal(&rest) else { return replacement }
    guard 0xD800...0xDBFF ~= first else { return Unicode.Scalar(first).map(Character.init) ?? replacement }
    var ahead = rest
    guard ahead.popFirst() == JSONByte.backslash, ahead.popFirst() == UInt8(ascii: "u"),
      let second = takeHexadecimal(&ahead), 0xDC00...0xDFFF ~= second
    else { return replacement }
    rest = ahead
    let scalar = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
    return Unicode.Scalar(scalar).map(Character.init) ?? replacement
  }

  private static func takeHexadecimal(_ rest: inout ArraySlice<UInt8>) -> UInt32? {
    guard rest.count >= 4 else { return nil }
    var number: UInt32 = 0
    for byte in rest.prefix(4) {
      guard let digit = JSONByte.hexadecimal(byte) else { return nil }
      number = number << 4 | digit
    }
    rest = rest.dropFirst(4)
    return number
  }
}
