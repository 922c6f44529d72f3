/// What the core may not say: it decides from what it is given, and knows no world around it.
enum CoreRules {
  /// All of them.
  static let all = [imports, suspension, existentials, untypedErrors, clocks, foundation, unseededRandomness, floats]

  /// No import, of anything.
  static let imports = Rule.code("the core imports nothing", in: isCore) { tokens in
    findings(in: tokens) { $0 == "import" }
  }

  /// Nothing suspends.
  static let suspension = Rule.code("the core does not suspend", in: isCore) { tokens in
    findings(in: tokens) { ["async", "await", "Task", "AsyncSequence", "AsyncStream"].contains($0) }
  }

  /// No existential: what a type is, is known when the core is compiled.
  ///
  /// The standard library's `any(mask)` over the lanes of a vector is no existential: a value follows, and not a type.
  static let existentials = Rule.code("the core has no existentials", in: isCore) { tokens in
    tokens.indices.filter { index in
      let word = tokens[index].text
      guard word == "any" else { return ["Any", "AnyHashable", "AnyObject"].contains(word) }
      let next = tokens[(index + 1)...].prefix(2).map(\.text)
      return next.first != "(" || next.last?.first?.isUppercase == true
    }
    .map { Finding(line: tokens[$0].line, what: tokens[$0].text) }
  }

  /// Every error has a type.
  static let untypedErrors = Rule.code("the core throws typed errors", in: isCore) { tokens in
    tokens.indices.filter { index in
      let isTyped = index + 1 < tokens.count && tokens[index + 1].text == "("
      return tokens[index].text == "rethrows" || (tokens[index].text == "throws" && !isTyped)
    }
    .map { Finding(line: tokens[$0].line, what: tokens[$0].text) }
  }

  /// `now` is given.
  static let clocks = Rule.code("the core reads no clock", in: isCore) { tokens in
    findings(in: tokens) { clockNames.contains($0) }
  }

  /// Nothing of Foundation, which would have to be imported anyway; said by name so that the report is plain.
  static let foundation = Rule.code("the core uses nothing of Foundation", in: isCore) { tokens in
    findings(in: tokens) { foundationNames.contains($0) || isObjectiveCName($0) }
  }

  /// Randomness comes in as a generator; the process's own, such as the seed of hash values, is not read but where hash
  /// values are made for tables that, like dictionaries, let nothing of them out.
  static let unseededRandomness = Rule.code(
    "the core draws from the generator it is given", in: isCoreOutsideSeededHash
  ) { tokens in
    tokens.indices.filter { index in
      if ["SystemRandomNumberGenerator", "hashValue", "Hasher"].contains(tokens[index].text) {
        return !isParameterOfHash(index, in: tokens)
      }
      guard ["random", "randomElement", "shuffled", "shuffle"].contains(tokens[index].text) else { return false }
      return isCall(index, in: tokens) && !arguments(ofCallAt: index, in: tokens).contains("using")
    }
    .map { Finding(line: tokens[$0].line, what: tokens[$0].text) }
  }

  /// Only allocation's lanes reckon in floating point, with a proof beside them; nothing else of the core does.
  static let floats = Rule.code("no floating point near money", in: isCoreOutsideAllocation) { tokens in
    tokens.filter { floatNames.contains($0.text) || $0.isFloatingLiteral }
      .map { Finding(line: $0.line, what: $0.text) }
  }
}

// MARK: - Words

extension CoreRules {
  private static let clockNames: Set = [
    "Date", "Clock", "ContinuousClock", "SuspendingClock", "DispatchTime", "clock_gettime", "gettimeofday", "mktime",
    "localtime", "localtime_r", "timespec", "CFAbsoluteTimeGetCurrent", "mach_absolute_time",
  ]

  private static let foundationNames: Set = [
    "Foundation", "FoundationEssentials", "Data", "URL", "UUID", "Decimal", "Locale", "TimeZone", "DateFormatter",
    "DateComponents", "NumberFormatter", "JSONDecoder", "JSONEncoder", "FileManager", "FileHandle", "Process",
    "ProcessInfo", "DispatchQueue", "Thread", "CharacterSet", "IndexSet", "LocalizedError", "UserDefaults",
  ]

  private static let floatNames: Set = ["Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat"]

  /// Whether a name is one of `NSLock` and the like.
  private static func isObjectiveCName(_ word: String) -> Bool {
    word.hasPrefix("NS") && word.dropFirst(2).first?.isUppercase == true && word.contains { $0.isLowercase }
  }
}

// MARK: - Looking

extension CoreRules {
  @Sendable private static func isCore(_ file: TextFile) -> Bool { file.isUnder("Sources/GrosirCore") }

  @Sendable private static func isCoreOutsideAllocation(_ file: TextFile) -> Bool {
    isCore(file) && !file.isUnder("Sources/GrosirCore/Allocation")
  }

  @Sendable private static func isCoreOutsideSeededHash(_ file: TextFile) -> Bool {
    isCore(file) && file.path != "Sources/GrosirCore/Values/SeededHash.swift"
  }

  private static func findings(in tokens: [SwiftToken], _ isForbidden: (String) -> Bool) -> [Finding] {
    tokens.filter { isForbidden($0.text) }.map { Finding(line: $0.line, what: $0.text) }
  }

  /// Whether a token is the type in `hash(into hasher: inout Hasher)`, which hands a hasher on and makes none.
  private static func isParameterOfHash(_ index: Int, in tokens: [SwiftToken]) -> Bool {
    tokens[index].text == "Hasher" && index > 0 && tokens[index - 1].text == "inout"
  }

  private static func isCall(_ index: Int, in tokens: [SwiftToken]) -> Bool {
    index > 0 && tokens[index - 1].text == "." && index + 1 < tokens.count && tokens[index + 1].text == "("
  }

  /// The words between the parentheses of a call.
  private static func arguments(ofCallAt index: Int, in tokens: [SwiftToken]) -> [String] {
    var depth = 0
    let arguments = tokens[(index + 1)...].prefix { token in
      depth += token.text == "(" ? 1 : token.text == ")" ? -1 : 0
      return depth > 0
    }
    return arguments.map(\.text)
  }
}
