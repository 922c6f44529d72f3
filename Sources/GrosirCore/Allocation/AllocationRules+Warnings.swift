extension AllocationRules {
  /// What is allowed but probably not meant.
  public enum Warning: Sendable, Hashable {
    /// At least two variants tolerate less than their units per bundle, so an order of a single variant never opens
    /// more than the committed bundles; only baskets or the waiting list can (SPEC §3.1).
    case cannotOpenNextBundle(variants: [VariantID])

    /// A stable word for programs and logs.
    public var code: String {
      switch self {
      case .cannotOpenNextBundle: "cannotOpenNextBundle"
      }
    }
  }

  /// The warnings an operator should see when the rules are configured.
  ///
  /// - Complexity: O(n).
  public var warnings: [Warning] {
    guard case .bundleTolerance = policy else { return [] }
    let tight = composition.variants.indices.filter { position in
      tolerance(at: position).map { $0 < composition.unitsPerBundle(at: position) } ?? false
    }
    guard tight.count >= 2 else { return [] }
    return [.cannotOpenNextBundle(variants: tight.map { composition.variants[$0] })]
  }
}
