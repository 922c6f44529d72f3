import GrosirEngine
import GrosirPostgres
import GrosirSQL

/// Databases for stores that are opened one after the other, each empty when it is opened.
final class DatabasePool: Sendable {
  private let idle = Guarded<[TestDatabase]>([])
  private let used = Guarded<[ObjectIdentifier: TestDatabase]>([:])

  /// Without a server whatever needs one is left out, and that is said.
  init() throws { _ = try ServerAddress() }

  /// Opens a store in an empty database.
  func open(rowsRemembered: Int, hook: TransactionHook?) async throws -> PostgresStore {
    let known = idle.withLock { $0.popLast() }
    if let known { try known.execute("TRUNCATE \(Schema.tableNames.joined(separator: ", "))") }
    let database = if let known { known } else { try TestDatabase() }
    let store = try await PostgresStore(database.address(), rowsRemembered: rowsRemembered, hook: hook)
    used.withLock { $0[ObjectIdentifier(store)] = database }
    return store
  }

  /// Closes a store, whose database serves again.
  func close(_ store: PostgresStore) async throws {
    await store.close()
    guard let database = used.withLock({ $0.removeValue(forKey: ObjectIdentifier(store)) }) else { return }
    idle.withLock { $0.append(database) }
  }
}
