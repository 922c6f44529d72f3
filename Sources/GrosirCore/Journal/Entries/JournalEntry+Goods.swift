/// What goods cost: bought, sold, damaged, lost, and shipped (SPEC §9).
///
/// Each throws ``JournalError/negativeAmount(_:)`` for a cost below zero, and nothing else.
extension JournalEntry {
  /// Undamaged goods arrived and are bought at unit cost: inventory → factoryPayable.
  ///
  /// Under warehouse all of them; on consignment those that served no demand: left over, surplus, or after a
  /// cancellation.
  public static func goodsPurchased<Receipt>(
    _ receipt: Identifier<Receipt>, costing cost: Money, from factory: FactoryID, about subject: EntrySubject,
    at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try JournalEntry(
      .goodsPurchased, receipt, about: subject, at: instant, cost, from: .inventory, to: .factoryPayable(factory))
  }

  /// A session on consignment was cancelled, and what was held for its demand is bought at unit cost:
  /// inventory → factoryPayable.
  public static func heldGoodsPurchased(
    costing cost: Money, from factory: FactoryID, in session: SessionID, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try JournalEntry(
      .heldGoodsPurchased, session, about: .session(session), at: instant, cost, from: .inventory,
      to: .factoryPayable(factory))
  }

  /// Goods arrived damaged, and are paid as agreed: writeOffs → factoryPayable, at unit cost.
  public static func goodsDamaged<Receipt>(
    _ receipt: Identifier<Receipt>, costing cost: Money, from factory: FactoryID, about subject: EntrySubject,
    at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try JournalEntry(
      .goodsDamaged, receipt, about: subject, at: instant, cost, from: .writeOffs, to: .factoryPayable(factory))
  }

  /// The factory shipped, and is paid for that once, at the first receipt: costOfGoods → factoryPayable.
  ///
  /// `order` is the purchase order's number; a second receipt for it posts nothing more.
  public static func shipping<PurchaseOrder>(
    of order: Identifier<PurchaseOrder>, costing cost: Money, by factory: FactoryID, about subject: EntrySubject,
    at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try JournalEntry(
      .shipping, order, about: subject, at: instant, cost, from: .costOfGoods, to: .factoryPayable(factory))
  }

  /// The platform's own goods were sold: costOfGoods → inventory.
  ///
  /// `sale` is the identity of the session, participant or order they were sold to; `cost` is what they had cost, the
  /// oldest first; see ``CostLayers/take(_:)``.
  public static func goodsSold<Sale>(
    _ sale: Identifier<Sale>, costing cost: Money, about subject: EntrySubject, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try JournalEntry(.goodsSold, sale, about: subject, at: instant, cost, from: .costOfGoods, to: .inventory)
  }

  /// The platform's own goods were lost, or are worth nothing any more: writeOffs → inventory.
  ///
  /// `adjustment` is the identity of the stock movement by which they left.
  public static func goodsWrittenOff<Adjustment>(
    _ adjustment: Identifier<Adjustment>, costing cost: Money, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    try JournalEntry(.goodsWrittenOff, adjustment, about: .stock, at: instant, cost, from: .writeOffs, to: .inventory)
  }

  private init<Subject>(
    _ kind: EntryKind, _ id: Identifier<Subject>, about subject: EntrySubject, at instant: Instant, _ cost: Money,
    from source: Account, to target: Account
  ) throws(JournalError) {
    self.init(
      EntryReference(kind, id), about: subject, at: instant, moving: [try Movement(cost, from: source, to: target)])
  }
}
