extension Product {
  /// Creates a product, in its first version or one that was stored.
  ///
  /// - Parameters:
  ///   - draft: What the product should be.
  ///   - version: Which version this is; at least 1.
  /// - Complexity: O(n) in the number of variants.
  /// - Throws: ``CatalogueError/invalid(_:)`` with every violation, at the draft's fields, `variants[2].tolerance` and
  ///   the like, or `version`.
  public init(_ draft: Draft, version: Int = 1) throws(CatalogueError) {
    var validation = CatalogueValidation()
    let prices = 0...Product.maximumPrice
    let longest = Product.longestTimespan
    let version = validation.integer(version, in: 1...Int.max, FieldPath("version"))
    let id: ProductID? = validation.identifier(draft.id, FieldPath("id"))
    let factory: FactoryID? = validation.identifier(draft.factory, FieldPath("factory"))
    let sku = validation.sku(draft.sku, FieldPath("sku"))
    let name = validation.text(draft.name, .name, FieldPath("name"))
    let currency = validation.currency(draft.currency, FieldPath("currency"))
    let basePrice = validation.integer(draft.basePrice, in: 1...Product.maximumPrice, FieldPath("basePrice"))
    let unitCost = validation.integer(draft.unitCost, in: prices, FieldPath("unitCost"))
    let target = validation.integer(draft.target, in: 2...Quantity.maximum, FieldPath("target"))
    let duration = validation.timespan(draft.sessionDuration, upTo: longest, FieldPath("sessionDuration"))
    let completion = validation.optionalTimespan(
      draft.expectedCompletion, upTo: longest, FieldPath("expectedCompletion"))
    let variants = validation.variants(of: draft, in: currency)
    guard let version, let id, let factory, let sku, let name, let currency else { throw validation.error }
    guard let basePrice, let unitCost, let target, let duration, let completion else { throw validation.error }
    guard let variants else { throw validation.error }
    self.id = id
    self.version = version
    self.factory = factory
    self.sku = sku
    self.name = name
    self.basePrice = Money(basePrice, currency)
    self.unitCost = Money(unitCost, currency)
    self.target = target
    self.sessionDuration = duration
    self.expectedCompletion = completion
    self.variants = variants
    self.policy = draft.policy
  }

  /// The product's next version.
  ///
  /// A draft that changes nothing gives this version again, so that the same request sent twice makes one version.
  ///
  /// - Throws: ``CatalogueError/invalid(_:)`` with every violation;
  ///   ``CatalogueError/otherProduct(_:given:)`` if the draft has another identity;
  ///   ``CatalogueError/versionsExhausted`` after version `Int.max`.
  public func revised(to draft: Draft) throws(CatalogueError) -> Product {
    let product = try Product(draft, version: version)
    guard product.id == id else { throw .otherProduct(id, given: product.id) }
    guard product != self else { return self }
    guard let next = version.checkedAdding(1) else { throw .versionsExhausted }
    return try Product(draft, version: next)
  }
}

extension CatalogueValidation {
  /// A currency.
  fileprivate mutating func currency(_ code: String, _ path: @autoclosure () -> FieldPath) -> Currency? {
    value(Currency(code), path(), "a currency has three capital letters, as in IDR")
  }

  /// The variants of a product: as many as allowed, each valid, none twice, and a bundle of them that can be counted.
  fileprivate mutating func variants(of draft: Product.Draft, in currency: Currency?) -> [Variant]? {
    let path = FieldPath("variants")
    guard !draft.variants.isEmpty else {
      note(path, .missing, "a product has at least one variant")
      return nil
    }
    guard draft.variants.count <= Product.maximumVariants else {
      note(path, .tooLarge, "\(draft.variants.count) variants are more than \(Product.maximumVariants)")
      return nil
    }
    let before = violations.count
    var variants: [Variant] = []
    for (position, variant) in draft.variants.enumerated() {
      let checked = Variant(
        variant, in: currency, basePrice: draft.basePrice, at: path.index(position), &self)
      if let checked { variants.append(checked) }
    }
    noteRepetitions(draft.variants.map { VariantID($0.id) }, of: "id", in: path)
    noteRepetitions(draft.variants.map { SKU($0.sku) }, of: "sku", in: path)
    noteBundleTooLarge(draft.variants, path)
    return violations.count == before ? variants : nil
  }

  /// Notes every key that an earlier variant has too; nil stands for one already found invalid.
  private mutating func noteRepetitions<Key: Hashable>(_ keys: [Key?], of field: String, in path: FieldPath) {
    var firstPositions: [Key: Int] = [:]
    for (position, key) in keys.enumerated() {
      guard let key else { continue }
      guard let first = firstPositions[key] else {
        firstPositions[key] = position
        continue
      }
      let earlier = path.index(first).field(field)
      note(path.index(position).field(field), .duplicate, "the same as \(earlier.description)")
    }
  }

  /// Notes a bundle that holds more units than a quantity may, where each variant alone is within the limit.
  private mutating func noteBundleTooLarge(_ variants: [Variant.Draft], _ path: FieldPath) {
    let counts = variants.map { $0.unitsPerBundle }
    guard counts.allSatisfy({ 1...Quantity.maximum ~= $0 }) else { return }
    // 10 000 counts of at most 10⁹ are 10¹³: far from overflowing.
    let total = counts.reduce(0, +)
    guard total > Quantity.maximum else { return }
    note(path, .tooLarge, "a bundle of \(total) units is more than \(Quantity.maximum)")
  }
}
