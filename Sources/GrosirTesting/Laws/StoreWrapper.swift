package import GrosirCore
package import GrosirEngine

/// A store of a test that passes everything on to another, but for what its type does otherwise.
package protocol StoreWrapper: GrosirStore {
  associatedtype Kept: GrosirStore

  /// The store that everything is passed on to.
  var kept: Kept { get }
}

extension StoreWrapper {
  package func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    try await kept.transact(transaction)
  }

  package func look(at reads: [Read], of tenant: TenantID) async throws(StoreError) -> WorkingSet {
    try await kept.look(at: reads, of: tenant)
  }

  package func deadlines(dueBy instant: Instant, limit: Int) async throws(StoreError) -> [Deadline] {
    try await kept.deadlines(dueBy: instant, limit: limit)
  }

  package func leaseEffects(_ request: LeaseRequest) async throws(StoreError) -> [LeasedEffect] {
    try await kept.leaseEffects(request)
  }

  package func settle(_ effect: LeasedEffect, as settlement: EffectSettlement) async throws(StoreError) -> Bool {
    try await kept.settle(effect, as: settlement)
  }

  package func parkedEffects(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [ParkedEffect] {
    try await kept.parkedEffects(of: tenant, after: number, limit: limit)
  }

  package func unpark(_ key: String, of tenant: TenantID, dueAt instant: Instant) async throws(StoreError) -> Bool {
    try await kept.unpark(key, of: tenant, dueAt: instant)
  }

  package func balances(of tenant: TenantID) async throws(StoreError) -> JournalBalances {
    try await kept.balances(of: tenant)
  }

  package func statement(
    of account: Account, in currency: Currency, of tenant: TenantID, from place: Journal.Place?, limit: Int
  ) async throws(StoreError) -> Journal.Statement {
    try await kept.statement(of: account, in: currency, of: tenant, from: place, limit: limit)
  }

  package func events(
    of subject: EventSubject?, in tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [LoggedEvent] {
    try await kept.events(of: subject, in: tenant, after: number, limit: limit)
  }

  package func refusals(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [RefusedCommand] {
    try await kept.refusals(of: tenant, after: number, limit: limit)
  }

  package func purge(before instant: Instant, limit: Int) async throws(StoreError) -> Int {
    try await kept.purge(before: instant, limit: limit)
  }
}
