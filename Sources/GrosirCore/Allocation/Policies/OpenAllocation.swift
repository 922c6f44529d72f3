/// No limit on what may be sold (SPEC §3.2).
public struct OpenAllocation: AllocationAlgorithm {
  /// Creates the policy.
  public init() {}

  /// Any number.
  public func permittedBundles(tightest: Int?, in standing: Standing) -> Int? { nil }

  /// None.
  public func constraint(bundles: Int?, tightest: VariantID?) -> Constraint { .unlimited }
}
