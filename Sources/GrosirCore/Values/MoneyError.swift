/// Why an amount of money could not be computed (SPEC §2).
public enum MoneyError: Error, Sendable, Hashable {
  /// The two amounts are in different currencies: that of the receiver, and that of the argument.
  case currencyMismatch(Currency, Currency)

  /// The result is not an `Int64` count.
  case overflow

  /// The error's name for programs; part of the wire format.
  public var code: String {
    switch self {
    case .currencyMismatch: "currencyMismatch"
    case .overflow: "overflow"
    }
  }
}

extension MoneyError: CustomStringConvertible {
  /// What went wrong, for people.
  public var description: String {
    switch self {
    case .currencyMismatch(let left, let right): "amounts in \(left.code) and \(right.code) do not combine"
    case .overflow: "the amount is too large to be counted"
    }
  }
}
