package import GrosirCore
package import GrosirEngine
internal import GrosirSQL

/// What an operator asks of a file as a whole.
extension SQLiteStore {
  /// Brings a file to this program's schema; it is made if there is none.
  ///
  /// - Returns: the names of the steps that were applied; none if it was up to date.
  package static func migrate(path: String) throws(StoreError) -> [String] {
    do throws(SQLFailure) {
      let lock = try WriterLock(path: path)
      defer { withExtendedLifetime(lock) {} }
      return try SQLiteDatabase.migrate(path, Migrator(Migration.all(in: .sqlite)))
    } catch {
      throw error.storeError
    }
  }

  /// Whose things are kept here.
  package func tenants() async throws(StoreError) -> [TenantID] {
    try await readers.read { reader throws(SQLFailure) in try reader.tenants() }
  }

  /// What SQLite finds wrong with the file itself, and what refers to what is not there; nothing if all is well.
  ///
  /// - Complexity: O(n) in the size of the file.
  package func faults() async throws(StoreError) -> [String] {
    try await readers.read { reader throws(SQLFailure) in
      let integrity = try reader.connection.rows(FileStatements.integrity, []).compactMap { $0[0].text }
      let references = try reader.connection.rows(FileStatements.references, []).map { row in
        "a row of \(row[0].text ?? "a table") refers to what is not in \(row[2].text ?? "another")"
      }
      return integrity.filter { $0 != "ok" } + references
    }
  }

  /// How many rows each table has, and how large the file is.
  ///
  /// - Complexity: O(n) in the number of rows.
  package func statistics() async throws(StoreError) -> [(name: String, count: Int64)] {
    try await readers.read { reader throws(SQLFailure) in
      let pages = try reader.connection.row(FileStatements.pages, [])?[0].integer ?? 0
      let size = try reader.connection.row(FileStatements.pageSize, [])?[0].integer ?? 0
      return try reader.counts() + [("bytes", pages * size)]
    }
  }

  /// How many effects stand where, and the earliest instant at which one is due.
  package func outbox() async throws(StoreError) -> (counts: [(state: String, count: Int64)], dueAt: Instant?) {
    try await readers.read { reader throws(SQLFailure) in try reader.outbox() }
  }
}

/// What only an SQLite file can be asked.
private enum FileStatements {
  static let integrity = SQLStatement("PRAGMA integrity_check")
  static let references = SQLStatement("PRAGMA foreign_key_check")
  static let pages = SQLStatement("PRAGMA page_count")
  static let pageSize = SQLStatement("PRAGMA page_size")
}
