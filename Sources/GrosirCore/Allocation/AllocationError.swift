/// Why an allocation could not be set up, asked or changed.
public enum AllocationError: Error, Sendable, Hashable {
  /// What was given breaks rules; every violation is listed, with its path.
  case invalid([Violation])

  /// A count would leave 0…1 000 000 000 units; nothing was changed.
  case quantityOutOfRange

  /// More units were paid for or lapsed than are held; nothing was changed.
  case exceedsHeld(asked: Int, held: Int)

  /// More paid units departed than there are; nothing was changed.
  case exceedsPaid(asked: Int, paid: Int)

  /// A total over all variants does not fit a 64-bit integer.
  case totalOutOfRange

  /// A stable word for programs and logs.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .quantityOutOfRange: "quantityOutOfRange"
    case .exceedsHeld: "exceedsHeld"
    case .exceedsPaid: "exceedsPaid"
    case .totalOutOfRange: "totalOutOfRange"
    }
  }
}

extension AllocationError: CustomStringConvertible {
  /// What went wrong, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    case .quantityOutOfRange: "a count of units is not within 0…\(Quantity.maximum)"
    case .exceedsHeld(let asked, let held): "\(asked) units are more than the \(held) held"
    case .exceedsPaid(let asked, let paid): "\(asked) units are more than the \(paid) paid for"
    case .totalOutOfRange: "the total over all variants is too large to be counted"
    }
  }
}
