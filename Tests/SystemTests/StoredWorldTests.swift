import GrosirCore
import GrosirJSON
import GrosirTesting
import SystemWorlds
import XCTest

/// SPEC §13: whatever happens in a small market, all that its store is given to keep is the same again when it is read
/// back from text.
final class StoredWorldTests: XCTestCase {
  private static let worlds: UInt64 = 120

  func testEverythingIsReadBack() async throws {
    var (counts, faults): ([String: Int], Set<String>) = ([:], [])
    for seed in 1...StoredWorldTests.worlds {
      let listener: (Changes) -> Void = { changes in
        faults.formUnion(
          StoredWorldTests.rereading.reread(changes, in: StoredWorldTests.context).faults)
        for row in changes.rows { counts[row.kind.rawValue, default: 0] += 1 }
        for event in changes.events { counts[event.event.about.rawValue, default: 0] += 1 }
        for effect in changes.effects { counts[effect.name, default: 0] += 1 }
      }
      let run = await WorldRun.run(seed: SeededGenerator.seed(ofCase: Int(seed), base: 5), telling: listener)
      XCTAssertNil(run.failure, "the world itself")
    }
    XCTAssertEqual(faults.sorted(), [])
    print(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    for kind in Row.Kind.allCases { XCTAssertGreaterThan(counts[kind.rawValue] ?? 0, 20, kind.rawValue) }
  }

  private static let context = Context(
    tenant: TenantID(literal: "shop"), command: CommandID(literal: "c"), actor: ActorID(literal: "a"), now: .epoch,
    seed: 1)

  private static let rereading = Rereading { record in
    do throws(InvalidDocument) {
      return Record(try JSONValue(parsing: JSONValue(record).printedBytes()))
    } catch {
      return nil
    }
  }
}
