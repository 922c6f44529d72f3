/// Units of one variant as they were bought: what it was called, and what it cost then (SPEC §12).
public struct OrderLine: Sendable, Hashable {
  /// The product.
  public let product: ProductID
  /// Which of its versions.
  public let version: Int
  /// The variant.
  public let variant: VariantID
  /// The variant's code; nil where the product's version does not have the variant any more.
  public let sku: SKU?
  /// The product's name.
  public let productName: String
  /// The variant's name; its identity where the product's version does not have it any more.
  public let variantName: String
  /// What a unit cost, the variant's adjustment included.
  public let unitPrice: Money
  /// How much of that was the variant's adjustment; negative where it made a unit cheaper.
  public let priceAdjustment: Money
  /// How many units, 1…10⁹.
  public let units: Int
  /// From which stock; nil for a group order, whose units are its session's.
  public let stock: StockKey?

  /// The line as it is bought of a product.
  ///
  /// - Precondition: the price and the units are within their limits.
  init(
    _ variant: VariantID, of product: Product, units: Int, unitPrice: Money, priceAdjustment: Money, stock: StockKey?
  ) {
    let found = product.variant(variant)
    self.product = product.id
    self.version = product.version
    self.variant = variant
    sku = found?.sku
    productName = product.name
    variantName = found?.name ?? variant.text
    self.unitPrice = unitPrice
    self.priceAdjustment = priceAdjustment
    self.units = units
    self.stock = stock
  }
}

/// Units of one line of an order.
public struct LineUnits: Sendable, Hashable {
  /// The line, by its position from 0.
  public let line: Int
  /// How many units.
  public let units: Int

  /// Creates a count, not checked yet.
  public init(line: Int, units: Int) {
    self.line = line
    self.units = units
  }
}
