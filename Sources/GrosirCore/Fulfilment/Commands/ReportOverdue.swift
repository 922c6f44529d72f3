/// What a session sold should have been there by now (SPEC §6): it is reported, once.
public struct ReportOverdue: Command, Hashable {
  /// The session.
  public var session: SessionID

  /// What is missing.
  public struct Receipt: Recordable, Hashable {
    /// What is not there yet.
    public let missing: [VariantUnits]
    /// Since when it should be.
    public let deadline: Instant
    /// Whether it is reported now; false where it was already.
    public let isNew: Bool
  }

  /// Creates the command.
  public init(_ session: SessionID) { self.session = session }

  /// The command's name on the wire.
  public static var name: String { "reportOverdue" }

  /// The session.
  public func reads(in context: Context) -> [Read] { SessionTurn.reads(of: session, in: context) }

  /// Reports the session overdue.
  ///
  /// - Throws: in this order ``FulfilmentError/unknownSession(_:)``,
  ///   ``FulfilmentError/invalidTransition(from:action:)``, ``FulfilmentError/notYetDue(at:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<FulfilmentError>) -> Receipt {
    var turn = try FulfilmentTurn(at: session, to: .reportOverdue, from: workingSet, in: context)
    let fulfilment = turn.fulfilment
    guard turn.session.now >= fulfilment.deadline else { throw .refused(.notYetDue(at: fulfilment.deadline)) }
    if !fulfilment.isOverdueReported { turn.record(.fulfilmentOverdue) }
    turn.end(into: &changes)
    return Receipt(
      missing: fulfilment.missing, deadline: fulfilment.deadline, isNew: !fulfilment.isOverdueReported)
  }

  /// The session.
  public var record: Record { ["session": session.record] }
}

extension ReportOverdue.Receipt {
  /// Everything.
  public var record: Record {
    ["missing": missing.record, "deadline": deadline.record, "isNew": isNew.record]
  }

  /// From everything.
  public init?(record: Record) {
    guard let missing: [VariantUnits] = record.field("missing"), let deadline: Instant = record.field("deadline"),
      let isNew: Bool = record.field("isNew")
    else { return nil }
    self.init(missing: missing, deadline: deadline, isNew: isNew)
  }
}
