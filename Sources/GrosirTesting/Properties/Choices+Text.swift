/// Text.
extension Choices {
  /// What text is made of.
  public enum Alphabet: Sendable, Hashable, CaseIterable {
    /// The letters a to z.
    case letters
    /// Whatever breaks parsers, encoders, queries, logs and terminals, among a few harmless letters.
    case hostile
  }

  /// Text of a number of pieces in the range; shrinks toward fewer pieces, and those toward `a`.
  ///
  /// A letter is one piece; a hostile piece may be several scalars, such as an emoji family or a quoted fragment.
  public func string(_ count: ClosedRange<Int>, of alphabet: Alphabet = .hostile) -> String {
    var text = ""
    steps(count) { choices in
      switch alphabet {
      case .letters: text.unicodeScalars.append(choices.letter())
      case .hostile: choices.appendHostilePiece(to: &text)
      }
    }
    return text
  }

  private func letter() -> Unicode.Scalar {
    Unicode.Scalar(UInt8(ascii: "a") + integer(in: 0...25))
  }

  private func appendHostilePiece(to text: inout String) {
    switch weighted([(3, 0), (6, 1), (2, 2)]) {
    case 0: text.unicodeScalars.append(letter())
    case 1: text.unicodeScalars.append(contentsOf: element(of: Choices.hostilePieces).unicodeScalars)
    default: text.unicodeScalars.append(anyScalar())
    }
  }

  private func anyScalar() -> Unicode.Scalar {
    let first = integer(in: 0...UInt32(0x10FFFF - 0x800))
    let value = first < 0xD800 ? first : first + 0x800
    return Unicode.Scalar(value) ?? "a"
  }

  private static let hostilePieces: [String] = [
    // Syntax of JSON, SQL, paths, markup, formats, shells.
    "\"", "\\", "'", "`", ";", "--", "%", "%s", "$1", "${", "{", "}", "[", "]", "<", ">", "&", "/", "..", "#", "?",
    "\\u0000", "\\ud800", "null", "-0", "1e309", "9223372036854775808", "' OR 1=1 --",
    // Blank and control characters.
    " ", "\t", "\n", "\r\n", "\u{0}", "\u{1}", "\u{1B}[2J", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{FEFF}",
    "\u{200B}", "\u{202E}",
    // The same letter composed and not, letters that change length with case, joined and high scalars.
    "\u{E9}", "e\u{301}", "\u{301}", "ß", "İ", "ﬃ", "漢", "ا", "👨‍👩‍👧", "🇮🇩", "\u{FFFD}", "\u{FFFF}", "\u{10FFFF}",
  ]
}
