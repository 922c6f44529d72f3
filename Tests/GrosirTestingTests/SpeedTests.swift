import Foundation
import GrosirTesting
import XCTest

/// The speed of the kit itself, measured on request (`GROSIR_SPEED=1`), since times mean little on a shared machine.
final class SpeedTests: XCTestCase {
  override func setUpWithError() throws {
    try XCTSkipIf(ProcessInfo.processInfo.environment["GROSIR_SPEED"] == nil, "Set GROSIR_SPEED=1 to measure")
  }

  func testEnumeration() throws {
    var sum = 0
    try measure("exhaustive case of 4 integers") {
      try checkExhaustively("speed: integers", limit: 30_000_000) { choices in
        for _ in 0..<4 { sum &+= choices.integer(in: 0...49) }
      }
      .cases
    }
    try measure("exhaustive case of a list") {
      try checkExhaustively("speed: lists", limit: 30_000_000) { choices in
        sum &+= choices.list(0...6) { $0.integer(in: 0...9) }.count
      }
      .cases
    }
    XCTAssertNotEqual(sum, 0)
  }

  func testRandomDraws() throws {
    var sum = 0
    let (cases, draws) = (20_000, 1_000)
    try measure("random draw, even") {
      try checkProperty("speed: draws", cases: cases) { choices in
        for _ in 0..<draws { sum &+= choices.integer(in: 0...999) }
      }
      .cases * draws
    }
    try measure("random draw, signed") {
      try checkProperty("speed: signed draws", cases: cases) { choices in
        for _ in 0..<draws { sum &+= choices.integer(in: -999...999) }
      }
      .cases * draws
    }
    try measure("random draw, near boundaries") {
      try checkProperty("speed: boundaries", cases: cases) { choices in
        for _ in 0..<draws { sum &+= choices.boundaryInteger(in: 0...999) }
      }
      .cases * draws
    }
    try measure("random case of one draw and one count") {
      try checkProperty("speed: counts", cases: 1_000_000) { choices in
        if choices.boolean() { choices.count("true") }
      }
      .cases
    }
    XCTAssertNotEqual(sum, 0)
  }

  private func measure(_ label: String, _ work: () throws -> Int) rethrows {
    let clock = ContinuousClock()
    var count = 0
    let time = try clock.measure { count = try work() }
    let nanoseconds = Double(time.components.attoseconds) / 1e9 + Double(time.components.seconds) * 1e9
    print("\(label): \(String(format: "%.1f", nanoseconds / Double(count))) ns each, \(count) of them")
  }
}
