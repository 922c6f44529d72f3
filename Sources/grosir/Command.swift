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

  /// What it asks for before the file, each by one word.
  static var words: [String] { get }
  /// The options it takes, besides `--help`.
  static var options: [Option] { get }
  /// A schema of the document it reads, for those that offer one.
  static var schema: String { get }

  /// Whether the file is a document, which is read first; otherwise the command looks after it itself.
  static var readsDocument: Bool { get }
  /// Whether `--store` may name a file.
  static var keepsFiles: Bool { get }

  init()

  /// The answer to the document, for programs or, if asked, for people.
  func answer(to bytes: [UInt8], _ arguments: Arguments, usesColor: Bool) async throws(Failure) -> Answer
}

extension Command {
  static var words: [String] { [] }
  static var options: [Option] { [.pretty, .language] }
  static var schema: String { "" }
  static var readsDocument: Bool { true }
  static var keepsFiles: Bool { false }

  /// Reads the document, or says everything that is wrong with it.
  func read<Request: DocumentReadable>(_ bytes: [UInt8], as _: Request.Type) throws(Failure) -> Request {
    do throws(InvalidDocument) {
      return try DocumentReader().read(parsing: bytes, as: .object(Request.self))
    } catch {
      throw .refused(error)
    }
  }
}
