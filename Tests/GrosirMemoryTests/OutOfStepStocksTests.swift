import GrosirCore
import GrosirMemory
import GrosirTesting
import XCTest

/// The queues of what is out of step against a dictionary that is sorted whenever it is asked.
final class OutOfStepStocksTests: XCTestCase {
  private let keys = ["a", "b"].flatMap { owner in
    ["S", "M", "L"].flatMap { variant in
      ["x", "y"].map { place in
        StockKey(
          owner: OwnerID(unchecked: owner), location: LocationID(unchecked: place),
          variant: VariantID(unchecked: variant))
      }
    }
  }
  private let scopes: [SyncScope] = [
    .everything, .supplier(OwnerID(literal: "a")), .supplier(OwnerID(literal: "b")), .variant(VariantID(literal: "S")),
    .variant(VariantID(literal: "M")), .supplier(OwnerID(literal: "nobody")),
  ]

  func testAnyChanges() throws {
    let report = try checkProperty(
      "stocks that come out of step and into it", cases: 1_500,
      minimumShares: ["again at once": 0.15, "earlier than others": 0.5, "more than asked for": 0.5]
    ) { choices in
      var stocks = OutOfStepStocks()
      var since: [StockKey: Instant] = [:]
      var marked: [StockKey: Instant] = [:]
      var now: Int64 = 100
      try choices.steps(1...120) { choices in
        now = max(0, now + choices.element(of: [0, 0, 1, 3, -2]))
        let key = choices.element(of: self.keys)
        let instant = Instant(millisecondsSince1970: now)
        let next = since[key] == nil || choices.chance(1, in: 6) ? instant : nil
        if let next, since[key] == nil, marked.updateValue(next, forKey: key) == next { choices.count("again at once") }
        if let next, since.values.contains(where: { $0 > next }) { choices.count("earlier than others") }
        stocks.change(key, from: since[key], to: next)
        since[key] = next
        let scope = choices.element(of: self.scopes)
        let expected = since.filter { self.holds(scope, $0.key) }.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        let limit = choices.integer(in: 0...4)
        if expected.count > limit { choices.count("more than asked for") }
        try expectEqual(stocks.first(limit, of: scope), expected.prefix(limit).map { $0.key }, "the first of \(scope)")
        try expectEqual(stocks.count(of: scope), expected.count, "how many of \(scope)")
      }
    }
    print(report)
  }

  private func holds(_ scope: SyncScope, _ key: StockKey) -> Bool {
    switch scope {
    case .everything: true
    case .supplier(let owner): key.owner == owner
    case .variant(let variant): key.variant == variant
    }
  }
}
