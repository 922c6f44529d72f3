/// How a share of an amount becomes a whole number of units; whoever applies a rate names one (SPEC §2).
public enum Rounding: Sendable, Hashable, CaseIterable {
  /// To the nearest whole unit, and from exactly between two to the one farther from zero: 2.5 becomes 3, −2.5
  /// becomes −3. What fees use. Splitting the opposite amount gives the opposite parts.
  case halfAwayFromZero

  /// To the next whole unit towards +∞: 2.1 becomes 3, −2.9 becomes −2. What the gateway surcharge uses.
  ///
  /// Below zero this makes the part smaller, so splitting an opposite amount does *not* give the opposite parts: who
  /// reverses a split negates its parts.
  case up
}

extension Money {
  /// Divides the amount at a rate into the rate's part and the rest.
  ///
  /// The part is amount × rate, rounded as told; the remainder is all the rest, so that the two always add up to the
  /// amount and nothing is dropped. Both lie between zero and the amount, hence nothing can overflow, not even for
  /// `Int64.min`.
  ///
  ///     Money(5_000_000, .idr).split(at: Factory.defaultFee, rounding: .halfAwayFromZero)    // 500 bp
  ///     // part IDR 250000, remainder IDR 4750000                              (SPEC §9, factory settlement)
  ///
  /// - Parameters:
  ///   - rate: The part's share.
  ///   - rounding: Which whole number the part becomes where the exact one is not whole.
  /// - Returns: The part, and what is left of the amount without it.
  public func split(at rate: BasisPoints, rounding: Rounding) -> (part: Money, remainder: Money) {
    // amount = quotient·10 000 + rest, both of the amount's sign; the share of the first is whole, and the share of
    // the rest, below 10⁸ in size, is all there is to round. No product here exceeds the amount in size.
    let denominator = Int64(BasisPoints.denominator)
    let share = Int64(rate.value)
    let (quotient, rest) = amount.quotientAndRemainder(dividingBy: denominator)
    let part = quotient * share + rounding.quotient(of: rest * share, by: denominator)
    return (Money(part, currency), Money(amount - part, currency))
  }
}

extension Rounding {
  /// The rounded quotient.
  ///
  /// - Precondition: `divisor` is positive.
  package func quotient(of dividend: Int64, by divisor: Int64) -> Int64 {
    switch self {
    case .up:
      return dividend.dividedRoundingUp(by: divisor)
    case .halfAwayFromZero:
      let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
      guard rest.magnitude * 2 >= divisor.magnitude else { return quotient }
      return dividend < 0 ? quotient - 1 : quotient + 1
    }
  }
}
