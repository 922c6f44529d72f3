/// The limit on counts of units that come from outside (SPEC §2).
public enum Quantity {
  /// The largest quantity, tolerance or bundle size that is accepted: 1 000 000 000 units.
  ///
  /// It leaves room: the product of two such counts, and the sum of several of those, still fits an `Int`.
  public static let maximum = 1_000_000_000
}
