import GrosirCore
import XCTest

/// The end of a session, by SPEC §5.
final class CloseSessionTests: XCTestCase {
  private typealias Example = SessionExample
  private let close = CloseSession(Example.session)

  /// "At exactly closesAt the session is closed"; "close before it is `notYetDue`".
  func testTheDeadlineIsHalfOpen() throws {
    var example = try Example()
    XCTAssertEqual(try example.refusal(of: close, at: Example.before(168)), .notYetDue(at: Example.hour(168)))
    let settlement = try example.accept(close, at: Example.hour(168))
    XCTAssertEqual(settlement.closedAt, Example.hour(168))
    XCTAssertNil(settlement.verdict.tier)
    XCTAssertEqual(try example.session.state, .failed)
  }

  /// 45 units in three joins of 10, 15 and 20 reach 25 %: refunds of 500 000, 750 000 and 1 000 000 (SPEC §4).
  func testTheWorkedSettlement() throws {
    var example = try Example(product: { $0.policy = .open })
    for (buyer, units) in [("a", 10), ("b", 15), ("c", 20)] {
      try example.buy(buyer, ["S": units], at: Example.hour(1))
    }
    let unpaid = try example.join("d", ["M": 30], at: Example.hour(160))
    let settlement = try example.accept(close, at: Example.hour(169))
    XCTAssertEqual(settlement.verdict.paidUnits, 45)
    XCTAssertEqual(settlement.verdict.tier?.threshold, .quarter)
    XCTAssertEqual(settlement.demand, [VariantUnits(VariantID(literal: "S"), 45)])
    XCTAssertEqual(
      try ["a", "b", "c"].map { try example.balance(.wallet(BuyerID(unchecked: $0))) }, [500_000, 750_000, 1_000_000])
    XCTAssertEqual(try example.session.escrow, Money(6_750_000, .idr))
    XCTAssertEqual(settlement.totals.owed, Money(6_750_000, .idr))
    XCTAssertEqual(example.status(unpaid), "lapsed")
    XCTAssertEqual(example.events().filter { $0.hasPrefix("SESSION_CLOSED") }, ["SESSION_CLOSED 168"])
    let count = example.world.events.count
    XCTAssertEqual(
      try example.accept(close, at: Example.hour(200)), settlement, "the same settlement, not a second one")
    XCTAssertEqual(example.world.events.count, count)
  }

  /// "(20, T 100) → 5; (0, …) → none …; (10, T 99) → 15; (24, T 100) → 1; (25, …) → 0".
  func testTheGuarantee() throws {
    for (units, target, fill) in [(20, 100, 5), (0, 100, 0), (10, 99, 15), (24, 100, 1), (25, 100, 0)] {
      var example = try Example({ $0.target = target }, product: { $0.policy = .open })
      if units > 0 { try example.buy("ayu", ["S": units], at: Example.hour(1)) }
      let announced = try example.accept(AnnounceNearExpiry(Example.session), at: Example.before(168))
      XCTAssertEqual(announced.platformFill, fill)
      let settlement = try example.accept(close, at: Example.hour(168))
      XCTAssertEqual(settlement.verdict.platformFill, fill)
      XCTAssertEqual(settlement.verdict.tier?.threshold, units == 0 ? nil : .quarter)
      XCTAssertEqual(settlement.demand.reduce(0) { $0 + $1.units }, units, "never demand to the warehouse")
    }
  }

  /// The lowest tier by default, or the whole target: "Failure → every paid buyer is refunded in full".
  func testTheSuccessRule() throws {
    for (rule, units, succeeds) in [
      (SuccessRule.fullTarget, 99, false), (.fullTarget, 100, true), (.lowestTier, 25, true),
    ] {
      var example = try Example(
        { creation in
          creation.successRule = rule
          creation.guarantee = nil
        }, product: { $0.policy = .open })
      try example.buy("ayu", ["S": units], at: Example.hour(1))
      XCTAssertEqual(try example.accept(close, at: Example.hour(168)).verdict.tier != nil, succeeds)
      XCTAssertEqual(try example.session.state, succeeds ? .moqReached : .failed)
      XCTAssertEqual(example.refunds.map { $0.reason }, succeeds ? [] : [.sessionFailed])
      let fulfilments = example.world.effects.filter { $0.name == "fulfil" }
      XCTAssertEqual(fulfilments.count, succeeds ? 1 : 0)
    }
  }

  /// "An operator may, with a reason; everything is as at the deadline": nobody is let in for what lapses then.
  func testClosingEarly() throws {
    var example = try Example()
    let held = try example.join("ayu", ["S": 3], at: Example.hour(1))
    let pledge = try example.buy("budi", ["S": 1], orWait: false, at: Example.hour(2))
    try example.buy("citra", ["M": 3], at: Example.hour(2))
    var command = close
    command.earlyBecause = Reason("the cloth is here")
    let settlement = try example.accept(command, at: Example.hour(5))
    XCTAssertEqual(settlement.closedAt, Example.hour(5))
    XCTAssertEqual(settlement.earlyBecause, Reason("the cloth is here"))
    XCTAssertEqual(example.statuses([held, pledge]), ["lapsed", "returned"])
    XCTAssertEqual(example.refunds.map { $0.reason }, [.notAdmitted])
    XCTAssertEqual(
      try example.refusal(of: example.joining("x", ["S": 1]), at: Example.hour(6)).code, "invalidTransition")
  }

  /// A reason given at the deadline is none for closing early.
  func testClosingInTimeWithAReason() throws {
    var example = try Example()
    var command = close
    command.earlyBecause = Reason("late")
    XCTAssertNil(try example.accept(command, at: Example.hour(168)).earlyBecause)
  }

  /// "From closesAt on, a forming or active session accepts only confirm, lapse, close and cancel", and what happens to
  /// money.
  func testWhatIsRefusedFromTheDeadlineOn() throws {
    var example = try Example()
    let id = try example.buy("ayu", ["S": 1], at: Example.hour(1))
    let late = SessionError.pastDeadline(closesAt: Example.hour(168))
    let at = Example.hour(168)
    XCTAssertEqual(try example.refusal(of: example.joining("b", ["S": 1]), at: at), late)
    XCTAssertEqual(try example.refusal(of: LeaveSession(Example.session, participant: id), at: at), late)
    XCTAssertEqual(try example.refusal(of: AnnounceNearExpiry(Example.session), at: at), late)
    XCTAssertEqual(try example.refusal(of: MoveToRules(Example.session), at: at), late)
    XCTAssertEqual(try example.refusal(of: SetAsideStock(Example.session, []), at: at), late)
    _ = try example.accept(LapseHolds(Example.session), at: at)
    XCTAssertEqual(try example.pay(id, at: at).outcome, .returned(.alreadyPaid))
    _ = try example.accept(CancelSession(Example.session, because: try XCTUnwrap(Reason("x"))), at: at)
  }

  /// "Ten minutes before the deadline …, once; the announcement is idempotent and changes no number".
  func testTheAnnouncement() throws {
    var example = try Example { $0.conditions.nearExpiryWindow = .hours(2) }
    try example.buy("ayu", ["S": 2], at: Example.hour(1))
    let announce = AnnounceNearExpiry(Example.session)
    XCTAssertEqual(try example.refusal(of: announce, at: Example.before(166)), .notYetDue(at: Example.hour(166)))
    let numbers = (try example.session.tallies, try example.session.escrow)
    XCTAssertEqual(try example.accept(announce, at: Example.hour(166)).platformFill, 23)
    XCTAssertEqual(try example.session.tallies, numbers.0)
    XCTAssertEqual(try example.session.escrow, numbers.1)
    try example.buy("budi", ["S": 1], at: Example.hour(167))
    XCTAssertEqual(try example.accept(announce, at: Example.hour(167)).platformFill, 23)
    XCTAssertEqual(example.events().filter { $0.hasPrefix("SESSION_NEAR") }, ["SESSION_NEAR_EXPIRY 166"])
    XCTAssertEqual(try example.accept(close, at: Example.hour(168)).verdict.platformFill, 22)
  }

  /// "The same terms and duration, a new code, opening at the first local midnight strictly after now": 17:00 UTC.
  func testRenewal() throws {
    let expected = [(168, 185), (184, 185), (185, 209)]
    for (now, opensAt) in expected {
      var example = try Example { $0.conditions.autoRenew = true }
      _ = try example.accept(close, at: Example.hour(now))
      _ = try example.accept(close, at: Example.hour(now + 1))
      let renewals = example.world.effects.compactMap { effect -> CreateSession? in
        if case .renewSession(let command) = effect { command } else { nil }
      }
      let renewal = try XCTUnwrap(renewals.first)
      XCTAssertEqual(renewals.count, 1)
      XCTAssertEqual(renewal.opensAt, Example.hour(opensAt))
      XCTAssertEqual(renewal.closesAt, Example.hour(opensAt + 168))
      XCTAssertNotEqual(renewal.code, Example.creation.code)
      XCTAssertTrue(renewal.conditions.useFreeStock && renewal.conditions.autoRenew)
      XCTAssertEqual(renewal.tiers, Example.creation.tiers)
      let next = try example.accept(renewal, at: Example.hour(now + 1))
      XCTAssertEqual(example.world.sessions[next.session]?.plan.terms, try example.session.plan.terms)
    }
  }

  // MARK: Cancelling

  /// "Cancel" from each state there is: everybody gets back what they paid, less what their wallet has.
  func testCancelling() throws {
    let cancel = CancelSession(Example.session, because: try XCTUnwrap(Reason("no cloth")))
    for isClosed in [false, true] {
      var example = try Example { $0.openingStock = [VariantUnits(VariantID(literal: "M"), 4)] }
      let held = try example.join("ayu", ["S": 1], at: Example.hour(150))
      let paid = try example.buy("budi", ["M": 5], at: Example.hour(150))
      let pledge = try example.buy("citra", ["M": 9], orWait: false, at: Example.hour(150))
      if isClosed { _ = try example.accept(close, at: Example.hour(168)) }
      let receipt = try example.accept(cancel, at: Example.hour(169))
      XCTAssertEqual(receipt.refunded, Money(isClosed ? 750_000 : 2_800_000, .idr))
      XCTAssertEqual(try example.session.escrow, .zero(.idr))
      XCTAssertEqual(example.statuses([held, paid, pledge]), ["lapsed", "returned", "returned"])
      XCTAssertEqual(try example.session.state, .cancelled)
      XCTAssertEqual(try example.session.tallies[1].onHand, 0)
      let key = StockPlace.platform.key(of: VariantID(literal: "M"))
      XCTAssertEqual(example.world.stock[key]?.level.count, StockCount(onHand: 100))
      XCTAssertEqual(example.world.reservations[.session(Example.session)]?.life.state, .released(.cancelled))
      XCTAssertEqual(try example.balance(.gateway), isClosed ? -250_000 : 0)
      XCTAssertEqual(
        try example.refusal(of: cancel, at: Example.hour(170)), .invalidTransition(from: .cancelled, action: .cancel))
      XCTAssertEqual(
        try example.refusal(of: close, at: Example.hour(170)), .invalidTransition(from: .cancelled, action: .close))
    }
  }

  func testAFailedSessionIsNotCancelled() throws {
    var example = try Example()
    _ = try example.accept(close, at: Example.hour(168))
    let cancel = CancelSession(Example.session, because: try XCTUnwrap(Reason("x")))
    XCTAssertEqual(
      try example.refusal(of: cancel, at: Example.hour(169)), .invalidTransition(from: .failed, action: .cancel))
  }
}

/// What is due next, and that it can be done then (SPEC §5, §13).
final class SessionDeadlineTests: XCTestCase {
  private typealias Example = SessionExample

  /// What is due when the next deadline comes is accepted, however late; and the last of it closes the session.
  func testWhatIsDueIsAccepted() throws {
    for window in [0, 2, 500] {
      for lateness in [0, 1, 200] {
        var example = try Example { $0.conditions.nearExpiryWindow = .hours(Int32(window)) }
        var steps = 0
        while let deadline = try example.session.nextDeadline {
          let late = deadline.instant.adding(.hours(Int32(lateness))) ?? .latest
          let now = max(late, Example.hour(0))
          switch try example.session.dueAction(at: now) {
          case .announceNearExpiry: _ = try example.accept(AnnounceNearExpiry(Example.session), at: now)
          case .close: _ = try example.accept(CloseSession(Example.session), at: now)
          case let other: return XCTFail("due is \(String(describing: other))")
          }
          steps += 1
        }
        XCTAssertEqual(try example.session.state, .failed)
        XCTAssertLessThanOrEqual(steps, 2)
      }
    }
  }

  func testNothingIsDueBefore() throws {
    let example = try Example { $0.conditions.nearExpiryWindow = .hours(2) }
    let session = try example.session
    XCTAssertNil(session.dueAction(at: Example.before(166)))
    XCTAssertEqual(session.dueAction(at: Example.hour(166)), .announceNearExpiry)
    XCTAssertEqual(session.dueAction(at: Example.before(168)), .announceNearExpiry)
    XCTAssertEqual(session.dueAction(at: Example.hour(168)), .close)
  }
}
