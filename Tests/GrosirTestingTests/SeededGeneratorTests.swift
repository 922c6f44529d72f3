import GrosirTesting
import XCTest

final class SeededGeneratorTests: XCTestCase {
  /// The published first outputs of SplitMix64 from the seed 1234567.
  func testFollowsThePublishedAlgorithm() {
    var generator = SeededGenerator(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
      16_408_922_859_458_223_821,
    ]
    XCTAssertEqual(expected.map { _ in generator.next() }, expected)
  }

  func testBoundedNumbersAreTheSameForever() {
    var generator = SeededGenerator(seed: 7)
    XCTAssertEqual((0..<12).map { _ in generator.next(upTo: 9) }, [3, 0, 9, 5, 4, 2, 4, 3, 1, 4, 1, 9])
  }

  func testBoundedNumbersStayInRangeAndReachBothEnds() {
    var generator = SeededGenerator(seed: 1)
    for bound in [0, 1, 2, 3, 6, 7, 255, 256] as [UInt64] {
      var seen: Set<UInt64> = []
      for _ in 0..<20_000 { seen.insert(generator.next(upTo: bound)) }
      XCTAssertEqual(seen.min(), 0)
      XCTAssertEqual(seen.max(), bound)
      XCTAssertEqual(seen.count, Int(bound) + 1)
    }
    for bound in [.max, .max - 1, 1 << 63, 1 << 63 + 1] as [UInt64] {
      for _ in 0..<1_000 { XCTAssertLessThanOrEqual(generator.next(upTo: bound), bound) }
    }
  }

  /// χ² over 10 classes: above 27.9 in one of a thousand fair samples.
  func testBoundedNumbersAreEven() {
    var generator = SeededGenerator(seed: 2)
    let (draws, classes) = (1_000_000, 10)
    var counts = [Int](repeating: 0, count: classes)
    for _ in 0..<draws { counts[Int(generator.next(upTo: UInt64(classes - 1)))] += 1 }
    let expected = Double(draws / classes)
    let deviation = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    XCTAssertLessThan(deviation, 27.9)
  }

  /// A bound of three quarters of all numbers: without the numbers drawn again, one third of results would be twice
  /// as likely as the others.
  func testBoundedNumbersAreEvenWhereTheRangeDoesNotDivide() {
    var generator = SeededGenerator(seed: 3)
    let bound = UInt64.max / 4 * 3
    var thirds = [0, 0, 0]
    for _ in 0..<300_000 { thirds[min(2, Int(generator.next(upTo: bound) / (bound / 3)))] += 1 }
    for count in thirds { XCTAssertEqual(Double(count), 100_000, accuracy: 1_500) }
  }

  func testSeedsOfCasesBeginWithTheBaseAndDiffer() {
    XCTAssertEqual(SeededGenerator.seed(ofCase: 0, base: 42), 42)
    XCTAssertEqual(Set((0..<100_000).map { SeededGenerator.seed(ofCase: $0, base: 42) }).count, 100_000)
    XCTAssertNotEqual(SeededGenerator.seed(ofText: "a property"), SeededGenerator.seed(ofText: "another"))
  }
}
