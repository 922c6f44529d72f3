/// How much of each variant may be sold, as an algorithm over the whole field of variants.
///
/// Every policy answers from the same few facts, so that one stream of orders can be run through all of them: each
/// variant has a *rank*, by which it holds the others back, and the field has a ``Standing``. A variant may then sell
/// up to a number of bundles that follows from the tightest rank among the *others*, plus, under some, what is in the
/// warehouse.
public protocol AllocationAlgorithm: Sendable, Hashable {
  /// Whether what is sold is made in bundles by the factory.
  var producesBundles: Bool { get }

  /// Whether what is set aside in the warehouse may be sold on top of the bundles.
  var sellsSetAside: Bool { get }

  /// Whether the answer depends on how many units are paid for in all.
  var countsPaidUnits: Bool { get }

  /// By how much a variant holds the others back; the smaller, the sooner. Nil: it never does.
  func rank(of tally: Tally, share: BundleShare) -> Int?

  /// How many bundles a variant's sales may reach, given the tightest rank among the others. Nil: any number.
  func permittedBundles(tightest: Int?, in standing: Standing) -> Int?

  /// What binds a variant that may reach so many bundles, the tightest other being as given.
  func constraint(bundles: Int?, tightest: VariantID?) -> Constraint
}

extension AllocationAlgorithm {
  /// Bundles are made.
  public var producesBundles: Bool { true }

  /// Whole bundles only.
  public var sellsSetAside: Bool { false }

  /// The total does not matter.
  public var countsPaidUnits: Bool { false }

  /// No variant holds another back.
  public func rank(of tally: Tally, share: BundleShare) -> Int? { nil }

  /// The largest number of units a variant may have sold, given the bundles it may reach.
  ///
  /// Nil: any number.
  func maxAllowed(bundles: Int?, share: BundleShare, onHand: Int) -> Int? {
    // At most (3 · 10⁹) · 10⁹ + 10⁹, where a basket's line comes on top of what was filled: fits.
    bundles.map { $0 * share.units + (sellsSetAside ? onHand : 0) }
  }
}
