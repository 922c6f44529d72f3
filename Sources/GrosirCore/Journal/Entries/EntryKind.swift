/// Why money moved (SPEC §9); the raw values are the wire's.
public enum EntryKind: String, Sendable, Hashable, CaseIterable {
  /// A payment arrived.
  case payment
  /// Money goes back through the gateway: all of what was paid, or a part that was not let in.
  case refund
  /// The provider refused a refund.
  case refundRefused
  /// A buyer's bank took a payment back.
  case paymentReversed
  /// The difference to the tier's price went into a buyer's wallet.
  case tierRefund
  /// That difference went against a dispute.
  case tierRefundDisputed
  /// What would have gone back to a buyer went against a dispute.
  case refundDisputed

  /// A buyer's money went to the factory whose own bundles served them.
  case consignmentRelease
  /// A buyer's money was earned by the warehouse that served them.
  case warehouseRelease
  /// Goods that were sold left the inventory.
  case goodsSold
  /// Goods were bought when they arrived.
  case goodsPurchased
  /// Goods held for buyers were bought because their session was cancelled.
  case heldGoodsPurchased
  /// Goods came damaged, and are paid all the same.
  case goodsDamaged
  /// Goods were lost, or are worth nothing any more.
  case goodsWrittenOff
  /// The factory shipped.
  case shipping

  /// A buyer asked for money out of their wallet.
  case withdrawalRequested
  /// They have got it.
  case withdrawalCompleted
  /// They could not be paid, and have it in the wallet again.
  case withdrawalFailed

  /// A period was settled with a factory or seller: nothing moves, and nothing is dated before its end any more.
  case periodSettled
  /// A factory or seller was paid.
  case payout
  /// A seller sold.
  case retailSale
  /// A seller's buyer got money back.
  case retailRefund
  /// Money arrived that could not be accepted, and went back at once.
  case paymentReturned
}

extension EntryKind: Recordable {
  /// The wire name.
  public var record: Record { .text(rawValue) }

  /// From the wire name.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}
