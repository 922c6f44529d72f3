import GrosirTesting
import XCTest

/// Planted defects, each of which must be reduced to its simplest case from every seed.
final class ShrinkingTests: KitTestCase {
  private func assertShrinks(
    to expected: String, cases: Int = 2_000, seeds: Range<UInt64> = 0..<50, line: UInt = #line,
    _ body: (Choices) throws -> Void
  ) {
    for seed in seeds {
      do {
        try checkProperty("planted", cases: cases, seed: seed, body)
        XCTFail("seed \(seed): the defect was not found", line: line)
      } catch {
        let notes = error.counterexample?.notes.joined(separator: " ") ?? "\(error)"
        XCTAssertEqual(notes, expected, "seed \(seed): \(error)", line: line)
      }
    }
  }

  func testABoundaryIsFoundExactly() {
    assertShrinks(to: "1001") { choices in
      let number = choices.integer(in: 0...1_000_000)
      choices.note("\(number)")
      try expect(number <= 1_000)
    }
  }

  func testNegativeNumbersShrinkTowardZero() {
    assertShrinks(to: "-17") { choices in
      let number = choices.integer(in: Int.min...Int.max)
      choices.note("\(number)")
      try expect(number > -17)
    }
    assertShrinks(to: "17") { choices in
      let number = choices.integer(in: -1_000_000...1_000_000)
      choices.note("\(number)")
      try expect(number.magnitude < 17)
    }
  }

  func testAnOffByOneAtTheTopOfARangeIsFound() {
    assertShrinks(to: "1000000000") { choices in
      let number = choices.boundaryInteger(in: 1...1_000_000_000)
      choices.note("\(number)")
      try expect(number < 1_000_000_000)
    }
  }

  func testASumNeedsTheFewestElements() {
    assertShrinks(to: "[1, 1000]") { choices in
      let list = choices.list(0...100) { $0.integer(in: 0...1_000) }
      choices.note("\(list)")
      try expect(list.reduce(0, +) <= 1_000)
    }
  }

  func testTwoEqualElementsRemain() {
    assertShrinks(to: "[0, 0]") { choices in
      let list = choices.list(0...40) { $0.integer(in: 0...200) }
      choices.note("\(list)")
      try expect(Set(list).count == list.count)
    }
    assertShrinks(to: "[51, 51]") { choices in
      let list = choices.list(0...40) { $0.integer(in: 0...200) }
      choices.note("\(list)")
      let large = list.filter { $0 > 50 }
      try expect(Set(large).count == large.count)
    }
  }

  func testManyEqualElementsShrinkTogether() {
    assertShrinks(to: "[51, 51, 51]") { choices in
      let list = choices.list(0...60) { $0.integer(in: 0...80) }
      choices.note("\(list)")
      let counts = Dictionary(list.filter { $0 > 50 }.map { ($0, 1) }, uniquingKeysWith: +)
      try expect(!counts.values.contains { $0 >= 3 })
    }
  }

  func testElementsOfManyDrawsAreDeletedAndOrdered() {
    assertShrinks(to: "[[0, 0, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0, 0]]") { choices in
      let list = choices.list(0...30) { choices in (0..<7).map { _ in choices.integer(in: 0...9) } }
      choices.note("\(list)")
      let (first, second) = (list.firstIndex { $0[0] > 0 && $0[6] == 0 }, list.firstIndex { $0[6] > 0 && $0[0] == 0 })
      try expect(first == nil || second == nil)
    }
  }

  func testALoopThatDrawsWhetherToGoOnLosesWhatDoesNotMatter() {
    assertShrinks(to: "[9, 0, 9]", cases: 100_000) { choices in
      var list: [Int] = []
      while choices.chance(9, in: 10) { list.append(choices.integer(in: 0...9)) }
      choices.note("\(list)")
      let nines = list.indices.filter { list[$0] == 9 }
      try expect(nines.count < 2 || nines[1] - nines[0] < 2)
    }
  }

  func testTheSmallerOfTwoValuesComesFirst() {
    assertShrinks(to: "5 91", cases: 100_000) { choices in
      let (first, second) = (choices.integer(in: 0...100), choices.integer(in: 0...100))
      choices.note("\(first) \(second)")
      try expect(min(first, second) != 5 || max(first, second) != 91)
    }
  }

  func testWhatDoesNotMatterIsResetInFewAttempts() throws {
    let body: (Choices) throws -> Void = { choices in
      let numbers = (0..<200).map { _ in choices.integer(in: 0...999) }
      try expect(numbers[150] < 500)
    }
    XCTAssertThrowsError(try checkProperty("mostly irrelevant", body)) { error in
      let found = (error as? PropertyFailure)?.counterexample
      XCTAssertEqual(found?.choices.filter { $0 > 0 }, [500])
      XCTAssertLessThan(found?.shrinkAttempts ?? .max, 300)
    }
  }

  func testAnUnsortedListIsTheSimplestOne() {
    assertShrinks(to: "[0, -1]") { choices in
      let list = choices.list(0...30) { $0.integer(in: -100...100) }
      choices.note("\(list)")
      try expect(list == list.sorted())
    }
  }

  func testMandatoryElementsAreDeletedToo() {
    assertShrinks(to: "[0, 0, 77]") { choices in
      let list = choices.list(3...12) { $0.integer(in: 0...100) }
      choices.note("\(list)")
      try expect(!list.contains { $0 >= 77 })
    }
  }

  func testDependentDrawsShrinkTogether() {
    assertShrinks(to: "6 of 6") { choices in
      let total = choices.integer(in: 1...500)
      let part = choices.integer(in: 0...total)
      choices.note("\(part) of \(total)")
      try expect(part <= 5)
    }
    assertShrinks(to: "[0, 9]") { choices in
      let count = choices.integer(in: 0...30)
      var list: [Int] = []
      for _ in 0..<count { list.append(choices.integer(in: 0...9)) }
      choices.note("\(list)")
      try expect(list.count < 2 || !list.contains(9))
    }
  }

  func testDifferencesAreKeptWhileBothShrink() {
    assertShrinks(to: "(0, 3)") { choices in
      let pair = (choices.integer(in: 0...50), choices.integer(in: 0...50))
      choices.note("\(pair)")
      try expect(pair.1 - pair.0 != 3)
    }
  }

  func testNestedListsLoseWhatDoesNotMatter() {
    assertShrinks(to: "[[], [], [\"x\", \"x\"]]") { choices in
      let lists = choices.list(3...8) { choices in choices.list(0...6) { $0.element(of: ["x", "y", "z"]) } }
      choices.note("\(lists)")
      try expect(!lists.contains { list in list.count >= 2 && list[0] == list[1] })
    }
  }

  /// A counter that goes wrong when it is reset above two.
  func testAScenarioLosesTheStepsThatDoNotMatter() {
    assertShrinks(to: "add add add reset") { choices in
      var (count, trace) = (0, [String]())
      defer { choices.note(trace.joined(separator: " ")) }
      try choices.steps(0...60) { choices in
        let command = choices.weighted([(6, "add"), (3, "look"), (1, "reset")])
        trace.append(command)
        if command == "add" { count += 1 }
        if command == "reset" {
          try expect(count <= 2)
          count = 0
        }
      }
    }
  }

  func testTextShrinksToTheCharacterThatMatters() {
    assertShrinks(to: "\"") { choices in
      let text = choices.string(0...30)
      choices.note(text)
      try expect(!text.unicodeScalars.contains("\""))
    }
  }

  /// Shrinking must not slip from the rare failure that was found to a simple, common one.
  func testAFailureDoesNotTurnIntoAnother() {
    struct Rare: Error {}
    assertShrinks(to: "900") { choices in
      let number = choices.integer(in: 0...1_000)
      choices.note("\(number)")
      if number >= 900 { throw Rare() }
      try choices.assume(number > 10)
      try expect(number > 0)
    }
  }

  func testTheLimitOfAttemptsIsKept() throws {
    XCTAssertThrowsError(
      try checkProperty("long", shrinkLimit: 7) { choices in
        let list = choices.list(0...100) { $0.integer(in: 0...1_000) }
        try expect(list.reduce(0, +) <= 20_000)
      }
    ) { error in
      XCTAssertEqual((error as? PropertyFailure)?.counterexample?.shrinkAttempts, 7)
    }
  }
}
