/// One entry of an unlock hint: so many more units of that variant, sold and paid, are needed before the bound on the
/// variant asked about rises (SPEC §3.1).
public struct UnlockHint: Sendable, Hashable {
  /// The variant that must sell.
  public let variant: VariantID

  /// How many more units of it, at least 1.
  public let units: Int
}

extension AllocationState where Self: ~Copyable {
  /// The variants that must sell, and by how many paid units each, before the bound on the variant at a position rises,
  /// in product order; empty unless another variant's tolerance binds.
  ///
  /// Each u ≠ v with cap(u) ≤ permitted(v) needs `(permitted(v) + 1) · b(u) − max(t(u), b(u) − 1) − firm(u)` more
  /// units. Where nothing is held, the hint together with one unit more of v than is available is an acceptable basket,
  /// and one unit less of any entry makes it unacceptable. The hint's units alone need not be acceptable.
  ///
  /// Worked example: for S of 2 S 5 M 4 L 1 XL with tolerances 20, 50, 40, 30 and nothing sold: 5 M and 4 L.
  ///
  /// - Precondition: the position is one of the composition's.
  /// - Complexity: O(n) for a snapshot; O(k log n) for an index, with k entries.
  public func unlockHint(at position: Int) -> [UnlockHint] {
    hintedPositions(for: position).filter { $0.position != position }.map { $0.hint }
  }

  /// The entries of the hint for a variant, and the variant's own where it has one.
  func hintedPositions(for position: Int) -> [(position: Int, hint: UnlockHint)] {
    guard let permitted = permittedBundles(at: position), case .tolerance = availability(at: position).constraint else {
      return []
    }
    return positions(rankedAtMost: permitted).map { other in
      let share = rules.bundleShare(at: other)
      // At most (2 · 10⁹ + 1) · 10⁹ + 10⁹: fits. Every variant here has a tolerance, or it would have no rank.
      let kept = max(share.tolerance ?? 0, share.units - 1)
      let units = (permitted + 1) * share.units - kept - tally(at: other).firm
      return (other, UnlockHint(variant: rules.composition.variants[other], units: units))
    }
  }
}
