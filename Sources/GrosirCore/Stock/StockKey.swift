/// Whose stock, where, of what (SPEC §7).
public struct StockKey: Sendable, Hashable {
  /// Whose it is.
  public let owner: OwnerID
  /// Where it is.
  public let location: LocationID
  /// What it is.
  public let variant: VariantID

  /// Creates a key.
  public init(owner: OwnerID, location: LocationID, variant: VariantID) {
    self.owner = owner
    self.location = location
    self.variant = variant
  }
}

extension StockKey: Comparable {
  /// By owner, then by location, then by variant, each in byte order.
  public static func < (left: StockKey, right: StockKey) -> Bool {
    if left.owner != right.owner { return left.owner < right.owner }
    if left.location != right.location { return left.location < right.location }
    return left.variant < right.variant
  }
}

extension StockKey: CustomStringConvertible {
  /// All three: `platform/jakarta/hoodie-m`.
  public var description: String { "\(owner.text)/\(location.text)/\(variant.text)" }
}

/// So many units of one stock key: what an order asks for.
public struct StockLine: Sendable, Hashable {
  /// Of which stock.
  public let key: StockKey
  /// How many units.
  public let units: Int

  /// Creates a line, not checked yet.
  public init(_ key: StockKey, _ units: Int) {
    self.key = key
    self.units = units
  }
}

/// Whoever owns stock: the platform, a seller, a supplier; a subject for ``OwnerID`` and nothing else.
public enum StockOwner: Sendable {}

/// The identity of whoever owns stock.
public typealias OwnerID = Identifier<StockOwner>

/// An order of a buyer's; a subject for ``OrderID`` and nothing else.
public enum StockOrder: Sendable {}

/// The identity of an order.
public typealias OrderID = Identifier<StockOrder>

/// Whose stock, and where: what one warehouse holds of one owner.
public struct StockPlace: Sendable, Hashable {
  /// Whose it is.
  public var owner: OwnerID
  /// Where it is.
  public var location: LocationID

  /// Creates a place.
  public init(owner: OwnerID, location: LocationID) {
    self.owner = owner
    self.location = location
  }

  /// The platform's own warehouse, where nothing else is said.
  public static var platform: StockPlace {
    StockPlace(owner: OwnerID(unchecked: "platform"), location: LocationID(unchecked: "warehouse"))
  }

  /// The key of a variant's stock there.
  public func key(of variant: VariantID) -> StockKey {
    StockKey(owner: owner, location: location, variant: variant)
  }

  /// Lines of the stocks there.
  func lines(_ units: [VariantUnits]) -> [StockLine] { units.map { StockLine(key(of: $0.variant), $0.units) } }
}
