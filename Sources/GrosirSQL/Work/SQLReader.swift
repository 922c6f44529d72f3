package import GrosirCore
import GrosirEngine

/// Finds what is kept, on one connection.
package struct SQLReader<Connection: SQLConnection> {
  /// What is read on.
  package let connection: Connection
  let journal: SQLJournal<Connection>

  /// Reads on a connection.
  package init(_ connection: Connection) {
    self.connection = connection
    journal = SQLJournal(connection)
  }

  /// What there is for some reads, asked for at once as far as the first questions go.
  package func find(all reads: [Read], of tenant: TenantID) throws(SQLFailure) -> WorkingSet {
    let asked = QueryList()
    for read in reads { _ = try SQLReader<QueryList>(asked).find(read, of: tenant) }
    try connection.prefetch(asked.queries)
    var workingSet = WorkingSet()
    for read in reads { workingSet.bring(read, try find(read, of: tenant)) }
    return workingSet
  }

  /// What there is for a read.
  package func find(_ read: Read, of tenant: TenantID) throws(SQLFailure) -> WorkingSet.Found {
    switch read {
    case .product(let id): try row(Product.self, Tables.products, SessionQueries.product, tenant, id) { .product($0) }
    case .factory(let id): try row(Factory.self, Tables.factories, SessionQueries.factory, tenant, id) { .factory($0) }
    case .location(let id):
      try row(Location.self, Tables.locations, SessionQueries.location, tenant, id) { .location($0) }
    case .session(let id): try session(id, tenant).map { .row(.session($0)) } ?? .nothing
    case .sessionWithCode(let code): try session(withCode: code, tenant).map { .row(.session($0)) } ?? .nothing
    case .participant(let id):
      try row(Participant.self, Tables.participants, SessionQueries.participant, tenant, id) { .participant($0) }
    case .buyer(let id, in: let session):
      try row(BuyerStanding.self, Tables.buyers, SessionQueries.buyer, [.text(tenant.text), session.value, id.value]) {
        .buyer($0)
      }
    case .payment(let id): try row(Payment.self, Tables.payments, SessionQueries.payment, tenant, id) { .payment($0) }
    case .refund(let id): try row(Refund.self, Tables.refunds, SessionQueries.refund, tenant, id) { .refund($0) }
    case .holdsDue(in: let session, through: let instant):
      .participants(
        try participants(SessionQueries.holdsDue, [.text(tenant.text), session.value, .instant(instant)]))
    case .waiting(in: let session, let reach): .participants(try waiting(in: session, reach, tenant))
    case .participants(of: let session):
      .participants(try participants(SessionQueries.participants, [.text(tenant.text), session.value]))
    case .purchaseOrder(let number): try purchaseOrder(number, tenant)
    case .purchaseOrderOfReceipt(let receipt): try purchaseOrder(ofReceipt: receipt, tenant)
    case .stock(let read): try find(read, of: tenant)
    case .order(let read): try find(read, of: tenant)
    case .money(let read): try find(read, of: tenant)
    case .partner(let read): try find(read, of: tenant)
    }
  }

  // MARK: Rows

  /// The row of an identity.
  func row<Value: Stored, Subject>(
    _ type: Value.Type, _ table: RowTable, _ statement: SQLStatement, _ tenant: TenantID, _ id: Identifier<Subject>,
    _ row: (Value) -> Row
  ) throws(SQLFailure) -> WorkingSet.Found {
    try self.row(type, table, statement, [.text(tenant.text), id.value], row)
  }

  /// The row that a query finds.
  func row<Value: Stored>(
    _ type: Value.Type, _ table: RowTable, _ statement: SQLStatement, _ values: [SQLValue], _ row: (Value) -> Row
  ) throws(SQLFailure) -> WorkingSet.Found {
    guard let found = try connection.row(statement, values) else { return .nothing }
    return .row(row(try value(type, table, found)))
  }

  /// All rows that a query finds.
  func rows<Value: Stored>(
    _ type: Value.Type, _ table: RowTable, _ statement: SQLStatement, _ values: [SQLValue], _ row: (Value) -> Row
  ) throws(SQLFailure) -> WorkingSet.Found {
    .rows(try all(type, table, statement, values).map(row))
  }

  /// All values that a query finds.
  func all<Value: Stored>(
    _ type: Value.Type, _ table: RowTable, _ statement: SQLStatement, _ values: [SQLValue]
  ) throws(SQLFailure) -> [Value] {
    var found: [Value] = []
    try connection.query(statement, values) { row throws(SQLFailure) in
      found.append(try value(type, table, row))
      return true
    }
    return found
  }

  /// The value in a row of a table.
  func value<Value: Stored>(
    _ type: Value.Type, _ table: RowTable, _ values: [SQLValue]
  ) throws(SQLFailure) -> Value {
    let record = try table.record(of: values)
    return try SQLFailure.reading(table.name) { () throws(StoredFault) in try Value(stored: record) }
  }
}

extension SQLFailure {
  /// What reads a value that was stored, as what uses a database.
  static func reading<Value>(
    _ table: String, _ body: () throws(StoredFault) -> Value
  ) throws(SQLFailure) -> Value {
    do throws(StoredFault) {
      return try body()
    } catch {
      throw SQLFailure(.unreadable, "table \(table): \(error)")
    }
  }
}

extension Identifier {
  /// The identity as a column has it.
  var value: SQLValue { .text(text) }
}

extension SQLValue {
  /// An instant as a column has it.
  static func instant(_ instant: Instant) -> SQLValue { .integer(instant.millisecondsSince1970) }
}
