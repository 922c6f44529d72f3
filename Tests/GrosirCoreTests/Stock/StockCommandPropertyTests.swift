import GrosirCore
import GrosirTesting
import XCTest

/// Any commands about stock in any order, under a clock that jumps: after each of them SPEC §7 holds.
final class StockCommandPropertyTests: XCTestCase {
  typealias Step = StockCommandHistory.Step

  private let anything: [(weight: Int, element: Step)] = [
    (8, .reserve), (3, .extend), (4, .consume), (3, .release), (3, .sweep), (4, .adjust), (1, .setLimits),
  ]

  func testAnyInterleaving() throws {
    let report = try checkProperty(
      "any interleaving of commands about stock", cases: 6_000,
      minimumShares: [
        "reserve → made": 0.4, "reserve → had": 0.1, "reserve → conflict": 0.12, "reserve → short": 0.4,
        "reserve → invalid": 0.2, "consume → now": 0.2, "consume → already": 0.06,
        "consume → expired expired": 0.1, "consume → opposite": 0.03, "consume → unknown": 0.1,
        "release → now": 0.1, "release → now expired": 0.06, "release → already": 0.04,
        "release → already expired": 0.05, "release → opposite": 0.04, "release → not expired": 0.05,
        "extend → now": 0.06, "extend → already": 0.02, "extend → beyond": 0.03, "extend → never": 0.03,
        "extend → invalid": 0.03, "extend → expired expired": 0.1, "extend → opposite": 0.06,
        "sweep → swept": 0.4, "sweep → invalid": 0.05, "adjust → adjusted": 0.4, "adjust → below": 0.1,
        "adjust → too": 0.02, "adjust → invalid": 0.2, "setLimits → limited": 0.2, "setLimits → invalid": 0.008,
        "the clock jumped back": 0.4,
      ]
    ) { choices in
      var history = StockCommandHistory(
        .standard, keys: ["S", "M", "L", "XL"], orders: ["a", "b", "c", "d", "e"], at: 0)
      for key in ["S", "M"] { try history.adjust(key, 8, .receipt) }
      try choices.steps(1...50) { choices in
        history.letTimePass(choices)
        try history.perform(choices.weighted(self.anything), choices)
      }
    }
    print(report)
  }

  /// Every history of four steps with one key, two orders and a clock that stands, reaches an expiry or jumps back.
  func testEveryShortHistory() throws {
    let report = try checkExhaustively("every short history of commands about stock") { choices in
      let rules = try ReservationRules(timeToLive: .milliseconds(2), maxLifetime: .milliseconds(4))
      var history = StockCommandHistory(rules, keys: ["S", "T"], orders: ["a", "b"], at: 10)
      try history.adjust("S", 2, .receipt)
      for step in 0..<4 {
        if step > 0 { history.pass(choices.element(of: [0, 2, -1])) }
        switch choices.integer(in: 0...(step == 0 ? 1 : 7)) {
        case 0: try history.reserve(StockOrdered(order: "a", lines: [("S", 1)], span: nil))
        case 1: try history.reserve(StockOrdered(order: "b", lines: [("S", 1), ("S", 1)], span: nil))
        case 2: try history.sweep(limit: 1)
        case 3: try history.adjust("S", -1, .correction)
        case 4: try history.consume("a")
        case 5: try history.release("a", .cancelled)
        case 6: try history.extend("a", history.now + 2)
        default: try history.consume("b")
        }
      }
    }
    print(report)
  }
}
