/// One step from an older schema to the next: forward only, and never changed once it was released.
package struct Migration: Sendable {
  /// Its number, from 1.
  package let number: Int64

  /// What it is for.
  package let name: String

  /// Its statements, in order.
  package let statements: [String]

  /// A checksum of its statements: a database that was made by others is not used.
  package var checksum: Int64 {
    // FNV-1a of 64 bits: it need only tell one text from another, not resist anybody.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for statement in statements {
      for byte in statement.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return Int64(bitPattern: hash)
  }

  /// Creates a migration.
  package init(_ number: Int64, _ name: String, _ statements: [String]) {
    self.number = number
    self.name = name
    self.statements = statements
  }

  /// All there are, in order.
  package static func all(in dialect: SQLDialect) -> [Migration] {
    [Migration(1, "everything", Schema.definition(in: dialect) + Views.definition(in: dialect))]
  }
}

/// The whole schema.
package enum Schema {
  /// The tables of rows.
  package static let tables: [RowTable] = [
    Tables.products, Tables.factories, Tables.locations, Tables.sessionPlans, Tables.sessions,
    Tables.sessionVariants, Tables.participants, Tables.buyers, Tables.payments, Tables.refunds, Tables.stocks,
    Tables.reservations, Tables.stockCosts, Tables.orders, Tables.orderPayments, Tables.orderRefunds,
    Tables.addresses, Tables.purchaseOrders, Tables.withdrawals, Tables.settlements, Tables.sellers,
    Tables.sellerDetails, Tables.listings,
  ]

  /// The names of all tables that hold something, in order.
  package static let tableNames: [String] =
    (tables.map { $0.name } + Ledgers.tableNames).sorted()

  /// The query for how many rows one of the tables has.
  ///
  /// - Precondition: it is one of ``tableNames``.
  package static func count(of table: String) -> SQLStatement {
    precondition(tableNames.contains(table), "a table of the schema")
    return SQLStatement("SELECT count(*) FROM \(table)")
  }

  /// The statements that make it.
  static func definition(in dialect: SQLDialect) -> [String] {
    tables.flatMap { $0.definition(in: dialect) } + Ledgers.definition(in: dialect)
  }
}

/// What brings a database to the schema of this program.
package struct Migrator: Sendable {
  /// The steps, in order.
  package let migrations: [Migration]

  /// All steps in a dialect; or others, for tests.
  package init(_ migrations: [Migration]) { self.migrations = migrations }

  /// What has been applied of the steps, by number.
  package struct Applied: Sendable, Hashable {
    /// The number.
    package let number: Int64
    /// The name.
    package let name: String
    /// The checksum of its statements.
    package let checksum: Int64
  }

  private static let makeTable = """
    CREATE TABLE IF NOT EXISTS schema_migrations (
      number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum BIGINT NOT NULL
    )
    """
  private static let find = SQLStatement("SELECT number, name, checksum FROM schema_migrations ORDER BY number")
  private static let note = SQLStatement("INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)")

  /// The steps that a database has; it has the table of them.
  package func applied(on connection: some SQLConnection) throws(SQLFailure) -> [Applied] {
    try connection.rows(Migrator.find, []).map { row throws(SQLFailure) in
      guard let number = row[0].integer, let name = row[1].text, let checksum = row[2].integer else {
        throw .nothingStored("schema_migrations")
      }
      return Applied(number: number, name: name, checksum: checksum)
    }
  }

  /// The steps that are missing.
  ///
  /// - Throws: ``SQLFailure`` of kind `schema` if the database is newer than this program, or was made otherwise.
  package func missing(after applied: [Applied]) throws(SQLFailure) -> ArraySlice<Migration> {
    for (place, step) in applied.enumerated() {
      guard place < migrations.count, migrations[place].number == step.number else {
        throw SQLFailure(
          .schema,
          "the schema has step \(step.number) (\(step.name)), of which this program knows nothing: use a newer one")
      }
      guard migrations[place].checksum == step.checksum else {
        throw SQLFailure(
          .schema, "step \(step.number) (\(step.name)) of the schema was made by other statements than this program's")
      }
    }
    return migrations[applied.count...]
  }

  /// Applies the steps that are missing, within a transaction that somebody else begins and ends.
  ///
  /// - Parameter execute: runs a statement that is needed once.
  /// - Returns: the steps that were applied.
  @discardableResult
  package func migrate(
    _ connection: some SQLConnection, _ execute: (String) throws(SQLFailure) -> Void
  ) throws(SQLFailure) -> [Migration] {
    try execute(Migrator.makeTable)
    let missing = try missing(after: applied(on: connection))
    for step in missing {
      for statement in step.statements { try execute(statement) }
      try connection.run(Migrator.note, [.integer(step.number), .text(step.name), .integer(step.checksum)])
    }
    return Array(missing)
  }
}
