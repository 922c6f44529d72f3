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

  /// Whatever else it says to run does run.
  func testEveryCommandItNamesIsAnswered() throws {
    let program = ".build/release/grosir "
    let commands = try blocks().flatMap { $0.components(separatedBy: "\n") }.filter { $0.hasPrefix(program) }
    XCTAssertEqual(Set(commands.map { $0.dropFirst(program.count).prefix { $0 != " " } }).count, 3)
    for command in commands {
      let result = try Tool.run(command.dropFirst(program.count).components(separatedBy: " "))
      XCTAssertEqual(result.status, 0, command)
    }
  }

  /// The code is the body of the example, moved to the margin; behind it stands what the example prints.
  func testTheExampleIsAsTheReadmeShows() throws {
    let blocks = try blocks()
    let position = try XCTUnwrap(blocks.firstIndex { $0.contains("AllocationIndex(under:") })
    let path = "Sources/Examples/AskBeforeSelling/AskBeforeSelling.swift"
    let source = try String(contentsOf: Tool.repository.appendingPathComponent(path), encoding: .utf8)
    let lines = source.components(separatedBy: "\n")
    let start = try XCTUnwrap(lines.firstIndex { $0.contains("static func main()") })
    let body = lines[(start + 1)...].prefix { $0 != "  }" }.map { $0.hasPrefix("    ") ? String($0.dropFirst(4)) : $0 }
    XCTAssertEqual(blocks[position], body.joined(separator: "\n") + "\n")
    let result = try Tool.run([], executable: "ask-before-selling")
    XCTAssertEqual(result.status, 0, result.problem)
    XCTAssertEqual(blocks[position + 1], result.output)
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

  private func readme() throws -> String {
    try String(contentsOf: Tool.repository.appendingPathComponent("README.md"), encoding: .utf8)
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
