/// The policies of SPEC §3, closed: what a session stores and switches on.
public enum AllocationPolicy: Sendable, Hashable {
  /// Sell while what whole bundles leave over stays within each variant's tolerance. The default.
  case bundleTolerance(BundleTolerance)
  /// A variant may be at most so many allocations ahead of the field.
  case allocationMultiple(AllocationMultiple)
  /// Allocations unlock with the progress of the whole session. Legacy, kept to compare with.
  case progressiveUnlock(ProgressiveUnlock)
  /// Only what is in the warehouse.
  case stockOnly
  /// No limit.
  case open

  /// Bundle tolerance with its defaults: one committed bundle, no capacity.
  public static var standard: AllocationPolicy { .bundleTolerance(.standard) }

  /// The policy's name on the wire.
  public var kind: Kind {
    switch self {
    case .bundleTolerance: .bundleTolerance
    case .allocationMultiple: .allocationMultiple
    case .progressiveUnlock: .progressiveUnlock
    case .stockOnly: .stockOnly
    case .open: .open
    }
  }

  /// The policies' names; their raw values are part of the wire format.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// See ``AllocationPolicy/bundleTolerance(_:)``.
    case bundleTolerance
    /// See ``AllocationPolicy/allocationMultiple(_:)``.
    case allocationMultiple
    /// See ``AllocationPolicy/progressiveUnlock(_:)``.
    case progressiveUnlock
    /// See ``AllocationPolicy/stockOnly``.
    case stockOnly
    /// See ``AllocationPolicy/open``.
    case open
  }
}

extension AllocationPolicy: AllocationAlgorithm {
  /// Whether what is sold is made in bundles by the factory: not so under ``stockOnly``.
  public var producesBundles: Bool { kind != .stockOnly }

  /// Whether what is set aside may be sold on top: so under ``bundleTolerance(_:)`` and ``stockOnly``.
  public var sellsSetAside: Bool { kind == .bundleTolerance || kind == .stockOnly }

  /// Whether the answer depends on how many units are paid for in all: only so under ``progressiveUnlock(_:)``.
  public var countsPaidUnits: Bool { kind == .progressiveUnlock }

  /// Asks the stored policy.
  public func rank(of tally: Tally, share: BundleShare) -> Int? {
    switch self {
    case .bundleTolerance(let algorithm): algorithm.rank(of: tally, share: share)
    case .allocationMultiple(let algorithm): algorithm.rank(of: tally, share: share)
    case .progressiveUnlock(let algorithm): algorithm.rank(of: tally, share: share)
    case .stockOnly: StockOnly().rank(of: tally, share: share)
    case .open: OpenAllocation().rank(of: tally, share: share)
    }
  }

  /// Asks the stored policy.
  public func permittedBundles(tightest: Int?, in standing: Standing) -> Int? {
    switch self {
    case .bundleTolerance(let algorithm): algorithm.permittedBundles(tightest: tightest, in: standing)
    case .allocationMultiple(let algorithm): algorithm.permittedBundles(tightest: tightest, in: standing)
    case .progressiveUnlock(let algorithm): algorithm.permittedBundles(tightest: tightest, in: standing)
    case .stockOnly: StockOnly().permittedBundles(tightest: tightest, in: standing)
    case .open: OpenAllocation().permittedBundles(tightest: tightest, in: standing)
    }
  }

  /// Asks the stored policy.
  public func constraint(bundles: Int?, tightest: VariantID?) -> Constraint {
    switch self {
    case .bundleTolerance(let algorithm): algorithm.constraint(bundles: bundles, tightest: tightest)
    case .allocationMultiple(let algorithm): algorithm.constraint(bundles: bundles, tightest: tightest)
    case .progressiveUnlock(let algorithm): algorithm.constraint(bundles: bundles, tightest: tightest)
    case .stockOnly: StockOnly().constraint(bundles: bundles, tightest: tightest)
    case .open: OpenAllocation().constraint(bundles: bundles, tightest: tightest)
    }
  }
}
