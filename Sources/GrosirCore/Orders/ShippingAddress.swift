/// Where and to whom goods go, as it was said at the purchase (SPEC §12).
///
/// Its text is a person's; so it stands in no event and in no effect, which name it by its identity. Whoever books a
/// shipment reads it where it is kept.
public struct ShippingAddress: Sendable, Hashable {
  /// Who receives: 1 character to 200 bytes.
  public let recipient: String
  /// Street, house, district, city: 1 to 6 lines of 1 character to 200 bytes.
  public let lines: [String]
  /// The postal code.
  public let postalCode: PostalCode
  /// Whom the courier calls.
  public let phone: PhoneNumber

  /// How many lines at most.
  public static var mostLines: Int { 6 }

  /// An address as it comes from outside, not checked yet.
  public struct Draft: Sendable, Hashable {
    /// Who receives.
    public var recipient: String
    /// Street, house, district, city.
    public var lines: [String]
    /// The postal code.
    public var postalCode: String
    /// Whom the courier calls, in the international form.
    public var phone: String

    /// Creates a draft.
    public init(recipient: String, lines: [String], postalCode: String, phone: String) {
      self.recipient = recipient
      self.lines = lines
      self.postalCode = postalCode
      self.phone = phone
    }
  }

  /// Creates an address, or notes every violation, at `recipient`, `lines[0]`, `postalCode` and `phone` of a path.
  init?(_ draft: Draft, at path: FieldPath, _ violations: inout [Violation]) {
    var validation = CatalogueValidation()
    let recipient = validation.text(draft.recipient, .name, path.field("recipient"))
    if !(1...ShippingAddress.mostLines ~= draft.lines.count) {
      validation.note(path.field("lines"), .outOfRange, "an address has 1 to \(ShippingAddress.mostLines) lines")
    }
    var lines: [String] = []
    for (position, line) in draft.lines.prefix(ShippingAddress.mostLines).enumerated() {
      if let line = validation.text(line, .name, path.field("lines").index(position)) { lines.append(line) }
    }
    let postalCode = validation.postalCode(draft.postalCode, path.field("postalCode"))
    let phone = validation.phone(draft.phone, path.field("phone"))
    violations += validation.violations
    guard validation.violations.isEmpty, let recipient, let postalCode, let phone else { return nil }
    self.recipient = recipient
    self.lines = lines
    self.postalCode = postalCode
    self.phone = phone
  }

  /// This address as a draft.
  public var draft: Draft {
    Draft(recipient: recipient, lines: lines, postalCode: postalCode.text, phone: phone.text)
  }
}

/// The identity of an address that was given at a purchase.
public typealias AddressID = Identifier<ShippingAddress>

/// An address as it was given at a purchase, for all orders of that: a row beside the log, which erasing a person
/// takes away.
public struct AddressSnapshot: Sendable, Hashable {
  /// Its identity; orders name it by that.
  public let id: AddressID
  /// Whose purchase it was.
  public let buyer: BuyerID
  /// The address.
  public let address: ShippingAddress
}
