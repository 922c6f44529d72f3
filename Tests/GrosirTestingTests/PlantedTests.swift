import Foundation
import GrosirTesting
import XCTest

/// Defects that ``FreshProcessTests`` runs in processes of their own; skipped everywhere else.
final class PlantedTests: XCTestCase {
  override func setUpWithError() throws {
    let isChild = ProcessInfo.processInfo.environment["GROSIR_PLANTED"] != nil
    try XCTSkipUnless(isChild, "Planted for the tests of fresh processes")
  }

  func testFailure() throws {
    try checkProperty("planted failure", cases: 20_000) { choices in
      let list = choices.list(0...9) { $0.integer(in: 0...99) }
      choices.note("sum of \(list)")
      try expect(list.reduce(0, +) < 600)
    }
  }

  func testTrap() throws {
    try checkProperty("planted trap", cases: 20_000) { choices in
      let number = choices.integer(in: 0...99_999)
      if number % 1_000 == 7 { fatalError("trapped by \(number)") }
    }
  }

  func testCounting() throws {
    try checkProperty("planted counting", cases: 500, minimumShares: ["never": 0.5]) { choices in
      choices.count("always")
    }
  }

  func testPassing() throws {
    let report = try checkProperty("planted passing", cases: 500) { $0.count(String($0.integer(in: 0...999))) }
    XCTAssertGreaterThan(report.tallies.count, 1)
  }
}
