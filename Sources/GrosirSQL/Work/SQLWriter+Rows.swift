import GrosirCore

extension SQLWriter {
  /// Writes rows, table by table.
  func write(_ rows: [UnsavedWrites.UnsavedRow]) throws(SQLFailure) {
    var tables = TableWrites()
    for unsaved in rows {
      if case .session(let session) = unsaved.row {
        tables.add(session, unsaved)
      } else {
        let (table, record) = unsaved.row.stored
        tables.add(unsaved.row, record, to: table, unsaved.presence, unsaved.tenant)
      }
    }
    for writes in tables.all { try write(writes) }
    try writeParts(of: rows)
  }

  /// What is known to be there is changed row by row in a file, where the database then need not look for what it does
  /// not get; where statements travel, one for all of them is faster.
  private func write(_ writes: TableWrites.Writes) throws(SQLFailure) {
    let table = writes.table
    var unknown = writes.unknown.map { table.valuesToInsert($0.row, $0.record, $0.tenant) }
    if Connection.dialect.hasOtherWriters, writes.changed.count > 1 {
      unknown += writes.changed.map { table.valuesToInsert($0.row, $0.record, $0.tenant) }
    } else {
      for change in writes.changed {
        try connection.write(table.update, table.valuesToUpdate(change.row, change.record, change.tenant))
      }
    }
    try connection.insert(table.insertion, unknown)
    try connection.insert(table.addition, writes.added.map { table.valuesToInsert($0.row, $0.record, $0.tenant) })
  }

  // MARK: What belongs to a row

  private func writeParts(of rows: [UnsavedWrites.UnsavedRow]) throws(SQLFailure) {
    var (receipts, lines, newLines): ([[SQLValue]], [[SQLValue]], [[SQLValue]]) = ([], [], [])
    for unsaved in rows {
      switch unsaved.row {
      case .purchaseOrder(let order):
        var earlier: Set<ReceiptID> = []
        if case .purchaseOrder(let order)?? = unsaved.earlier { earlier = Set(order.receipts) }
        for receipt in order.receipts where !earlier.contains(receipt) {
          receipts.append([unsaved.tenant.value, receipt.value, order.number.value])
        }
      case .stock(.reservation(let reservation)):
        if unsaved.presence == .absent {
          newLines += SQLWriter.lines(of: reservation, unsaved.tenant)
        } else {
          try writeLines(of: reservation, unsaved, &lines)
        }
      default: continue
      }
    }
    try connection.insert(PartStatements.addReceipt, receipts)
    try connection.insert(PartStatements.setLine, lines)
    try connection.insert(PartStatements.addLine, newLines)
  }

  /// Changes the lines of a reservation, or adds them to those that are to be set; does neither, if each is as it was,
  /// and held as long.
  private func writeLines(
    of reservation: Reservation, _ unsaved: UnsavedWrites.UnsavedRow, _ lines: inout [[SQLValue]]
  ) throws(SQLFailure) {
    let (kind, id) = reservation.holder.columns
    let holder: [SQLValue] = [unsaved.tenant.value, .text(kind), .text(id)]
    if case .stock(.reservation(let earlier))?? = unsaved.earlier, earlier.lines == reservation.lines {
      let wasOpen = earlier.life.state == .reserved
      guard wasOpen != (reservation.life.state == .reserved) || earlier.expiry != reservation.expiry else { return }
      try connection.write(
        PartStatements.changeLines, [reservation.isOpenValue, SQLValue(reservation.expiry)] + holder)
      return
    }
    try connection.write(PartStatements.removeLines, holder + [.integer(reservation.lines.count)])
    lines += SQLWriter.lines(of: reservation, unsaved.tenant)
  }

  private static func lines(of reservation: Reservation, _ tenant: TenantID) -> [[SQLValue]] {
    let (kind, id) = reservation.holder.columns
    return reservation.lines.enumerated().map { position, line in
      [tenant.value, .text(kind), .text(id), .integer(position)] + line.key.values
        + [.integer(line.units), reservation.isOpenValue, SQLValue(reservation.expiry)]
    }
  }
}

/// What is to be written, table by table.
private struct TableWrites {
  /// A row of a table.
  typealias Change = (row: Row, record: Record, tenant: TenantID)

  /// What is to be written into one table.
  struct Writes {
    let table: RowTable
    /// Rows that are not there.
    var added: [Change] = []
    /// Rows that are there.
    var changed: [Change] = []
    /// Rows of which nobody knows.
    var unknown: [Change] = []
  }

  /// The tables, in the order in which they first had something to be written.
  private(set) var all: [Writes] = []

  mutating func add(
    _ row: Row, _ record: Record, to table: RowTable, _ presence: UnsavedWrites.Presence, _ tenant: TenantID
  ) {
    let place = all.firstIndex { $0.table === table } ?? all.count
    if place == all.count { all.append(Writes(table: table)) }
    switch presence {
    case .absent: all[place].added.append((row, record, tenant))
    case .there: all[place].changed.append((row, record, tenant))
    case .unknown: all[place].unknown.append((row, record, tenant))
    }
  }

  /// Adds of a session where it stands, and the variants that changed; and its plan, unless it is there.
  mutating func add(_ session: GroupSession, _ unsaved: UnsavedWrites.UnsavedRow) {
    let (presence, tenant) = (unsaved.presence, unsaved.tenant)
    let row = Row.session(session)
    let id = [Record.Field("session", session.id.record)]
    let progress = session.storedProgress.prefixed(id)
    guard case .session(let earlier)?? = unsaved.earlier else {
      add(row, session.storedPlan, to: Tables.sessionPlans, presence, tenant)
      add(row, progress, to: Tables.sessions, presence, tenant)
      for position in session.composition.variants.indices {
        add(row, session.storedVariant(at: position, id), to: Tables.sessionVariants, presence, tenant)
      }
      return
    }
    add(row, progress, to: Tables.sessions, .there, tenant)
    for position in session.variantsChanged(since: earlier) {
      add(row, session.storedVariant(at: position, id), to: Tables.sessionVariants, .there, tenant)
    }
  }
}

extension Reservation {
  /// Whether units are held, as a column has it.
  fileprivate var isOpenValue: SQLValue { .integer(life.state == .reserved ? 1 : 0) }
}

extension Row {
  /// The table it is kept in, and what is kept of it; of a session that is several (``TableWrites``).
  fileprivate var stored: (table: RowTable, record: Record) {
    switch self {
    case .session: preconditionFailure("a session is kept in several tables")
    case .product(let value): (Tables.products, value.stored)
    case .participant(let value): (Tables.participants, value.stored)
    case .buyer(let value): (Tables.buyers, value.stored)
    case .payment(let value): (Tables.payments, value.stored)
    case .refund(let value): (Tables.refunds, value.stored)
    case .factory(let value): (Tables.factories, value.stored)
    case .location(let value): (Tables.locations, value.stored)
    case .purchaseOrder(let value): (Tables.purchaseOrders, value.stored)
    case .stock(.item(let value)): (Tables.stocks, value.stored)
    case .stock(.costs(let value)): (Tables.stockCosts, value.stored)
    case .stock(.reservation(let value)): (Tables.reservations, value.stored)
    case .order(.order(let value)): (Tables.orders, value.stored)
    case .order(.payment(let value)): (Tables.orderPayments, value.stored)
    case .order(.refund(let value)): (Tables.orderRefunds, value.stored)
    case .order(.address(let value)): (Tables.addresses, value.stored)
    case .money(.withdrawal(let value)): (Tables.withdrawals, value.stored)
    case .money(.settlement(let value)): (Tables.settlements, value.stored)
    case .partner(.seller(let value)): (Tables.sellers, value.stored)
    case .partner(.sellerDetails(let value)): (Tables.sellerDetails, value.stored)
    case .partner(.listing(let value)): (Tables.listings, value.stored)
    }
  }
}

extension GroupSession {
  /// What is kept of a variant, with the session and the position in front.
  fileprivate func storedVariant(at position: Int, _ id: [Record.Field]) -> Record {
    storedVariant(at: position).prefixed(id + [Record.Field("position", .integer(Int64(position)))])
  }
}

/// The statements about what belongs to rows.
enum PartStatements {
  static let addReceipt = SQLInsertion(
    into: "purchase_order_receipts",
    [.init("tenant", .text), .init("receipt", .text), .init("purchase_order", .text)],
    onConflict: "(tenant, receipt) DO UPDATE SET purchase_order = excluded.purchase_order")
  static let changeLines = SQLStatement(
    """
    UPDATE reservation_lines SET is_open = $1, expires_at = $2
    WHERE tenant = $3 AND holder_kind = $4 AND holder = $5
    """)
  static let removeLines = SQLStatement(
    "DELETE FROM reservation_lines WHERE tenant = $1 AND holder_kind = $2 AND holder = $3 AND position >= $4")
  static let addLine = SQLInsertion(into: "reservation_lines", lineColumns)
  static let setLine = SQLInsertion(
    into: "reservation_lines", lineColumns,
    onConflict: """
      (tenant, holder_kind, holder, position) DO UPDATE SET owner = excluded.owner, location = excluded.location,
        variant = excluded.variant, units = excluded.units, is_open = excluded.is_open,
        expires_at = excluded.expires_at
      """)
  private static let lineColumns: [SQLInsertion.Column] = [
    .init("tenant", .text), .init("holder_kind", .text), .init("holder", .text), .init("position", .integer),
    .init("owner", .text), .init("location", .text), .init("variant", .text), .init("units", .integer),
    .init("is_open", .flag), .init("expires_at", .instant),
  ]
}
