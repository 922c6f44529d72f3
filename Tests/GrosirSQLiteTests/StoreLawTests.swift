import GrosirEngine
import GrosirSQLite
import GrosirTesting
import XCTest

/// The store in a file keeps to every law.
final class StoreLawTests: XCTestCase {
  func testEveryLaw() async throws {
    try await verify { path, hook in try SQLiteStore(path: path, hook: hook) }
  }

  /// Also where it has forgotten what it read or wrote.
  func testEveryLawOfAForgetfulStore() async throws {
    try await verify { path, hook in try SQLiteStore(path: path, rowsRemembered: 1, hook: hook) }
  }

  private func verify(_ open: @escaping @Sendable (String, TransactionHook?) throws -> SQLiteStore) async throws {
    let folder = try TemporaryFolder()
    for law in StoreLaw.allCases {
      do {
        let outcome = try await law.verify { hook in try open(folder.path(law.rawValue), hook) }
        XCTAssertEqual(outcome, .held, law.rawValue)
      } catch {
        XCTFail("\(error)")
      }
    }
  }
}
