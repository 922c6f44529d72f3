/// One command's turn at a session: its rows, what has lapsed by now, and what the command makes of them (SPEC §5).
///
/// Every turn begins with what does not wait for a sweeper: holds that have expired lapse instant by instant, and after
/// each instant those are let in who can be.
///
/// It is handed on, never copied: it holds all that a command reads and changes.
struct SessionTurn: ~Copyable {
  /// The session's rows, as far as they were brought.
  private(set) var rows: SessionRows

  /// What happened so far.
  var changes: Changes

  /// When this happens: the command's now, but never before the session's last instant.
  let now: Instant

  let workingSet: WorkingSet

  /// Begins a turn, with changes of its own: a command records nothing and makes no identity before.
  ///
  /// Not an initializer, which would make the turn in one place and copy it to another.
  ///
  /// - Throws: a refusal when there is no such session or its state does not allow the action; a need for the buyers
  ///   whose holds have lapsed, or for those who wait and may be let in.
  static func begin(
    at id: SessionID, to action: SessionAction, from workingSet: WorkingSet, in context: Context
  ) throws(Interruption<SessionError>) -> SessionTurn {
    guard let session = workingSet.session(id) else { throw .refused(.unknownSession(id)) }
    guard !session.state.successors(under: action).isEmpty else {
      throw .refused(.invalidTransition(from: session.state, action: action))
    }
    var turn = SessionTurn(at: session, from: workingSet, in: context)
    if session.state.isOpen {
      try turn.lapse(workingSet.participants(.holdsDue(in: id, through: context.now)), by: turn.now)
    }
    return turn
  }

  private init(at session: GroupSession, from workingSet: WorkingSet, in context: Context) {
    rows = SessionRows(of: session)
    now = max(context.now, session.lastInstant)
    self.workingSet = workingSet
    changes = Changes(in: context)
  }

  /// The session.
  var session: GroupSession { rows.session }

  /// What was read before the turn; with room for so many more, which commands add.
  static func reads(of id: SessionID, in context: Context, roomFor others: Int = 0) -> [Read] {
    var reads: [Read] = []
    reads.reserveCapacity(2 + others)
    reads.append(.session(id))
    reads.append(.holdsDue(in: id, through: context.now))
    return reads
  }

  // MARK: What happens

  /// Logs what happened now, and applies it.
  mutating func record(_ event: SessionEvent) { record(event, at: now) }

  /// Logs what happened at an instant, and applies it.
  mutating func record(_ event: SessionEvent, at instant: Instant) {
    changes.record(event, at: instant, on: &rows)
  }

  /// Asks something of the outside.
  mutating func request(_ effect: Effect) { changes.request(effect) }

  /// A new identity.
  mutating func makeIdentifier<Subject>() -> Identifier<Subject> { changes.makeIdentifier() }

  /// Ends the turn: what changed is to be saved.
  ///
  /// - Precondition: the command has recorded nothing beside the turn; it would be lost.
  consuming func end(into changes: inout Changes) {
    precondition(changes.isEmpty, "what happens in a turn is recorded by the turn")
    self.changes.save(rows)
    // Exchanged, not copied: what is left here is let go.
    swap(&changes, &self.changes)
  }

  // MARK: Who is concerned

  /// A participant of this session, with what its buyer has open.
  ///
  /// - Throws: a refusal when the session has none of that identity; a need for its buyer.
  mutating func participant(_ id: ParticipantID) throws(Interruption<SessionError>) -> Participant {
    if let participant = rows.participants[id] {
      try bring(participant)
      return participant
    }
    guard let participant = workingSet.participant(id), participant.session == session.id else {
      throw .refused(.unknownParticipant(id))
    }
    try bring(participant)
    return participant
  }

  /// A payment and its participant, both of this session.
  mutating func payment(
    _ reference: PaymentReference
  ) throws(Interruption<SessionError>) -> (payment: Payment, participant: Participant) {
    guard let payment = workingSet.payment(reference), payment.session == session.id else {
      throw .refused(.unknownPayment(reference))
    }
    rows.payments.bring(payment, as: reference)
    try need(.participant(payment.participant))
    return (payment, try participant(payment.participant))
  }

  /// A refund and the payment it gives back, both of this session.
  mutating func refund(_ id: RefundID) throws(Interruption<SessionError>) -> (refund: Refund, payment: Payment) {
    guard let refund = workingSet.refund(id), refund.session == session.id else { throw .refused(.unknownRefund(id)) }
    try need(.payment(refund.payment))
    guard let payment = workingSet.payment(refund.payment) else {
      preconditionFailure("a refund's payment is kept as long as the refund")
    }
    rows.refunds.bring(refund, as: id)
    return (refund, payment)
  }

  /// Everybody, in the order in which they joined.
  ///
  /// - Complexity: O(p log p) in their number.
  mutating func everybody() throws(Interruption<SessionError>) -> [Participant] {
    let read = Read.participants(of: session.id)
    try need(read)
    let brought = workingSet.participants(read)
    rows.participants.reserveCapacity(brought.count)
    for participant in brought { rows.participants.bring(participant, as: participant.id) }
    return rows.participants.rows.sorted { $0.number < $1.number }
  }

  /// What a buyer has open in this session.
  mutating func standing(of buyer: BuyerID) throws(Interruption<SessionError>) -> BuyerStanding {
    if let standing = rows.buyers[buyer] { return standing }
    let read = Read.buyer(buyer, in: session.id)
    guard let found = workingSet.lookUp(read) else { throw .needs([read]) }
    let standing =
      if case .row(.buyer(let known)) = found { known } else { BuyerStanding(of: buyer, in: session.id) }
    rows.buyers.bring(standing, as: buyer)
    return standing
  }

  /// The product, in its newest version.
  func product() throws(Interruption<SessionError>) -> Product {
    try need(.product(session.plan.product))
    guard let product = workingSet.product(session.plan.product) else {
      preconditionFailure("a session's product is kept as long as the session")
    }
    return product
  }

  /// Brings a participant in, with what its buyer has open.
  private mutating func bring(_ participant: Participant) throws(Interruption<SessionError>) {
    _ = try standing(of: participant.buyer)
    rows.participants.bring(participant, as: participant.id)
  }

  /// Brings participants in, with what their buyers have open, of whom all are asked for at once.
  private mutating func bring(_ participants: [Participant]) throws(Interruption<SessionError>) {
    let unknown = participants.filter { !rows.buyers.has($0.buyer) }
    if unknown.count > 1 { try need(unknown.map { Read.buyer($0.buyer, in: session.id) }) }
    for participant in participants { try bring(participant) }
  }

  private func need(_ reads: [Read]) throws(Interruption<SessionError>) {
    let missing = workingSet.missing(of: reads)
    guard missing.isEmpty else { throw .needs(missing) }
  }

  private func need(_ read: Read) throws(Interruption<SessionError>) {
    guard workingSet.has(read) else { throw .needs([read]) }
  }

  // MARK: What is common to several commands

  /// - Throws: a refusal from the deadline on.
  func checkBeforeDeadline() throws(Interruption<SessionError>) {
    let closesAt = session.plan.closesAt
    guard now < closesAt else { throw .refused(.pastDeadline(closesAt: closesAt)) }
  }

  /// A refund of so much of what a participant paid, or nil for nothing.
  mutating func refund(of participant: Participant, _ amount: Money, because reason: RefundReason) -> Refund? {
    guard let payment = participant.payment, !amount.isZero else { return nil }
    return Refund(
      id: makeIdentifier(), payment: payment, session: session.id, participant: participant.id,
      buyer: participant.buyer, amount: amount, reason: reason)
  }

  // MARK: Stock

  /// Holds units of the warehouse's stock for the session, on top of what it holds.
  ///
  /// - Throws: a refusal with every short line; a need for the stocks.
  mutating func hold(_ lines: [VariantUnits]) throws(Interruption<SessionError>) {
    let (lines, id) = (session.plan.warehouse.lines(lines), session.id)
    try changeStock { (stock, changes) throws(Interruption<StockError>) in
      try stock.hold(lines, for: id, into: &changes)
    }
  }

  /// Gives units back to the warehouse that were held for the session.
  mutating func giveBack(_ lines: [VariantUnits]) throws(Interruption<SessionError>) {
    let (lines, id) = (session.plan.warehouse.lines(lines), session.id)
    try changeStock { (stock, changes) throws(Interruption<StockError>) in
      try stock.giveBack(lines, of: id, into: &changes)
    }
  }

  /// Does something to the warehouse's stock; once in a turn, since each looks at the stock as it was found.
  mutating func changeStock(
    _ change: (inout StockTurn, inout Changes) throws(Interruption<StockError>) -> Void
  ) throws(Interruption<SessionError>) {
    var stock = StockTurn(from: workingSet, at: now)
    do throws(Interruption<StockError>) {
      try change(&stock, &changes)
    } catch {
      throw error.map { SessionError(ofStock: $0) }
    }
    stock.end(into: &changes)
  }

  // MARK: Lapses

  /// Lets go what has expired by an instant: all holds of one instant together, then those in who can be let in.
  private mutating func lapse(_ due: [Participant], by limit: Instant) throws(Interruption<SessionError>) {
    guard !due.isEmpty else { return }
    let expired = due.filter { $0.deadline.map { $0 <= limit } ?? false }
    guard !expired.isEmpty else { return }
    try bring(expired)
    let inOrder = expired.sorted { ($0.deadline ?? limit, $0.number) < ($1.deadline ?? limit, $1.number) }
    var next = inOrder.startIndex
    while next < inOrder.endIndex, let instant = inOrder[next].deadline {
      while next < inOrder.endIndex, inOrder[next].deadline == instant {
        lapse(inOrder[next], at: instant)
        next += 1
      }
      try admit(at: instant)
    }
  }

  /// Lets go what still awaits payment, because the session ends.
  mutating func lapseUnpaid() throws(Interruption<SessionError>) {
    let unpaid = try everybody().filter { $0.isAwaitingPayment }
    try bring(unpaid)
    for participant in unpaid { lapse(participant, at: now) }
  }

  private mutating func lapse(_ participant: Participant, at instant: Instant) {
    record(.lapsed(participant.id), at: instant)
    request(
      .notifyBuyer(
        BuyerNotice(buyer: participant.buyer, session: session.id, participant: participant.id, kind: .lapsed)))
  }

  // MARK: Admissions

  /// Lets everybody in now who waits and can be let in.
  mutating func admit() throws(Interruption<SessionError>) { try admit(at: now) }

  /// Reports the variants of which more would be left over than is tolerated, after somebody left or rules changed.
  mutating func reportBreaches() -> [ToleranceBreach] {
    let breaches = AllocationSnapshot(of: session.tallies, under: session.rules).breaches
    if !breaches.isEmpty { record(.toleranceBreached(breaches)) }
    return breaches
  }

  private mutating func admit(at instant: Instant) throws(Interruption<SessionError>) {
    guard session.waiting.count > 0, session.isJoinable(at: instant) else { return }
    guard let reach = WaitingReach(neededBy: session) else { return }
    let waiting = WaitingParticipants(of: rows, workingSet.waiting(in: session.id))
    guard waiting.satisfies(reach, of: session) else {
      throw .needs([.waiting(in: session.id, waiting.wider(than: reach, of: session))])
    }
    var list = waiting.list(in: session.composition)
    var index = AllocationIndex(of: session.tallies, under: session.rules)
    for admission in list.admit(into: &index) {
      guard let participant = waiting[admission.pledge] else { preconditionFailure("who is let in waited") }
      rows.participants.bring(participant, as: participant.id)
      let lines = admission.basket.lines(in: session.composition)
      record(.admitted(participant.id, lines), at: instant)
      let admitted = rows.participants[participant.id]?.admitted ?? lines
      request(
        .notifyBuyer(
          BuyerNotice(
            buyer: participant.buyer, session: session.id, participant: participant.id, kind: .admitted(admitted))))
    }
  }
}
