import Foundation
import GrosirPostgres
import StoreSuites
import XCTest
import grosir

/// `grosir replay --store postgresql://…` and `grosir store`, as an operator meets them.
final class PostgresCommandTests: XCTestCase {
  func testWhatIsKeptIsCheckedAndCounted() async throws {
    let database = try TestDatabase()
    let name = "a-full-life-on-consignment"
    let migrated = await Operator.run("store", "migrate", database.address())
    XCTAssert(migrated.output.contains("everything"), migrated.output)
    let replayed = await Operator.run("replay", "--store", database.address(), Operator.scenario(name))
    XCTAssertEqual(replayed.output, try String(contentsOfFile: Operator.scenario("\(name).report"), encoding: .utf8))
    let again = await Operator.run("replay", "--store", database.address(), Operator.scenario(name))
    XCTAssertEqual(again.status, .misuse)
    let check = await Operator.run("store", "check", "--pretty", database.address())
    XCTAssertEqual(check.status, .answered, check.problem)
    XCTAssert(check.output.contains("faults       []"), check.output)
    let stats = await Operator.run("store", "stats", database.address())
    XCTAssert(stats.output.contains("\"sessions\": 2"), stats.output)
    let outbox = await Operator.run("store", "outbox", database.address())
    XCTAssert(outbox.output.contains("\"delivered\""), outbox.output)
    // Somebody changes a number behind the store's back.
    try database.execute("UPDATE stocks SET on_hand = on_hand + 1")
    let broken = await Operator.run("store", "check", database.address())
    XCTAssertEqual(broken.status, .defect)
    XCTAssert(broken.problem.contains("differences"), broken.problem)
  }

  func testAPasswordIsNeverRepeated() async throws {
    for address in ["postgresql://ani:hunter2@/none?host=/nowhere", "postgresql://ani:hunter2@h:x/none"] {
      let outcome = await Operator.run("store", "check", address)
      XCTAssertEqual(outcome.status, .defect)
      XCTAssertFalse((outcome.problem + outcome.output).contains("hunter2"), outcome.problem)
    }
  }
}
