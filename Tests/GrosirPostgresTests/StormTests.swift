import Foundation
import GrosirEngine
import XCTest

/// A short storm, from four processes of another program of this package.
final class StormTests: DatabaseTestCase {
  func testAStorm() throws {
    let address = try ServerAddress().address([])
    let output = try run(["storm", address, "4000", "20261122"])
    print(output)
    XCTAssert(output.contains("units sold"), output)
  }

  /// Processes that write are killed; the server is killed in soaks, where nobody else uses it.
  func testWritersThatAreKilled() throws {
    let address = try ServerAddress().address([])
    let output = try run(["crash", address, "3", "20261122"])
    print(output)
    XCTAssert(output.hasPrefix("6 times killed"), output)
  }

  private func run(_ words: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("StoreCrashes")
    process.arguments = words
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self)
    XCTAssertEqual(process.terminationStatus, 0, text)
    return text
  }
}
