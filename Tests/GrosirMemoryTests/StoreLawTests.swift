import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// The store in memory keeps to every law.
final class StoreLawTests: XCTestCase {
  func testEveryLaw() async throws {
    for law in StoreLaw.allCases {
      do {
        let outcome = try await law.verify { hook in MemoryStore(hook: hook) }
        XCTAssertEqual(outcome, .held, law.rawValue)
      } catch {
        XCTFail("\(error)")
      }
    }
  }

  /// It does so as well when it keeps of every row, event and effect only what can be read back.
  func testEveryLawOfWhatIsReadBack() async throws {
    for law in StoreLaw.allCases {
      do {
        let outcome = try await law.verify { hook in RereadingStore(hook: hook) }
        XCTAssertEqual(outcome, .held, law.rawValue)
      } catch {
        XCTFail("\(law.rawValue): \(error)")
      }
    }
  }

  func testAStoreWithoutHooksIsSpared() async throws {
    for law in StoreLaw.allCases {
      let outcome = try await law.verify(callsHooks: false) { _ in MemoryStore() }
      let isSpared = law == .faultsLeaveAllOrNothing || law == .faultsPostAllOrNothing
      XCTAssertEqual(outcome, isSpared ? .notApplicable : .held, law.rawValue)
    }
  }
}
