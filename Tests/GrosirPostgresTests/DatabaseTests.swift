import GrosirEngine
import GrosirPostgres
import GrosirSQL
import XCTest

/// Addresses, servers and schemas: what can go wrong with them, and what is said of it.
final class DatabaseTests: DatabaseTestCase {
  private static let migrator = Migrator(Migration.all(in: .postgres))

  private func expect<Value>(
    _ kind: SQLFailure.Kind, saying words: String, line: UInt = #line, _ body: () throws -> Value
  ) {
    do {
      _ = try body()
      XCTFail("it did not fail", line: line)
    } catch let error as SQLFailure {
      XCTAssertEqual(error.kind, kind, error.details, line: line)
      XCTAssert(error.details.contains(words), "\(error.details) does not say: \(words)", line: line)
      XCTAssertFalse("\(error) \(error.storeError.debugDescription)".contains("s3cret"), error.details, line: line)
    } catch {
      XCTFail("\(error)", line: line)
    }
  }

  // MARK: Addresses

  func testAddressesThatAreNone() {
    let wrong = [
      ("", "postgresql://"), ("grosir", "postgresql://"), ("mysql://host/database", "postgresql://"),
      ("postgresql://host/database?nothing=1", "query parameter"),
      ("postgresql://me:s3cret@[::1/database", "]"), ("postgresql://me:s3cret%zz@host/database", "percent"),
      ("postgresql://host/database?connect_timeout=soon", "seconds"),
      ("postgresql://host/database?connect_timeout=0", "seconds"),
      ("postgresql://me:s3cret@host/database?replication=true", "replication"), ("postgresql://host/a\0b", "U+0000"),
    ]
    for (text, words) in wrong {
      expect(.cannotOpen, saying: words) { try PostgresAddress(text) }
    }
  }

  func testAnAddressDoesNotPrintItsPassword() throws {
    let address = try PostgresAddress("postgresql://me:s3cret@host/shop?connect_timeout=3")
    var dumped = ""
    dump(address, to: &dumped)
    for text in ["\(address)", String(reflecting: address), dumped, "\([address])"] {
      XCTAssertFalse(text.contains("s3cret"), text)
    }
    XCTAssert("\(address)".contains("shop"))
  }

  // MARK: Servers

  func testAServerThatDoesNotLetOneIn() throws {
    let server = try ServerAddress()
    let locked = { (password: String) in
      try PostgresConnection(PostgresAddress(server.address(["user=locked", "password=\(password)"])))
    }
    XCTAssertFalse(try locked("open%20sesame").isLost)
    expect(.cannotOpen, saying: "28P01") { try locked("s3cret") }
    expect(.cannotOpen, saying: "password") { try locked("") }
    expect(.cannotOpen, saying: "3D000") {
      try PostgresConnection(PostgresAddress(server.address(database: "nowhere")))
    }
    expect(.cannotOpen, saying: "28000") {
      try PostgresConnection(PostgresAddress(server.address(["user=nobody_here"])))
    }
  }

  func testAServerThatIsNotThere() throws {
    expect(.disconnected, saying: "see that a server runs there") {
      try PostgresConnection(PostgresAddress("postgresql://me:s3cret@/shop?host=/nowhere/at/all"))
    }
  }

  /// Something listens, and says nothing: after the time that the address gives it is given up.
  func testAServerThatDoesNotAnswer() throws {
    let listener = try SilentServer()
    let began = ContinuousClock.now
    expect(.cannotOpen, saying: "within 1 s") {
      try PostgresConnection(PostgresAddress("postgresql:///shop?host=\(listener.folder)&connect_timeout=1"))
    }
    XCTAssertGreaterThanOrEqual(ContinuousClock.now - began, .milliseconds(900))
  }

  func testAServerThatWillNotDo() throws {
    XCTAssertNoThrow(try PostgresDatabase.check(version: 150_000, encoding: "UTF8"))
    XCTAssertNoThrow(try PostgresDatabase.check(version: 180_001, encoding: "UTF8"))
    expect(.other, saying: "PostgreSQL 14.11") { try PostgresDatabase.check(version: 140_011, encoding: "UTF8") }
    let database = try makeDatabase(options: "ENCODING 'SQL_ASCII' LOCALE 'C'")
    expect(.other, saying: "SQL_ASCII") { try PostgresDatabase.open(PostgresAddress(database.address())) }
  }

  func testASessionBehavesAsAStoreNeedsIt() throws {
    let database = try makeDatabase()
    for setting in [
      "statement_timeout = '1s'", "default_transaction_isolation = 'serializable'", "synchronous_commit = off",
      "TimeZone = 'Asia/Jakarta'", "standard_conforming_strings = off",
    ] {
      try database.execute("ALTER DATABASE \(database.name) SET \(setting)")
    }
    let connection = try PostgresDatabase.open(PostgresAddress(database.address()))
    let settings = [
      "statement_timeout": "0", "default_transaction_isolation": "read committed", "synchronous_commit": "on",
      "TimeZone": "UTC", "standard_conforming_strings": "on", "client_encoding": "UTF8", "application_name": "grosir",
      "lock_timeout": "10s", "idle_in_transaction_session_timeout": "30s",
    ]
    for (name, value) in settings {
      XCTAssertEqual(try connection.row(SQLStatement("SELECT current_setting($1)"), [.text(name)]), [.text(value)])
    }
  }

  // MARK: Schemas

  func testTheWholeSchemaIsMadeOnce() throws {
    let database = try makeDatabase()
    let address = try PostgresAddress(database.address())
    expect(.notADatabase, saying: "no store yet") {
      try PostgresDatabase.openToInspect(address, DatabaseTests.migrator)
    }
    XCTAssertEqual(try PostgresDatabase.migrate(address, DatabaseTests.migrator), ["everything"])
    XCTAssertEqual(try PostgresDatabase.migrate(address, DatabaseTests.migrator), [])
    let connection = try PostgresDatabase.openToInspect(address, DatabaseTests.migrator)
    for name in Schema.tableNames {
      XCTAssertEqual(try connection.row(Schema.count(of: name), []), [.integer(0)], name)
    }
    let views = try connection.rows(SQLStatement("SELECT viewname::text FROM pg_views WHERE schemaname = 'public'"), [])
    XCTAssertEqual(views.count, 9)
    for view in views.compactMap({ $0[0].text }) {
      XCTAssertEqual(try connection.rows(SQLStatement("SELECT * FROM \(view)"), []), [], view)
    }
  }

  func testStepsAreAppliedOnceAndForwards() throws {
    let database = try makeDatabase()
    let address = try PostgresAddress(database.address())
    let first = Migration(1, "one", ["CREATE TABLE one (a BIGINT)"])
    let second = Migration(2, "two", ["CREATE TABLE two (b BIGINT)", "INSERT INTO one VALUES (7)"])
    XCTAssertEqual(try PostgresDatabase.migrate(address, Migrator([first])), ["one"])
    expect(.schema, saying: "older") { try PostgresDatabase.openToInspect(address, Migrator([first, second])) }
    XCTAssertEqual(try PostgresDatabase.migrate(address, Migrator([first, second])), ["two"])
    XCTAssertEqual(try PostgresDatabase.migrate(address, Migrator([first, second])), [])
    expect(.schema, saying: "use a newer one") { try PostgresDatabase.migrate(address, Migrator([first])) }
    expect(.schema, saying: "use a newer one") { try PostgresDatabase.openToInspect(address, Migrator([first])) }
    let third = Migration(3, "three", ["CREATE TABLE three (c BIGINT)", "CREATE TABLE one (a BIGINT)"])
    expect(.other, saying: "42P07") { try PostgresDatabase.migrate(address, Migrator([first, second, third])) }
    XCTAssertEqual(try PostgresDatabase.migrate(address, Migrator([first, second])), [], "nothing is left behind")
    try database.execute("UPDATE schema_migrations SET checksum = checksum + 1 WHERE number = 2")
    expect(.schema, saying: "other statements") { try PostgresDatabase.migrate(address, Migrator([first, second])) }
  }

  /// Several that start at once: one migrates, the others find it done.
  func testFourMayStartAtOnce() async throws {
    for _ in 0..<3 {
      let database = try makeDatabase()
      let address = try PostgresAddress(database.address())
      let applied = try await withThrowingTaskGroup(of: [String].self) { group in
        for _ in 0..<4 { group.addTask { try PostgresDatabase.migrate(address, DatabaseTests.migrator) } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      XCTAssertEqual(applied, ["everything"])
    }
  }

  func testADatabaseOfAnotherProgram() throws {
    let taken = [
      "CREATE TABLE orders (a BIGINT)", "CREATE VIEW history AS SELECT 1 AS a",
      "CREATE TABLE schema_migrations (version TEXT PRIMARY KEY)",
      "CREATE TABLE a (b BIGINT); CREATE INDEX events ON a (b)",
    ]
    for statements in taken {
      let database = try makeDatabase()
      for statement in statements.split(separator: ";") { try database.execute(String(statement)) }
      let address = try PostgresAddress(database.address())
      expect(.notADatabase, saying: "another program") { try PostgresDatabase.migrate(address, DatabaseTests.migrator) }
      expect(.notADatabase, saying: "another program") {
        try PostgresDatabase.openToInspect(address, DatabaseTests.migrator)
      }
    }
    let shared = try makeDatabase()
    try shared.execute("CREATE TABLE notes (text TEXT)")
    XCTAssertEqual(
      try PostgresDatabase.migrate(PostgresAddress(shared.address()), DatabaseTests.migrator), ["everything"],
      "tables of other names are in nobody's way")
  }

  func testAStoreInASchemaOfItsOwn() throws {
    let database = try makeDatabase()
    let own = try PostgresAddress(database.address("options=-csearch_path%3Dshop"))
    expect(.cannotOpen, saying: "no schema") { try PostgresDatabase.migrate(own, DatabaseTests.migrator) }
    try database.execute("CREATE SCHEMA shop")
    XCTAssertEqual(try PostgresDatabase.migrate(own, DatabaseTests.migrator), ["everything"])
    XCTAssertEqual(
      try PostgresDatabase.migrate(PostgresAddress(database.address()), DatabaseTests.migrator), ["everything"],
      "the one in the usual schema is another")
    let both = try PostgresAddress(database.address("options=-csearch_path%3Dlater,shop"))
    XCTAssertEqual(try PostgresDatabase.migrate(both, DatabaseTests.migrator), [])
    try database.execute("CREATE SCHEMA later")
    expect(.notADatabase, saying: "search path") { try PostgresDatabase.migrate(both, DatabaseTests.migrator) }
  }

  /// What this text is must never change once it is released; SQLite's is held by a file that was made with it.
  func testTenantsCountTurnsAndEffectsAreNumbered() throws {
    let database = try makeDatabase()
    let (connection, _) = try PostgresDatabase.openToWrite(PostgresAddress(database.address()), DatabaseTests.migrator)
    let take = SQLStatement(
      """
      INSERT INTO tenants (tenant, events, refusals, accounts, entries, postings, turn) VALUES ($1, 0, 0, 0, 0, 0, 1)
      ON CONFLICT (tenant) DO UPDATE SET turn = tenants.turn + 1 RETURNING turn
      """)
    for turn in 1...3 { XCTAssertEqual(try connection.row(take, [.text("t")]), [.integer(turn)]) }
    let add = SQLStatement(
      """
      INSERT INTO effects (tenant, effect_key, name, state, due_at, attempts, lease, data)
      VALUES ('t', $1, 'n', 'waiting', 1, 0, 0, '{}') RETURNING number
      """)
    for number in 1...3 { XCTAssertEqual(try connection.row(add, [.text("\(number)")]), [.integer(number)]) }
    let roomy = SQLStatement(
      "SELECT relname::text FROM pg_class WHERE reloptions = ARRAY['fillfactor=50'] ORDER BY relname")
    XCTAssertEqual(
      try connection.rows(roomy, []).map { $0[0].text },
      ["accounts", "session_variants", "sessions", "stocks", "tenants"])
  }
}
