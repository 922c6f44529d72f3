import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting

/// What can be wrong in one line, of a store or of the decisions that it saves.
///
/// None of them lets a session's row contradict its participants': the core ends the process there, by preconditions.
enum PlantedDefect: String, CaseIterable {
  case holdsAreNeverFound, closingsAreNeverFound, fillsAreNeverAnnounced
  case refundsAreRequestedTwice, refundRequestsAreLost, creditsAreLost
  case paymentsAreLoggedTwice, returnedMoneyIsNotLogged, admissionsAreNotLogged, departuresAreNotLogged
  case releasedStockIsNotLogged, deliveriesAreLoggedTwice, salesAreNotLogged
  case refundsAreNotSaved, standingsAreNotSaved, reversalsAreNotSaved, revisionsAreNotSaved, stockIsNotSaved
  case paymentsAreNotSeen, sessionsAreSeenLate, dueHoldsAreOverlooked
  case commandsAreForgotten, otherContentIsOverlooked
}

/// A store that is right but for one defect, if it has any.
struct FaultyStore: StoreWrapper {
  let kept = MemoryStore()
  private let defect: PlantedDefect?
  private let memory = Guarded(Notes())

  /// What it remembers on the way.
  private struct Notes {
    var seen: [SessionID: GroupSession] = [:]
    var transactions: UInt64 = 0
  }

  /// How many transactions it runs: a defect may make the engine go round in a circle.
  private static let mostTransactions: UInt64 = 200

  init(_ defect: PlantedDefect?) {
    self.defect = defect
  }

  // MARK: Decisions

  func transact(_ given: Transaction) async throws(StoreError) -> TransactionOutcome {
    let count = memory.withLock { memory in
      memory.transactions += 1
      return memory.transactions
    }
    guard count <= FaultyStore.mostTransactions else { throw .defect("there is no end to it") }
    let (context, defect, decide) = (given.context, defect, given.decide)
    let known =
      defect == .commandsAreForgotten
      ? Context(
        tenant: context.tenant, command: CommandID("run/\(count)") ?? context.command, actor: context.actor,
        now: context.now, seed: context.seed) : context
    return try await kept.transact(
      Transaction(
        known, name: given.name, content: defect == .otherContentIsOverlooked ? .null : given.content,
        reads: given.reads
      ) { workingSet in
        let decision = decide(FaultyStore.changed(workingSet, of: given, by: defect))
        guard case .accepted(let receipt, let changes) = decision else { return decision }
        return .accepted(receipt: receipt, FaultyStore.changed(changes, of: given, by: defect))
      })
  }

  /// What a command is shown.
  private static func changed(
    _ found: WorkingSet, of transaction: Transaction, by defect: PlantedDefect?
  ) -> WorkingSet {
    var found = found
    switch defect {
    case .paymentsAreNotSeen where transaction.name == "confirmPayment":
      for case .payment(let reference) in transaction.reads { found.bring(.payment(reference), .nothing) }
    case .dueHoldsAreOverlooked:
      for case .holdsDue(let session, let instant) in transaction.reads {
        found.bring(.holdsDue(in: session, through: instant), .participants([]))
      }
    default: break
    }
    return found
  }

  /// What of its changes is saved.
  private static func changed(_ given: Changes, of transaction: Transaction, by defect: PlantedDefect?) -> Changes {
    Changes(
      events: given.events.flatMap { dated in
        [DatedEvent](repeating: dated, count: copies(of: dated.event, by: defect))
      },
      effects: given.effects.filter { !isLost($0, by: defect) },
      rows: given.rows.filter { !isLost($0, of: given, by: defect) }, in: transaction.context)
  }

  private static func copies(of event: Event, by defect: PlantedDefect?) -> Int {
    switch (defect, event) {
    case (.paymentsAreLoggedTwice, .session(_, .paid)), (.deliveriesAreLoggedTwice, .purchaseOrder(_, _, .received)): 2
    case (.returnedMoneyIsNotLogged, .session(_, .paymentReturned)), (.admissionsAreNotLogged, .session(_, .admitted)),
      (.departuresAreNotLogged, .session(_, .left)), (.releasedStockIsNotLogged, .session(_, .stockReleased)),
      (.salesAreNotLogged, .stock(.sold)):
      0
    default: 1
    }
  }

  private static func isLost(_ effect: Effect, by defect: PlantedDefect?) -> Bool {
    switch (defect, effect) {
    case (.refundRequestsAreLost, .refund), (.creditsAreLost, .creditWallet): true
    default: false
    }
  }

  private static func isLost(_ row: Row, of changes: Changes, by defect: PlantedDefect?) -> Bool {
    switch (defect, row) {
    case (.refundsAreNotSaved, .refund), (.standingsAreNotSaved, .buyer): true
    case (.reversalsAreNotSaved, .payment(let payment)): payment.isReversed
    case (.revisionsAreNotSaved, .product(let product)): product.version > 1
    case (.stockIsNotSaved, .session), (.stockIsNotSaved, .stock):
      // The session's and the warehouse's, and only where nothing else has happened by the way.
      changes.events.contains { $0.isOfStockSetAside }
        && changes.events.allSatisfy { dated in
          if case .stock = dated.event { true } else { dated.isOfStockSetAside }
        }
    default: false
    }
  }

  // MARK: Everything else

  func look(at reads: [Read], of tenant: TenantID) async throws(StoreError) -> WorkingSet {
    var found = try await kept.look(at: reads, of: tenant)
    guard defect == .sessionsAreSeenLate else { return found }
    for case .session(let id) in reads {
      guard let now = found.session(id) else { continue }
      let before = memory.withLock { $0.seen.updateValue(now, forKey: id) }
      if let before { found.bring(.session(id), .row(.session(before))) }
    }
    return found
  }

  func deadlines(dueBy instant: Instant, limit: Int) async throws(StoreError) -> [Deadline] {
    let overlooked: Deadline.Kind
    switch defect {
    case .holdsAreNeverFound: overlooked = .lapseHolds
    case .closingsAreNeverFound: overlooked = .close
    case .fillsAreNeverAnnounced: overlooked = .announceNearExpiry
    default: return try await kept.deadlines(dueBy: instant, limit: limit)
    }
    let due = try await kept.deadlines(dueBy: instant, limit: .max)
    return Array(due.filter { $0.kind != overlooked }.prefix(limit))
  }

  func leaseEffects(_ request: LeaseRequest) async throws(StoreError) -> [LeasedEffect] {
    let lent = try await kept.leaseEffects(request)
    guard defect == .refundsAreRequestedTwice else { return lent }
    return lent.flatMap { effect in
      if case .refund = effect.effect { [effect, effect] } else { [effect] }
    }
  }
}

extension DatedEvent {
  /// Whether stock was set aside for a session.
  fileprivate var isOfStockSetAside: Bool {
    if case .session(_, .stockSetAside) = event { true } else { false }
  }
}
