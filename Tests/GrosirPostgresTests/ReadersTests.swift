import GrosirEngine
import GrosirPostgres
import GrosirSQL
import XCTest

/// Several read at once, and a server that was started again is noticed by nobody who reads.
final class ReadersTests: DatabaseTestCase {
  private static let me = SQLStatement("SELECT pg_backend_pid()")
  private static let endOthers = SQLStatement(
    """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    """)
  private static let others = SQLStatement(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
  private static let broken = SQLStatement("SELECT 1 / (random() * 0)::bigint")

  func testConnectionsAreKeptAndBounded() async throws {
    let database = try makeDatabase()
    let readers = PostgresReaders(try PostgresAddress(database.address()), most: 3)
    let numbers = try await withThrowingTaskGroup(of: Int64.self) { group in
      for _ in 0..<40 {
        group.addTask {
          try await readers.read { reader throws(SQLFailure) in
            try reader.connection.row(ReadersTests.me, [])?[0].integer ?? 0
          }
        }
      }
      return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
    }
    XCTAssertLessThanOrEqual(numbers.count, 3)
    XCTAssertFalse(numbers.contains(0))
    readers.close()
    do throws(StoreError) {
      _ = try await readers.read { _ in 0 }
      XCTFail("it read")
    } catch {
      XCTAssertEqual(error, .unavailable("the store was closed; open it again"))
    }
  }

  /// All idle connections are ended; whoever reads next is answered all the same.
  func testALostConnectionIsReplaced() async throws {
    let database = try makeDatabase()
    let readers = PostgresReaders(try PostgresAddress(database.address()), most: 2)
    let read = {
      try await readers.read { reader throws(SQLFailure) in try reader.connection.row(ReadersTests.me, []) }
    }
    var numbers: Set<[SQLValue]> = []
    for _ in 0..<3 {
      numbers.insert(try await read() ?? [])
      let other = try database.connect()
      XCTAssertEqual(try other.row(ReadersTests.endOthers, []), [.integer(1)])
      while try other.row(ReadersTests.others, []) != nil {}
    }
    numbers.insert(try await read() ?? [])
    XCTAssertEqual(numbers.count, 4, "each was another connection")
  }

  /// What fails for good is tried once, and its connection not used again.
  func testAConnectionOnWhichSomethingFailedIsClosed() async throws {
    let database = try makeDatabase()
    let readers = PostgresReaders(try PostgresAddress(database.address()), most: 1)
    let read = {
      try await readers.read { reader throws(SQLFailure) in try reader.connection.row(ReadersTests.me, []) }
    }
    let before = try await read()
    let tries = Guarded(0)
    do throws(StoreError) {
      _ = try await readers.read { reader throws(SQLFailure) in
        tries.withLock { $0 += 1 }
        return try reader.connection.rows(ReadersTests.broken, [])
      }
      XCTFail("it read")
    } catch {
      XCTAssertEqual(error.code, "storeDefect")
      XCTAssertFalse(error.description.contains("SELECT"), "what anybody sees names no statement")
    }
    XCTAssertEqual(tries.withLock { $0 }, 1)
    let after = try await read()
    XCTAssertNotEqual(before, after)
  }

  func testAServerThatIsNeverThereIsGivenUp() async throws {
    let readers = PostgresReaders(try PostgresAddress("postgresql:///shop?host=/nowhere/at/all"))
    do throws(StoreError) {
      _ = try await readers.read { _ in 0 }
      XCTFail("it read")
    } catch {
      XCTAssertEqual(error.code, "storeUnavailable")
    }
  }
}
