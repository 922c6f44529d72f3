extension Ladder {
  /// What a ladder is made of, before it is known to be valid.
  public struct Draft: Sendable, Hashable {
    /// What everybody pays up front per unit, in the currency's smallest charged unit.
    public var basePrice: Int64
    /// The currency of all prices.
    public var currency: Currency
    /// Thresholds in basis points of the target, and prices in the currency's smallest charged unit.
    public var tiers: [Tier]

    /// One tier.
    public struct Tier: Sendable, Hashable {
      /// Basis points of the target.
      public var threshold: Int
      /// The price of a unit.
      public var price: Int64

      /// Creates a tier; ``Ladder`` validates it.
      public init(threshold: Int, price: Int64) {
        self.threshold = threshold
        self.price = price
      }
    }

    /// Creates a draft; ``Ladder`` validates it.
    public init(basePrice: Int64, currency: Currency, tiers: [Tier]) {
      self.basePrice = basePrice
      self.currency = currency
      self.tiers = tiers
    }
  }

  /// Creates a ladder.
  ///
  /// - Parameters:
  ///   - draft: the prices.
  ///   - adjustments: the price adjustments of the variants that are sold at them, in product order; each together with
  ///     the lowest price must not be negative.
  ///   - path: where the draft stands in the document it comes from.
  ///   - adjustmentPath: where the adjustment at a position stands there.
  /// - Throws: ``PricingError/invalid(_:)`` with every violation: no tier, a threshold outside 1…10 000 or not above
  ///   the one before, a price that is not positive, rises or exceeds the base price, an adjustment that makes the
  ///   lowest price negative.
  /// - Complexity: O(number of tiers and adjustments).
  public init(
    _ draft: Draft, adjustments: [Int64] = [], at path: FieldPath = .root,
    adjustmentPath: (Int) -> FieldPath = { FieldPath("variants").index($0).field("priceAdjustment") }
  ) throws(PricingError) {
    var violations = Ladder.violations(of: draft, at: path)
    if let lowest = draft.tiers.map({ $0.price }).min(), lowest > 0 {
      for (position, adjustment) in adjustments.enumerated() where adjustment < 0 && lowest + adjustment < 0 {
        violations.append(
          Violation(
            adjustmentPath(position), .outOfRange,
            "an adjustment of \(adjustment) makes the lowest price, \(lowest), negative; "
              + "at least \(-lowest) is allowed"))
      }
    }
    guard violations.isEmpty else { throw .invalid(violations) }
    self.init(
      unchecked: Money(draft.basePrice, draft.currency),
      tiers: draft.tiers.map { tier in
        Tier(threshold: BasisPoints(unchecked: tier.threshold), price: Money(tier.price, draft.currency))
      })
  }

  private static func violations(of draft: Draft, at path: FieldPath) -> [Violation] {
    var found: [Violation] = []
    if draft.basePrice < 1 {
      found.append(
        Violation(path.field("basePrice"), .outOfRange, "a base price must be positive, not \(draft.basePrice)"))
    }
    if draft.tiers.isEmpty {
      found.append(Violation(path.field("tiers"), .missing, "a ladder has at least one tier"))
    }
    for (position, tier) in draft.tiers.enumerated() {
      let before = position > 0 ? draft.tiers[position - 1] : nil
      found += violations(of: tier, after: before, in: draft, at: path.field("tiers").index(position))
    }
    return found
  }

  private static func violations(
    of tier: Draft.Tier, after before: Draft.Tier?, in draft: Draft, at path: FieldPath
  ) -> [Violation] {
    var found: [Violation] = []
    if !(1...BasisPoints.denominator ~= tier.threshold) {
      found.append(
        Violation(
          path.field("threshold"), .outOfRange,
          "a threshold must be 1 to \(BasisPoints.denominator) basis points of the target, not \(tier.threshold)"))
    } else if let before, tier.threshold <= before.threshold {
      found.append(
        Violation(
          path.field("threshold"), .inconsistent,
          "thresholds must rise, but \(tier.threshold) does not exceed the \(before.threshold) before it"))
    }
    if tier.price < 1 {
      found.append(Violation(path.field("price"), .outOfRange, "a price must be positive, not \(tier.price)"))
    } else if let before, tier.price > before.price {
      found.append(
        Violation(
          path.field("price"), .inconsistent,
          "prices must not rise with the threshold, but \(tier.price) exceeds the \(before.price) before it"))
    } else if tier.price > draft.basePrice, draft.basePrice >= 1 {
      found.append(
        Violation(
          path.field("price"), .inconsistent,
          "a tier's price must not exceed the base price, but \(tier.price) exceeds \(draft.basePrice)"))
    }
    return found
  }
}
