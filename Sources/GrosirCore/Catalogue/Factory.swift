/// A factory that sells wholesale, in whole bundles (SPEC §2.1).
///
/// What is needed to order from it and to pay it is complete once it exists: a missing telephone number is found when
/// the factory is configured, not when a purchase order is due (SPEC §8).
public struct Factory: Sendable, Hashable {
  /// Its identity.
  public let id: FactoryID

  /// Its name: 1 character to 200 bytes.
  public let name: String

  /// Where purchase orders are announced.
  public let phone: PhoneNumber

  /// Where it is paid to.
  public let bank: BankDetails

  /// Where it ships from.
  public let postalCode: PostalCode

  /// The platform's share of what is released to it.
  public let fee: BasisPoints

  /// The fee where none is named: 500 basis points, 5 % (SPEC §9).
  public static var defaultFee: BasisPoints { BasisPoints(unchecked: 500) }

  /// A factory as it comes from outside, not checked yet.
  public struct Draft: Sendable, Hashable {
    /// Its identity.
    public var id: String
    /// Its name.
    public var name: String
    /// Its telephone number, in the international form.
    public var phone: String
    /// Its bank account.
    public var bank: BankDetails.Draft
    /// Its postal code.
    public var postalCode: String
    /// The platform's share, in basis points.
    public var fee: Int

    /// Creates a draft.
    public init(
      id: String, name: String, phone: String, bank: BankDetails.Draft, postalCode: String,
      fee: Int = Factory.defaultFee.value
    ) {
      self.id = id
      self.name = name
      self.phone = phone
      self.bank = bank
      self.postalCode = postalCode
      self.fee = fee
    }
  }

  /// Creates a factory.
  ///
  /// - Throws: ``CatalogueError/invalid(_:)`` with every violation, at `id`, `name`, `phone`, `bank.code`,
  ///   `bank.account`, `bank.holder`, `postalCode` or `fee`.
  public init(_ draft: Draft) throws(CatalogueError) {
    var validation = CatalogueValidation()
    let id: FactoryID? = validation.identifier(draft.id, FieldPath("id"))
    let name = validation.text(draft.name, .name, FieldPath("name"))
    let phone = validation.phone(draft.phone, FieldPath("phone"))
    let bank = BankDetails(draft.bank, at: FieldPath("bank"), &validation)
    let postalCode = validation.postalCode(draft.postalCode, FieldPath("postalCode"))
    let fee = validation.rate(draft.fee, FieldPath("fee"))
    guard let id, let name, let phone, let bank, let postalCode, let fee else { throw validation.error }
    self.id = id
    self.name = name
    self.phone = phone
    self.bank = bank
    self.postalCode = postalCode
    self.fee = fee
  }

  /// This factory as a draft, to change something in.
  public var draft: Draft {
    Draft(
      id: id.text, name: name, phone: phone.text, bank: bank.draft, postalCode: postalCode.text, fee: fee.value)
  }
}

/// The identity of a ``Factory``.
public typealias FactoryID = Identifier<Factory>
