/// Why something was not accepted into the catalogue (SPEC §2.1, §14).
public enum CatalogueError: Error, Sendable, Hashable {
  /// What was given breaks rules: every violation, with its path, in the order of the fields.
  case invalid([Violation])

  /// A revision was offered for another product than the one it was to revise: the product, and the identifier given.
  case otherProduct(ProductID, given: ProductID)

  /// The product has been revised as often as can be counted.
  case versionsExhausted

  /// The error's name for programs; part of the wire format.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .otherProduct: "otherProduct"
    case .versionsExhausted: "versionsExhausted"
    }
  }
}

extension CatalogueError: CustomStringConvertible {
  /// What went wrong, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    case .otherProduct(let product, let given): "a revision of \(product.text) cannot be \(given.text)"
    case .versionsExhausted: "the product has no further version"
    }
  }
}
