import Foundation
import GrosirTesting
import XCTest

/// What the environment says is obeyed, and what a failure prints reproduces it, in a process that knows nothing else.
final class FreshProcessTests: KitTestCase {
  func testThePrintedSettingReproducesTheFailure() throws {
    let first = try runPlanted("testFailure")
    let found = try XCTUnwrap(first.line("  note: "))
    XCTAssertNotEqual(first.line("  case: number "), "0")
    XCTAssertEqual(try runPlanted("testFailure").report, first.report, "two processes ran different cases")

    let second = try runPlanted("testFailure", first.reproduction)
    XCTAssertEqual(second.line("  note: "), found)
    XCTAssertTrue(try XCTUnwrap(second.line("  case: number ")).hasPrefix("0, seed "))
    XCTAssertEqual(second.line("  reproduce: "), first.line("  reproduce: "))
  }

  func testATrapIsFoundByTracing() throws {
    let first = try runPlanted("testTrap", ["GROSIR_TRACE": "1"])
    let announced = first.lines.filter { $0.hasPrefix("property \"planted trap\": ") }
    XCTAssertGreaterThan(announced.count, 1)
    let last = try XCTUnwrap(announced.last).split(separator: " ").filter { $0.contains("=") }
    let trapped = first.lines.first { $0.contains("trapped by") }?.split(separator: ":").last

    let second = try runPlanted("testTrap", FreshProcess.environment(last.map(String.init)))
    XCTAssertEqual(second.lines.first { $0.contains("trapped by") }?.split(separator: ":").last, trapped)
    XCTAssertNotNil(trapped)
  }

  func testARandomSeedIsPrintedAndRepeats() throws {
    let first = try runPlanted("testFailure", ["GROSIR_SEED": "random"])
    let seed = try XCTUnwrap(first.line("property \"planted failure\": GROSIR_SEED="))
    XCTAssertNotEqual(first.report, try runPlanted("testFailure", ["GROSIR_SEED": "random"]).report)
    XCTAssertEqual(try runPlanted("testFailure", ["GROSIR_SEED": seed]).report, first.report)
  }

  func testReportsArePrintedOnRequest() throws {
    let quiet = try runPlanted("testPassing")
    XCTAssertEqual(quiet.status, 0)
    XCTAssertFalse(quiet.lines.contains("property \"planted passing\": 500 cases"))
    let spoken = try runPlanted("testPassing", ["GROSIR_REPORT": "1", "GROSIR_CASES": "700"])
    XCTAssertTrue(spoken.lines.contains("property \"planted passing\": 700 cases"))
  }

  func testSharesAreNotJudgedAmongFewerCasesThanUsual() throws {
    XCTAssertNotEqual(try runPlanted("testCounting").status, 0)
    XCTAssertEqual(try runPlanted("testCounting", ["GROSIR_CASES": "1"]).status, 0)
    XCTAssertNotEqual(try runPlanted("testCounting", ["GROSIR_CASES": "900"]).status, 0)
  }

  func testASettingThatCannotBeReadFails() throws {
    let settings = [
      ("GROSIR_SEED", "0xZZ"), ("GROSIR_SEED", ""), ("GROSIR_SEED", "7 "),
      ("GROSIR_CASES", "-1"), ("GROSIR_CASES", "0"),
    ]
    for (variable, text) in settings {
      let run = try runPlanted("testPassing", [variable: text])
      XCTAssertNotEqual(run.status, 0)
      XCTAssertTrue(run.output.contains("was not run: \(variable)=\(text) cannot be read."), run.output)
    }
  }

  private func runPlanted(_ test: String, _ environment: [String: String] = [:]) throws -> FreshProcess {
    try FreshProcess(running: "GrosirTestingTests.PlantedTests/\(test)", environment)
  }
}

/// One test of this very executable, run in a process of its own.
private struct FreshProcess {
  let status: Int32
  let output: String

  init(running test: String, _ environment: [String: String]) throws {
    let process = Process()
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = [test]
    let own = ["GROSIR_PLANTED": "1", "SWIFT_BACKTRACE": "enable=no"]
    process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }.merging(environment) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }

  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The lines that say what was found, without times.
  var report: [String] { lines.filter { $0.hasPrefix("  ") } }

  /// The rest of the line that begins with the text.
  func line(_ beginning: String) -> String? {
    lines.first { $0.hasPrefix(beginning) }.map { String($0.dropFirst(beginning.count)) }
  }

  /// The environment the failure says reproduces it.
  var reproduction: [String: String] {
    FreshProcess.environment((line("  reproduce: ") ?? "").split(separator: " ").map(String.init))
  }

  static func environment(_ settings: [String]) -> [String: String] {
    var environment: [String: String] = [:]
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { environment[parts[0]] = parts[1] }
    }
    return environment
  }
}
