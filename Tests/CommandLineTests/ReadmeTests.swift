import Foundation
import XCTest

/// What the README shows is what there is: its code is the example's, and what it says is printed is printed.
final class ReadmeTests: XCTestCase {
  /// Behind the first block, which has the commands, stands what each of them prints.
  func testTheToolPrintsWhatTheReadmeShows() throws {
    let blocks = try blocks()
    let program = ".build/release/grosir "
    let commands = try XCTUnwrap(blocks.first).components(separatedBy: "\n").filter { $0.hasPrefix(program) }
    XCTAssertEqual(commands.count, 1)
    for (command, shown) in zip(commands, blocks.dropFirst()) {
      let result = try Tool.run(command.dropFirst(program.count).components(separatedBy: " "))
      XCTAssertEqual(result.status, 0, result.problem)
      XCTAssertEqual(result.output, shown, command)
    }
  }

  /// Behind a block that asks why, or whether everything agrees, stands the answer.
  func testTheToolAnswersOperatorsAsTheReadmeShows() throws {
    let blocks = try blocks()
    let program = ".build/release/grosir "
    for question in ["explain", "reconcile"] {
      let position = try XCTUnwrap(blocks.firstIndex { $0.hasPrefix(program + question) }, question)
      let command = blocks[position].trimmingCharacters(in: .newlines).dropFirst(program.count)
      let result = try Tool.run(command.components(separatedBy: " "))
      XCTAssertEqual(result.status, 0, result.problem)
      XCTAssertEqual(result.output, blocks[position + 1], "\(command)")
    }
  }

  /// Whatever else it says to run does run.
  func testEveryCommandItNamesIsAnswered() throws {
    let program = ".build/release/grosir "
    let commands = try blocks().flatMap { $0.components(separatedBy: "\n") }.filter { $0.hasPrefix(program) }
    XCTAssertEqual(Set(commands.map { $0.dropFirst(program.count).prefix { $0 != " " } }).count, 5)
    for command in commands {
      let result = try Tool.run(command.dropFirst(program.count).components(separatedBy: " "))
      XCTAssertEqual(result.status, 0, command)
    }
  }

  /// The code is the body of each example, moved to the margin; behind it stands what the example prints.
  func testTheExamplesAreAsTheReadmeShows() throws {
    let examples = [
      ("AskBeforeSelling", "ask-before-selling", "AllocationIndex(under:"),
      ("SellTogether", "sell-together", "Engine(MemoryStore())"),
    ]
    let blocks = try blocks()
    for (name, executable, line) in examples {
      let position = try XCTUnwrap(blocks.firstIndex { $0.contains(line) }, name)
      let path = "Sources/Examples/\(name)/\(name).swift"
      XCTAssertEqual(blocks[position], try body(after: "static func main()", in: path))
      let result = try Tool.run([], executable: executable)
      XCTAssertEqual(result.status, 0, result.problem)
      XCTAssertEqual(blocks[position + 1], result.output)
    }
  }

  /// Its loops are the ones that the engine's tests run.
  func testTheLoopsAreAsTheReadmeShows() throws {
    let shown = try XCTUnwrap(try blocks().first { $0.contains("DeadlineTicker(") })
    XCTAssertEqual(shown, try body(after: "func keepGoing(", in: "Tests/GrosirEngineTests/LoopTests.swift"))
  }

  /// Its loop over the laws is the one that their documentation gives.
  func testTheLawsAreVerifiedAsTheReadmeShows() throws {
    let shown = try XCTUnwrap(try blocks().first { $0.contains("StoreLaw.allCases") })
    let source = try text(of: "Sources/GrosirTesting/Laws/StoreLaw.swift")
    let documented = shown.split(separator: "\n").map { "///     \($0)\n" }.joined()
    XCTAssertTrue(source.contains(documented), documented)
  }

  /// Every file the README names is there.
  func testEveryFileItNamesIsThere() throws {
    let words = try readme().components(separatedBy: CharacterSet(charactersIn: " \n()`,"))
    let paths = words.filter { word in
      ["Sources/", "Tests/", "Fixtures/", "Benchmarks"].contains { word.hasPrefix($0) }
    }
    XCTAssertGreaterThan(paths.count, 4)
    for path in paths {
      let place = Tool.repository.appendingPathComponent(path).path
      XCTAssertTrue(FileManager.default.fileExists(atPath: place), path)
    }
  }

  // MARK: Support

  private func readme() throws -> String { try text(of: "README.md") }

  private func text(of path: String) throws -> String {
    try String(contentsOf: Tool.repository.appendingPathComponent(path), encoding: .utf8)
  }

  /// The body of a function, which is indented by four columns, at the margin.
  private func body(after declaration: String, in path: String) throws -> String {
    let lines = try text(of: path).components(separatedBy: "\n")
    let start = try XCTUnwrap(lines.firstIndex { $0.contains(declaration) }, path)
    let body = lines[(start + 1)...].prefix { $0 != "  }" }.map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : $0 }
    return body.joined(separator: "\n") + "\n"
  }

  /// What stands between the fences, block by block.
  private func blocks() throws -> [String] {
    let parts = try readme().components(separatedBy: "```")
    XCTAssertEqual(parts.count % 2, 1, "a fence is not closed")
    return parts.indices.filter { $0 % 2 == 1 }.map { position in
      let part = parts[position]
      return String(part[(part.firstIndex(of: "\n").map(part.index(after:)) ?? part.endIndex)...])
    }
  }
}
