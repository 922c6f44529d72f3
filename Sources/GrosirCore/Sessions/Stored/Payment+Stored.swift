extension ReturnReason: Stored {}
extension RefusedRefundTarget: StoredName {}
extension ReversalSource: StoredName {}

extension Payment: Stored {
  /// The whole row.
  package var stored: Record {
    .fields([
      .init("payment", .text(reference.text)), .init("session", .text(session.text)),
      .init("participant", .text(participant.text)), .init("currency", .text(amount.currency.code)),
      .init("amount", .integer(amount.amount)), .init("confirmedAt", .instant(confirmedAt)),
      .init("outcome", .text(outcome == .accepted ? "accepted" : "returned")),
      .init("returnReason", outcome.returnReason.stored), .init("isReversed", .flag(isReversed)),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let reference: PaymentReference = try fields.take("payment")
    let (session, participant): (SessionID, ParticipantID) = (
      try fields.take("session"), try fields.take("participant")
    )
    let amount = try fields.takeAmount("amount", fields.take("currency"))
    let (confirmedAt, outcome): (Instant, String) = (try fields.take("confirmedAt"), try fields.take("outcome"))
    let reason: ReturnReason? = try fields.take("returnReason")
    self.init(
      reference, for: participant, in: session, amount: amount, confirmedAt: confirmedAt,
      outcome: reason.map { .returned($0) } ?? .accepted)
    isReversed = try fields.take("isReversed")
    try fields.end()
    let words = ["accepted", "returned"]
    guard words.contains(outcome) else { throw StoredFault(.malformed, at: FieldPath("outcome")) }
    try StoredFault.unless(
      (outcome == "returned") == (reason != nil), "returnReason", "money that went back did for a reason")
  }
}

extension Payment.Outcome {
  fileprivate var returnReason: ReturnReason? {
    guard case .returned(let reason) = self else { return nil }
    return reason
  }
}

extension Refund: Stored {
  /// The whole row.
  package var stored: Record {
    .fields([
      .init("refund", .text(id.text)), .init("payment", .text(payment.text)), .init("session", .text(session.text)),
      .init("participant", .text(participant.text)), .init("buyer", .text(buyer.text)),
      .init("currency", .text(amount.currency.code)), .init("amount", .integer(amount.amount)),
      .init("reason", .text(reason.storedName)), .init("returnReason", reason.returnReason.stored),
      .init("refusedTo", refusedTo.stored),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (id, payment): (RefundID, PaymentReference) = (try fields.take("refund"), try fields.take("payment"))
    let (session, participant): (SessionID, ParticipantID) = (
      try fields.take("session"), try fields.take("participant")
    )
    let buyer: BuyerID = try fields.take("buyer")
    let amount = try fields.takeAmount("amount", fields.take("currency"))
    let reason = try RefundReason(from: &fields)
    self.init(
      id: id, payment: payment, session: session, participant: participant, buyer: buyer, amount: amount,
      reason: reason, refusedTo: try fields.take("refusedTo"))
    try fields.end()
  }
}

extension RefundReason {
  /// Its name, which no other has; that on the wire says why money was returned, and may be another's.
  fileprivate var storedName: String { returnReason == nil ? name : "returned" }

  fileprivate var returnReason: ReturnReason? {
    guard case .returned(let reason) = self else { return nil }
    return reason
  }

  fileprivate init(from fields: inout StoredFields) throws(StoredFault) {
    let (name, reason): (String, ReturnReason?) = (try fields.take("reason"), try fields.take("returnReason"))
    switch (name, reason) {
    case ("returned", let reason?): self = .returned(reason)
    case ("left", nil): self = .left
    case ("sessionFailed", nil): self = .sessionFailed
    case ("sessionCancelled", nil): self = .sessionCancelled
    case ("notAdmitted", nil): self = .notAdmitted
    default: throw StoredFault(.malformed, at: FieldPath("reason"))
    }
  }
}
