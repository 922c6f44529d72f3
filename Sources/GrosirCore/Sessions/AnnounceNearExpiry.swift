/// Announces, shortly before the deadline, how many virtual units the platform would add (SPEC §5).
///
/// It is done once and changes no number; again it answers the same.
public struct AnnounceNearExpiry: Command, Hashable {
  /// The session.
  public var session: SessionID

  /// What was announced.
  public struct Receipt: Recordable, Hashable {
    /// The virtual units the platform would add.
    public let platformFill: Int
  }

  /// Creates the command.
  public init(_ session: SessionID) { self.session = session }

  /// The command's name on the wire.
  public static var name: String { "announceNearExpiry" }

  /// The session, and what has lapsed in it.
  public func reads(in context: Context) -> [Read] { SessionTurn.reads(of: session, in: context) }

  /// Announces the fill, in the window before the deadline.
  ///
  /// - Throws: in this order ``SessionError/unknownSession(_:)``, ``SessionError/invalidTransition(from:action:)``,
  ///   ``SessionError/pastDeadline(closesAt:)``, ``SessionError/notYetDue(at:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    var turn = try SessionTurn.begin(at: session, to: .announceNearExpiry, from: workingSet, in: context)
    try turn.checkBeforeDeadline()
    let plan = turn.session.plan
    if let due = plan.closesAt.subtracting(plan.conditions.nearExpiryWindow), turn.now < due {
      throw .refused(.notYetDue(at: due))
    }
    let fill =
      turn.session.announcedFill
      ?? plan.terms.guarantee?.fill(paidUnits: turn.session.paidUnits, target: plan.terms.target) ?? 0
    if turn.session.announcedFill == nil { turn.record(.nearExpiryAnnounced(fill: fill)) }
    turn.end(into: &changes)
    return Receipt(platformFill: fill)
  }

  /// The session.
  public var record: Record { ["session": session.record] }
}

extension AnnounceNearExpiry.Receipt {
  /// The fill.
  public var record: Record { ["platformFill": platformFill.record] }

  /// From the fill.
  public init?(record: Record) {
    guard let fill: Int = record.field("platformFill") else { return nil }
    self.init(platformFill: fill)
  }
}
