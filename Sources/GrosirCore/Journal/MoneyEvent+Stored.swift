extension JournalEntry: Stored {}
extension Account: Stored {}
extension EntrySubject: Stored {}
extension EntryReference: Stored {}
extension Movement: Stored {}

extension MoneyEvent {
  /// All of the event's own fields; its name stands beside them.
  var storedData: Record {
    switch self {
    case .withdrawalRequested(let withdrawal), .withdrawalClaimed(let withdrawal),
      .withdrawalCompleted(let withdrawal):
      withdrawal.stored
    case .withdrawalFailed(let withdrawal, let reason): ["withdrawal": withdrawal.stored, "reason": reason.record]
    case .payeeSettled(let settled), .settlementPaid(let settled): settled.stored
    }
  }

  /// The event of a name, from its own fields.
  init(named name: String, stored: Record) throws(StoredFault) {
    switch name {
    case "WITHDRAWAL_REQUESTED": self = .withdrawalRequested(try Withdrawal(stored: stored))
    case "WITHDRAWAL_CLAIMED": self = .withdrawalClaimed(try Withdrawal(stored: stored))
    case "WITHDRAWAL_COMPLETED": self = .withdrawalCompleted(try Withdrawal(stored: stored))
    case "WITHDRAWAL_FAILED":
      var fields = try StoredFields(stored)
      self = .withdrawalFailed(try fields.take("withdrawal"), because: try fields.take("reason"))
      try fields.end()
    case "PAYEE_SETTLED": self = .payeeSettled(try SettledPeriod(stored: stored))
    case "SETTLEMENT_PAID": self = .settlementPaid(try SettledPeriod(stored: stored))
    default: throw StoredFault(.unknown)
    }
  }
}
