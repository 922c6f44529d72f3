import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §5, platform guarantee: how many virtual units a session gets, and what they count for.
final class PlatformGuaranteeTests: XCTestCase {
  func testTheWorkedExamples() {
    let quarter = PlatformGuarantee.standard
    XCTAssertEqual(quarter.minimumFill, .quarter)
    let expected = [(20, 100, 5), (0, 100, 0), (10, 99, 15), (24, 100, 1), (25, 100, 0), (1, 2, 0), (1, 5, 1)]
    for (paid, target, fill) in expected {
      XCTAssertEqual(quarter.fill(paidUnits: paid, target: target), fill, "\(paid) of \(target)")
    }
  }

  func testTheExtremes() {
    let whole = PlatformGuarantee(minimumFill: .whole)
    XCTAssertEqual(whole.fill(paidUnits: 1, target: 1_000_000_000), 999_999_999)
    XCTAssertEqual(whole.fill(paidUnits: .max, target: 1_000_000_000), 0)
    XCTAssertEqual(PlatformGuarantee(minimumFill: .zero).fill(paidUnits: 1, target: 1_000_000_000), 0)
    XCTAssertEqual(PlatformGuarantee(minimumFill: BasisPoints(unchecked: 1)).fill(paidUnits: 1, target: 10_001), 1)
  }

  /// With at least one paid unit, the fill is the least that brings real and virtual units to the share promised.
  func testTheFillIsTheLeastThatKeepsThePromise() throws {
    try checkProperty(
      "the fill is the least that keeps the promise", cases: 10_000,
      minimumShares: ["filled": 0.2, "reached without": 0.1, "nobody paid": 0.05]
    ) { choices in
      let share = try BasisPointsCase.share(choices)
      let target = choices.boundaryInteger(in: 2...1_000_000_000)
      let paid = choices.boundaryInteger(in: 0...target)
      let fill = PlatformGuarantee(minimumFill: share).fill(paidUnits: paid, target: target)
      choices.note("\(paid) of \(target) with \(share): \(fill)")
      guard paid > 0 else {
        choices.count("nobody paid")
        return try expectEqual(fill, 0, "nobody joined")
      }
      choices.count(fill > 0 ? "filled" : "reached without")
      func keeps(_ units: Int) -> Bool { Int128(units) * 10_000 >= Int128(share.value) * Int128(target) }
      try expect(fill >= 0 && keeps(paid + fill), "the promise is kept")
      try expect(fill == 0 || !keeps(paid + fill - 1), "by no unit more than needed")
    }
  }
}

/// Shares of a whole for properties.
enum BasisPointsCase {
  static func share(_ choices: Choices) throws(ExpectationFailure) -> BasisPoints {
    guard let share = BasisPoints(choices.boundaryInteger(in: 0...10_000)) else {
      throw ExpectationFailure("a share from 0 to 10 000 exists")
    }
    return share
  }
}
