internal import GrosirCore

/// Why a document cannot be parsed to its end.
struct JSONFault: Error {
  let violation: Violation
}

extension JSONFault {
  /// A fault of syntax, with the place for people: lines and columns count from one, columns in Unicode scalars.
  init(malformed problem: String, bytes: [UInt8], offset: Int) {
    let before = bytes.prefix(max(0, offset))
    let line = before.count { $0 == JSONByte.newline } + 1
    let start = before.lastIndex(of: JSONByte.newline).map { $0 + 1 } ?? before.startIndex
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    let message = "the JSON text \(problem) (line \(line), column \(column))"
    violation = Violation(.root, .malformed, message)
  }

  /// The few characters at this place, fit to be shown.
  static func excerpt(of bytes: [UInt8], at offset: Int) -> String {
    let start = min(offset, bytes.count)
    let length = bytes[start...].prefix(12).firstIndex(where: JSONByte.endsWord).map { max(1, $0 - start) } ?? 12
    let text = String(decoding: bytes[start...].prefix(length), as: UTF8.self)
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0 != "\u{FFFD}" }) else {
      return "the byte \(start < bytes.count ? Int(bytes[start]) : 0)"
    }
    return "`\(text)`"
  }
}
