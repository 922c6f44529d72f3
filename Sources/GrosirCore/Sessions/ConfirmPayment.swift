/// Money arrived for a participation (SPEC §5).
///
/// What was asked for goes into escrow; any other money is posted and returned in the same step. Money that arrived is
/// never ignored and never kept. The same confirmation again changes nothing.
public struct ConfirmPayment: Command, Hashable {
  /// The session.
  public var session: SessionID
  /// For which participation.
  public var participant: ParticipantID
  /// The provider's reference for the payment.
  public var payment: PaymentReference
  /// How much arrived.
  public var amount: Money

  /// What became of the money.
  public struct Receipt: Recordable, Hashable {
    /// Accepted or returned, and why.
    public let outcome: Payment.Outcome
    /// Whether this payment had been confirmed before, and nothing has changed.
    public let isRepeated: Bool
    /// Where the participation stands now.
    public let status: String
    /// What of it is in now: of a pledge perhaps nothing yet.
    public let admitted: [VariantUnits]
  }

  /// Creates the command.
  public init(_ session: SessionID, participant: ParticipantID, payment: PaymentReference, amount: Money) {
    self.session = session
    self.participant = participant
    self.payment = payment
    self.amount = amount
  }

  /// The command's name on the wire.
  public static var name: String { "confirmPayment" }

  /// The session, what has lapsed in it, the participant, and whether the payment is known.
  public func reads(in context: Context) -> [Read] {
    SessionTurn.reads(of: session, in: context) + [.participant(participant), .payment(payment)]
  }

  /// Accepts the money or returns it; and lets in who can be let in now.
  ///
  /// - Throws: in this order ``SessionError/unknownSession(_:)``, ``SessionError/unknownParticipant(_:)``,
  ///   ``SessionError/invalid(_:)`` for a negative amount or none, ``SessionError/conflictingPayment(_:)``.
  /// - Complexity: O(n log n) in the number of variants, and what ``WaitingList/admit(into:)`` says.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    var turn = try SessionTurn.begin(at: session, to: .confirmPayment, from: workingSet, in: context)
    let found = try turn.participant(participant)
    guard !amount.isNegative, !amount.isZero || found.total.isZero else {
      throw .refused(.invalid([Violation(FieldPath("amount"), .outOfRange, "money that arrives is more than none")]))
    }
    if let known = workingSet.payment(payment) {
      guard known.participant == participant, known.amount == amount else {
        throw .refused(.conflictingPayment(payment))
      }
      turn.end(into: &changes)
      return Receipt(
        outcome: known.outcome, isRepeated: true, status: found.status.name, admitted: found.admitted)
    }
    let reason = try reason(toReturnTo: found, in: &turn)
    let outcome = reason.map { Payment.Outcome.returned($0) } ?? .accepted
    let arrived = Payment(
      payment, for: participant, in: session, amount: amount, confirmedAt: turn.now, outcome: outcome)
    if let reason {
      let refund = Refund(
        id: turn.makeIdentifier(), payment: payment, session: session, participant: participant, buyer: found.buyer,
        amount: amount, reason: .returned(reason))
      turn.record(.paymentReturned(arrived, refund))
      turn.request(.refund(refund))
    } else {
      turn.record(.paid(arrived))
      try turn.admit()
    }
    let now = try turn.participant(participant)
    turn.end(into: &changes)
    return Receipt(outcome: outcome, isRepeated: false, status: now.status.name, admitted: now.admitted)
  }

  /// Why the money cannot be accepted, or nil if it can.
  private func reason(
    toReturnTo participant: Participant, in turn: inout SessionTurn
  ) throws(Interruption<SessionError>) -> ReturnReason? {
    switch participant.status {
    case .awaitingPayment: return amount == participant.total ? nil : .paymentMismatch
    case .paid, .waiting: return .alreadyPaid
    case .left, .reversed: return .left
    case .returned: return .sessionEnded
    case .lapsed:
      guard turn.session.isJoinable(at: turn.now) else { return .sessionEnded }
      guard amount == participant.total else { return .paymentMismatch }
      let standing = try turn.standing(of: participant.buyer)
      return turn.session.takesBack(participant, of: standing) ? nil : .lapsed
    }
  }
}

extension GroupSession {
  /// Whether somebody who has lapsed and pays late can be in again: an order if its basket is acceptable now, a pledge
  /// to wait; neither beyond what its buyer may ask for.
  fileprivate func takesBack(_ participant: Participant, of standing: BuyerStanding) -> Bool {
    guard committed.amount.checkedAdding(participant.total.amount) != nil else { return false }
    if let most = plan.conditions.maxUnitsPerBuyer, standing.units + participant.units > most { return false }
    guard participant.kind == .order else { return true }
    let lines = participant.lines.compactMap { line in
      composition.position(of: line.variant).map { Basket.Line(position: $0, units: line.units) }
    }
    guard let basket = Basket(lines: lines), canCount(basket) else { return false }
    return AllocationSnapshot(of: tallies, under: rules).decision(on: basket).isAccepted
  }
}

// MARK: On record

extension ConfirmPayment {
  /// What is confirmed.
  public var record: Record {
    [
      "session": session.record, "participant": participant.record, "payment": payment.record, "amount": amount.record,
    ]
  }
}

extension ConfirmPayment.Receipt {
  /// Everything.
  public var record: Record {
    [
      "outcome": outcome.record, "isRepeated": isRepeated.record, "status": .text(status), "admitted": admitted.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let outcome: Payment.Outcome = record.field("outcome"), let isRepeated: Bool = record.field("isRepeated"),
      let status: String = record.field("status"), let admitted: [VariantUnits] = record.field("admitted")
    else { return nil }
    self.init(outcome: outcome, isRepeated: isRepeated, status: status, admitted: admitted)
  }
}

extension Payment.Outcome: Recordable {
  /// `accepted`, or why the money goes back.
  public var record: Record {
    switch self {
    case .accepted: ["kind": "accepted"]
    case .returned(let reason): ["kind": "returned", "reason": reason.record]
    }
  }

  /// From `accepted`, or why the money goes back.
  public init?(record: Record) {
    if record["kind"] == .text("accepted") {
      self = .accepted
      return
    }
    guard let reason: ReturnReason = record.field("reason") else { return nil }
    self = .returned(reason)
  }
}
