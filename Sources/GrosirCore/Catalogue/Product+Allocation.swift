extension Product {
  /// The allocation rules its sessions start from: its variants' bundle and tolerances, under its policy.
  ///
  /// A product is valid, and so are these: every limit of a composition holds for a product too.
  ///
  ///     let rules = product.allocationRules          // 2 S 5 M 4 L, tolerances 20, 50 and none
  ///     rules.policy == product.policy               // bundle tolerance, unless it was made otherwise
  ///
  /// - Complexity: O(n) in the number of variants; keep the rules where they are asked often.
  public var allocationRules: AllocationRules {
    AllocationRules(
      unchecked: variants.map {
        AllocationRules.Line($0.id, unitsPerBundle: $0.unitsPerBundle, tolerance: $0.tolerance)
      },
      policy: policy)
  }

  /// What is allowed but probably not meant, for whoever configures the product to see (SPEC §3.1).
  ///
  ///     var draft = product.draft                    // 3 S 3 M 3 L 3 XL
  ///     for position in draft.variants.indices { draft.variants[position].tolerance = 2 }
  ///     try product.revised(to: draft).warnings      // cannotOpenNextBundle: S, M, L and XL
  ///
  /// - Complexity: O(n) in the number of variants.
  public var warnings: [AllocationRules.Warning] { allocationRules.warnings }
}
