import GrosirEngine
import GrosirPostgres
import GrosirSQL
import XCTest

/// What fails is told once, by its kind and without any value; what comes next is not harmed by it.
final class FailureTests: DatabaseTestCase {
  private static let add = SQLStatement("INSERT INTO things (number, amount) VALUES ($1, $2)")
  private static let count = SQLStatement("SELECT count(*) FROM things")
  private static let me = SQLStatement("SELECT pg_backend_pid()")
  private static let end = SQLStatement("SELECT pg_terminate_backend($1)")

  private func things() throws -> (database: TestDatabase, connection: PostgresConnection) {
    let database = try makeDatabase()
    try database.execute(
      """
      CREATE TABLE things (number BIGINT PRIMARY KEY, amount BIGINT CHECK (amount >= 0), other BIGINT,
        FOREIGN KEY (other) REFERENCES things DEFERRABLE INITIALLY DEFERRED)
      """)
    return (database, try database.connect())
  }

  private func failure(_ body: () throws -> Void, line: UInt = #line) -> SQLFailure? {
    do {
      try body()
      XCTFail("nothing failed", line: line)
    } catch {
      XCTAssert(error is SQLFailure, "\(error)", line: line)
      return error as? SQLFailure
    }
    return nil
  }

  // MARK: Statements

  func testAFailureInTheMiddleLeavesEverythingClean() throws {
    let (_, connection) = try things()
    // Each way to wait for the server tells the failure of what was sent before, and of what only now is prepared.
    let waits: [(String, () throws -> Void)] = [
      ("query", { _ = try connection.row(FailureTests.count, []) }),
      ("run", { try connection.run(FailureTests.add, [.integer(77), .integer(1)]) }),
      ("prefetch", { try connection.prefetch([SQLQuery(FailureTests.count, [])]) }),
      ("commit", { try connection.commit() }),
      ("new", { _ = try connection.row(SQLStatement("SELECT max(number) FROM things"), []) }),
    ]
    for (name, wait) in waits {
      try connection.begin()
      try connection.write(FailureTests.add, [.integer(1), .integer(1)])
      try connection.write(FailureTests.add, [.integer(2), .integer(-123_454_321)])
      try connection.write(FailureTests.add, [.integer(1), .integer(5)])
      let told = failure(wait)
      XCTAssertEqual(told?.kind, .constraint, name)
      XCTAssertEqual(told?.isOutcomeUnknown, false, name)
      XCTAssert(told?.details.contains("INSERT INTO things") == true, told?.details ?? "")
      XCTAssert(told?.details.contains("23514") == true, told?.details ?? "")
      XCTAssertFalse(told?.details.contains("123454321") == true, "no value is told")
      XCTAssertEqual(connection.isInTransaction, true, name)
      try connection.rollBack()
      XCTAssertFalse(connection.isInTransaction, name)
      XCTAssertEqual(try connection.row(FailureTests.count, []), [.integer(0)], name)
    }
  }

  func testRollingBackForgetsWhatFailedAndWasNotAskedFor() throws {
    let (_, connection) = try things()
    try connection.begin()
    try connection.write(FailureTests.add, [.integer(1), .integer(-1)])
    XCTAssertTrue(connection.isInTransaction)
    try connection.rollBack()
    XCTAssertFalse(connection.isInTransaction)
    try connection.begin()
    try connection.write(FailureTests.add, [.integer(1), .integer(1)])
    try connection.commit()
    XCTAssertEqual(try connection.row(FailureTests.count, []), [.integer(1)])
  }

  /// To the server it is no error to be told to save a transaction that has failed; here it is.
  func testAFailedTransactionIsNotSaved() throws {
    let (_, connection) = try things()
    try connection.begin()
    XCTAssertNotNil(failure { try connection.run(FailureTests.add, [.integer(1), .integer(-1)]) })
    XCTAssertEqual(failure { try connection.commit() }?.isOutcomeUnknown, false)
    XCTAssertFalse(connection.isInTransaction)
    XCTAssertEqual(try connection.row(FailureTests.count, []), [.integer(0)])
  }

  /// What is checked at the end fails in the step that saves: it is known that nothing was saved.
  func testARuleThatIsCheckedAtTheEnd() throws {
    let (_, connection) = try things()
    try connection.begin()
    try connection.write(SQLStatement("INSERT INTO things (number, other) VALUES (1, 2)"), [])
    let told = failure { try connection.commit() }
    XCTAssertEqual(told?.kind, .constraint)
    XCTAssertEqual(told?.isOutcomeUnknown, false)
    XCTAssertFalse(connection.isInTransaction)
    XCTAssertEqual(try connection.row(FailureTests.count, []), [.integer(0)])
  }

  func testAStatementThatIsNoneIsToldAndTriedAgain() throws {
    let database = try makeDatabase()
    let connection = try database.connect()
    let statement = SQLStatement("SELECT number FROM later WHERE number = $1")
    for _ in 0..<2 {
      let told = failure { _ = try connection.row(statement, [.integer(1)]) }
      XCTAssertEqual(told?.kind, .other)
      XCTAssert(told?.details.contains("42P01") == true, told?.details ?? "")
    }
    try connection.run(SQLStatement("CREATE TABLE later (number BIGINT)"), [])
    XCTAssertNil(try connection.row(statement, [.integer(1)]))
  }

  func testWhatIsWrongWithAValueDoesNotRepeatIt() throws {
    let database = try makeDatabase()
    let told = failure {
      _ = try database.connect().row(SQLStatement("SELECT $1::text::bigint"), [.text("s3cret")])
    }
    XCTAssert(told?.details.contains("22P02") == true, told?.details ?? "")
    XCTAssertFalse(told?.details.contains("s3cret") == true)
  }

  /// Two that wait for each other: one of them is told that it may try again.
  func testADeadlockIsAConflict() async throws {
    let (database, first) = try things()
    let second = try database.connect()
    try first.run(SQLStatement("INSERT INTO things (number, amount) VALUES (1, 1), (2, 1)"), [])
    let raise = SQLStatement("UPDATE things SET amount = amount + 1 WHERE number = $1")
    try first.begin()
    try first.run(raise, [.integer(1)])
    try second.begin()
    try second.run(raise, [.integer(2)])
    let box = ConnectionBox(connection: second)
    let other = Task.detached { () -> SQLFailure? in
      do {
        try box.connection.run(raise, [.integer(1)])
        try box.connection.commit()
        return nil
      } catch {
        return error as? SQLFailure
      }
    }
    var mine: SQLFailure?
    do {
      try first.run(raise, [.integer(2)])
      try first.commit()
    } catch {
      mine = error
      try first.rollBack()
    }
    let others = await other.value
    XCTAssertEqual([mine, others].compactMap { $0?.kind }, [.conflict])
  }

  // MARK: Connections

  func testAServerThatIsGoneMidStatement() throws {
    let (database, connection) = try things()
    let number = try XCTUnwrap(try connection.row(FailureTests.me, [])?[0])
    try connection.begin()
    try connection.write(FailureTests.add, [.integer(1), .integer(1)])
    // It ends itself.
    let told = failure { _ = try connection.row(FailureTests.end, [number]) }
    XCTAssertEqual(told?.kind, .disconnected)
    XCTAssertEqual(told?.isOutcomeUnknown, false)
    XCTAssert(told?.details.contains("57P01") == true, told?.details ?? "")
    XCTAssertTrue(connection.isLost)
    XCTAssertFalse(connection.isInTransaction)
    try connection.rollBack()
    XCTAssertEqual(failure { try connection.begin() }?.kind, .disconnected)
    XCTAssertEqual(failure { _ = try connection.row(FailureTests.me, []) }?.kind, .disconnected)
    XCTAssertEqual(try database.connect().row(FailureTests.count, []), [.integer(0)])
  }

  /// Before it is told to save, a connection that was closed by the server has saved nothing, and that is known.
  func testAConnectionThatIsLostBeforeSaving() throws {
    let (database, connection) = try things()
    let number = try XCTUnwrap(try connection.row(FailureTests.me, [])?[0])
    for hasWritten in [false, true] {
      let connection = hasWritten ? try database.connect() : connection
      let number = hasWritten ? try XCTUnwrap(try connection.row(FailureTests.me, [])?[0]) : number
      try connection.begin()
      try connection.run(FailureTests.add, [.integer(1), .integer(1)])
      if hasWritten { try connection.write(FailureTests.add, [.integer(2), .integer(1)]) }
      try end(number, in: database)
      let told = failure { try connection.commit() }
      XCTAssertEqual(told?.kind, .disconnected)
      XCTAssertEqual(told?.isOutcomeUnknown, false, "\(hasWritten) \(told?.details ?? "")")
      XCTAssertEqual(try database.connect().row(FailureTests.count, []), [.integer(0)])
    }
  }

  /// The server dies in the step that saves, behind a rule that is checked then: nobody knows what was saved.
  func testAConnectionThatIsLostWhileSaving() throws {
    let (database, connection) = try things()
    try database.execute(
      """
      CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NULL; END $$
      """)
    try database.execute(
      """
      CREATE CONSTRAINT TRIGGER dying AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION die()
      """)
    try connection.begin()
    try connection.write(FailureTests.add, [.integer(1), .integer(1)])
    let told = failure { try connection.commit() }
    XCTAssertEqual(told?.isOutcomeUnknown, true)
    XCTAssertEqual(told?.storeError.code, "outcomeUnknown")
    XCTAssertTrue(connection.isLost)
    XCTAssertEqual(try database.connect().row(FailureTests.count, []), [.integer(0)])
  }

  /// Ends the process that serves a connection, and waits until it has.
  private func end(_ number: SQLValue, in database: TestDatabase) throws {
    let connection = try database.connect()
    _ = try connection.row(FailureTests.end, [number])
    let isThere = SQLStatement("SELECT 1 FROM pg_stat_activity WHERE pid = $1")
    while try connection.row(isThere, [number]) != nil {}
  }

  func testADatabaseThatMayOnlyBeRead() throws {
    let (database, _) = try things()
    try database.execute("ALTER DATABASE \(database.name) SET default_transaction_read_only = on")
    let connection = try database.connect()
    let told = failure { try connection.run(FailureTests.add, [.integer(1), .integer(1)]) }
    XCTAssertEqual(told?.kind, .readOnly)
    XCTAssertEqual(told?.storeError.code, "storeUnavailable")
    XCTAssertEqual(try connection.row(FailureTests.count, []), [.integer(0)])
  }
}

/// A connection that another task uses, and nobody else meanwhile.
struct ConnectionBox: @unchecked Sendable {
  let connection: PostgresConnection
}
