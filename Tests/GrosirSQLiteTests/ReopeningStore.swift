import GrosirEngine
import GrosirSQLite
import GrosirTesting

/// A store whose file is closed and opened again before every command.
final class ReopeningStore: StoreWrapper {
  private let path: String
  private let current: Guarded<SQLiteStore>

  init(path: String) throws(StoreError) {
    self.path = path
    current = Guarded(try SQLiteStore(path: path))
  }

  var kept: SQLiteStore { current.withLock { $0 } }

  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    await kept.close()
    let reopened = try SQLiteStore(path: path)
    current.withLock { $0 = reopened }
    return try await reopened.transact(transaction)
  }
}
