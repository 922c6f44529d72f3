/// What a factory is told about a purchase order: everything it needs to make and send it (SPEC §8).
///
/// It is data; ``FactoryMessage`` makes text of it. Exactly one is requested for each order; its number is the key
/// under which it is delivered, however often that takes.
public struct FactoryNotice: Sendable, Hashable {
  /// The order's number.
  public let number: PurchaseOrderNumber
  /// The factory.
  public let factory: FactoryID
  /// Its name.
  public let factoryName: String
  /// Where it is told.
  public let phone: PhoneNumber
  /// The product.
  public let product: ProductID
  /// Its name.
  public let productName: String
  /// The code of the session whose buyers are to get it; nil if it is for the warehouse.
  public let sessionCode: SessionCode?
  /// How many bundles.
  public let bundles: Int
  /// What they hold.
  public let lines: [Line]
  /// What goods and shipping cost together.
  public let total: Money
  /// Where it is to go; nil where nobody has configured the location.
  public let address: Address?
  /// The location's identity.
  public let location: LocationID

  /// Units of one variant.
  public struct Line: Sendable, Hashable {
    /// The variant.
    public let variant: VariantID
    /// Its name.
    public let name: String
    /// How many units.
    public let units: Int
  }

  /// Where goods are to go.
  public struct Address: Sendable, Hashable {
    /// The location's name.
    public let name: String
    /// Its postal address, on one line or several.
    public let text: String
    /// Its postal code.
    public let postalCode: PostalCode
  }

  /// Puts together what a factory is told.
  init(
    of order: PurchaseOrder, _ product: Product, to factory: Factory, delivering location: Location?,
    for code: SessionCode?
  ) {
    number = order.number
    self.factory = factory.id
    factoryName = factory.name
    phone = factory.phone
    self.product = product.id
    productName = product.name
    sessionCode = code
    bundles = order.bundles
    lines = order.lines.map { line in
      Line(variant: line.variant, name: product.variant(line.variant)?.name ?? line.variant.text, units: line.units)
    }
    total = order.total
    address = location.map { Address(name: $0.name, text: $0.address, postalCode: $0.postalCode) }
    self.location = order.destination.location
  }
}

extension FactoryNotice: Recorded {
  /// Everything.
  public var record: Record {
    [
      "purchaseOrder": number.record, "factory": factory.record, "factoryName": factoryName.record,
      "phone": .text(phone.text), "product": product.record, "productName": productName.record,
      "sessionCode": sessionCode.record, "bundles": bundles.record,
      "lines": .list(lines.map { ["variant": $0.variant.record, "name": $0.name.record, "units": $0.units.record] }),
      "total": total.record, "location": location.record,
      "address": address.map {
        ["name": $0.name.record, "text": $0.text.record, "postalCode": .text($0.postalCode.text)]
      } ?? .null,
    ]
  }
}
