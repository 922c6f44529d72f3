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
