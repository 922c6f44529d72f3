/// What decides how a session ends: its target, its prices, the platform's guarantee and the rule of success (SPEC §5).
public struct SessionTerms: Sendable, Hashable {
  /// The units to be sold, 2…10⁹ (the MOQ).
  public let target: Int

  /// The prices.
  public let ladder: Ladder

  /// The platform's promise to top the session up, if it makes one.
  public let guarantee: PlatformGuarantee?

  /// When the session counts as successful.
  public let successRule: SuccessRule

  /// The smallest and the largest target.
  public static var targets: ClosedRange<Int> { 2...Quantity.maximum }

  /// Creates terms.
  ///
  /// - Throws: ``PricingError/invalid(_:)`` when the target is outside 2…10⁹.
  public init(
    target: Int, ladder: Ladder, guarantee: PlatformGuarantee? = .standard, successRule: SuccessRule = .lowestTier
  ) throws(PricingError) {
    if let violation = SessionTerms.violation(ofTarget: target) { throw .invalid([violation]) }
    self.target = target
    self.ladder = ladder
    self.guarantee = guarantee
    self.successRule = successRule
  }

  /// What is wrong with a target, if anything; it can be asked before there is a ladder.
  static func violation(ofTarget target: Int) -> Violation? {
    guard !(targets ~= target) else { return nil }
    return Violation(
      FieldPath("target"), .outOfRange, "a target must be 2 to \(Quantity.maximum) units, not \(target)")
  }

  /// How a session ends in which so many units were paid for.
  ///
  /// With r paid units: r = 0 fails. Otherwise the total is r plus the platform's fill; it succeeds when the total
  /// reaches the ladder's lowest threshold, or the target, as the rule says.
  public func verdict(paidUnits: Int) -> SessionVerdict {
    let fill = guarantee?.fill(paidUnits: paidUnits, target: target) ?? 0
    // Where anything is filled, it is up to a part of the target: fits.
    let total = paidUnits + fill
    let outcome = self.outcome(paidUnits: paidUnits, total: total)
    return SessionVerdict(paidUnits: paidUnits, platformFill: fill, outcome: outcome)
  }

  private func outcome(paidUnits: Int, total: Int) -> SessionVerdict.Outcome {
    // Whole targets reach every threshold, so either rule implies a tier.
    guard paidUnits > 0, let tier = ladder.tier(for: total, of: target) else { return .failed }
    return successRule == .lowestTier || total >= target ? .success(tier) : .failed
  }
}
