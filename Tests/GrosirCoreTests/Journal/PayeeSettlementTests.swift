import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §9: what factories and sellers are paid, and when.
final class PayeeSettlementTests: XCTestCase {
  private static let factory = Payee.factory(FactoryID(literal: "F"))

  private func instant(_ text: String) throws -> Instant { try Instant(rfc3339: text) }

  private func release(_ amount: Int64, _ id: String, at instant: Instant) throws -> JournalEntry {
    try .consignmentRelease(
      FeeSplit(of: Money(amount, .idr), at: Factory.defaultFee), for: ParticipantID(unchecked: id),
      from: SessionID(literal: "S"), to: FactoryID(literal: "F"), at: instant)
  }

  // MARK: - The worked examples

  func testFiveMillion() throws {
    var journal = Journal()
    let (start, end) = (try instant("2026-03-01T00:00:00+07:00"), try instant("2026-03-08T00:00:00+07:00"))
    try journal.post(release(5_000_000, "A", at: start))
    try journal.post(release(999, "B", at: end))
    XCTAssertEqual(
      thrown { () throws(JournalError) in
        try journal.settle(Self.factory, for: start..<end, in: .idr, at: start)
      }, .periodNotOver(endsAt: end))
    let settlement = try journal.settle(Self.factory, for: start..<end, in: .idr, at: end)
    XCTAssertEqual([settlement.gross, settlement.fee, settlement.net].map(\.amount), [5_000_000, 250_000, 4_750_000])
    // Sunday 8 March and seven days are Sunday 15 March; the next Friday is the 20th.
    XCTAssertEqual(settlement.payableAt?.rfc3339, "2026-03-20T03:00:00Z")
    try journal.post(
      .payout(
        of: Identifier<PayeeSettlementTests>(literal: "1"), settlement.payout(from: settlement.net), to: Self.factory,
        at: XCTUnwrap(settlement.payableAt)))
    XCTAssertEqual(journal.balance(of: .bank, in: .idr), Money(4_750_000, .idr))
    XCTAssertEqual(journal.balance(of: .factoryPayable(FactoryID(literal: "F")), in: .idr), Money(949, .idr))
  }

  /// The first Friday, 10:00, whose date is strictly later than the date of the period's end plus the hold.
  func testPayoutsAreOnALaterFriday() throws {
    let examples = [
      ("2026-03-06T00:00:00+07:00", "2026-03-20T03:00:00Z"), ("2026-03-05T23:59:59.999+07:00", "2026-03-13T03:00:00Z"),
      ("2026-03-06T10:00:00+07:00", "2026-03-20T03:00:00Z"), ("2026-03-07T00:00:00+07:00", "2026-03-20T03:00:00Z"),
    ]
    for (end, payableAt) in examples {
      XCTAssertEqual(SettlementTerms.standard.payableAt(periodEnd: try instant(end))?.rfc3339, payableAt, end)
    }
    let atOnce = try XCTUnwrap(SettlementTerms(hold: .zero))
    XCTAssertEqual(
      atOnce.payableAt(periodEnd: try instant("2026-03-05T12:00:00+07:00"))?.rfc3339, "2026-03-06T03:00:00Z")
    XCTAssertNil(SettlementTerms(hold: .milliseconds(-1)))
    XCTAssertNil(SettlementTerms.standard.payableAt(periodEnd: .latest))
  }

  /// A seller's sales less what went back; what a later refund takes from the payable is not paid out.
  func testASeller() throws {
    var journal = Journal()
    let (seller, rate) = (SellerID(literal: "Z"), Factory.defaultFee)
    let end = try instant("2026-03-08T00:00:00+07:00")
    let sale = Money(200_010, .idr)
    let first = Identifier<PayeeSettlementTests>(literal: "1")
    let second = Identifier<PayeeSettlementTests>(literal: "2")
    try journal.post(.retailSale(first, FeeSplit(of: sale, at: rate), by: seller, at: .epoch))
    let part = try FeeSplit(refunding: Money(100_000, .idr), of: sale, after: .zero(.idr), at: rate)
    try journal.post(.retailRefund(first, part, by: seller, at: .epoch))
    let settlement = try journal.settle(.seller(seller), for: Instant.epoch..<end, in: .idr, at: end)
    XCTAssertEqual([settlement.gross, settlement.fee, settlement.net].map(\.amount), [100_010, 5_001, 95_009])
    let rest = try FeeSplit(refunding: Money(100_010, .idr), of: sale, after: Money(100_000, .idr), at: rate)
    try journal.post(.retailRefund(second, rest, by: seller, at: .epoch))
    let balance = journal.balance(of: .sellerPayable(seller), in: .idr)
    XCTAssertTrue(balance.isZero)
    XCTAssertTrue(settlement.payout(from: balance).isZero)
    XCTAssertEqual(settlement.payout(from: Money(95_008, .idr)), Money(95_008, .idr))
    XCTAssertEqual(settlement.payout(from: Money(95_010, .idr)), Money(95_009, .idr))
    let later = try journal.settle(
      .seller(seller), for: end..<(try instant("2026-03-15T00:00:00+07:00")), in: .idr,
      at: instant("2026-03-15T00:00:00+07:00"))
    XCTAssertEqual([later.gross, later.fee, later.net].map(\.amount), [-100_010, -5_001, -95_009])
    XCTAssertTrue(later.payout(from: balance).isZero)
  }

  /// Where the fee leaves nothing, the settlement has the release all the same.
  func testAFeeThatTakesEverything() throws {
    var journal = Journal()
    try journal.post(
      .consignmentRelease(
        FeeSplit(of: Money(1, .idr), at: .half), for: ParticipantID(literal: "A"), from: SessionID(literal: "S"),
        to: FactoryID(literal: "F"), at: .epoch))
    let settlement = try journal.settlement(with: Self.factory, for: Instant.epoch..<Instant.latest, in: .idr)
    XCTAssertEqual([settlement.gross, settlement.fee, settlement.net].map(\.amount), [1, 1, 0])
  }

  // MARK: - Adjoining periods

  /// Whatever is posted, paid out and settled in whatever order, under a clock that jumps back past what was settled:
  /// the settlements of adjoining periods add up to the settlement of the whole, and to all that was ever owed.
  func testAdjoiningPeriodsAddUp() throws {
    try checkProperty(
      "settlements of adjoining periods add up", cases: 3_000,
      minimumShares: ["dated later": 0.2, "posted at a boundary": 0.05, "refund": 0.3, "purchase": 0.3, "payout": 0.3]
    ) { choices in
      var run = SettlementRun(choices)
      try choices.steps(0...30) { _ in try run.step() }
      try run.check()
    }
  }
}

/// One case of the property: a seller and a factory whose periods are settled while more is posted.
private struct SettlementRun {
  private let choices: Choices
  private var journal = Journal()
  private var now = 0
  private var settledUntil = 0
  private var posted = 0
  private var settled: [Payee: [PayeeSettlement]] = [:]
  private var owed: [Payee: Int64] = [:]
  private let seller = SellerID(literal: "Z")
  private let factory = FactoryID(literal: "F")
  private var payees: [Payee] { [.seller(seller), .factory(factory)] }

  init(_ choices: Choices) { self.choices = choices }

  private func instant(_ milliseconds: Int) throws -> Instant {
    try XCTUnwrap(Instant(millisecondsSince1970: Int64(milliseconds)))
  }

  mutating func step() throws {
    now = max(0, now + choices.integer(in: -4...6))
    if choices.chance(1, in: 4) { return try settle() }
    posted += 1
    let id = Identifier<PayeeSettlementTests>(unchecked: "\(posted)")
    let amount = Money(choices.boundaryInteger(in: 0...100_000), .idr)
    let split = FeeSplit(of: amount, at: choices.rate())
    let (entry, payee, change) = try entry(id, amount, split)
    let receipt = try journal.post(entry)
    owed[payee, default: 0] += change
    if receipt.instant > entry.instant { choices.count("dated later") }
    if receipt.instant == (try instant(settledUntil)) { choices.count("posted at a boundary") }
  }

  /// An entry on one of the payables, and what it adds to what was ever owed: nothing for a payout.
  private func entry(
    _ id: Identifier<PayeeSettlementTests>, _ amount: Money, _ split: FeeSplit
  ) throws -> (JournalEntry, Payee, Int64) {
    let at = try instant(now)
    let (zed, eff) = (Payee.seller(seller), Payee.factory(factory))
    switch choices.integer(in: 0...6) {
    case 0: return (try .retailSale(id, split, by: seller, at: at), zed, split.net.amount)
    case 1:
      choices.count("refund")
      return (try .retailRefund(id, split, by: seller, at: at), zed, -split.net.amount)
    case 2:
      let release = try JournalEntry.consignmentRelease(
        split, for: ParticipantID(unchecked: id.text), from: SessionID(literal: "S"), to: factory, at: at)
      return (release, eff, split.net.amount)
    case 3:
      choices.count("purchase")
      let purchase = try JournalEntry.goodsPurchased(id, costing: amount, from: factory, about: .stock, at: at)
      return (purchase, eff, amount.amount)
    case 4:
      return (
        try .goodsDamaged(id, costing: amount, from: factory, about: .stock, at: at), eff, amount.amount
      )
    case 5:
      return (
        try .shipping(of: id, costing: amount, by: factory, about: .stock, at: at), eff, amount.amount
      )
    default:
      choices.count("payout")
      let payee = choices.element(of: [zed, eff])
      return (try .payout(of: id, amount, to: payee, at: at), payee, 0)
    }
  }

  private mutating func settle() throws {
    guard now > settledUntil else { return }
    let end = choices.integer(in: settledUntil + 1...now)
    for payee in payees {
      let period = try instant(settledUntil)..<instant(end)
      let settlement = try journal.settle(payee, for: period, in: .idr, at: instant(now))
      try expectEqual(settlement.gross.amount - settlement.fee.amount, settlement.net.amount, "gross less fee")
      settled[payee, default: []].append(settlement)
    }
    settledUntil = end
  }

  mutating func check() throws {
    now = 1_000
    try settle()
    let end = settledUntil
    for payee in payees {
      let parts = settled[payee, default: []]
      let rest = try journal.settlement(with: payee, for: instant(end)..<instant(10_000), in: .idr)
      let whole = try journal.settlement(with: payee, for: instant(0)..<instant(10_000), in: .idr)
      func sum(_ amount: (PayeeSettlement) -> Money) -> Int64 { (parts + [rest]).reduce(0) { $0 + amount($1).amount } }
      try expectEqual(sum { $0.gross }, whole.gross.amount, "gross")
      try expectEqual(sum { $0.fee }, whole.fee.amount, "fee")
      try expectEqual(sum { $0.net }, whole.net.amount, "net")
      try expectEqual(sum { $0.releases }, whole.releases.amount, "releases")
      try expectEqual(whole.net.amount, owed[payee, default: 0], "all that was ever owed")
      for part in parts {
        try expectEqual(
          journal.settlement(with: payee, for: part.period, in: .idr), part, "settled again, and it is the same")
      }
    }
  }
}
