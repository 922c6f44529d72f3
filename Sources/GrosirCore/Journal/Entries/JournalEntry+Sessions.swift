/// The money of a session's buyers, from their payments until the session closes or is cancelled (SPEC §5, §9).
///
/// Each throws ``JournalError/negativeAmount(_:)`` for an amount below zero, and nothing else.
extension JournalEntry {
  /// A payment arrived, for an order or a pledge: gateway → escrow.
  ///
  /// Money that cannot be accepted is posted like any other, and leaves with a refund in the same step.
  public static func payment(
    _ payment: PaymentReference, of amount: Money, into session: SessionID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try one(.payment, payment, amount, from: .gateway, to: .escrow(session), in: session, at: instant)
  }

  /// Money goes back to a buyer: escrow → gateway.
  ///
  /// All of it when they leave, when the session fails, and on a cancellation all that was not credited; a part of it
  /// when a part of a pledge was not let in.
  public static func refund(
    _ refund: RefundID, of amount: Money, from session: SessionID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try one(.refund, refund, amount, from: .escrow(session), to: .gateway, in: session, at: instant)
  }

  /// The provider refused a refund and kept the money: gateway → wallet, or gateway → disputes where the buyer has
  /// taken their payment back already.
  public static func refundRefused(
    _ refund: RefundID, of amount: Money, to target: RefusedRefundTarget, for buyer: BuyerID, in session: SessionID,
    at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    let account: Account =
      switch target {
      case .wallet: .wallet(buyer)
      case .disputes: .disputes
      }
    return try one(.refundRefused, refund, amount, from: .gateway, to: account, in: session, at: instant)
  }

  /// A buyer's bank took a payment back: escrow → gateway before the close, disputes → gateway afterwards.
  public static func paymentReversed(
    _ payment: PaymentReference, of amount: Money, from source: ReversalSource, in session: SessionID,
    at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    let account: Account =
      switch source {
      case .escrow: .escrow(session)
      case .disputes: .disputes
      }
    return try one(.paymentReversed, payment, amount, from: account, to: .gateway, in: session, at: instant)
  }

  /// The difference to the tier's price, when the session closes: escrow → wallet.
  public static func tierRefund(
    for participant: ParticipantID, of amount: Money, to buyer: BuyerID, from session: SessionID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try one(.tierRefund, participant, amount, from: .escrow(session), to: .wallet(buyer), in: session, at: instant)
  }

  /// What would go back when the session closes, of a buyer who has taken their payment back: escrow → disputes.
  public static func tierRefundDisputed(
    for participant: ParticipantID, of amount: Money, from session: SessionID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try one(.tierRefundDisputed, participant, amount, from: .escrow(session), to: .disputes, in: session, at: instant)
  }

  /// All that is left, when a session fails or is cancelled, of a buyer who has taken their payment back:
  /// escrow → disputes.
  public static func refundDisputed(
    for participant: ParticipantID, of amount: Money, from session: SessionID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try one(.refundDisputed, participant, amount, from: .escrow(session), to: .disputes, in: session, at: instant)
  }

  private static func one<Subject>(
    _ kind: EntryKind, _ id: Identifier<Subject>, _ amount: Money, from source: Account, to target: Account,
    in session: SessionID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    JournalEntry(
      EntryReference(kind, id), about: .session(session), at: instant,
      moving: [try Movement(amount, from: source, to: target)])
  }
}
