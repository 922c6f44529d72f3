/// What of a Swift source is code: the text with comments and the contents of string literals blanked out.
///
/// Rules about code look here, so that a word in a comment or a message never counts. Line breaks stay, so that a
/// finding's line is that of the file. Code inside an interpolation is code and stays. Regular expression literals are
/// not known, and the sources have none; a quote inside one would show as a string that never ends, which is an error
/// here and not a wrong answer.
struct SwiftCode {
  /// The code, in as many lines as the source.
  let text: String

  /// Where a string or comment begins that does not end.
  struct Unterminated: Error, Equatable {
    let line: Int
  }

  /// Takes the code out of a source.
  init(_ source: String) throws(Unterminated) {
    var lexer = Lexer(Array(source.unicodeScalars))
    try lexer.readCode(untilParenthesis: false)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: lexer.output)
    self.text = String(text)
  }
}

/// Walks a source once, copying code and blanking the rest.
private struct Lexer {
  private let input: [Unicode.Scalar]
  private var position = 0
  private(set) var output: [Unicode.Scalar] = []

  init(_ input: [Unicode.Scalar]) {
    self.input = input
    output.reserveCapacity(input.count)
  }

  /// The error that what begins at a position does not end.
  private func unterminated(from start: Int) -> SwiftCode.Unterminated {
    SwiftCode.Unterminated(line: 1 + input[..<start].count { $0 == "\n" })
  }

  /// Whether the input goes on with a text here.
  private func isAt(_ text: String) -> Bool {
    input[position...].starts(with: text.unicodeScalars)
  }

  /// Copies what is code.
  private mutating func copy() {
    output.append(input[position])
    position += 1
  }

  /// Puts blanks where something stands that is no code.
  private mutating func blank(_ count: Int = 1) {
    for scalar in input[position..<(position + count)] { output.append(scalar == "\n" ? "\n" : " ") }
    position += count
  }

  /// Reads code to the end of the input, or to the parenthesis that closes an interpolation.
  mutating func readCode(untilParenthesis: Bool) throws(SwiftCode.Unterminated) {
    var depth = 0
    let start = position
    while position < input.count {
      switch input[position] {
      case "/" where isAt("//"): while position < input.count, input[position] != "\n" { blank() }
      case "/" where isAt("/*"): try skipComment()
      case "\"": try skipString(hashes: 0)
      case "#" where hashesBeforeQuote > 0: try skipString(hashes: hashesBeforeQuote)
      case "(":
        depth += 1
        copy()
      case ")" where untilParenthesis && depth == 0: return
      case ")":
        depth -= 1
        copy()
      default: copy()
      }
    }
    if untilParenthesis { throw unterminated(from: start) }
  }

  /// How many hashes stand here with a quote behind them; 0 if no quote follows.
  private var hashesBeforeQuote: Int {
    let end = input[position...].firstIndex { $0 != "#" } ?? input.count
    return end < input.count && input[end] == "\"" ? end - position : 0
  }

  /// Blanks a comment and the comments inside it.
  private mutating func skipComment() throws(SwiftCode.Unterminated) {
    let start = position
    var depth = 0
    repeat {
      guard position < input.count else { throw unterminated(from: start) }
      if isAt("/*") {
        depth += 1
        blank(2)
      } else if isAt("*/") {
        depth -= 1
        blank(2)
      } else {
        blank()
      }
    } while depth > 0
  }

  /// Copies a string literal's quotes and blanks what is between them, except interpolated code.
  private mutating func skipString(hashes: Int) throws(SwiftCode.Unterminated) {
    let start = position
    let fence = String(repeating: "#", count: hashes)
    blank(hashes)
    let isMultiline = isAt("\"\"\"") && !(hashes > 0 && isAt("\"\"\"" + fence))
    let quotes = isMultiline ? "\"\"\"" : "\""
    for _ in quotes { copy() }
    while !isAt(quotes + fence) {
      guard position < input.count, isMultiline || input[position] != "\n" else {
        throw unterminated(from: start)
      }
      if isAt("\\" + fence + "(") {
        blank(hashes + 1)
        copy()
        try readCode(untilParenthesis: true)
        copy()
      } else if isAt("\\" + fence) {
        blank(min(hashes + 2, input.count - position))
      } else {
        blank()
      }
    }
    for _ in quotes { copy() }
    blank(hashes)
  }
}
