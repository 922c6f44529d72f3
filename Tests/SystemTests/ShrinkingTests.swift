import GrosirEngine
import GrosirJSON
import GrosirMemory
import SystemWorlds
import XCTest
import grosir

/// A world in which something does not hold shrinks to a few commands, as a file that `grosir replay` runs.
///
/// What does not hold here is asked for too much on purpose.
final class ShrinkingTests: XCTestCase {
  private static let mostCommands = 20

  private static let demands: [(name: String, demand: Trace.Demand)] = [
    ("no session succeeds", { $0.successCount > 0 ? "one has" : nil }),
    ("nothing goes back twice", { $0.refundCount > 1 ? "\($0.refundCount) did" : nil }),
    ("nobody orders anything", { $0.orderCount > 0 ? "somebody has" : nil }),
    ("no goods are ordered twice", { $0.purchaseOrderCount > 1 ? "they are" : nil }),
    ("nobody withdraws", { $0.withdrawalCount > 0 ? "somebody has" : nil }),
  ]

  func testEveryFailureShrinksToAScenarioThatTheToolRuns() async throws {
    for (name, demand) in ShrinkingTests.demands {
      for seed: UInt64 in 1...2 {
        let run = await WorldRun.run(seed: seed, demanding: demand)
        let failure = try XCTUnwrap(run.failure, "\(name): nothing is asked for too much")
        let shrunk = await Trace.shrink(failure, demanding: demand)
        let trace = try XCTUnwrap(shrunk, "\(name): it does not fail again")
        XCTAssertEqual(trace.broken.invariant, failure.broken.invariant)
        let file = await trace.scenario()
        print(
          "\(name): \(failure.stepCount) steps, then \(trace.count) in \(trace.attempts) attempts,",
          "\(file.commandCount) commands in the file")
        XCTAssertLessThanOrEqual(file.commandCount, ShrinkingTests.mostCommands, file.text)
        try await assertTheToolRuns(file, name)
      }
    }
  }

  private func assertTheToolRuns(_ file: ScenarioFile, _ name: String) async throws {
    let scenario = try DocumentReader().read(parsing: Array(file.text.utf8), as: .object(Scenario.self))
    var replay = Replay(scenario, on: MemoryStore())
    try await replay.run()
    XCTAssertTrue(ReplayReport(replay, of: scenario).addsUp, "\(name):\n\(file.text)")
  }

  /// A step that is not needed is left out, and none that is.
  func testNoStepOfATraceCanBeLeftOut() async throws {
    let demand = ShrinkingTests.demands[0].demand
    let run = await WorldRun.run(seed: 1, demanding: demand)
    let failure = try XCTUnwrap(run.failure)
    let shrunk = await Trace.shrink(failure, demanding: demand)
    let trace = try XCTUnwrap(shrunk)
    let isSmallest = await trace.needsEveryStep(demanding: demand)
    XCTAssertTrue(isSmallest)
    XCTAssertLessThan(trace.count, failure.stepCount)
  }
}
