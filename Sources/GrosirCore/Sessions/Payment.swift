/// Money that arrived for a session (SPEC §5): kept with what became of it, so that it is posted once.
public struct Payment: Sendable, Hashable {
  /// The provider's reference.
  public let reference: PaymentReference

  /// The session.
  public let session: SessionID

  /// For which participation it came.
  public let participant: ParticipantID

  /// How much.
  public let amount: Money

  /// When it was confirmed.
  public let confirmedAt: Instant

  /// What became of it.
  public let outcome: Outcome

  /// Whether it was charged back.
  public internal(set) var isReversed = false

  /// What became of a payment.
  public enum Outcome: Sendable, Hashable {
    /// It is what was asked for, and went into escrow.
    case accepted
    /// It was returned in the same step.
    case returned(ReturnReason)
  }

  /// Creates a payment.
  init(
    _ reference: PaymentReference, for participant: ParticipantID, in session: SessionID, amount: Money,
    confirmedAt: Instant, outcome: Outcome
  ) {
    self.reference = reference
    self.participant = participant
    self.session = session
    self.amount = amount
    self.confirmedAt = confirmedAt
    self.outcome = outcome
  }
}

/// The provider's reference for one payment.
public typealias PaymentReference = Identifier<Payment>

/// Why money that arrived goes back at once; the raw values are the wire's.
public enum ReturnReason: String, Sendable, Hashable, CaseIterable {
  /// Another amount or currency than was asked for.
  case paymentMismatch
  /// The participation is paid for already, by another payment.
  case alreadyPaid
  /// It had lapsed, and what it asked for is no longer to be had.
  case lapsed
  /// The buyer had left, or their payment was charged back.
  case left
  /// The session takes nobody in any more.
  case sessionEnded
}

extension ReturnReason: Recordable {
  /// The wire name.
  public var record: Record { .text(rawValue) }

  /// From the wire name.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}
