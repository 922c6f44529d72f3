/// A scenario of very many orders over several sessions, as a document for `grosir replay`.
///
/// Everything follows from the seed, so it can be made again wherever it is needed:
///
///     swift run fixture-generator --seed 1 --orders 100000 | .build/release/grosir replay --summary
///
/// Sizes are asked for about as often as a bundle has them, so that most can be sold and some lock for a while. One
/// order in eight is not paid at once: half of those pay later, the others lapse. One in three would wait, for parts of
/// it too; one in fifty leaves again.
public struct LargeScenario: Sendable {
  /// What the numbers follow from.
  public let seed: UInt64

  /// How many orders there are, in all sessions together.
  public let orders: Int

  /// How many orders there may be, so that the document is not too large to be read.
  public static let sizes = 1...120_000

  /// How many sessions share them.
  public static let sessions = 5

  private static let names = ["a", "b", "c", "d", "e"]
  private static let bundle: [(name: String, units: UInt64, tolerance: Int)] = [
    ("S", 2, 60), ("M", 5, 150), ("L", 4, 120), ("XL", 1, 30),
  ]

  /// Creates a scenario.
  ///
  /// - Precondition: the number of orders is one of ``sizes``.
  public init(seed: UInt64, orders: Int) {
    precondition(LargeScenario.sizes ~= orders, "a scenario of \(orders) orders is not generated")
    self.seed = seed
    self.orders = orders
  }

  /// The document, one line for each step, with a newline at the end.
  ///
  /// - Complexity: O(number of orders).
  public var text: String {
    var generator = SeededGenerator(seed: seed)
    var lines = LargeScenario.names.map { session in
      "{\"at\":\"+0s\",\"createSession\":{\"session\":\"\(session)\",\"tiers\":[{\"threshold\":2500,\"price\":90000},"
        + "{\"threshold\":10000,\"price\":80000}]}}"
    }
    lines.reserveCapacity(orders + orders / 8)
    for number in 0..<orders { append(order: number, to: &lines, &generator) }
    let variants = LargeScenario.bundle.map { variant in
      "{\"id\":\"\(variant.name)\",\"unitsPerBundle\":\(variant.units),\"tolerance\":\(variant.tolerance)}"
    }
    return """
      {"start":"2026-03-02T09:00:00+07:00",
      "products":[{"id":"p","basePrice":100000,"target":\(max(2, orders / 10)),"variants":[
      \(variants.joined(separator: ",\n"))]}],
      "steps":[
      \(lines.joined(separator: ",\n"))]}

      """
  }

  /// Orders come evenly over six days, so that what follows on one still falls into the seven of a session.
  private func append(order number: Int, to lines: inout [String], _ generator: inout SeededGenerator) {
    let second = 60 + number * 500_000 / orders
    let session = LargeScenario.names[Int(generator.next(upTo: UInt64(LargeScenario.sessions - 1)))]
    let who = "\"session\":\"\(session)\",\"participant\":\"p\(String(number, radix: 36))\""
    let basket = "\"basket\":{\"\(variant(&generator))\":\(1 + generator.next(upTo: 2))}"
    let waits = generator.next(upTo: 2) == 0 ? ",\"waitIfLocked\":true,\"acceptPartial\":true" : ""
    let isPaid = generator.next(upTo: 7) > 0
    let paid = isPaid ? ",\"paid\":true" : ""
    lines.append("{\"at\":\"+\(second)s\",\"joinSession\":{\(who),\(basket)\(waits)\(paid)}}")
    if !isPaid, generator.next(upTo: 1) == 0 {
      lines.append("{\"at\":\"+\(second + 3)s\",\"confirmPayment\":{\(who)}}")
    }
    if generator.next(upTo: 49) == 0 {
      lines.append("{\"at\":\"+\(second + 5)s\",\"leaveSession\":{\(who)}}")
    }
  }

  /// A variant, as often as a bundle has units of it.
  private func variant(_ generator: inout SeededGenerator) -> String {
    let total = LargeScenario.bundle.reduce(0) { $0 + $1.units }
    var rest = generator.next(upTo: total - 1)
    for variant in LargeScenario.bundle {
      if rest < variant.units { return variant.name }
      rest -= variant.units
    }
    return LargeScenario.bundle[0].name
  }
}
