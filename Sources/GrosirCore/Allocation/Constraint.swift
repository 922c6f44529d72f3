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
