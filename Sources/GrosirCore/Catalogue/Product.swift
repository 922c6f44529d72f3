/// A product as a factory sells it: its prices, its bundle's composition, and the rules its sessions start from
/// (SPEC §2.1).
///
/// A product is immutable and valid: what comes from outside is a ``Draft``, and ``init(_:version:)`` either makes a
/// product of it or says everything that is wrong. Changing a product makes the next version of it, with
/// ``revised(to:)``; a session pins the version it was created with.
///
///     var draft = Product.Draft(
///       id: "shirt", factory: "bandung-1", sku: "TSHIRT-001", name: "T-shirt", currency: "IDR",
///       basePrice: 200_000, unitCost: 90_000, target: 100,
///       variants: [
///         Variant.Draft(id: "S", sku: "TSHIRT-S", name: "Small", unitsPerBundle: 2, tolerance: 20),
///         Variant.Draft(id: "M", sku: "TSHIRT-M", name: "Medium", unitsPerBundle: 5, tolerance: 50),
///       ])
///     let product = try Product(draft)             // version 1
///     draft.variants[1].tolerance = 60
///     let next = try product.revised(to: draft)    // version 2
///     draft.variants[1].tolerance = -1
///     try next.revised(to: draft)                  // throws invalid: variants[1].tolerance
public struct Product: Sendable, Hashable {
  /// Its identity.
  public let id: ProductID

  /// Which of the product's versions this is, from 1.
  public let version: Int

  /// Who makes it.
  public let factory: FactoryID

  /// The seller's code.
  public let sku: SKU

  /// Its name: 1 character to 200 bytes.
  public let name: String

  /// What a unit of it costs before any tier is reached and without a variant's adjustment; positive.
  public let basePrice: Money

  /// What a unit costs whoever buys it from the factory, in the same currency; not negative.
  public let unitCost: Money

  /// How many units a session should sell unless it says otherwise (the MOQ), 2…10⁹.
  public let target: Int

  /// How long a session lasts unless it says otherwise; positive, 366 days at most.
  public let sessionDuration: Timespan

  /// How long the factory is expected to take from an order until the goods are received; positive, 366 days at most.
  public let expectedCompletion: Timespan?

  /// The variants in their fixed order, at least one; no identifier and no SKU is there twice.
  public let variants: [Variant]

  /// The policy its sessions start from, with its parameters.
  public let policy: AllocationPolicy

  /// The currency of all its prices.
  public var currency: Currency { basePrice.currency }

  /// How many units one bundle holds, over all variants; 10⁹ at most.
  ///
  /// - Complexity: O(n) in the number of variants.
  public var unitsPerBundle: Int {
    variants.reduce(0) { $0 + $1.unitsPerBundle }
  }

  /// The variant with an identifier, or nil.
  ///
  /// - Complexity: O(n) in the number of variants.
  public func variant(_ id: VariantID) -> Variant? {
    variants.first { $0.id == id }
  }

  /// This product as a draft, to change something in.
  public var draft: Draft {
    Draft(
      id: id.text, factory: factory.text, sku: sku.text, name: name, currency: currency.code,
      basePrice: basePrice.amount, unitCost: unitCost.amount, target: target, sessionDuration: sessionDuration,
      expectedCompletion: expectedCompletion, variants: variants.map { $0.draft }, policy: policy)
  }
}

/// The identity of a ``Product``.
public typealias ProductID = Identifier<Product>

extension Product {
  /// The largest accepted price or cost of a unit: 10¹² of the currency's smallest charged unit.
  public static var maximumPrice: Int64 { 1_000_000_000_000 }

  /// The most variants a product may have: 10 000.
  public static var maximumVariants: Int { 10_000 }

  /// How long a session lasts where nobody says: 168 hours.
  public static var defaultSessionDuration: Timespan { .hours(168) }

  /// The longest accepted session duration and expected completion: 366 days.
  public static var longestTimespan: Timespan { .days(366) }
}
