import Foundation
import GrosirCore
import GrosirEngine
import GrosirSQLite
import XCTest
import grosir

/// `grosir store outbox --unpark`: an operator lets a parked effect be delivered again.
final class UnparkCommandTests: XCTestCase {
  private static let parkedAt = Instant.epoch.adding(.hours(1)) ?? .latest

  private func run(_ words: String...) async -> Outcome {
    let surroundings = Surroundings(
      readFile: { _ in [] }, inputIsTerminal: false, usesColor: false)
    return await Grosir.run(["store"] + words, in: surroundings)
  }

  /// Asks for effects about orders of tenants, and parks all of them; the first tenant has two, the second one of them.
  private func parked(in folder: TemporaryFolder) async throws -> String {
    let path = folder.path()
    let store = try SQLiteStore(path: path)
    for (tenant, orders) in [("jakarta", ["rina-1", "rina-2"]), ("solo", ["rina-2"])] {
      for order in orders {
        let context = Context(
          tenant: TenantID(unchecked: tenant), command: CommandID(unchecked: order), actor: ActorID(literal: "test"),
          now: .epoch, seed: 1)
        let effect = Effect.cancelShipment(OrderID(unchecked: order))
        let transaction = Transaction(context, name: "test", content: .null, reads: []) { _ in
          .accepted(receipt: AnswerContent(.null), Changes(events: [], effects: [effect], rows: [], in: context))
        }
        _ = try await store.transact(transaction)
      }
    }
    for effect in try await UnparkCommandTests.lease(from: store, at: .epoch) {
      _ = try await store.settle(effect, as: .parked(at: UnparkCommandTests.parkedAt, because: "nobody answers"))
    }
    await store.close()
    return path
  }

  private static func lease(from store: SQLiteStore, at now: Instant) async throws -> [LeasedEffect] {
    try await store.leaseEffects(LeaseRequest(by: "test", at: now, until: .latest, limit: 100))
  }

  func testAParkedEffectIsDueAgain() async throws {
    let folder = try TemporaryFolder()
    let path = try await parked(in: folder)
    let outcome = await run("outbox", "--unpark", "noShipment/rina-1", "sqlite:\(path)")
    XCTAssertEqual(outcome.status, .answered, outcome.problem)
    XCTAssert(outcome.output.contains("\"key\": \"noShipment/rina-1\""), outcome.output)
    XCTAssert(outcome.output.contains("\"reason\": \"nobody answers\""), outcome.output)
    let rest = await run("outbox", path)
    XCTAssert(rest.output.contains("\"parked\": 2") && rest.output.contains("\"waiting\": 1"), rest.output)
    let store = try SQLiteStore(path: path)
    let leased = try await UnparkCommandTests.lease(from: store, at: UnparkCommandTests.parkedAt)
    XCTAssertEqual(leased.map { $0.key }, ["noShipment/rina-1"])
    XCTAssertEqual(leased.map { $0.attempt }, [1])
    await store.close()
  }

  func testWhoseItIsHasToBeSaidWhereSeveralHaveOne() async throws {
    let folder = try TemporaryFolder()
    let path = try await parked(in: folder)
    let unclear = await run("outbox", "--unpark", "noShipment/rina-2", path)
    XCTAssertEqual(unclear.status, .misuse)
    XCTAssert(unclear.problem.contains("one of jakarta, solo"), unclear.problem)
    let outcome = await run("outbox", "--unpark=noShipment/rina-2", "--tenant=solo", "--pretty", path)
    XCTAssertEqual(outcome.status, .answered, outcome.problem)
    let again = await run("outbox", "--unpark=noShipment/rina-2", "--tenant=solo", path)
    XCTAssertEqual(again.status, .refused)
    XCTAssert(again.problem.contains("there is none at all"), again.problem)
    let other = await run("outbox", "--unpark=noShipment/rina-2", path)
    XCTAssertEqual(other.status, .answered, other.problem)
  }

  func testAnUnknownKeyNamesTheNearest() async throws {
    let folder = try TemporaryFolder()
    let path = try await parked(in: folder)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let unknown = await run("outbox", "--unpark", "noShipment/rina-3", path)
    XCTAssertEqual(unknown.status, .refused)
    for words in ["noShipment/rina-3", "the nearest are", "noShipment/rina-1", "noShipment/rina-2"] {
      XCTAssert(unknown.problem.contains(words), unknown.problem)
    }
    XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path)), before)
  }

  func testWhatCannotBeMeantIsSaid() async throws {
    let folder = try TemporaryFolder()
    let path = try await parked(in: folder)
    for words in [
      ["stats", "--unpark", "a", path], ["outbox", "--tenant", "solo", path], ["outbox", path, "--unpark"],
    ] {
      let surroundings = Surroundings(readFile: { _ in [] }, inputIsTerminal: false, usesColor: false)
      let outcome = await Grosir.run(["store"] + words, in: surroundings)
      XCTAssertEqual(outcome.status, .misuse, "\(words): \(outcome.output)")
    }
    let missing = folder.path()
    let nowhere = await run("outbox", "--unpark", "a", missing)
    XCTAssertEqual(nowhere.status, .defect)
    XCTAssertFalse(FileManager.default.fileExists(atPath: missing), "a store was made")
    let service = try SQLiteStore(path: path)
    let used = await run("outbox", "--unpark", "noShipment/rina-1", path)
    XCTAssert(used.problem.contains("another store writes this file"), used.problem)
    await service.close()
  }
}
