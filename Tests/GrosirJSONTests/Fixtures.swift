import Foundation
import GrosirJSON
import XCTest

/// The documents of SPEC §15, each with the whole way from bytes to the answer, or as far as reading goes.
enum Tool: String, CaseIterable {
  case availability, settle, replay

  /// Those that are answered by what they say alone.
  static var answering: [Tool] { [.availability, .settle] }

  /// The answer to a document.
  func answer(to bytes: some Sequence<UInt8>) throws(InvalidDocument) -> JSONValue {
    switch self {
    case .availability:
      try AvailabilityAnswer(to: DocumentReader().read(parsing: bytes, as: .object(AvailabilityRequest.self))).json
    case .settle:
      try SettlementAnswer(to: DocumentReader().read(parsing: bytes, as: .object(SettlementRequest.self))).json
    // Running one is the engine's business; what was read, in full, stands for the answer.
    case .replay: .string("\(try DocumentReader().read(parsing: bytes, as: .object(Scenario.self)))")
    }
  }

  /// What the command line prints for it: indented, with a newline at the end.
  func output(for bytes: some Sequence<UInt8>) throws(InvalidDocument) -> [UInt8] {
    try answer(to: bytes).printedBytes(.indented) + [0x0A]
  }
}

/// The worked examples, each an input `NAME.json` with the whole answer `NAME.answer.json` beside it.
///
/// The answers were computed from the specification by other means than this package and checked against every number
/// it gives; they were never recorded from it.
struct Fixture {
  let tool: Tool
  let name: String
  let input: [UInt8]
  let answer: [UInt8]

  /// The folder with a folder for each tool.
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  private static let inputSuffix = ".json"
  private static let answerSuffix = ".answer.json"

  /// The names in a tool's folder that have an input, and those that have an answer.
  static func names(of tool: Tool) throws -> (inputs: Set<String>, answers: Set<String>) {
    let files = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: tool.rawValue).path)
    let answers = files.filter { $0.hasSuffix(answerSuffix) }
    let inputs = files.filter { $0.hasSuffix(inputSuffix) && !$0.hasSuffix(answerSuffix) }
    XCTAssertEqual(answers.count + inputs.count, files.count, "another file among the fixtures of \(tool)")
    return (
      Set(inputs.map { String($0.dropLast(inputSuffix.count)) }),
      Set(answers.map { String($0.dropLast(answerSuffix.count)) })
    )
  }

  /// A fixture by its name.
  init(_ name: String, of tool: Tool) throws {
    let folder = Fixture.root.appending(path: tool.rawValue)
    self.tool = tool
    self.name = name
    input = try [UInt8](Data(contentsOf: folder.appending(path: name + Fixture.inputSuffix)))
    answer = try [UInt8](Data(contentsOf: folder.appending(path: name + Fixture.answerSuffix)))
  }

  /// All fixtures of a tool, in the order of their names.
  static func all(of tool: Tool) throws -> [Fixture] {
    try names(of: tool).inputs.sorted().map { try Fixture($0, of: tool) }
  }

  /// A file that stands for itself, such as the composition of very many variants.
  static func file(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: root.appending(path: path)))
  }
}
