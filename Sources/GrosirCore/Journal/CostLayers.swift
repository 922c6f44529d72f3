/// What the units of one variant in stock had cost, in the order in which they came (SPEC §9).
///
/// Units leave at the cost they entered at, oldest first. A unit cost is a whole amount, so nothing is ever rounded:
/// what has left and what is left add up to what came.
///
///     var layers = CostLayers(in: .idr)
///     try layers.receive(4, at: Money(90_000, .idr))
///     try layers.receive(4, at: Money(95_000, .idr))
///     try layers.take(5)    // IDR 455000: four at 90000 and one at 95000
public struct CostLayers: Sendable {
  /// Units that came at the same cost, one after the other.
  public struct Layer: Sendable, Hashable {
    /// How many are left.
    public internal(set) var units: Int
    /// What each of them cost.
    public let unitCost: Money
  }

  /// The currency of all costs.
  public let currency: Currency

  /// How many units there are.
  public private(set) var units = 0

  /// What all of them together had cost.
  public private(set) var cost: Money

  private var kept: [Layer] = []
  private var oldest = 0

  /// Creates an empty stock.
  public init(in currency: Currency) {
    self.currency = currency
    cost = .zero(currency)
  }

  /// What is there, oldest first; neighbours differ in cost.
  public var layers: [Layer] { Array(kept[oldest...]) }

  /// Adds units that came now.
  ///
  /// - Complexity: O(1), amortized.
  /// - Throws: ``JournalError/unitsOutOfRange(_:)``; ``JournalError/negativeAmount(_:)`` for the cost;
  ///   ``JournalError/money(_:)`` for another currency, or where units or their cost together cannot be counted.
  public mutating func receive(_ units: Int, at unitCost: Money) throws(JournalError) {
    guard 0...Quantity.maximum ~= units else { throw .unitsOutOfRange(units) }
    guard !unitCost.isNegative else { throw .negativeAmount(unitCost) }
    let costs = cost
    let sum = try JournalError.counting { () throws(MoneyError) in try costs.adding(unitCost.times(units)) }
    guard let all = self.units.checkedAdding(units) else { throw .money(.overflow) }
    guard units > 0 else { return }
    cost = sum
    self.units = all
    if kept.last?.unitCost == unitCost, oldest < kept.count {
      kept[kept.count - 1].units += units
    } else {
      kept.append(Layer(units: units, unitCost: unitCost))
    }
  }

  /// Removes the oldest units.
  ///
  /// - Complexity: O(l) in the number of layers that are used up, and O(1) amortized over what came.
  /// - Returns: what they had cost.
  /// - Throws: ``JournalError/unitsOutOfRange(_:)``; ``JournalError/notInStock(asked:inStock:)``, and none is removed.
  @discardableResult
  public mutating func take(_ units: Int) throws(JournalError) -> Money {
    guard units >= 0 else { throw .unitsOutOfRange(units) }
    guard units <= self.units else { throw .notInStock(asked: units, inStock: self.units) }
    var (left, taken) = (units, Int64(0))
    while left > 0 {
      let count = min(left, kept[oldest].units)
      // A part of the cost of everything, which fits.
      taken += kept[oldest].unitCost.amount * Int64(count)
      kept[oldest].units -= count
      left -= count
      if kept[oldest].units == 0 { oldest += 1 }
    }
    self.units -= units
    cost = Money(cost.amount - taken, currency)
    if oldest > 16, oldest > kept.count / 2 {
      kept.removeFirst(oldest)
      oldest = 0
    }
    return Money(taken, currency)
  }
}

extension CostLayers: Equatable {
  /// Whether the same units at the same costs are there.
  public static func == (left: CostLayers, right: CostLayers) -> Bool {
    left.currency == right.currency && left.kept[left.oldest...].elementsEqual(right.kept[right.oldest...])
  }
}
