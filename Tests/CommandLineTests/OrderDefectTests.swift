import Foundation
import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirTesting
import XCTest

/// SPEC §12, §15: where the log and what is kept of orders part, the account does not add up.
final class OrderDefectTests: XCTestCase {
  func testEveryDefectIsNoticed() async throws {
    let file = Tool.repository.appendingPathComponent("Fixtures/scenarios/a-checkout-day.json")
    let scenario = try DocumentReader().read(parsing: [UInt8](Data(contentsOf: file)), as: .object(Scenario.self))
    let right = await ScenarioRun(scenario, on: OrderStore(nil))
    XCTAssertTrue(right.addsUp, "otherwise what is noticed might be the wrapping's doing")
    for defect in OrderDefect.allCases {
      let run = await ScenarioRun(scenario, on: OrderStore(defect))
      XCTAssertFalse(run.hasFailed, "\(defect): \(run.report)")
      XCTAssertFalse(run.addsUp, "\(defect)")
    }
  }
}

/// What can be wrong in one line, of a store or of the decisions that it saves.
private enum OrderDefect: CaseIterable {
  case paymentsAreLoggedTwice, cancellationsAreNotLogged, refundsAreNotLogged, expiriesAreNotLogged
  case trackingIsNotLogged, adjustmentsAreNotLogged, releasedUnitsAreNotLogged, departedUnitsAreNotLogged
  case deliveriesAreNotSaved, refundedOrdersAreNotSaved
}

/// A store that is right but for one defect, if it has any.
private struct OrderStore: StoreWrapper {
  let kept = MemoryStore()
  private let defect: OrderDefect?

  init(_ defect: OrderDefect?) {
    self.defect = defect
  }

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    let (defect, context, decide) = (defect, transaction.context, transaction.decide)
    return try await kept.transact(
      transaction.deciding { workingSet in
        let decision = decide(workingSet)
        guard case .accepted(let receipt, let changes) = decision else { return decision }
        let events = changes.events.flatMap { dated in
          [DatedEvent](repeating: dated, count: OrderStore.copies(of: dated.event, by: defect))
        }
        let rows = changes.rows.filter { !OrderStore.isLost($0, by: defect) }
        return .accepted(receipt: receipt, Changes(events: events, effects: changes.effects, rows: rows, in: context))
      })
  }

  private static func copies(of event: Event, by defect: OrderDefect?) -> Int {
    switch (defect, event) {
    case (.paymentsAreLoggedTwice, .order(_, .paid)): 2
    case (.cancellationsAreNotLogged, .order(_, .cancelled)), (.refundsAreNotLogged, .order(_, .refunded)),
      (.expiriesAreNotLogged, .order(_, .expired)), (.trackingIsNotLogged, .order(_, .tracked)),
      (.adjustmentsAreNotLogged, .stock(.adjusted)), (.releasedUnitsAreNotLogged, .stock(.released)),
      (.departedUnitsAreNotLogged, .stock(.consumed)):
      0
    default: 1
    }
  }

  private static func isLost(_ row: Row, by defect: OrderDefect?) -> Bool {
    guard case .order(.order(let order)) = row else { return false }
    return switch defect {
    case .deliveriesAreNotSaved: order.status == .delivered
    case .refundedOrdersAreNotSaved: order.status == .refunded
    default: false
    }
  }
}
