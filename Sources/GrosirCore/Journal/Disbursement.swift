/// A buyer's bank account is to be paid what they withdrew, less the fee (SPEC §9).
///
/// Whoever pays says in the end ``CompleteWithdrawal`` or ``FailWithdrawal``.
public struct Disbursement: Sendable, Hashable {
  /// The withdrawal.
  public let withdrawal: WithdrawalID
  /// Who is to be paid.
  public let buyer: BuyerID
  /// Exactly so much.
  public let amount: Money

  init(of withdrawal: Withdrawal) {
    self.withdrawal = withdrawal.id
    buyer = withdrawal.buyer
    amount = withdrawal.net
  }
}

/// A factory's or seller's bank account is to be paid what was settled with them (SPEC §9).
public struct PayoutOrder: Sendable, Hashable {
  /// The settlement.
  public let settlement: SettlementID
  /// Who is to be paid.
  public let payee: Payee
  /// Exactly so much; more than nothing.
  public let amount: Money
}

extension Disbursement: Recorded {
  /// Who is to be paid how much, and of which withdrawal.
  public var record: Record {
    ["withdrawal": withdrawal.record, "buyer": buyer.record, "amount": amount.record]
  }
}

extension PayoutOrder: Recorded {
  /// Who is to be paid how much, and of which settlement.
  public var record: Record {
    ["settlement": settlement.record, "payee": payee.record, "amount": amount.record]
  }
}
