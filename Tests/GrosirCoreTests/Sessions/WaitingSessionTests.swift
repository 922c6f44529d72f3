import GrosirCore
import XCTest

/// Pledges, lapses, departures, set-aside stock and rules of one session, by SPEC §5.
final class WaitingSessionTests: XCTestCase {
  private typealias Example = SessionExample

  /// "After 3 of each is sold, pledges for M, M, M, S, S, S, L, L, L wait; the first XL to pledge opens a second
  /// bundle … and all ten are admitted at once".
  func testTenAreAdmittedAtOnce() throws {
    var example = try Example()
    for size in ["S", "M", "L", "XL"] { try example.buy("first", [size: 3], at: Example.hour(1)) }
    var pledges: [ParticipantID] = []
    for (number, size) in ["M", "M", "M", "S", "S", "S", "L", "L", "L"].enumerated() {
      pledges.append(try example.buy("buyer-\(number)", [size: 1], orWait: false, at: Example.hour(2)))
    }
    XCTAssertEqual(Set(example.statuses(pledges)), ["waiting"])
    let count = example.world.events.count
    pledges.append(try example.buy("last", ["XL": 1], orWait: false, at: Example.hour(3)))
    XCTAssertEqual(Set(example.statuses(pledges)), ["paid"])
    let expected = ["SESSION_PLEDGED 3", "PAYMENT_CONFIRMED 3"] + Array(repeating: "PLEDGE_ADMITTED 3", count: 10)
    XCTAssertEqual(example.events(since: count), expected)
    XCTAssertEqual(try example.session.waiting.units, [0, 0, 0, 0])
    let notices = example.world.effects.filter { $0.name == "notifyBuyer" }
    XCTAssertEqual(notices.count, 10)
  }

  /// "The remainder of a split pledge keeps its place", and is refunded at the close.
  func testASplitPledge() throws {
    var example = try Example()
    let first = try example.buy("ayu", ["S": 5], orWait: true, at: Example.hour(1))
    let second = try example.buy("budi", ["S": 1], orWait: false, at: Example.hour(1))
    XCTAssertEqual(example.world.participants[first]?.admitted, [VariantUnits(VariantID(literal: "S"), 3)])
    XCTAssertEqual(example.statuses([first, second]), ["waiting", "waiting"])
    // One bundle more of each of the others: room for three S, and the first has two to come.
    for size in ["M", "L", "XL"] { try example.buy("citra", [size: 3], at: Example.hour(2)) }
    for size in ["M", "L", "XL"] { try example.buy("dewi", [size: 1], orWait: false, at: Example.hour(2)) }
    XCTAssertEqual(example.statuses([first, second]), ["paid", "paid"])
    let late = try example.buy("eka", ["S": 2], orWait: true, at: Example.hour(3))
    XCTAssertEqual(example.status(late), "waiting")
    _ = try example.accept(CloseSession(Example.session), at: Example.hour(168))
    XCTAssertEqual(example.status(late), "returned")
    XCTAssertEqual(example.refunds.map { $0.amount.amount }, [400_000])
  }

  /// Of a pledge that was let in in part, the part is settled and the rest goes back.
  func testTheRestOfASplitPledgeGoesBack() throws {
    var example = try Example()
    let id = try example.buy("ayu", ["S": 5], orWait: true, at: Example.hour(1))
    _ = try example.accept(CloseSession(Example.session), at: Example.hour(168))
    XCTAssertEqual(example.status(id), "paid")
    XCTAssertEqual(example.refunds.map { $0.amount.amount }, [400_000])
    XCTAssertEqual(try example.balance(.wallet(BuyerID(literal: "ayu"))), 150_000)
    XCTAssertEqual(try example.session.escrow, Money(450_000, .idr))
  }

  /// "Instant by instant: all holds expiring at one instant lapse together, then the admissions follow, dated that
  /// instant (those dated before closesAt happen even when processed later)"; and none at or after it.
  func testLapsesAreProcessedInstantByInstant() throws {
    var example = try Example()
    try example.join("ayu", ["S": 2], at: Example.hour(1))
    try example.join("budi", ["S": 1], at: Example.hour(1))
    try example.join("citra", ["M": 3], at: Example.hour(2))
    var pledges = try ["S", "M"].map { try example.buy("eka", [$0: 3], orWait: false, at: Example.hour(3)) }
    try example.join("dewi", ["L": 3], at: Example.hour(144))
    pledges.append(try example.buy("eka", ["L": 3], orWait: false, at: Example.hour(145)))
    XCTAssertEqual(
      example.events().filter { $0.hasPrefix("PLEDGE_ADMITTED") }, ["PLEDGE_ADMITTED 25", "PLEDGE_ADMITTED 26"])
    let count = example.world.events.count
    _ = try example.accept(LapseHolds(Example.session), at: Example.hour(200))
    XCTAssertEqual(example.events(since: count), ["HOLD_LAPSED 168"])
    XCTAssertEqual(example.statuses(pledges), ["paid", "paid", "waiting"])
    XCTAssertEqual(try example.session.lastInstant, Example.hour(168))
  }

  /// What lapsed before the deadline is let in before it, even when everything is processed at the close.
  func testTheCloseProcessesWhatLapsedBefore() throws {
    var example = try Example()
    for _ in 0..<3 { try example.join("ayu", ["S": 1], at: Example.hour(1)) }
    let pledge = try example.buy("budi", ["S": 3], orWait: false, at: Example.hour(1))
    let count = example.world.events.count
    let settlement = try example.accept(CloseSession(Example.session), at: Example.hour(300))
    XCTAssertEqual(
      example.events(since: count).prefix(5),
      ["HOLD_LAPSED 25", "HOLD_LAPSED 25", "HOLD_LAPSED 25", "PLEDGE_ADMITTED 25", "SESSION_CLOSED 168"])
    XCTAssertEqual(settlement.verdict.paidUnits, 3)
    XCTAssertEqual(example.status(pledge), "paid")
  }

  func testLapseHoldsSaysWhatHappened() throws {
    var example = try Example()
    try example.join("ayu", ["S": 3], at: Example.hour(1))
    try example.buy("budi", ["S": 2], orWait: false, at: Example.hour(1))
    let receipt = try example.accept(LapseHolds(Example.session), at: Example.hour(25))
    XCTAssertEqual([receipt.lapsed, receipt.admitted], [1, 1])
    let second = try example.accept(LapseHolds(Example.session), at: Example.hour(26))
    XCTAssertEqual([second.lapsed, second.admitted], [0, 0])
  }

  /// A pledge that is let in unit by unit is one that was let in.
  func testLapseHoldsCountsPledges() throws {
    var example = try Example()
    for hour in 1...3 { try example.join("ayu", ["S": 1], at: Example.hour(hour)) }
    try example.buy("budi", ["S": 3], orWait: true, at: Example.hour(4))
    let receipt = try example.accept(LapseHolds(Example.session), at: Example.hour(30))
    XCTAssertEqual([receipt.lapsed, receipt.admitted], [3, 1])
    let admitted = ["PLEDGE_ADMITTED 25", "PLEDGE_ADMITTED 26", "PLEDGE_ADMITTED 27"]
    XCTAssertEqual(example.events().filter { $0.hasPrefix("PLEDGE_ADMITTED") }, admitted)
  }

  /// More buyers at once than a command mostly reads; each is read once, and has nothing open afterwards.
  func testManyHoldsLapseAtOnce() throws {
    var example = try Example(product: { $0.policy = .open })
    for number in 0..<60 { try example.join("buyer-\(number / 2)", ["S": 1], at: Example.hour(1)) }
    let receipt = try example.accept(LapseHolds(Example.session), at: Example.hour(25))
    XCTAssertEqual(receipt.lapsed, 60)
    XCTAssertEqual(example.world.lastReads.map { $0.count }, [2, 30])
    XCTAssertEqual(example.world.buyers.count, 30)
    XCTAssertTrue(example.world.buyers.values.allSatisfy { $0.openHolds == 0 && $0.units == 0 })
  }

  /// "A clock may jump back: a command's effective now is never before the last instant of what it changes".
  func testAClockThatJumpsBack() throws {
    var example = try Example()
    try example.buy("ayu", ["S": 1], at: Example.hour(10))
    let id = try example.join("budi", ["M": 1], at: Example.hour(2))
    XCTAssertEqual(example.world.participants[id]?.requestedAt, Example.hour(10))
    XCTAssertEqual(example.world.participants[id]?.deadline, Example.hour(34))
    _ = try example.accept(CancelSession(Example.session, because: try XCTUnwrap(Reason("x"))), at: Example.hour(1))
    XCTAssertEqual(example.events().last, "PARTICIPANT_SETTLED 10")
  }

  /// Where several variants are pledged together under another policy, they can be acceptable together though none of
  /// them is available by itself: with allocations of 1 S and 2 M, one S held, one M held and one paid.
  func testAPledgeOfSeveralVariantsUnderAnotherPolicy() throws {
    let policy = AllocationPolicy.allocationMultiple(try AllocationMultiple(multiple: 1, catchUp: .slowest))
    var example = try Example(product: { draft in
      draft.variants.removeLast(2)
      draft.variants[0].unitsPerBundle = 1
      draft.variants[1].unitsPerBundle = 2
      draft.policy = policy
    })
    try example.join("ayu", ["S": 1], at: Example.hour(1))
    let pledge = try example.join("dewi", ["S": 1, "M": 1], orWait: false, at: Example.hour(1))
    try example.buy("budi", ["M": 1], at: Example.hour(1))
    try example.join("citra", ["M": 1], at: Example.hour(1))
    let snapshot = AllocationSnapshot(of: try example.session.tallies, under: try example.session.rules)
    XCTAssertEqual([snapshot.available(at: 0), snapshot.available(at: 1)], [0, 0])
    try example.pay(pledge, at: Example.hour(2))
    XCTAssertEqual(example.status(pledge), "paid")
  }

  // MARK: Leaving

  func testLeaving() throws {
    var example = try Example()
    let paid = try example.buy("ayu", ["S": 3], at: Example.hour(1))
    let held = try example.join("budi", ["M": 1], at: Example.hour(1))
    let waiting = try example.buy("citra", ["S": 1], orWait: false, at: Example.hour(1))
    let last = try example.buy("dewi", ["S": 3], orWait: false, at: Example.hour(1))
    func leave(_ id: ParticipantID, _ example: inout Example) throws -> LeaveSession.Receipt {
      try example.accept(LeaveSession(Example.session, participant: id), at: Example.hour(2))
    }
    XCTAssertNil(try leave(held, &example).refund)
    XCTAssertEqual(try leave(waiting, &example).refunded, Money(200_000, .idr))
    XCTAssertEqual(try leave(paid, &example).refunded, Money(600_000, .idr))
    XCTAssertEqual(example.statuses([paid, held, waiting, last]), ["left", "left", "left", "paid"])
    XCTAssertEqual(
      try example.refusal(of: LeaveSession(Example.session, participant: paid), at: Example.hour(3)),
      .notActive(paid, status: "left"))
    let stranger = ParticipantID(literal: "stranger")
    XCTAssertEqual(
      try example.refusal(of: LeaveSession(Example.session, participant: stranger), at: Example.hour(3)),
      .unknownParticipant(stranger))
    XCTAssertEqual(try example.session.state, .active)
  }

  /// "Only a paid buyer's departure … can break it …; the engine then reports the breach".
  func testADepartureThatBreaksATolerance() throws {
    var example = try Example(product: { draft in
      for place in draft.variants.indices { draft.variants[place].tolerance = 3 }
    })
    let first = try example.buy("ayu", ["S": 3], at: Example.hour(1))
    for size in ["M", "L", "XL"] { try example.buy("budi", [size: 3], at: Example.hour(1)) }
    try example.buy("citra", ["M": 1], at: Example.hour(1))
    XCTAssertEqual(example.world.events.filter { $0.event.name == "TOLERANCE_BREACHED" }.count, 0)
    let receipt = try example.accept(LeaveSession(Example.session, participant: first), at: Example.hour(2))
    XCTAssertEqual(receipt.breaches.map { $0.excess }, [6])
    XCTAssertEqual(example.world.events.filter { $0.event.name == "TOLERANCE_BREACHED" }.count, 1)
  }

  // MARK: Stock and rules

  /// "Made when the session is created (and, by an operator, topped up later) and released, as far as unsold, when it
  /// closes".
  func testSetAsideStock() throws {
    let small = VariantID(literal: "S")
    var example = try Example { $0.openingStock = [VariantUnits(small, 2)] }
    let pledge = try example.join("ayu", ["S": 7], orWait: false, at: Example.hour(1))
    try example.pay(pledge, at: Example.hour(1))
    XCTAssertEqual(example.status(pledge), "waiting")
    let receipt = try example.accept(SetAsideStock(Example.session, [VariantUnits(small, 8)]), at: Example.hour(2))
    XCTAssertEqual(receipt.onHand, [VariantUnits(small, 10)])
    XCTAssertEqual(example.status(pledge), "paid")
    _ = try example.accept(CloseSession(Example.session), at: Example.hour(168))
    XCTAssertEqual(try example.session.tallies[0].onHand, 7)
    guard case .session(_, .stockReleased(let lines))? = example.world.events.dropLast().last?.event else {
      return XCTFail("nothing is released")
    }
    XCTAssertEqual(lines, [VariantUnits(small, 3)])
    let count = example.world.stock[StockPlace.platform.key(of: small)]?.level.count
    XCTAssertEqual(count, StockCount(onHand: 100, reserved: 7), "what was sold stays held")
  }

  func testWhatCannotBeSetAside() throws {
    let small = VariantID(literal: "S")
    var example = try Example(stock: Quantity.maximum) { $0.openingStock = [VariantUnits(small, 2)] }
    for lines in [
      [], [VariantUnits(small, 0)], [VariantUnits(VariantID(literal: "Z"), 1)],
      [VariantUnits(small, 1), VariantUnits(small, 1)], [VariantUnits(small, Quantity.maximum - 1)],
    ] {
      let command = SetAsideStock(Example.session, lines)
      XCTAssertEqual(try example.refusal(of: command, at: Example.hour(1)).code, "invalid")
    }
    let most = SetAsideStock(Example.session, [VariantUnits(small, Quantity.maximum - 2)])
    XCTAssertEqual(try example.accept(most, at: Example.hour(1)).onHand, [VariantUnits(small, Quantity.maximum)])
    let large = VariantID(literal: "L")
    var poor = try Example(stock: 3) { $0.openingStock = [VariantUnits(small, 2)] }
    let more = SetAsideStock(Example.session, [VariantUnits(small, 2), VariantUnits(large, 3)])
    XCTAssertEqual(
      try poor.refusal(of: more, at: Example.hour(1)),
      .insufficientStock([
        StockError.Shortage(key: StockPlace.platform.key(of: small), asked: 2, available: 1)
      ]))
  }

  /// "Only its allocation rules change (tolerances, K, C, policy parameters); prices, ladder, target and variants stay
  /// pinned".
  func testMovingToNewerRules() throws {
    var example = try Example()
    let move = MoveToRules(Example.session)
    XCTAssertEqual(try example.refusal(of: move, at: Example.hour(1)), .notNewer(version: 1))
    try example.buy("ayu", ["S": 3], at: Example.hour(1))
    let pledge = try example.buy("budi", ["S": 3], orWait: false, at: Example.hour(1))
    var draft = Example.product
    draft.basePrice = 300_000
    draft.variants.removeLast()
    try example.put(draft, at: Example.hour(2))
    guard case .invalid(let violations) = try example.refusal(of: move, at: Example.hour(2)) else {
      return XCTFail("a variant is missing")
    }
    XCTAssertEqual(violations.map { "\($0.path) \($0.code)" }, ["variants.XL missing"])
    draft = Example.product
    draft.basePrice = 300_000
    for place in draft.variants.indices {
      draft.variants[place].tolerance = nil
      draft.variants[place].unitsPerBundle = 7
    }
    try example.put(draft, at: Example.hour(3))
    XCTAssertEqual(try example.accept(move, at: Example.hour(3)).version, 3)
    XCTAssertEqual(example.status(pledge), "paid")
    XCTAssertEqual(try example.session.composition.unitsPerBundle(at: 0), 3)
    XCTAssertNoThrow(try example.buy("citra", ["S": 1], at: Example.hour(3)))
    XCTAssertEqual(try example.refusal(of: move, at: Example.hour(3)), .notNewer(version: 3))
  }
}
