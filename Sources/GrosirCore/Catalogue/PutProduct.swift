/// Somebody configures a product: its first version, or the next (SPEC §2.1).
///
/// What changes nothing makes no version. Sessions keep the version they were created with.
public struct PutProduct: Command, Hashable {
  /// What the product should be.
  public var draft: Product.Draft

  /// What it is now.
  public struct Receipt: Recordable, Hashable {
    /// The product.
    public let product: ProductID
    /// Its version.
    public let version: Int
    /// The codes of what is allowed but probably not meant.
    public let warnings: [String]
  }

  /// Creates the command.
  public init(_ draft: Product.Draft) { self.draft = draft }

  /// The command's name on the wire.
  public static var name: String { "putProduct" }

  /// The product as it is, if its identity can be one.
  public func reads(in context: Context) -> [Read] { ProductID(draft.id).map { [.product($0)] } ?? [] }

  /// Makes the product's next version.
  ///
  /// - Throws: ``CatalogueError/invalid(_:)`` with every violation; ``CatalogueError/versionsExhausted``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<CatalogueError>) -> Receipt {
    let before = ProductID(draft.id).flatMap { workingSet.product($0) }
    let product: Product
    do throws(CatalogueError) {
      if let before { product = try before.revised(to: draft) } else { product = try Product(draft) }
    } catch {
      throw .refused(error)
    }
    if product != before { changes.record(product, at: context.now) }
    return Receipt(product: product.id, version: product.version, warnings: product.warnings.map { $0.code })
  }
}

extension PutProduct {
  /// The draft.
  public var record: Record { draft.record }
}

extension PutProduct.Receipt {
  /// Everything.
  public var record: Record {
    ["product": product.record, "version": version.record, "warnings": warnings.record]
  }

  /// From everything.
  public init?(record: Record) {
    guard let product: ProductID = record.field("product"), let version: Int = record.field("version"),
      let warnings: [String] = record.field("warnings")
    else { return nil }
    self.init(product: product, version: version, warnings: warnings)
  }
}

extension Product.Draft: Recorded {
  /// Every field.
  public var record: Record {
    [
      "id": id.record, "factory": factory.record, "sku": sku.record, "name": name.record,
      "currency": currency.record, "basePrice": basePrice.record, "unitCost": unitCost.record,
      "target": target.record, "sessionDuration": sessionDuration.record,
      "expectedCompletion": expectedCompletion.record, "variants": .list(variants.map { $0.record }),
      "policy": policy.record,
    ]
  }
}

extension Variant.Draft: Recorded {
  /// Every field.
  public var record: Record {
    [
      "id": id.record, "sku": sku.record, "name": name.record, "priceAdjustment": priceAdjustment.record,
      "unitsPerBundle": unitsPerBundle.record, "tolerance": tolerance.record, "notes": notes.record,
      "clearanceRate": clearanceRate.record, "reorderPoint": reorderPoint.record, "maximum": maximum.record,
    ]
  }
}

extension CatalogueError: Recordable {
  /// The code, and what the case carries.
  public var record: Record {
    let code = Record.text(code)
    return switch self {
    case .invalid(let violations): ["code": code, "violations": violations.record]
    case .otherProduct(let product, let given): ["code": code, "product": product.record, "given": given.record]
    case .versionsExhausted: ["code": code]
    }
  }

  /// From the code, and what the case carries.
  public init?(record: Record) {
    if let violations: [Violation] = record.field("violations") {
      self = .invalid(violations)
    } else if let product: ProductID = record.field("product"), let given: ProductID = record.field("given") {
      self = .otherProduct(product, given: given)
    } else if record["code"] == .text("versionsExhausted") {
      self = .versionsExhausted
    } else {
      return nil
    }
  }
}
