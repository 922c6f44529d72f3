import GrosirCore

extension SQLWriter {
  /// Writes rows: of each table first those that may be new, then those that are there and have changed.
  func write(_ rows: [UnsavedWrites.UnsavedRow]) throws(SQLFailure) {
    var tables = TableWrites()
    for unsaved in rows {
      if case .session(let session) = unsaved.row {
        tables.add(session, earlier: unsaved.earlier ?? nil, unsaved.tenant)
      } else {
        let (table, record) = unsaved.row.stored
        tables.add(unsaved.row, record, to: table, isThere: (unsaved.earlier ?? nil) != nil, unsaved.tenant)
      }
    }
    for writes in tables.all { try write(writes) }
    try writeParts(of: rows)
  }

  /// What is known to be there is changed row by row in a file, where the database then need not look for what it does
  /// not get; where statements travel, one for all of them is faster.
  private func write(_ writes: TableWrites.Writes) throws(SQLFailure) {
    let table = writes.table
    var inserted = writes.added.map { table.valuesToInsert($0.row, $0.record, $0.tenant) }
    if Connection.dialect.hasOtherWriters, writes.changed.count > 1 {
      inserted += writes.changed.map { table.valuesToInsert($0.row, $0.record, $0.tenant) }
    } else {
      for change in writes.changed {
        try connection.write(table.update, table.valuesToUpdate(change.row, change.record, change.tenant))
      }
    }
    try connection.insert(table.insertion, inserted)
  }

  // MARK: What belongs to a row

  private func writeParts(of rows: [UnsavedWrites.UnsavedRow]) throws(SQLFailure) {
    var (receipts, lines): ([[SQLValue]], [[SQLValue]]) = ([], [])
    for unsaved in rows {
      switch unsaved.row {
      case .purchaseOrder(let order):
        var earlier: Set<ReceiptID> = []
        if case .purchaseOrder(let order)?? = unsaved.earlier { earlier = Set(order.receipts) }
        for receipt in order.receipts where !earlier.contains(receipt) {
          receipts.append([unsaved.tenant.value, receipt.value, order.number.value])
        }
      case .stock(.reservation(let reservation)): try writeLines(of: reservation, unsaved, &lines)
      default: continue
      }
    }
    try connection.insert(PartStatements.addReceipt, receipts)
    try connection.insert(PartStatements.setLine, lines)
  }

  /// Changes the lines of a reservation, or adds them to those that are to be set; does neither, if each is as it was,
  /// and held as long.
  private func writeLines(
    of reservation: Reservation, _ unsaved: UnsavedWrites.UnsavedRow, _ lines: inout [[SQLValue]]
  ) throws(SQLFailure) {
    let (kind, id) = reservation.holder.columns
    let holder: [SQLValue] = [unsaved.tenant.value, .text(kind), .text(id)]
    let isOpen = SQLValue.integer(reservation.life.state == .reserved ? 1 : 0)
    let until = SQLValue(reservation.expiry)
    if case .stock(.reservation(let earlier))?? = unsaved.earlier, earlier.lines == reservation.lines {
      let wasOpen = earlier.life.state == .reserved
      guard wasOpen != (reservation.life.state == .reserved) || earlier.expiry != reservation.expiry else { return }
      try connection.write(PartStatements.changeLines, [isOpen, until] + holder)
      return
    }
    if !unsaved.isNew {
      try connection.write(PartStatements.removeLines, holder + [.integer(reservation.lines.count)])
    }
    for (position, line) in reservation.lines.enumerated() {
      lines.append(holder + [.integer(position)] + line.key.values + [.integer(line.units), isOpen, until])
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
    var added: [Change] = []
    var changed: [Change] = []
  }

  /// The tables, in the order in which they first had something to be written.
  private(set) var all: [Writes] = []

  mutating func add(_ row: Row, _ record: Record, to table: RowTable, isThere: Bool, _ tenant: TenantID) {
    let place = all.firstIndex { $0.table === table } ?? all.count
    if place == all.count { all.append(Writes(table: table)) }
    if isThere {
      all[place].changed.append((row, record, tenant))
    } else {
      all[place].added.append((row, record, tenant))
    }
  }

  /// Adds of a session where it stands, and the variants that changed; and its plan, unless it is there.
  mutating func add(_ session: GroupSession, earlier: Row?, _ tenant: TenantID) {
    let row = Row.session(session)
    let id = [Record.Field("session", session.id.record)]
    let progress = session.storedProgress.prefixed(id)
    guard case .session(let earlier)? = earlier else {
      add(row, session.storedPlan, to: Tables.sessionPlans, isThere: false, tenant)
      add(row, progress, to: Tables.sessions, isThere: false, tenant)
      for position in session.composition.variants.indices {
        add(row, session.storedVariant(at: position, id), to: Tables.sessionVariants, isThere: false, tenant)
      }
      return
    }
    add(row, progress, to: Tables.sessions, isThere: true, tenant)
    for position in session.variantsChanged(since: earlier) {
      add(row, session.storedVariant(at: position, id), to: Tables.sessionVariants, isThere: true, tenant)
    }
  }
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
  static let setLine = SQLInsertion(
    into: "reservation_lines",
    [
      .init("tenant", .text), .init("holder_kind", .text), .init("holder", .text), .init("position", .integer),
      .init("owner", .text), .init("location", .text), .init("variant", .text), .init("units", .integer),
      .init("is_open", .flag), .init("expires_at", .instant),
    ],
    onConflict: """
      (tenant, holder_kind, holder, position) DO UPDATE SET owner = excluded.owner, location = excluded.location,
        variant = excluded.variant, units = excluded.units, is_open = excluded.is_open,
        expires_at = excluded.expires_at
      """)
}
