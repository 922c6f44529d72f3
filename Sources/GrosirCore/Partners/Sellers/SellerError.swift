/// Why a command about a seller's registration was refused; nothing has changed then (SPEC §11, §14).
public enum SellerError: Error, Sendable, Hashable {
  /// What was given breaks rules: every violation, with its path, in the order of the fields.
  case invalid([Violation])
  /// Nobody registered under that identity.
  case unknownSeller(SellerID)
  /// Somebody else registered under that identity, or an operator has looked at the registration already.
  case duplicateSeller(SellerID)

  /// A stable word for programs and logs.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .unknownSeller: "unknownSeller"
    case .duplicateSeller: "duplicateSeller"
    }
  }
}

extension SellerError: CustomStringConvertible {
  /// What went wrong and what to do, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    case .unknownSeller(let id): "there is no seller \(id.text); register them first"
    case .duplicateSeller(let id): "the seller \(id.text) is registered with other details, and not pending any more"
    }
  }
}

extension SellerError: Recordable {
  /// The code, and what the case carries.
  public var record: Record {
    let code = Record.text(code)
    return switch self {
    case .invalid(let violations): ["code": code, "violations": violations.record]
    case .unknownSeller(let id), .duplicateSeller(let id): ["code": code, "seller": id.record]
    }
  }

  /// From the code, and what the case carries.
  public init?(record: Record) {
    guard let code: String = record.field("code") else { return nil }
    let made: SellerError? =
      switch code {
      case "invalid": record.field("violations").map { .invalid($0) }
      case "unknownSeller": record.field("seller").map { .unknownSeller($0) }
      case "duplicateSeller": record.field("seller").map { .duplicateSeller($0) }
      default: nil
      }
    guard let made else { return nil }
    self = made
  }
}
