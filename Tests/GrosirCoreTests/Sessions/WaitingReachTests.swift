import GrosirCore
import GrosirTesting
import XCTest

/// A waiting list that is read only as far as it matters, and what is sold with it.
final class WaitingReachTests: XCTestCase {
  /// Who is let in is the same whether the store brings only the first who wait, more than was asked for, or everybody,
  /// as the plain reading has it.
  func testACutListAdmitsTheSame() throws {
    let labels: KeyValuePairs = ["cut": 0.1, "admitted": 0.2, "asked again": 0.002, "capacity": 0.1, "on hand": 0.1]
    try checkProperty("a cut list admits the same", cases: 250, minimumShares: labels) { choices in
      var scenario = try SessionScenario(divisibleFrom: choices)
      try choices.steps(0...80) { choices in
        scenario.turnClock(to: choices.instant(Int(scenario.now.millisecondsSince1970) + choices.integer(in: 0...1)))
        let waiting = scenario.world.waiting(in: SessionScenario.session).count
        let step = choices.divisibleStep(in: scenario)
        choices.note("\(scenario.now.millisecondsSince1970): \(step)")
        try scenario.take(step)
        let reaches = scenario.world.lastReads.joined().compactMap { read -> WaitingReach? in
          if case .waiting(_, let reach) = read { reach } else { nil }
        }
        try expect(!reaches.contains(.everybody), "a list of those taken by the unit is read to its end")
        let brought = reaches.last.map { scenario.world.waiting(in: SessionScenario.session, $0).count }
        if let brought, brought < waiting { choices.count("cut") }
        if reaches.count > 1 { choices.count("asked again") }
      }
      for label in scenario.labels { choices.count(label) }
    }
  }

  /// "With orders of one unit (or splittable ones), all paid at once, and no departures, at every moment the units sold
  /// equal the most that a planner who knew all requests made so far could sell under the same rule".
  func testNoPlannerSellsMore() throws {
    let labels: KeyValuePairs = ["waits": 0.2, "all at once": 0.05]
    try checkProperty("no planner sells more in a session", cases: 250, minimumShares: labels) { choices in
      var scenario = try SessionScenario(divisibleFrom: choices)
      let room = try WaitingRoom(like: scenario.session)
      var requested = scenario.session.composition.variants.map { _ in 0 }
      try choices.steps(0...40) { choices in
        var join = choices.divisibleJoin(in: scenario)
        join.ifLocked = .wait(acceptPartial: true)
        let position = scenario.session.composition.position(of: join.lines[0].variant) ?? 0
        requested[position] += join.lines[0].units
        choices.note("\(SessionStep.join(join))")
        guard let id = join.participant else { return }
        try expectEqual(try scenario.take(.join(join)), "accepted")
        let reference = PaymentReference(unchecked: "pay-\(id.text)")
        let before = scenario.world.events.count
        try scenario.take(
          .pay(ConfirmPayment(SessionScenario.session, participant: id, payment: reference, amount: join.total)))
        let admitted = scenario.world.events[before...].filter { $0.event.name == "PLEDGE_ADMITTED" }.count
        if admitted > 1 { choices.count("all at once") }
        if scenario.session.waiting.count > 0 { choices.count("waits") }
        try expectEqual(scenario.session.paidUnits, room.mostAPlannerSells(of: requested), "units sold")
      }
    }
  }
}

extension WaitingRoom {
  /// Nothing sold yet, under the rules of a session.
  fileprivate init(like session: GroupSession) throws {
    guard case .bundleTolerance(let policy) = session.rules.policy else { throw ExpectationFailure("another policy") }
    let positions = session.composition.variants.indices
    try self.init(
      shares: positions.map { session.composition.unitsPerBundle(at: $0) },
      tolerances: positions.map { session.rules.tolerance(at: $0) }, committed: policy.committedBundles,
      capacity: policy.capacityBundles, onHand: positions.map { session.tallies[$0].onHand })
  }
}

extension SessionScenario {
  /// A session under bundle tolerance in which everybody may join as often as they like.
  fileprivate init(divisibleFrom choices: Choices) throws {
    var draft = choices.sessionProduct()
    let committed = choices.integer(in: 0...1)
    let capacity = choices.chance(1, in: 4) ? committed + choices.integer(in: 0...4) : nil
    draft.policy = .bundleTolerance(try BundleTolerance(committedBundles: committed, capacityBundles: capacity))
    var creation = choices.sessionCreation(of: draft)
    creation.conditions.maxUnitsPerBuyer = nil
    creation.conditions.maxOpenHoldsPerBuyer = 1_000
    creation.conditions.hasWaitingList = true
    creation.opensAt = choices.instant(0)
    creation.closesAt = choices.instant(1_000)
    let warehouse = choices.warehouse(for: creation, of: draft)
    try self.init(draft, creation, warehouse: warehouse, at: choices.instant(0))
    choices.note("0: \(SessionStep.putProduct(PutProduct(draft)))")
    choices.note("0: create \(creation.text), of \(warehouse) in the warehouse")
    if capacity != nil { choices.count("capacity") }
    if !creation.openingStock.isEmpty || creation.conditions.useFreeStock { choices.count("on hand") }
  }
}

extension Choices {
  /// Units of one variant, for who would wait for any of them; most of the first variant, so that many wait.
  fileprivate func divisibleJoin(in scenario: SessionScenario) -> JoinSession {
    let session = scenario.session
    let position = chance(1, in: 2) ? 0 : integer(in: 0...session.composition.count - 1)
    let units = chance(1, in: 3) ? integer(in: 2...6) : 1
    let price = session.plan.unitPrice(at: position)
    return JoinSession(
      session.id, participant: ParticipantID(unchecked: "p\(session.joinedCount)"), buyer: BuyerID(literal: "b0"),
      lines: [
        JoinSession.Line(session.composition.variants[position], units: units, unitPrice: price.amount)
      ], total: Money(price.amount * Int64(units), price.currency), ifLocked: .wait(acceptPartial: true))
  }

  /// Joins and payments, sometimes somebody leaves, sometimes there is more stock.
  fileprivate func divisibleStep(in scenario: SessionScenario) -> SessionStep {
    let session = SessionScenario.session
    let open = scenario.participants.filter { $0.isAwaitingPayment }
    let active = scenario.participants.filter { $0.isAwaitingPayment || $0.status == .paid || $0.status == .waiting }
    switch weighted([(16, 0), (16, 1), (3, 2), (1, 3), (1, 4)]) {
    case 1 where !open.isEmpty:
      let payer = element(of: open)
      let reference = PaymentReference(unchecked: "pay-\(payer.id.text)")
      return .pay(ConfirmPayment(session, participant: payer.id, payment: reference, amount: payer.total))
    case 2 where !active.isEmpty: return .leave(LeaveSession(session, participant: element(of: active).id))
    case 3:
      let variants = scenario.session.composition.variants
      return .setAside(SetAsideStock(session, [VariantUnits(element(of: variants), integer(in: 1...3))]))
    case 4: return .lapse(LapseHolds(session))
    default: return .join(divisibleJoin(in: scenario))
    }
  }
}
