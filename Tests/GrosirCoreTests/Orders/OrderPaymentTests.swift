import GrosirCore
import XCTest

/// Money that arrives for orders: exactly what was asked for, or returned in the same step (SPEC §9, §12).
final class OrderPaymentTests: XCTestCase {
  func testAPaymentHoldsTheUnitsAndIsTheSellers() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 0)
    let receipt = try example.pay(id, at: 1)
    XCTAssertNil(receipt.returned)
    XCTAssertFalse(receipt.isRepeated)
    XCTAssertEqual(example.status(id), "paid paid")
    XCTAssertEqual(example.world.orders[id]?.payment?.text, "pay")
    XCTAssertEqual(example.reservation(id)?.life.state, .reserved)
    XCTAssertNil(example.reservation(id)?.life.expiresAt)
    // 500 bp of 200 000.
    XCTAssertEqual(example.balance(.gateway), -200_000)
    XCTAssertEqual(example.balance(.sellerPayable(OrderExample.budi)), 190_000)
    XCTAssertEqual(example.balance(.platformFees), 10_000)
    // Days later nothing has expired.
    XCTAssertEqual(try example.accept(SweepReservations(), at: 10_000).released, 0)
    XCTAssertEqual(try example.accept(ExpireOrders(), at: 10_000).expired, 0)
    try example.accept(ShipOrder(id), at: 10_000)
    XCTAssertEqual(example.count("shirt-s"), "8 0")
  }

  func testTheSameConfirmationAgainChangesNothing() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 0)
    try example.pay(id, at: 1)
    let (events, effects) = (example.world.events.count, example.world.effects.count)
    let again = try example.pay(id, at: 2)
    XCTAssertTrue(again.isRepeated)
    XCTAssertNil(again.returned)
    XCTAssertEqual(example.world.events.count, events)
    XCTAssertEqual(example.world.effects.count, effects)
    let other = try example.order("D", at: 3)
    let reference = PaymentReference(literal: "pay")
    XCTAssertEqual(
      try example.refusal(of: OrderExample.paying(other, 200_000, as: "pay"), at: 4), .conflictingPayment(reference))
    XCTAssertEqual(
      try example.refusal(of: OrderExample.paying(id, 1, as: "pay"), at: 4), .conflictingPayment(reference))
  }

  /// Whatever is not what was asked for goes in and out of the gateway in one entry, and changes no state.
  func testOtherMoneyGoesBack() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 0)
    let dollar = try XCTUnwrap(Currency("USD"))
    let foreign = ConfirmOrderPayment(id, payment: PaymentReference(literal: "foreign"), amount: Money(200_000, dollar))
    XCTAssertEqual(try example.accept(foreign, at: 1).returned, .paymentMismatch)
    XCTAssertEqual(try example.pay(id, 199_999, as: "less", at: 1).returned, .paymentMismatch)
    XCTAssertEqual(try example.pay(id, 200_001, as: "more", at: 1).returned, .paymentMismatch)
    XCTAssertEqual(example.status(id), "pending_payment pending")
    try example.pay(id, at: 2)
    XCTAssertEqual(try example.pay(id, as: "double", at: 3).returned, .alreadyPaid)
    try example.accept(CancelOrder(id), at: 4)
    XCTAssertEqual(try example.pay(id, as: "too late", at: 5).returned, .orderCancelled)
    let failed = try example.order("D", at: 5)
    try example.accept(FailOrderPayment(failed), at: 6)
    XCTAssertEqual(try example.pay(failed, as: "failed", at: 7).returned, .orderCancelled)
    XCTAssertEqual(example.status(failed), "cancelled failed")
    XCTAssertEqual(example.balance(.gateway), 0)
    XCTAssertEqual(example.balance(.wallet(OrderExample.ani)), 0)
    let returned = example.world.events.flatMap { $0.entries }.filter { $0.reference.kind == .paymentReturned }
    XCTAssertEqual(returned.map { $0.reference.id.text }, ["foreign", "less", "more", "double", "too late", "failed"])
    XCTAssertEqual(
      returned[1].movements.map { "\($0.source) \($0.target) \($0.amount.amount)" },
      ["gateway wallet(ani) 199999", "wallet(ani) gateway 199999"])
    let refunds = example.world.effects.compactMap { effect in
      if case .refundOrder(let refund) = effect {
        "\(refund.payment.text) \(refund.amount) \(refund.reason.name)"
      } else {
        nil
      }
    }
    XCTAssertEqual(
      refunds,
      [
        "foreign USD 200000 paymentMismatch", "less IDR 199999 paymentMismatch", "more IDR 200001 paymentMismatch",
        "double IDR 200000 alreadyPaid", "pay IDR 200000 cancelled", "too late IDR 200000 orderCancelled",
        "failed IDR 200000 orderCancelled",
      ])
  }

  func testNoMoneyIsNoPayment() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 0)
    for amount in [0, -1] as [Int64] {
      guard case .invalid(let violations)? = try example.refusal(of: OrderExample.paying(id, amount, as: "p"), at: 1)
      else { return XCTFail("accepted") }
      XCTAssertEqual(violations.map { $0.path.description }, ["amount"])
    }
    let free = OrderExample.checkout("F", [OrderExample.line("shirt-s", 1, 100)], discount: 100)
    let gift = try XCTUnwrap(example.accept(free, at: 1).orders.first?.order)
    XCTAssertNil(try example.pay(gift, 0, as: "nothing", at: 2).returned)
    try example.accept(CancelOrder(gift), at: 3)
    XCTAssertEqual(example.status(gift), "cancelled refunded")
    XCTAssertTrue(example.world.orderRefunds.isEmpty)
  }

  // MARK: Late money

  func testLateMoneyReservesAgain() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 0)
    let known = example.world.events.count
    XCTAssertNil(try example.pay(id, at: 15).returned)
    XCTAssertEqual(example.status(id), "paid paid")
    XCTAssertEqual(
      example.events(since: known), ["INVENTORY_RELEASED", "ORDER_EXPIRED", "INVENTORY_RESERVED", "ORDER_PAID"])
    XCTAssertNil(example.reservation(id)?.life.expiresAt)
    XCTAssertEqual(example.count("shirt-s"), "10 2")
    // So it does after a sweep, and after the job.
    let swept = try example.order("D", at: 20)
    XCTAssertEqual(try example.accept(SweepReservations(), at: 40).released, 1)
    XCTAssertEqual(try example.accept(ExpireOrders(), at: 40).expired, 1)
    XCTAssertEqual(example.status(swept), "cancelled expired")
    XCTAssertNil(try example.pay(swept, as: "pay D", at: 41).returned)
    XCTAssertEqual(example.count("shirt-s"), "10 4")
  }

  func testLateMoneyGoesBackWhereTheUnitsAreGone() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 0)
    let other = try example.order("D", shirts: 9, at: 15)
    XCTAssertEqual(try example.pay(id, at: 16).returned, .soldOut)
    XCTAssertEqual(example.status(id), "cancelled expired")
    XCTAssertEqual(example.reservation(id)?.life.state, .released(.expired))
    XCTAssertEqual(example.count("shirt-s"), "10 9")
    // Once they can be had, later money takes the order up again; a wrong amount never does.
    try example.accept(CancelOrder(other), at: 17)
    XCTAssertEqual(try example.pay(id, 1, as: "wrong", at: 18).returned, .paymentMismatch)
    XCTAssertEqual(example.status(id), "cancelled expired")
    XCTAssertNil(try example.pay(id, as: "second", at: 18).returned)
    XCTAssertEqual(example.status(id), "paid paid")
    XCTAssertEqual(example.balance(.gateway), -200_000)
  }

  /// Judged half-open, on a clock that never goes back behind what has happened.
  func testExpiryIsHalfOpenAndNeverUndone() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 0)
    let before = try XCTUnwrap(OrderExample.at(15).subtracting(.milliseconds(1)))
    let row = try XCTUnwrap(example.world.orders[id])
    let held = example.reservation(id)
    XCTAssertEqual(row.judged(at: before, holding: held).status, .pendingPayment)
    XCTAssertEqual(row.judged(at: OrderExample.at(15), holding: held).paymentStatus, .expired)
    XCTAssertEqual(row.judged(at: before, holding: nil).paymentStatus, .expired)
    _ = try example.run(BeginOrderPayment(id), at: before).get()
    XCTAssertEqual(example.status(id), "pending_payment processing")
    // Swept by a clock ahead; the one behind comes too late as well.
    try example.accept(SweepReservations(), at: 30)
    XCTAssertEqual(
      try example.refusal(of: BeginOrderPayment(id), at: 1),
      .invalidTransition(from: .cancelled, payment: .expired, action: .beginPayment))
    let known = example.world.events.count
    XCTAssertNil(try example.pay(id, at: 1).returned)
    let dated = example.world.events.dropFirst(known)
    XCTAssertTrue(dated.allSatisfy { $0.instant >= OrderExample.at(30) })
  }

  func testExpiringIsBounded() throws {
    var example = try OrderExample()
    let ids = try (0..<5).map { try example.order("C-\($0)", at: $0) }
    let early = try example.accept(ExpireOrders(limit: 2), at: 14)
    XCTAssertEqual(early.expired, 0)
    XCTAssertTrue(early.isComplete)
    let some = try example.accept(ExpireOrders(limit: 2), at: 18)
    XCTAssertEqual(some.expired, 2)
    XCTAssertFalse(some.isComplete)
    XCTAssertEqual(example.status(ids[1]), "cancelled expired")
    XCTAssertEqual(example.status(ids[2]), "pending_payment pending")
    let rest = try example.accept(ExpireOrders(limit: 2), at: 18)
    XCTAssertEqual(rest.expired, 2)
    XCTAssertTrue(rest.isComplete)
    XCTAssertEqual(example.count("shirt-s"), "10 2")
    for limit in [0, 10_001] {
      XCTAssertEqual(try example.refusal(of: ExpireOrders(limit: limit), at: 20)?.code, "invalid")
    }
  }

  /// Nobody moves an order's reservation but its own commands.
  func testAnOrdersReservationIsItsOwn() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 0)
    let refusal = StockError.belongsToOrder(id)
    XCTAssertEqual(try example.refusal(of: ConsumeReservation(id), at: 1), refusal)
    XCTAssertEqual(try example.refusal(of: ReleaseReservation(id, because: .cancelled), at: 1), refusal)
    XCTAssertEqual(try example.refusal(of: ExtendReservation(id, until: OrderExample.at(30)), at: 1), refusal)
    let lines = [StockLine(OrderExample.key("shirt-s"), 2)]
    XCTAssertEqual(try example.refusal(of: ReserveStock(id, lines), at: 1), refusal)
    XCTAssertEqual(StockError(record: refusal.record), refusal)
    XCTAssertEqual("\(refusal)", "the reservation is the order C/1's; pay, ship or cancel that")
    // One of an order that is kept elsewhere is not touched by that.
    let loose = OrderID(literal: "elsewhere")
    try example.accept(ReserveStock(loose, lines), at: 1)
    try example.accept(ConsumeReservation(loose), at: 2)
    XCTAssertEqual(example.count("shirt-s"), "8 2")
  }

  /// What is paid for is held until it goes out, from every state that a reservation can be in.
  func testSecuringAReservation() throws {
    let (made, expiry) = (OrderExample.at(0), OrderExample.at(15))
    func life(_ state: ReservationState, _ expiresAt: Instant?) -> ReservationLife {
      ReservationLife(madeAt: made, lastInstant: made, expiresAt: expiresAt, state: state)
    }
    let now = OrderExample.at(14)
    let secured = try XCTUnwrap(try life(.reserved, expiry).secured(at: now))
    XCTAssertEqual(secured, ReservationLife(madeAt: made, lastInstant: now, expiresAt: nil, state: .reserved))
    XCTAssertFalse(secured.isExpired(at: .latest))
    XCTAssertNil(try secured.secured(at: .latest))
    XCTAssertEqual(
      thrown { () throws(StockError) in try life(.reserved, expiry).secured(at: expiry) },
      .reservationExpired(at: expiry))
    XCTAssertEqual(
      thrown { () throws(StockError) in try life(.consumed, expiry).secured(at: now) },
      .invalidTransition(from: .consumed, action: .secure))
    XCTAssertEqual(
      thrown { () throws(StockError) in try life(.released(.cancelled), expiry).secured(at: now) },
      .invalidTransition(from: .released(.cancelled), action: .secure))
    XCTAssertEqual(
      thrown { () throws(StockError) in try life(.released(.expired), expiry).secured(at: now) },
      .reservationExpired(at: expiry))
  }

  func testFailingFreesTheUnits() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 0)
    XCTAssertTrue(try example.accept(FailOrderPayment(id), at: 1).isNew)
    XCTAssertEqual(example.reservation(id)?.life.state, .released(.paymentFailed))
    XCTAssertEqual(example.count("shirt-s"), "10 0")
    XCTAssertFalse(try example.accept(FailOrderPayment(id), at: 2).isNew)
    // What had expired before the failure was told ends as expired.
    let late = try example.order("D", at: 10)
    XCTAssertFalse(try example.accept(FailOrderPayment(late), at: 25).isNew)
    XCTAssertEqual(example.status(late), "cancelled expired")
    XCTAssertEqual(example.reservation(late)?.life.state, .released(.expired))
  }
}
