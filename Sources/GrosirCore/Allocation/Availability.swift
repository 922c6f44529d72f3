/// How much of one variant may still be sold, and why no more (SPEC §3.1, §15).
public struct Availability: Sendable, Hashable {
  /// The variant asked about.
  public let variant: VariantID

  /// Units ordered so far, paid or not.
  public let ordered: Int

  /// Units that may have been ordered in all, or nil when nothing bounds them.
  public let maxAllowed: Int?

  /// Units that would be left of the variant in the warehouse after B bundles, unsold set-aside ones included.
  public let excess: Int

  /// What binds.
  public let constraint: Constraint

  /// Units that may still be sold: `max(0, maxAllowed − ordered)`, or nil when nothing bounds them.
  public var available: Int? { maxAllowed.map { max(0, $0 - ordered) } }

  /// Whether not one more unit may be sold.
  public var isLocked: Bool { available == 0 }
}

/// What keeps a variant from being sold any further.
public enum Constraint: Sendable, Hashable {
  /// Nothing does.
  case unlimited
  /// The factory cannot make more bundles.
  case capacity
  /// More bundles would leave more of that variant over than the warehouse tolerates.
  case tolerance(of: VariantID)
  /// The variant is as far ahead of that one as it may be.
  case ahead(of: VariantID)
  /// The session as a whole has not progressed far enough.
  case progress
  /// The warehouse has no more.
  case stock

  /// The constraint's name on the wire.
  public var kind: String {
    switch self {
    case .unlimited: "unlimited"
    case .capacity: "capacity"
    case .tolerance: "tolerance"
    case .ahead: "ahead"
    case .progress: "progress"
    case .stock: "stock"
    }
  }

  /// The other variant that binds, if one does.
  public var variant: VariantID? {
    switch self {
    case .tolerance(let variant), .ahead(let variant): variant
    case .unlimited, .capacity, .progress, .stock: nil
    }
  }
}
