import GrosirCore

/// What is asked of the tables of withdrawals and settlements.
enum MoneyQueries {
  static let withdrawal = Tables.withdrawals.query("WHERE t.tenant = $1 AND t.withdrawal = $2")
  static let pending = Tables.withdrawals.query(
    """
    WHERE t.tenant = $1 AND t.state = 'pending' AND t.requested_at < $2
    ORDER BY t.requested_at, t.withdrawal LIMIT $3
    """)
  static let settlement = Tables.settlements.query("WHERE t.tenant = $1 AND t.settlement = $2")
  static let settlements = Tables.settlements.query(
    """
    WHERE t.tenant = $1 AND t.payee_kind = $2 AND t.payee = $3 AND t.currency = $4
      AND t.ends_at > $5 AND t.begins_at < $6
    ORDER BY t.ends_at
    """)
}

extension SQLReader {
  /// What there is for a read about money.
  func find(_ read: MoneyRead, of tenant: TenantID) throws(SQLFailure) -> WorkingSet.Found {
    switch read {
    case .standing(of: let account, in: let currency):
      .standing(try journal.standing(of: account, in: currency, tenant))
    case .earnings(of: let payee, in: let currency, during: let period):
      .earnings(try journal.earnings(of: payee, in: currency, during: period, tenant))
    case .withdrawal(let id):
      try row(Withdrawal.self, Tables.withdrawals, MoneyQueries.withdrawal, tenant, id) { .money(.withdrawal($0)) }
    case .settlement(let id):
      try row(SettledPeriod.self, Tables.settlements, MoneyQueries.settlement, tenant, id) { .money(.settlement($0)) }
    case .pendingWithdrawals(before: let cutOff, limit: let limit):
      try rows(
        Withdrawal.self, Tables.withdrawals, MoneyQueries.pending,
        [tenant.value, .instant(cutOff), .integer(max(0, limit))]
      ) { .money(.withdrawal($0)) }
    case .settlements(with: let payee, in: let currency, overlapping: let period):
      try rows(
        SettledPeriod.self, Tables.settlements, MoneyQueries.settlements,
        [
          tenant.value, .text(payee.subject.name), SQLValue(payee.subject.id), .text(currency.code),
          .instant(period.lowerBound), .instant(period.upperBound),
        ]
      ) { .money(.settlement($0)) }
    }
  }
}
