import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §9: several entries are posted together or not at all, and statements begin wherever they are asked to.
final class JournalPostingTests: XCTestCase {
  private let wallet = Account.wallet(BuyerID(literal: "A"))

  private func credit(_ id: String, _ amount: Int64, at milliseconds: Int64 = 0, to buyer: String = "A") throws
    -> JournalEntry
  {
    try .refundRefused(
      RefundID(unchecked: id), of: Money(amount, .idr), to: .wallet, for: BuyerID(unchecked: buyer),
      in: SessionID(literal: "S"), at: XCTUnwrap(Instant(millisecondsSince1970: milliseconds)))
  }

  private func withdrawal(_ id: String, _ amount: Int64, at milliseconds: Int64) throws -> JournalEntry {
    .withdrawalRequested(
      try Withdrawal(
        WithdrawalID(unchecked: id), of: Money(amount, .idr), for: BuyerID(literal: "A"),
        whoHas: Money(amount, .idr), at: XCTUnwrap(Instant(millisecondsSince1970: milliseconds))))
  }

  /// The third is refused, so the first two are not there either: neither accounts, nor balances, nor dates.
  func testAllOrNone() throws {
    var journal = Journal()
    try journal.post(credit("before", 15_000, at: 5))
    let entries = [
      try credit("1", 1, at: 7), try credit("2", 2, at: 9, to: "B"), try withdrawal("W", 20_000, at: 11),
      try credit("3", 3),
    ]
    XCTAssertEqual(
      thrown { () throws(JournalError) in try journal.post(all: entries) },
      .overdrawn(wallet, holds: Money(15_001, .idr), wouldHold: Money(-4_999, .idr)))
    XCTAssertEqual(journal.count, 1)
    XCTAssertEqual(journal.balances.map { $0.account }, [.gateway, wallet])
    XCTAssertEqual(journal.balance(of: wallet, in: .idr), Money(15_000, .idr))
    XCTAssertEqual(journal.lastInstant(of: wallet, in: .idr), Instant(millisecondsSince1970: 5))
    XCTAssertEqual(journal.differences(), [])
    XCTAssertNil(journal.entry(entries[0].reference))
    try journal.post(all: entries.filter { $0.reference.kind == .refundRefused })
    XCTAssertEqual(journal.count, 4)
    XCTAssertEqual(journal.balance(of: wallet, in: .idr), Money(15_004, .idr))
    let same = try credit("1", 1, at: 100)
    try journal.post(all: [same, same])
    XCTAssertEqual(journal.count, 4, "posted before")
    let conflicting = [try credit("4", 1), try credit("1", 2)]
    XCTAssertEqual(
      thrown { () throws(JournalError) in try journal.post(all: conflicting) }, .conflict(same.reference))
    XCTAssertEqual(journal.count, 4)
    try journal.post(all: [])
  }

  /// Posting many together is the same as one after the other, up to the first that is refused.
  func testPostingTogetherIsPostingEach() throws {
    try checkProperty(
      "entries are posted all or none", cases: 2_000, minimumShares: ["refused": 0.2, "posted": 0.2, "repeated": 0.05]
    ) { choices in
      var journal = Journal()
      try choices.steps(0...6) { _ in
        var batch: [JournalEntry] = []
        try choices.steps(0...5) { _ in
          let (number, instant) = (choices.integer(in: 0...12), choices.integer(in: 0...50 as ClosedRange<Int64>))
          let amount = 10_000 * (1 + Int64(number % 3))
          let buyer = choices.element(of: ["A", "A", "B"])
          let isCredit = choices.boolean()
          batch.append(
            try isCredit
              ? credit("\(number)", amount, at: instant, to: buyer) : withdrawal("\(number)", amount, at: instant))
        }
        var each = journal
        var error: JournalError?
        for entry in batch where error == nil {
          error = thrown { () throws(JournalError) in
            if try each.post(entry).isRepeated { choices.count("repeated") }
          }
        }
        let before = journal
        try expectEqual(thrown { () throws(JournalError) in try journal.post(all: batch) }, error, "what is refused")
        choices.count(error == nil ? "posted" : "refused")
        try expectSame(journal, error == nil ? each : before)
      }
    }
  }

  private func expectSame(_ journal: Journal, _ expected: Journal) throws {
    try expectEqual(Array(journal.entries), Array(expected.entries), "the entries")
    try expectEqual(Array(journal.balances), Array(expected.balances), "the balances")
    for line in expected.balances {
      let currency = line.balance.currency
      let standing = journal.standing(of: line.account, in: currency)
      try expectEqual(standing, expected.standing(of: line.account, in: currency), "a standing")
      try expectEqual(
        journal.statement(of: line.account, in: currency), expected.statement(of: line.account, in: currency),
        "a statement")
    }
    try expectEqual(journal.differences(), [], "differences")
  }

  /// From the account's own places, from others' and from none that there are.
  func testAStatementBeginsAnywhere() throws {
    var journal = Journal()
    for number in 0..<6 {
      try journal.post(credit("\(number)", Int64(number), to: number.isMultiple(of: 2) ? "A" : "B"))
    }
    func amounts(from posting: Int64) -> [Int64] {
      journal.statement(of: wallet, in: .idr, from: Journal.Place(posting: posting)).lines.map { $0.amount.amount }
    }
    // Postings 1, 5 and 9 are the wallet's.
    XCTAssertEqual(amounts(from: 9), [4, 2, 0])
    XCTAssertEqual(amounts(from: .max), [4, 2, 0])
    XCTAssertEqual(amounts(from: 8), [2, 0])
    XCTAssertEqual(amounts(from: 5), [2, 0])
    XCTAssertEqual(amounts(from: 4), [0])
    XCTAssertEqual(amounts(from: 0), [])
    XCTAssertEqual(amounts(from: -1), [])
    XCTAssertEqual(amounts(from: .min), [])
  }
}
