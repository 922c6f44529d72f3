public import GrosirCore

extension Product.Draft: DocumentReadable {
  /// Reads a product; short to write by hand, for what does not matter to a scenario has a default.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    try self.init(reading: &object, declaring: nil)
  }

  /// Reads one of the products that a document lists.
  init(reading object: inout ObjectReader, declaring listed: DeclaredIdentifiers<Product>?) throws(Unreadable) {
    let id =
      if let listed {
        object.required("id", .declaration(in: listed))
      } else {
        object.required("id", .identifier(ProductID.self))
      }
    let factory = object.defaulted("factory", .identifier(FactoryID.self), to: FactoryID(literal: "factory"))
    let sku = object.defaulted("sku", .sku, to: "PRODUCT")
    let name = object.optional("name", .text(1...200))
    let currency = object.defaulted("currency", .text("three capital letters such as IDR", Currency.init), to: .idr)
    let basePrice = object.required("basePrice", .int64(from: 1, through: Product.maximumPrice))
    let unitCost = object.defaulted("unitCost", .int64(from: 0, through: Product.maximumPrice), to: 0)
    let target = object.required("target", .integer(SessionTerms.targets))
    let duration = object.defaulted("sessionDuration", .positiveTimespan, to: Product.defaultSessionDuration)
    let completion = object.defaulted("expectedCompletion", .nullable(.positiveTimespan), to: nil)
    let variants = object.required(
      "variants", .array(of: .object(Variant.Draft.self), count: 1...Product.maximumVariants))
    let policy = object.defaulted("policy", .object(AllocationPolicy.self), to: .standard)
    object.end()
    let (identifier, called) = try (id().text, name())
    try self.init(
      id: identifier, factory: factory().text, sku: sku(), name: called ?? identifier, currency: currency().code,
      basePrice: basePrice(), unitCost: unitCost(), target: target(), sessionDuration: duration(),
      expectedCompletion: completion(), variants: Product.Draft.numbered(variants()), policy: policy())
  }

  /// The variants, each that was read without a code with one of its own.
  private static func numbered(_ variants: [Variant.Draft]) -> [Variant.Draft] {
    variants.enumerated().map { position, variant in
      var variant = variant
      if variant.sku.isEmpty { variant.sku = "VARIANT-\(position + 1)" }
      return variant
    }
  }
}

extension Variant.Draft: DocumentReadable {
  /// Reads a variant; its code may be absent, and is then empty.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let counts = 0...Quantity.maximum
    let largest = Product.maximumPrice
    let id = object.required("id", .identifier(VariantID.self))
    let sku = object.defaulted("sku", .sku, to: "")
    let name = object.optional("name", .text(1...200))
    let adjustment = object.defaulted("priceAdjustment", .int64(from: -largest, through: largest), to: 0)
    let unitsPerBundle = object.required("unitsPerBundle", .integer(1...Quantity.maximum))
    let tolerance = object.defaulted("tolerance", .nullable(.integer(counts)), to: nil)
    let notes = object.defaulted("notes", .text(0...2_000), to: "")
    let clearanceRate = object.defaulted("clearanceRate", .integer(0...BasisPoints.denominator), to: 0)
    let reorderPoint = object.defaulted("reorderPoint", .nullable(.integer(counts)), to: nil)
    let maximum = object.defaulted("maximum", .nullable(.integer(counts)), to: nil)
    object.end()
    let (identifier, called) = try (id().text, name())
    try self.init(
      id: identifier, sku: sku(), name: called ?? identifier, priceAdjustment: adjustment(),
      unitsPerBundle: unitsPerBundle(), tolerance: tolerance(), notes: notes(), clearanceRate: clearanceRate(),
      reorderPoint: reorderPoint(), maximum: maximum())
  }
}

extension ValueReader where Self == FormReader<String> {
  /// A seller's code.
  fileprivate static var sku: Self {
    .text("1 to \(SKU.maximumLength) visible ASCII characters without spaces") { SKU($0)?.text }
  }
}

extension CatalogueError: DomainRefusal {
  var violations: [Violation] {
    switch self {
    case .invalid(let violations): violations
    case .otherProduct, .versionsExhausted: [Violation(.root, .inconsistent, description)]
    }
  }
}
