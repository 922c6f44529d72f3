/// Whose stock, where, of what (SPEC §7).
///
/// It lies behind one reference, because lines, movements, events and reads hand it on; and its texts are hashed once,
/// because it is looked up more often than it is made.
public struct StockKey: Sendable {
  private let parts: Parts

  /// Creates a key.
  public init(owner: OwnerID, location: LocationID, variant: VariantID) {
    parts = Parts(owner, location, variant)
  }

  private final class Parts: Sendable {
    let owner: OwnerID
    let location: LocationID
    let variant: VariantID
    let hash: UInt32

    init(_ owner: OwnerID, _ location: LocationID, _ variant: VariantID) {
      (self.owner, self.location, self.variant) = (owner, location, variant)
      hash = SeededHash.of(variant.text, after: SeededHash.of(location.text, after: owner.seededHash))
    }
  }
}

extension StockKey {
  /// Whose it is.
  public var owner: OwnerID { parts.owner }

  /// Where it is.
  public var location: LocationID { parts.location }

  /// What it is.
  public var variant: VariantID { parts.variant }

  /// Seven bits of the hash value.
  var tag: UInt8 { UInt8(truncatingIfNeeded: parts.hash) & 127 }
}

extension StockKey: Hashable {
  /// Whether both are the same in all three.
  public static func == (left: Self, right: Self) -> Bool {
    if left.parts === right.parts { return true }
    return left.parts.hash == right.parts.hash && left.variant == right.variant && left.location == right.location
      && left.owner == right.owner
  }

  /// Feeds the hash value of all three to the hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(parts.hash) }
}

extension StockKey: SeededHashable {
  /// The hash value of all three.
  package var seededHash: UInt32 { parts.hash }
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
