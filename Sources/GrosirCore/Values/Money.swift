/// An amount of money: a count of a currency's smallest charged unit (SPEC §2).
///
/// For the rupiah one unit is one rupiah. The count may be negative: a posting, a price adjustment. It is an integer
/// and stays one; no floating-point number ever touches it.
///
/// `Money` is not `Comparable` and has no `+`: two currencies never add and have no order, and a sum may not fit. So
/// all arithmetic throws ``MoneyError``, never traps and never wraps around:
///
///     let price = Money(150_000, .idr)
///     try price.times(10)                        // IDR 1500000
///     try price.adding(Money(1, usDollar))       // throws currencyMismatch(IDR, USD)
public struct Money: Sendable, Hashable {
  /// How many of the currency's smallest charged units.
  public let amount: Int64

  /// What is counted.
  public let currency: Currency

  /// Creates an amount of a currency.
  public init(_ amount: Int64, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }

  /// Nothing, in a currency.
  public static func zero(_ currency: Currency) -> Money {
    Money(0, currency)
  }

  /// Whether the amount is zero.
  public var isZero: Bool { amount == 0 }

  /// Whether the amount is below zero.
  public var isNegative: Bool { amount < 0 }
}

extension Money: CustomStringConvertible {
  /// The currency's code and the bare count: `IDR 150000`.
  ///
  /// For logs; people are shown what their locale writes.
  public var description: String { "\(currency.code) \(amount)" }
}
