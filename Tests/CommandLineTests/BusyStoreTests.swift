import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// What is counted and what is kept are of one moment, whatever happens while operators ask (SPEC §13).
final class BusyStoreTests: XCTestCase {
  /// Somebody buys, or goods come, before whatever is read.
  func testNothingDiffersWhileMuchHappens() async throws {
    for pause in 1...5 {
      let warehouse = try await LawWarehouse(in: MemoryStore(), units: 8)
      for round in 0..<20 {
        try await warehouse.run(warehouse.reserve("before \(round)", ["M": 1]), as: "before \(round)")
        try await warehouse.run(
          ReleaseReservation(warehouse.order("before \(round)"), because: .cancelled), as: "end \(round)")
      }
      let store = BusyStore("first", in: warehouse, every: pause, until: 40)
      let result = try await Engine(store).reconciliation(of: warehouse.tenant, pageSize: 7)
      XCTAssertEqual(result.differences, [], "every \(pause)")
      XCTAssertGreaterThan(store.given, 3, "something happened meanwhile")
      let busy = BusyStore("then", in: warehouse, every: pause, until: 40)
      for question in [NumberQuestion.onHand(warehouse.key("M")), .available(warehouse.key("M"))] {
        let found = try await Engine(busy).explanation(of: question, in: warehouse.tenant, at: LawScene.later)
        let why = try XCTUnwrap(found)
        XCTAssertTrue(why.agrees, "every \(pause): \(question) \(why.counted ?? -1) \(why.kept ?? -1)")
      }
      XCTAssertGreaterThan(busy.given, 0)
    }
  }

  /// A stock that never rests cannot be looked at; that is said, and nothing wrong.
  func testWhatNeverRests() async throws {
    let warehouse = try await LawWarehouse(in: MemoryStore(), units: 8)
    let store = BusyStore("always", in: warehouse, every: 1, until: .max)
    do throws(StoreError) {
      _ = try await Engine(store).explanation(of: .onHand(warehouse.key("M")), in: warehouse.tenant, at: LawScene.later)
      XCTFail("it rested")
    } catch {
      guard case .unavailable = error else { return XCTFail("\(error.debugDescription)") }
    }
  }
}

/// A store in which something happens whenever somebody looks.
private struct BusyStore: StoreWrapper {
  private let warehouse: LawWarehouse<MemoryStore>
  private let pause: Int
  private let limit: Int
  private let name: String
  private let looks = Guarded(0)
  private let commands = Guarded(0)

  /// Lets something happen at every so many looks, so often at most.
  init(_ name: String, in warehouse: LawWarehouse<MemoryStore>, every pause: Int, until limit: Int) {
    self.name = name
    self.warehouse = warehouse
    self.pause = pause
    self.limit = limit
  }

  /// How often something happened.
  var given: Int { commands.withLock { $0 } }

  var kept: MemoryStore { warehouse.store }

  private func stir() async throws(StoreError) {
    let look = looks.withLock { looks in
      looks += 1
      return looks
    }
    guard look % pause == 0, given < limit else { return }
    let number = commands.withLock { commands in
      commands += 1
      return commands
    }
    do throws(EngineError<StockError>) {
      _ = try await warehouse.engine.execute(
        AdjustStock(warehouse.key("M"), by: 1, because: .receipt),
        in: warehouse.context("\(name) \(number)"))
    } catch {
      throw .defect("\(error)")
    }
  }

  func look(at reads: [Read], of tenant: TenantID) async throws(StoreError) -> WorkingSet {
    try await stir()
    return try await kept.look(at: reads, of: tenant)
  }

  func events(
    of subject: EventSubject?, in tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [LoggedEvent] {
    try await stir()
    return try await kept.events(of: subject, in: tenant, after: number, limit: limit)
  }
}
