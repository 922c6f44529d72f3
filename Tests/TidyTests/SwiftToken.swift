/// A word, a number or a sign of Swift code, and the line it stands in.
struct SwiftToken: Equatable {
  /// What is written there; a word in backticks keeps them, and so is no keyword.
  let text: String
  /// The line, from 1.
  let line: Int

  /// Whether it is a name or a keyword.
  var isWord: Bool { text.first.map { $0.isLetter || $0 == "_" || $0 == "`" } ?? false }

  /// Whether it is a number that is not whole, and so floating by default.
  var isFloatingLiteral: Bool {
    guard text.first?.isNumber == true else { return false }
    let isHexadecimal = text.hasPrefix("0x")
    return text.contains(".") || text.contains { isHexadecimal ? "pP".contains($0) : "eE".contains($0) }
  }
}

extension SwiftCode {
  /// The code in pieces: words, numbers, and each sign by itself.
  var tokens: [SwiftToken] {
    var tokens: [SwiftToken] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var rest = line[...]
      while let first = rest.first {
        let count =
          switch first {
          case "`": 1 + rest.dropFirst().prefix { $0 != "`" }.count + 1
          case _ where first.isLetter || first == "_": rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }.count
          case _ where first.isNumber: SwiftCode.lengthOfNumber(rest)
          default: 1
          }
        if !first.isWhitespace { tokens.append(SwiftToken(text: String(rest.prefix(count)), line: index + 1)) }
        rest = rest.dropFirst(count)
      }
    }
    return tokens
  }

  /// How long the number is that the text begins with; a point belongs to it only before a digit.
  private static func lengthOfNumber(_ text: Substring) -> Int {
    let characters = Array(text)
    var length = 0
    while length < characters.count {
      let character = characters[length]
      let next = length + 1 < characters.count ? characters[length + 1] : " "
      let isExponentSign = "+-".contains(character) && length > 0 && "eEpP".contains(characters[length - 1])
      let isHexadecimal = characters.starts(with: "0x") && !characters[..<length].contains { "pP".contains($0) }
      let isPart = character.isNumber || character.isLetter || character == "_"
      guard isPart || (character == "." && next.isNumber) || (isExponentSign && !isHexadecimal) else { break }
      length += 1
    }
    return length
  }
}
