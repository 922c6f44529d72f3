public import GrosirCore
public import GrosirEngine
internal import GrosirSQL

/// A store in one file, for one process (SPEC §13): what was answered is on the disk.
///
///     let store = try SQLiteStore(path: "/var/lib/shop/grosir.sqlite")
///     let engine = Engine(store)
///
/// The file is made if there is none, and brought to this program's schema if it has an older one; its directory must
/// be there. It is an SQLite database whose tables and views an operator may read while the store is in use, and whose
/// backup is taken with SQLite's own tools.
///
/// Commands that are given at once are saved together, as many as wait. One process writes: a second one, or a second
/// store in this one, is refused (``StoreError/unavailable(_:)``). Nothing blocks the threads on which tasks run.
public final class SQLiteStore: GrosirStore {
  /// Nobody, in a store that was opened only to read.
  private let kept: WriterQueue<SQLiteConnection>?
  let readers: SQLiteReaders

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: the file; beside it SQLite keeps its log, and the store an empty file by whose lock others know that it
  ///     writes.
  ///   - hook: called at each point of every transaction, to make it fail there.
  /// - Throws: ``StoreError/unavailable(_:)`` if the file cannot be opened or another store writes it;
  ///   ``StoreError/defect(_:)`` if it is something else than a store, or has a schema that this program does not know;
  ///   ``StoreError/limitReached(_:)`` if the disk is full. The details say what to do.
  public convenience init(path: String, hook: TransactionHook? = nil) throws(StoreError) {
    try self.init(path: path, rowsRemembered: 32_768, hook: hook)
  }

  /// Opens a file, and remembers at least so many of the rows that were used last; few of them in tests of forgetting.
  package init(path: String, rowsRemembered: Int, hook: TransactionHook? = nil) throws(StoreError) {
    do throws(SQLFailure) {
      let opened = try SQLiteDatabase.openToWrite(
        path, try WriterLock(path: path), Migrator(Migration.all(in: .sqlite)))
      kept = WriterQueue(opened.connection, rowsRemembered: rowsRemembered, hook: hook)
      readers = SQLiteReaders(path: path)
    } catch {
      throw error.storeError
    }
  }

  /// Opens a file only to read it, perhaps while another process writes it.
  ///
  /// What would change anything is refused (``StoreError/unavailable(_:)``).
  ///
  /// - Throws: as ``init(path:hook:)``; ``StoreError/defect(_:)`` also if the file has an older schema.
  public init(reading path: String) throws(StoreError) {
    do throws(SQLFailure) {
      _ = try SQLiteDatabase.openToInspect(path, Migrator(Migration.all(in: .sqlite)))
    } catch {
      throw error.storeError
    }
    kept = nil
    readers = SQLiteReaders(path: path)
  }

  private var writer: WriterQueue<SQLiteConnection> {
    get throws(StoreError) {
      guard let kept else { throw .unavailable("the store was opened only to read") }
      return kept
    }
  }

  /// Closes the file, once what was begun is done; what is asked later is ``StoreError/unavailable(_:)``.
  ///
  /// Without this it is closed when nobody holds the store any more, and the last of its threads has noticed.
  public func close() async {
    readers.close()
    await kept?.close()
  }

  /// Runs a command, once.
  public func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    try await writer.transact(transaction)
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
  public func leaseEffects(_ request: LeaseRequest) async throws(StoreError) -> [LeasedEffect] {
    try await writer.perform { writer throws(WorkFailure) in try writer.lease(request) }
  }

  /// Says what became of an effect that was lent.
  public func settle(_ effect: LeasedEffect, as settlement: EffectSettlement) async throws(StoreError) -> Bool {
    try await writer.perform { writer throws(WorkFailure) in try writer.settle(effect, as: settlement) }
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
    try await writer.perform { writer throws(WorkFailure) in try writer.unpark(key, of: tenant, dueAt: instant) }
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
    try await writer.perform { writer throws(WorkFailure) in try writer.purge(before: instant, limit: limit) }
  }
}
