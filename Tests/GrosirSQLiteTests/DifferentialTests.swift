import Foundation
import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirSQLite
import GrosirTesting
import XCTest
import grosir

/// Whatever happens, a file keeps the same as memory: outcomes, events, effects, refusals, balances, reports.
final class DifferentialTests: XCTestCase {
  func testEveryFixtureGivesTheSame() async throws {
    let folder = try TemporaryFolder()
    let scenarios = try DifferentialTests.fixtures()
    XCTAssertGreaterThanOrEqual(scenarios.count, 9)
    for (name, scenario) in scenarios {
      let store = try SQLiteStore(path: folder.path(name))
      let kept = try await StoreView(scenario, on: store)
      await store.close()
      do {
        try kept.expectSame(as: try await StoreView(scenario, on: MemoryStore()))
      } catch {
        XCTFail("\(name): \(error)")
      }
    }
  }

  func testRandomScenariosGiveTheSame() async throws {
    let folder = try TemporaryFolder()
    let report = try await checkProperty(
      "a random scenario gives the same in a file", cases: 150,
      minimumShares: ["refused": 0.5, "money": 0.3]
    ) { choices in
      let text = choices.scenario().text
      choices.note(text)
      let scenario = try DocumentReader().read(parsing: Array(text.utf8), as: .object(Scenario.self))
      let store = try SQLiteStore(path: folder.path())
      let kept = try await StoreView(scenario, on: store)
      await store.close()
      try kept.expectSame(as: try await StoreView(scenario, on: MemoryStore()))
      if !kept.refusals.isEmpty { choices.count("refused") }
      if !kept.balances.isEmpty { choices.count("money") }
    }
    print(report)
  }

  /// Nobody delivers anything until the scenario is over: then the same waits, in the same order.
  func testTheSameIsAskedOfTheOutside() async throws {
    let folder = try TemporaryFolder()
    var names: Set<String> = []
    for (name, scenario) in try DifferentialTests.fixtures() {
      let store = try SQLiteStore(path: folder.path(name))
      let effects = try await UndeliveredStore(kept: store).effects(of: scenario)
      await store.close()
      let expected = try await UndeliveredStore(kept: MemoryStore()).effects(of: scenario)
      XCTAssertEqual(effects, expected, name)
      names.formUnion(effects.map { $0.effect.name })
    }
    XCTAssertGreaterThan(names.count, 8, "\(names.sorted())")
  }

  /// A store that remembers next to nothing reads again what it has forgotten.
  func testForgetfulStoresGoOn() async throws {
    let folder = try TemporaryFolder()
    for (name, scenario) in try DifferentialTests.fixtures() {
      let store = try SQLiteStore(path: folder.path(name), rowsRemembered: 1)
      let kept = try await StoreView(scenario, on: store)
      await store.close()
      do {
        try kept.expectSame(as: try await StoreView(scenario, on: MemoryStore()))
      } catch {
        XCTFail("\(name): \(error)")
      }
    }
  }

  /// A store that is closed and opened again before every command goes on exactly.
  func testReopenedStoresGoOn() async throws {
    let folder = try TemporaryFolder()
    for (name, scenario) in try DifferentialTests.fixtures() {
      let store = try ReopeningStore(path: folder.path(name))
      do {
        let kept = try await StoreView(scenario, on: store)
        try kept.expectSame(as: try await StoreView(scenario, on: MemoryStore()))
      } catch {
        XCTFail("\(name): \(error)")
      }
    }
  }

  /// The scenarios that come with the package, by name.
  static func fixtures() throws -> [(name: String, scenario: Scenario)] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appendingPathComponent("Fixtures/scenarios")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".report.json") && !$0.hasSuffix(".schema.json") }
      .map { name in
        let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
        return (name, try DocumentReader().read(parsing: bytes, as: .object(Scenario.self)))
      }
  }
}
