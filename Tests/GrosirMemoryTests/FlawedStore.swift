import GrosirCore
import GrosirEngine
import GrosirMemory

/// A store that is right but for one thing.
struct FlawedStore: GrosirStore {
  let flaw: Flaw
  private let kept: MemoryStore
  private let hook: TransactionHook
  /// What a batch saw that asked for the same before.
  private let firstLook = Guarded<WorkingSet?>(nil)
  /// Whether anything was ever purged.
  private let hasPurged = Guarded(false)
  /// What was decided, saved or not.
  private let spilt = Guarded<[JournalEntry]>([])

  enum Flaw: String, CaseIterable {
    case none
    case forgetsWhatWasSaved
    case forgetsTheOutbox
    case forgetsIdempotency
    case overlooksOtherContent
    case overlooksOtherNames
    case decidesOnStaleRows
    case savesInSpiteOfFaults
    case callsItsLostAnswerUnavailable
    case recordsNoRefusals
    case lendsTwice
    case neverLendsAgain
    case settlesLostLeases
    case forgetsAttempts
    case losesWhatFailed
    case unparksNothing
    case findsNoHolds
    case findsDeadlinesInAnyOrder
    case findsWhatIsNotDue
    case findsWaitingInAnyOrder
    case findsTooFewWaiting
    case mixesTenants
    case losesEvents
    case repeatsPages
    case losesPayments
    case forgetsWallets
    case postsTwice
    case ordersStatementsTheWrongWay
    case repeatsStatements
    case datesEntriesByTheClock
    case withdrawsOnStaleRows
    case claimsOnStaleRows
    case findsPendingInAnyOrder
    case postsInSpiteOfFaults
    case purgesWhatIsYoung
    case purgesBeyondTheLimit
    case neverPurges
    case purgesParkedEffects
    case purgesForEver
    case losesOrdersReservations
    case takesCartsInParts
    case findsNothingExpiredOnStocks
    case losesOrderPayments
    case losesWhatGoodsHadCost
    case losesDeliveries
    case findsNoOrdersDue
    case repeatsOrders
    case findsOrdersInAnyOrder
    case reservesOnStaleStock
    case losesLinesOfOneStock
    case findsExpiredInAnyOrder
    case findsWhatHasNotExpired
    case findsMoreExpiredThanAskedFor
    case findsExpiredTwice
    case findsAllThatEverExpires
    case losesHistoriesOfStock
    case repeatsPagesOfStock
    case overlooksWhatIsJustMade
    case losesSwitches
    case losesWhatListingsShow
    case losesSuspensions
    case losesSellersDetails
    case syncsOnStaleStock
    case findsOutOfStepInAnyOrder
    case countsOutOfStepToOne
    case findsOutOfStepOfEverybody
    case findsAllOutOfStep
    case findsListingsInAnyOrder
    case repeatsListings
  }

  init(_ flaw: Flaw, hook: @escaping TransactionHook) {
    self.flaw = flaw
    self.hook = hook
    let isPassedOn = flaw != .savesInSpiteOfFaults && flaw != .callsItsLostAnswerUnavailable
    kept = isPassedOn ? MemoryStore(hook: hook) : MemoryStore()
  }

  private func seen(_ tenant: TenantID) -> TenantID { flaw == .mixesTenants ? TenantID(literal: "tenant") : tenant }
}

// MARK: Commands

extension FlawedStore {
  func transact(_ given: Transaction) async throws(StoreError) -> TransactionOutcome {
    let transaction = try await changed(given)
    guard flaw == .savesInSpiteOfFaults || flaw == .callsItsLostAnswerUnavailable else {
      return try await kept.transact(transaction)
    }
    if flaw == .callsItsLostAnswerUnavailable {
      for point in TransactionPoint.allCases where point != .afterCommit { try hook(point) }
    }
    let outcome = try await kept.transact(transaction)
    if flaw == .savesInSpiteOfFaults {
      for point in TransactionPoint.allCases where point != .afterCommit { try hook(point) }
    }
    try hook(.afterCommit)
    return outcome
  }

  private func changed(_ given: Transaction) async throws(StoreError) -> Transaction {
    var context = given.context
    var (name, content, decide) = (given.name, given.content, given.decide)
    switch flaw {
    case .forgetsIdempotency: context = renamed(context)
    case .mixesTenants: context = moved(context)
    case .overlooksOtherContent: content = .null
    case .overlooksOtherNames: (name, content) = ("command", ["session": content["session"] ?? .null])
    case .forgetsWhatWasSaved:
      decide = { workingSet in
        guard case .accepted(let receipt, _) = given.decide(workingSet), given.name == "joinSession" else {
          return given.decide(workingSet)
        }
        return .accepted(receipt: receipt, Changes(in: given.context))
      }
    case .losesOrdersReservations, .takesCartsInParts, .losesOrderPayments, .findsNothingExpiredOnStocks,
      .findsNoOrdersDue, .losesWhatGoodsHadCost, .losesDeliveries:
      decide = spoilt(given)
    case .losesSwitches, .losesWhatListingsShow, .losesSuspensions, .losesSellersDetails:
      decide = spoiltByPartners(given)
    case .syncsOnStaleStock: decide = try await stale(given, ["syncListings"])
    case .decidesOnStaleRows: decide = try await stale(given, ["joinSession"])
    case .reservesOnStaleStock: decide = try await stale(given, ["reserveStock"])
    case .overlooksWhatIsJustMade: decide = try await stale(given, ["createSession", "confirmPayment", "adjustStock"])
    case .losesLinesOfOneStock: decide = losingLines(given)
    case .withdrawsOnStaleRows: decide = try await stale(given, ["requestWithdrawal"])
    case .claimsOnStaleRows where given.name == "runWithdrawalBatch":
      decide = { [firstLook] found in
        let shown = firstLook.withLock { first in
          if let known = first, given.reads.allSatisfy({ known.has($0) }) { return known }
          first = found
          return found
        }
        return given.decide(shown)
      }
    case .findsPendingInAnyOrder:
      decide = { found in
        var shown = found
        for case .money(.pendingWithdrawals(before: let cutOff, limit: let limit)) in given.reads {
          let read = MoneyRead.pendingWithdrawals(before: cutOff, limit: limit)
          guard found.has(.money(read)) else { continue }
          let all = found.withdrawals(read).reversed().map { Row.money(.withdrawal($0)) }
          shown.bring(.money(read), .rows(all))
        }
        return given.decide(shown)
      }
    case .postsInSpiteOfFaults:
      decide = { [spilt] found in
        let decision = given.decide(found)
        if case .accepted(_, let changes) = decision { spilt.withLock { $0 += changes.events.flatMap { $0.entries } } }
        return decision
      }
    default: break
    }
    return Transaction(context, name: name, content: content, reads: given.reads, decide: decide)
  }

  /// Decides on what there was a moment ago, as a store without locks would.
  private func stale(
    _ given: Transaction, _ names: Set<String>
  ) async throws(StoreError) -> @Sendable (WorkingSet) -> Decision {
    guard names.contains(given.name) else { return given.decide }
    let workingSet = try await kept.look(at: given.reads, of: given.context.tenant)
    // Long enough that whoever else is about to look does so as well; yielding is not, where threads are few.
    do { try await Task.sleep(for: .milliseconds(5)) } catch { throw .unavailable("\(error)") }
    return { fresh in
      guard case .needs(let reads) = given.decide(workingSet) else { return given.decide(workingSet) }
      return reads.allSatisfy { fresh.has($0) } ? given.decide(fresh) : .needs(reads)
    }
  }

  private func renamed(_ context: Context) -> Context {
    let command = CommandID("\(SystemSeeds().next())") ?? context.command
    return Context(
      tenant: context.tenant, command: command, actor: context.actor, now: context.now, seed: SystemSeeds().next())
  }

  private func moved(_ context: Context) -> Context {
    Context(
      tenant: seen(context.tenant), command: context.command, actor: context.actor, now: context.now,
      seed: context.seed)
  }

  func look(at reads: [Read], of tenant: TenantID) async throws(StoreError) -> WorkingSet {
    var workingSet = try await kept.look(at: reads, of: seen(tenant))
    for read in reads {
      if case .stock(let stock) = read {
        try await spoil(stock, in: &workingSet, of: seen(tenant))
        try await spoilOutOfStep(stock, in: &workingSet, of: seen(tenant), in: kept)
      }
      if case .partner(let partner) = read {
        try await spoilListings(partner, in: &workingSet, of: seen(tenant), in: kept)
      }
      switch read {
      case .payment where flaw == .losesPayments: workingSet.bring(read, .nothing)
      case .waiting where flaw == .findsWaitingInAnyOrder:
        workingSet.bring(read, .participants(workingSet.participants(read).reversed()))
      case .waiting where flaw == .findsTooFewWaiting:
        workingSet.bring(read, .participants(Array(workingSet.participants(read).prefix(1))))
      default: break
      }
    }
    return try await spoilt(workingSet, reads, of: seen(tenant), in: kept)
  }
}

// MARK: Stock

extension FlawedStore {
  /// Leaves the stocks as they were where one is named twice, as a store might that saves line by line.
  private func losingLines(_ given: Transaction) -> @Sendable (WorkingSet) -> Decision {
    guard let lines: [StockLine] = given.content.field("lines"), Set(lines.map { $0.key }).count < lines.count else {
      return given.decide
    }
    return { workingSet in
      guard case .accepted(let receipt, let changes) = given.decide(workingSet) else { return given.decide(workingSet) }
      let rows = changes.rows.filter { if case .stock(.item) = $0 { false } else { true } }
      let less = Changes(events: changes.events, effects: changes.effects, rows: rows, in: given.context)
      return .accepted(receipt: receipt, less)
    }
  }

  /// Finds something else for a read about stocks.
  private func spoil(_ read: StockRead, in workingSet: inout WorkingSet, of tenant: TenantID) async throws(StoreError) {
    let other: StockRead
    switch (flaw, read) {
    case (.findsExpiredInAnyOrder, .expired):
      let found = workingSet.reservations(read).reversed()
      workingSet.bring(.stock(read), .rows(found.map { .stock(.reservation($0)) }))
      return
    case (.findsExpiredTwice, .due), (.findsExpiredTwice, .open):
      let found = workingSet.reservations(read)
      workingSet.bring(.stock(read), .rows((found + found).map { .stock(.reservation($0)) }))
      return
    case (.findsWhatHasNotExpired, .due(let key, let instant)):
      other = .due(on: key, through: instant.adding(.milliseconds(1)) ?? instant)
    case (.findsWhatHasNotExpired, .expired(let instant, let limit)):
      other = .expired(through: instant.adding(.milliseconds(1)) ?? instant, limit: limit)
    case (.findsMoreExpiredThanAskedFor, .expired(let instant, let limit)):
      other = .expired(through: instant, limit: limit + 1)
    case (.findsAllThatEverExpires, .expired(_, let limit)): other = .expired(through: .latest, limit: limit)
    case (.repeatsPagesOfStock, .items(let owner, _, let limit)): other = .items(of: owner, after: nil, limit: limit)
    case (.repeatsPagesOfStock, .open(let variant, _, let limit)): other = .open(of: variant, after: nil, limit: limit)
    default: return
    }
    let found = try await kept.look(at: [.stock(other)], of: tenant)
    if case .items = other {
      workingSet.bring(.stock(read), .rows(found.stockItems(other).map { .stock(.item($0)) }))
    } else {
      workingSet.bring(.stock(read), .rows(found.reservations(other).map { .stock(.reservation($0)) }))
    }
  }
}

// MARK: Deadlines and effects

extension FlawedStore {
  func deadlines(dueBy instant: Instant, limit: Int) async throws(StoreError) -> [Deadline] {
    let bound = flaw == .findsWhatIsNotDue ? instant.adding(.minutes(1)) ?? instant : instant
    let due = try await kept.deadlines(dueBy: bound, limit: limit)
    switch flaw {
    case .findsNoHolds: return due.filter { $0.kind != .lapseHolds }
    case .findsDeadlinesInAnyOrder: return due.reversed()
    default: return due
    }
  }

  func leaseEffects(_ request: LeaseRequest) async throws(StoreError) -> [LeasedEffect] {
    switch flaw {
    case .forgetsTheOutbox: return []
    case .neverLendsAgain:
      return try await kept.leaseEffects(
        LeaseRequest(by: request.holder, at: request.now, until: .latest, limit: request.limit))
    case .lendsTwice:
      let lent = try await kept.leaseEffects(request)
      for effect in lent { _ = try await kept.settle(effect, as: .retry(at: request.now)) }
      return lent
    case .forgetsAttempts:
      return try await kept.leaseEffects(request).map {
        LeasedEffect($0.effect, key: $0.key, of: $0.tenant, attempt: 1, lease: $0.lease)
      }
    default: return try await kept.leaseEffects(request)
    }
  }

  func settle(_ effect: LeasedEffect, as settlement: EffectSettlement) async throws(StoreError) -> Bool {
    switch (flaw, settlement) {
    case (.settlesLostLeases, _):
      _ = try await kept.settle(effect, as: settlement)
      return true
    case (.losesWhatFailed, .retry(let instant)): return try await kept.settle(effect, as: .delivered(at: instant))
    default: return try await kept.settle(effect, as: settlement)
    }
  }

  func parkedEffects(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [ParkedEffect] {
    if flaw == .purgesParkedEffects, hasPurged.withLock({ $0 }) { return [] }
    return try await kept.parkedEffects(of: seen(tenant), after: flaw == .repeatsPages ? 0 : number, limit: limit)
  }

  func unpark(_ key: String, of tenant: TenantID, dueAt instant: Instant) async throws(StoreError) -> Bool {
    guard flaw != .unparksNothing else { return false }
    return try await kept.unpark(key, of: seen(tenant), dueAt: instant)
  }
}

// MARK: Money

extension FlawedStore {
  func balances(of tenant: TenantID) async throws(StoreError) -> JournalBalances {
    let kept = try await kept.balances(of: seen(tenant))
    switch flaw {
    case .forgetsWallets:
      return JournalBalances(kept.balances.filter { $0.account.mayBeNegative }, after: kept.lastEvent)
    case .postsTwice:
      return JournalBalances(
        kept.balances.map { AccountBalance($0.account, Money(2 * $0.balance.amount, $0.balance.currency)) },
        after: kept.lastEvent)
    case .postsInSpiteOfFaults: return JournalBalances(spiltBalances, after: kept.lastEvent)
    default: return kept
    }
  }

  private var spiltBalances: [AccountBalance] {
    var amounts: [Account: Int64] = [:]
    for posting in spilt.withLock({ $0 }).flatMap({ $0.postings }) {
      amounts[posting.account, default: 0] += posting.amount.amount
    }
    return amounts.map { AccountBalance($0.key, Money($0.value, .idr)) }
  }

  func statement(
    of account: Account, in currency: Currency, of tenant: TenantID, from place: Journal.Place?, limit: Int
  ) async throws(StoreError) -> Journal.Statement {
    let begin = flaw == .repeatsStatements ? nil : place
    let page = try await kept.statement(of: account, in: currency, of: seen(tenant), from: begin, limit: limit)
    switch flaw {
    case .ordersStatementsTheWrongWay: return Journal.Statement(lines: page.lines.reversed(), next: page.next)
    case .postsTwice: return Journal.Statement(lines: page.lines.flatMap { [$0, $0] }, next: page.next)
    case .datesEntriesByTheClock: return Journal.Statement(lines: try await dated(page.lines, tenant), next: page.next)
    default: return page
    }
  }
}

extension FlawedStore {
  /// Lines whose entries are dated as their events are, whatever the accounts have already.
  private func dated(
    _ lines: [Journal.Statement.Line], _ tenant: TenantID
  ) async throws(StoreError) -> [Journal.Statement.Line] {
    let entries = try await kept.events(of: nil, in: seen(tenant), after: 0, limit: 10_000)
      .flatMap { $0.dated.entries }
    return lines.map { line in
      let entry = entries.first { $0.reference == line.entry.reference } ?? line.entry
      return Journal.Statement.Line(entry: entry, amount: line.amount, balance: line.balance)
    }
  }
}

// MARK: History

extension FlawedStore {
  func events(
    of subject: EventSubject?, in tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [LoggedEvent] {
    if flaw == .losesHistoriesOfStock, case .stock = subject { return [] }
    let after = flaw == .repeatsPages && number > 0 ? number - 1 : number
    let events = try await kept.events(of: subject, in: seen(tenant), after: after, limit: limit)
    return flaw == .losesEvents ? events.filter { $0.dated.event.name != "PAYMENT_RETURNED" } : events
  }

  func refusals(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [RefusedCommand] {
    guard flaw != .recordsNoRefusals else { return [] }
    return try await kept.refusals(of: seen(tenant), after: number, limit: limit)
  }

  func purge(before instant: Instant, limit: Int) async throws(StoreError) -> Int {
    switch flaw {
    case .purgesWhatIsYoung: return try await kept.purge(before: .latest, limit: limit)
    case .purgesBeyondTheLimit: return try await kept.purge(before: instant, limit: .max)
    case .neverPurges: return 0
    case .purgesParkedEffects:
      hasPurged.withLock { $0 = true }
      return try await kept.purge(before: instant, limit: limit)
    case .purgesForEver: return max(1, try await kept.purge(before: instant, limit: limit))
    default: return try await kept.purge(before: instant, limit: limit)
    }
  }
}
