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
  public internal(set) var participants: [ParticipantID: Participant] = [:]

  /// Its buyers, as far as they are here.
  public internal(set) var buyers: [BuyerID: BuyerStanding] = [:]

  /// Its payments, as far as they are here.
  public internal(set) var payments: [PaymentReference: Payment] = [:]

  /// Its refunds, as far as they are here.
  public internal(set) var refunds: [RefundID: Refund] = [:]

  private var changed: [RowKey] = []
  private var isChanged: Set<RowKey> = []

  /// The rows of a session that was just created.
  package init(created plan: SessionPlan, rules: AllocationRules, version: Int, at instant: Instant) {
    session = GroupSession(plan, rules: rules, version: version, at: instant)
  }

  /// A session as it was found, before anybody else of it is here.
  init(of session: GroupSession) {
    self.session = session
  }

  /// Adds a participant as it was found, unless it is here already and may have changed.
  mutating func bring(_ participant: Participant) {
    if participants[participant.id] == nil { participants[participant.id] = participant }
  }

  /// Adds what a buyer has open, as it was found.
  mutating func bring(_ standing: BuyerStanding) { buyers[standing.buyer] = standing }

  /// Adds a payment as it was found.
  mutating func bring(_ payment: Payment) { payments[payment.reference] = payment }

  /// Adds a refund as it was found.
  mutating func bring(_ refund: Refund) { refunds[refund.id] = refund }

  /// Appends the rows that events have changed, each once; the session last, because it holds what is counted over the
  /// others.
  func appendChangedRows(to rows: inout [Row]) {
    rows.reserveCapacity(rows.count + changed.count + 1)
    for key in changed {
      if let row = row(of: key) { rows.append(row) }
    }
    rows.append(.session(session))
  }

  private func row(of key: RowKey) -> Row? {
    switch key {
    case .participant(let id): participants[id].map { .participant($0) }
    case .buyer(let id): buyers[id].map { .buyer($0) }
    case .payment(let reference): payments[reference].map { .payment($0) }
    case .refund(let id): refunds[id].map { .refund($0) }
    }
  }

  /// Notes that a row is to be saved.
  mutating func markChanged(_ key: RowKey) {
    if isChanged.insert(key).inserted { changed.append(key) }
  }

  /// One row beside the session itself.
  enum RowKey: Hashable, Sendable {
    case participant(ParticipantID)
    case buyer(BuyerID)
    case payment(PaymentReference)
    case refund(RefundID)
  }
}
