/// What is bound to a placeholder, or found in a column.
package enum SQLValue: Sendable, Hashable {
  /// Nothing.
  case null
  /// A count, an amount, milliseconds, or 0 and 1 for no and yes.
  case integer(Int64)
  /// Text.
  case text(String)

  /// Texts are the same if their bytes are: one that is only written otherwise is another row's.
  package static func == (a: SQLValue, b: SQLValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.integer(let a), .integer(let b)): a == b
    case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
    default: false
    }
  }
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

/// A statement with what is bound to its placeholders.
package struct SQLQuery: Sendable, Hashable {
  /// The statement.
  package let statement: SQLStatement
  /// A value for each placeholder.
  package let values: [SQLValue]

  /// Creates a query.
  package init(_ statement: SQLStatement, _ values: [SQLValue]) {
    self.statement = statement
    self.values = values
  }

  package static func == (a: SQLQuery, b: SQLQuery) -> Bool { a.statement === b.statement && a.values == b.values }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(statement))
    hasher.combine(values)
  }
}

/// A connection to a database, used by one thread at a time.
package protocol SQLConnection: AnyObject, SendableMetatype {
  /// What it speaks.
  static var dialect: SQLDialect { get }

  /// Runs a statement.
  ///
  /// - Returns: how many rows it inserted, updated or deleted.
  @discardableResult
  func run(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> Int

  /// Runs a statement of which nobody needs to know more than that it did not fail.
  ///
  /// Statements take effect in the order in which they are given, but it may be given to the database together with
  /// what comes later, and its failure be told by that.
  func write(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure)

  /// Adds rows in their order, in as few statements as it takes; otherwise as ``write(_:_:)``.
  func insert(_ insertion: SQLInsertion, _ rows: [[SQLValue]]) throws(SQLFailure)

  /// Runs a query, and visits the rows it finds until told to stop.
  func query(
    _ statement: SQLStatement, _ values: [SQLValue], _ visit: ([SQLValue]) throws(SQLFailure) -> Bool
  ) throws(SQLFailure)

  /// Asks at once for what is about to be queried, before anything else is written.
  ///
  /// Where a question travels a while, this is one journey instead of many; elsewhere it need do nothing. What was
  /// asked for already, and not written past since, is not asked for again.
  func prefetch(_ queries: [SQLQuery]) throws(SQLFailure)
}

/// A connection that can change what a database keeps.
package protocol SQLWritingConnection: SQLConnection {
  /// Whether nothing can be done on it any more; another one is needed.
  var isLost: Bool { get }

  /// Whether a transaction was begun and has not ended.
  var isInTransaction: Bool { get }

  /// Begins a transaction; perhaps, as ``write(_:_:)``, only with what comes next.
  func begin() throws(SQLFailure)

  /// Saves what was done since ``begin()``.
  ///
  /// - Throws: ``SQLFailure`` that says whether it is unknown if it was saved.
  func commit() throws(SQLFailure)

  /// Undoes what was done since ``begin()``.
  func rollBack() throws(SQLFailure)
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
