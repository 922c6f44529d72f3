import GrosirCore

extension SQLWriter {
  /// Saves a row.
  func save(_ row: Row, _ tenant: TenantID) throws(SQLFailure) {
    let found = remembered(row, tenant)
    let known = found ?? nil
    // It was looked for, and is not there.
    let isNew = found != nil && known == nil
    switch row {
    case .session(let session): try save(session, known, tenant)
    case .product(let value): try write(row, value.stored, to: Tables.products, known, tenant)
    case .participant(let value): try write(row, value.stored, to: Tables.participants, known, tenant)
    case .buyer(let value): try write(row, value.stored, to: Tables.buyers, known, tenant)
    case .payment(let value): try write(row, value.stored, to: Tables.payments, known, tenant)
    case .refund(let value): try write(row, value.stored, to: Tables.refunds, known, tenant)
    case .factory(let value): try write(row, value.stored, to: Tables.factories, known, tenant)
    case .location(let value): try write(row, value.stored, to: Tables.locations, known, tenant)
    case .purchaseOrder(let value):
      try write(row, value.stored, to: Tables.purchaseOrders, known, tenant)
      try saveReceipts(of: value, known, tenant)
    case .stock(.item(let value)): try write(row, value.stored, to: Tables.stocks, known, tenant)
    case .stock(.costs(let value)): try write(row, value.stored, to: Tables.stockCosts, known, tenant)
    case .stock(.reservation(let value)):
      try write(row, value.stored, to: Tables.reservations, known, tenant)
      try saveLines(of: value, known, isNew: isNew, tenant)
    case .order(.order(let value)): try write(row, value.stored, to: Tables.orders, known, tenant)
    case .order(.payment(let value)): try write(row, value.stored, to: Tables.orderPayments, known, tenant)
    case .order(.refund(let value)): try write(row, value.stored, to: Tables.orderRefunds, known, tenant)
    case .order(.address(let value)): try write(row, value.stored, to: Tables.addresses, known, tenant)
    case .money(.withdrawal(let value)): try write(row, value.stored, to: Tables.withdrawals, known, tenant)
    case .money(.settlement(let value)): try write(row, value.stored, to: Tables.settlements, known, tenant)
    case .partner(.seller(let value)): try write(row, value.stored, to: Tables.sellers, known, tenant)
    case .partner(.sellerDetails(let value)): try write(row, value.stored, to: Tables.sellerDetails, known, tenant)
    case .partner(.listing(let value)): try write(row, value.stored, to: Tables.listings, known, tenant)
    }
    remember(row, tenant)
  }

  /// Writes a row: only what may change, if it is known to be there.
  private func write(
    _ row: Row, _ record: Record, to table: RowTable, _ known: Row?, _ tenant: TenantID
  ) throws(SQLFailure) {
    if known != nil {
      try connection.run(table.update, table.valuesToUpdate(row, record, tenant))
    } else {
      try connection.run(table.upsert, table.valuesToInsert(row, record, tenant))
    }
  }

  // MARK: Sessions

  /// Writes of a session where it stands, and the variants that changed; and its plan, unless it is there.
  private func save(_ session: GroupSession, _ known: Row?, _ tenant: TenantID) throws(SQLFailure) {
    let row = Row.session(session)
    let id = [Record.Field("session", session.id.record)]
    let progress = session.storedProgress.prefixed(id)
    guard case .session(let earlier)? = known else {
      try write(row, session.storedPlan, to: Tables.sessionPlans, nil, tenant)
      try write(row, progress, to: Tables.sessions, nil, tenant)
      for position in session.composition.variants.indices {
        try write(row, session.storedVariant(at: position, id), to: Tables.sessionVariants, nil, tenant)
      }
      return
    }
    try write(row, progress, to: Tables.sessions, known, tenant)
    for position in session.variantsChanged(since: earlier) {
      try write(row, session.storedVariant(at: position, id), to: Tables.sessionVariants, known, tenant)
    }
  }

  // MARK: What belongs to a row

  private func saveReceipts(of order: PurchaseOrder, _ known: Row?, _ tenant: TenantID) throws(SQLFailure) {
    var earlier: Set<ReceiptID> = []
    if case .purchaseOrder(let order)? = known { earlier = Set(order.receipts) }
    for receipt in order.receipts where !earlier.contains(receipt) {
      try connection.run(PartStatements.addReceipt, [tenant.value, receipt.value, order.number.value])
    }
  }

  /// Writes the lines of a reservation, and until when each is held; nothing, if that is as it was.
  private func saveLines(
    of reservation: Reservation, _ known: Row?, isNew: Bool, _ tenant: TenantID
  ) throws(SQLFailure) {
    let (kind, id) = reservation.holder.columns
    let holder: [SQLValue] = [tenant.value, .text(kind), .text(id)]
    let isOpen = reservation.life.state == .reserved
    let until = isOpen ? SQLValue(reservation.life.expiresAt?.millisecondsSince1970) : .null
    if case .stock(.reservation(let earlier))? = known, earlier.lines == reservation.lines {
      let wasOpen = earlier.life.state == .reserved
      guard wasOpen != isOpen || (isOpen && earlier.life.expiresAt != reservation.life.expiresAt) else { return }
      try connection.run(PartStatements.changeLines, [.integer(isOpen ? 1 : 0), until] + holder)
      return
    }
    if !isNew { try connection.run(PartStatements.removeLines, holder + [.integer(reservation.lines.count)]) }
    for (position, line) in reservation.lines.enumerated() {
      try connection.run(
        PartStatements.setLine,
        holder + [.integer(position)] + line.key.values + [
          .integer(line.units), .integer(isOpen ? 1 : 0), until,
        ])
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
  static let addReceipt = SQLStatement(
    """
    INSERT INTO purchase_order_receipts (tenant, receipt, purchase_order) VALUES ($1, $2, $3)
    ON CONFLICT (tenant, receipt) DO UPDATE SET purchase_order = excluded.purchase_order
    """)
  static let changeLines = SQLStatement(
    """
    UPDATE reservation_lines SET is_open = $1, expires_at = $2
    WHERE tenant = $3 AND holder_kind = $4 AND holder = $5
    """)
  static let removeLines = SQLStatement(
    "DELETE FROM reservation_lines WHERE tenant = $1 AND holder_kind = $2 AND holder = $3 AND position >= $4")
  static let setLine = SQLStatement(
    """
    INSERT INTO reservation_lines
      (tenant, holder_kind, holder, position, owner, location, variant, units, is_open, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (tenant, holder_kind, holder, position) DO UPDATE SET owner = excluded.owner,
      location = excluded.location, variant = excluded.variant, units = excluded.units, is_open = excluded.is_open,
      expires_at = excluded.expires_at
    """)
}
