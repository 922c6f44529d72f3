import SystemWorlds
import XCTest

/// SPEC §3 to §13: whatever happens in a small market, everything that must hold does after every step.
final class SystemTests: XCTestCase {
  func testEverythingHoldsAfterEveryStep() async {
    let (coverage, failed) = await WorldRun.run(worlds: 400, from: 1, tasks: 2)
    for run in failed { XCTFail("\(run.seed): \(run.failure?.broken.description ?? "")") }
    print("\(coverage.steps) steps in \(coverage.worlds) worlds")
  }
}
