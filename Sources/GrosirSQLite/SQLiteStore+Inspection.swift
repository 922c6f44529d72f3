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
    try await readers.read { reader throws(SQLFailure) in
      try reader.connection.rows(InspectionStatements.tenants, []).compactMap { $0[0].text.flatMap { TenantID($0) } }
    }
  }

  /// What SQLite finds wrong with the file itself, and what refers to what is not there; nothing if all is well.
  ///
  /// - Complexity: O(n) in the size of the file.
  package func faults() async throws(StoreError) -> [String] {
    try await readers.read { reader throws(SQLFailure) in
      let integrity = try reader.connection.rows(InspectionStatements.integrity, []).compactMap { $0[0].text }
      let references = try reader.connection.rows(InspectionStatements.references, []).map { row in
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
      var counts: [(name: String, count: Int64)] = []
      for (name, statement) in InspectionStatements.counts {
        counts.append((name, try reader.connection.row(statement, [])?[0].integer ?? 0))
      }
      let pages = try reader.connection.row(InspectionStatements.pages, [])?[0].integer ?? 0
      let size = try reader.connection.row(InspectionStatements.pageSize, [])?[0].integer ?? 0
      return counts + [("bytes", pages * size)]
    }
  }

  /// How many effects stand where, and the earliest instant at which one is due.
  package func outbox() async throws(StoreError) -> (counts: [(state: String, count: Int64)], dueAt: Instant?) {
    try await readers.read { reader throws(SQLFailure) in
      let counts = try reader.connection.rows(InspectionStatements.effects, [])
      let due = try reader.connection.row(InspectionStatements.firstDue, [])?[0].integer
      return (
        counts.map { (state: $0[0].text ?? "", count: $0[1].integer ?? 0) },
        due.flatMap { Instant(millisecondsSince1970: $0) }
      )
    }
  }
}

/// The statements that only operators' questions need.
private enum InspectionStatements {
  static let tenants = SQLStatement("SELECT tenant FROM tenants ORDER BY tenant")
  static let integrity = SQLStatement("PRAGMA integrity_check")
  static let references = SQLStatement("PRAGMA foreign_key_check")
  static let pages = SQLStatement("PRAGMA page_count")
  static let pageSize = SQLStatement("PRAGMA page_size")
  static let effects = SQLStatement("SELECT state, count(*) FROM effects GROUP BY state ORDER BY state")
  static let firstDue = SQLStatement("SELECT min(due_at) FROM effects WHERE due_at IS NOT NULL")
  static let counts: [(name: String, statement: SQLStatement)] = Schema.tableNames.map { ($0, Schema.count(of: $0)) }
}
