/// One thing a store keeps, as it is now; whatever changes is saved whole.
public enum Row: Sendable {
  /// A product's newest version.
  case product(Product)
  /// A session.
  case session(GroupSession)
  /// A participant.
  case participant(Participant)
  /// What a buyer has open in a session.
  case buyer(BuyerStanding)
  /// A payment.
  case payment(Payment)
  /// A refund.
  case refund(Refund)
}
