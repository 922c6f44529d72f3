import GrosirCore
import GrosirTesting
import XCTest

/// What holds for a journal whatever is posted to it.
final class JournalPropertyTests: XCTestCase {
  /// A journal against sums of its own entries: zero in every currency, wallets never negative, a reference posted
  /// once, what is refused leaves nothing, statements and balances are the postings' sums.
  func testAnyEntries() throws {
    try checkProperty(
      "a journal is the sum of its entries", cases: 3_000,
      minimumShares: [
        "repeated": 0.4, "conflict": 0.3, "overdrawn": 0.3, "overflow": 0.02, "two currencies": 0.3,
        "several movements": 0.5,
      ]
    ) { choices in
      var run = JournalRun(choices)
      try choices.steps(0...40) { _ in try run.step() }
      try run.checkEnd()
    }
  }

  /// Money of a session's buyers under any commands, with a clock that jumps: the journal's escrow is the session's,
  /// zero in a final state, and zero after everybody is served; what is posted again changes nothing.
  func testEscrowIsEmptyInTheEnd() throws {
    try checkProperty(
      "escrow is zero in final states", cases: 1_500,
      minimumShares: [
        "failed": 0.1, "cancelled": 0.1, "success": 0.2, "cancelled after the close": 0.03, "reversed late": 0.1,
        "refund refused": 0.1, "money returned": 0.1, "pledged": 0.1, "tier refund disputed": 0.01,
      ]
    ) { choices in
      var run = try SessionRun(choices)
      try choices.steps(10...50) { _ in
        try run.step()
        try run.check()
      }
      try run.end()
    }
  }
}

/// Entries of any kind between a few accounts.
private struct JournalRun {
  private let choices: Choices
  private var journal = Journal()
  private var model: [String: Int128] = [:]
  private var accepted: [EntryReference: JournalEntry] = [:]
  private var order: [EntryReference] = []
  private let accounts: [Account] = [
    .gateway, .wallet(BuyerID(literal: "A")), .wallet(BuyerID(literal: "B")), .escrow(SessionID(literal: "S")), .bank,
    .factoryPayable(FactoryID(literal: "A")), .sellerPayable(SellerID(literal: "A")), .platformFees,
  ]

  init(_ choices: Choices) { self.choices = choices }

  private func name(_ account: Account, _ currency: Currency) -> String { "\(account) \(currency)" }

  private func draw() throws -> JournalEntry {
    let currencies = [Currency.idr, try XCTUnwrap(Currency("USD"))]
    let movements = try choices.list(0...3) { choices in
      let isLarge = choices.chance(1, in: 12)
      let amount: Int64 = isLarge ? choices.boundaryInteger(in: 0...(.max)) : choices.integer(in: 0...9)
      let currency = choices.weighted([(4, currencies[0]), (1, currencies[1])])
      return try Movement(
        Money(amount, currency), from: choices.element(of: accounts), to: choices.element(of: accounts))
    }
    if movements.count > 1 { choices.count("several movements") }
    if Set(movements.map { $0.amount.currency }).count > 1 { choices.count("two currencies") }
    let reference = EntryReference(
      choices.element(of: [.payment, .refund, .tierRefund]),
      Identifier<JournalPropertyTests>(unchecked: "\(choices.integer(in: 0...12))"))
    let instant = try XCTUnwrap(Instant(millisecondsSince1970: choices.integer(in: 0...9)))
    return JournalEntry(reference, about: .stock, at: instant, moving: movements)
  }

  mutating func step() throws {
    let again = choices.chance(1, in: 5) ? order.last.flatMap { accepted[$0] } : nil
    let entry = try again ?? draw()
    for currency in Set(entry.postings.map { $0.amount.currency }) {
      let amounts = entry.postings.filter { $0.amount.currency == currency }.map { Int128($0.amount.amount) }
      try expectEqual(amounts.reduce(0, +), 0, "an entry's postings")
    }
    let before = (journal.trialBalance, journal.count)
    do {
      let receipt = try journal.post(entry)
      if receipt.isRepeated { return try repeated(entry, before) }
      try post(entry, receipt)
    } catch let error as JournalError {
      try refused(entry, error)
      try expect(before == (journal.trialBalance, journal.count), "a refusal changed something")
    }
    try checkBalances()
  }

  private func repeated(_ entry: JournalEntry, _ before: (TrialBalance, Int)) throws {
    choices.count("repeated")
    try expect(accepted[entry.reference]?.says(theSameAs: entry) == true, "something new was taken for known")
    try expect(before == (journal.trialBalance, journal.count), "a repetition changed something")
  }

  private mutating func post(_ entry: JournalEntry, _ receipt: Journal.Receipt) throws {
    try expect(accepted[entry.reference] == nil, "\(entry.reference) was posted twice")
    try expect(receipt.instant >= entry.instant, "dated earlier")
    accepted[entry.reference] = entry
    order.append(entry.reference)
    for posting in entry.postings {
      model[name(posting.account, posting.amount.currency), default: 0] += Int128(posting.amount.amount)
    }
  }

  private func refused(_ entry: JournalEntry, _ error: JournalError) throws {
    var after = model
    for posting in entry.postings {
      after[name(posting.account, posting.amount.currency), default: 0] += Int128(posting.amount.amount)
    }
    switch error {
    case .conflict:
      choices.count("conflict")
      try expect(accepted[entry.reference].map { !$0.says(theSameAs: entry) } ?? false, "no conflict")
    case .overdrawn(let account, let holds, let wouldHold):
      choices.count("overdrawn")
      let key = name(account, holds.currency)
      try expectEqual(model[key, default: 0], Int128(holds.amount), "what it holds")
      try expectEqual(after[key, default: 0], Int128(wouldHold.amount), "what it would hold")
      try expect(wouldHold.isNegative && !account.mayBeNegative, "\(error)")
    case .balanceOverflow(let account, let currency):
      choices.count("overflow")
      try expect(Int64(exactly: after[name(account, currency), default: 0]) == nil, "\(error)")
    default: throw ExpectationFailure("\(error)")
    }
  }

  private func checkBalances() throws {
    try expect(journal.trialBalance.isBalanced, "the trial balance")
    for line in journal.balances {
      let sum = model[name(line.account, line.balance.currency), default: 0]
      try expectEqual(Int128(line.balance.amount), sum, "\(line.account)")
      try expect(line.account.mayBeNegative || sum >= 0, "\(line.account) is overdrawn")
      try expectEqual(journal.balance(of: line.account, in: line.balance.currency), line.balance)
    }
  }

  func checkEnd() throws {
    try expectEqual(journal.entries.map { $0.reference }, order)
    try expect(journal.entries.allSatisfy { accepted[$0.reference]?.says(theSameAs: $0) ?? false }, "the entries")
    try expectEqual(journal.differences(), [])
    for line in journal.balances { try checkStatement(line) }
  }

  /// Page after page, an account's lines are its postings, the last first, in order of time where somebody owns it.
  private func checkStatement(_ line: AccountBalance) throws {
    let currency = line.balance.currency
    var lines: [Journal.Statement.Line] = []
    var place: Journal.Place?
    repeat {
      let page = journal.statement(of: line.account, in: currency, from: place, limit: 3)
      lines += page.lines
      place = page.next
    } while place != nil
    let postings = journal.entries.flatMap { $0.postings }.filter {
      $0.account == line.account && $0.amount.currency == currency
    }
    try expectEqual(lines.reversed().map { $0.amount }, postings.map { $0.amount }, "\(line.account)")
    try expectEqual(lines.first?.balance ?? line.balance, line.balance, "the last line's balance")
    let instants = lines.reversed().map { $0.entry.instant }
    if line.account.owner != nil { try expectEqual(instants, instants.sorted(), "\(line.account)") }
  }
}

/// A session under any of its commands.
private struct SessionRun {
  private let choices: Choices
  private var world: MoneyWorld
  private var now: Int64 = 0
  private var names: [String] = []

  init(_ choices: Choices) throws {
    self.choices = choices
    world = try MoneyWorld(
      tolerance: choices.optional { $0.integer(in: 0...3) },
      successRule: choices.chance(1, in: 6) ? .fullTarget : .lowestTier)
  }

  /// A command; whatever the session refuses, changes nothing.
  mutating func step() throws {
    now += choices.integer(in: -6_000_000...20_000_000)
    if choices.chance(1, in: 25) { now = max(now, 7 * MoneyWorld.day) }
    let at = try MoneyWorld.at(max(0, now))
    do {
      switch choices.weighted([(12, 0), (8, 1), (2, 2), (4, 3), (4, 4), (2, 5), (1, 6)]) {
      case 0: try join(at: at)
      case 1: try pay(at: at)
      case 2: try leave(at: at)
      case 3: try reverse(at: at)
      case 4: try refuse(at: at)
      case 5: try close(at: at)
      default: try cancel(at: at)
      }
    } catch is SessionError {
    }
  }

  private mutating func join(at instant: Instant) throws {
    let name = "P\(names.count)"
    let (variant, waits) = (choices.element(of: ["S", "M", "L", "XL"]), choices.boolean())
    try world.join(name, choices.integer(in: 1...30), of: variant, waiting: waits, at: instant)
    names.append(name)
    if choices.chance(3, in: 4) { try world.pay(name, at: instant) }
    if case .pledge = world.sessions.participants[ParticipantID(unchecked: name)]?.kind { choices.count("pledged") }
  }

  private mutating func pay(at instant: Instant) throws {
    guard !names.isEmpty else { return }
    let name = choices.element(of: names)
    let amount: Int64? = choices.chance(1, in: 6) ? choices.integer(in: 1...9) : nil
    let again = choices.chance(1, in: 6) ? "-again" : ""
    let reference = try world.pay(name, amount: amount, again: again, at: instant)
    if case .returned = world.sessions.payments[reference]?.outcome { choices.count("money returned") }
  }

  private mutating func leave(at instant: Instant) throws {
    guard !names.isEmpty else { return }
    try world.run(
      LeaveSession(MoneyWorld.session, participant: ParticipantID(unchecked: choices.element(of: names))), at: instant)
  }

  private mutating func reverse(at instant: Instant) throws {
    let payments = world.sessions.payments.keys.sorted()
    guard !payments.isEmpty else { return }
    let receipt = try world.run(
      ReversePayment(MoneyWorld.session, payment: choices.element(of: payments)), at: instant)
    if receipt.source == .disputes { choices.count("reversed late") }
  }

  private mutating func refuse(at instant: Instant) throws {
    let refunds = world.sessions.refunds.keys.sorted()
    guard !refunds.isEmpty else { return }
    try world.run(RefuseRefund(MoneyWorld.session, refund: choices.element(of: refunds)), at: instant)
    choices.count("refund refused")
  }

  private mutating func close(at instant: Instant) throws {
    let reason = Reason("enough")
    try world.run(CloseSession(MoneyWorld.session, earlyBecause: reason), at: instant)
  }

  private mutating func cancel(at instant: Instant) throws {
    let isClosed = world.row?.settlement != nil
    try world.run(CancelSession(MoneyWorld.session, because: XCTUnwrap(Reason("no"))), at: instant)
    if isClosed { choices.count("cancelled after the close") }
  }

  mutating func check() throws {
    let row = try XCTUnwrap(world.row)
    try expectEqual(world.escrow, row.escrow, "the journal's escrow")
    if row.state.isFinal { try expect(world.escrow.isZero, "\(row.state) with \(world.escrow) in escrow") }
    let before = (world.journal.count, world.journal.trialBalance)
    if let event = world.events.last { try world.post(event) }
    try expect(before == (world.journal.count, world.journal.trialBalance), "an event was posted twice")
  }

  /// Closes the session, and serves everybody where it succeeds.
  mutating func end() throws {
    let late = try MoneyWorld.at(400 * MoneyWorld.day)
    if world.row?.state.isOpen == true { try world.run(CloseSession(MoneyWorld.session), at: late) }
    try check()
    if world.row?.state == .moqReached {
      choices.count("success")
      for participant in world.paid { try serve(participant, at: late) }
      try expect(world.escrow.isZero, "\(world.escrow) is left in escrow")
    }
    choices.count(world.row?.state.rawValue ?? "")
    if world.journal.entries.contains(where: { $0.reference.kind == .tierRefundDisputed }) {
      choices.count("tier refund disputed")
    }
    try expect(world.journal.trialBalance.isBalanced, "the trial balance")
    try expectEqual(world.journal.differences(), [])
    try checkBuyers()
  }

  /// A part of what they paid is of the session's own bundles, the rest of the warehouse's goods.
  private mutating func serve(_ participant: Participant, at instant: Instant) throws {
    let owed = participant.escrowed
    let own = Money(choices.integer(in: 0...owed.amount), .idr)
    let rate = choices.rate()
    try world.journal.post(
      .consignmentRelease(
        FeeSplit(of: own, at: rate), for: participant.id, from: MoneyWorld.session, to: MoneyWorld.factory,
        at: instant))
    try world.journal.post(
      .warehouseRelease(
        FeeSplit(of: owed.subtracting(own), at: rate), for: participant.id, from: MoneyWorld.session, at: instant))
  }

  /// What is in wallets is what was credited there, or could not be refunded.
  private func checkBuyers() throws {
    let credited = world.sessions.participants.values.reduce(Int64(0)) { $0 + $1.credited.amount }
    let refused = world.sessions.refunds.values.filter { $0.refusedTo == .wallet }
      .reduce(Int64(0)) { $0 + $1.amount.amount }
    let wallets = world.journal.balances.filter { $0.account.name == "wallet" }
    try expectEqual(wallets.reduce(0) { $0 + $1.balance.amount }, credited + refused, "the wallets")
  }
}
