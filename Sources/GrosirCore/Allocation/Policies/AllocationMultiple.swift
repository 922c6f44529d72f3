/// A variant may be at most so many allocations ahead of the field (SPEC §3.2).
///
/// An allocation is the variant's units per bundle a(v). The reference counts whole allocations already filled by paid
/// orders, by the slowest or the fastest *other* variant: `maxAllowed(v) = (reference + multiple) · a(v)`. A single
/// variant has no reference and is unlimited.
///
/// Worked example, allocations 4/4/4/4 and multiple 2: 5 M are accepted, then 4 M refused (3 left), 3 M accepted, 1 M
/// refused. After 5 S, 1 M is accepted under ``CatchUp/runnerUp``; under ``CatchUp/slowest`` L and XL must move too.
public struct AllocationMultiple: Sendable, Hashable {
  /// How many allocations a variant may be ahead, 1…10⁹.
  public let multiple: Int

  /// Whom a variant may be ahead of.
  public let catchUp: CatchUp

  /// Whom a variant may be ahead of; the raw values are part of the wire format.
  public enum CatchUp: String, Sendable, Hashable, CaseIterable {
    /// The other variant that filled the fewest allocations.
    case slowest
    /// The other variant that filled the most.
    case runnerUp
  }

  /// Creates the policy.
  ///
  /// - Throws: ``AllocationError/invalid(_:)`` when the multiple is outside 1…10⁹.
  public init(multiple: Int = 2, catchUp: CatchUp, at path: FieldPath = FieldPath("policy")) throws(AllocationError) {
    guard 1...Quantity.maximum ~= multiple else {
      throw .invalid([
        Violation(
          path.field("multiple"), .outOfRange, "a multiple must be 1 to \(Quantity.maximum), not \(multiple)")
      ])
    }
    self.multiple = multiple
    self.catchUp = catchUp
  }
}

extension AllocationMultiple: AllocationAlgorithm {
  /// Whole allocations filled by paid orders; negated under ``CatchUp/runnerUp``, where the fastest comes first.
  public func rank(of tally: Tally, share: BundleShare) -> Int? {
    let filled = tally.paid / share.units
    return catchUp == .slowest ? filled : -filled
  }

  /// The reference and the multiple together, or nil when there is no other variant.
  public func permittedBundles(tightest: Int?, in standing: Standing) -> Int? {
    tightest.map { (catchUp == .slowest ? $0 : -$0) + multiple }
  }

  /// Being ahead of the tightest other variant, if there is one.
  public func constraint(bundles: Int?, tightest: VariantID?) -> Constraint {
    tightest.map { .ahead(of: $0) } ?? .unlimited
  }
}
