import GrosirCore
import GrosirJSON

/// One of the program's commands: a document in, an answer out.
protocol Command {
  /// What it is called on the command line.
  static var name: String { get }
  /// What it does, in one line.
  static var summary: String { get }
  /// How it is used, with the document it reads and examples.
  static var help: String { get }

  init()

  /// The answer to the document, for programs or, if asked, for people.
  func answer(to bytes: [UInt8], _ arguments: Arguments, usesColor: Bool) throws(Failure) -> String
}

extension Command {
  /// Reads the document, or says everything that is wrong with it.
  func read<Request: DocumentReadable>(_ bytes: [UInt8], as _: Request.Type) throws(Failure) -> Request {
    do throws(InvalidDocument) {
      return try DocumentReader().read(parsing: bytes, as: .object(Request.self))
    } catch {
      throw .refused(error)
    }
  }
}

/// The words behind a command's name: options and at most one file.
struct Arguments {
  private(set) var file: String?
  private(set) var isPretty = false
  private(set) var language = Language.english
  private(set) var asksForHelp = false

  init(_ words: [String], of command: any Command.Type) throws(Failure) {
    var words = words[...]
    var onlyFiles = false
    while let word = words.popFirst() {
      switch word {
      case "--" where !onlyFiles: onlyFiles = true
      case "--help" where !onlyFiles, "-h" where !onlyFiles: asksForHelp = true
      case "--pretty" where !onlyFiles: isPretty = true
      case "--language" where !onlyFiles:
        language = try Arguments.language(words.popFirst(), command)
      case _ where !onlyFiles && word.hasPrefix("--language="):
        language = try Arguments.language(String(word.dropFirst("--language=".count)), command)
      case _ where !onlyFiles && word.hasPrefix("-") && word != "-":
        throw .misuse("there is no option \(word)", command: command.name)
      default:
        guard file == nil else { throw .misuse("one file at a time, not also \"\(word)\"", command: command.name) }
        file = word
      }
    }
  }

  private static func language(_ code: String?, _ command: any Command.Type) throws(Failure) -> Language {
    guard let code, let language = Language(rawValue: code) else {
      let codes = Language.allCases.map { $0.rawValue }.joined(separator: " or ")
      throw .misuse("--language takes \(codes)", command: command.name)
    }
    return language
  }
}
