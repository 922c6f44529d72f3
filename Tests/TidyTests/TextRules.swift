import Foundation

/// How the package's texts are written.
///
/// Words that no text may contain are put together here from parts, so that this file does not contain them either.
enum TextRules {
  /// All of them.
  static let all = [
    marks, unfinished, machinePaths, foreignHosts, registries, blanks, width, length, beginning, printing, testable,
    unsafeTry, silencedErrors, emptyNames,
  ]

  /// Nothing is left for later.
  static let marks = Rule.lines("no marks of unfinished work", in: isAny) { line in
    !["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"].contains { line.contains($0) }
  }

  /// Nothing traps because it was never written.
  static let unfinished = Rule.lines("nothing is unimplemented", in: isAny) { line in
    !["not", "unimplemented"].contains { line.contains("fatalError(\"" + $0) }
  }

  /// No place of one machine; the fixtures may hold a customer's words.
  static let machinePaths = Rule.lines("no paths of a machine", in: isOutsideFixtures) { line in
    firstMatch(of: "(^|[^A-Za-z0-9_.])/(work|farm|root|home|Users|var/tmp|opt)/", in: line) == nil
  }

  /// Addresses are examples, or of standards the text cites.
  static let foreignHosts = Rule.lines("no addresses but examples and standards", in: isAny) { line in
    matches(of: "https?:/" + "/([A-Za-z0-9.-]+)", in: line).allSatisfy(isKnownHost)
  }

  /// No registry or mirror is named, with or without a scheme.
  static let registries = Rule.lines("no registries", in: isAny) { line in
    let hosts = [
      "deb.debian", "archive.ubuntu", "registry.npmjs", "pypi", "crates", "proxy.golang", "rubygems", "repo1.maven",
      "ghcr", "docker",
    ]
    let parts = hosts.map { NSRegularExpression.escapedPattern(for: $0) }.joined(separator: "|")
    return firstMatch(of: "\\b(\(parts))\\.(org|com|io)\\b|\\b(artifactory|nexus|mirrors?)\\.[a-z]", in: line) == nil
  }

  /// No tabs, and nothing invisible at a line's end.
  static let blanks = Rule.lines("no tabs and no blanks at the end of a line", in: isOutsideFixtures) { line in
    !line.contains("\t") && !line.contains("\r\n") && line.last?.isWhitespace != true
  }

  /// No line of Swift, comments included, beyond what fits beside another.
  static let width = Rule.lines("no line over 120 columns", in: isSwift) { $0.count <= 120 }

  /// One subject a file.
  static let length = Rule(name: "no file over 600 lines", applies: isSwift) { file in
    file.lines.count > 600 ? [Finding(line: file.lines.count, what: "\(file.lines.count) lines")] : []
  }

  /// A source begins with what it declares, or with what it imports: no banner, no licence, no blank line.
  static let beginning = Rule(name: "a source begins with a declaration", applies: isSource) { file in
    let first = file.lines.first ?? ""
    let isComment = first.hasPrefix("/*") || (first.hasPrefix("//") && !first.hasPrefix("///"))
    return first.isEmpty || isComment ? [Finding(line: 1, what: String(first))] : []
  }

  /// A library does not write to its host's output; the test kit's reports, printed on request, are for a terminal.
  static let printing = Rule.code("libraries do not print", in: isQuietLibrary) { tokens in
    tokens.indices.filter { index in
      let isMember = index > 0 && [".", "func"].contains(tokens[index - 1].text)
      let isCall = index + 1 < tokens.count && tokens[index + 1].text == "("
      return ["print", "debugPrint", "dump"].contains(tokens[index].text) && isCall && !isMember
    }
    .map { Finding(line: tokens[$0].line, what: tokens[$0].text) }
  }

  /// Tests see what `package` shows, as the other targets do.
  static let testable = Rule.code("no testable imports", in: isSwift) { tokens in
    pairs(tokens, "@", "testable")
  }

  /// An error that cannot happen is not claimed, but shown not to happen.
  static let unsafeTry = Rule.code("no forced try", in: isSwift) { tokens in
    pairs(tokens, "try", "!")
  }

  /// No error is dropped; tests may ask whether there was one.
  ///
  /// Forced unwrapping is the linter's to find.
  static let silencedErrors = Rule.code("no error is silenced", in: isSource) { tokens in
    pairs(tokens, "try", "?")
  }

  /// A type's name says what it is.
  static let emptyNames = Rule.code("no names that say nothing", in: isSwift) { tokens in
    let kinds: Set = ["struct", "class", "enum", "protocol", "actor", "typealias", "extension"]
    let empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities"]
    return zip(tokens, tokens.dropFirst()).filter { kind, name in
      let isForeign = kind.text == "extension" && name.text == "FileManager"
      return kinds.contains(kind.text) && empty.contains { name.text.hasSuffix($0) } && !isForeign
    }
    .map { Finding(line: $1.line, what: $1.text) }
  }
}

// MARK: - Which files

extension TextRules {
  @Sendable private static func isAny(_ file: TextFile) -> Bool { true }

  @Sendable private static func isOutsideFixtures(_ file: TextFile) -> Bool { !file.isUnder("Fixtures") }

  @Sendable private static func isSwift(_ file: TextFile) -> Bool { file.isSwift }

  @Sendable private static func isSource(_ file: TextFile) -> Bool { file.isSwift && file.isUnder("Sources") }

  @Sendable private static func isQuietLibrary(_ file: TextFile) -> Bool {
    isSource(file) && !["grosir", "GrosirTesting", "Examples"].contains { file.isUnder("Sources/\($0)") }
  }
}

// MARK: - Looking

extension TextRules {
  /// The lines where one token stands right before another.
  private static func pairs(_ tokens: [SwiftToken], _ first: String, _ second: String) -> [Finding] {
    zip(tokens, tokens.dropFirst()).filter { $0.text == first && $1.text == second }
      .map { Finding(line: $0.0.line, what: first + second) }
  }

  private static func firstMatch(of pattern: String, in line: Substring) -> Range<String.Index>? {
    line.range(of: pattern, options: .regularExpression)
  }

  /// What the pattern's first group matched, each time.
  private static func matches(of pattern: String, in line: Substring) -> [String] {
    let line = String(line)
    guard let expression = try? NSRegularExpression(pattern: pattern) else { return [line] }
    return expression.matches(in: line, range: NSRange(line.startIndex..., in: line)).compactMap { match in
      Range(match.range(at: 1), in: line).map { String(line[$0]) }
    }
  }

  private static func isKnownHost(_ host: String) -> Bool {
    let reserved = [".example", ".invalid", ".test", "example.com", "example.org", "example.net", "localhost"]
    let cited = ["swift.org", "rfc-editor.org", "json-schema.org", "spec.openapis.org", "postgresql.org", "sqlite.org"]
    return host.hasPrefix("127.0.0.1") || (reserved + cited).contains { host == $0 || host.hasSuffix($0) }
  }
}
