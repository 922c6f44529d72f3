import GrosirPostgres
import GrosirTesting
import StoreSuites
import XCTest

/// The store in a database keeps to every law, and keeps the same as memory.
final class PostgresStoreTests: XCTestCase {
  /// The suite, on databases that are used again once they are empty.
  private func suite() throws -> StoreSuite<PostgresStore> {
    let databases = try DatabasePool()
    return StoreSuite { rowsRemembered, hook in
      try await databases.open(rowsRemembered: rowsRemembered, hook: hook)
    } close: { store in
      try await databases.close(store)
    }
  }

  func testEveryLaw() async throws {
    try await suite().verifyLaws()
  }

  func testEveryLawOfAForgetfulStore() async throws {
    try await suite().verifyLaws(rowsRemembered: 1)
  }

  func testEveryFixtureGivesTheSame() async throws {
    try await suite().compareFixtures()
  }

  func testRandomScenariosGiveTheSame() async throws {
    print(try await suite().compareRandomScenarios(cases: 60))
  }

  func testTheSameIsAskedOfTheOutside() async throws {
    try await suite().compareWhatIsAskedOfTheOutside()
  }

  func testHostileIdentitiesRoundTrip() async throws {
    print(try await suite().compareHostileIdentities(cases: 60))
  }

  func testCommandsThatComeAgainTakeEffectOnce() async throws {
    print(try await suite().giveCommandsAgain(cases: 4))
  }
}
