import Foundation
import GrosirSQLite
import StoreSuites
import XCTest
import grosir

/// `grosir replay --store sqlite:PATH` and `grosir store`, as an operator meets them.
final class StoreCommandTests: XCTestCase {
  func testEveryFixtureIsReportedTheSameInAFile() async throws {
    let folder = try TemporaryFolder()
    for (file, _) in try ScenarioFixtures.all() {
      let name = String(file.dropLast(".json".count))
      let kept = try String(contentsOfFile: Operator.scenario("\(name).report"), encoding: .utf8)
      let outcome = await Operator.run("replay", "--store", "sqlite:\(folder.path(name))", Operator.scenario(name))
      XCTAssertEqual(outcome.output, kept, name)
      XCTAssertEqual(outcome.status, .answered, outcome.problem)
    }
  }

  func testWhatIsKeptIsCheckedAndCounted() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    let name = "a-full-life-on-consignment"
    _ = await Operator.run("replay", "--store", "sqlite:\(path)", Operator.scenario(name))
    let again = await Operator.run("replay", "--store", "sqlite:\(path)", Operator.scenario(name))
    XCTAssertEqual(again.status, .misuse)
    let check = await Operator.run("store", "check", "--pretty", path)
    XCTAssertEqual(check.status, .answered, check.problem)
    XCTAssert(check.output.contains("faults       []"), check.output)
    let stats = await Operator.run("store", "stats", "sqlite:\(path)")
    XCTAssert(stats.output.contains("\"sessions\": 2"), stats.output)
    let outbox = await Operator.run("store", "outbox", path)
    XCTAssert(outbox.output.contains("\"delivered\""), outbox.output)
    let migrated = await Operator.run("store", "migrate", path)
    XCTAssert(migrated.output.contains("\"applied\": []"), migrated.output)
    // Somebody changes a number behind the store's back.
    try SQLiteDatabase.execute("UPDATE stocks SET on_hand = on_hand + 1", in: path)
    let broken = await Operator.run("store", "check", path)
    XCTAssertEqual(broken.status, .defect)
    XCTAssert(broken.problem.contains("differences"), broken.problem)
  }

  func testWhatCannotBeOpenedIsSaid() async throws {
    let folder = try TemporaryFolder()
    let missing = await Operator.run("store", "check", folder.path())
    XCTAssertEqual(missing.status, .defect)
    XCTAssert(missing.problem.contains("see that the directory is there"), missing.problem)
    let wrong = await Operator.run("store", "polish", folder.path())
    XCTAssertEqual(wrong.status, .misuse)
    let elsewhere = await Operator.run(
      "reconcile", "--store", "sqlite:\(folder.path())", Operator.scenario("a-first-look"))
    XCTAssertEqual(elsewhere.status, .misuse)
  }
}
