import GrosirCore

/// What was to leave the platform, as its events tell it: withdrawals, and settlements with factories and sellers.
struct PayoutAccount {
  /// The withdrawals in the order in which they were requested.
  private(set) var withdrawalOrder: [WithdrawalID] = []
  /// Each as it is now.
  private(set) var withdrawals: [WithdrawalID: Withdrawal] = [:]
  /// The settlements in the order in which they were made.
  private(set) var settlementOrder: [SettlementID] = []
  /// Each as it is now.
  private(set) var settlements: [SettlementID: SettledPeriod] = [:]

  /// Counts what happened.
  mutating func count(_ event: MoneyEvent) {
    if let withdrawal = event.withdrawal, withdrawals.updateValue(withdrawal, forKey: withdrawal.id) == nil {
      withdrawalOrder.append(withdrawal.id)
    }
    if let settled = event.settlement, settlements.updateValue(settled, forKey: settled.id) == nil {
      settlementOrder.append(settled.id)
    }
  }
}

/// What a store keeps of money in the end.
struct KeptMoney {
  /// What every account holds.
  var balances: [AccountBalance] = []
  /// The withdrawals there were.
  var withdrawals: [Withdrawal] = []
  /// The settlements there were.
  var settlements: [SettledPeriod] = []

  /// What is on its way out of wallets.
  func onItsWay(in currency: Currency) -> Int128 {
    withdrawals.filter { !$0.state.isFinal && $0.amount.currency == currency }
      .reduce(0) { $0 + Int128($1.amount.amount) }
  }

  /// What the bank has paid out: of withdrawals what was completed, less the fees, and of settlements what was paid.
  func paidOut(in currency: Currency) -> Int128 {
    let withdrawn = withdrawals.filter { $0.state == .completed && $0.amount.currency == currency }
      .reduce(0) { $0 + Int128($1.net.amount) }
    return settlements.filter { $0.currency == currency }
      .reduce(withdrawn) { $0 + Int128($1.payout?.amount.amount ?? 0) }
  }
}
