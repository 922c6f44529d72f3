/// Allocations unlock with the progress of the whole session; legacy, kept to compare with (SPEC §3.2).
///
/// `maxAllowed(v) = m · a(v)`, where a is the variant's units per bundle and m is 2 below 25 % of the target, 4 below
/// 50 %, 6 below 75 % and 10 from there on. The percentage counts paid units.
public struct ProgressiveUnlock: Sendable, Hashable {
  /// The session's target in units, 1…10⁹.
  public let target: Int

  /// Creates the policy.
  ///
  /// - Throws: ``AllocationError/invalid(_:)`` when the target is outside 1…10⁹.
  public init(target: Int, at path: FieldPath = FieldPath("policy")) throws(AllocationError) {
    guard 1...Quantity.maximum ~= target else {
      throw .invalid([
        Violation(path.field("target"), .outOfRange, "a target must be 1 to \(Quantity.maximum) units, not \(target)")
      ])
    }
    self.target = target
  }
}

extension ProgressiveUnlock: AllocationAlgorithm {
  /// All paid units together decide.
  public var countsPaidUnits: Bool { true }

  /// The multiple that the session's progress has unlocked.
  public func permittedBundles(tightest: Int?, in standing: Standing) -> Int? {
    // At most 4 · (2 · 2²⁰ · 10⁹), with a basket's units on top of what was paid: fits.
    let quarters = standing.paidUnits * 4
    if quarters < target { return 2 }
    if quarters < target * 2 { return 4 }
    return quarters < target * 3 ? 6 : 10
  }

  /// Progress.
  public func constraint(bundles: Int?, tightest: VariantID?) -> Constraint { .progress }
}
