/// Notes what would be asked, and finds nothing.
final class QueryList: SQLConnection {
  static let dialect = SQLDialect.sqlite

  private(set) var queries: [SQLQuery] = []
  private var known: Set<SQLQuery> = []

  func add(_ statement: SQLStatement, _ values: [SQLValue]) {
    let query = SQLQuery(statement, values)
    if known.insert(query).inserted { queries.append(query) }
  }

  func query(
    _ statement: SQLStatement, _ values: [SQLValue], _ visit: ([SQLValue]) throws(SQLFailure) -> Bool
  ) { add(statement, values) }

  func prefetch(_ queries: [SQLQuery]) { for query in queries { add(query.statement, query.values) } }

  func run(_ statement: SQLStatement, _ values: [SQLValue]) -> Int { preconditionFailure("it only asks") }

  func write(_ statement: SQLStatement, _ values: [SQLValue]) { preconditionFailure("it only asks") }

  func insert(_ insertion: SQLInsertion, _ rows: [[SQLValue]]) { preconditionFailure("it only asks") }
}
