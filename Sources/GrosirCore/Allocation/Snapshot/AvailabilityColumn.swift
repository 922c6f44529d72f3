/// What is available of every variant, as one column that is refreshed in place.
///
/// For pages and boards that show all variants of a session again and again: refreshing allocates nothing. A value is
/// the number of units the largest single order of that variant alone may take: what is available, or
/// `Quantity.maximum` (10⁹) where that is more, or unlimited. For exact answers and reasons ask ``AllocationSnapshot``.
///
/// It is the only owner of its storage, so that refreshing never has to ask whether it is.
@safe
public struct AvailabilityColumn: ~Copyable, @unchecked Sendable {
  /// The number of variants.
  public let count: Int

  /// As long as a column of the tallies.
  private let units: UnsafeMutablePointer<Int32>

  /// A column for a number of variants, all zero.
  ///
  /// - Precondition: `count` is not negative and at most ``Composition/maximumVariants``.
  public init(count: Int) {
    precondition(0...Composition.maximumVariants ~= count, "a composition has no such number of variants")
    self.count = count
    let stride = Tallies.stride(for: count)
    unsafe units = .allocate(capacity: stride)
    unsafe units.initialize(repeating: 0, count: stride)
  }

  deinit {
    unsafe units.deallocate()
  }

  /// Units a single order of the variant at a position may take.
  ///
  /// - Precondition: the position is in `0..<count`.
  public subscript(position: Int) -> Int {
    precondition(position >= 0 && position < count, "no variant at this position")
    return unsafe Int(units[position])
  }

  /// Computes the column anew.
  ///
  /// - Returns: the field of variants as a whole.
  /// - Precondition: tallies, rules and column are of as many variants.
  /// - Complexity: O(n): two passes, and a few more where the policy is not bundle tolerance, nothing bounds some
  ///   variant, or a number is too large for the lanes.
  @discardableResult
  public mutating func refresh(from tallies: Tallies, under rules: AllocationRules) -> Standing {
    precondition(count == tallies.count && count == rules.lanes.count, "there is one tally for each variant")
    if case .bundleTolerance(let algorithm) = rules.policy,
      let standing = unsafe rules.lanes.refresh(units, from: tallies, under: algorithm)
    {
      return standing
    }
    return refreshExactly(from: tallies, under: rules)
  }

  /// The same whatever the policy and however large the numbers.
  @inline(never)
  private mutating func refreshExactly(from tallies: Tallies, under rules: AllocationRules) -> Standing {
    let standing = rules.standing(of: tallies)
    for position in 0..<count { refresh(position, from: tallies, under: rules, in: standing) }
    return standing
  }

  private mutating func refresh(
    _ position: Int, from tallies: Tallies, under rules: AllocationRules, in standing: Standing
  ) {
    let tally = tallies[position]
    let share = rules.bundleShare(at: position)
    let bundles = rules.policy.permittedBundles(tightest: standing.tightest(besides: position)?.rank, in: standing)
    let allowed = rules.policy.maxAllowed(bundles: bundles, share: share, onHand: tally.onHand)
    let available = allowed.map { max(0, $0 - tally.ordered) } ?? .max
    unsafe units[position] = Int32(min(available, Quantity.maximum))
  }
}
