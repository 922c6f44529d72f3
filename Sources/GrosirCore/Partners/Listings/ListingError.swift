/// Why a command about listings was refused; nothing has changed then (SPEC §10, §14).
public enum ListingError: Error, Sendable, Hashable {
  /// What was given breaks rules; every violation is listed, with its path.
  case invalid([Violation])
  /// The supplier has no such stock, and never had.
  case unknownStock(StockKey)
  /// The reseller does not list that.
  case unknownListing(ListingKey)
  /// So many resellers list the stock that there is no room for one more.
  case tooManyListings(of: StockKey)

  /// A stable word for programs and logs.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .unknownStock: "unknownStock"
    case .unknownListing: "unknownListing"
    case .tooManyListings: "tooManyListings"
    }
  }
}

extension ListingError: CustomStringConvertible {
  /// What went wrong and what to do, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    case .unknownStock(let key): "there is no stock \(key); nothing ever came of it"
    case .unknownListing(let key): "\(key.reseller.text) does not list \(key.variant.text)"
    case .tooManyListings(let key):
      "the stock \(key) has \(StockReflection.mostListings) listings, and can have no more"
    }
  }
}

extension ListingError: Recordable {
  /// The code, and what the case carries.
  public var record: Record {
    let code = Record.text(code)
    return switch self {
    case .invalid(let violations): ["code": code, "violations": violations.record]
    case .unknownStock(let key), .tooManyListings(of: let key): ["code": code, "stock": key.record]
    case .unknownListing(let key): ["code": code, "listing": key.record]
    }
  }

  /// From the code, and what the case carries.
  public init?(record: Record) {
    guard let code: String = record.field("code") else { return nil }
    let made: ListingError? =
      switch code {
      case "invalid": record.field("violations").map { .invalid($0) }
      case "unknownStock": record.field("stock").map { .unknownStock($0) }
      case "unknownListing": record.field("listing").map { .unknownListing($0) }
      case "tooManyListings": record.field("stock").map { .tooManyListings(of: $0) }
      default: nil
      }
    guard let made else { return nil }
    self = made
  }
}
