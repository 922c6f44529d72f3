package import GrosirCore

/// What operators ask of a store as a whole.
extension SQLReader {
  /// Whose things are kept.
  package func tenants() throws(SQLFailure) -> [TenantID] {
    try connection.rows(InspectionStatements.tenants, []).compactMap { $0[0].text.flatMap { TenantID($0) } }
  }

  /// How many rows each table has.
  ///
  /// - Complexity: O(n) in the number of rows.
  package func counts() throws(SQLFailure) -> [(name: String, count: Int64)] {
    try connection.prefetch(InspectionStatements.counts.map { SQLQuery($0.statement, []) })
    var counts: [(name: String, count: Int64)] = []
    for (name, statement) in InspectionStatements.counts {
      counts.append((name, try connection.row(statement, [])?[0].integer ?? 0))
    }
    return counts
  }

  /// How many effects stand where, and the earliest instant at which one is due.
  package func outbox() throws(SQLFailure) -> (counts: [(state: String, count: Int64)], dueAt: Instant?) {
    let counts = try connection.rows(InspectionStatements.effects, [])
    let due = try connection.row(InspectionStatements.firstDue, [])?[0].integer
    return (
      counts.map { (state: $0[0].text ?? "", count: $0[1].integer ?? 0) },
      due.flatMap { Instant(millisecondsSince1970: $0) }
    )
  }
}

/// The statements that only operators' questions need.
enum InspectionStatements {
  static let tenants = SQLStatement("SELECT tenant FROM tenants ORDER BY tenant")
  static let effects = SQLStatement("SELECT state, count(*) FROM effects GROUP BY state ORDER BY state")
  static let firstDue = SQLStatement("SELECT min(due_at) FROM effects WHERE due_at IS NOT NULL")
  static let counts: [(name: String, statement: SQLStatement)] = Schema.tableNames.map { ($0, Schema.count(of: $0)) }
}
