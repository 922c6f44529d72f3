package import GrosirCore

/// One column of a table of rows: which field of the stored record it holds.
package struct SQLColumn: Sendable {
  /// What a column holds.
  package enum Kind: Sendable, Hashable {
    /// Text.
    case text
    /// A count or an amount.
    case integer
    /// Milliseconds since 1970.
    case instant
    /// 0 for no, 1 for yes.
    case flag
    /// Whatever has parts, as JSON.
    case document
  }

  /// Its name.
  package let name: String

  /// The field it holds; none of this name is there for what is computed.
  package let field: String

  /// What it holds.
  package let kind: Kind

  /// Whether it may be empty.
  package private(set) var isOptional = false

  /// Whether it never changes once its row is there.
  package private(set) var isFixed = false

  /// What must hold of it, as an SQL condition.
  package private(set) var rule: String?

  /// How it is computed from the row, if it is no field of it.
  package private(set) var compute: (@Sendable (Row) -> SQLValue)?

  /// A column for a field; its name is the field's in `snake_case`, unless another is given.
  package init(_ field: String, _ kind: Kind, as name: String? = nil) {
    self.field = field
    self.name = name ?? SQLColumn.snakeCase(field)
    self.kind = kind
  }

  /// The same column, which may be empty.
  package var optional: SQLColumn {
    var column = self
    column.isOptional = true
    return column
  }

  /// The same column, which is never empty.
  package var required: SQLColumn {
    var column = self
    column.isOptional = false
    return column
  }

  /// The same column, which never changes.
  package var fixed: SQLColumn {
    var column = self
    column.isFixed = true
    return column
  }

  /// The same column, with a condition.
  package func with(_ rule: String) -> SQLColumn {
    var column = self
    column.rule = rule
    return column
  }

  /// The same column, which holds no less than nothing.
  package var counted: SQLColumn { with("\(name) >= 0") }

  /// A column that follows from the row and is only there to be searched.
  package static func computed(
    _ name: String, _ kind: Kind, _ compute: @escaping @Sendable (Row) -> SQLValue
  ) -> SQLColumn {
    var column = SQLColumn("", kind, as: name)
    column.isOptional = true
    column.compute = compute
    return column
  }

  /// `unitCost` as `unit_cost`.
  static func snakeCase(_ field: String) -> String {
    field.reduce(into: "") { name, character in
      name += character.isUppercase ? "_" + character.lowercased() : String(character)
    }
  }

  /// The column in a statement that makes a table.
  func definition(in dialect: SQLDialect) -> String {
    var text = "\(name) \(dialect.type(kind))"
    if !isOptional { text += " NOT NULL" }
    var rules = rule.map { [$0] } ?? []
    if kind == .flag { rules.append("\(name) IN (0, 1)") }
    if !rules.isEmpty { text += " CHECK (\(rules.joined(separator: " AND ")))" }
    return text
  }
}

extension SQLColumn {
  /// What the column holds of a field's value.
  func value(of record: Record?) -> SQLValue {
    switch record {
    case nil, .null?: .null
    case .flag(let flag)? where kind == .flag: .integer(flag ? 1 : 0)
    case .integer(let integer)? where kind == .integer: .integer(integer)
    case .instant(let instant)? where kind == .instant: .integer(instant.millisecondsSince1970)
    case .text(let text)? where kind == .text: .text(text)
    case .some(let record) where kind == .document: .text(RecordText.print(record))
    case .some: preconditionFailure("column \(name) is of another kind than its field")
    }
  }

  /// The field's value that a column holds.
  func record(of value: SQLValue) throws(SQLFailure) -> Record {
    switch (value, kind) {
    case (.null, _): return .null
    case (.integer(let integer), .integer): return .integer(integer)
    case (.integer(let integer), .flag): return .flag(integer != 0)
    case (.integer(let integer), .instant):
      if let instant = Instant(millisecondsSince1970: integer) { return .instant(instant) }
    case (.text(let text), .text): return .text(text)
    case (.text(let text), .document):
      if let record = RecordText.parse(text) { return record }
    default: break
    }
    throw SQLFailure(.unreadable, "column \(name) holds what was never stored in it")
  }
}
