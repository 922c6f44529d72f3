internal import Dispatch
public import GrosirCore
public import GrosirEngine
internal import GrosirSQL

/// A store in a PostgreSQL database, for any number of processes on any number of machines (SPEC §13).
///
///     let store = try await PostgresStore("postgresql://shop@db.internal/shop")
///     let engine = Engine(store)
///
/// The database has to be there; its schema is made, or brought up to this program's. Tables and views are for
/// operators to read as well, and backups are taken with PostgreSQL's own tools.
///
/// A tenant's commands take turns: whoever writes has the tenant's row until all is saved. So that nobody waits for one
/// flush after the other, what a process is given at once for a tenant is saved together, hundreds of commands in a few
/// statements. Different tenants do not wait for each other. Nothing blocks the threads on which tasks run.
///
/// It is for PostgreSQL from 15 on and needs no extension. Of the server it uses row locks and `SKIP LOCKED`,
/// `INSERT … ON CONFLICT … RETURNING`, arrays and `unnest`, deferred foreign keys, partial indexes, identity columns,
/// advisory locks (for the schema alone) and the protocol's pipelines.
public final class PostgresStore: GrosirStore {
  /// One for each part of the tenants, and one for the outbox; none, in a store that was opened only to read.
  private let writers: Writers?
  let readers: PostgresReaders

  /// Those who write.
  private struct Writers: Sendable {
    let ofTenants: [WriterQueue<PostgresConnection>]
    let ofOutbox: WriterQueue<PostgresConnection>

    func of(_ tenant: TenantID) -> WriterQueue<PostgresConnection> {
      ofTenants[Int(UInt(bitPattern: tenant.hashValue) % UInt(ofTenants.count))]
    }
  }

  /// Connects to a database.
  ///
  /// - Parameters:
  ///   - address: where it is, as PostgreSQL's own tools take it: `postgresql://user@host/database`, or
  ///     `postgresql:///database?host=/folder/of/socket`. What it leaves out is found in the environment
  ///     (`PGPASSWORD`, …) and in `~/.pgpass`.
  ///   - writers: how many connections write for tenants at once, 1 or more; one tenant uses one. One more is for the
  ///     outbox, and at most four read. Each is made when it is needed, and made again when it is lost.
  ///   - hook: called at each point of every transaction, to make it fail there.
  /// - Throws: ``StoreError/unavailable(_:)`` if the server is not there or does not let one in;
  ///   ``StoreError/defect(_:)`` if the database has tables of another program, a schema that this program does not
  ///   know, or is older than PostgreSQL 15. The details say what to do.
  public convenience init(
    _ address: String, writers: Int = 4, hook: TransactionHook? = nil
  ) async throws(StoreError) {
    try await self.init(address, writers: writers, rowsRemembered: 32_768, hook: hook)
  }

  /// Connects, and remembers at least so many of the rows that were used last; few of them in tests of forgetting.
  package init(
    _ address: String, writers: Int = 4, rowsRemembered: Int, hook: TransactionHook? = nil
  ) async throws(StoreError) {
    precondition(writers > 0, "somebody has to write")
    let place = try PostgresStore.reading(address)
    _ = try await PostgresStore.migrate(place)
    func writer() -> WriterQueue<PostgresConnection> {
      WriterQueue(nil, rowsRemembered: rowsRemembered, hook: hook) { () throws(SQLFailure) in
        try PostgresDatabase.open(place)
      }
    }
    self.writers = Writers(ofTenants: (0..<writers).map { _ in writer() }, ofOutbox: writer())
    readers = PostgresReaders(place)
  }

  /// Connects to a database only to read it.
  ///
  /// What would change anything is refused (``StoreError/unavailable(_:)``).
  ///
  /// - Throws: as ``init(_:writers:hook:)``; ``StoreError/defect(_:)`` also if the database has an older schema, or
  ///   none.
  public init(reading address: String) async throws(StoreError) {
    let place = try PostgresStore.reading(address)
    try await PostgresStore.waiting { () throws(SQLFailure) in
      _ = try PostgresDatabase.openToInspect(place, Migrator(Migration.all(in: .postgres)))
    }
    writers = nil
    readers = PostgresReaders(place)
  }

  /// Brings a database to this program's schema.
  ///
  /// - Returns: the names of the steps that were applied; none if it was up to date.
  static func migrate(_ address: PostgresAddress) async throws(StoreError) -> [String] {
    try await waiting { () throws(SQLFailure) in
      try PostgresDatabase.migrate(address, Migrator(Migration.all(in: .postgres)))
    }
  }

  /// Does what waits for a server, on a thread of its own.
  private static func waiting<Value: Sendable>(
    _ body: @escaping @Sendable () throws(SQLFailure) -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await unsafe withUnsafeContinuation { continuation in
      DispatchQueue(label: "grosir.postgres.opening").async {
        do throws(SQLFailure) {
          unsafe continuation.resume(returning: .success(try body()))
        } catch {
          unsafe continuation.resume(returning: .failure(error.storeError))
        }
      }
    }
    return try result.get()
  }

  static func reading(_ address: String) throws(StoreError) -> PostgresAddress {
    do throws(SQLFailure) {
      return try PostgresAddress(address)
    } catch {
      throw error.storeError
    }
  }

  private func allWriters() throws(StoreError) -> Writers {
    guard let writers else { throw .unavailable("the store was opened only to read") }
    return writers
  }

  /// Closes all connections, once what was begun is done; what is asked later is ``StoreError/unavailable(_:)``.
  ///
  /// Without this they are closed when nobody holds the store any more, and the last of its threads has noticed.
  public func close() async {
    readers.close()
    guard let writers else { return }
    for writer in writers.ofTenants { await writer.close() }
    await writers.ofOutbox.close()
  }

  /// Runs a command, once.
  public func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    try await allWriters().of(transaction.context.tenant).transact(transaction)
  }

  /// What there is now.
  public func look(at reads: [Read], of tenant: TenantID) async throws(StoreError) -> WorkingSet {
    try await readers.read { reader throws(SQLFailure) in try reader.find(all: reads, of: tenant) }
  }

  /// What is due by an instant, of all tenants.
  ///
  /// - Complexity: O(k log n) for k deadlines and n sessions.
  public func deadlines(dueBy instant: Instant, limit: Int) async throws(StoreError) -> [Deadline] {
    try await readers.read { reader throws(SQLFailure) in try reader.deadlines(dueBy: instant, limit: limit) }
  }

  /// Lends out effects to be delivered.
  ///
  /// Those that another process lends out at the same moment are passed by, not waited for.
  public func leaseEffects(_ request: LeaseRequest) async throws(StoreError) -> [LeasedEffect] {
    try await allWriters().ofOutbox.perform { writer throws(WorkFailure) in try writer.lease(request) }
  }

  /// Says what became of an effect that was lent.
  public func settle(_ effect: LeasedEffect, as settlement: EffectSettlement) async throws(StoreError) -> Bool {
    try await allWriters().ofOutbox.perform { writer throws(WorkFailure) in
      try writer.settle(effect, as: settlement)
    }
  }

  /// The effects of a tenant that were parked.
  public func parkedEffects(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [ParkedEffect] {
    try await readers.read { reader throws(SQLFailure) in
      try reader.parkedEffects(of: tenant, after: number, limit: limit)
    }
  }

  /// Lets a parked effect be delivered again.
  public func unpark(_ key: String, of tenant: TenantID, dueAt instant: Instant) async throws(StoreError) -> Bool {
    try await allWriters().ofOutbox.perform { writer throws(WorkFailure) in
      try writer.unpark(key, of: tenant, dueAt: instant)
    }
  }

  /// What every account of a tenant holds.
  ///
  /// - Complexity: O(n) in the number of accounts.
  public func balances(of tenant: TenantID) async throws(StoreError) -> JournalBalances {
    try await readers.read { reader throws(SQLFailure) in try reader.balances(of: tenant) }
  }

  /// A page of what happened on an account, the last first.
  public func statement(
    of account: Account, in currency: Currency, of tenant: TenantID, from place: Journal.Place?, limit: Int
  ) async throws(StoreError) -> Journal.Statement {
    try await readers.read { reader throws(SQLFailure) in
      try reader.statement(of: account, in: currency, of: tenant, from: place, limit: limit)
    }
  }

  /// What happened to something, or everything that happened.
  public func events(
    of subject: EventSubject?, in tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [LoggedEvent] {
    try await readers.read { reader throws(SQLFailure) in
      try reader.events(of: subject, in: tenant, after: number, limit: limit)
    }
  }

  /// The commands of a tenant that were refused.
  public func refusals(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [RefusedCommand] {
    try await readers.read { reader throws(SQLFailure) in
      try reader.refusals(of: tenant, after: number, limit: limit)
    }
  }

  /// Forgets commands and delivered effects.
  public func purge(before instant: Instant, limit: Int) async throws(StoreError) -> Int {
    try await allWriters().ofOutbox.perform { writer throws(WorkFailure) in
      try writer.purge(before: instant, limit: limit)
    }
  }
}
