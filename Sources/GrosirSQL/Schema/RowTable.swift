import GrosirCore

/// The table in which rows of one kind are kept: its columns, and the statements that follow from them.
///
/// It is all there is to say about a kind of row; whatever writes and reads rows goes by it.
package final class RowTable: Sendable {
  /// Its name.
  package let name: String

  /// The names of the columns that say which row it is, beside the tenant's.
  package let key: [String]

  /// The columns, beside the tenant's.
  package let columns: [SQLColumn]

  /// What holds of several columns together: UNIQUE, FOREIGN KEY, CHECK.
  package let rules: [String]

  /// Indexes, by what stands behind `CREATE INDEX name ON table`; a unique one begins with `UNIQUE`.
  package let indexes: [String]

  /// The columns to read, as they stand in a query; of the table `t`.
  package let selection: String

  /// Writes rows, whether or not they are there.
  package let insertion: SQLInsertion

  /// Writes rows that are not there.
  package let addition: SQLInsertion

  /// Changes a row that is there.
  package let update: SQLStatement

  private let stored: [SQLColumn]
  private let keyColumns: [SQLColumn]
  private let changing: [SQLColumn]

  /// Describes a table.
  package init(
    _ name: String, key: [String], _ columns: [SQLColumn], rules: [String] = [], indexes: [String] = []
  ) {
    self.name = name
    self.key = key
    self.columns = columns
    self.rules = rules
    self.indexes = indexes
    stored = columns.filter { $0.compute == nil }
    changing = columns.filter { !$0.isFixed && !key.contains($0.name) }
    keyColumns = key.map { name in
      guard let column = columns.first(where: { $0.name == name }) else {
        preconditionFailure("a key is made of columns")
      }
      return column
    }
    selection = stored.map { "t.\($0.name)" }.joined(separator: ", ")
    let changing = changing
    let conflict = changing.map { "\($0.name) = excluded.\($0.name)" }.joined(separator: ", ")
    let all = [SQLInsertion.Column("tenant", .text)] + columns.map { .init($0.name, $0.kind) }
    addition = SQLInsertion(into: name, all)
    insertion = SQLInsertion(
      into: name, all,
      onConflict: "(\((["tenant"] + key).joined(separator: ", "))) "
        + "DO \(conflict.isEmpty ? "NOTHING" : "UPDATE SET \(conflict)")")
    let sets = changing.enumerated().map { "\($1.name) = $\($0 + 1)" }.joined(separator: ", ")
    let place = (["tenant"] + key).enumerated().map { "\($1) = $\(changing.count + $0 + 1)" }
    update = SQLStatement(
      "UPDATE \(name) SET \(sets.isEmpty ? "tenant = tenant" : sets) WHERE \(place.joined(separator: " AND "))")
  }

  /// A query for rows of this table, called `t`.
  package func query(_ rest: String) -> SQLStatement { SQLStatement("SELECT \(selection) FROM \(name) t \(rest)") }

  /// The statements that make the table and its indexes.
  package func definition(in dialect: SQLDialect) -> [String] {
    let parts =
      ["tenant \(dialect.type(.text)) NOT NULL"] + columns.map { $0.definition(in: dialect) }
      + ["PRIMARY KEY (\((["tenant"] + key).joined(separator: ", ")))"] + rules
    return ["CREATE TABLE \(name) (\n  \(parts.joined(separator: ",\n  "))\n)\(dialect.options(ofTable: name))"]
      + indexes.enumerated().map { number, text in
        let isUnique = text.hasPrefix("UNIQUE ")
        let rest = isUnique ? text.dropFirst(7) : text[...]
        return "CREATE \(isUnique ? "UNIQUE " : "")INDEX \(name)_\(number + 1) ON \(name) \(rest)"
      }
  }

  // MARK: Writing

  /// What is bound to ``insertion`` and ``addition``.
  func valuesToInsert(_ row: Row, _ record: Record, _ tenant: TenantID) -> [SQLValue] {
    var values: [SQLValue] = [.text(tenant.text)]
    values.reserveCapacity(columns.count + 1)
    append(columns, of: row, record, to: &values)
    return values
  }

  /// What is bound to ``update``.
  func valuesToUpdate(_ row: Row, _ record: Record, _ tenant: TenantID) -> [SQLValue] {
    var values: [SQLValue] = []
    values.reserveCapacity(columns.count + 1)
    append(changing, of: row, record, to: &values)
    values.append(.text(tenant.text))
    append(keyColumns, of: row, record, to: &values)
    return values
  }

  private func append(_ columns: [SQLColumn], of row: Row, _ record: Record, to values: inout [SQLValue]) {
    guard case .fields(let fields) = record else { preconditionFailure("a row is stored as fields") }
    // Fields mostly come in the order of the columns, so that each is found at once.
    var place = 0
    for column in columns {
      if let compute = column.compute {
        values.append(compute(row))
      } else {
        values.append(column.value(of: RowTable.find(column.field, in: fields, &place)))
      }
    }
  }

  private static func find(_ name: String, in fields: [Record.Field], _ place: inout Int) -> Record? {
    for next in place..<min(place + 2, fields.count) where fields[next].name == name {
      place = next
      return fields[next].value
    }
    guard let found = fields.firstIndex(where: { $0.name == name }) else { return nil }
    place = found
    return fields[found].value
  }

  // MARK: Reading

  /// The stored record of a row that a query for ``selection`` found.
  func record(of values: [SQLValue]) throws(SQLFailure) -> Record {
    var fields: [Record.Field] = []
    fields.reserveCapacity(stored.count)
    for (column, value) in zip(stored, values) {
      fields.append(Record.Field(column.field, try column.record(of: value)))
    }
    return .fields(fields)
  }
}
