import GrosirCore
import GrosirEngine
import GrosirMemory

/// The store under test, with somebody who listens: every decision that was saved, in order.
///
/// It is used by one task at a time.
final class ObservedStore: GrosirStore, @unchecked Sendable {
  let kept: MemoryStore
  private let fault: Fault

  /// Everything that was decided since somebody last asked.
  private(set) var heard: [Heard] = []

  /// One transaction that was answered.
  struct Heard {
    let name: String
    let command: CommandID
    let outcome: TransactionOutcome
    /// What was decided; nil where an earlier answer was given again, or the answer is a refusal.
    let changes: Changes?
    /// The command, for whoever writes it down.
    let content: @Sendable () -> Record
  }

  /// Where the store fails next.
  final class Fault: @unchecked Sendable {
    var point: TransactionPoint?
    /// Whether it has.
    var hasStruck = false
  }

  /// The decision of the transaction that runs, until it is known whether it was saved.
  private final class Draft: @unchecked Sendable {
    var changes: Changes?
  }

  private let draft = Draft()

  init() {
    let fault = Fault()
    self.fault = fault
    kept = MemoryStore { point throws(StoreError) in
      guard fault.point == point else { return }
      fault.point = nil
      fault.hasStruck = true
      throw .unavailable("planned")
    }
  }

  /// Has the next transaction fail at a point.
  func fail(at point: TransactionPoint?) {
    fault.point = point
    fault.hasStruck = false
  }

  /// Whether it has failed since.
  var hasFailed: Bool { fault.hasStruck }

  func forget() { heard.removeAll(keepingCapacity: true) }

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    let (draft, decide) = (draft, transaction.decide)
    let isRetry = draft.changes != nil
    let observed = Transaction(transaction) { workingSet in
      let decision = decide(workingSet)
      if case .accepted(_, let changes) = decision { draft.changes = changes }
      return decision
    }
    do throws(StoreError) {
      let outcome = try await kept.transact(observed)
      note(outcome, of: transaction, isRetry: isRetry)
      return outcome
    } catch {
      // What was decided counts only if it was saved, and that the next attempt will tell.
      if case .outcomeUnknown = error {} else { draft.changes = nil }
      throw error
    }
  }

  private func note(_ outcome: TransactionOutcome, of transaction: Transaction, isRetry: Bool) {
    var changes: Changes?
    switch outcome {
    case .answered(.accepted, let isRepeated) where !isRepeated || isRetry: changes = draft.changes
    default: break
    }
    draft.changes = nil
    heard.append(
      Heard(
        name: transaction.name, command: transaction.context.command, outcome: outcome, changes: changes,
        content: transaction.makeContent))
  }

  // MARK: Everything else

  func look(at reads: [Read], of tenant: TenantID) async throws(StoreError) -> WorkingSet {
    try await kept.look(at: reads, of: tenant)
  }

  func deadlines(dueBy instant: Instant, limit: Int) async throws(StoreError) -> [Deadline] {
    try await kept.deadlines(dueBy: instant, limit: limit)
  }

  func leaseEffects(_ request: LeaseRequest) async throws(StoreError) -> [LeasedEffect] {
    try await kept.leaseEffects(request)
  }

  func settle(_ effect: LeasedEffect, as settlement: EffectSettlement) async throws(StoreError) -> Bool {
    try await kept.settle(effect, as: settlement)
  }

  func parkedEffects(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [ParkedEffect] {
    try await kept.parkedEffects(of: tenant, after: number, limit: limit)
  }

  func unpark(_ key: String, of tenant: TenantID, dueAt instant: Instant) async throws(StoreError) -> Bool {
    try await kept.unpark(key, of: tenant, dueAt: instant)
  }

  func balances(of tenant: TenantID) async throws(StoreError) -> JournalBalances {
    try await kept.balances(of: tenant)
  }

  func statement(
    of account: Account, in currency: Currency, of tenant: TenantID, from place: Journal.Place?, limit: Int
  ) async throws(StoreError) -> Journal.Statement {
    try await kept.statement(of: account, in: currency, of: tenant, from: place, limit: limit)
  }

  func events(
    of subject: EventSubject?, in tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [LoggedEvent] {
    try await kept.events(of: subject, in: tenant, after: number, limit: limit)
  }

  func refusals(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [RefusedCommand] {
    try await kept.refusals(of: tenant, after: number, limit: limit)
  }

  func purge(before instant: Instant, limit: Int) async throws(StoreError) -> Int {
    try await kept.purge(before: instant, limit: limit)
  }
}
