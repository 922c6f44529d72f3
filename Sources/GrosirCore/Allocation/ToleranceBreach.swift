/// A variant of which more would be left over than is tolerated, though it does not demand the last bundle itself
/// (SPEC §3.1, guarantee).
///
/// Accepted baskets, payments and lapses never lead there. A paid buyer's departure, a reversed payment, a change of
/// rules or of what is set aside can, since nobody can be forced to stay. Whatever is committed stays sellable then,
/// and an operator is told.
public struct ToleranceBreach: Sendable, Hashable {
  /// The variant.
  public let variant: VariantID

  /// Units of it that would be left over.
  public let excess: Int

  /// Units of it that are accepted as left over.
  public let tolerance: Int
}

extension AllocationState where Self: ~Copyable {
  /// The variants whose tolerance is breached, in product order; empty under any policy but bundle tolerance, and while
  /// no more than the committed bundles are needed.
  ///
  /// Worked example: with 2 S 5 M 4 L 1 XL, tolerances 20, 50, 40, 30, S 2, M 55 and L 4 sold and paid, the buyer of 2
  /// S leaves: 11 bundles would leave 22 S over, and 20 are tolerated.
  ///
  /// - Complexity: O(n) for a snapshot; O(k log n) for an index, with k variants that tolerate fewer bundles than
  ///   needed.
  public var breaches: [ToleranceBreach] {
    guard case .bundleTolerance(let policy) = rules.policy, bundlesNeeded > policy.committedBundles else { return [] }
    return positions(rankedAtMost: bundlesNeeded - 1).compactMap { position in
      let share = rules.bundleShare(at: position)
      let demanded = tally(at: position).firm.dividedRoundingUp(by: share.units)
      guard demanded < bundlesNeeded, let tolerance = share.tolerance else { return nil }
      return ToleranceBreach(
        variant: rules.composition.variants[position], excess: excess(at: position), tolerance: tolerance)
    }
  }
}
