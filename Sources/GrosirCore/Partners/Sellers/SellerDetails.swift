/// Who a seller is and where they are paid (SPEC §11): a row beside the log, which erasing a person takes away.
public struct SellerDetails: Sendable, Hashable {
  /// Whose they are.
  public let seller: SellerID

  /// The seller's name: 1 character to 200 bytes.
  public let name: String

  /// How they are reached.
  public let phone: PhoneNumber

  /// Where they are paid to.
  public let bank: BankDetails

  /// A registration as it comes from outside, not checked yet.
  public struct Draft: Sendable, Hashable {
    /// The seller's identity.
    public var id: String
    /// Their name.
    public var name: String
    /// Their telephone number, in the international form.
    public var phone: String
    /// Their bank account.
    public var bank: BankDetails.Draft

    /// Creates a draft.
    public init(id: String, name: String, phone: String, bank: BankDetails.Draft) {
      self.id = id
      self.name = name
      self.phone = phone
      self.bank = bank
    }
  }

  /// Creates details.
  ///
  /// - Throws: ``SellerError/invalid(_:)`` with every violation, at `id`, `name`, `phone`, `bank.code`, `bank.account`
  ///   or `bank.holder`.
  public init(_ draft: Draft) throws(SellerError) {
    var validation = CatalogueValidation()
    let id: SellerID? = validation.identifier(draft.id, FieldPath("id"))
    let name = validation.text(draft.name, .name, FieldPath("name"))
    let phone = validation.phone(draft.phone, FieldPath("phone"))
    let bank = BankDetails(draft.bank, at: FieldPath("bank"), &validation)
    guard let id, let name, let phone, let bank else { throw .invalid(validation.violations) }
    seller = id
    self.name = name
    self.phone = phone
    self.bank = bank
  }

  /// These details as a draft, to change something in.
  public var draft: Draft { Draft(id: seller.text, name: name, phone: phone.text, bank: bank.draft) }
}
