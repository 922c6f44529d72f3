/// The default policy: sell a variant while the bundles it makes necessary leave no other variant over by more than its
/// tolerance (SPEC §3.1).
///
/// For a variant v with units per bundle b, tolerance t and firm units (paid, and not served from the warehouse):
///
///     needed(v)     = max(0, ⌈firm(v) / b(v)⌉)             bundles v's paid orders demand
///     B             = max over v of needed(v)               bundles the factory must ship
///     cap(v)        = ⌊(firm(v) + t(v)) / b(v)⌋              most bundles v's tolerance lets us ship
///     permitted(v)  = max(K, B, min(C, min over u ≠ v of cap(u)))
///     maxAllowed(v) = permitted(v) · b(v) + onHand(v)
///
/// A variant's own tolerance does not bind it: its last, partly sold bundle is what the next buyer fills. Unpaid units
/// use up what is permitted and permit nothing; otherwise a buyer could open a variant for others with orders never
/// paid for.
///
/// Worked example: 2 S 5 M 4 L 1 XL with tolerances 20, 50, 40, 30 and nothing sold gives caps S 10, M 10, L 10, XL 30,
/// so S 20, M 50, L 40 and XL 10 units are available; S is bound by M, the others by S.
public struct BundleTolerance: Sendable, Hashable {
  /// K: bundles the platform accepts whatever they leave over, 0…10⁹.
  public let committedBundles: Int

  /// C: bundles the factory can make at most, K…10⁹, or nil for any number.
  public let capacityBundles: Int?

  /// One committed bundle, no capacity.
  public static let standard = BundleTolerance(unchecked: 1, capacityBundles: nil)

  private init(unchecked committedBundles: Int, capacityBundles: Int?) {
    self.committedBundles = committedBundles
    self.capacityBundles = capacityBundles
  }

  /// Creates the policy.
  ///
  /// - Throws: ``AllocationError/invalid(_:)`` with every violation: committed bundles outside 0…10⁹, a capacity
  ///   outside that range or below the committed bundles.
  public init(committedBundles: Int = 1, capacityBundles: Int? = nil, at path: FieldPath = FieldPath("policy"))
    throws(AllocationError)
  {
    var violations: [Violation] = []
    if !(0...Quantity.maximum ~= committedBundles) {
      violations.append(
        Violation(
          path.field("committedBundles"), .outOfRange,
          "committed bundles must be 0 to \(Quantity.maximum), not \(committedBundles)"))
    }
    if let capacityBundles {
      if !(0...Quantity.maximum ~= capacityBundles) {
        violations.append(
          Violation(
            path.field("capacityBundles"), .outOfRange,
            "a capacity must be 0 to \(Quantity.maximum) bundles, or null for any number, not \(capacityBundles)"))
      } else if capacityBundles < committedBundles {
        violations.append(
          Violation(
            path.field("capacityBundles"), .inconsistent,
            "a capacity of \(capacityBundles) bundles is less than the \(committedBundles) committed ones"))
      }
    }
    guard violations.isEmpty else { throw .invalid(violations) }
    self.init(unchecked: committedBundles, capacityBundles: capacityBundles)
  }
}

extension BundleTolerance: AllocationAlgorithm {
  /// What is set aside is sold on top of the bundles.
  public var sellsSetAside: Bool { true }

  /// cap(v), or nil without a tolerance.
  public func rank(of tally: Tally, share: BundleShare) -> Int? {
    share.tolerance.map { (tally.firm + $0).dividedRoundingDown(by: share.units) }
  }

  /// permitted(v), or nil when neither a capacity nor another variant's tolerance bounds it.
  public func permittedBundles(tightest: Int?, in standing: Standing) -> Int? {
    let bundles = permittedBundles(tightest: tightest ?? .max, bundlesNeeded: standing.bundlesNeeded)
    return bundles == .max ? nil : bundles
  }

  /// The same with `Int.max`, which no bound that exists reaches, in the place of nil.
  @inline(__always)
  func permittedBundles(tightest: Int, bundlesNeeded: Int) -> Int {
    max(committedBundles, bundlesNeeded, min(tightest, capacityBundles ?? .max))
  }

  /// Capacity when the bundles reach it, the tightest other variant's tolerance below it.
  public func constraint(bundles: Int?, tightest: VariantID?) -> Constraint {
    guard let bundles else { return .unlimited }
    guard let tightest else { return .capacity }
    return capacityBundles.map { bundles >= $0 } ?? false ? .capacity : .tolerance(of: tightest)
  }
}
