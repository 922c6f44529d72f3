import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §2, §9: fees are rounded half away from zero, and the rest is assigned.
final class FeeSplitTests: XCTestCase {
  func testTheWorkedExample() {
    let split = FeeSplit(of: Money(5_000_000, .idr), at: Factory.defaultFee)
    XCTAssertEqual([split.fee.amount, split.net.amount], [250_000, 4_750_000])
  }

  func testHalfARupiahGoesToTheFee() {
    let examples: [(gross: Int64, fee: Int64)] = [(9, 0), (10, 1), (29, 1), (30, 2), (31, 2), (0, 0)]
    for (gross, fee) in examples {
      let split = FeeSplit(of: Money(gross, .idr), at: Factory.defaultFee)
      XCTAssertEqual([split.fee.amount, split.net.amount], [fee, gross - fee], "\(gross)")
    }
  }

  func testARefundIsNoMoreThanIsLeft() throws {
    let (sale, rate) = (Money(100, .idr), Factory.defaultFee)
    XCTAssertEqual(
      thrown { () throws(JournalError) in
        try FeeSplit(refunding: Money(41, .idr), of: sale, after: Money(60, .idr), at: rate)
      }, .exceedsSale(asked: Money(41, .idr), left: Money(40, .idr)))
    XCTAssertEqual(
      thrown { () throws(JournalError) in
        try FeeSplit(refunding: Money(-1, .idr), of: sale, after: .zero(.idr), at: rate)
      }, .negativeAmount(Money(-1, .idr)))
  }

  /// However a sale is refunded bit by bit, what goes back is never negative, and in the end it is what was taken.
  func testRefundsOfPartsAddUpToTheWhole() throws {
    try checkProperty(
      "refunds of parts give back the whole fee", cases: 5_000, minimumShares: ["several parts": 0.5, "no net": 0.001]
    ) { choices in
      let rate = choices.rate()
      let sale = Money(choices.boundaryInteger(in: 0...(.max)), .idr)
      let whole = FeeSplit(of: sale, at: rate)
      if whole.net.isZero, !sale.isZero { choices.count("no net") }
      var (left, fee, net) = (sale.amount, Int64(0), Int64(0))
      try choices.steps(1...6) { choices in
        let part = choices.integer(in: 0...left)
        let split = try FeeSplit(
          refunding: Money(part, .idr), of: sale, after: Money(sale.amount - left, .idr), at: rate)
        try expect(!split.fee.isNegative && !split.net.isNegative, "\(split)")
        try expectEqual(split.fee.amount + split.net.amount, part)
        (left, fee, net) = (left - part, fee + split.fee.amount, net + split.net.amount)
        if part > 0, left > 0 { choices.count("several parts") }
        let kept = FeeSplit(of: Money(left, .idr), at: rate)
        try expectEqual([whole.fee.amount - fee, whole.net.amount - net], [kept.fee.amount, kept.net.amount])
      }
    }
  }

  /// What has left stock and what is left add up to what came, and the oldest has left first.
  func testCostLayersGiveOutTheOldestFirst() throws {
    try checkProperty(
      "cost layers give out the oldest first", cases: 2_000, minimumShares: ["across layers": 0.3, "short": 0.2]
    ) { choices in
      var layers = CostLayers(in: .idr)
      var queue: [Int64] = []
      try choices.steps(0...40) { choices in
        if choices.boolean() {
          let (units, cost) = (choices.integer(in: 0...9), choices.integer(in: 0...3 as ClosedRange<Int64>))
          try layers.receive(units, at: Money(cost, .idr))
          queue += [Int64](repeating: cost, count: units)
        } else {
          let units = choices.integer(in: 0...12)
          let taken = queue.prefix(units)
          guard units <= queue.count else {
            choices.count("short")
            let before = layers
            let error = thrown { () throws(JournalError) in try layers.take(units) }
            try expectEqual(error, .notInStock(asked: units, inStock: queue.count))
            return try expectEqual(layers, before)
          }
          if Set(taken).count > 1 { choices.count("across layers") }
          try expectEqual(layers.take(units).amount, taken.reduce(0, +))
          queue.removeFirst(units)
        }
        try expectEqual(layers.units, queue.count)
        try expectEqual(layers.cost.amount, queue.reduce(0, +))
        let spread = layers.layers.flatMap { [Int64](repeating: $0.unitCost.amount, count: $0.units) }
        try expectEqual(spread, queue)
      }
    }
  }
}
