import GrosirCore
import GrosirTesting
import XCTest

/// Any commands in any order, under a clock that jumps: whatever happens, SPEC §5 holds after each of them.
final class SessionPropertyTests: XCTestCase {
  func testAnyInterleaving() throws {
    let labels: KeyValuePairs = [
      "admitted": 0.06, "split": 0.02, "lapsed": 0.15, "moq_reached": 0.03, "failed": 0.05, "cancelled": 0.05,
      "disputed": 0.01, "returned": 0.2, "back again": 0.01, "other policy": 0.1,
      "too little stock": 0.005, "free stock": 0.05,
    ]
    try checkProperty("any interleaving of commands", cases: 1_500, minimumShares: labels) { choices in
      var scenario = try SessionScenario(drawnFrom: choices)
      if case .bundleTolerance = scenario.session.rules.policy {} else { choices.count("other policy") }
      if scenario.session.plan.conditions.useFreeStock { choices.count("free stock") }
      try choices.steps(0...60) { choices in
        scenario.turnClock(to: choices.time(after: scenario))
        let step = choices.sessionStep(in: scenario)
        choices.note("\(scenario.now.millisecondsSince1970): \(step)")
        let code = try scenario.take(step)
        if code != "accepted" { choices.note("      refused: \(code)") }
        if code == "insufficientStock" { choices.count("too little stock") }
      }
      for label in scenario.labels { choices.count(label) }
    }
  }
}

extension SessionScenario {
  init(drawnFrom choices: Choices) throws {
    let draft = choices.sessionProduct()
    let creation = choices.sessionCreation(of: draft)
    let warehouse = choices.warehouse(for: creation, of: draft)
    try self.init(draft, creation, warehouse: warehouse, at: choices.instant(0))
    choices.note("0: \(SessionStep.putProduct(PutProduct(draft)))")
    choices.note("0: create \(creation.text), of \(warehouse) in the warehouse")
  }

  /// What occurred in it.
  var labels: [String] {
    var labels = [session.state.rawValue]
    for dated in world.events {
      guard case .session(_, let event) = dated.event else { continue }
      switch event {
      case .admitted(let id, let lines):
        labels.append("admitted")
        if let asked = world.participants[id]?.lines, asked != lines { labels.append("split") }
      case .lapsed: labels.append("lapsed")
      case .paymentReturned: labels.append("returned")
      case .reversed(_, _, from: .disputes): labels.append("disputed")
      case .paid(let payment):
        let wasLapsed = world.events.contains {
          if case .session(_, .lapsed(payment.participant)) = $0.event { true } else { false }
        }
        if wasLapsed { labels.append("back again") }
      default: break
      }
    }
    return labels
  }
}

extension CreateSession {
  /// The terms, in one line.
  var text: String {
    let tiers = tiers.map { "\($0.threshold): \($0.price)" }.joined(separator: ", ")
    let closing = (closesAt ?? .latest).millisecondsSince1970
    return "\(opensAt.millisecondsSince1970)…\(closing), tiers \(tiers), "
      + "fill \(guarantee?.minimumFill.value ?? 0), \(successRule), "
      + "pay within \(conditions.paymentWindow.milliseconds), "
      + "announce \(conditions.nearExpiryWindow.milliseconds) before, \(conditions.maxOpenHoldsPerBuyer) holds, "
      + "\(conditions.maxUnitsPerBuyer.map { "\($0)" } ?? "any") units, "
      + (conditions.hasWaitingList ? "a waiting list" : "no waiting list")
      + (conditions.useFreeStock ? ", what is free set aside" : "")
      + (openingStock.isEmpty ? "" : ", set aside \(openingStock.map { "\($0.units) \($0.variant.text)" })")
  }
}
