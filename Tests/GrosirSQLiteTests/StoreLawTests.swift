import GrosirEngine
import GrosirSQLite
import GrosirTesting
import XCTest

/// The store in a file keeps to every law.
final class StoreLawTests: XCTestCase {
  func testEveryLaw() async throws {
    let folder = try TemporaryFolder()
    for law in StoreLaw.allCases {
      do {
        let outcome = try await law.verify { hook in try SQLiteStore(path: folder.path(law.rawValue), hook: hook) }
        XCTAssertEqual(outcome, .held, law.rawValue)
      } catch {
        XCTFail("\(error)")
      }
    }
  }
}
