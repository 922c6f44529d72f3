import GrosirEngine
import GrosirMemory
import GrosirSQLite
import GrosirTesting
import StoreSuites
import XCTest

/// The store in a file keeps to every law, and keeps the same as memory.
final class DifferentialTests: XCTestCase {
  /// The suite, on files of a folder.
  private func suite(_ folder: TemporaryFolder) -> StoreSuite<SQLiteStore> {
    StoreSuite { rowsRemembered, hook in
      try SQLiteStore(path: folder.path(), rowsRemembered: rowsRemembered, hook: hook)
    } close: { store in
      await store.close()
    }
  }

  func testEveryLaw() async throws {
    try await suite(TemporaryFolder()).verifyLaws()
  }

  func testEveryLawOfAForgetfulStore() async throws {
    try await suite(TemporaryFolder()).verifyLaws(rowsRemembered: 1)
  }

  func testEveryFixtureGivesTheSame() async throws {
    try await suite(TemporaryFolder()).compareFixtures()
  }

  func testForgetfulStoresGoOn() async throws {
    try await suite(TemporaryFolder()).compareFixtures(rowsRemembered: 1)
  }

  func testRandomScenariosGiveTheSame() async throws {
    print(try await suite(TemporaryFolder()).compareRandomScenarios(cases: 150))
  }

  func testTheSameIsAskedOfTheOutside() async throws {
    try await suite(TemporaryFolder()).compareWhatIsAskedOfTheOutside()
  }

  func testHostileIdentitiesRoundTrip() async throws {
    print(try await suite(TemporaryFolder()).compareHostileIdentities(cases: 120))
  }

  func testCommandsThatComeAgainTakeEffectOnce() async throws {
    print(try await suite(TemporaryFolder()).giveCommandsAgain(cases: 8))
  }

  /// A store that is closed and opened again before every command goes on exactly.
  func testReopenedStoresGoOn() async throws {
    let folder = try TemporaryFolder()
    for (name, scenario) in try ScenarioFixtures.all() {
      let store = try ReopeningStore(path: folder.path(name))
      do {
        let kept = try await StoreView(scenario, on: store)
        try kept.expectSame(as: try await StoreView(scenario, on: MemoryStore()))
      } catch {
        XCTFail("\(name): \(error)")
      }
    }
  }
}
