/// Something that happened to money on its way out (SPEC §9, §13): a fact, with all that is needed to tell what is
/// there from events alone.
///
/// A withdrawal or settlement is told as it is afterwards. What happens to the money of a session is told by the
/// session's own events.
public enum MoneyEvent: Sendable, Equatable {
  /// A buyer asked for money out of their wallet.
  case withdrawalRequested(Withdrawal)
  /// A batch took a withdrawal.
  case withdrawalClaimed(Withdrawal)
  /// The buyer has got the money.
  case withdrawalCompleted(Withdrawal)
  /// The buyer could not be paid, and has it in the wallet again; why.
  case withdrawalFailed(Withdrawal, because: Reason)
  /// A period was settled with a factory or seller.
  case payeeSettled(SettledPeriod)
  /// A settlement was paid out, as far as anything was owed.
  case settlementPaid(SettledPeriod)

  /// Its name: `WITHDRAWAL_REQUESTED`.
  public var name: String {
    switch self {
    case .withdrawalRequested: "WITHDRAWAL_REQUESTED"
    case .withdrawalClaimed: "WITHDRAWAL_CLAIMED"
    case .withdrawalCompleted: "WITHDRAWAL_COMPLETED"
    case .withdrawalFailed: "WITHDRAWAL_FAILED"
    case .payeeSettled: "PAYEE_SETTLED"
    case .settlementPaid: "SETTLEMENT_PAID"
    }
  }

  /// The withdrawal it is about, if it is about one.
  public var withdrawal: Withdrawal? {
    switch self {
    case .withdrawalRequested(let withdrawal), .withdrawalClaimed(let withdrawal),
      .withdrawalCompleted(let withdrawal), .withdrawalFailed(let withdrawal, _):
      withdrawal
    case .payeeSettled, .settlementPaid: nil
    }
  }

  /// The settlement it is about, if it is about one.
  public var settlement: SettledPeriod? {
    switch self {
    case .payeeSettled(let settled), .settlementPaid(let settled): settled
    case .withdrawalRequested, .withdrawalClaimed, .withdrawalCompleted, .withdrawalFailed: nil
    }
  }
}

extension MoneyEvent: Recorded {
  /// The event's own fields; its name stands beside them.
  public var record: Record {
    switch self {
    case .withdrawalRequested(let withdrawal), .withdrawalClaimed(let withdrawal),
      .withdrawalCompleted(let withdrawal):
      withdrawal.record
    case .withdrawalFailed(let withdrawal, let reason): ["withdrawal": withdrawal.record, "reason": reason.record]
    case .payeeSettled(let settled), .settlementPaid(let settled): settled.record
    }
  }
}
