/// Only what is in the warehouse may be sold; nothing is produced (SPEC §3.2).
///
/// `ordered` is what is reserved: `maxAllowed = onHand`, `available = max(0, onHand − ordered)`.
public struct StockOnly: AllocationAlgorithm {
  /// Creates the policy.
  public init() {}

  /// Nothing is produced.
  public var producesBundles: Bool { false }

  /// What is in the warehouse is all there is.
  public var sellsSetAside: Bool { true }

  /// No bundle at all.
  public func permittedBundles(tightest: Int?, in standing: Standing) -> Int? { 0 }

  /// The stock.
  public func constraint(bundles: Int?, tightest: VariantID?) -> Constraint { .stock }
}
