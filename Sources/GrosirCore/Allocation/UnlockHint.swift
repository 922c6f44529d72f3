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
  fileprivate func hintedPositions(for position: Int) -> [(position: Int, hint: UnlockHint)] {
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

/// The unlock hints of all variants.
///
/// All but the tightest variant may reach the same bundles, so they share one list, each without itself; this keeps it
/// once. Written out, the lists may hold n² entries: see ``count``.
public struct UnlockHints: Sendable {
  private let tightest: Int?
  private let ofTightest: [UnlockHint]
  private let shared: [(position: Int, hint: UnlockHint)]

  /// How many entries all lists have together.
  public let count: Int

  /// Looks at all variants.
  ///
  /// - Complexity: O(n).
  public init(of state: borrowing some AllocationState & ~Copyable) {
    let positions = state.rules.composition.variants.indices
    let tightest = state.standing.tightest?.position
    self.tightest = tightest
    ofTightest = tightest.map { state.unlockHint(at: $0) } ?? []
    shared = positions.first { $0 != tightest }.map { state.hintedPositions(for: $0) } ?? []
    let sharers = positions.count - (tightest == nil ? 0 : 1)
    let themselves = shared.count { $0.position != tightest }
    count = ofTightest.count + shared.count * sharers - themselves
  }

  /// The hint for the variant at a position: the same as ``AllocationState/unlockHint(at:)``.
  ///
  /// - Complexity: O(k) for k entries.
  public subscript(position: Int) -> [UnlockHint] {
    position == tightest ? ofTightest : shared.filter { $0.position != position }.map { $0.hint }
  }
}
