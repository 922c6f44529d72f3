import GrosirCore
import GrosirTesting
import XCTest

final class RoundingTests: XCTestCase {
  private func parts(_ amount: Int64, _ rate: Int, _ rounding: Rounding) throws -> [Int64] {
    let (part, remainder) = Money(amount, .idr).split(at: try XCTUnwrap(BasisPoints(rate)), rounding: rounding)
    XCTAssertEqual(part.currency, .idr)
    XCTAssertEqual(remainder.currency, .idr)
    return [part.amount, remainder.amount]
  }

  func testTheWorkedExample() {
    XCTAssertEqual(try parts(5_000_000, 500, .halfAwayFromZero), [250_000, 4_750_000])
    XCTAssertEqual(try parts(5_000_000, 500, .up), [250_000, 4_750_000])
  }

  func testHalvesGoAwayFromZero() {
    // Half of an odd amount lies exactly between two.
    XCTAssertEqual(try parts(5, 5_000, .halfAwayFromZero), [3, 2])
    XCTAssertEqual(try parts(-5, 5_000, .halfAwayFromZero), [-3, -2])
    XCTAssertEqual(try parts(1, 4_999, .halfAwayFromZero), [0, 1])
    XCTAssertEqual(try parts(-1, 4_999, .halfAwayFromZero), [0, -1])
    XCTAssertEqual(try parts(1, 5_000, .halfAwayFromZero), [1, 0])
  }

  func testUpIsTowardsPlusInfinity() {
    XCTAssertEqual(try parts(1, 1, .up), [1, 0])
    XCTAssertEqual(try parts(-1, 9_999, .up), [0, -1])
    XCTAssertEqual(try parts(10_001, 1, .up), [2, 9_999])
    XCTAssertEqual(try parts(-10_001, 1, .up), [-1, -10_000])
    XCTAssertEqual(try parts(10_000, 1, .up), [1, 9_999])
  }

  func testTheLimitsDoNotOverflow() {
    for rounding in Rounding.allCases {
      for amount in [Int64.min, .min + 1, .max - 1, .max] {
        XCTAssertEqual(try parts(amount, 10_000, rounding), [amount, 0])
        XCTAssertEqual(try parts(amount, 0, rounding), [0, amount])
      }
    }
  }

  /// The definition, in 128 bits: nothing lies nearer than half away, nothing between the exact share and the next up.
  func testPartIsTheRoundedShareAndTheRestIsTheRemainder() throws {
    try checkProperty("a part is the rounded share, the rest the remainder", cases: 20_000) { choices in
      let amount = choices.edgyInteger()
      let rate = choices.rate()
      for rounding in Rounding.allCases {
        let (part, remainder) = Money(amount, .idr).split(at: rate, rounding: rounding)
        choices.note("\(amount) at \(rate), \(rounding): \(part) and \(remainder)")
        try expectEqual(Int128(part.amount) + Int128(remainder.amount), Int128(amount))
        // How far the part lies above the exact share, in ten-thousandths of a unit.
        let error = Int128(part.amount) * 10_000 - Int128(amount) * Int128(rate.value)
        switch rounding {
        case .up: try expect(0..<10_000 ~= error, "\(error) above the share")
        case .halfAwayFromZero:
          try expect(amount < 0 ? -5_000..<5_000 ~= error : -4_999...5_000 ~= error, "\(error) off the share")
        }
      }
    }
  }

  func testHalfAwaySplitsTheOppositeIntoOpposites() throws {
    try checkProperty("the opposite splits into opposites", cases: 5_000) { choices in
      let amount = max(choices.edgyInteger(), -.max)
      let rate = choices.rate()
      let (part, remainder) = Money(amount, .idr).split(at: rate, rounding: .halfAwayFromZero)
      let (opposite, rest) = Money(-amount, .idr).split(at: rate, rounding: .halfAwayFromZero)
      try expectEqual(opposite.amount, -part.amount, "\(amount) at \(rate)")
      try expectEqual(rest.amount, -remainder.amount, "\(amount) at \(rate)")
    }
  }
}

final class BasisPointsTests: XCTestCase {
  func testOnlyFromNothingToTheWhole() {
    XCTAssertEqual(BasisPoints(0), .zero)
    XCTAssertEqual(BasisPoints(2_500), .quarter)
    XCTAssertEqual(BasisPoints(5_000), .half)
    XCTAssertEqual(BasisPoints(7_500), .threeQuarters)
    XCTAssertEqual(BasisPoints(10_000), .whole)
    for value in [-1, 10_001, .min, .max] { XCTAssertNil(BasisPoints(value)) }
  }

  func testAShareAndItsComplementMakeTheWhole() {
    for value in 0...10_000 {
      XCTAssertEqual(BasisPoints(value)?.complement.value, 10_000 - value)
    }
  }

  func testOrderAndDescription() {
    XCTAssertLessThan(BasisPoints.quarter, .half)
    XCTAssertEqual(BasisPoints.quarter.description, "2500 bp")
  }
}
