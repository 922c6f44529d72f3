import Foundation
import SystemWorlds
import XCTest

/// SPEC §3 to §13: whatever happens in a small market, everything that must hold does after every step.
///
/// Steps are commands and rounds of the engine's jobs, with answers of the outside that come twice, out of order, late
/// or not at all, commands that are given again, a store that fails, and a clock that jumps both ways.
final class SystemTests: XCTestCase {
  /// Worlds of some 380 steps each: more than a million.
  private static let worlds = 3_300

  func testEverythingHoldsAfterEveryStep() async throws {
    let environment = ProcessInfo.processInfo.environment
    let cases = environment["GROSIR_CASES"].flatMap { Int($0) }
    let seed = environment["GROSIR_SEED"].flatMap { SystemTests.number($0) } ?? 1
    let worlds = min(cases ?? SystemTests.worlds, SystemTests.worlds)
    let clock = ContinuousClock()
    let start = clock.now
    let (coverage, failed) = await WorldRun.run(worlds: worlds, from: seed, tasks: 2)
    let time = clock.now - start
    if let first = failed.min(by: { $0.seed < $1.seed }), let failure = first.failure {
      let trace = await Trace.shrink(failure)
      let file = await trace?.scenario()
      XCTFail(
        """
        \(failed.count) of \(worlds) worlds; the one of seed \(first.seed): \(failure.broken)
        again: GROSIR_SEED=\(first.seed) GROSIR_CASES=1
        shrunk to \(trace?.count ?? 0) steps; as a scenario for grosir replay:
        \(file?.text ?? "it does not fail again")
        """)
    }
    print(coverage.summary)
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    print("\(coverage.steps) steps, \(Int(Double(coverage.steps) / seconds)) a second, everything checked after each")
    guard worlds == SystemTests.worlds else { return }
    XCTAssertGreaterThanOrEqual(coverage.steps, 1_000_000)
    XCTAssertEqual(coverage.gaps(pairs: 100, states: 1_000, commands: 100), [])
  }

  private static func number(_ text: String) -> UInt64? {
    text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16) : UInt64(text)
  }

  /// Otherwise a failure could not be looked at again.
  func testAWorldIsTheSameEveryTime() async {
    for seed: UInt64 in 1...5 {
      let (first, second) = (await WorldRun.run(seed: seed), await WorldRun.run(seed: seed))
      XCTAssertEqual(first.coverage.summary, second.coverage.summary)
    }
    let (one, two) = (
      await WorldRun.run(worlds: 12, from: 9, tasks: 1).0, await WorldRun.run(worlds: 12, from: 9, tasks: 3).0
    )
    XCTAssertEqual(one.summary, two.summary, "the tasks make no difference")
  }

  /// What never happens is told, so that the counts of the long test mean something.
  func testWhatNeverHappensIsAGap() async {
    let gaps = await WorldRun.run(seed: 3).coverage.gaps(pairs: 1, states: 1_000, commands: 1_000)
    XCTAssertTrue(gaps.contains { $0.hasPrefix("session success: ") })
    XCTAssertTrue(gaps.contains { $0.hasPrefix("joinSession refused: ") })
    XCTAssertEqual(Coverage().gaps(pairs: 0, states: 0, commands: 0), [])
  }
}
