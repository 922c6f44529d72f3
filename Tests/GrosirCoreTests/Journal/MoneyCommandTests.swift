import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §9: money out of wallets and to factories and sellers, as commands.
final class MoneyCommandTests: XCTestCase {
  private static let buyer = BuyerID(literal: "ani")
  private static let factory = Payee.factory(FactoryID(literal: "bandung"))
  private static let tuesday = "2026-03-03T10:00:00+07:00"

  private func instant(_ text: String) throws -> Instant { try Instant(rfc3339: text) }

  private func world(wallet amount: Int64) throws -> SessionWorld {
    var world = SessionWorld()
    try world.credit(amount, to: Self.buyer, at: instant("2026-03-01T09:00:00+07:00"))
    return world
  }

  private func amounts(_ world: SessionWorld) -> [Int64] {
    [.wallet(Self.buyer), .withdrawals, .bank, .platformFees].map { world.journal.balance(of: $0, in: .idr).amount }
  }

  private func request(_ id: String, _ amount: Int64) -> RequestWithdrawal {
    RequestWithdrawal(WithdrawalID(unchecked: id), of: Money(amount, .idr), for: Self.buyer)
  }

  // MARK: - Withdrawals

  /// 100 000 → 97 500 paid out and 2 500 fee.
  func testAHundredThousandPaidOut() throws {
    var world = try world(wallet: 150_000)
    let monday = try instant("2026-03-02T12:00:00+07:00")
    let requested = try world.run(request("W", 100_000), at: monday).get()
    XCTAssertEqual([requested.net, requested.fee, requested.balance].map { $0.amount }, [97_500, 2_500, 50_000])
    XCTAssertEqual(requested.requestedAt, monday)
    XCTAssertEqual(amounts(world), [50_000, 100_000, 0, 0])
    let batch = try world.run(RunWithdrawalBatch(), at: instant(Self.tuesday)).get()
    XCTAssertEqual(batch.cutOff, try instant(Self.tuesday))
    XCTAssertEqual(batch.claimed, 1)
    XCTAssertTrue(batch.isComplete)
    guard case .disburse(let order)? = world.effects.last else { return XCTFail("nothing is to be paid") }
    XCTAssertEqual([order.withdrawal.text, order.buyer.text], ["W", "ani"])
    XCTAssertEqual(order.amount, Money(97_500, .idr))
    XCTAssertEqual(world.effects.last?.key, "withdrawal/W")
    let done = CompleteWithdrawal(WithdrawalID(literal: "W"))
    XCTAssertTrue(try world.run(done, at: instant(Self.tuesday)).get().isNew)
    XCTAssertEqual(amounts(world), [50_000, 0, 97_500, 2_500])
    let again = try world.run(done, at: instant(Self.tuesday)).get()
    XCTAssertEqual([again.state == .completed, again.isNew], [true, false])
    XCTAssertEqual(amounts(world), [50_000, 0, 97_500, 2_500])
    XCTAssertEqual(
      world.events.suffix(3).map { $0.event.name },
      ["WITHDRAWAL_REQUESTED", "WITHDRAWAL_CLAIMED", "WITHDRAWAL_COMPLETED"])
    let late = FailWithdrawal(WithdrawalID(literal: "W"), because: try XCTUnwrap(Reason("late")))
    XCTAssertEqual(
      try refusal(of: late, in: &world, at: Self.tuesday), .invalidTransition(from: .completed, action: .fail))
  }

  /// A failed one gives back 100 000.
  func testAFailedOneGivesBackAHundredThousand() throws {
    var world = try world(wallet: 100_000)
    _ = try world.run(request("W", 100_000), at: instant("2026-03-02T12:00:00+07:00")).get()
    let fail = FailWithdrawal(WithdrawalID(literal: "W"), because: try XCTUnwrap(Reason("no such account")))
    XCTAssertEqual(
      try refusal(of: fail, in: &world, at: Self.tuesday), .invalidTransition(from: .pending, action: .fail))
    _ = try world.run(RunWithdrawalBatch(), at: instant(Self.tuesday)).get()
    // Money that came meanwhile is dated later than the bank's clock.
    let later = try instant("2026-03-04T09:00:00+07:00")
    try world.credit(1, to: Self.buyer, at: later)
    XCTAssertTrue(try world.run(fail, at: instant(Self.tuesday)).get().isNew)
    XCTAssertEqual(amounts(world), [100_001, 0, 0, 0])
    XCTAssertEqual(world.events.last?.instant, later)
    XCTAssertFalse(try world.run(fail, at: instant(Self.tuesday)).get().isNew)
    XCTAssertEqual(amounts(world), [100_001, 0, 0, 0])
    XCTAssertEqual(
      try refusal(of: CompleteWithdrawal(WithdrawalID(literal: "W")), in: &world, at: Self.tuesday),
      .invalidTransition(from: .failed, action: .complete))
  }

  func testWhatIsRefused() throws {
    var world = try world(wallet: 50_000)
    let now = "2026-03-02T12:00:00+07:00"
    let minimum = Money(10_000, .idr)
    XCTAssertEqual(
      try refusal(of: request("W", 9_999), in: &world, at: now),
      .belowMinimum(asked: Money(9_999, .idr), minimum: minimum))
    XCTAssertEqual(
      try refusal(of: request("W", 50_001), in: &world, at: now),
      .exceedsBalance(asked: Money(50_001, .idr), balance: Money(50_000, .idr)))
    XCTAssertEqual(
      try refusal(of: request("W", Int64.max), in: &world, at: now),
      .exceedsBalance(asked: Money(.max, .idr), balance: Money(50_000, .idr)))
    XCTAssertEqual(
      try refusal(of: request("W", -1), in: &world, at: now), .belowMinimum(asked: Money(-1, .idr), minimum: minimum))
    let dollars = Money(20_000, try XCTUnwrap(Currency("USD")))
    XCTAssertEqual(
      try refusal(of: RequestWithdrawal(of: dollars, for: Self.buyer), in: &world, at: now),
      .belowMinimum(asked: dollars, minimum: minimum))
    _ = try world.run(request("W", 10_000), at: instant(now)).get()
    XCTAssertEqual(
      try refusal(of: request("W", 10_000), in: &world, at: now), .duplicateWithdrawal(WithdrawalID(literal: "W")))
    let cutOff = try instant("2026-03-02T12:00:01+07:00")
    XCTAssertEqual(try refusal(of: RunWithdrawalBatch(cutOff: cutOff), in: &world, at: now), .notYetDue(at: cutOff))
    for (limit, code) in [(0, Violation.Code.outOfRange), (-5, .outOfRange), (10_001, .tooLarge)] {
      guard case .invalid(let violations) = try refusal(of: RunWithdrawalBatch(limit: limit), in: &world, at: now)
      else { return XCTFail("\(limit) is accepted") }
      XCTAssertEqual(violations.map { $0.path.description }, ["limit"])
      XCTAssertEqual(violations.map { $0.code }, [code])
    }
    let nobody = WithdrawalID(literal: "nobody's")
    XCTAssertEqual(
      try refusal(of: CompleteWithdrawal(nobody), in: &world, at: now), .unknownWithdrawal(nobody))
    XCTAssertEqual(
      try refusal(of: FailWithdrawal(nobody, because: XCTUnwrap(Reason("x"))), in: &world, at: now),
      .unknownWithdrawal(nobody))
    XCTAssertEqual(amounts(world), [40_000, 10_000, 0, 0])
  }

  /// Its own terms: another minimum, fee and calendar; and identities where none is given.
  func testOtherTerms() throws {
    var world = try world(wallet: 50_000)
    let daily = try XCTUnwrap(WeeklySchedule(Set(Weekday.allCases), at: XCTUnwrap(LocalTime(hour: 8, minute: 0))))
    let terms = try XCTUnwrap(
      WithdrawalTerms(minimum: Money(100, .idr), fee: Money(1, .idr), schedule: daily))
    let command = RequestWithdrawal(of: Money(100, .idr), for: Self.buyer, under: terms)
    let now = try instant("2026-03-02T07:59:59+07:00")
    let (first, second) = (try world.run(command, at: now).get(), try world.run(command, at: now).get())
    XCTAssertNotEqual(first.withdrawal, second.withdrawal)
    XCTAssertEqual(first.net, Money(99, .idr))
    XCTAssertEqual(second.balance, Money(49_800, .idr))
    let run = try world.run(RunWithdrawalBatch(under: terms), at: instant("2026-03-02T08:00:00+07:00")).get()
    XCTAssertEqual(run.claimed, 2)
    XCTAssertEqual(try world.run(RunWithdrawalBatch(under: terms), at: .earliest).get().claimed, 0)
  }

  /// Bounded pages, the oldest first, of those before the cut-off; each once.
  func testABatchInPages() throws {
    var world = try world(wallet: 1_000_000)
    let start = try instant("2026-03-02T12:00:00+07:00")
    for number in 0..<7 {
      _ = try world.run(request("W\(number)", 10_000), at: XCTUnwrap(start.adding(.minutes(Int32(number))))).get()
    }
    let cutOff = try XCTUnwrap(start.adding(.minutes(5)))
    var claimed: [Int] = []
    var complete: [Bool] = []
    for _ in 0..<4 {
      let receipt = try world.run(RunWithdrawalBatch(cutOff: cutOff, limit: 2), at: cutOff).get()
      claimed.append(receipt.claimed)
      complete.append(receipt.isComplete)
    }
    XCTAssertEqual(claimed, [2, 2, 1, 0])
    XCTAssertEqual(complete, [false, false, true, true])
    XCTAssertEqual(world.effects.map { $0.key }, (0..<5).map { "withdrawal/W\($0)" })
    XCTAssertEqual(world.withdrawals[WithdrawalID(literal: "W4")]?.batch, WithdrawalBatch(cutOff: cutOff))
    XCTAssertEqual(world.withdrawals[WithdrawalID(literal: "W5")]?.state, .pending)
    // The calendar's next takes what was left.
    XCTAssertEqual(try world.run(RunWithdrawalBatch(), at: instant(Self.tuesday)).get().claimed, 2)
  }

  /// A clock that jumps back does not: a request counts from the wallet's last instant.
  func testAClockThatJumpsBack() throws {
    var world = try world(wallet: 100_000)
    let cutOff = try instant(Self.tuesday)
    try world.credit(1, to: Self.buyer, at: cutOff)
    let receipt = try world.run(request("W", 10_000), at: instant("2026-03-02T12:00:00+07:00")).get()
    XCTAssertEqual(receipt.requestedAt, cutOff)
    XCTAssertEqual(try world.run(RunWithdrawalBatch(), at: cutOff).get().claimed, 0, "it came at the cut-off")
  }

  // MARK: - Settlements

  private func released(_ amount: Int64, _ id: String, at time: String, in world: inout SessionWorld) throws {
    try world.post(
      .consignmentRelease(
        FeeSplit(of: Money(amount, .idr), at: Factory.defaultFee), for: ParticipantID(unchecked: id),
        from: SessionID(literal: "S"), to: FactoryID(literal: "bandung"), at: instant(time)))
  }

  private func settle(_ from: String, _ until: String, as id: String? = nil) throws -> SettlePayee {
    SettlePayee(Self.factory, from: try instant(from), until: try instant(until), as: id.map { .init(unchecked: $0) })
  }

  /// 5 000 000 at 500 bp → 250 000 + 4 750 000, payable after seven days on the Friday that follows, at 10:00.
  func testFiveMillion() throws {
    var world = SessionWorld()
    let (start, end) = ("2026-03-01T00:00:00+07:00", "2026-03-08T00:00:00+07:00")
    try released(5_000_000, "A", at: start, in: &world)
    try released(999, "B", at: end, in: &world)
    let command = try settle(start, end, as: "week")
    let settled = try world.run(command, at: instant(end)).get()
    XCTAssertEqual([settled.gross, settled.fee, settled.net].map { $0.amount }, [5_000_000, 250_000, 4_750_000])
    XCTAssertEqual(settled.payableAt?.rfc3339, "2026-03-20T03:00:00Z")
    XCTAssertTrue(settled.isNew)
    let again = try world.run(settle(start, end), at: instant(end)).get()
    XCTAssertEqual(again.settlement.text, "week")
    XCTAssertFalse(again.isNew)
    XCTAssertEqual(again.net, settled.net)
    let pay = PaySettlement(SettlementID(literal: "week"))
    XCTAssertEqual(
      try refusal(of: pay, in: &world, at: "2026-03-20T02:59:59.999Z"), .notYetDue(at: settled.payableAt))
    let paid = try world.run(pay, at: instant("2026-03-20T03:00:00Z")).get()
    XCTAssertEqual(paid.amount, Money(4_750_000, .idr))
    guard case .payOut(let order)? = world.effects.last else { return XCTFail("nothing is to be paid") }
    XCTAssertEqual(order.amount, Money(4_750_000, .idr))
    XCTAssertEqual(order.payee, Self.factory)
    XCTAssertEqual(world.effects.map { $0.key }, ["settlement/week"])
    let repeated = try world.run(pay, at: instant("2026-04-20T03:00:00Z")).get()
    XCTAssertEqual([repeated.amount, paid.amount], [paid.amount, Money(4_750_000, .idr)])
    XCTAssertEqual(repeated.paidAt, paid.paidAt)
    XCTAssertFalse(repeated.isNew)
    XCTAssertEqual(world.effects.count, 1)
    XCTAssertEqual(world.journal.balance(of: .bank, in: .idr), Money(4_750_000, .idr))
    // 999 less its fee of 50.
    XCTAssertEqual(world.journal.balance(of: Self.factory.account, in: .idr), Money(949, .idr))
    XCTAssertEqual(world.journal.differences(), [])
  }

  /// From the settlement on nothing is dated before the period's end, so the next one misses nothing.
  func testWhatIsPostedLaterBelongsToTheNextPeriod() throws {
    var world = SessionWorld()
    let times = ["2026-03-01T00:00:00+07:00", "2026-03-08T00:00:00+07:00", "2026-03-15T00:00:00+07:00"]
    try released(100_000, "A", at: times[0], in: &world)
    _ = try world.run(settle(times[0], times[1], as: "first"), at: instant(times[1])).get()
    try released(200_000, "late", at: "2026-03-03T00:00:00+07:00", in: &world)
    XCTAssertEqual(try world.run(settle(times[0], times[1]), at: instant(times[1])).get().gross.amount, 100_000)
    XCTAssertEqual(try world.run(settle(times[1], times[2]), at: instant(times[2])).get().gross.amount, 200_000)
    // Made anew from the entries, the journal is closed in the same places.
    var again = Journal()
    for entry in world.posted { try again.post(entry) }
    XCTAssertEqual(Array(again.entries), Array(world.journal.entries))
  }

  func testWhatASettlementIsRefusedFor() throws {
    var world = SessionWorld()
    let (start, end) = ("2026-03-01T00:00:00+07:00", "2026-03-08T00:00:00+07:00")
    try released(100_000, "A", at: start, in: &world)
    for until in [start, "2026-02-01T00:00:00+07:00"] {
      guard case .invalid(let violations) = try refusal(of: settle(start, until), in: &world, at: end) else {
        return XCTFail("a period without an instant")
      }
      XCTAssertEqual(violations.map { $0.path.description }, ["until"])
    }
    XCTAssertEqual(
      try refusal(of: settle(start, end), in: &world, at: "2026-03-07T23:59:59.999+07:00"),
      .periodNotOver(endsAt: try instant(end)))
    _ = try world.run(settle(start, end, as: "week"), at: instant(end)).get()
    let month = try settle(start, "2026-04-01T00:00:00+07:00")
    XCTAssertEqual(
      try refusal(of: month, in: &world, at: "2026-04-01T00:00:00+07:00"),
      .overlapping(SettlementID(literal: "week"), from: try instant(start), until: try instant(end)))
    XCTAssertEqual(
      try refusal(of: settle(end, "2026-03-15T00:00:00+07:00", as: "week"), in: &world, at: "2026-03-16T00:00:00Z"),
      .duplicateSettlement(SettlementID(literal: "week")))
    let nothing = SettlementID(literal: "nothing")
    XCTAssertEqual(try refusal(of: PaySettlement(nothing), in: &world, at: end), .unknownSettlement(nothing))
    // Another payee and another currency have settlements of their own.
    let seller = SettlePayee(.seller(SellerID(literal: "bandung")), from: try instant(start), until: try instant(end))
    XCTAssertEqual(try world.run(seller, at: instant(end)).get().net, .zero(.idr))
    var dollars = try settle(start, end)
    dollars.currency = try XCTUnwrap(Currency("USD"))
    XCTAssertEqual(try world.run(dollars, at: instant(end)).get().net, .zero(dollars.currency))
  }

  func testSumsThatDoNotFit() throws {
    var world = SessionWorld()
    let (start, end) = ("2026-03-01T00:00:00+07:00", "2026-03-08T00:00:00+07:00")
    let most = Money(.max, .idr)
    for (place, order) in ["A", "B"].enumerated() {
      try world.post(
        .goodsPurchased(
          Identifier<MoneyCommandTests>(unchecked: order), costing: most, from: FactoryID(literal: "bandung"),
          about: .stock, at: instant(start)))
      guard place == 0 else { continue }
      try world.post(
        .payout(of: Identifier<MoneyCommandTests>(literal: "before"), most, to: Self.factory, at: instant(start)))
      // So that the inventory has room for the second.
      try world.post(
        .goodsSold(Identifier<MoneyCommandTests>(literal: "sold"), costing: most, about: .stock, at: instant(start)))
    }
    XCTAssertEqual(try refusal(of: settle(start, end), in: &world, at: end), .sumOutOfRange)
  }

  /// What was refunded after the period's end is not paid out; what is never payable is never paid.
  func testAPayoutIsBoundedByWhatIsOwed() throws {
    var world = SessionWorld()
    let seller = SellerID(literal: "Z")
    let (start, end) = (try instant("2026-03-01T00:00:00+07:00"), try instant("2026-03-08T00:00:00+07:00"))
    let sale = FeeSplit(of: Money(100_000, .idr), at: Factory.defaultFee)
    try world.post(.retailSale(Identifier<MoneyCommandTests>(literal: "O"), sale, by: seller, at: start))
    let command = SettlePayee(.seller(seller), from: start, until: end, as: SettlementID(literal: "S"))
    XCTAssertEqual(try world.run(command, at: end).get().net.amount, 95_000)
    try world.post(.retailRefund(Identifier<MoneyCommandTests>(literal: "O"), sale, by: seller, at: end))
    let due = try instant("2026-03-20T03:00:00Z")
    let paid = try world.run(PaySettlement(SettlementID(literal: "S")), at: due).get()
    XCTAssertEqual(paid.amount, .zero(.idr))
    XCTAssertTrue(paid.isNew)
    XCTAssertEqual(world.effects, [])
    XCTAssertEqual(world.journal.balance(of: .sellerPayable(seller), in: .idr), .zero(.idr))
    var never = SettlePayee(.seller(seller), from: end, until: .latest, as: SettlementID(literal: "N"))
    never.terms = try XCTUnwrap(SettlementTerms(hold: .days(7)))
    XCTAssertNil(try world.run(never, at: .latest).get().payableAt)
    XCTAssertEqual(
      try refusal(of: PaySettlement(SettlementID(literal: "N")), in: &world, at: "9999-12-31T23:59:59.999Z"),
      .notYetDue(at: nil))
  }

  // MARK: - Records

  func testEveryErrorIsTheSameFromItsRecord() throws {
    let violations = [Violation(FieldPath("limit"), .tooLarge, "too many")]
    let (money, id) = (Money(1, .idr), WithdrawalID(literal: "W"))
    var next: WithdrawalError? = .invalid(violations)
    var withdrawals: [WithdrawalError] = []
    while let error = next {
      withdrawals.append(error)
      switch error {
      case .invalid: next = .unknownWithdrawal(id)
      case .unknownWithdrawal: next = .duplicateWithdrawal(id)
      case .duplicateWithdrawal: next = .belowMinimum(asked: money, minimum: Money(2, .idr))
      case .belowMinimum: next = .exceedsBalance(asked: money, balance: Money(3, .idr))
      case .exceedsBalance: next = .invalidTransition(from: .pending, action: .complete)
      case .invalidTransition: next = .afterCutOff(requestedAt: .latest, cutOff: .epoch)
      case .afterCutOff: next = .notYetDue(at: .epoch)
      case .notYetDue: next = nil
      }
    }
    try check(withdrawals) { $0.code }
    let settlement = SettlementID(literal: "S")
    var following: SettlementError? = .invalid(violations)
    var settlements: [SettlementError] = [.notYetDue(at: nil)]
    while let error = following {
      settlements.append(error)
      switch error {
      case .invalid: following = .unknownSettlement(settlement)
      case .unknownSettlement: following = .duplicateSettlement(settlement)
      case .duplicateSettlement: following = .overlapping(settlement, from: .epoch, until: .latest)
      case .overlapping: following = .periodNotOver(endsAt: .epoch)
      case .periodNotOver: following = .sumOutOfRange
      case .sumOutOfRange: following = .notYetDue(at: .epoch)
      case .notYetDue: following = nil
      }
    }
    try check(Array(settlements.dropFirst())) { $0.code }
    XCTAssertEqual(SettlementError(record: settlements[0].record), settlements[0])
  }

  private func check<Refusal: Error & Recordable & Equatable & CustomStringConvertible>(
    _ errors: [Refusal], _ code: (Refusal) -> String
  ) throws {
    XCTAssertEqual(Set(errors.map(code)).count, errors.count)
    for error in errors {
      XCTAssertEqual(Refusal(record: error.record), error)
      XCTAssertEqual(error.record["code"], .text(code(error)))
      XCTAssertFalse(error.description.isEmpty)
    }
    XCTAssertNil(Refusal(record: .null))
    XCTAssertNil(Refusal(record: ["code": "unheardOf"]))
  }

  private func refusal<Given: Command>(
    of command: Given, in world: inout SessionWorld, at time: String
  ) throws -> Given.Refusal? {
    guard case .failure(let refusal) = try world.run(command, at: instant(time)) else { return nil }
    return refusal
  }
}

extension SessionWorld {
  /// Money comes into a wallet: a refund that the provider refused.
  mutating func credit(_ amount: Int64, to buyer: BuyerID, at instant: Instant) throws {
    try post(
      .refundRefused(
        RefundID(unchecked: "R\(posted.count)"), of: Money(amount, .idr), to: .wallet, for: buyer,
        in: SessionID(literal: "S"), at: instant))
  }
}
