import GrosirCore
import GrosirTesting

/// Orders that are accepted one after the other, from an empty session on.
struct OrderStream {
  let sample: SampleSession
  let orders: [Order]

  /// So many units of the variant at a position.
  struct Order {
    let position: Int
    let units: Int
  }

  /// Orders of 1 to 4 units of any variant that has them, each paid at once.
  static func random(variants: Int, orders count: Int) throws -> OrderStream {
    let sample = SampleSession(count: variants)
    var index = AllocationIndex(under: sample.rules)
    var random = SeededGenerator(seed: 11)
    var orders: [Order] = []
    while orders.count < count {
      let order = Order(
        position: Int(random.next(upTo: UInt64(variants - 1))), units: 1 + Int(random.next(upTo: 3)))
      guard index.available(at: order.position) ?? .max >= order.units else { continue }
      try index.take(order)
      orders.append(order)
    }
    return OrderStream(sample: sample, orders: orders)
  }

  /// One bundle's units of whatever variant is the tightest, paid at once: every order moves the two smallest caps.
  static func ofTightest(variants: Int, orders count: Int) throws -> OrderStream {
    let sample = SampleSession(count: variants)
    var index = AllocationIndex(under: sample.rules)
    var orders: [Order] = []
    for _ in 0..<count {
      let position = index.standing.tightest?.position ?? 0
      let order = Order(position: position, units: Int(sample.unitsPerBundle[position]))
      try require(index.available(at: position) ?? .max >= order.units, "the tightest variant is sold out")
      try index.take(order)
      orders.append(order)
    }
    return OrderStream(sample: sample, orders: orders)
  }

  /// Orders of one unit of any variant, not paid, in a session that tolerates thousands of bundles.
  static func held(variants: Int, orders count: Int) -> OrderStream {
    var random = SeededGenerator(seed: 13)
    let sample = SampleSession(count: variants, tolerating: 4_000)
    return OrderStream(
      sample: sample,
      orders: (0..<count).map { _ in Order(position: Int(random.next(upTo: UInt64(variants - 1))), units: 1) })
  }
}

extension AllocationIndex {
  /// Records a held and a paid order.
  fileprivate mutating func take(_ order: OrderStream.Order) throws {
    try apply(.held(order.units), at: order.position)
    try apply(.paid(order.units), at: order.position)
  }
}
