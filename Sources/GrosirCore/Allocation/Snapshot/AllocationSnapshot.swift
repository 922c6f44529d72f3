/// All variants of a session, looked at once (SPEC §3.3).
///
/// Making one costs one linear pass; every question about a single variant is then answered in O(1). For a session that
/// changes with every order, keep an ``AllocationIndex`` instead.
public struct AllocationSnapshot: AllocationState, Sendable {
  /// The rules in force.
  public let rules: AllocationRules

  /// The tallies looked at.
  public let tallies: Tallies

  /// The field of variants as a whole.
  public let standing: Standing

  /// Looks at all variants.
  ///
  /// - Precondition: there are as many tallies as variants.
  /// - Complexity: O(n).
  public init(of tallies: Tallies, under rules: AllocationRules) {
    precondition(tallies.count == rules.composition.count, "there is one tally for each variant")
    self.rules = rules
    self.tallies = tallies
    self.standing = rules.standing(of: tallies)
  }

  /// The tally of the variant at a position.
  public func tally(at position: Int) -> Tally { tallies[position] }

  /// The tightest variant that is not in the basket.
  ///
  /// - Complexity: O(n log k) for k lines; O(1) for one.
  public func tightest(outside basket: Basket) -> Standing.Ranked? {
    if basket.lines.count == 1 { return standing.tightest(besides: basket.lines[0].position) }
    var field = TwoTightest()
    for position in 0..<tallies.count where !basket.contains(position) {
      let share = rules.bundleShare(at: position)
      guard let rank = rules.policy.rank(of: tallies[position], share: share) else { continue }
      field.add(Standing.Ranked(position: position, rank: rank))
    }
    return field.first
  }

  /// The positions, in product order, of all variants whose rank is at most `limit`.
  ///
  /// - Complexity: O(n).
  public func positions(rankedAtMost limit: Int) -> [Int] {
    (0..<tallies.count).filter { position in
      rules.policy.rank(of: tallies[position], share: rules.bundleShare(at: position)).map { $0 <= limit } ?? false
    }
  }
}

extension AllocationRules {
  /// The field of variants as a whole, in one pass.
  ///
  /// - Complexity: O(n).
  func standing(of tallies: Tallies) -> Standing {
    if case .bundleTolerance = policy, let standing = lanes.standing(of: tallies) { return standing }
    return exactStanding(of: tallies)
  }

  /// The same in integers wide enough for anything, whatever the policy.
  package func exactStanding(of tallies: Tallies) -> Standing {
    var field = TwoTightest()
    var bundlesNeeded = 0
    var paidUnits = 0
    for position in 0..<tallies.count {
      let tally = tallies[position]
      let share = bundleShare(at: position)
      bundlesNeeded = max(bundlesNeeded, tally.firm.dividedRoundingUp(by: share.units))
      paidUnits += tally.paid
      if let rank = policy.rank(of: tally, share: share) {
        field.add(Standing.Ranked(position: position, rank: rank))
      }
    }
    return Standing(
      bundlesNeeded: policy.producesBundles ? bundlesNeeded : 0, tightest: field.first, nextTightest: field.second,
      paidUnits: policy.countsPaidUnits ? paidUnits : 0)
  }
}
