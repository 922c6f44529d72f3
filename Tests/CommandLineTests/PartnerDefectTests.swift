import Foundation
import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirTesting
import XCTest

/// SPEC §10, §11, §15: where the log and what is kept of sellers and listings part, the account does not add up.
final class PartnerDefectTests: XCTestCase {
  func testEveryDefectIsNoticed() async throws {
    let file = Tool.repository.appendingPathComponent("Fixtures/scenarios/a-resellers-day.json")
    let scenario = try DocumentReader().read(parsing: [UInt8](Data(contentsOf: file)), as: .object(Scenario.self))
    let right = await ScenarioRun(scenario, on: PartnerStore(nil))
    XCTAssertTrue(right.addsUp, "otherwise what is noticed might be the wrapping's doing")
    for defect in PartnerDefect.allCases {
      let run = await ScenarioRun(scenario, on: PartnerStore(defect))
      XCTAssertFalse(run.hasFailed, "\(defect): \(run.report)")
      XCTAssertFalse(run.addsUp, "\(defect)")
    }
  }
}

/// What can be wrong in one line, of a store or of the decisions that it saves.
private enum PartnerDefect: CaseIterable {
  case syncsAreNotLogged, switchesAreNotLogged, listingsAreNotLogged, activationsAreNotLogged
  case switchesAreNotSaved, whatListingsShowIsNotSaved, activationsAreNotSaved
}

/// A store that is right but for one defect, if it has any.
private struct PartnerStore: StoreWrapper {
  let kept = MemoryStore()
  private let defect: PartnerDefect?

  init(_ defect: PartnerDefect?) {
    self.defect = defect
  }

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    let (defect, context, decide, name) = (defect, transaction.context, transaction.decide, transaction.name)
    return try await kept.transact(
      transaction.deciding { workingSet in
        let decision = decide(workingSet)
        guard case .accepted(let receipt, let changes) = decision else { return decision }
        let events = changes.events.filter { !PartnerStore.isLost($0.event, by: defect) }
        let rows = changes.rows.filter { !PartnerStore.isLost($0, of: name, by: defect) }
        return .accepted(receipt: receipt, Changes(events: events, effects: changes.effects, rows: rows, in: context))
      })
  }

  private static func isLost(_ event: Event, by defect: PartnerDefect?) -> Bool {
    switch (defect, event) {
    case (.syncsAreNotLogged, .stock(.listing(.synced))), (.activationsAreNotLogged, .seller(_, .activated)): true
    case (.switchesAreNotLogged, .stock(.listing(.switchedOn))): true
    case (.listingsAreNotLogged, .stock(.listing(.listed(_, from: let former, showing: _)))): former != nil
    default: false
    }
  }

  private static func isLost(_ row: Row, of command: String, by defect: PartnerDefect?) -> Bool {
    switch (defect, row) {
    case (.switchesAreNotSaved, .partner(.listing(let listing))): command == "switchListing" && !listing.isSwitchedOff
    case (.whatListingsShowIsNotSaved, .stock(.item)): command == "syncListings"
    case (.activationsAreNotSaved, .partner(.seller(let seller))): seller.status == .active
    default: false
    }
  }
}
