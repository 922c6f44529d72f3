package import GrosirSQL

/// A store's database: how one connects to it, and how it is brought to the schema of this program.
///
/// Its tables stand in the first schema of the connection's `search_path`.
package enum PostgresDatabase {
  /// By this number those who migrate wait for each other: `GRSR`.
  private static let lock: Int64 = 1_196_577_618

  /// The oldest server that will do: 15.
  private static let oldestVersion = 150_000

  /// Connects, checks the server, and sets how it is to behave.
  package static func open(_ address: PostgresAddress) throws(SQLFailure) -> PostgresConnection {
    let connection = try PostgresConnection(address)
    try check(version: connection.serverVersion, encoding: connection.encoding)
    _ = try connection.row(DatabaseStatements.settings, [])
    return connection
  }

  /// Refuses a server that cannot keep a store.
  package static func check(version: Int, encoding: String) throws(SQLFailure) {
    guard version >= oldestVersion else {
      let name = "\(version / 10_000).\(version % 10_000)"
      throw SQLFailure(.other, "the server is PostgreSQL \(name); a store needs 15 or later")
    }
    guard encoding == "UTF8" else {
      throw SQLFailure(.other, "the database keeps texts as \(encoding); make one with ENCODING 'UTF8'")
    }
  }

  /// Connects to write, and makes or migrates the schema.
  ///
  /// - Returns: the connection, and the steps that were applied.
  package static func openToWrite(
    _ address: PostgresAddress, _ migrator: Migrator
  ) throws(SQLFailure) -> (connection: PostgresConnection, applied: [Migration]) {
    let connection = try open(address)
    try connection.begin()
    do throws(SQLFailure) {
      try connection.write(DatabaseStatements.waitLonger, [])
      _ = try connection.row(DatabaseStatements.lock, [.integer(lock)])
      _ = try hasSchema(connection, migrator)
      let applied = try migrator.migrate(connection) { text throws(SQLFailure) in try connection.writeOnce(text) }
      try connection.commit()
      return (connection, applied)
    } catch {
      if connection.isInTransaction { try connection.rollBack() }
      throw error
    }
  }

  /// Connects only to read, where there has to be a store with the schema of this program.
  package static func openToInspect(
    _ address: PostgresAddress, _ migrator: Migrator
  ) throws(SQLFailure) -> PostgresConnection {
    let connection = try open(address)
    guard try hasSchema(connection, migrator) else {
      throw SQLFailure(.notADatabase, "there is no store yet; `grosir store migrate` makes one")
    }
    let missing = try migrator.missing(after: migrator.applied(on: connection))
    guard missing.isEmpty else {
      throw SQLFailure(.schema, "the schema is an older one; `grosir store migrate` brings it up to date")
    }
    return connection
  }

  /// Brings a database to the schema of some steps.
  ///
  /// - Returns: the names of those that were applied.
  package static func migrate(
    _ address: PostgresAddress, _ migrator: Migrator
  ) throws(SQLFailure) -> [String] {
    try openToWrite(address, migrator).applied.map { $0.name }
  }

  // MARK: Whose tables there are

  /// Whether there is a store's table of steps; refuses a database in which another program's tables are in the way.
  private static func hasSchema(
    _ connection: PostgresConnection, _ migrator: Migrator
  ) throws(SQLFailure) -> Bool {
    try connection.prefetch([DatabaseStatements.schema, DatabaseStatements.steps, DatabaseStatements.names])
    guard let schema = try connection.row(DatabaseStatements.schema.statement, [])?[0].text else {
      throw SQLFailure(.cannotOpen, "the search path names no schema that is there: make one, or name another")
    }
    let columns = try connection.rows(DatabaseStatements.steps.statement, [])
    let names = try connection.rows(DatabaseStatements.names.statement, []).compactMap { $0[0].text }
    if columns.isEmpty {
      let ours = migrator.names
      guard let taken = names.first(where: { ours.contains($0) }) else { return false }
      throw SQLFailure(
        .notADatabase, "\(schema).\(taken) is another program's; name a database or schema of the store's own")
    }
    guard columns.allSatisfy({ $0[0].text == schema }) else {
      throw SQLFailure(
        .notADatabase, "a store is in another schema of the search path than new tables would be; put it first")
    }
    guard columns.compactMap({ $0[1].text }) == ["number", "name", "checksum"] else {
      throw SQLFailure(
        .notADatabase, "\(schema).schema_migrations is another program's; name a database of the store's own")
    }
    return true
  }
}

extension Migrator {
  /// The names of all that the steps make.
  fileprivate var names: Set<String> {
    var names: Set<String> = []
    for step in migrations {
      for statement in step.statements {
        let words = statement.split { $0 == " " || $0 == "\n" }.prefix(4).drop { $0 == "CREATE" || $0 == "UNIQUE" }
        guard let kind = words.first, ["TABLE", "VIEW", "INDEX"].contains(kind), words.count > 1 else { continue }
        names.insert(String(words[words.startIndex + 1]))
      }
    }
    return names
  }
}

/// The statements with which one gets to know a database.
private enum DatabaseStatements {
  // A statement may take as long as it needs; but nobody waits for a lock, or holds one, for long. There is an index for
  // every question, while the server, which plans a statement once, may take a table that was empty then for small.
  static let settings = SQLStatement(
    """
    SELECT set_config('statement_timeout', '0', false), set_config('lock_timeout', '10s', false),
      set_config('idle_in_transaction_session_timeout', '30s', false), set_config('TimeZone', 'UTC', false),
      set_config('default_transaction_isolation', 'read committed', false),
      set_config('synchronous_commit', 'on', false), set_config('standard_conforming_strings', 'on', false),
      set_config('client_min_messages', 'error', false), set_config('enable_seqscan', 'off', false),
      set_config('plan_cache_mode', 'force_generic_plan', false)
    """)
  static let waitLonger = SQLStatement("SELECT set_config('lock_timeout', '120s', true)")
  static let lock = SQLStatement("SELECT pg_advisory_xact_lock($1)")
  static let schema = SQLQuery(SQLStatement("SELECT current_schema()::text"), [])
  static let steps = SQLQuery(
    SQLStatement(
      """
      SELECT n.nspname::text, a.attname::text FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.oid = to_regclass('schema_migrations') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
      """), [])
  static let names = SQLQuery(
    SQLStatement(
      """
      SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = current_schema() ORDER BY c.relname
      """), [])
}
