extension Variant {
  /// Checks a draft that is part of a product.
  ///
  /// - Parameters:
  ///   - draft: What was given.
  ///   - currency: The product's; nil if that is itself in violation, and then nothing comes of the variant either.
  ///   - basePrice: The product's as given, valid or not.
  ///   - path: Where the variant stands.
  ///   - validation: Where violations go.
  init?(
    _ draft: Draft, in currency: Currency?, basePrice: Int64, at path: @autoclosure () -> FieldPath,
    _ validation: inout CatalogueValidation
  ) {
    let counts = 0...Quantity.maximum
    let id: VariantID? = validation.identifier(draft.id, path().field("id"))
    let sku = validation.sku(draft.sku, path().field("sku"))
    let name = validation.text(draft.name, .name, path().field("name"))
    let adjustment = validation.adjustment(draft.priceAdjustment, to: basePrice, path().field("priceAdjustment"))
    let units = validation.integer(draft.unitsPerBundle, in: 1...Quantity.maximum, path().field("unitsPerBundle"))
    let tolerance = validation.optionalInteger(draft.tolerance, in: counts, path().field("tolerance"))
    let notes = validation.text(draft.notes, .notes, path().field("notes"))
    let clearanceRate = validation.rate(draft.clearanceRate, path().field("clearanceRate"))
    let reorderPoint = validation.optionalInteger(draft.reorderPoint, in: counts, path().field("reorderPoint"))
    let maximum = validation.maximum(draft.maximum, notBelow: draft.reorderPoint, path().field("maximum"))
    guard let currency, let id, let sku, let name, let adjustment, let units, let tolerance else { return nil }
    guard let notes, let clearanceRate, let reorderPoint, let maximum else { return nil }
    self.id = id
    self.sku = sku
    self.name = name
    self.priceAdjustment = Money(adjustment, currency)
    self.unitsPerBundle = units
    self.tolerance = tolerance
    self.notes = notes
    self.clearanceRate = clearanceRate
    self.reorderPoint = reorderPoint
    self.maximum = maximum
  }
}

extension CatalogueValidation {
  /// An adjustment of a base price that leaves a price from zero to the largest there is.
  fileprivate mutating func adjustment(_ adjustment: Int64, to basePrice: Int64, _ path: @autoclosure () -> FieldPath)
    -> Int64?
  {
    let largest = Product.maximumPrice
    guard let adjustment = integer(adjustment, in: -largest...largest, path()) else { return nil }
    // Next to a base price that is itself in violation there is nothing to say about their sum.
    guard 1...largest ~= basePrice else { return adjustment }
    guard 0...largest ~= basePrice + adjustment else {
      note(path(), .inconsistent, "\(adjustment) makes the price \(basePrice + adjustment), not within 0…\(largest)")
      return nil
    }
    return adjustment
  }

  /// A maximum that a reorder point, if there is one, does not exceed.
  fileprivate mutating func maximum(_ maximum: Int?, notBelow reorderPoint: Int?, _ path: @autoclosure () -> FieldPath)
    -> Int??
  {
    let checked = optionalInteger(maximum, in: 0...Quantity.maximum, path())
    guard checked != nil, let maximum, let reorderPoint, 0...Quantity.maximum ~= reorderPoint else { return checked }
    guard reorderPoint <= maximum else {
      note(path(), .inconsistent, "\(maximum) is below the reorder point \(reorderPoint)")
      return nil
    }
    return checked
  }
}
