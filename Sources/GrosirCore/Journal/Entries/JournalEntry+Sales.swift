/// What is earned: by factories, by sellers, by the platform's warehouse, and the platform's share (SPEC §9).
///
/// Each throws ``JournalError/negativeAmount(_:)`` if there is less than nothing to divide, and nothing else.
extension JournalEntry {
  /// A buyer of a successful session is served from its own bundles on consignment: escrow → factoryPayable (net) and
  /// platformFees (fee).
  ///
  /// One entry for each buyer, whose fee is rounded once.
  public static func consignmentRelease(
    _ split: FeeSplit, for participant: ParticipantID, from session: SessionID, to factory: FactoryID,
    at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    let reference = EntryReference(.consignmentRelease, participant)
    return try divided(
      reference, split, from: .escrow(session), to: .factoryPayable(factory), about: .session(session), at: instant)
  }

  /// A buyer of a successful session is served from the platform's own goods: escrow → sales (net) and platformFees
  /// (fee).
  ///
  /// What those goods had cost is ``goodsSold(_:costing:about:at:)``.
  public static func warehouseRelease(
    _ split: FeeSplit, for participant: ParticipantID, from session: SessionID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    let reference = EntryReference(.warehouseRelease, participant)
    return try divided(
      reference, split, from: .escrow(session), to: .sales, about: .session(session), at: instant)
  }

  /// A seller sold: gateway → sellerPayable (net) and platformFees (fee).
  public static func retailSale<Order>(
    _ order: Identifier<Order>, _ split: FeeSplit, by seller: SellerID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    let reference = EntryReference(.retailSale, order)
    return try divided(
      reference, split, from: .gateway, to: .sellerPayable(seller), about: .seller(seller), at: instant)
  }

  /// A seller's sale goes back, or a part of it: sellerPayable (net) and platformFees (fee) → gateway.
  ///
  /// The split of a part is made by ``FeeSplit/init(refunding:of:after:at:)``.
  ///
  /// `refund` is the refund's identity, or the order's where it goes back whole.
  public static func retailRefund<Refunded>(
    _ refund: Identifier<Refunded>, _ split: FeeSplit, by seller: SellerID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    JournalEntry(
      EntryReference(.retailRefund, refund), about: .seller(seller), at: instant,
      moving: [
        try Movement(split.net, from: .sellerPayable(seller), to: .gateway),
        try Movement(split.fee, from: .platformFees, to: .gateway),
      ])
  }

  /// Money that arrived for an order went back in the same step: gateway → wallet → gateway.
  ///
  /// It could not be accepted. In between it is owed to nobody but the buyer, so it passes through their wallet; one
  /// entry does both, and there is no moment at which it could be spent from there.
  public static func paymentReturned(
    _ payment: PaymentReference, of amount: Money, to buyer: BuyerID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    JournalEntry(
      EntryReference(.paymentReturned, payment), about: .buyer(buyer), at: instant,
      moving: [
        try Movement(amount, from: .gateway, to: .wallet(buyer)),
        try Movement(amount, from: .wallet(buyer), to: .gateway),
      ])
  }

  private static func divided(
    _ reference: EntryReference, _ split: FeeSplit, from source: Account, to account: Account,
    about subject: EntrySubject, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    JournalEntry(
      reference, about: subject, at: instant,
      moving: [
        try Movement(split.net, from: source, to: account), try Movement(split.fee, from: source, to: .platformFees),
      ])
  }
}
