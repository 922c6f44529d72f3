/// What was sold for, divided into the platform's fee and what goes to whoever sold it (SPEC §9).
///
/// The fee is rounded half away from zero, once; the net is the rest and not a second rounding, so the parts always add
/// up.
///
///     FeeSplit(of: Money(5_000_000, .idr), at: Factory.defaultFee)    // fee 250000, net 4750000
public struct FeeSplit: Sendable, Hashable {
  /// The whole.
  public let gross: Money

  /// The platform's part.
  public let fee: Money

  /// The rest.
  public let net: Money

  /// Divides an amount at a rate.
  public init(of gross: Money, at rate: BasisPoints) {
    let (part, remainder) = gross.split(at: rate, rounding: .halfAwayFromZero)
    self.gross = gross
    fee = part
    net = remainder
  }

  /// The parts of a sale that go back when a part of it is refunded: so much of the fee that what is kept of it is the
  /// fee of what is left.
  ///
  /// So however a sale is refunded bit by bit, all of the fee has gone back when all of the sale has, and the buyer,
  /// the seller and the platform never differ by a rounding.
  ///
  /// - Parameters:
  ///   - part: How much is refunded now.
  ///   - sale: What had been paid.
  ///   - before: How much of that was refunded already.
  ///   - rate: The fee's share, as taken at the sale.
  /// - Throws: ``JournalError/money(_:)`` for another currency; ``JournalError/negativeAmount(_:)``;
  ///   ``JournalError/exceedsSale(asked:left:)`` if less than the part is left.
  public init(refunding part: Money, of sale: Money, after before: Money, at rate: BasisPoints) throws(JournalError) {
    let (left, rest) = try JournalError.counting { () throws(MoneyError) in
      let left = try sale.subtracting(before)
      return (left, try left.subtracting(part))
    }
    for amount in [part, sale, before] where amount.isNegative { throw .negativeAmount(amount) }
    guard !rest.isNegative else { throw .exceedsSale(asked: part, left: left) }
    let (fee, feeOfRest) = (FeeSplit(of: left, at: rate).fee.amount, FeeSplit(of: rest, at: rate).fee.amount)
    gross = part
    // Both are 0 through the part: a fee never falls with the amount, and never rises faster than it.
    self.fee = Money(fee - feeOfRest, part.currency)
    net = Money(part.amount - (fee - feeOfRest), part.currency)
  }
}

extension FeeSplit: Recorded {
  /// All three.
  public var record: Record { ["gross": gross.record, "fee": fee.record, "net": net.record] }
}
