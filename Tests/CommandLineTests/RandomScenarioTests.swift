import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// SPEC §13, §15: whatever happens in a shop, every unit and every rupiah is accounted for, and the same commands give
/// the same account however often the store has to ask or to try.
final class RandomScenarioTests: XCTestCase {
  func testEveryScenarioAddsUpAndGivesTheSameReportTwice() async throws {
    let report = try await checkProperty(
      "a random scenario adds up", cases: 600,
      minimumShares: [
        "PAYMENT_RETURNED": 0.05, "PLEDGE_ADMITTED": 0.03, "PAYMENT_REVERSED": 0.03, "REFUND_REFUSED": 0.005,
        "SESSION_LEFT": 0.05, "SESSION_RULES_MOVED": 0.02, "SESSION_CANCELLED": 0.03, "notAcceptable": 0.1,
        "conflict": 0.01, "repeated": 0.02, "staleQuote": 0.02, "joinSession": 0.5, "confirmPayment": 0.3,
        "leaveSession": 0.2, "reversePayment": 0.2, "refuseRefund": 0.2, "setAsideStock": 0.2, "putProduct": 0.2,
        "moveToRules": 0.2, "lapseHolds": 0.1, "announceNearExpiry": 0.1, "createSession": 0.1, "closeSession": 0.05,
        "cancelSession": 0.05, "insufficientStock": 0.02, "STOCK_SET_ASIDE": 0.05, "fulfilSession": 0.2,
        "receiveGoods": 0.1, "FULFILMENT_BEGUN": 0.02, "GOODS_RECEIVED": 0.02, "SESSION_FULFILLED": 0.005,
      ]
    ) { choices in
      let scenario = choices.scenario()
      choices.note(scenario.text)
      for step in scenario.steps { choices.count(step.verb) }
      let document = try scenario.read()
      let run = await ScenarioRun(document, on: MemoryStore())
      try expect(!run.hasFailed, run.report)
      try expect(run.addsUp, run.report)
      for word in RandomScenarioTests.words.intersection(run.report.split(separator: "\"")) { choices.count("\(word)") }
      try expect(await ScenarioRun(document, on: MemoryStore()) == run, "the same scenario, the same report")
    }
    print(report)
  }

  /// What a report may tell of; all of it does in some scenario.
  private static let words: Set<Substring> = [
    "SESSION_JOINED", "SESSION_PLEDGED", "PAYMENT_CONFIRMED", "PAYMENT_RETURNED", "PLEDGE_ADMITTED", "HOLD_LAPSED",
    "SESSION_LEFT", "PAYMENT_REVERSED", "REFUND_REFUSED", "TOLERANCE_BREACHED", "SESSION_NEAR_EXPIRY",
    "SESSION_RULES_MOVED", "STOCK_SET_ASIDE", "SESSION_CLOSED", "SESSION_CANCELLED", "PARTICIPANT_SETTLED",
    "STOCK_RELEASED", "SESSION_RENEWAL_PROPOSED", "paymentMismatch", "alreadyPaid", "sessionEnded",
    "notAcceptable", "conflict", "repeated", "staleQuote", "notActive", "conflictingPayment", "notNewer", "notYetDue",
    "tooManyUnits", "tooManyOpenHolds", "noWaitingList", "duplicateParticipant", "duplicateSession", "unknownSession",
    "unknownParticipant", "unknownPayment", "unknownRefund", "invalidTransition", "pastDeadline", "notOpenYet",
    "insufficientStock", "FULFILMENT_BEGUN", "DEMAND_COVERED", "SESSION_ORDER_PLACED", "SESSION_ORDER_REFUSED",
    "SESSION_PRODUCTION_STARTED", "SESSION_ORDER_SHIPPED", "FULFILMENT_SHORT", "FULFILMENT_OVERDUE",
    "SESSION_STOCK_RECEIVED", "ESCROW_RELEASED", "SESSION_FULFILLED", "HELD_GOODS_PURCHASED", "GOODS_RECEIVED",
    "PURCHASE_ORDER_CANCELLED", "INVENTORY_SOLD", "INVENTORY_WRITTEN_OFF", "unknownFactory", "unknownPurchaseOrder",
    "duplicatePurchaseOrder", "duplicateReceipt", "invalidOrderTransition", "nothingMissing",
  ]

  /// Decisions are pure: a store may ask as often as it likes.
  func testAskingTwiceChangesNothing() async throws {
    try await checkProperty("a decision made twice is the same", cases: 400) { choices in
      let scenario = choices.scenario()
      choices.note(scenario.text)
      let document = try scenario.read()
      let once = await ScenarioRun(document, on: MemoryStore())
      let twice = await ScenarioRun(document, on: TwiceAskingStore())
      try expect(twice == once, "the same report")
    }
  }

  /// A transaction that fails leaves all or nothing, so giving its command again comes to the same account.
  func testFailedTransactionsAreTriedAgain() async throws {
    let report = try await checkProperty(
      "failed transactions are tried again", cases: 300,
      minimumShares: [
        "beforeReading": 0.5, "beforeCommit": 0.5, "whileCommitting": 0.5, "afterCommit": 0.5,
      ]
    ) { choices in
      let scenario = choices.scenario()
      choices.note(scenario.text)
      let store = UnsteadyStore(seed: choices.integer(in: 0...UInt64.max))
      let document = try scenario.read()
      let steady = await ScenarioRun(document, on: MemoryStore())
      let unsteady = await ScenarioRun(document, on: store)
      for failure in store.failureCounts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        choices.count(failure.key.rawValue)
      }
      try expect(!unsteady.hasFailed, unsteady.report)
      try expect(unsteady.withoutRepetitions == steady.withoutRepetitions, "the same account")
    }
    print(report)
  }
}
