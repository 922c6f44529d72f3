extension MoneyEvent {
  /// The journal entries of the event, in order; none if it moved no money (SPEC §9).
  public func entries(at instant: Instant) -> [JournalEntry] {
    switch self {
    case .withdrawalRequested(let withdrawal): [.withdrawalRequested(withdrawal)]
    case .withdrawalClaimed: []
    case .withdrawalCompleted(let withdrawal): [.withdrawalCompleted(withdrawal, at: instant)]
    case .withdrawalFailed(let withdrawal, _): [.withdrawalFailed(withdrawal, at: instant)]
    case .payeeSettled(let settled):
      [
        .periodSettled(
          settled.id, with: settled.settlement.payee, in: settled.currency, at: settled.settlement.period.upperBound)
      ]
    case .settlementPaid(let settled): settled.payoutEntries(at: instant)
    }
  }
}

extension SettledPeriod {
  fileprivate func payoutEntries(at instant: Instant) -> [JournalEntry] {
    guard let payout, !payout.amount.isZero else { return [] }
    do throws(JournalError) {
      return [try .payout(of: id, payout.amount, to: settlement.payee, at: instant)]
    } catch {
      preconditionFailure("what is paid out is not negative")
    }
  }
}
