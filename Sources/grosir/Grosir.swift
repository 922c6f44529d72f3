import Glibc
package import GrosirCore
package import GrosirJSON

/// The command line of Grosir: documents in, answers out.
///
/// `grosir COMMAND [OPTIONS] [FILE]` reads a document from a file or standard input and writes one answer to standard
/// output. Problems go to standard error as problem details (RFC 9457); see ``ExitStatus`` for what it exits with.
@main
package struct Grosir {
  /// Every command there is, in the order in which help lists them.
  static var commands: [any Command.Type] {
    [
      ReplayCommand.self, ExplainCommand.self, HistoryCommand.self, ReconcileCommand.self, StoreCommand.self,
      AvailabilityCommand.self, SettleCommand.self,
    ]
  }

  package static func main() async {
    let surroundings = Surroundings(
      readFile: FileInput.read, inputIsTerminal: isatty(STDIN_FILENO) == 1,
      usesColor: Palette.isWanted(
        onTerminal: isatty(STDOUT_FILENO) == 1, noColor: Environment["NO_COLOR"], terminal: Environment["TERM"]))
    var outcome = await run(Array(CommandLine.arguments.dropFirst()), in: surroundings)
    if let reason = FileOutput.write(outcome.output, to: STDOUT_FILENO) {
      outcome = Outcome(.unwritten("standard output cannot be written: \(reason)"))
    }
    // Where even this cannot be written, the exit status still says what happened.
    _ = FileOutput.write(outcome.problem, to: STDERR_FILENO)
    exit(outcome.status.rawValue)
  }

  /// Does what the arguments say; touches nothing but what it was given.
  package static func run(_ arguments: [String], in surroundings: Surroundings) async -> Outcome {
    do throws(Failure) {
      guard let name = arguments.first else { throw .misuse("say which command to run", command: nil) }
      if name == "--help" || name == "-h" || name == "help" { return Outcome(Answer(try help(arguments.dropFirst()))) }
      guard let command = commands.first(where: { $0.name == name }) else {
        throw .misuse("there is no command \"\(name)\"", command: nil)
      }
      return Outcome(try await run(command, Array(arguments.dropFirst()), in: surroundings))
    } catch {
      return Outcome(error)
    }
  }

  private static func run(
    _ command: any Command.Type, _ words: [String], in surroundings: Surroundings
  ) async throws(Failure) -> Answer {
    let arguments = try Arguments(words, of: command)
    if arguments.asksForHelp { return Answer(command.help) }
    if arguments.asksForSchema { return Answer(command.schema) }
    try arguments.checkWords()
    guard command.readsDocument else {
      return try await command.init().answer(to: [], arguments, usesColor: surroundings.usesColor)
    }
    let input = arguments.file ?? "-"
    if input == "-", surroundings.inputIsTerminal {
      throw .misuse("name a file, or send a document to standard input", command: command.name)
    }
    let bytes = try surroundings.readFile(input)
    return try await command.init().answer(to: bytes, arguments, usesColor: surroundings.usesColor)
  }

  private static func help(_ words: ArraySlice<String>) throws(Failure) -> String {
    guard let name = words.first else { return overview }
    guard let command = commands.first(where: { $0.name == name }) else {
      throw .misuse("there is no command \"\(name)\"", command: nil)
    }
    guard words.count == 1 else { throw .misuse("help is about one command at a time", command: nil) }
    return command.help
  }

  private static var overview: String {
    let width = commands.map { $0.name.count }.max() ?? 0
    let list = commands.map { "  \(padded($0.name, to: width))   \($0.summary)" }.joined(separator: "\n")
    return """
      Grosir runs factory-direct group buying: watch a session from opening to settlement, and ask what may still be
      sold, why, and what everybody finally pays.

      usage: grosir COMMAND [OPTIONS] [FILE]

      \(list)

      Each command but "store" reads one JSON document, from FILE or from standard input; all write one to standard
      output.
      "grosir COMMAND --help" shows the document, the options and examples.

      Problems are written to standard error as problem details (RFC 9457), with every violation and its path.
      exit status: 0 answered, 1 the document was refused, 2 the command line was wrong,
                   70 the answer could not be written, or a defect in this program

      """
  }
}

/// What a command has to say: its answer, and perhaps what is wrong nevertheless.
struct Answer {
  /// For standard output.
  let output: String
  /// What is wrong although there is an answer.
  let failure: Failure?

  /// An answer.
  init(_ output: String, but failure: Failure? = nil) {
    self.output = output
    self.failure = failure
  }
}

/// What a command can be run in: how it reads, and what it is attached to.
package struct Surroundings: Sendable {
  /// Reads a file's bytes, or those of standard input for `-`.
  let readFile: @Sendable (String) throws(Failure) -> [UInt8]
  /// Whether nobody sent a document to standard input.
  let inputIsTerminal: Bool
  /// Whether people look at the output, in colour.
  let usesColor: Bool

  /// Describes surroundings.
  package init(
    readFile: @escaping @Sendable (String) throws(Failure) -> [UInt8], inputIsTerminal: Bool, usesColor: Bool
  ) {
    self.readFile = readFile
    self.inputIsTerminal = inputIsTerminal
    self.usesColor = usesColor
  }
}

/// What a run leaves behind.
package struct Outcome: Sendable {
  /// For standard output.
  package var output = ""
  /// For standard error.
  package var problem = ""
  /// What to exit with.
  package var status = ExitStatus.answered

  /// Nothing yet.
  package init() {}

  private init(problem: String, status: ExitStatus) {
    self.problem = problem
    self.status = status
  }
}

extension Outcome {
  /// What a run leaves behind that has an answer.
  init(_ answer: Answer) {
    if let failure = answer.failure { self.init(failure) } else { self.init() }
    output = answer.output
  }

  /// What a run leaves behind that has no answer.
  fileprivate init(_ failure: Failure) {
    self.init(problem: failure.problem.json.printed(.indented) + "\n", status: failure.status)
  }
}

/// What the program exits with (SPEC §15).
package enum ExitStatus: Int32, Sendable {
  /// There is an answer.
  case answered = 0
  /// The document was refused.
  case refused = 1
  /// The command line was wrong.
  case misuse = 2
  /// The program could not do what it should, which is the fault of nobody who asked.
  case defect = 70
}

/// Why there is no answer.
package enum Failure: Error {
  /// The document was refused.
  case refused(InvalidDocument)
  /// The command line was wrong, for this command if one was recognised.
  case misuse(String, command: String?)
  /// The document was understood, and something in it did not come out as it said; where, and how it did.
  case unmet([Violation])
  /// The document was understood, and there is nothing in it of what was asked for.
  case unknown(String)
  /// The program could not do what it should.
  case defect(String)
  /// There is an answer, but no way to give it.
  case unwritten(String)

  var status: ExitStatus {
    switch self {
    case .refused, .unmet, .unknown: .refused
    case .misuse: .misuse
    case .defect, .unwritten: .defect
    }
  }

  var problem: ProblemDocument {
    switch self {
    case .refused(let invalid):
      return ProblemDocument(invalid)
    case .misuse(let detail, let command):
      let help = (["grosir"] + (command.map { [$0] } ?? []) + ["--help"]).joined(separator: " ")
      return ProblemDocument(
        code: "misuse", title: "The command line is not right", status: 400, detail: "\(detail); see \(help)")
    case .unmet(let violations):
      return ProblemDocument(
        code: "unmetExpectation", title: "Something did not come out as expected", status: 422,
        violations: violations)
    case .unknown(let detail):
      return ProblemDocument(code: "unknown", title: "There is no such thing", status: 404, detail: detail)
    case .defect(let detail):
      return ProblemDocument(code: "defect", title: "The program failed", status: 500, detail: detail)
    case .unwritten(let detail):
      return ProblemDocument(code: "unwritten", title: "The answer could not be written", status: 500, detail: detail)
    }
  }
}
