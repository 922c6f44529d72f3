import GrosirCore

/// What is asked of the tables of stocks and reservations.
enum StockQueries {
  static let item = Tables.stocks.query(
    "WHERE t.tenant = $1 AND t.owner = $2 AND t.location = $3 AND t.variant = $4")
  static let costs = Tables.stockCosts.query(
    "WHERE t.tenant = $1 AND t.owner = $2 AND t.location = $3 AND t.variant = $4")
  static let reservation = Tables.reservations.query("WHERE t.tenant = $1 AND t.holder_kind = $2 AND t.holder = $3")
  static let due = Tables.reservations.query(
    """
    JOIN reservation_lines l
      ON l.tenant = t.tenant AND l.holder_kind = t.holder_kind AND l.holder = t.holder
    WHERE l.tenant = $1 AND l.owner = $2 AND l.location = $3 AND l.variant = $4
      AND l.is_open = 1 AND l.expires_at IS NOT NULL AND l.expires_at <= $5
    """)
  static let earliestExpiry = SQLStatement(
    """
    SELECT min(expires_at) FROM reservation_lines
    WHERE tenant = $1 AND owner = $2 AND location = $3 AND variant = $4 AND is_open = 1 AND expires_at IS NOT NULL
    """)
  static let expired = Tables.reservations.query(
    """
    WHERE t.tenant = $1 AND t.state = 'reserved' AND t.expires_at IS NOT NULL AND t.expires_at <= $2
    ORDER BY t.expires_at, t.holder_kind, t.holder LIMIT $3
    """)
  static let items = Tables.stocks.query(
    """
    WHERE t.tenant = $1 AND t.owner = $2 AND (t.location, t.variant) > ($3, $4)
    ORDER BY t.location, t.variant LIMIT $5
    """)
  static let open = Tables.reservations.query(
    """
    JOIN (
      SELECT DISTINCT holder_kind, holder FROM reservation_lines
      WHERE tenant = $1 AND variant = $2 AND is_open = 1 AND (holder_kind, holder) > ($3, $4)
      ORDER BY holder_kind, holder LIMIT $5
    ) l ON l.holder_kind = t.holder_kind AND l.holder = t.holder
    WHERE t.tenant = $6 ORDER BY t.holder_kind, t.holder
    """)
  static let outOfStep = Tables.stocks.query(
    """
    WHERE t.tenant = $1 AND t.out_of_step_since IS NOT NULL
    ORDER BY t.out_of_step_since, t.owner, t.location, t.variant LIMIT $2
    """)
  static let outOfStepOfOwner = Tables.stocks.query(
    """
    WHERE t.tenant = $1 AND t.owner = $2 AND t.out_of_step_since IS NOT NULL
    ORDER BY t.out_of_step_since, t.location, t.variant LIMIT $3
    """)
  static let outOfStepOfVariant = Tables.stocks.query(
    """
    WHERE t.tenant = $1 AND t.variant = $2 AND t.out_of_step_since IS NOT NULL
    ORDER BY t.out_of_step_since, t.owner, t.location LIMIT $3
    """)
  static let outOfStepCount = SQLStatement(
    "SELECT count(*) FROM stocks WHERE tenant = $1 AND out_of_step_since IS NOT NULL")
  static let outOfStepCountOfOwner = SQLStatement(
    "SELECT count(*) FROM stocks WHERE tenant = $1 AND owner = $2 AND out_of_step_since IS NOT NULL")
  static let outOfStepCountOfVariant = SQLStatement(
    "SELECT count(*) FROM stocks WHERE tenant = $1 AND variant = $2 AND out_of_step_since IS NOT NULL")
}

extension SQLReader {
  /// What there is for a read of stocks.
  func find(_ read: StockRead, of tenant: TenantID) throws(SQLFailure) -> WorkingSet.Found {
    let tenant = SQLValue.text(tenant.text)
    switch read {
    case .item(let key):
      return try row(StockItem.self, Tables.stocks, StockQueries.item, [tenant] + key.values) { .stock(.item($0)) }
    case .costs(let key):
      return try row(StockCosts.self, Tables.stockCosts, StockQueries.costs, [tenant] + key.values) {
        .stock(.costs($0))
      }
    case .reservation(let holder):
      let values = [tenant, .text(holder.columns.kind), .text(holder.columns.id)]
      return try row(Reservation.self, Tables.reservations, StockQueries.reservation, values) {
        .stock(.reservation($0))
      }
    case .due(on: let key, through: let instant):
      return try reservations(StockQueries.due, [tenant] + key.values + [.instant(instant)])
    case .expired(through: let instant, limit: let limit):
      return try reservations(StockQueries.expired, [tenant, .instant(instant), .integer(max(0, limit))])
    case .items(of: let owner, after: let last, limit: let limit):
      // Of another owner's key, all of this one's lie behind it or none.
      if let last, last.owner > owner { return .rows([]) }
      let place = last.flatMap { $0.owner == owner ? $0 : nil }
      let after = [SQLValue.text(place?.location.text ?? ""), .text(place?.variant.text ?? "")]
      return try items(StockQueries.items, [tenant, owner.value] + after + [.integer(max(0, limit))])
    case .open(of: let variant, after: let last, limit: let limit):
      let after = [SQLValue.text(last?.columns.kind ?? ""), .text(last?.columns.id ?? "")]
      return try reservations(
        StockQueries.open, [tenant, variant.value] + after + [.integer(max(0, limit)), tenant])
    case .outOfStep(let scope, limit: let limit):
      let limit = SQLValue.integer(max(0, limit))
      switch scope {
      case .everything: return try items(StockQueries.outOfStep, [tenant, limit])
      case .supplier(let owner): return try items(StockQueries.outOfStepOfOwner, [tenant, owner.value, limit])
      case .variant(let variant): return try items(StockQueries.outOfStepOfVariant, [tenant, variant.value, limit])
      }
    case .outOfStepCount(let scope):
      switch scope {
      case .everything: return try count(StockQueries.outOfStepCount, [tenant])
      case .supplier(let owner): return try count(StockQueries.outOfStepCountOfOwner, [tenant, owner.value])
      case .variant(let variant): return try count(StockQueries.outOfStepCountOfVariant, [tenant, variant.value])
      }
    }
  }

  private func items(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> WorkingSet.Found {
    try rows(StockItem.self, Tables.stocks, statement, values) { .stock(.item($0)) }
  }

  private func reservations(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> WorkingSet.Found {
    try rows(Reservation.self, Tables.reservations, statement, values) { .stock(.reservation($0)) }
  }

  private func count(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> WorkingSet.Found {
    .count(Int(try connection.row(statement, values)?[0].integer ?? 0))
  }
}

extension StockKey {
  /// The three parts as columns.
  var values: [SQLValue] { [owner.value, location.value, variant.value] }
}
