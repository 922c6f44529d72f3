import GrosirCore
import GrosirEngine
import GrosirSQLite

/// A store whose file is closed and opened again before every command.
final class ReopeningStore: GrosirStore {
  private let path: String
  private let current: Guarded<SQLiteStore>

  init(path: String) throws(StoreError) {
    self.path = path
    current = Guarded(try SQLiteStore(path: path))
  }

  private var store: SQLiteStore { current.withLock { $0 } }

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    await store.close()
    let reopened = try SQLiteStore(path: path)
    current.withLock { $0 = reopened }
    return try await reopened.transact(transaction)
  }

  func look(at reads: [Read], of tenant: TenantID) async throws(StoreError) -> WorkingSet {
    try await store.look(at: reads, of: tenant)
  }

  func deadlines(dueBy instant: Instant, limit: Int) async throws(StoreError) -> [Deadline] {
    try await store.deadlines(dueBy: instant, limit: limit)
  }

  func leaseEffects(_ request: LeaseRequest) async throws(StoreError) -> [LeasedEffect] {
    try await store.leaseEffects(request)
  }

  func settle(_ effect: LeasedEffect, as settlement: EffectSettlement) async throws(StoreError) -> Bool {
    try await store.settle(effect, as: settlement)
  }

  func parkedEffects(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [ParkedEffect] {
    try await store.parkedEffects(of: tenant, after: number, limit: limit)
  }

  func unpark(_ key: String, of tenant: TenantID, dueAt instant: Instant) async throws(StoreError) -> Bool {
    try await store.unpark(key, of: tenant, dueAt: instant)
  }

  func balances(of tenant: TenantID) async throws(StoreError) -> JournalBalances {
    try await store.balances(of: tenant)
  }

  func statement(
    of account: Account, in currency: Currency, of tenant: TenantID, from place: Journal.Place?, limit: Int
  ) async throws(StoreError) -> Journal.Statement {
    try await store.statement(of: account, in: currency, of: tenant, from: place, limit: limit)
  }

  func events(
    of subject: EventSubject?, in tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [LoggedEvent] {
    try await store.events(of: subject, in: tenant, after: number, limit: limit)
  }

  func refusals(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [RefusedCommand] {
    try await store.refusals(of: tenant, after: number, limit: limit)
  }

  func purge(before instant: Instant, limit: Int) async throws(StoreError) -> Int {
    try await store.purge(before: instant, limit: limit)
  }
}
