#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif
internal import Dispatch
package import GrosirEngine
package import GrosirSQL

/// Connections that only read, each by one thread at a time; they see what was saved before they begin.
///
/// They are made when they are needed, and kept. One on which anything failed is not used again.
package final class PostgresReaders: Sendable {
  private let address: PostgresAddress
  private let queue = DispatchQueue(label: "grosir.postgres.readers", attributes: .concurrent)
  private let places: DispatchSemaphore
  private let isClosed = Guarded(false)
  private let idle = Guarded<[PostgresConnection]>([])

  /// How often a read is tried at most, and after how many microseconds the second time; later ones wait longer.
  private static let patience = (tries: 6, pause: UInt32(10_000))

  /// Readers of a database, so many at once at most.
  package init(_ address: PostgresAddress, most: Int = 4) {
    self.address = address
    places = DispatchSemaphore(value: most)
  }

  /// Ends reading; what is read now is read to its end.
  package func close() {
    isClosed.withLock { $0 = true }
    idle.withLock { $0.removeAll() }
  }

  /// Reads, all of one moment; what reads may be run again.
  package func read<Value: Sendable>(
    _ body: @escaping @Sendable (SQLReader<PostgresConnection>) throws(SQLFailure) -> Value
  ) async throws(StoreError) -> Value {
    let result: Result<Value, StoreError> = await unsafe withUnsafeContinuation { continuation in
      queue.async { unsafe continuation.resume(returning: self.result(of: body)) }
    }
    return try result.get()
  }

  private func result<Value: Sendable>(
    of body: (SQLReader<PostgresConnection>) throws(SQLFailure) -> Value
  ) -> Result<Value, StoreError> {
    places.wait()
    defer { places.signal() }
    do throws(SQLFailure) {
      return .success(try readPatiently(body))
    } catch {
      return .failure(error.storeError)
    }
  }

  /// Tries again when a connection is gone, or none can be had: the server may be starting.
  private func readPatiently<Value>(
    _ body: (SQLReader<PostgresConnection>) throws(SQLFailure) -> Value
  ) throws(SQLFailure) -> Value {
    var pause = PostgresReaders.patience.pause
    for _ in 1..<PostgresReaders.patience.tries {
      do throws(SQLFailure) {
        return try readOnce(body)
      } catch {
        switch error.kind {
        case .conflict: break
        // What else is idle was mostly lost at the same time.
        case .disconnected: idle.withLock { $0.removeAll() }
        default: throw error
        }
      }
      usleep(pause)
      pause *= 3
    }
    return try readOnce(body)
  }

  private func readOnce<Value>(
    _ body: (SQLReader<PostgresConnection>) throws(SQLFailure) -> Value
  ) throws(SQLFailure) -> Value {
    guard !isClosed.withLock({ $0 }) else { throw SQLFailure(.cannotOpen, "the store was closed; open it again") }
    let connection: PostgresConnection
    if let known = takeIdle() { connection = known } else { connection = try PostgresDatabase.open(address) }
    try connection.beginReading()
    let value = try body(SQLReader(connection))
    try connection.endReading()
    giveBack(connection)
    return value
  }

  private func takeIdle() -> PostgresConnection? {
    let box = idle.withLock { idle in Handed(connection: idle.popLast()) }
    return box.connection
  }

  private func giveBack(_ connection: PostgresConnection) {
    let box = Handed(connection: connection)
    idle.withLock { idle in
      if let connection = box.connection { idle.append(connection) }
    }
  }

  /// A connection that is handed from one thread to another, and used by one of them at a time.
  private struct Handed: @unchecked Sendable {
    let connection: PostgresConnection?
  }
}
