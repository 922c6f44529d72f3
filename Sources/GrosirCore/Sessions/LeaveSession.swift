/// A buyer leaves a session or its waiting list while it is open: what they paid goes back in full, and what they had
/// is free for others (SPEC §5).
public struct LeaveSession: Command, Hashable {
  /// The session.
  public var session: SessionID
  /// Which of the buyer's participations they give up.
  public var participant: ParticipantID

  /// What the buyer gets.
  public struct Receipt: Recordable, Hashable {
    /// What goes back to them, if they had paid.
    public let refunded: Money
    /// The refund under which it does.
    public let refund: RefundID?
    /// The variants of which more would be left over than is tolerated, now that they are gone.
    public let breaches: [ToleranceBreach]
  }

  /// Creates the command.
  public init(_ session: SessionID, participant: ParticipantID) {
    self.session = session
    self.participant = participant
  }

  /// The command's name on the wire.
  public static var name: String { "leaveSession" }

  /// The session, what has lapsed in it, and the participant.
  public func reads(in context: Context) -> [Read] {
    SessionTurn.reads(of: session, in: context) + [.participant(participant)]
  }

  /// Lets the buyer go, and others in.
  ///
  /// - Throws: in this order ``SessionError/unknownSession(_:)``, ``SessionError/invalidTransition(from:action:)``,
  ///   ``SessionError/pastDeadline(closesAt:)``, ``SessionError/unknownParticipant(_:)``,
  ///   ``SessionError/notActive(_:status:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    var turn = try SessionTurn.begin(at: session, to: .leave, from: workingSet, in: context)
    try turn.checkBeforeDeadline()
    let leaver = try turn.participant(participant)
    let wasIn = !leaver.admitted.isEmpty
    switch leaver.status {
    case .awaitingPayment, .waiting, .paid: break
    case .lapsed, .left, .reversed, .returned:
      throw .refused(.notActive(participant, status: leaver.status.name))
    }
    let refund = turn.refund(of: leaver, leaver.escrowed, because: .left)
    turn.record(.left(participant, refund))
    if let refund { turn.request(.refund(refund)) }
    try turn.admit()
    let breaches = wasIn ? turn.reportBreaches() : []
    turn.end(into: &changes)
    return Receipt(refunded: leaver.escrowed, refund: refund?.id, breaches: breaches)
  }

  /// The session and the participant.
  public var record: Record { ["session": session.record, "participant": participant.record] }
}

extension LeaveSession.Receipt {
  /// Everything.
  public var record: Record {
    ["refunded": refunded.record, "refund": refund.record, "breaches": breaches.record]
  }

  /// From everything.
  public init?(record: Record) {
    guard let refunded: Money = record.field("refunded"), let refund: RefundID? = record.field("refund"),
      let breaches: [ToleranceBreach] = record.field("breaches")
    else { return nil }
    self.init(refunded: refunded, refund: refund, breaches: breaches)
  }
}
