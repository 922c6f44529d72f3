import GrosirCore

/// What a command can be told besides which document to read.
enum Option: String, CaseIterable {
  /// An answer for people.
  case pretty = "--pretty"
  /// In which language.
  case language = "--language"
  /// In which format, for programs.
  case format = "--format"
  /// Only what it comes to.
  case summary = "--summary"
  /// Only what happened, for other systems.
  case events = "--events"
  /// How many changes at most.
  case steps = "--steps"
  /// Up to which instant.
  case until = "--until"
  /// On which store.
  case store = "--store"
  /// Which effect is to be delivered again.
  case unpark = "--unpark"
  /// Whose.
  case tenant = "--tenant"
  /// The schema of the document in place of an answer.
  case schema = "--schema"

  /// Whether a word follows that says which.
  var takesValue: Bool {
    switch self {
    case .language, .format, .steps, .until, .store, .unpark, .tenant: true
    case .pretty, .summary, .events, .schema: false
    }
  }
}

/// The words behind a command's name: options, what the command asks for by place, and at most one file.
struct Arguments {
  private(set) var words: [String] = []
  private(set) var file: String?
  private(set) var isPretty = false
  private(set) var isSummary = false
  private(set) var isEvents = false
  private(set) var language = Language.english
  private(set) var until: Instant?
  private(set) var steps = 100
  private(set) var store = StoreChoice.memory
  private(set) var unpark: String?
  private(set) var tenant: TenantID?
  private(set) var asksForHelp = false
  private(set) var asksForSchema = false

  /// How many changes can be listed.
  private static let mostSteps = 1_000_000

  private let command: any Command.Type

  init(_ given: [String], of command: any Command.Type) throws(Failure) {
    self.command = command
    var rest = given[...]
    var onlyFiles = false
    while let word = rest.popFirst() {
      if onlyFiles || !word.hasPrefix("-") || word == "-" {
        if words.count < command.words.count {
          words.append(word)
          continue
        }
        guard file == nil else { throw .misuse("one file at a time, not also \"\(word)\"", command: command.name) }
        file = word
      } else if word == "--" {
        onlyFiles = true
      } else if word == "--help" || word == "-h" {
        asksForHelp = true
      } else {
        try take(word, &rest)
      }
    }
  }

  /// Checks that everything is there for which the command has a place.
  func checkWords() throws(Failure) {
    guard words.count < command.words.count else { return }
    throw .misuse("say \(command.words[words.count...].joined(separator: " and "))", command: command.name)
  }

  /// Takes an option, with its value behind it or behind an equals sign.
  private mutating func take(_ word: String, _ words: inout ArraySlice<String>) throws(Failure) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
    guard let option = Option(rawValue: parts[0]), command.options.contains(option),
      option.takesValue || parts.count == 1
    else { throw .misuse("there is no option \(word)", command: command.name) }
    try take(option, option.takesValue ? (parts.count == 2 ? parts[1] : words.popFirst()) : nil)
  }

  private mutating func take(_ option: Option, _ value: String?) throws(Failure) {
    switch option {
    case .pretty: isPretty = true
    case .summary: isSummary = true
    case .events: isEvents = true
    case .schema: asksForSchema = true
    case .language:
      let codes = Language.allCases.map { $0.rawValue }.joined(separator: " or ")
      guard let language = value.flatMap(Language.init(rawValue:)) else { throw refused(option, codes) }
      self.language = language
    case .format: guard value == "json" else { throw refused(option, "json; --pretty is for people") }
    case .store:
      let allowed = command.keepsFiles ? StoreChoice.forms : "memory"
      guard let value, let store = StoreChoice(value), store == .memory || command.keepsFiles else {
        throw refused(option, allowed)
      }
      self.store = store
    case .steps:
      guard let value, let steps = Int(value), 1...Arguments.mostSteps ~= steps else {
        throw refused(option, "a number from 1 to \(Arguments.mostSteps)")
      }
      self.steps = steps
    case .unpark:
      guard let value, !value.isEmpty else { throw refused(option, "an effect's key, as \"outbox\" shows it") }
      unpark = value
    case .tenant:
      guard let tenant = value.flatMap({ TenantID($0) }) else { throw refused(option, "a tenant's identity") }
      self.tenant = tenant
    case .until:
      guard let value else { throw refused(option, "an instant such as 2026-03-02T09:00:00+07:00") }
      do throws(RFC3339Error) {
        until = try Instant(rfc3339: value)
      } catch {
        throw refused(option, "an instant such as 2026-03-02T09:00:00+07:00")
      }
    }
  }

  private func refused(_ option: Option, _ allowed: String) -> Failure {
    .misuse("\(option.rawValue) takes \(allowed)", command: command.name)
  }
}
