/// A variant's part in a bundle: how many units each bundle brings, and how many may be left over.
public struct BundleShare: Sendable, Hashable {
  /// Units per bundle, at least 1.
  public let units: Int
  /// Units accepted as left over, or nil for any number.
  public let tolerance: Int?
}
