/// The state of one session's allocation, of which questions are asked (SPEC §3).
///
/// There are two shapes of it: ``AllocationSnapshot`` looks at all variants once, in one linear pass;
/// ``AllocationIndex`` is kept across orders. They differ in how they come by their ``standing`` and in what a question
/// costs. The answers are derived here, once, from the same facts, so that they cannot differ.
public protocol AllocationState: ~Copyable {
  /// The rules in force.
  var rules: AllocationRules { get }

  /// The field of variants as a whole.
  var standing: Standing { get }

  /// The tally of the variant at a position.
  func tally(at position: Int) -> Tally

  /// The tightest variant that is not in the basket, or nil if none holds the others back.
  func tightest(outside basket: Basket) -> Standing.Ranked?

  /// The positions, in product order, of all variants whose rank is at most `limit`.
  func positions(rankedAtMost limit: Int) -> [Int]
}

extension AllocationState where Self: ~Copyable {
  /// Units of the variant at a position that may still be sold, or nil when nothing bounds them.
  ///
  /// - Precondition: the position is one of the composition's.
  /// - Complexity: O(1).
  public func available(at position: Int) -> Int? {
    maxAllowed(at: position).map { max(0, $0 - tally(at: position).ordered) }
  }

  /// The whole answer for the variant at a position, but for its unlock hint.
  ///
  /// - Precondition: the position is one of the composition's.
  /// - Complexity: O(1).
  public func availability(at position: Int) -> Availability {
    let bundles = permittedBundles(at: position)
    let tightest = standing.tightest(besides: position).map { rules.composition.variants[$0.position] }
    return Availability(
      variant: rules.composition.variants[position], ordered: tally(at: position).ordered,
      maxAllowed: maxAllowed(at: position), excess: excess(at: position),
      constraint: rules.policy.constraint(bundles: bundles, tightest: tightest))
  }

  /// B: bundles the paid orders demand, and so the factory must ship.
  ///
  /// 0 where nothing is produced.
  public var bundlesNeeded: Int { standing.bundlesNeeded }

  /// Units in the ``bundlesNeeded``, all variants together.
  ///
  /// - Throws: ``AllocationError/totalOutOfRange`` when the total does not fit.
  public func producedUnits() throws(AllocationError) -> Int {
    guard let total = standing.bundlesNeeded.checkedMultiplied(by: rules.composition.unitsInBundle) else {
      throw .totalOutOfRange
    }
    return total
  }

  /// Units that would be left of all variants together after B bundles.
  ///
  /// - Throws: ``AllocationError/totalOutOfRange`` when the total does not fit.
  /// - Complexity: O(n).
  public func excessUnits() throws(AllocationError) -> Int {
    var total = 0
    for position in rules.composition.variants.indices {
      guard let sum = total.checkedAdding(excess(at: position)) else { throw .totalOutOfRange }
      total = sum
    }
    return total
  }

  /// Units that would be left of the variant at a position after B bundles: `B · b − firm`, unsold set-aside ones
  /// included.
  ///
  /// Never negative; where nothing is produced and more is reserved than there is, 0.
  func excess(at position: Int) -> Int {
    max(0, standing.bundlesNeeded * rules.composition.unitsPerBundle(at: position) - tally(at: position).firm)
  }

  /// Bundles the sales of the variant at a position may reach, or nil for any number.
  func permittedBundles(at position: Int) -> Int? {
    rules.policy.permittedBundles(tightest: standing.tightest(besides: position)?.rank, in: standing)
  }

  private func maxAllowed(at position: Int) -> Int? {
    rules.policy.maxAllowed(
      bundles: permittedBundles(at: position), share: rules.bundleShare(at: position),
      onHand: tally(at: position).onHand)
  }
}
