/// Money on its way back through the gateway (SPEC §5, §9).
public struct Refund: Sendable, Hashable {
  /// Its identity, and the key under which the provider is asked for it.
  public let id: RefundID

  /// The payment of which it gives back the whole or a part.
  public let payment: PaymentReference

  /// The session.
  public let session: SessionID

  /// For which participation the money had come.
  public let participant: ParticipantID

  /// Whose money it is.
  public let buyer: BuyerID

  /// How much.
  public let amount: Money

  /// Why.
  public let reason: RefundReason

  /// Where the money went instead, if the provider refused it.
  public internal(set) var refusedTo: RefusedRefundTarget?
}

/// The identity of a ``Refund``.
public typealias RefundID = Identifier<Refund>

/// Why money goes back through the gateway.
public enum RefundReason: Sendable, Hashable {
  /// It was not accepted in the first place.
  case returned(ReturnReason)
  /// The buyer left.
  case left
  /// The session failed.
  case sessionFailed
  /// The session was cancelled.
  case sessionCancelled
  /// What was pledged, or a part of it, could not be let in before the session closed.
  case notAdmitted

  /// Its name on the wire.
  public var name: String {
    switch self {
    case .returned(let reason): reason.rawValue
    case .left: "left"
    case .sessionFailed: "sessionFailed"
    case .sessionCancelled: "sessionCancelled"
    case .notAdmitted: "notAdmitted"
    }
  }
}

extension Refund: Recorded {
  /// Everything but what became of it.
  public var record: Record {
    [
      "refund": id.record, "payment": payment.record, "session": session.record, "participant": participant.record,
      "buyer": buyer.record, "amount": amount.record, "reason": .text(reason.name),
    ]
  }
}
