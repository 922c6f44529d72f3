/// What was posted to a payable in a period, by what it was for (SPEC §9); sums that may be larger than money can be.
public struct PayeeEarnings: Sendable, Hashable {
  /// What was released or sold for, before the fee, less what went back to buyers.
  public var releases: Int128 = 0
  /// Goods bought at unit cost, damaged ones included.
  public var purchases: Int128 = 0
  /// What was owed for shipping.
  public var shipping: Int128 = 0
  /// The platform's share of the releases.
  public var fee: Int128 = 0
  /// What was posted, but for what was paid out.
  public var net: Int128 = 0

  /// Nothing.
  public init() {}

  /// All before the fee.
  public var gross: Int128 { releases + purchases + shipping }

  /// Counts one posting to the payable, of an entry.
  ///
  /// A store that has them in tables may add them up there; this is what it has to come to.
  ///
  /// - Precondition: the entry is of a kind that owes something to a factory or seller, or pays it.
  public mutating func add(_ amount: Int64, of entry: JournalEntry) {
    let amount = Int128(amount)
    switch entry.reference.kind {
    case .consignmentRelease, .retailSale, .retailRefund:
      let fee = entry.fee
      releases += amount + fee
      self.fee += fee
    case .goodsPurchased, .heldGoodsPurchased, .goodsDamaged: purchases += amount
    case .shipping: shipping += amount
    case .payout, .periodSettled: return
    case .payment, .refund, .refundRefused, .paymentReversed, .tierRefund, .tierRefundDisputed, .refundDisputed,
      .warehouseRelease, .goodsSold, .goodsWrittenOff, .withdrawalRequested, .withdrawalCompleted, .withdrawalFailed,
      .paymentReturned:
      preconditionFailure("an entry that owes nothing to anybody is not on a payable")
    }
    net += amount
  }
}

extension JournalEntry {
  /// What it brought to the platform's fees; negative for what it gave back.
  fileprivate var fee: Int128 {
    movements.reduce(0) { sum, movement in
      let amount = Int128(movement.amount.amount)
      return sum + (movement.target == .platformFees ? amount : 0) - (movement.source == .platformFees ? amount : 0)
    }
  }
}
