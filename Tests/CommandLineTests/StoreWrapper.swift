import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting

/// A store that passes everything on to a ``MemoryStore``, but for what its type does otherwise.
protocol StoreWrapper: GrosirStore {
  var kept: MemoryStore { get }
}

extension StoreWrapper {
  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    try await kept.transact(transaction)
  }

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

extension Transaction {
  /// The same transaction with another decision.
  func deciding(_ decide: @escaping @Sendable (WorkingSet) -> Decision) -> Transaction {
    Transaction(context, name: name, content: content, reads: reads, decide: decide)
  }
}

/// A store that asks every command twice, and keeps only its second answer.
struct TwiceAskingStore: StoreWrapper {
  let kept = MemoryStore()

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    let decide = transaction.decide
    return try await kept.transact(
      transaction.deciding { workingSet in
        _ = decide(workingSet)
        return decide(workingSet)
      })
  }
}

/// A store whose transactions fail at random points, each given again under its identity until it is answered.
struct UnsteadyStore: StoreWrapper {
  let kept: MemoryStore
  private let failures = Guarded<[TransactionPoint: Int]>([:])

  /// A store that fails at one in four points, by the numbers that follow from a seed.
  init(seed: UInt64) {
    let seeds = SeededSeeds(seed: seed)
    kept = MemoryStore { [failures] point throws(StoreError) in
      guard seeds.next() & 3 == 0 else { return }
      failures.withLock { $0[point, default: 0] += 1 }
      throw .unavailable(point.rawValue)
    }
  }

  /// How often it has failed, by the point at which it did.
  var failureCounts: [TransactionPoint: Int] { failures.withLock { $0 } }

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    while true {
      do throws(StoreError) {
        return try await kept.transact(transaction)
      } catch {
        switch error {
        case .unavailable, .outcomeUnknown: continue
        case .limitReached, .defect: throw error
        }
      }
    }
  }
}
