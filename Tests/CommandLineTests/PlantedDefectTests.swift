import Foundation
import GrosirMemory
import GrosirTesting
import XCTest

/// SPEC §15: a defect anywhere between a command and what is kept of it shows in a scenario of a few steps.
///
/// Each defect is found by comparing a faulty store's report with the true one of the same random scenario; what that
/// shrinks to is a document for `grosir replay`, which the tool runs as it stands.
final class PlantedDefectTests: XCTestCase {
  /// What a scenario may need besides its product and its sessions.
  private static let mostSteps = 5

  override func setUpWithError() throws {
    let isShortened = ProcessInfo.processInfo.environment["GROSIR_CASES"] != nil
    try XCTSkipIf(isShortened, "What is rare is not found in fewer cases than planned")
  }

  func testEveryDefectShrinksToAFewSteps() async throws {
    for defect in PlantedDefect.allCases {
      for seed: UInt64 in 1...3 {
        let failure = try await PlantedDefectTests.failure(of: defect, seed: seed)
        let found = try XCTUnwrap(failure?.counterexample, "\(defect), seed \(seed): not found; \(failure as Any)")
        let scenario = PlantedDefectTests.scenario(of: found)
        XCTAssertEqual(found.notes, [scenario.text], "the failure shows the document")
        XCTAssertLessThanOrEqual(scenario.steps.count, PlantedDefectTests.mostSteps, "\(defect):\n\(scenario)")
        try assertTheToolRuns(scenario, defect)
        let faulty = await ScenarioRun(try scenario.read(), on: FaultyStore(defect))
        print(
          "\(defect), seed \(seed): case \(found.caseNumber), \(found.shrinkAttempts) attempts,",
          "\(scenario.steps.count) steps: \(scenario.steps.map { $0.verb }.joined(separator: " "));",
          faulty.hasFailed ? "the store fails" : faulty.addsUp ? "reported otherwise" : "does not add up")
      }
    }
  }

  /// Otherwise what is found might be the wrapping's doing.
  func testWithoutADefectNothingIsFound() async throws {
    try await checkProperty("nothing planted", cases: 300) { choices in
      let scenario = choices.scenario()
      choices.note(scenario.text)
      let document = try scenario.read()
      let right = await ScenarioRun(document, on: MemoryStore())
      try expect(await ScenarioRun(document, on: FaultyStore(nil)) == right, "the true store's report")
    }
  }

  /// The first scenario in which a defect shows, as simple as it gets.
  private static func failure(of defect: PlantedDefect, seed: UInt64) async throws -> PropertyFailure? {
    do throws(PropertyFailure) {
      try await checkProperty("planted: \(defect)", cases: 2_000, seed: seed, shrinkLimit: 500) { choices in
        let scenario = choices.scenario()
        choices.note(scenario.text)
        let document = try scenario.read()
        let right = await ScenarioRun(document, on: MemoryStore())
        try expect(await ScenarioRun(document, on: FaultyStore(defect)) == right, "the true store's report")
      }
      return nil
    } catch {
      return error
    }
  }

  /// The scenario that a failure's choices make.
  private static func scenario(of found: PropertyFailure.Counterexample) -> RandomScenario {
    let choices = Choices()
    choices.beginReplay(found.choices)
    return choices.scenario()
  }

  /// Kept as a file, the scenario is one that the tool runs; and with the true store everything adds up.
  private func assertTheToolRuns(_ scenario: RandomScenario, _ defect: PlantedDefect) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(defect)-\(UUID().uuidString).json")
    try Data(scenario.text.utf8).write(to: file)
    defer { XCTAssertNoThrow(try FileManager.default.removeItem(at: file)) }
    let result = try Tool.run(["replay", file.path])
    XCTAssertEqual(result.status, 0, "\(defect): \(result.problem)")
    XCTAssertTrue(result.output.contains("\"addsUp\": true"), "\(defect)")
  }
}
