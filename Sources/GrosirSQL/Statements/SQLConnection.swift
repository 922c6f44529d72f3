/// What is bound to a placeholder, or found in a column.
package enum SQLValue: Sendable, Hashable {
  /// Nothing.
  case null
  /// A count, an amount, milliseconds, or 0 and 1 for no and yes.
  case integer(Int64)
  /// Text.
  case text(String)
}

/// A statement, written once; each connection prepares it when it is first needed, and then keeps it.
///
/// Its text is SQL that every dialect has, or that of one ``SQLDialect``; values are only ever bound, to `$1`, `$2`,
/// and so on, which occur in this order.
package final class SQLStatement: Sendable {
  /// The text.
  package let text: String

  /// Creates a statement.
  package init(_ text: String) { self.text = text }
}

/// A connection to a database, used by one thread at a time.
package protocol SQLConnection: AnyObject {
  /// Runs a statement.
  ///
  /// - Returns: how many rows it inserted, updated or deleted.
  @discardableResult
  func run(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> Int

  /// Runs a query, and visits the rows it finds until told to stop.
  func query(
    _ statement: SQLStatement, _ values: [SQLValue], _ visit: ([SQLValue]) throws(SQLFailure) -> Bool
  ) throws(SQLFailure)
}

extension SQLConnection {
  /// All rows that a query finds.
  package func rows(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> [[SQLValue]] {
    var rows: [[SQLValue]] = []
    try query(statement, values) { row throws(SQLFailure) in
      rows.append(row)
      return true
    }
    return rows
  }

  /// The first row that a query finds.
  package func row(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> [SQLValue]? {
    var found: [SQLValue]?
    try query(statement, values) { row throws(SQLFailure) in
      found = row
      return false
    }
    return found
  }
}

extension SQLValue {
  /// The integer in a column that has one.
  package var integer: Int64? {
    guard case .integer(let integer) = self else { return nil }
    return integer
  }

  /// The text in a column that has one.
  package var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  /// An integer, or nothing.
  package init(_ integer: Int64?) { self = integer.map { .integer($0) } ?? .null }

  /// Text, or nothing.
  package init(_ text: String?) { self = text.map { .text($0) } ?? .null }

  /// A count.
  package static func integer(_ count: Int) -> SQLValue { .integer(Int64(count)) }
}
