package import GrosirSQL

/// A store's file: how it is opened, and brought to the schema of this program.
package enum SQLiteDatabase {
  /// What stands in the file for programs that ask whose it is: `GRSR`.
  static let applicationID: Int64 = 1_196_577_618

  /// Opens a file to write, and makes or migrates its schema.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - lock: the right to write it, which the connection keeps; nil where no store is in use.
  ///   - migrator: the schema.
  /// - Returns: the connection, and the steps that were applied.
  static func openToWrite(
    _ path: String, _ lock: WriterLock?, _ migrator: Migrator
  ) throws(SQLFailure) -> (connection: SQLiteConnection, applied: [Migration]) {
    let connection = try SQLiteConnection(path: path, .writing(lock))
    try connection.execute("PRAGMA busy_timeout = 5000")
    try checkIsOurs(connection, path)
    // Saved is what the disk has; readers never wait; nothing is mapped that another program may cut short.
    try connection.execute(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON;
      PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF
      """)
    guard try connection.row(SQLStatement("PRAGMA journal_mode"), [])?[0].text == "wal" else {
      throw SQLFailure(.cannotOpen, "\(path): the file system does not let SQLite keep a write-ahead log there")
    }
    try connection.execute("BEGIN IMMEDIATE")
    do throws(SQLFailure) {
      let applied = try migrator.migrate(connection) { statement throws(SQLFailure) in
        try connection.execute(statement)
      }
      try connection.execute("PRAGMA application_id = 1196577618")
      try connection.execute("COMMIT")
      return (connection, applied)
    } catch {
      if connection.isInTransaction { try connection.execute("ROLLBACK") }
      throw error
    }
  }

  /// Opens a file only to read it.
  static func openToRead(_ path: String) throws(SQLFailure) -> SQLiteConnection {
    let connection = try SQLiteConnection(path: path, .reading)
    try connection.execute(
      """
      PRAGMA busy_timeout = 5000; PRAGMA query_only = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384;
      PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF
      """)
    return connection
  }

  /// Opens a file only to read it, where it has to be a store's, with the schema of this program.
  static func openToInspect(_ path: String, _ migrator: Migrator) throws(SQLFailure) -> SQLiteConnection {
    let connection = try openToRead(path)
    try checkIsOurs(connection, path)
    guard try connection.row(SQLStatement("PRAGMA application_id"), [])?[0].integer == applicationID else {
      throw SQLFailure(.notADatabase, "\(path) is no store yet; `grosir store migrate` makes one")
    }
    let missing = try migrator.missing(after: migrator.applied(on: connection))
    guard missing.isEmpty else {
      throw SQLFailure(.schema, "\(path) has an older schema; `grosir store migrate` brings it up to date")
    }
    return connection
  }

  /// Refuses a file that some other program made.
  private static func checkIsOurs(_ connection: SQLiteConnection, _ path: String) throws(SQLFailure) {
    let id = try connection.row(SQLStatement("PRAGMA application_id"), [])?[0].integer
    guard id != applicationID else { return }
    let tables = try connection.row(SQLStatement("SELECT count(*) FROM sqlite_schema"), [])?[0].integer
    guard id == 0, tables == 0 else {
      throw SQLFailure(.notADatabase, "\(path) is a database of another program; name another file")
    }
  }
}

extension SQLiteDatabase {
  /// Brings a file to the schema of some steps; for tests of steps.
  ///
  /// - Returns: the names of those that were applied.
  package static func migrate(_ path: String, _ migrator: Migrator) throws(SQLFailure) -> [String] {
    try openToWrite(path, nil, migrator).applied.map { $0.name }
  }

  /// Runs a statement past the store; for tests of files that somebody else has changed.
  package static func execute(_ statement: String, in path: String) throws(SQLFailure) {
    try SQLiteConnection(path: path, .writing(nil)).execute(statement)
  }

  /// The whole of a query past the store; for tests of what operators see.
  package static func rows(_ query: String, in path: String) throws(SQLFailure) -> [[SQLValue]] {
    try openToRead(path).rows(SQLStatement(query), [])
  }
}
