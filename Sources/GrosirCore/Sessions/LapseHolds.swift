/// Lets go what has lapsed in a session by now, and lets in who can be let in then (SPEC §5).
///
/// Nothing depends on it being given in time: every command about the session begins with the same.
public struct LapseHolds: Command, Hashable {
  /// The session.
  public var session: SessionID

  /// What happened.
  public struct Receipt: Recordable, Hashable {
    /// How many orders and pledges lapsed.
    public let lapsed: Int
    /// How many were let in, wholly or in part.
    public let admitted: Int
  }

  /// Creates the command.
  public init(_ session: SessionID) { self.session = session }

  /// The command's name on the wire.
  public static var name: String { "lapseHolds" }

  /// The session, and what has lapsed in it.
  public func reads(in context: Context) -> [Read] { SessionTurn.reads(of: session, in: context) }

  /// Lets go what has lapsed.
  ///
  /// - Throws: ``SessionError/unknownSession(_:)``; ``SessionError/invalidTransition(from:action:)`` once it is closed.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    let turn = try SessionTurn.begin(at: session, to: .lapse, from: workingSet, in: context)
    turn.end(into: &changes)
    var lapsed = 0
    // Of one pledge parts may be let in one after the other.
    var admitted: Set<ParticipantID> = []
    for case .session(_, let event) in changes.events.map({ $0.event }) {
      switch event {
      case .lapsed: lapsed += 1
      case .admitted(let participant, _): admitted.insert(participant)
      default: break
      }
    }
    return Receipt(lapsed: lapsed, admitted: admitted.count)
  }

  /// The session.
  public var record: Record { ["session": session.record] }
}

extension LapseHolds.Receipt {
  /// Everything.
  public var record: Record { ["lapsed": lapsed.record, "admitted": admitted.record] }

  /// From everything.
  public init?(record: Record) {
    guard let lapsed: Int = record.field("lapsed"), let admitted: Int = record.field("admitted") else { return nil }
    self.init(lapsed: lapsed, admitted: admitted)
  }
}
