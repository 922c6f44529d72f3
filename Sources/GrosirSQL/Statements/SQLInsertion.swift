/// How rows are added to a table: one at a time, or many by one statement.
package final class SQLInsertion: Sendable {
  /// A column of a table, and of what type.
  package struct Column: Sendable {
    package let name: String
    package let type: SQLColumn.Kind

    package init(_ name: String, _ type: SQLColumn.Kind) {
      self.name = name
      self.type = type
    }
  }

  /// What is bound for each row, in this order.
  package let columns: [Column]

  /// Adds one row, whose values are bound to `$1`, `$2`, and so on.
  package let one: SQLStatement

  /// Adds many rows; PostgreSQL alone has it.
  ///
  /// An array of the values of each column is bound to `$1`, `$2`, and so on.
  package let many: SQLStatement

  /// Describes an insertion.
  ///
  /// - Parameters:
  ///   - table: into which table.
  ///   - columns: what each row has.
  ///   - conflict: what stands behind `ON CONFLICT`; nil if there can be none.
  package init(into table: String, _ columns: [Column], onConflict conflict: String? = nil) {
    self.columns = columns
    let names = columns.map { $0.name }.joined(separator: ", ")
    let rest = conflict.map { "\nON CONFLICT \($0)" } ?? ""
    let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
    let arrays = columns.enumerated().map { "$\($0.offset + 1)::\(SQLDialect.postgres.arrayType($0.element.type))" }
    one = SQLStatement("INSERT INTO \(table) (\(names))\nVALUES (\(places))\(rest)")
    many = SQLStatement(
      "INSERT INTO \(table) (\(names))\nSELECT * FROM unnest(\(arrays.joined(separator: ", ")))\(rest)")
  }
}

extension SQLDialect {
  /// The type of an array of a column's values.
  fileprivate func arrayType(_ type: SQLColumn.Kind) -> String {
    switch type {
    case .text, .document: "text[]"
    case .integer, .instant, .flag: "bigint[]"
    }
  }
}
