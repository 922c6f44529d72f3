/// The bank account a factory is paid to (SPEC §2.1).
///
/// Its description hides the account, so that it does not end up in a log.
public struct BankDetails: Sendable, Hashable {
  /// The bank's code as the payment gateway knows it: 2–20 capital letters, digits and underscores, such as `BCA`.
  public let code: String

  /// The account's number: 8–20 digits.
  public let account: String

  /// The name of the account's holder: 3 characters to 200 bytes.
  public let holder: String

  /// Bank details as they come from outside, not checked yet.
  public struct Draft: Sendable, Hashable {
    /// The bank's code.
    public var code: String
    /// The account's number.
    public var account: String
    /// The name of the account's holder.
    public var holder: String

    /// Creates a draft.
    public init(code: String, account: String, holder: String) {
      self.code = code
      self.account = account
      self.holder = holder
    }
  }

  /// Creates bank details.
  ///
  /// - Throws: ``CatalogueError/invalid(_:)`` with every violation, at `code`, `account` or `holder`.
  public init(_ draft: Draft) throws(CatalogueError) {
    var validation = CatalogueValidation()
    guard let details = BankDetails(draft, at: .root, &validation) else { throw validation.error }
    self = details
  }

  /// Checks a draft that is part of something else.
  init?(_ draft: Draft, at path: FieldPath, _ validation: inout CatalogueValidation) {
    let code = validation.value(
      BankDetails.isCode(draft.code) ? draft.code : nil, path.field("code"),
      "a bank's code has 2 to 20 capital letters, digits and underscores")
    let account = validation.value(
      BankDetails.isAccount(draft.account) ? draft.account : nil, path.field("account"),
      "an account has 8 to 20 digits")
    let holder = validation.text(draft.holder, .holder, path.field("holder"))
    guard let code, let account, let holder else { return nil }
    self.code = code
    self.account = account
    self.holder = holder
  }

  /// These details as a draft, to change something in.
  public var draft: Draft { Draft(code: code, account: account, holder: holder) }

  private static func isCode(_ text: String) -> Bool {
    2...20 ~= text.utf8.count
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }

  private static func isAccount(_ text: String) -> Bool {
    8...20 ~= text.utf8.count && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  }
}

extension BankDetails: CustomStringConvertible {
  /// The bank's code and the account's last four digits: `BCA …1111`.
  public var description: String { "\(code) …\(account.suffix(4))" }
}
