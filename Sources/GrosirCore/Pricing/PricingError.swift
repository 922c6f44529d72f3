/// Why the prices of a session, its terms or its settlement were refused.
public enum PricingError: Error, Sendable, Hashable {
  /// What was given breaks rules; every violation is listed, with its path.
  case invalid([Violation])

  /// A stable word for programs and logs.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    }
  }
}

extension PricingError: CustomStringConvertible {
  /// What went wrong, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    }
  }
}
