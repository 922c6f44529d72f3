/// An operator ends a session: everybody gets back what they paid, less what was credited to their wallet already
/// (SPEC §5, §9).
public struct CancelSession: Command, Hashable {
  /// The session.
  public var session: SessionID
  /// Why.
  public var reason: Reason

  /// What goes back.
  public struct Receipt: Recordable, Hashable {
    /// All that goes back through the gateway.
    public let refunded: Money
    /// What goes against disputes, because buyers have charged their payments back.
    public let disputed: Money
  }

  /// Creates the command.
  public init(_ session: SessionID, because reason: Reason) {
    self.session = session
    self.reason = reason
  }

  /// The command's name on the wire.
  public static var name: String { "cancelSession" }

  /// The session, and what has lapsed in it; what was ordered and held for it follows from the session.
  public func reads(in context: Context) -> [Read] { SessionTurn.reads(of: session, in: context) }

  /// Ends the session, and gives everything back: money to the buyers, held stock to the warehouse.
  ///
  /// - Throws: ``SessionError/unknownSession(_:)``, ``SessionError/invalidTransition(from:action:)``.
  /// - Complexity: O(p log p) in the number of participants.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    var turn = try SessionTurn.begin(at: session, to: .cancel, from: workingSet, in: context)
    let currency = turn.session.plan.currency
    try turn.lapseUnpaid()
    let participants = try turn.everybody().filter { $0.status == .paid || $0.status == .waiting }
    turn.record(.cancelled(reason))
    var (refunded, disputed): (Int64, Int64) = (0, 0)
    for participant in participants {
      let rest = participant.escrowed.amount
      // Parts of what lies in escrow, which fits.
      if participant.isDisputed { disputed += rest } else { refunded += rest }
      turn.settle(participant, credited: 0, returned: rest, because: .sessionCancelled)
    }
    try turn.releaseStock(because: reason)
    turn.end(into: &changes)
    return Receipt(refunded: Money(refunded, currency), disputed: Money(disputed, currency))
  }

  /// The session and the reason.
  public var record: Record { ["session": session.record, "reason": reason.record] }
}

extension CancelSession.Receipt {
  /// Everything.
  public var record: Record { ["refunded": refunded.record, "disputed": disputed.record] }

  /// From everything.
  public init?(record: Record) {
    guard let refunded: Money = record.field("refunded"), let disputed: Money = record.field("disputed") else {
      return nil
    }
    self.init(refunded: refunded, disputed: disputed)
  }
}
