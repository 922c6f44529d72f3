extension SessionRows {
  /// Applies an event: the one place where a session's state changes.
  ///
  /// It never fails. An event was decided on the very rows it is applied to, or on rows that the same events made; one
  /// that does not fit them is a defect, and traps.
  ///
  /// - Complexity: O(k) for an event about k variants; O(1) in the number of participants.
  package mutating func apply(_ event: SessionEvent, at instant: Instant) {
    session.lastInstant = max(session.lastInstant, instant)
    switch event {
    case .created: break
    case .joined(let participant): join(participant)
    case .paid(let payment): pay(payment, at: instant)
    case .paymentReturned(let payment, let refund):
      save(payment)
      save(refund)
    case .admitted(let id, let lines): admit(lines, of: id)
    case .lapsed(let id): withdraw(id, to: .lapsed)
    case .left(let id, let refund):
      withdraw(id, to: .left)
      if let refund { save(refund) }
    case .reversed(let reference, _, let source): reverse(reference, from: source)
    case .refundRefused(let id, _, _, let target): refuse(id, to: target)
    case .toleranceBreached, .renewalProposed, .fulfilmentShort, .heldGoodsPurchased: break
    case .nearExpiryAnnounced(let fill): session.announcedFill = fill
    case .rulesMoved(let rules, let version):
      session.rules = rules
      session.rulesVersion = version
    case .stockSetAside(let lines):
      for line in lines { tally(.setAside(line.units), line.variant) }
    case .stockReleased(let lines):
      for line in lines { release(line) }
    case .closed(let settlement):
      session.settlement = settlement
      session.state = settlement.verdict.tier == nil ? .failed : .moqReached
    case .cancelled: session.state = .cancelled
    case .settled(let settlement): settle(settlement)
    case .fulfilmentBegun(let fulfilment): session.fulfilment = fulfilment
    case .demandCovered(let lines, let source): session.fulfilment?.cover(lines, from: source)
    case .orderProgressed(let number, let mark):
      session.fulfilment?.apply(mark, to: number, at: instant)
      if mark == .placed { session.state = .pendingStock }
    case .fulfilmentOverdue: session.fulfilment?.isOverdueReported = true
    case .stockReceived: session.state = .stockReceived
    case .released(let release): give(release)
    case .fulfilled: session.state = .success
    }
  }

  // MARK: Coming

  private mutating func join(_ participant: Participant) {
    save(participant)
    session.joinedCount += 1
    session.committed = adding(session.committed, participant.total)
    change(participant.buyer) { buyer in
      buyer.openHolds += 1
      buyer.units += participant.units
    }
    if participant.kind == .order {
      for line in participant.lines { tally(.held(line.units), line.variant) }
    }
  }

  private mutating func pay(_ payment: Payment, at instant: Instant) {
    save(payment)
    var participant = found(payment.participant)
    let returns = participant.status == .lapsed
    change(participant.buyer) { buyer in
      if returns { buyer.units += participant.units } else { buyer.openHolds -= 1 }
    }
    if returns { session.committed = adding(session.committed, participant.total) }
    participant.payment = payment.reference
    participant.paidAt = instant
    participant.escrowed = payment.amount
    session.escrow = adding(session.escrow, payment.amount)
    switch participant.kind {
    case .order:
      participant.status = .paid
      participant.admitted = participant.lines
      for line in participant.lines {
        if returns { tally(.held(line.units), line.variant) }
        tally(.paid(line.units), line.variant)
      }
      openDoor()
    case .pledge:
      participant.status = .waiting
      participant.place = session.nextPlace
      session.nextPlace += 1
      session.waiting.insert(participant, in: session.composition)
    }
    save(participant)
  }

  private mutating func admit(_ lines: [VariantUnits], of id: ParticipantID) {
    var participant = found(id)
    session.waiting.remove(participant, in: session.composition)
    participant.admitted = participant.lines.compactMap { asked in
      let more = lines.first { $0.variant == asked.variant }?.units ?? 0
      let units = participant.admittedUnits(of: asked.variant) + more
      return units > 0 ? VariantUnits(asked.variant, units) : nil
    }
    for line in lines {
      tally(.held(line.units), line.variant)
      tally(.paid(line.units), line.variant)
    }
    if participant.waitingLines.isEmpty {
      participant.status = .paid
    } else {
      session.waiting.insert(participant, in: session.composition)
    }
    save(participant)
    openDoor()
  }

  /// Somebody who has paid is in.
  private mutating func openDoor() {
    if session.state == .forming { session.state = .active }
  }

  // MARK: Going

  /// Lets a participant go while the session is open: what it held or bought is free, and its money leaves escrow.
  private mutating func withdraw(_ id: ParticipantID, to status: Participant.Status) {
    var participant = found(id)
    let wasOpen = participant.isAwaitingPayment
    if wasOpen, participant.kind == .order {
      for line in participant.lines { tally(.lapsed(line.units), line.variant) }
    }
    if participant.status == .waiting { session.waiting.remove(participant, in: session.composition) }
    for line in participant.admitted { tally(.departed(line.units), line.variant) }
    participant.admitted = []
    change(participant.buyer) { buyer in
      if wasOpen { buyer.openHolds -= 1 }
      buyer.units -= participant.units
    }
    session.escrow = subtracting(session.escrow, participant.escrowed)
    session.committed = subtracting(session.committed, participant.total)
    participant.escrowed = .zero(participant.escrowed.currency)
    participant.status = status
    save(participant)
  }

  private mutating func reverse(_ reference: PaymentReference, from source: ReversalSource) {
    guard var payment = payments[reference] else { preconditionFailure("a reversed payment is here") }
    payment.isReversed = true
    save(payment)
    switch source {
    case .escrow: withdraw(payment.participant, to: .reversed)
    case .disputes:
      guard var participant = participants[payment.participant], participant.payment == reference else { return }
      participant.isDisputed = true
      save(participant)
    }
  }

  private mutating func refuse(_ id: RefundID, to target: RefusedRefundTarget) {
    guard var refund = refunds[id] else { preconditionFailure("a refused refund is here") }
    refund.refusedTo = target
    save(refund)
  }

  // MARK: Ending

  private mutating func settle(_ settlement: ParticipantSettlement) {
    var participant = found(settlement.participant)
    if participant.status == .waiting { session.waiting.remove(participant, in: session.composition) }
    var leaving = adding(settlement.credited, settlement.disputed)
    if let refund = settlement.refund {
      save(refund)
      leaving = adding(leaving, refund.amount)
    }
    participant.escrowed = subtracting(participant.escrowed, leaving)
    participant.credited = adding(participant.credited, settlement.credited)
    session.escrow = subtracting(session.escrow, leaving)
    participant.status = settlement.status
    save(participant)
  }

  private mutating func give(_ release: ParticipantRelease) {
    var participant = found(release.participant)
    participant.escrowed = subtracting(participant.escrowed, release.gross)
    session.escrow = subtracting(session.escrow, release.gross)
    save(participant)
  }

  private mutating func release(_ line: VariantUnits) {
    guard let position = session.composition.position(of: line.variant) else { return }
    tally(.setAside(session.tallies[position].onHand - line.units), line.variant)
  }

  // MARK: Rows

  private func found(_ id: ParticipantID) -> Participant {
    guard let participant = participants[id] else { preconditionFailure("the event's participant is here") }
    return participant
  }

  private mutating func save(_ participant: Participant) { participants.save(participant, as: participant.id) }

  private mutating func save(_ payment: Payment) { payments.save(payment, as: payment.reference) }

  private mutating func save(_ refund: Refund) { refunds.save(refund, as: refund.id) }

  private mutating func change(_ id: BuyerID, _ body: (inout BuyerStanding) -> Void) {
    var standing = buyers[id] ?? BuyerStanding(of: id, in: session.id)
    body(&standing)
    buyers.save(standing, as: id)
  }

  private mutating func tally(_ change: TallyChange, _ variant: VariantID) {
    guard let position = session.composition.position(of: variant) else {
      preconditionFailure("the event's variant is the session's")
    }
    do throws(AllocationError) {
      try session.tallies.apply(change, at: position)
    } catch {
      preconditionFailure("an event that the tallies cannot count")
    }
  }

  /// Both are of the session's currency and parts of what it has committed to, which fits.
  private func adding(_ left: Money, _ right: Money) -> Money { Money(left.amount + right.amount, left.currency) }

  private func subtracting(_ left: Money, _ right: Money) -> Money { Money(left.amount - right.amount, left.currency) }
}
