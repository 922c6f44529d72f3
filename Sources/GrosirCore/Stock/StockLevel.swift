/// The stock of one key as it stands: the count, and what it is judged by (SPEC §7).
public struct StockLevel: Sendable, Hashable {
  /// How many units there are, and how many of them are promised.
  public var count: StockCount

  /// When it is low, and when it is too much.
  public var limits: StockLimits

  /// Creates a level.
  public init(_ count: StockCount, limits: StockLimits = .none) {
    self.count = count
    self.limits = limits
  }

  /// Units above the maximum: they exist, are sellable, and count for reordering.
  public var overflow: Int { limits.maximum.map { max(0, count.onHand - $0) } ?? 0 }

  /// What a shopper or an operator is told.
  public var status: StockStatus {
    if count.available <= 0 { return .outOfStock }
    if let reorderPoint = limits.reorderPoint, count.onHand <= reorderPoint { return .lowStock }
    return .inStock
  }
}

/// What a shopper or an operator is told of a stock level; the raw values are part of the wire format.
public enum StockStatus: String, Sendable, Hashable, CaseIterable {
  /// Nothing is available.
  case outOfStock = "out_of_stock"
  /// Something is, but no more is on hand than the reorder point.
  case lowStock = "low_stock"
  /// Enough is there.
  case inStock = "in_stock"
}

/// When stock is low, and when it is too much.
public struct StockLimits: Sendable, Hashable {
  /// At how many units on hand stock counts as low, 0…10⁹; nil for never.
  public let reorderPoint: Int?

  /// How many units there should be at most, 0…10⁹, no fewer than the reorder point; nil for any number.
  public let maximum: Int?

  /// No limits.
  public static var none: StockLimits { StockLimits() }

  private init() { (reorderPoint, maximum) = (nil, nil) }

  /// Creates limits.
  ///
  /// - Throws: ``StockError/invalid(_:)`` with every violation, at `reorderPoint` or `maximum`.
  public init(reorderPoint: Int?, maximum: Int?) throws(StockError) {
    var violations: [Violation] = []
    for (name, limit) in [("reorderPoint", reorderPoint), ("maximum", maximum)] {
      guard let limit, !(0...Quantity.maximum ~= limit) else { continue }
      let code: Violation.Code = limit < 0 ? .outOfRange : .tooLarge
      violations.append(Violation(FieldPath(name), code, "\(limit) is not between 0 and \(Quantity.maximum)"))
    }
    if let reorderPoint, let maximum, reorderPoint > maximum {
      violations.append(
        Violation(FieldPath("maximum"), .inconsistent, "the maximum \(maximum) is below the reorder point"))
    }
    guard violations.isEmpty else { throw .invalid(violations) }
    self.reorderPoint = reorderPoint
    self.maximum = maximum
  }
}
