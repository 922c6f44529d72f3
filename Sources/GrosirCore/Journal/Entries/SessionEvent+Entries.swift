extension SessionEvent {
  /// The journal entries of an event of a session, in order; none if it moved no money (SPEC §9).
  ///
  /// A payment that could not be accepted is posted all the same, and leaves again in the same step. The same event
  /// always has the same entries, so whoever reads the event log from its start posts each once.
  public func entries(in session: SessionID, at instant: Instant) -> [JournalEntry] {
    do throws(JournalError) {
      switch self {
      case .paid(let payment):
        return [try .payment(payment.reference, of: payment.amount, into: session, at: instant)]
      case .paymentReturned(let payment, let refund):
        return [
          try .payment(payment.reference, of: payment.amount, into: session, at: instant),
          try .refund(refund.id, of: refund.amount, from: session, at: instant),
        ]
      case .left(_, let refund?): return [try .refund(refund.id, of: refund.amount, from: session, at: instant)]
      case .reversed(let payment, let amount, from: let source):
        return [try .paymentReversed(payment, of: amount, from: source, in: session, at: instant)]
      case .refundRefused(let refund, let amount, let buyer, to: let target):
        return [try .refundRefused(refund, of: amount, to: target, for: buyer, in: session, at: instant)]
      case .settled(let settlement): return try settlement.entries(from: session, at: instant)
      case .released(let release): return try release.entries(from: session, at: instant)
      case .heldGoodsPurchased(let cost, let factory):
        return [try .heldGoodsPurchased(costing: cost, from: factory, in: session, at: instant)]
      case .created, .joined, .admitted, .lapsed, .left(_, nil), .toleranceBreached, .nearExpiryAnnounced, .rulesMoved,
        .stockSetAside, .closed, .cancelled, .stockReleased, .renewalProposed, .fulfilmentBegun, .demandCovered,
        .orderProgressed, .fulfilmentShort, .fulfilmentOverdue, .stockReceived, .fulfilled:
        return []
      }
    } catch {
      preconditionFailure("the amounts of a session's events are not negative")
    }
  }
}

extension ParticipantRelease {
  /// What is earned with what the buyer gets: by the factory, by the warehouse, and the platform's share of both.
  fileprivate func entries(from session: SessionID, at instant: Instant) throws(JournalError) -> [JournalEntry] {
    var entries: [JournalEntry] = []
    if let consigned {
      entries.append(
        try .consignmentRelease(consigned, for: participant, from: session, to: factory, at: instant))
    }
    if let warehouse {
      entries.append(try .warehouseRelease(warehouse, for: participant, from: session, at: instant))
    }
    return entries
  }
}

extension ParticipantSettlement {
  /// What was settled: at the close of a session that succeeds the buyer stays in, otherwise everything goes back.
  fileprivate func entries(from session: SessionID, at instant: Instant) throws(JournalError) -> [JournalEntry] {
    var entries: [JournalEntry] = []
    if !credited.isZero {
      entries.append(try .tierRefund(for: participant, of: credited, to: buyer, from: session, at: instant))
    }
    if let refund { entries.append(try .refund(refund.id, of: refund.amount, from: session, at: instant)) }
    if !disputed.isZero {
      // A buyer who stays in may be settled once more, by a cancellation.
      entries.append(
        status == .paid
          ? try .tierRefundDisputed(for: participant, of: disputed, from: session, at: instant)
          : try .refundDisputed(for: participant, of: disputed, from: session, at: instant))
    }
    return entries
  }
}
