/// One kind of a ``Product`` that buyers choose between, such as a size (SPEC §2.1).
///
/// A variant exists only within its product, which checks it; change the product's draft to change one.
public struct Variant: Sendable, Hashable {
  /// Its identity.
  public let id: VariantID

  /// The seller's code.
  public let sku: SKU

  /// Its name: 1 character to 200 bytes.
  public let name: String

  /// What a unit costs more than the product's price, or less if negative; in the product's currency.
  ///
  /// Added to the base price it gives no less than zero.
  public let priceAdjustment: Money

  /// How many units of it one bundle holds, 1…10⁹.
  public let unitsPerBundle: Int

  /// How many units of it the warehouse takes in excess, 0…10⁹; nil for any number.
  public let tolerance: Int?

  /// What the operator noted about the tolerance: up to 2 000 bytes, perhaps none.
  public let notes: String

  /// The share of leftovers that can be expected to be sold off.
  public let clearanceRate: BasisPoints

  /// At how many units on hand stock counts as low, 0…10⁹; nil for never.
  public let reorderPoint: Int?

  /// How many units a warehouse should hold at most, 0…10⁹, no fewer than the reorder point; nil for any number.
  public let maximum: Int?

  /// A variant as it comes from outside, not checked yet.
  public struct Draft: Sendable, Hashable {
    /// Its identity.
    public var id: String
    /// The seller's code.
    public var sku: String
    /// Its name.
    public var name: String
    /// What a unit costs more than the product's price, or less if negative.
    public var priceAdjustment: Int64
    /// How many units of it one bundle holds.
    public var unitsPerBundle: Int
    /// How many units of it the warehouse takes in excess; nil for any number.
    public var tolerance: Int?
    /// What the operator noted about the tolerance.
    public var notes: String
    /// The share of leftovers that can be expected to be sold off, in basis points.
    public var clearanceRate: Int
    /// At how many units on hand stock counts as low; nil for never.
    public var reorderPoint: Int?
    /// How many units a warehouse should hold at most; nil for any number.
    public var maximum: Int?

    /// Creates a draft.
    public init(
      id: String, sku: String, name: String, priceAdjustment: Int64 = 0, unitsPerBundle: Int, tolerance: Int? = nil,
      notes: String = "", clearanceRate: Int = 0, reorderPoint: Int? = nil, maximum: Int? = nil
    ) {
      self.id = id
      self.sku = sku
      self.name = name
      self.priceAdjustment = priceAdjustment
      self.unitsPerBundle = unitsPerBundle
      self.tolerance = tolerance
      self.notes = notes
      self.clearanceRate = clearanceRate
      self.reorderPoint = reorderPoint
      self.maximum = maximum
    }
  }

  /// This variant as a draft, to change something in.
  public var draft: Draft {
    Draft(
      id: id.text, sku: sku.text, name: name, priceAdjustment: priceAdjustment.amount, unitsPerBundle: unitsPerBundle,
      tolerance: tolerance, notes: notes, clearanceRate: clearanceRate.value, reorderPoint: reorderPoint,
      maximum: maximum)
  }
}

/// The identity of a ``Variant``.
public typealias VariantID = Identifier<Variant>
