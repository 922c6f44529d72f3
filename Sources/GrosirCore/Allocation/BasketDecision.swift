/// Whether a basket may be taken as it is, and if not, everything that speaks against it (SPEC §3.1, §15).
public struct BasketDecision: Sendable, Hashable {
  /// Bundles the factory would have to ship: the largest level of the basket's lines, or B, whichever is larger.
  ///
  /// 0 where nothing is produced.
  public let bundlesNeeded: Int

  /// What speaks against it: a capacity first, then variants in product order.
  ///
  /// Empty when it is accepted.
  public let violations: [BasketViolation]

  /// Whether the basket may be taken, whole.
  public var isAccepted: Bool { violations.isEmpty }
}

/// One reason why a basket may not be taken.
public enum BasketViolation: Sendable, Hashable {
  /// It needs more bundles than the factory can make.
  case capacity(bundles: Int)
  /// The bundles it needs would leave so many units of that variant over, more than are tolerated.
  case tolerance(variant: VariantID, excess: Int, tolerance: Int)
  /// It asks for more of that variant than is available once its other lines are taken.
  case unavailable(variant: VariantID, asked: Int, available: Int)
}
