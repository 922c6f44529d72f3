import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §9: what a journal takes, what it refuses, and what it can be asked.
final class JournalTests: XCTestCase {
  private static let session = SessionID(literal: "S1")
  private static let buyer = BuyerID(literal: "B1")
  private static let usDollar = Currency("USD") ?? .idr

  private func payment(
    _ id: String, _ amount: Int64, _ currency: Currency = .idr, at instant: Instant = .epoch
  ) throws -> JournalEntry {
    try .payment(
      PaymentReference(unchecked: id), of: Money(amount, currency), into: Self.session, at: instant)
  }

  private func credit(_ id: String, _ amount: Int64) throws -> JournalEntry {
    try .tierRefund(
      for: ParticipantID(unchecked: id), of: Money(amount, .idr), to: Self.buyer, from: Self.session, at: .epoch)
  }

  /// A wallet's money goes out again.
  private func withdrawal(_ id: String, _ amount: Int64) throws -> JournalEntry {
    .withdrawalRequested(
      try Withdrawal(
        WithdrawalID(unchecked: id), of: Money(amount, .idr), for: Self.buyer, whoHas: Money(.max, .idr), at: .epoch))
  }

  // MARK: - The flows

  /// X → Y posts −amount to X and +amount to Y.
  func testTheFlowsOfASession() throws {
    let (session, buyer, instant) = (Self.session, Self.buyer, Instant.epoch)
    let ten = Money(10, .idr)
    let (refund, paid) = (RefundID(literal: "R"), PaymentReference(literal: "P"))
    let participant = ParticipantID(literal: "A")
    let flows: [(JournalEntry, String)] = [
      (try .payment(paid, of: ten, into: session, at: instant), "payment/P gateway -10 escrow(S1) 10"),
      (try .refund(refund, of: ten, from: session, at: instant), "refund/R escrow(S1) -10 gateway 10"),
      (
        try .refundRefused(refund, of: ten, to: .wallet, for: buyer, in: session, at: instant),
        "refundRefused/R gateway -10 wallet(B1) 10"
      ),
      (
        try .refundRefused(refund, of: ten, to: .disputes, for: buyer, in: session, at: instant),
        "refundRefused/R gateway -10 disputes 10"
      ),
      (
        try .paymentReversed(paid, of: ten, from: .escrow, in: session, at: instant),
        "paymentReversed/P escrow(S1) -10 gateway 10"
      ),
      (
        try .paymentReversed(paid, of: ten, from: .disputes, in: session, at: instant),
        "paymentReversed/P disputes -10 gateway 10"
      ),
      (
        try .tierRefund(for: participant, of: ten, to: buyer, from: session, at: instant),
        "tierRefund/A escrow(S1) -10 wallet(B1) 10"
      ),
      (
        try .tierRefundDisputed(for: participant, of: ten, from: session, at: instant),
        "tierRefundDisputed/A escrow(S1) -10 disputes 10"
      ),
      (
        try .refundDisputed(for: participant, of: ten, from: session, at: instant),
        "refundDisputed/A escrow(S1) -10 disputes 10"
      ),
    ]
    for (entry, expected) in flows {
      XCTAssertEqual(text(entry), expected)
      XCTAssertEqual(entry.subject, .session(session))
    }
  }

  func testTheFlowsOfSalesAndGoods() throws {
    let (session, factory, instant) = (Self.session, FactoryID(literal: "F"), Instant.epoch)
    let (participant, order) = (ParticipantID(literal: "A"), Identifier<JournalTests>(literal: "O"))
    let split = FeeSplit(of: Money(1_010, .idr), at: Factory.defaultFee)
    let (cost, about) = (Money(7, .idr), EntrySubject.session(session))
    let flows: [(JournalEntry, String)] = [
      (
        try .consignmentRelease(split, for: participant, from: session, to: factory, at: instant),
        "consignmentRelease/A escrow(S1) -959 factoryPayable(F) 959 escrow(S1) -51 platformFees 51"
      ),
      (
        try .warehouseRelease(split, for: participant, from: session, at: instant),
        "warehouseRelease/A escrow(S1) -959 sales 959 escrow(S1) -51 platformFees 51"
      ),
      (
        try .goodsPurchased(order, costing: cost, from: factory, about: about, at: instant),
        "goodsPurchased/O inventory -7 factoryPayable(F) 7"
      ),
      (
        try .heldGoodsPurchased(costing: cost, from: factory, in: session, at: instant),
        "heldGoodsPurchased/S1 inventory -7 factoryPayable(F) 7"
      ),
      (
        try .goodsDamaged(order, costing: cost, from: factory, about: about, at: instant),
        "goodsDamaged/O writeOffs -7 factoryPayable(F) 7"
      ),
      (
        try .shipping(of: order, costing: cost, by: factory, about: about, at: instant),
        "shipping/O costOfGoods -7 factoryPayable(F) 7"
      ),
      (try .goodsSold(order, costing: cost, about: about, at: instant), "goodsSold/O costOfGoods -7 inventory 7"),
      (try .goodsWrittenOff(order, costing: cost, at: instant), "goodsWrittenOff/O writeOffs -7 inventory 7"),
      (
        try .retailSale(order, split, by: SellerID(literal: "Z"), at: instant),
        "retailSale/O gateway -959 sellerPayable(Z) 959 gateway -51 platformFees 51"
      ),
      (
        try .retailRefund(order, split, by: SellerID(literal: "Z"), at: instant),
        "retailRefund/O sellerPayable(Z) -959 gateway 959 platformFees -51 gateway 51"
      ),
      (
        try .payout(of: order, cost, to: .factory(factory), at: instant), "payout/O factoryPayable(F) -7 bank 7"
      ),
      (
        try .payout(of: order, cost, to: .seller(SellerID(literal: "Z")), at: instant),
        "payout/O sellerPayable(Z) -7 bank 7"
      ),
    ]
    for (entry, expected) in flows { XCTAssertEqual(text(entry), expected) }
  }

  private func text(_ entry: JournalEntry) -> String {
    ([entry.reference.description] + entry.postings.map { "\($0.account) \($0.amount.amount)" }).joined(separator: " ")
  }

  func testNothingMovesBackwards() throws {
    let amount = Money(-1, .idr)
    XCTAssertEqual(
      thrown { () throws(JournalError) in
        try JournalEntry.payment(PaymentReference(literal: "P"), of: amount, into: Self.session, at: .epoch)
      }, .negativeAmount(amount))
  }

  /// Every account, entry and movement is the same again from its record.
  func testRecords() throws {
    let accounts: [Account] =
      [
        .escrow(Self.session), .wallet(Self.buyer), .factoryPayable(FactoryID(literal: "F")),
        .sellerPayable(SellerID(literal: "Z")), .gateway, .sales, .inventory, .costOfGoods, .writeOffs, .platformFees,
        .withdrawals, .disputes, .bank,
      ]
    for account in accounts { XCTAssertEqual(Account(record: account.record), account) }
    XCTAssertEqual(Set(accounts.map { $0.name }).count, accounts.count)
    XCTAssertNil(Account(record: ["kind": "escrow"]))
    XCTAssertNil(Account(record: ["kind": "till"]))
    let entry = try payment("P", 5, at: try XCTUnwrap(Instant(millisecondsSince1970: 7)))
    XCTAssertEqual(JournalEntry(record: entry.record), entry)
    let subjects: [EntrySubject] = [
      .session(Self.session), .buyer(Self.buyer), .factory(FactoryID(literal: "F")), .seller(SellerID(literal: "Z")),
      .stock,
    ]
    for subject in subjects { XCTAssertEqual(EntrySubject(record: subject.record), subject) }
  }

  // MARK: - Posting

  func testTheSameReferencePostsOnce() throws {
    var journal = Journal()
    let first = try journal.post(payment("P", 5))
    XCTAssertFalse(first.isRepeated)
    let later = try XCTUnwrap(Instant(millisecondsSince1970: 9))
    let second = try journal.post(payment("P", 5, at: later))
    XCTAssertTrue(second.isRepeated)
    XCTAssertEqual(second.instant, .epoch)
    for other in [try payment("P", 6), try payment("P", 5, Self.usDollar)] {
      XCTAssertEqual(
        thrown { () throws(JournalError) in try journal.post(other) }, .conflict(other.reference))
    }
    XCTAssertEqual(journal.count, 1)
    XCTAssertEqual(journal.balance(of: .escrow(Self.session), in: .idr), Money(5, .idr))
    XCTAssertEqual(journal.balance(of: .escrow(Self.session), in: Self.usDollar), .zero(Self.usDollar))
  }

  func testAWalletIsNeverNegative() throws {
    var journal = Journal()
    try journal.post(payment("P", 50_000))
    try journal.post(credit("A", 15_000))
    let before = journal.trialBalance
    let tooMuch = try withdrawal("W", 15_001)
    XCTAssertEqual(
      thrown { () throws(JournalError) in try journal.post(tooMuch) },
      .overdrawn(.wallet(Self.buyer), holds: Money(15_000, .idr), wouldHold: Money(-1, .idr)))
    XCTAssertEqual(journal.trialBalance, before)
    XCTAssertEqual(journal.count, 2)
    // What was refused has left no reference behind.
    try journal.post(withdrawal("W", 15_000))
    XCTAssertTrue(journal.balance(of: .wallet(Self.buyer), in: .idr).isZero)
  }

  func testABalanceThatCannotBeCountedIsRefused() throws {
    var journal = Journal()
    try journal.post(payment("P", .max))
    let entry = try payment("Q", 1)
    XCTAssertEqual(
      thrown { () throws(JournalError) in try journal.post(entry) }, .balanceOverflow(.escrow(Self.session), .idr))
    XCTAssertEqual(journal.balance(of: .gateway, in: .idr), Money(-.max, .idr))
    XCTAssertEqual(journal.count, 1)
    XCTAssertEqual(journal.differences(), [])
    XCTAssertNil(journal.entry(entry.reference))
  }

  /// What belongs to somebody is dated in order, whatever the clock says; what is the platform's own is not held up.
  func testAClockThatJumpsBack() throws {
    var journal = Journal()
    let late = try XCTUnwrap(Instant(millisecondsSince1970: 1_000))
    try journal.post(payment("P", 5, at: late))
    XCTAssertEqual(try journal.post(payment("Q", 5)).instant, late)
    let other = try JournalEntry.payment(
      PaymentReference(literal: "R"), of: Money(1, .idr), into: SessionID(literal: "S2"), at: .epoch)
    XCTAssertEqual(try journal.post(other).instant, .epoch)
    XCTAssertEqual(journal.lastInstant(of: .escrow(Self.session), in: .idr), late)
    XCTAssertNil(journal.lastInstant(of: .gateway, in: .idr))
  }

  // MARK: - Reading

  func testPagesOfAnAccount() throws {
    var journal = Journal()
    for number in 0..<5 { try journal.post(payment("P\(number)", Int64(number + 1))) }
    let account = Account.escrow(Self.session)
    let first = journal.statement(of: account, in: .idr, limit: 2)
    XCTAssertEqual(first.lines.map { $0.amount.amount }, [5, 4])
    XCTAssertEqual(first.lines.map { $0.balance.amount }, [15, 10])
    XCTAssertEqual(first.lines[0].entry, try payment("P4", 5))
    try journal.post(payment("new", 100))
    let second = journal.statement(of: account, in: .idr, from: first.next, limit: 2)
    XCTAssertEqual(second.lines.map { $0.amount.amount }, [3, 2])
    let last = journal.statement(of: account, in: .idr, from: second.next, limit: 2)
    XCTAssertEqual(last.lines.map { $0.amount.amount }, [1])
    XCTAssertNil(last.next)
    XCTAssertTrue(journal.statement(of: .bank, in: .idr).lines.isEmpty)
  }

  func testTheTrialBalance() throws {
    var journal = Journal()
    try journal.post(payment("P", 50_000))
    try journal.post(payment("Q", 7, Self.usDollar))
    try journal.post(credit("A", 20_000))
    let balance = journal.trialBalance
    XCTAssertEqual(
      balance.lines.map { "\($0.account) \($0.balance)" },
      [
        "gateway IDR -50000", "escrow(S1) IDR 30000", "wallet(B1) IDR 20000", "gateway USD -7", "escrow(S1) USD 7",
      ])
    XCTAssertEqual(balance.totals.map { $0.owedOrEarned }, [50_000, 7])
    XCTAssertEqual(balance.totals.map { $0.ownedOrSpent }, [-50_000, -7])
    XCTAssertTrue(balance.isBalanced)
    XCTAssertFalse(TrialBalance(of: balance.lines.dropLast()).isBalanced)
  }

  /// Counting again finds every balance that is kept wrongly, twice or not at all, and every entry that is there twice.
  func testReconciliationReportsEveryDifference() throws {
    var journal = Journal()
    try journal.post(payment("P", 50_000))
    try journal.post(credit("A", 20_000))
    var kept = Array(journal.balances)
    XCTAssertEqual(Journal.differences(between: kept, and: journal.entries), [])
    let escrow = try XCTUnwrap(kept.firstIndex { $0.account == .escrow(Self.session) })
    kept[escrow] = AccountBalance(kept[escrow].account, Money(30_001, .idr))
    let wallet = try XCTUnwrap(kept.firstIndex { $0.account == .wallet(Self.buyer) })
    kept.remove(at: wallet)
    kept.append(AccountBalance(.bank, Money(3, .idr)))
    kept.append(AccountBalance(.bank, Money(3, .idr)))
    let entries = Array(journal.entries)
    XCTAssertEqual(
      Journal.differences(between: kept, and: entries.reversed()),
      [
        .balance(.escrow(Self.session), kept: Money(30_001, .idr), recounted: Money(30_000, .idr)),
        .balance(.wallet(Self.buyer), kept: .zero(.idr), recounted: Money(20_000, .idr)),
        .keptTwice(.bank, .idr), .balance(.bank, kept: Money(3, .idr), recounted: .zero(.idr)),
      ])
    let twice = Journal.differences(between: journal.balances, and: entries + [entries[1]])
    XCTAssertEqual(twice.first, .repeated(entries[1].reference))
    XCTAssertEqual(twice.count, 3)
    let overdrawn = [try withdrawal("W", 10_000)]
    XCTAssertEqual(
      Journal.differences(
        between: [
          AccountBalance(.wallet(Self.buyer), Money(-10_000, .idr)),
          AccountBalance(.withdrawals, Money(10_000, .idr)),
        ], and: overdrawn),
      [.overdrawn(.wallet(Self.buyer), Money(-10_000, .idr))])
    let countless = [try payment("P", .max), try payment("Q", .max)]
    XCTAssertEqual(
      Journal.differences(between: [], and: countless),
      [.uncountable(.gateway, .idr), .uncountable(.escrow(Self.session), .idr)])
  }
}
