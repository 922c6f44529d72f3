extension SessionEvent {
  /// The money that an event of a session moved, in order (SPEC §9).
  ///
  /// A payment that could not be accepted is posted all the same, and leaves again in the same step.
  public func movements(in session: SessionID) -> [Movement] {
    let escrow = Account.escrow(session)
    return switch self {
    case .paid(let payment): [Movement(source: .gateway, target: escrow, amount: payment.amount)]
    case .paymentReturned(let payment, let refund):
      [
        Movement(source: .gateway, target: escrow, amount: payment.amount),
        Movement(source: escrow, target: .gateway, amount: refund.amount),
      ]
    case .left(_, let refund):
      refund.map { [Movement(source: escrow, target: .gateway, amount: $0.amount)] } ?? []
    case .reversed(_, let amount, from: .escrow): [Movement(source: escrow, target: .gateway, amount: amount)]
    case .reversed(_, let amount, from: .disputes): [Movement(source: .disputes, target: .gateway, amount: amount)]
    case .refundRefused(_, let amount, let buyer, to: .wallet):
      [Movement(source: .gateway, target: .wallet(buyer), amount: amount)]
    case .refundRefused(_, let amount, _, to: .disputes):
      [Movement(source: .gateway, target: .disputes, amount: amount)]
    case .settled(let settlement): settlement.movements(from: escrow)
    case .created, .joined, .admitted, .lapsed, .toleranceBreached, .nearExpiryAnnounced, .rulesMoved, .stockSetAside,
      .closed, .cancelled, .stockReleased, .renewalProposed:
      []
    }
  }
}

extension ParticipantSettlement {
  fileprivate func movements(from escrow: Account) -> [Movement] {
    var movements: [Movement] = []
    if !credited.isZero { movements.append(Movement(source: escrow, target: .wallet(buyer), amount: credited)) }
    if let refund { movements.append(Movement(source: escrow, target: .gateway, amount: refund.amount)) }
    if !disputed.isZero { movements.append(Movement(source: escrow, target: .disputes, amount: disputed)) }
    return movements
  }
}
