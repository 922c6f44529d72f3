/// The prices of a session: a base price, and lower ones from thresholds of the target on (SPEC §4).
///
/// Everybody pays the base price up front; what they finally owe is the price of the tier the session reaches. A value
/// that exists is valid: at least one tier, thresholds strictly rising, prices positive, never rising with the
/// threshold and never above the base price.
///
/// Worked example, target 100, base 200 000 and tiers of 150 000, 135 000, 120 000 and 105 000 from 25, 50, 75 and
/// 100 % on: 24 units reach no tier; 25 and 49 the first, 50 and 74 the second, 75 and 99 the third, 100 and 150 the
/// fourth.
public struct Ladder: Sendable, Hashable {
  /// What everybody pays up front per unit, before their variant's adjustment.
  public let basePrice: Money

  /// The tiers, their thresholds rising; at least one.
  public let tiers: [Tier]

  /// A price, and the share of the target from which on it applies.
  public struct Tier: Sendable, Hashable {
    /// The share of the target, 1…10 000 basis points.
    public let threshold: BasisPoints
    /// What a unit finally costs, before the variant's adjustment.
    public let price: Money
  }

  /// The thresholds of a session that names none: 25, 50, 75 and 100 %.
  public static var standardThresholds: [BasisPoints] { [.quarter, .half, .threeQuarters, .whole] }

  /// Creates a ladder from prices whose violations have been looked for and not found.
  init(unchecked basePrice: Money, tiers: [Tier]) {
    self.basePrice = basePrice
    self.tiers = tiers
  }

  /// The tier that so many units of a target reach, or nil below the lowest.
  ///
  /// It is the highest threshold p with units · 10 000 ≥ p · target.
  ///
  /// - Complexity: O(number of tiers).
  public func tier(for units: Int, of target: Int) -> Tier? {
    tiers.last { $0.threshold.isReached(by: units, of: target) }
  }

  /// What every unit gets back at a tier: the base price less the tier's.
  ///
  /// - Precondition: the tier is one of this ladder's.
  public func refundPerUnit(at tier: Tier) -> Money {
    // Both positive, and the tier's price is not above the base price: fits.
    Money(basePrice.amount - tier.price.amount, basePrice.currency)
  }

  /// The lowest price there is: the last tier's.
  var lowestPrice: Money { tiers[tiers.count - 1].price }
}

extension BasisPoints {
  /// Whether so many units are at least this share of a target; exact, whatever the numbers.
  func isReached(by units: Int, of target: Int) -> Bool {
    Int128(units) * Int128(BasisPoints.denominator) >= Int128(value) * Int128(target)
  }
}
