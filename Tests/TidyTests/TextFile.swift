/// A file of the package, or a text that stands for one in a rule's own test.
struct TextFile {
  /// Its path from the top of the package.
  let path: String
  /// What it says.
  let text: String

  /// Its lines; a line break at the end begins no other.
  var lines: [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.last?.isEmpty == true ? lines.dropLast() : lines
  }

  /// Whether it is Swift.
  var isSwift: Bool { path.hasSuffix(".swift") }

  /// Whether it lies in a folder.
  func isUnder(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }

  /// Its code in pieces.
  func tokens() throws(SwiftCode.Unterminated) -> [SwiftToken] { try SwiftCode(text).tokens }
}

/// Something a rule does not allow, and where.
struct Finding: Equatable {
  let line: Int
  let what: String
}

/// Something that must hold of every file it applies to.
struct Rule: Sendable {
  /// What must hold.
  let name: String
  /// Which files it is about.
  let applies: @Sendable (TextFile) -> Bool
  /// What in a file breaks it.
  let findings: @Sendable (TextFile) throws -> [Finding]

  /// A rule about the code of Swift files.
  static func code(
    _ name: String, in applies: @escaping @Sendable (TextFile) -> Bool,
    _ findings: @escaping @Sendable ([SwiftToken]) -> [Finding]
  ) -> Rule {
    Rule(name: name, applies: { $0.isSwift && applies($0) }, findings: { findings(try $0.tokens()) })
  }

  /// A rule about each line by itself.
  static func lines(
    _ name: String, in applies: @escaping @Sendable (TextFile) -> Bool,
    _ isFine: @escaping @Sendable (Substring) -> Bool
  ) -> Rule {
    Rule(name: name, applies: applies) { file in
      file.lines.enumerated().filter { !isFine($0.element) }
        .map { Finding(line: $0.offset + 1, what: String($0.element)) }
    }
  }

  /// What breaks the rule among the files it applies to, as lines for a report.
  func offences(among files: [TextFile]) throws -> [String] {
    try files.filter(applies).flatMap { file in
      try findings(file).map { "\(file.path):\($0.line): \(name): \($0.what)" }
    }
  }
}
