/// A checkout's lines, divided into orders: one for each seller and factory, in the order in which they first occur
/// (SPEC §12).
struct Cart {
  /// What becomes one order.
  struct Part {
    let seller: SellerID
    let factory: FactoryID
    var lines: [OrderLine]
    /// What its units cost, in the currency's smallest charged unit.
    var goods: Int64
  }

  private(set) var parts: [Part] = []

  /// Puts a line in; false if the goods' cost cannot be counted any more.
  mutating func add(_ line: OrderLine, soldBy seller: SellerID, from factory: FactoryID) -> Bool {
    guard let cost = line.unitPrice.amount.checkedMultiplied(by: Int64(line.units)) else { return false }
    // A cart has a hundred lines at most, and mostly a few.
    guard let place = parts.firstIndex(where: { $0.seller == seller && $0.factory == factory }) else {
      parts.append(Part(seller: seller, factory: factory, lines: [line], goods: cost))
      return true
    }
    guard let goods = parts[place].goods.checkedAdding(cost) else { return false }
    parts[place].lines.append(line)
    parts[place].goods = goods
    return true
  }

  /// What all units cost, or nil if that cannot be counted.
  var goods: Int64? {
    var sum: Int64 = 0
    for part in parts {
      guard let next = sum.checkedAdding(part.goods) else { return nil }
      sum = next
    }
    return sum
  }
}
