package import GrosirCore
package import GrosirEngine
internal import GrosirSQL

/// What an operator asks of a database as a whole.
extension PostgresStore {
  /// Brings a database to this program's schema; it is made if there is none.
  ///
  /// - Returns: the names of the steps that were applied; none if it was up to date.
  package static func migrate(_ address: String) async throws(StoreError) -> [String] {
    try await migrate(reading(address))
  }

  /// Whose things are kept here.
  package func tenants() async throws(StoreError) -> [TenantID] {
    try await readers.read { reader throws(SQLFailure) in try reader.tenants() }
  }

  /// What the server knows to be wrong with the database itself; nothing if all is well.
  ///
  /// That nothing refers to what is not there the server sees to with every transaction.
  package func faults() async throws(StoreError) -> [String] {
    try await readers.read { reader throws(SQLFailure) in
      try reader.connection.prefetch(DatabaseFaults.all)
      var faults: [String] = []
      for query in DatabaseFaults.all {
        faults += try reader.connection.rows(query.statement, query.values).compactMap { $0[0].text }
      }
      return faults
    }
  }

  /// How many rows each table has, and how large the database is.
  ///
  /// - Complexity: O(n) in the number of rows.
  package func statistics() async throws(StoreError) -> [(name: String, count: Int64)] {
    try await readers.read { reader throws(SQLFailure) in
      let size = try reader.connection.row(DatabaseFaults.size, [])?[0].integer ?? 0
      return try reader.counts() + [("bytes", size)]
    }
  }

  /// How many effects stand where, and the earliest instant at which one is due.
  package func outbox() async throws(StoreError) -> (counts: [(state: String, count: Int64)], dueAt: Instant?) {
    try await readers.read { reader throws(SQLFailure) in try reader.outbox() }
  }
}

/// What only a PostgreSQL database can be asked.
private enum DatabaseFaults {
  static let all = [
    SQLQuery(
      SQLStatement(
        """
        SELECT 'index ' || c.relname || ' cannot be used: rebuild it with REINDEX' FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND NOT (i.indisvalid AND i.indisready)
        """), []),
    SQLQuery(
      SQLStatement(
        """
        SELECT 'rule ' || k.conname || ' was never checked: ALTER TABLE ... VALIDATE CONSTRAINT does'
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
        WHERE n.nspname = current_schema() AND NOT k.convalidated
        """), []),
    SQLQuery(
      SQLStatement(
        """
        SELECT checksum_failures || ' pages of the database did not have their checksum' FROM pg_stat_database
        WHERE datname = current_database() AND checksum_failures > 0
        """), []),
  ]
  static let size = SQLStatement("SELECT pg_database_size(current_database())")
}
