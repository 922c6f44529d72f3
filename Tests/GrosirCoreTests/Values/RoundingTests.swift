import GrosirCore
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
  func testPartIsTheRoundedShareAndTheRestIsTheRemainder() {
    forSeeds(20_000) { randomness in
      let amount = randomness.edgyInteger()
      guard let rate = BasisPoints(Int.random(in: 0...10_000, using: &randomness)) else { return false }
      return Rounding.allCases.allSatisfy { rounding in
        let (part, remainder) = Money(amount, .idr).split(at: rate, rounding: rounding)
        guard Int128(part.amount) + Int128(remainder.amount) == Int128(amount) else { return false }
        // How far the part lies above the exact share, in ten-thousandths of a unit.
        let error = Int128(part.amount) * 10_000 - Int128(amount) * Int128(rate.value)
        switch rounding {
        case .up: return 0..<10_000 ~= error
        case .halfAwayFromZero: return amount < 0 ? -5_000..<5_000 ~= error : -4_999...5_000 ~= error
        }
      }
    }
  }

  func testHalfAwaySplitsTheOppositeIntoOpposites() {
    forSeeds(5_000) { randomness in
      let amount = max(randomness.edgyInteger(), -.max)
      guard let rate = BasisPoints(Int.random(in: 0...10_000, using: &randomness)) else { return false }
      let (part, remainder) = Money(amount, .idr).split(at: rate, rounding: .halfAwayFromZero)
      let (opposite, rest) = Money(-amount, .idr).split(at: rate, rounding: .halfAwayFromZero)
      return opposite.amount == -part.amount && rest.amount == -remainder.amount
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
