/// The rows of one session that a command needs, or all of them, and how events change them (SPEC §5, §13).
///
/// The state of a session is what its events make of nothing:
///
///     var rows = SessionRows(created: plan, rules: rules, version: 1, at: instant)
///     for dated in events { rows.apply(dated.event, at: dated.instant) }
public struct SessionRows: Sendable {
  /// The session.
  public internal(set) var session: GroupSession

  /// Its participants, as far as they are here.
  public internal(set) var participants = Shelf<ParticipantID, Participant>()

  /// Its buyers, as far as they are here.
  public internal(set) var buyers = Shelf<BuyerID, BuyerStanding>()

  /// Its payments, as far as they are here.
  public internal(set) var payments = Shelf<PaymentReference, Payment>()

  /// Its refunds, as far as they are here.
  public internal(set) var refunds = Shelf<RefundID, Refund>()

  /// The rows of a session that was just created.
  package init(created plan: SessionPlan, rules: AllocationRules, version: Int, at instant: Instant) {
    session = GroupSession(plan, rules: rules, version: version, at: instant)
  }

  /// A session as it was found, before anybody else of it is here.
  init(of session: GroupSession) {
    self.session = session
  }

  /// Adds the rows that events have changed, the session last.
  func appendChanged(to rows: inout [Row]) {
    rows.reserveCapacity(rows.count + participants.count + buyers.count + payments.count + refunds.count + 1)
    participants.forEachChanged { rows.append(.participant($0)) }
    buyers.forEachChanged { rows.append(.buyer($0)) }
    payments.forEachChanged { rows.append(.payment($0)) }
    refunds.forEachChanged { rows.append(.refund($0)) }
    rows.append(.session(session))
  }
}
