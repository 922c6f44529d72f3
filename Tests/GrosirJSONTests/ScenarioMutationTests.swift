import Dispatch
import Foundation
import GrosirJSON
import GrosirTesting
import XCTest
import grosir

/// SPEC §14, §15: whatever scenario arrives, it is refused with a problem document or runs through the whole engine,
/// and then every unit and every rupiah is accounted for.
///
/// The fixtures are spoiled as other documents are, mostly so that they still mean something.
final class ScenarioMutationTests: XCTestCase {
  func testEveryMutationOfAScenarioAddsUpOrIsRefused() throws {
    let folder = Fixture.root.appending(path: "scenarios")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".report.json") && !$0.hasSuffix(".schema.json") }
    let trees = try names.map { name in
      MutableDocument(try JSONValue(parsing: [UInt8](Data(contentsOf: folder.appending(path: name)))))
    }
    let report = try checkProperty(
      "a mutated scenario adds up or is refused", cases: 2_000, minimumShares: ["run": 0.3, "refused": 0.1]
    ) { choices in
      var tree = choices.element(of: trees)
      if choices.chance(3, in: 4) {
        choices.steps(1...6) { tree = tree.gentlyMutated($0) }
      } else {
        choices.steps(1...3) { tree = tree.mutated($0, donor: $0.element(of: trees)) }
      }
      var bytes = Array(tree.text.utf8)
      if choices.chance(1, in: 8) { MutationTests.flip(&bytes, choices) }
      choices.note(String(decoding: bytes, as: UTF8.self))
      try Self.check(bytes, choices)
    }
    print(report)
  }

  private static func check(_ bytes: [UInt8], _ choices: Choices) throws {
    let outcome = run(bytes)
    // What was changed may well come out otherwise than the fixture expects.
    try expect(outcome.status == .answered || outcome.status == .refused, outcome.problem)
    try expect(run(bytes).output == outcome.output, "same bytes in, same bytes out")
    guard !outcome.output.isEmpty else {
      choices.count("refused")
      let problem = try JSONValue(parsing: Array(outcome.problem.utf8))
      try expect(problem["code"] == "invalidDocument", "a refusal is a problem document")
      try expect(problem["violations"]?.elements.isEmpty == false, "that says what is wrong")
      return
    }
    choices.count("run")
    let report = try JSONValue(parsing: Array(outcome.output.utf8))
    try expect(report["addsUp"] == true, "everything adds up")
    try expect(report["checks"]?.elements.isEmpty == false, "because it was checked")
  }

  /// Runs the tool in this process, and waits for it.
  private static func run(_ bytes: [UInt8]) -> Outcome {
    let done = DispatchSemaphore(value: 0)
    let result = Result()
    let surroundings = Surroundings(readFile: { _ in bytes }, inputIsTerminal: false, usesColor: false)
    Task.detached {
      result.outcome = await Grosir.run(["replay", "scenario"], in: surroundings)
      done.signal()
    }
    done.wait()
    return result.outcome
  }

  /// What a task leaves for whoever waits for it; the semaphore orders the two.
  private final class Result: @unchecked Sendable {
    var outcome = Outcome()
  }
}
