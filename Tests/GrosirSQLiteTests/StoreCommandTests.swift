import Foundation
import GrosirSQLite
import StoreSuites
import XCTest
import grosir

/// `grosir replay --store sqlite:PATH` and `grosir store`, as an operator meets them.
final class StoreCommandTests: XCTestCase {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func run(_ words: String...) async -> Outcome {
    let surroundings = Surroundings(
      readFile: { path in Array(FileManager.default.contents(atPath: path) ?? Data()) }, inputIsTerminal: false,
      usesColor: false)
    return await Grosir.run(words, in: surroundings)
  }

  private func scenario(_ name: String) -> String {
    StoreCommandTests.root.appendingPathComponent("Fixtures/scenarios/\(name).json").path
  }

  func testEveryFixtureIsReportedTheSameInAFile() async throws {
    let folder = try TemporaryFolder()
    for (file, _) in try ScenarioFixtures.all() {
      let name = String(file.dropLast(".json".count))
      let kept = try String(contentsOfFile: scenario("\(name).report"), encoding: .utf8)
      let outcome = await run("replay", "--store", "sqlite:\(folder.path(name))", scenario(name))
      XCTAssertEqual(outcome.output, kept, name)
      XCTAssertEqual(outcome.status, .answered, outcome.problem)
    }
  }

  func testWhatIsKeptIsCheckedAndCounted() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    let name = "a-full-life-on-consignment"
    _ = await run("replay", "--store", "sqlite:\(path)", scenario(name))
    let again = await run("replay", "--store", "sqlite:\(path)", scenario(name))
    XCTAssertEqual(again.status, .misuse)
    let check = await run("store", "check", "--pretty", path)
    XCTAssertEqual(check.status, .answered, check.problem)
    XCTAssert(check.output.contains("faults       []"), check.output)
    let stats = await run("store", "stats", "sqlite:\(path)")
    XCTAssert(stats.output.contains("\"sessions\": 2"), stats.output)
    let outbox = await run("store", "outbox", path)
    XCTAssert(outbox.output.contains("\"delivered\""), outbox.output)
    let migrated = await run("store", "migrate", path)
    XCTAssert(migrated.output.contains("\"applied\": []"), migrated.output)
    // Somebody changes a number behind the store's back.
    try SQLiteDatabase.execute("UPDATE stocks SET on_hand = on_hand + 1", in: path)
    let broken = await run("store", "check", path)
    XCTAssertEqual(broken.status, .defect)
    XCTAssert(broken.problem.contains("differences"), broken.problem)
  }

  func testWhatCannotBeOpenedIsSaid() async throws {
    let folder = try TemporaryFolder()
    let missing = await run("store", "check", folder.path())
    XCTAssertEqual(missing.status, .defect)
    XCTAssert(missing.problem.contains("see that the directory is there"), missing.problem)
    let wrong = await run("store", "polish", folder.path())
    XCTAssertEqual(wrong.status, .misuse)
    let elsewhere = await run("reconcile", "--store", "sqlite:\(folder.path())", scenario("a-first-look"))
    XCTAssertEqual(elsewhere.status, .misuse)
  }
}
