internal import Dispatch
internal import GrosirEngine
internal import GrosirSQL

/// Connections that only read, each on a thread of its own; they see what was saved before they begin.
final class SQLiteReaders: Sendable {
  private let path: String
  private let queue = DispatchQueue(label: "grosir.sqlite.readers", attributes: .concurrent)
  private let places: DispatchSemaphore
  private let isClosed = Guarded(false)
  private let idle = Guarded<[SQLiteConnection]>([])

  /// Readers of a file, so many at once at most.
  init(path: String, most: Int = 4) {
    self.path = path
    places = DispatchSemaphore(value: most)
  }

  /// Ends reading; what is read now is read to its end.
  func close() {
    isClosed.withLock { $0 = true }
    idle.withLock { $0.removeAll() }
  }

  /// Reads, all of one moment.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (SQLReader<SQLiteConnection>) throws(SQLFailure) -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await unsafe withUnsafeContinuation { continuation in
      queue.async { unsafe continuation.resume(returning: self.result(of: body)) }
    }
    return try result.get()
  }

  private func result<Value: Sendable>(
    of body: (SQLReader<SQLiteConnection>) throws(SQLFailure) -> Value
  ) -> Result<Value, StoreError> {
    places.wait()
    defer { places.signal() }
    do throws(SQLFailure) {
      return .success(try readOnce(body))
    } catch {
      return .failure(error.storeError)
    }
  }

  /// A connection on which something failed is not used again.
  private func readOnce<Value>(
    _ body: (SQLReader<SQLiteConnection>) throws(SQLFailure) -> Value
  ) throws(SQLFailure) -> Value {
    guard !isClosed.withLock({ $0 }) else { throw SQLFailure(.cannotOpen, "the store was closed; open it again") }
    let connection = try takeIdleOrOpen()
    try connection.execute("BEGIN")
    let value = try body(SQLReader(connection))
    try connection.execute("COMMIT")
    giveBack(connection)
    return value
  }

  private func takeIdleOrOpen() throws(SQLFailure) -> SQLiteConnection {
    if let connection = takeIdle() { return connection }
    return try SQLiteDatabase.openToRead(path)
  }

  private func takeIdle() -> SQLiteConnection? {
    let box = idle.withLock { idle in Handed(connection: idle.popLast()) }
    return box.connection
  }

  private func giveBack(_ connection: SQLiteConnection) {
    let box = Handed(connection: connection)
    idle.withLock { idle in
      if let connection = box.connection { idle.append(connection) }
    }
  }

  /// A connection that is handed from one thread to another, and used by one of them at a time.
  private struct Handed: @unchecked Sendable {
    let connection: SQLiteConnection?
  }
}
