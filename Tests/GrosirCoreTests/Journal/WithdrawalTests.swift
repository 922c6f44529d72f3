import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §9: money out of wallets, on Tuesdays and Fridays.
final class WithdrawalTests: XCTestCase {
  private static let buyer = BuyerID(literal: "B1")
  /// Tuesday, 10:00 in Jakarta.
  private static let tuesday = "2026-03-03T10:00:00+07:00"

  private func make(_ amount: Int64, of balance: Int64, at instant: Instant) throws(WithdrawalError) -> Withdrawal {
    try Withdrawal(
      WithdrawalID(literal: "W1"), of: Money(amount, .idr), for: Self.buyer, whoHas: Money(balance, .idr), at: instant)
  }

  private func wallet(_ amount: Int64) throws -> Journal {
    var journal = Journal()
    try journal.post(
      .refundRefused(
        RefundID(literal: "R"), of: Money(amount, .idr), to: .wallet, for: Self.buyer, in: SessionID(literal: "S"),
        at: .epoch))
    return journal
  }

  private func amounts(_ journal: Journal) -> [Int64] {
    [.wallet(Self.buyer), .withdrawals, .bank, .platformFees].map {
      journal.balance(of: $0, in: .idr).amount
    }
  }

  // MARK: - The worked examples

  func testAHundredThousandPaidOut() throws {
    var journal = try wallet(150_000)
    let batch = WithdrawalBatch(cutOff: try Instant(rfc3339: Self.tuesday))
    let before = try XCTUnwrap(batch.cutOff.subtracting(.milliseconds(1)))
    var withdrawal = try make(100_000, of: 150_000, at: before)
    try journal.post(.withdrawalRequested(withdrawal))
    XCTAssertEqual(amounts(journal), [50_000, 100_000, 0, 0])
    try withdrawal.claim(for: batch, at: batch.cutOff)
    let entry = try XCTUnwrap(withdrawal.complete(at: batch.cutOff))
    try journal.post(entry)
    XCTAssertEqual(amounts(journal), [50_000, 0, 97_500, 2_500])
    XCTAssertNil(try withdrawal.complete(at: batch.cutOff))
    XCTAssertEqual(withdrawal.state, .completed)
    XCTAssertEqual(withdrawal.batch, batch)
  }

  func testAFailedOneGivesBackAHundredThousand() throws {
    var journal = try wallet(100_000)
    let batch = WithdrawalBatch(cutOff: try Instant(rfc3339: Self.tuesday))
    var withdrawal = try make(100_000, of: 100_000, at: .epoch)
    try journal.post(.withdrawalRequested(withdrawal))
    try withdrawal.claim(for: batch, at: batch.cutOff)
    try journal.post(XCTUnwrap(withdrawal.fail(at: batch.cutOff)))
    XCTAssertEqual(amounts(journal), [100_000, 0, 0, 0])
    XCTAssertNil(try withdrawal.fail(at: batch.cutOff))
    XCTAssertEqual(
      thrown { () throws(WithdrawalError) in try withdrawal.complete(at: batch.cutOff) },
      .invalidTransition(from: .failed, action: .complete))
  }

  func testWhatCanBeAskedFor() throws {
    let usDollars = Money(100_000, try XCTUnwrap(Currency("USD")))
    let minimum = Money(10_000, .idr)
    XCTAssertEqual(
      thrown { () throws(WithdrawalError) in try make(9_999, of: 50_000, at: .epoch) },
      .belowMinimum(asked: Money(9_999, .idr), minimum: minimum))
    XCTAssertEqual(try make(10_000, of: 10_000, at: .epoch).net, Money(7_500, .idr))
    XCTAssertEqual(
      thrown { () throws(WithdrawalError) in try make(10_001, of: 10_000, at: .epoch) },
      .exceedsBalance(asked: Money(10_001, .idr), balance: minimum))
    XCTAssertEqual(
      thrown { () throws(WithdrawalError) in
        try Withdrawal(WithdrawalID(literal: "W"), of: usDollars, for: Self.buyer, whoHas: usDollars, at: .epoch)
      }, .belowMinimum(asked: usDollars, minimum: minimum))
    XCTAssertNil(WithdrawalTerms(minimum: minimum, fee: minimum))
    XCTAssertNil(WithdrawalTerms(minimum: minimum, fee: Money(-1, .idr)))
    XCTAssertNil(WithdrawalTerms(minimum: minimum, fee: .zero(usDollars.currency)))
    XCTAssertEqual(WithdrawalTerms(minimum: minimum, fee: Money(2_500, .idr)), .standard)
  }

  // MARK: - The state machine

  /// Every state and action, as SPEC §9 has it: pending → processing → completed or failed.
  func testTheTableInFull() {
    let listed: [WithdrawalState: [WithdrawalAction: WithdrawalState]] = [
      .pending: [.claim: .processing],
      .processing: [.complete: .completed, .fail: .failed],
      .completed: [.complete: .completed],
      .failed: [.fail: .failed],
    ]
    for state in WithdrawalState.allCases {
      for action in WithdrawalAction.allCases {
        XCTAssertEqual(state.successor(under: action), listed[state]?[action], "\(state) \(action)")
      }
      XCTAssertEqual(
        state.isFinal,
        WithdrawalAction.allCases.allSatisfy { state.successor(under: $0).map { $0 == state } ?? true }, "\(state)")
    }
  }

  // MARK: - Batches

  func testTheBatchThatIsDue() throws {
    let examples = [
      ("2026-03-03T10:00:00+07:00", "2026-03-03T03:00:00Z"), ("2026-03-03T09:59:59.999+07:00", "2026-02-27T03:00:00Z"),
      ("2026-03-05T23:00:00+07:00", "2026-03-03T03:00:00Z"), ("2026-03-06T10:00:00+07:00", "2026-03-06T03:00:00Z"),
      ("2026-03-10T09:00:00+07:00", "2026-03-06T03:00:00Z"),
    ]
    for (now, cutOff) in examples {
      XCTAssertEqual(WithdrawalBatch.due(at: try Instant(rfc3339: now))?.cutOff.rfc3339, cutOff, now)
    }
    XCTAssertNil(WithdrawalBatch.due(at: .earliest))
    let weekly = try XCTUnwrap(WeeklySchedule([.friday], at: XCTUnwrap(LocalTime(hour: 10, minute: 0))))
    let terms = try XCTUnwrap(WithdrawalTerms(minimum: Money(2, .idr), fee: Money(1, .idr), schedule: weekly))
    let friday = try Instant(rfc3339: "2026-03-06T09:59:00+07:00")
    XCTAssertEqual(WithdrawalBatch.due(at: friday, under: terms)?.cutOff.rfc3339, "2026-02-27T03:00:00Z")
  }

  func testABatchTakesWhatCameBeforeItsCutOffOnce() throws {
    let batch = WithdrawalBatch(cutOff: try Instant(rfc3339: Self.tuesday))
    let before = try XCTUnwrap(batch.cutOff.subtracting(.milliseconds(1)))
    let inTime = try make(10_000, of: 10_000, at: before)
    let late = try make(10_000, of: 10_000, at: batch.cutOff)
    XCTAssertEqual(
      thrown { () throws(WithdrawalError) in try batch.claim(from: [inTime], at: before) },
      .notYetDue(at: batch.cutOff))
    let claimed = try batch.claim(from: [late, inTime], at: batch.cutOff)
    XCTAssertEqual(claimed.map { $0.requestedAt }, [before])
    XCTAssertEqual(claimed.map { $0.state }, [.processing])
    XCTAssertEqual(try batch.claim(from: claimed + [late], at: batch.cutOff), [])
    var other = late
    XCTAssertEqual(
      thrown { () throws(WithdrawalError) in try other.claim(for: batch, at: batch.cutOff) },
      .afterCutOff(requestedAt: batch.cutOff, cutOff: batch.cutOff))
  }

  // MARK: - Conservation

  /// Requests, batches and answers in any order, twice and contradictory, under a clock that jumps both ways: money is
  /// in the wallet, on its way, or paid out once, and a batch takes each request once, if it was made in time.
  func testWithdrawalsConserveMoney() throws {
    try checkProperty(
      "withdrawals conserve money", cases: 3_000,
      minimumShares: [
        "completed": 0.3, "failed": 0.3, "refused": 0.3, "contradicted": 0.1, "answered twice": 0.1,
        "clock jumped back": 0.5, "left to a later batch": 0.1,
      ]
    ) { choices in
      var run = try WithdrawalRun(choices)
      try choices.steps(20...60) { _ in
        try run.step()
        try run.check()
      }
      try run.checkEnd()
    }
  }
}

/// One case of the property: three wallets, and every withdrawal there was.
private struct WithdrawalRun {
  private let choices: Choices
  private var journal = Journal()
  private var withdrawals: [Withdrawal] = []
  private var now: Instant
  private var paidIn: Int64 = 0
  private var credits = 0
  private let buyers = ["A", "B", "C"].map { BuyerID(unchecked: $0) }

  init(_ choices: Choices) throws {
    self.choices = choices
    now = try Instant(rfc3339: "2026-03-02T12:00:00+07:00")
  }

  mutating func step() throws {
    try jump()
    switch choices.weighted([(3, 0), (4, 1), (3, 2), (4, 3)]) {
    case 0: try credit()
    case 1: try request()
    case 2: try runBatch()
    default: try answer()
    }
  }

  private mutating func jump() throws {
    let hours = choices.integer(in: -30...60)
    if hours < 0 { choices.count("clock jumped back") }
    now = try XCTUnwrap(now.adding(.hours(Int32(hours))))
  }

  private mutating func credit() throws {
    credits += 1
    let amount = choices.integer(in: 0...400_000 as ClosedRange<Int64>)
    paidIn += amount
    try journal.post(
      .refundRefused(
        RefundID(unchecked: "R\(credits)"), of: Money(amount, .idr), to: .wallet, for: choices.element(of: buyers),
        in: SessionID(literal: "S"), at: now))
  }

  private mutating func request() throws {
    let buyer = choices.element(of: buyers)
    let balance = journal.balance(of: .wallet(buyer), in: .idr)
    let most = choices.chance(1, in: 4) ? 80_000 : balance.amount
    let amount = Money(choices.boundaryInteger(in: min(most, 9_000)...most), .idr)
    do throws(WithdrawalError) {
      let withdrawal = try Withdrawal(
        WithdrawalID(unchecked: "W\(withdrawals.count)"), of: amount, for: buyer, whoHas: balance, at: now)
      withdrawals.append(withdrawal)
    } catch {
      choices.count("refused")
      let isRight = amount.amount < 10_000 || amount.amount > balance.amount
      return try expect(isRight, "\(error)")
    }
    try expect(amount.amount >= 10_000 && amount.amount <= balance.amount, "\(amount) of \(balance)")
    try post(.withdrawalRequested(withdrawals[withdrawals.count - 1]))
  }

  private mutating func runBatch() throws {
    let batch = try XCTUnwrap(WithdrawalBatch.due(at: now))
    let pending = withdrawals.filter { $0.state == .pending }
    let claimed = try batch.claim(from: choices.shuffled(withdrawals), at: now)
    try expect(claimed.allSatisfy { $0.requestedAt < batch.cutOff && $0.batch == batch }, "\(claimed)")
    let ids = Set(claimed.map { $0.id })
    for left in pending where !ids.contains(left.id) {
      choices.count("left to a later batch")
      try expect(left.requestedAt >= batch.cutOff, "\(left) was in time")
    }
    for withdrawal in claimed {
      let place = try XCTUnwrap(withdrawals.firstIndex { $0.id == withdrawal.id })
      try expectEqual(withdrawals[place].state, .pending, "claimed twice")
      withdrawals[place] = withdrawal
    }
  }

  private mutating func answer() throws {
    guard !withdrawals.isEmpty else { return }
    let processing = withdrawals.indices.filter { withdrawals[$0].state == .processing }
    let isAwaited = !processing.isEmpty && choices.chance(3, in: 4)
    let place = choices.element(of: isAwaited ? processing : Array(withdrawals.indices))
    let completes = choices.boolean()
    let before = withdrawals[place].state
    let entry: JournalEntry?
    do throws(WithdrawalError) {
      entry = completes ? try withdrawals[place].complete(at: now) : try withdrawals[place].fail(at: now)
    } catch {
      if before.isFinal { choices.count("contradicted") }
      return try expectEqual(error, .invalidTransition(from: before, action: completes ? .complete : .fail))
    }
    guard let entry else { return choices.count("answered twice") }
    choices.count(completes ? "completed" : "failed")
    try post(entry)
  }

  /// Posts an entry, and sometimes again.
  private mutating func post(_ entry: JournalEntry) throws {
    try expect(!journal.post(entry).isRepeated, "\(entry.reference) was posted before")
    if choices.boolean() { try expect(journal.post(entry).isRepeated, "\(entry.reference) was new") }
  }

  func check() throws {
    func sum(_ states: WithdrawalState..., of amount: (Withdrawal) -> Money) -> Int64 {
      withdrawals.filter { states.contains($0.state) }.reduce(0) { $0 + amount($1).amount }
    }
    let wallets = buyers.map { journal.balance(of: .wallet($0), in: .idr).amount }
    try expect(wallets.allSatisfy { $0 >= 0 }, "\(wallets)")
    let onItsWay = sum(.pending, .processing) { $0.amount }
    let (paid, fees) = (sum(.completed) { $0.net }, sum(.completed) { $0.fee })
    try expectEqual(journal.balance(of: .withdrawals, in: .idr).amount, onItsWay, "on its way")
    try expectEqual(journal.balance(of: .bank, in: .idr).amount, paid, "paid out")
    try expectEqual(journal.balance(of: .platformFees, in: .idr).amount, fees, "fees")
    try expectEqual(fees, 2_500 * Int64(withdrawals.filter { $0.state == .completed }.count), "a flat fee each")
    try expectEqual(wallets.reduce(0, +), paidIn - onItsWay - paid - fees, "the wallets")
  }

  /// A batch after everything takes whatever is left.
  mutating func checkEnd() throws {
    now = try XCTUnwrap(now.adding(.days(200)))
    try runBatch()
    try expect(withdrawals.allSatisfy { $0.state != .pending }, "something is left")
    try expectEqual(journal.differences(), [])
  }
}
