import GrosirTesting
import XCTest

final class ExhaustiveTests: XCTestCase {
  func testIndependentChoicesAreAProduct() throws {
    var seen: Set<[Int]> = []
    let report = try checkExhaustively("a product of ranges") { choices in
      let values = [choices.integer(in: -2...2), choices.integer(in: 5...8), choices.boolean() ? 1 : 0]
      try expect(seen.insert(values).inserted, "visited twice")
    }
    XCTAssertEqual(report.cases, 5 * 4 * 2)
    XCTAssertEqual(seen.count, 40)
  }

  /// Lists of 0 to 3 elements of 4 values: 1 + 4 + 16 + 64.
  func testListsAreCountedByLength() throws {
    var seen: Set<[Int]> = []
    let report = try checkExhaustively("lists") { choices in
      let list = choices.list(0...3) { $0.integer(in: 0...3) }
      try expect(seen.insert(list).inserted, "visited twice")
    }
    XCTAssertEqual(report.cases, 85)
    XCTAssertEqual(seen.count, 85)
    XCTAssertEqual(try checkExhaustively("lists of two or three") { _ = $0.list(2...3) { $0.boolean() } }.cases, 12)
  }

  /// The second choice is bounded by the first: 1 + 2 + … + 10.
  func testDependentChoicesAreATree() throws {
    var seen: Set<[Int]> = []
    let report = try checkExhaustively("a triangle") { choices in
      let high = choices.integer(in: 0...9)
      try expect(seen.insert([high, choices.integer(in: 0...high)]).inserted, "visited twice")
    }
    XCTAssertEqual(report.cases, 55)
    XCTAssertEqual(seen.count, 55)
  }

  func testOtherGeneratorsAreEnumeratedOnce() throws {
    XCTAssertEqual(try checkExhaustively("orders") { _ = $0.shuffled([1, 2, 3, 4]) }.cases, 24)
    XCTAssertEqual(try checkExhaustively("subsets") { _ = $0.subset(of: [1, 2, 3, 4]) }.cases, 16)
    XCTAssertEqual(try checkExhaustively("weighted") { _ = $0.weighted([(0, 1), (9, 2), (1, 3)]) }.cases, 3)
    XCTAssertEqual(try checkExhaustively("boundaries") { _ = $0.boundaryInteger(in: -3...3) }.cases, 7)
    XCTAssertEqual(try checkExhaustively("optional") { _ = $0.optional { $0.integer(in: 1...3) } }.cases, 4)
    XCTAssertEqual(try checkExhaustively("chances") { _ = ($0.chance(1, in: 9), $0.chance(0, in: 9)) }.cases, 2)
    XCTAssertEqual(try checkExhaustively("bytes") { _ = $0.integer(in: Int8.min...Int8.max) }.cases, 256)
    XCTAssertEqual(try checkExhaustively("nothing") { _ in }.cases, 1)
  }

  func testRejectedCasesAreCountedApart() throws {
    let report = try checkExhaustively("even numbers") { choices in
      let number = choices.integer(in: 0...9)
      try choices.assume(number % 2 == 0)
      choices.count(number == 0 ? "zero" : "positive")
    }
    XCTAssertEqual(report.cases, 5)
    XCTAssertEqual(report.rejected, 5)
    XCTAssertEqual(report.tally("positive").cases, 4)
    XCTAssertEqual(report.share(of: "zero"), 0.2)
  }

  func testALimitFailsInsteadOfTruncating() throws {
    XCTAssertEqual(try checkExhaustively("just enough", limit: 100) { _ = $0.integer(in: 1...100) }.cases, 100)
    XCTAssertThrowsError(try checkExhaustively("too many", limit: 99) { _ = $0.integer(in: 1...100) }) { error in
      XCTAssertEqual((error as? PropertyFailure)?.reason, .limitExceeded(limit: 99))
    }
  }

  func testAFailureIsShrunkAndHasNoSeed() throws {
    XCTAssertThrowsError(
      try checkExhaustively("pairs") { choices in
        let pair = (choices.integer(in: 0...9), choices.integer(in: 0...9))
        choices.note("\(pair)")
        try expect(pair.0 + pair.1 < 9)
      }
    ) { error in
      let found = (error as? PropertyFailure)?.counterexample
      XCTAssertEqual(found?.notes, ["(0, 9)"])
      XCTAssertNil(found?.reproduction)
    }
  }

  func testABodyThatDependsOnSomethingElseIsFoundOut() {
    var calls = 0
    XCTAssertThrowsError(
      try checkExhaustively("impure") { choices in
        calls += 1
        _ = (choices.integer(in: 0...calls), choices.boolean())
      }
    ) { error in
      guard case .unrepeatable? = (error as? PropertyFailure)?.reason else { return XCTFail("\(error)") }
    }
  }

  func testBodiesThatSuspendRunTheSame() async throws {
    let report = try await checkExhaustively("suspending") { choices in
      await Task.yield()
      _ = choices.list(0...3) { $0.integer(in: 0...3) }
    }
    XCTAssertEqual(report.cases, 85)
  }
}
