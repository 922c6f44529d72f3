import GrosirCore
import XCTest

/// Money that arrives, is charged back, and is refused, by SPEC §5.
final class PaymentTests: XCTestCase {
  private typealias Example = SessionExample

  func testAPaymentIsAccepted() throws {
    var example = try Example()
    let id = try example.join("ayu", ["S": 2], at: Example.hour(1))
    let receipt = try example.pay(id, at: Example.hour(2))
    XCTAssertEqual(receipt.outcome, .accepted)
    XCTAssertEqual(receipt.status, "paid")
    XCTAssertEqual(receipt.admitted, [VariantUnits(VariantID(literal: "S"), 2)])
    XCTAssertEqual(try example.session.state, .active)
    XCTAssertEqual(try example.session.escrow, Money(400_000, .idr))
    XCTAssertEqual(try example.balance(.escrow(Example.session)), 400_000)
  }

  /// "The same confirmation again changes nothing"; of another amount or participant it is another payment's reference.
  func testTheSameConfirmationAgain() throws {
    var example = try Example()
    let id = try example.join("ayu", ["S": 2], at: Example.hour(1))
    let other = try example.join("budi", ["M": 2], at: Example.hour(1))
    let command = example.paying(id, "pay")
    _ = try example.accept(command, at: Example.hour(2))
    let before = try example.session
    let again = try example.accept(command, at: Example.hour(3))
    XCTAssertTrue(again.isRepeated)
    XCTAssertEqual(again.outcome, .accepted)
    XCTAssertEqual(try example.session, before)
    let reference = PaymentReference(literal: "pay")
    XCTAssertEqual(
      try example.refusal(of: example.paying(id, "pay", 1), at: Example.hour(3)), .conflictingPayment(reference))
    XCTAssertEqual(
      try example.refusal(of: example.paying(other, "pay"), at: Example.hour(3)), .conflictingPayment(reference))
    let stranger = ParticipantID(literal: "stranger")
    XCTAssertEqual(
      try example.refusal(of: example.paying(stranger, "x"), at: Example.hour(3)), .unknownParticipant(stranger))
    XCTAssertEqual(try example.refusal(of: example.paying(other, "x", -1), at: Example.hour(3)).code, "invalid")
  }

  /// "Any other money that arrives … is posted and returned in the same step, and changes no state".
  func testOtherMoneyIsReturned() throws {
    var example = try Example()
    let id = try example.join("ayu", ["S": 2], at: Example.hour(1))
    XCTAssertEqual(try example.pay(id, 399_999, at: Example.hour(2)).outcome, .returned(.paymentMismatch))
    XCTAssertEqual(example.status(id), "awaitingPayment")
    XCTAssertEqual(try example.pay(id, at: Example.hour(2)).outcome, .accepted)
    XCTAssertEqual(try example.pay(id, at: Example.hour(2)).outcome, .returned(.alreadyPaid))
    _ = try example.accept(LeaveSession(Example.session, participant: id), at: Example.hour(3))
    XCTAssertEqual(try example.pay(id, at: Example.hour(4)).outcome, .returned(.left))
    let second = try example.join("ayu", ["S": 2], at: Example.hour(5))
    _ = try example.accept(CancelSession(Example.session, because: try XCTUnwrap(Reason("x"))), at: Example.hour(6))
    XCTAssertEqual(try example.pay(second, at: Example.hour(7)).outcome, .returned(.sessionEnded))
    XCTAssertEqual(try example.session.escrow, .zero(.idr))
    XCTAssertEqual(try example.balance(.gateway), 0)
    XCTAssertEqual(example.refunds.map { $0.amount.amount }, [399_999, 400_000, 400_000, 400_000, 400_000])
    XCTAssertEqual(
      example.refunds.map { $0.reason },
      [.returned(.paymentMismatch), .returned(.alreadyPaid), .left, .returned(.left), .returned(.sessionEnded)])
  }

  /// "At exactly a hold's expiry the hold has lapsed"; paid then, it is in again if it can be.
  func testAtExactlyTheExpiryAHoldHasLapsed() throws {
    for isLate in [false, true] {
      var example = try Example()
      let id = try example.join("ayu", ["S": 2], at: Example.hour(1))
      let receipt = try example.pay(id, at: isLate ? Example.hour(25) : Example.before(25))
      XCTAssertEqual(receipt.outcome, .accepted)
      XCTAssertEqual(example.events().contains("HOLD_LAPSED 25"), isLate)
      XCTAssertEqual(try example.session.tallies[0], Tally(ordered: 2))
    }
  }

  /// "A confirmation for a lapsed hold re-admits the buyer if the basket is still acceptable and the session still
  /// joinable".
  func testALapsedHoldThatIsNoLongerAcceptable() throws {
    var example = try Example()
    let id = try example.join("ayu", ["S": 2], at: Example.hour(1))
    try example.buy("budi", ["S": 3], at: Example.hour(25))
    XCTAssertEqual(try example.pay(id, at: Example.hour(26)).outcome, .returned(.lapsed))
    XCTAssertEqual(example.status(id), "lapsed")
    XCTAssertEqual(try example.pay(id, at: Example.hour(168)).outcome, .returned(.sessionEnded))
  }

  /// Nor is anybody in again beyond what they may ask for.
  func testALapsedHoldBeyondTheLimit() throws {
    var example = try Example { $0.conditions.maxUnitsPerBuyer = 3 }
    let id = try example.join("ayu", ["S": 2], at: Example.hour(1))
    try example.buy("ayu", ["M": 2], at: Example.hour(25))
    XCTAssertEqual(try example.pay(id, at: Example.hour(26)).outcome, .returned(.lapsed))
  }

  /// A pledge that lapsed waits when it is paid late.
  func testALapsedPledgeWaitsAgain() throws {
    var example = try Example()
    try example.buy("budi", ["S": 3], at: Example.hour(1))
    let id = try example.join("ayu", ["S": 2], orWait: false, at: Example.hour(1))
    XCTAssertEqual(try example.pay(id, at: Example.hour(30)).status, "waiting")
    XCTAssertEqual(try example.session.waiting.units, [2, 0, 0, 0])
  }

  // MARK: Reversals

  /// "Payment reversed (a chargeback): before close, as leaving, without a refund".
  func testAReversalBeforeTheDeadline() throws {
    var example = try Example()
    try example.buy("ayu", ["S": 3], at: Example.hour(1))
    let waiting = try example.buy("budi", ["S": 3], orWait: false, at: Example.hour(2))
    let command = ReversePayment(Example.session, payment: PaymentReference(literal: "pay-0"))
    let receipt = try example.accept(command, at: Example.before(168))
    XCTAssertEqual(receipt.source, .escrow)
    XCTAssertEqual(example.statuses([ParticipantID(literal: "p0"), waiting]), ["reversed", "paid"])
    XCTAssertEqual(try example.session.escrow, Money(600_000, .idr))
    XCTAssertEqual(example.refunds, [])
    let again = try example.accept(command, at: Example.hour(170))
    XCTAssertTrue(again.isRepeated)
    XCTAssertEqual(again.source, .escrow)
    XCTAssertEqual(try example.balance(.gateway), -600_000)
    let unknown = PaymentReference(literal: "unknown")
    XCTAssertEqual(
      try example.refusal(of: ReversePayment(Example.session, payment: unknown), at: Example.hour(170)),
      .unknownPayment(unknown))
  }

  /// "Afterwards it is posted to `disputes` and reported, and changes no outcome": from the deadline on, whether or not
  /// the session was closed by then.
  func testAReversalFromTheDeadlineOn() throws {
    var settlements: [SessionSettlement] = []
    for isBeforeTheClose in [true, false] {
      var example = try Example()
      for size in ["S", "M"] { try example.buy("ayu", [size: 3], at: Example.hour(1)) }
      let close = CloseSession(Example.session)
      let reverse = ReversePayment(Example.session, payment: PaymentReference(literal: "pay-0"))
      if isBeforeTheClose { _ = try example.accept(reverse, at: Example.hour(168)) }
      settlements.append(try example.accept(close, at: Example.hour(169)))
      if !isBeforeTheClose { XCTAssertEqual(try example.accept(reverse, at: Example.hour(169)).source, .disputes) }
      // Of the first 600 000 the tier's 150 000 would have gone into the wallet: against the dispute, if there is one.
      XCTAssertEqual(try example.balance(.disputes), isBeforeTheClose ? -450_000 : -600_000)
      XCTAssertEqual(try example.balance(.wallet(BuyerID(literal: "ayu"))), isBeforeTheClose ? 150_000 : 300_000)
      XCTAssertEqual(try example.session.escrow, Money(900_000, .idr))
      let cancel = CancelSession(Example.session, because: try XCTUnwrap(Reason("no cloth")))
      let receipt = try example.accept(cancel, at: Example.hour(170))
      XCTAssertEqual(receipt.refunded, Money(450_000, .idr))
      XCTAssertEqual(receipt.disputed, Money(450_000, .idr))
      XCTAssertEqual(try example.session.escrow, .zero(.idr))
      XCTAssertEqual(try example.balance(.disputes), isBeforeTheClose ? 0 : -150_000)
    }
    XCTAssertEqual(settlements[0], settlements[1])
  }

  /// A payment that was returned and is charged back all the same: the platform paid twice, and disputes it.
  func testAReversalAfterAReturn() throws {
    var example = try Example()
    let id = try example.join("ayu", ["S": 1], at: Example.hour(1))
    try example.pay(id, 5, at: Example.hour(1))
    let receipt = try example.accept(
      ReversePayment(Example.session, payment: PaymentReference(literal: "pay-0")), at: Example.hour(2))
    XCTAssertEqual(receipt.source, .disputes)
    XCTAssertEqual(example.status(id), "awaitingPayment")
    XCTAssertEqual(try example.balance(.disputes), -5)
    let refund = try XCTUnwrap(example.refunds.first)
    let refused = try example.accept(RefuseRefund(Example.session, refund: refund.id), at: Example.hour(3))
    XCTAssertEqual(refused.target, .disputes)
    XCTAssertEqual(try example.balance(.disputes), 0)
  }

  // MARK: Refused refunds

  /// "The amount goes to the buyer's wallet instead; either way it leaves escrow once".
  func testARefusedRefund() throws {
    var example = try Example()
    let id = try example.buy("ayu", ["S": 2], at: Example.hour(1))
    _ = try example.accept(LeaveSession(Example.session, participant: id), at: Example.hour(2))
    let refund = try XCTUnwrap(example.refunds.first)
    let command = RefuseRefund(Example.session, refund: refund.id)
    XCTAssertEqual(try example.accept(command, at: Example.hour(3)).target, .wallet)
    XCTAssertEqual(try example.balance(.wallet(BuyerID(literal: "ayu"))), 400_000)
    XCTAssertEqual(try example.balance(.escrow(Example.session)), 0)
    let again = try example.accept(command, at: Example.hour(4))
    XCTAssertTrue(again.isRepeated)
    XCTAssertEqual(try example.balance(.wallet(BuyerID(literal: "ayu"))), 400_000)
    // Charged back after that: the buyer has it twice, and the platform disputes it.
    _ = try example.accept(
      ReversePayment(Example.session, payment: PaymentReference(literal: "pay-0")), at: Example.hour(5))
    XCTAssertEqual(try example.balance(.disputes), -400_000)
    let unknown = RefundID(literal: "unknown")
    XCTAssertEqual(
      try example.refusal(of: RefuseRefund(Example.session, refund: unknown), at: Example.hour(5)),
      .unknownRefund(unknown))
  }
}
