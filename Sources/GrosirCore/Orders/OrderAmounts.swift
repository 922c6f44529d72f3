/// What an order costs, and of what that is made up (SPEC §12): goods − discount + tax + shipping = total.
///
/// No part is negative, and no discount takes off more than the goods cost.
public struct OrderAmounts: Sendable, Hashable {
  /// What all units cost.
  public let goods: Money
  /// What is taken off that.
  public let discount: Money
  /// Taxes on top.
  public let tax: Money
  /// Shipping on top.
  public let shipping: Money
  /// What is to be paid.
  public let total: Money

  /// Creates amounts, or nil if any is negative, the discount is more than the goods cost, or a sum does not fit.
  init?(goods: Int64, discount: Int64, tax: Int64, shipping: Int64, _ currency: Currency) {
    guard goods >= 0, 0...goods ~= discount, tax >= 0, shipping >= 0 else { return nil }
    guard let taxed = (goods - discount).checkedAdding(tax), let total = taxed.checkedAdding(shipping) else {
      return nil
    }
    self.goods = Money(goods, currency)
    self.discount = Money(discount, currency)
    self.tax = Money(tax, currency)
    self.shipping = Money(shipping, currency)
    self.total = Money(total, currency)
  }

  /// The amounts of parts whose goods cost so much: discount, tax and shipping are divided as the goods are, and all
  /// parts together are the whole, to the unit (SPEC §2).
  ///
  ///     // goods 300 + 700, discount 33 → 9 and 24: ⌊33·300/1000⌋, and all the rest
  ///
  /// - Precondition: the goods of all parts are the goods of the whole.
  /// - Complexity: O(n) in the number of parts.
  func divided(asGoodsOf parts: [Int64]) -> [OrderAmounts] {
    let (discounts, taxes) = (discount.amount.divided(as: parts), tax.amount.divided(as: parts))
    let shippings = shipping.amount.divided(as: parts)
    return parts.indices.map { part in
      let amounts = OrderAmounts(
        goods: parts[part], discount: discounts[part], tax: taxes[part], shipping: shippings[part], total.currency)
      // No part of a discount rounds up beyond the goods it is taken off: both bounds are whole numbers.
      guard let amounts else { preconditionFailure("a part of valid amounts is valid") }
      return amounts
    }
  }
}

extension Int64 {
  /// This amount in parts that are to each other as the weights are, and add up to it.
  ///
  /// Each part ends where the weights up to it end, rounded down; so nothing is dropped, and no part is more than one
  /// away from its exact share. Without any weight all parts weigh the same.
  ///
  /// - Precondition: neither the amount nor a weight is negative, and the weights' sum fits 64 bits.
  func divided(as weights: [Int64]) -> [Int64] {
    let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
    let weights = sum == 0 ? weights.map { _ in 1 } : weights
    let whole = sum == 0 ? Int128(weights.count) : sum
    var (reached, taken) = (Int128(0), Int64(0))
    return weights.map { weight in
      reached += Int128(weight)
      // At most the amount itself: fits.
      let end = Int64(Int128(self) * reached / whole)
      defer { taken = end }
      return end - taken
    }
  }
}
