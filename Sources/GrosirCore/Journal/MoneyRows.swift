/// The withdrawals and settlements that a command needs, or all of them, and how events change them (SPEC §9, §13).
///
/// What accounts hold is not among them: that is the ``Journal``'s, made of what events post.
///
///     var rows = MoneyRows()
///     for dated in events { rows.apply(dated.event) }
public struct MoneyRows: Sendable {
  /// The withdrawals, as far as they are here.
  public internal(set) var withdrawals = Shelf<WithdrawalID, Withdrawal>()

  /// The settlements, as far as they are here.
  public internal(set) var settlements = Shelf<SettlementID, SettledPeriod>()

  /// Nothing.
  public init() {}

  /// Applies an event: the one place where withdrawals and settlements change.
  ///
  /// - Complexity: O(1).
  package mutating func apply(_ event: MoneyEvent) {
    switch event {
    case .withdrawalRequested(let withdrawal), .withdrawalClaimed(let withdrawal),
      .withdrawalCompleted(let withdrawal), .withdrawalFailed(let withdrawal, _):
      withdrawals.save(withdrawal, as: withdrawal.id)
    case .payeeSettled(let settled), .settlementPaid(let settled): settlements.save(settled, as: settled.id)
    }
  }

  /// Adds the rows that events have changed.
  func appendChanged(to rows: inout [Row]) {
    withdrawals.forEachChanged { rows.append(.money(.withdrawal($0))) }
    settlements.forEachChanged { rows.append(.money(.settlement($0))) }
  }
}
