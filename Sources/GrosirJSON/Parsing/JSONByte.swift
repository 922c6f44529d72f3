/// The bytes JSON is written with.
enum JSONByte {
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let openObject = UInt8(ascii: "{")
  static let closeObject = UInt8(ascii: "}")
  static let openArray = UInt8(ascii: "[")
  static let closeArray = UInt8(ascii: "]")
  static let space = UInt8(ascii: " ")
  static let newline = UInt8(ascii: "\n")

  static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == space || byte == newline || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
  }

  /// Whether a number or a word such as `true` ends before this byte.
  static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case quote, comma, colon, openObject, closeObject, openArray, closeArray: true
    default: isSpace(byte)
    }
  }

  /// Whether a backslash before this byte is an escape by itself.
  static func isEscapable(_ byte: UInt8) -> Bool {
    "\"\\/bfnrt".utf8.contains(byte)
  }

  /// The value of a hexadecimal digit, or nil if it is none.
  static func hexadecimal(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
