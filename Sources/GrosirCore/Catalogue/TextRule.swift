/// What text in the catalogue may look like: how long it is, and whether it has several lines.
///
/// Whatever the rule, text holds no control characters and none that reorder what stands around them, since names
/// appear in messages to factories and in logs; and it neither begins nor ends with a space, so that two names that
/// look alike are.
struct TextRule {
  /// The fewest characters, as people count them.
  let fewestCharacters: Int
  /// The most bytes of UTF-8.
  let mostBytes: Int
  /// Whether line feeds and tabs are allowed.
  let hasLines: Bool

  /// The name of a thing: 1 character to 200 bytes.
  static var name: TextRule { TextRule(fewestCharacters: 1, mostBytes: 200, hasLines: false) }

  /// The name of an account's holder: 3 characters to 200 bytes.
  static var holder: TextRule { TextRule(fewestCharacters: 3, mostBytes: 200, hasLines: false) }

  /// A postal address: 1 character to 500 bytes, on as many lines as it takes.
  static var address: TextRule { TextRule(fewestCharacters: 1, mostBytes: 500, hasLines: true) }

  /// Notes: up to 2 000 bytes, perhaps none.
  static var notes: TextRule { TextRule(fewestCharacters: 0, mostBytes: 2_000, hasLines: true) }

  /// What is wrong with a text, or nil; the length comes first, so that long text is not read.
  func fault(in text: String) -> (code: Violation.Code, message: String)? {
    let bytes = text.utf8.count
    guard bytes <= mostBytes else { return (.tooLarge, "\(bytes) bytes are more than \(mostBytes)") }
    guard !text.unicodeScalars.contains(where: isForbidden) else {
      return (.malformed, "control characters do not belong here")
    }
    if let first = text.unicodeScalars.first, let last = text.unicodeScalars.last {
      guard !TextRule.isSpace(first), !TextRule.isSpace(last) else {
        return (.malformed, "a space at the beginning or end does not belong here")
      }
    }
    guard text.count >= fewestCharacters else {
      return (.outOfRange, "fewer characters than \(fewestCharacters)")
    }
    return nil
  }

  private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: !hasLines
    case 0...0x1F, 0x7F...0x9F: true
    // Line and paragraph separators, and the marks that embed, override or isolate a direction of writing.
    case 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Whether a character shows as nothing but room.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x20, 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }
}
