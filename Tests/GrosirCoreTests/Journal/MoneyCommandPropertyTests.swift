import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §9: whatever order requests, batches, banks and settlements come in, money is where it should be.
final class MoneyCommandPropertyTests: XCTestCase {
  /// Banks answer twice, too early and contradictorily, batches run when they like, and the clock jumps both ways.
  func testMoneyLeavesOnce() throws {
    let report = try checkProperty(
      "money leaves the platform once", cases: 2_000,
      minimumShares: [
        "requested": 0.5, "belowMinimum": 0.1, "exceedsBalance": 0.1, "duplicateWithdrawal": 0.05, "claimed": 0.3,
        "left for a later page": 0.02, "completed": 0.15, "failed": 0.15, "said twice": 0.1, "invalidTransition": 0.1,
        "unknownWithdrawal": 0.1, "too early a batch": 0.05, "clock jumped back": 0.5, "settled": 0.3,
        "settled before": 0.2, "periodNotOver": 0.1, "paid": 0.05, "paid before": 0.02, "not payable yet": 0.2,
        "overlapping": 0.05, "paid less": 0.01,
      ]
    ) { choices in
      var run = try MoneyRun(choices)
      try choices.steps(20...80) { _ in
        try run.step()
        try run.check()
      }
      try run.checkEnd()
    }
    print(report)
  }
}

/// One case: three wallets, a seller, and everything that was ever asked.
private struct MoneyRun {
  private let choices: Choices
  private var world = SessionWorld()
  private var now: Instant
  private let start: Instant
  private var credited: Int64 = 0
  private var posted = 0
  private var claimed: [WithdrawalID: Int] = [:]
  private var sold: Int64 = 0
  private var ends: [Instant] = []
  private let buyers = ["A", "B", "C"].map { BuyerID(unchecked: $0) }
  private let seller = SellerID(literal: "Z")

  init(_ choices: Choices) throws {
    self.choices = choices
    start = try Instant(rfc3339: "2026-03-02T00:00:00+07:00")
    now = start
  }

  private func later(_ instant: Instant, days: Int32) throws -> Instant {
    try XCTUnwrap(instant.adding(.days(days)))
  }

  mutating func step() throws {
    try jump()
    switch choices.weighted([(3, 0), (5, 1), (4, 2), (6, 3), (3, 4), (3, 5), (3, 6)]) {
    case 0: try credit()
    case 1: try request()
    case 2: try runBatch()
    case 3: try answer()
    case 4: try sell()
    case 5: try settle()
    default: try pay()
    }
  }

  private mutating func jump() throws {
    let hours = choices.weighted([(8, 0), (8, 7), (3, 40), (1, 24 * 12), (4, -30)])
    if hours < 0 { choices.count("clock jumped back") }
    now = try XCTUnwrap(now.adding(.hours(Int32(hours))))
  }

  private mutating func credit() throws {
    let amount = choices.integer(in: 0...200_000 as ClosedRange<Int64>)
    credited += amount
    try world.credit(amount, to: choices.element(of: buyers), at: now)
  }

  // MARK: Withdrawals

  private func balance(_ buyer: BuyerID) -> Int64 { world.journal.balance(of: .wallet(buyer), in: .idr).amount }

  private mutating func request() throws {
    let buyer = choices.element(of: buyers)
    let before = balance(buyer)
    let least = min(before, choices.chance(1, in: 4) ? 9_990 : 10_000)
    let amount = choices.boundaryInteger(in: least...(choices.chance(1, in: 3) ? before + 9 : before))
    let number = choices.chance(1, in: 10) ? 0 : world.withdrawals.count
    let id = WithdrawalID(unchecked: "W\(number)")
    let isTaken = world.withdrawals[id] != nil
    switch try world.run(RequestWithdrawal(id, of: Money(amount, .idr), for: buyer), at: now) {
    case .success(let receipt):
      choices.count("requested")
      try expect(!isTaken && amount >= 10_000 && amount <= before, "\(amount) of \(before)")
      try expectEqual([receipt.net.amount, receipt.fee.amount], [amount - 2_500, 2_500], "net and fee")
      try expectEqual(balance(buyer), before - amount, "what is left")
      try expectEqual(receipt.balance.amount, before - amount, "what is said to be left")
      try expect(receipt.requestedAt >= now, "a request before its time")
    case .failure(let refusal):
      choices.count(refusal.code)
      let expected = isTaken ? "duplicateWithdrawal" : amount < 10_000 ? "belowMinimum" : "exceedsBalance"
      try expectEqual(refusal.code, expected, "\(amount) of \(before)")
      try expectEqual(balance(buyer), before, "a wallet after a refusal")
    }
  }

  private mutating func runBatch() throws {
    let limit = choices.element(of: [1, 2, 1_000])
    let cutOff = choices.chance(1, in: 3) ? try XCTUnwrap(now.adding(.hours(Int32(choices.integer(in: -40...4))))) : nil
    let bound = try cutOff ?? XCTUnwrap(WithdrawalBatch.due(at: now)).cutOff
    let waiting = world.withdrawals.values.filter { $0.state == .pending && $0.requestedAt < bound }
      .sorted { ($0.requestedAt, $0.id) < ($1.requestedAt, $1.id) }
    let known = world.effects.count
    switch try world.run(RunWithdrawalBatch(cutOff: cutOff, limit: limit), at: now) {
    case .success(let receipt):
      let taken = waiting.prefix(limit)
      try expectEqual(receipt.claimed, taken.count, "claimed")
      try expectEqual(receipt.isComplete, waiting.count <= limit, "whether nothing is left")
      let orders = world.effects.dropFirst(known).map { $0.key }
      try expectEqual(orders, taken.map { "withdrawal/\($0.id.text)" }, "what is to be paid")
      for withdrawal in taken { claimed[withdrawal.id, default: 0] += 1 }
      if receipt.claimed > 0 { choices.count("claimed") }
      if !receipt.isComplete { choices.count("left for a later page") }
    case .failure(let refusal):
      choices.count("too early a batch")
      try expectEqual(refusal, .notYetDue(at: bound))
      try expect(bound > now, "a batch that was due")
    }
  }

  private mutating func answer() throws {
    let all = world.withdrawals.keys.sorted()
    let open = all.filter { world.withdrawals[$0]?.state == .processing }
    var id = WithdrawalID(literal: "nobody's")
    if !all.isEmpty, !choices.chance(1, in: 12) {
      id = choices.element(of: open.isEmpty || choices.chance(1, in: 3) ? all : open)
    }
    let before = world.withdrawals[id]
    let wallet = before.map { balance($0.buyer) }
    let isPaid = choices.boolean()
    let answer =
      isPaid
      ? try world.run(CompleteWithdrawal(id), at: now)
      : try world.run(FailWithdrawal(id, because: XCTUnwrap(Reason("no"))), at: now)
    switch answer {
    case .success(let outcome):
      try expectEqual(outcome.state, isPaid ? .completed : .failed, "where it is")
      try expectEqual(outcome.isNew, before?.state == .processing, "whether that is new")
      choices.count(outcome.isNew ? outcome.state.rawValue : "said twice")
      guard let before, let wallet else { throw ExpectationFailure("an answer about nothing is accepted") }
      let isBack = outcome.isNew && !isPaid
      try expectEqual(balance(before.buyer), wallet + (isBack ? before.amount.amount : 0), "the wallet")
    case .failure(let refusal):
      choices.count(refusal.code)
      guard let before else { return try expectEqual(refusal, .unknownWithdrawal(id)) }
      try expectEqual(refusal, .invalidTransition(from: before.state, action: isPaid ? .complete : .fail))
      try expect(before.state == .pending || before.state == (isPaid ? .failed : .completed), "\(before.state)")
    }
  }

  // MARK: Settlements

  private var payable: Account { .sellerPayable(seller) }

  private mutating func sell() throws {
    posted += 1
    let id = Identifier<MoneyRun>(unchecked: "O\(posted)")
    let split = FeeSplit(of: Money(choices.integer(in: 1...100_000), .idr), at: Factory.defaultFee)
    let isSale = choices.chance(2, in: 3)
    try world.post(
      isSale
        ? .retailSale(id, split, by: seller, at: now) : .retailRefund(id, split, by: seller, at: now))
    sold += isSale ? split.net.amount : -split.net.amount
  }

  /// Settles a week from where the last ended, or one that was settled, or one that reaches into such a one.
  private mutating func settle() throws {
    let kind = choices.weighted([(5, "next"), (3, "again"), (1, "across")])
    let next = ends.last ?? start
    var (from, until) = (next, try later(next, days: 7))
    if kind == "again", let end = ends.last { (from, until) = (try later(end, days: -7), end) }
    if kind == "across", let end = ends.last { (from, until) = (try later(end, days: -1), try later(end, days: 1)) }
    let last = max(now, world.journal.lastInstant(of: payable, in: .idr) ?? now)
    let id = SettlementID(unchecked: "S\(ends.count)")
    switch try world.run(SettlePayee(.seller(seller), from: from, until: until, as: id), at: now) {
    case .success(let receipt):
      try expectEqual(receipt.isNew, until > next, "whether that is new")
      choices.count(receipt.isNew ? "settled" : "settled before")
      guard receipt.isNew else { return }
      try expect(last >= until, "a period that is not over")
      ends.append(until)
    case .failure(let refusal):
      choices.count(refusal.code)
      if from < next { return try expectEqual(refusal.code, "overlapping", "\(from) to \(until)") }
      try expectEqual(refusal, .periodNotOver(endsAt: until))
      try expect(last < until, "a period that is over")
    }
  }

  private mutating func pay() throws {
    guard !ends.isEmpty else { return }
    let id = SettlementID(unchecked: "S\(choices.integer(in: 0...ends.count - 1))")
    guard let before = world.settlements[id] else { throw ExpectationFailure("\(id) is not kept") }
    let owed = world.journal.balance(of: payable, in: .idr).amount
    let known = world.effects.count
    switch try world.run(PaySettlement(id), at: now) {
    case .success(let receipt):
      try expectEqual(receipt.isNew, before.payout == nil, "whether that is new")
      choices.count(receipt.isNew ? "paid" : "paid before")
      guard receipt.isNew else { return try expectEqual(world.effects.count, known, "paid twice") }
      let right = max(0, min(before.settlement.net.amount, owed))
      if right < before.settlement.net.amount { choices.count("paid less") }
      try expectEqual(receipt.amount.amount, right, "what is paid")
      try expectEqual(world.effects.count, known + (right > 0 ? 1 : 0), "what the bank is asked")
      try expectEqual(world.journal.balance(of: payable, in: .idr).amount, owed - right, "what is owed still")
      try expect(receipt.paidAt >= (before.settlement.payableAt ?? .latest), "paid before its time")
    case .failure(let refusal):
      choices.count("not payable yet")
      try expectEqual(refusal, .notYetDue(at: before.settlement.payableAt))
    }
  }

  // MARK: What always holds

  func check() throws {
    func sum(_ states: WithdrawalState..., of amount: (Withdrawal) -> Money) -> Int64 {
      world.withdrawals.values.filter { states.contains($0.state) }.reduce(0) { $0 + amount($1).amount }
    }
    let journal = world.journal
    let wallets = buyers.map { balance($0) }
    try expect(wallets.allSatisfy { $0 >= 0 }, "a wallet below zero: \(wallets)")
    let onItsWay = sum(.pending, .processing) { $0.amount }
    try expectEqual(journal.balance(of: .withdrawals, in: .idr).amount, onItsWay, "pending and processing")
    let paidOut = world.settlements.values.reduce(0) { $0 + ($1.payout?.amount.amount ?? 0) }
    let withdrawn = sum(.completed) { $0.net }
    try expectEqual(journal.balance(of: .bank, in: .idr).amount, withdrawn + paidOut, "what the bank paid")
    try expectEqual(wallets.reduce(0, +) + onItsWay + sum(.completed) { $0.amount }, credited, "what came into wallets")
    try expectEqual(journal.balance(of: payable, in: .idr).amount + paidOut, sold, "what was sold")
    try expect(journal.trialBalance.isBalanced, "all accounts together")
    try expect(claimed.values.allSatisfy { $0 == 1 }, "claimed twice")
    let taken = world.withdrawals.values.filter { $0.state != .pending }
    try expectEqual(Set(taken.map { $0.id }), Set(claimed.keys), "claimed, and no longer pending")
    let keys = world.effects.map { $0.key }
    try expectEqual(Set(keys).count, keys.count, "asked for twice")
    // The settlements of adjoining periods add up to all that was posted before the last one's end.
    guard let end = ends.last else { return }
    let all = journal.earnings(of: .seller(seller), in: .idr, during: start..<end)
    let nets = world.settlements.values.reduce(0) { $0 + Int128($1.settlement.net.amount) }
    try expectEqual(nets, all.net, "the settlements together, and what was posted")
  }

  /// What was told makes the same rows and the same journal again; a batch after everything takes what is left.
  mutating func checkEnd() throws {
    var rows = MoneyRows()
    for dated in world.events { if case .money(let event) = dated.event { rows.apply(event) } }
    try expectEqual(Set(rows.withdrawals.rows), Set(world.withdrawals.values), "withdrawals of events")
    try expectEqual(Set(rows.settlements.rows), Set(world.settlements.values), "settlements of events")
    var again = Journal()
    for entry in world.posted { try again.post(entry) }
    try expectEqual(Array(again.entries), Array(world.journal.entries), "the journal, made anew")
    try expectEqual(world.journal.differences(), [], "differences")
    now = try later(now, days: 400)
    _ = try world.run(RunWithdrawalBatch(limit: 10_000), at: now).get()
    try expect(world.withdrawals.values.allSatisfy { $0.state != .pending }, "something is left")
  }
}
