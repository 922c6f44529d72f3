import GrosirTesting
import XCTest

final class PropertyTests: KitTestCase {
  // MARK: - Repeating

  func testEveryRunIsTheSameUnlessNamedOrSeededOtherwise() throws {
    let first = try drawn("one name")
    XCTAssertEqual(first, try drawn("one name"))
    XCTAssertNotEqual(first, try drawn("another name"))
    XCTAssertNotEqual(first, try drawn("one name", seed: 5))
    XCTAssertEqual(try drawn("one name", seed: 5), try drawn("another name", seed: 5))
    XCTAssertEqual(Set(first).count, first.count)
  }

  /// The seed of a name and the cases that follow from it, fixed forever: a printed seed keeps its meaning.
  func testTheCasesOfANameNeverChange() throws {
    XCTAssertEqual(try drawn("golden", cases: 3), [[-580, -732, 543], [-367, 969, -22], [-661, 917, 481]])
  }

  func testTheSeedOfACaseRepeatsItAsTheFirst() throws {
    let failure = try XCTUnwrap(self.failure { try plantedLateFailure(seed: nil, cases: 100_000) })
    let found = try XCTUnwrap(failure.counterexample)
    XCTAssertGreaterThan(found.caseNumber, 0)
    let repeated = try XCTUnwrap(counterexample(of: try XCTUnwrap(found.seed)))
    XCTAssertEqual(repeated.caseNumber, 0)
    XCTAssertEqual(repeated.choices, found.choices)
    XCTAssertEqual(repeated.shrinkSteps, found.shrinkSteps)
    XCTAssertEqual(repeated.shrinkAttempts, found.shrinkAttempts)
  }

  private func counterexample(of seed: UInt64) -> PropertyFailure.Counterexample? {
    failure { try plantedLateFailure(seed: seed, cases: 1) }?.counterexample
  }

  private func plantedLateFailure(seed: UInt64?, cases: Int) throws(PropertyFailure) {
    try checkProperty("late failure", cases: cases, seed: seed) { choices in
      let list = choices.list(0...9) { $0.integer(in: 0...99) }
      try expect(list.reduce(0, +) < 700)
    }
  }

  // MARK: - Reporting

  func testTheReportSaysEverything() throws {
    let failure = try XCTUnwrap(
      self.failure {
        try checkProperty("numbers are small", seed: 1) { choices in
          let number = choices.integer(in: 0...100)
          choices.note("the number is \(number)")
          try expectEqual(min(number, 9), number, "clamped")
        }
      })
    let found = try XCTUnwrap(failure.counterexample)
    XCTAssertEqual(found.choices, [10])
    XCTAssertTrue(found.error.hasPrefix("clamped: found 9, expected 10 (GrosirTestingTests/PropertyTests.swift:"))
    let report = failure.description
    for part in [
      "property \"numbers are small\" does not hold.", "  note: the number is 10\n", "case: number \(found.caseNumber)",
      "shrunk: \(found.shrinkSteps) steps in \(found.shrinkAttempts) attempts", "reproduce: GROSIR_SEED=0x",
      " GROSIR_CASES=1",
    ] {
      XCTAssertTrue(report.contains(part), "\(part) is missing in:\n\(report)")
    }
  }

  func testAnyErrorFailsACase() throws {
    struct Refused: Error {}
    let failure = self.failure { try checkProperty("throws") { if $0.integer(in: 0...9) > 3 { throw Refused() } } }
    XCTAssertEqual(failure?.counterexample?.error, "Refused()")
    XCTAssertEqual(failure?.counterexample?.choices, [4])
  }

  func testABodyThatDependsOnSomethingElseIsFoundOut() {
    var calls = 0
    let failure = self.failure {
      try checkProperty("impure") { _ in
        calls += 1
        try expect(calls != 5)
      }
    }
    guard case .unrepeatable? = failure?.reason else { return XCTFail("\(String(describing: failure))") }
  }

  func testNotesAreMadeOnlyForTheReport() throws {
    var made = 0
    func text() -> String {
      made += 1
      return "note"
    }
    try checkProperty("passes") { $0.note(text()) }
    XCTAssertEqual(made, 0)
    _ = failure {
      try checkProperty("fails") { choices in
        choices.note(text())
        try expect(choices.integer(in: 0...1_000) < 3)
      }
    }
    XCTAssertEqual(made, 1)
  }

  // MARK: - Counting

  func testCountersTellCasesAndOccurrences() throws {
    let report = try checkProperty("counting", cases: 500) { choices in
      choices.count("always")
      choices.count("always")
      if choices.chance(1, in: 4) { choices.count("a quarter") }
    }
    XCTAssertEqual(report.cases, 500)
    XCTAssertEqual(report.tally("always").cases, 500)
    XCTAssertEqual(report.tally("always").occurrences, 1_000)
    XCTAssertEqual(report.share(of: "a quarter"), 0.25, accuracy: 0.06)
    XCTAssertEqual(report.share(of: "never"), 0)
    let quarter = report.tally("a quarter").cases
    XCTAssertEqual(
      report.description,
      """
      property "counting": 500 cases
        a quarter  \(quarter / 5).\(quarter % 5 * 2)0 % of cases, \(quarter) in all
        always     100.00 % of cases, 1000 in all
      """)
  }

  func testAMinimumShareIsRequired() throws {
    func run(_ required: Double) throws(PropertyFailure) {
      try checkProperty("shares", minimumShares: ["rare": required, "common": 0.5]) { choices in
        choices.count(choices.chance(1, in: 50) ? "rare" : "common")
      }
    }
    try run(0.005)
    let failure = self.failure { try run(0.1) }
    guard case .tooRare("rare", required: 0.1, let report)? = failure?.reason else {
      return XCTFail("\(String(describing: failure))")
    }
    XCTAssertEqual(report.cases, 1_000)
    XCTAssertTrue(failure?.description.contains("where at least 10.00 % are required") == true)
  }

  func testALabelThatNeverOccursFailsItsShare() {
    let failure = self.failure { try checkProperty("never", minimumShares: ["refused": 0.01]) { _ in } }
    guard case .tooRare("refused", _, _)? = failure?.reason else { return XCTFail("\(String(describing: failure))") }
  }

  // MARK: - Rejecting

  func testRejectedCasesAreReplacedAndTheirCountsForgotten() throws {
    let report = try checkProperty("rejecting", cases: 300) { choices in
      let number = choices.integer(in: 0...9)
      choices.count("number \(number)")
      try choices.assume(number > 4)
    }
    XCTAssertEqual(report.cases, 300)
    XCTAssertEqual(Double(report.rejected), 300, accuracy: 80)
    XCTAssertEqual(report.tallies.map(\.label), (5...9).map { "number \($0)" })
  }

  func testAPropertyThatRejectsNearlyEverythingFails() {
    let failure = self.failure { try checkProperty("hopeless", cases: 50) { try $0.assume($0.chance(1, in: 1_000)) } }
    guard case .tooManyRejected(let report)? = failure?.reason else {
      return XCTFail("\(String(describing: failure))")
    }
    XCTAssertLessThan(report.cases, 50)
    XCTAssertGreaterThan(report.rejected, 500)
  }

  // MARK: - Suspending

  func testBodiesThatSuspendRunAndShrinkTheSame() async throws {
    func body(_ choices: Choices) throws {
      let list = choices.list(0...20) { $0.integer(in: 0...99) }
      choices.note("\(list)")
      try expect(list.reduce(0, +) < 150, fileID: "body", line: 1)
    }
    let expected = failure { try checkProperty("either way", body) }
    do throws(PropertyFailure) {
      try await checkProperty("either way") { choices in
        await Task.yield()
        try body(choices)
      }
      XCTFail("the defect was not found")
    } catch {
      XCTAssertEqual(error, expected)
    }
  }

  // MARK: - Parts

  private func drawn(_ property: String, cases: Int = 20, seed: UInt64? = nil) throws -> [[Int]] {
    var drawn: [[Int]] = []
    try checkProperty(property, cases: cases, seed: seed) { choices in
      drawn.append((0..<3).map { _ in choices.integer(in: -1_000...1_000) })
    }
    return drawn
  }

  private func failure(of run: () throws -> Void) -> PropertyFailure? {
    do {
      try run()
      return nil
    } catch {
      return error as? PropertyFailure
    }
  }
}
