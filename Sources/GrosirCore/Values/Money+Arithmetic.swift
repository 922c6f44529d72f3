extension Money {
  /// This amount and another of the same currency.
  ///
  /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` for another currency; ``MoneyError/overflow`` if the sum does not
  ///   fit.
  public func adding(_ other: Money) throws(MoneyError) -> Money {
    try requireCurrency(of: other)
    return try Money(counted: amount.checkedAdding(other.amount), currency)
  }

  /// This amount less another of the same currency; negative where the other is larger.
  ///
  /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` for another currency; ``MoneyError/overflow`` if the difference
  ///   does not fit.
  public func subtracting(_ other: Money) throws(MoneyError) -> Money {
    try requireCurrency(of: other)
    return try Money(counted: amount.checkedSubtracting(other.amount), currency)
  }

  /// The opposite amount, as the other side of a posting has it.
  ///
  /// - Throws: ``MoneyError/overflow`` for `Int64.min`, whose opposite does not fit.
  public func negated() throws(MoneyError) -> Money {
    try Money(counted: Int64(0).checkedSubtracting(amount), currency)
  }

  /// This amount once per unit: a price per unit becomes the price of so many units.
  ///
  ///     try Money(50_000, .idr).times(15)    // IDR 750000
  ///
  /// - Parameter units: How many; a negative count gives the opposite of the positive one's result.
  /// - Throws: ``MoneyError/overflow`` if the product does not fit.
  public func times(_ units: Int) throws(MoneyError) -> Money {
    try Money(counted: amount.checkedMultiplied(by: Int64(units)), currency)
  }

  /// Whether this is strictly less than another amount of the same currency.
  ///
  /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` for another currency.
  public func isLess(than other: Money) throws(MoneyError) -> Bool {
    try requireCurrency(of: other)
    return amount < other.amount
  }

  /// The sum of amounts in one currency; zero for none.
  ///
  /// Whether it fits depends on the total alone, not on the order in which the amounts come or on what the sum passes
  /// through on its way.
  ///
  /// - Complexity: O(n) in the number of amounts.
  /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` for the first amount in another currency;
  ///   ``MoneyError/overflow`` if the total does not fit.
  public static func sum(of amounts: some Sequence<Money>, in currency: Currency) throws(MoneyError) -> Money {
    var total: Int128 = 0
    for money in amounts {
      guard money.currency == currency else { throw .currencyMismatch(currency, money.currency) }
      // 2⁶⁴ summands of 64 bits fit 128, so this never overflows; the check costs nothing and says so.
      guard let next = total.checkedAdding(Int128(money.amount)) else { throw .overflow }
      total = next
    }
    return try Money(counted: Int64(exactly: total), currency)
  }

  private init(counted amount: Int64?, _ currency: Currency) throws(MoneyError) {
    guard let amount else { throw .overflow }
    self.init(amount, currency)
  }

  private func requireCurrency(of other: Money) throws(MoneyError) {
    guard currency == other.currency else { throw .currencyMismatch(currency, other.currency) }
  }
}
