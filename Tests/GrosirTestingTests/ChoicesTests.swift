import GrosirTesting
import XCTest

final class ChoicesTests: XCTestCase {
  func testIntegersStayInRangeAtTheExtremes() {
    let choices = Choices(seed: 1)
    assertInRange(choices, Int.min...Int.max)
    assertInRange(choices, Int.min...0)
    assertInRange(choices, Int.min...(-1))
    assertInRange(choices, Int.min...Int.min)
    assertInRange(choices, Int.max...Int.max)
    assertInRange(choices, -1...Int.max)
    assertInRange(choices, 0...UInt64.max)
    assertInRange(choices, 5...UInt64.max)
    assertInRange(choices, Int8.min...Int8.max)
    assertInRange(choices, Int8.min...0)
    assertInRange(choices, Int8.min...(-127))
    assertInRange(choices, 250...UInt8.max)
    assertInRange(choices, -3...2)
  }

  private func assertInRange<Value: FixedWidthInteger>(_ choices: Choices, _ range: ClosedRange<Value>) {
    for _ in 0..<2_000 {
      XCTAssertTrue(range.contains(choices.integer(in: range)))
      XCTAssertTrue(range.contains(choices.boundaryInteger(in: range)))
    }
  }

  func testIntegersReachEveryValueEvenly() {
    let choices = Choices(seed: 2)
    var counts: [Int: Int] = [:]
    for _ in 0..<60_000 { counts[choices.integer(in: -3...2), default: 0] += 1 }
    XCTAssertEqual(counts.keys.sorted(), [-3, -2, -1, 0, 1, 2])
    for count in counts.values { XCTAssertEqual(Double(count), 10_000, accuracy: 400) }
  }

  func testTheWholeRangeOfIntegersIsUsed() {
    let choices = Choices(seed: 3)
    var quarters: [Int: Int] = [:]
    for _ in 0..<40_000 { quarters[choices.integer(in: Int.min...Int.max) >> 62, default: 0] += 1 }
    XCTAssertEqual(quarters.keys.sorted(), [-2, -1, 0, 1])
    for count in quarters.values { XCTAssertEqual(Double(count), 10_000, accuracy: 400) }
  }

  func testBoundaryIntegersReachTheEndsOfAWideRange() {
    let choices = Choices(seed: 4)
    let drawn = Set((0..<1_000).map { _ in choices.boundaryInteger(in: -1_000_000...1_000_000) })
    for value in [-1_000_000, -999_999, -1, 0, 1, 999_999, 1_000_000] { XCTAssertTrue(drawn.contains(value)) }
    XCTAssertGreaterThan(drawn.count, 300)
  }

  func testWithoutChoicesEveryValueIsTheSimplest() {
    let choices = Choices()
    XCTAssertEqual(choices.integer(in: -5...5), 0)
    XCTAssertEqual(choices.integer(in: 3...5), 3)
    XCTAssertEqual(choices.integer(in: -5...(-3)), -3)
    XCTAssertFalse(choices.boolean())
    XCTAssertFalse(choices.chance(9, in: 10))
    XCTAssertTrue(choices.chance(1, in: 1))
    XCTAssertEqual(choices.element(of: ["first", "second"]), "first")
    XCTAssertEqual(choices.weighted([(1, "first"), (1_000, "second")]), "first")
    XCTAssertEqual(choices.list(2...9) { $0.integer(in: 1...9) }, [1, 1])
    XCTAssertEqual(choices.shuffled([1, 2, 3]), [1, 2, 3])
    XCTAssertEqual(choices.subset(of: [1, 2, 3]), [])
    XCTAssertEqual(choices.string(2...4), "aa")
    XCTAssertNil(choices.optional { $0.boolean() })
  }

  func testWeightsAndChancesAreKept() {
    let choices = Choices(seed: 5)
    var counts: [String: Int] = [:]
    for _ in 0..<100_000 { counts[choices.weighted([(7, "often"), (0, "never"), (3, "seldom")]), default: 0] += 1 }
    XCTAssertNil(counts["never"])
    XCTAssertEqual(Double(counts["seldom"] ?? 0), 30_000, accuracy: 1_000)
    let hits = (0..<100_000).filter { _ in choices.chance(1, in: 20) }.count
    XCTAssertEqual(Double(hits), 5_000, accuracy: 400)
  }

  func testListsHaveEveryLengthOfTheirRange() {
    let choices = Choices(seed: 6)
    let lengths = Set((0..<2_000).map { _ in choices.list(2...20) { $0.boolean() }.count })
    XCTAssertEqual(lengths.sorted(), Array(2...20))
  }

  func testShufflesReachEveryOrder() {
    let choices = Choices(seed: 7)
    XCTAssertEqual(Set((0..<1_000).map { _ in choices.shuffled([1, 2, 3, 4]) }).count, 24)
  }

  func testHostileTextIsHostile() {
    let choices = Choices(seed: 8)
    let scalars = Set((0..<3_000).flatMap { _ in Array(choices.string(0...20).unicodeScalars) })
    for scalar in ["\"", "\\", "\0", "\n", "'", "\u{202E}", "\u{301}", "\u{10FFFF}"] as [Unicode.Scalar] {
      XCTAssertTrue(scalars.contains(scalar), "U+\(String(scalar.value, radix: 16))")
    }
    XCTAssertTrue(choices.string(50...50, of: .letters).allSatisfy { ("a"..."z").contains($0) })
  }

  func testAReplayRepeatsWhatWasDrawn() {
    for seed in 0..<200 as Range<UInt64> {
      let choices = Choices(seed: seed)
      let drawn = sample(choices)
      choices.finish()
      let values = choices.recording.values
      choices.beginReplay(values)
      XCTAssertEqual(sample(choices), drawn)
      choices.finish()
      XCTAssertEqual(choices.recording.values, values)
    }
  }

  private func sample(_ choices: Choices) -> [String] {
    choices.list(1...6) { choices in
      let low = choices.integer(in: -9...9)
      let high = choices.boundaryInteger(in: low...100)
      let text = choices.string(0...3)
      return "\(low) \(high) \(text) \(choices.shuffled([1, 2, 3])) \(choices.weighted([(2, "x"), (5, "y")]))"
    }
  }
}
