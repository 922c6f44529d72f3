import GrosirCore
import GrosirTesting
import XCTest

/// Stocks that change, hands that switch and syncs of every scope and size, in any order and by any clock: after each
/// of them SPEC §10 holds.
final class ListingPropertyTests: XCTestCase {
  private let anything: [(weight: Int, element: ListingHistory.Step)] = [
    (8, .adjust), (3, .reserve), (2, .end), (3, .put), (5, .turn), (6, .sync), (1, .syncAll),
  ]

  func testAnyInterleaving() throws {
    let report = try checkProperty(
      "any interleaving of listings, stocks and syncs", cases: 3_000,
      minimumShares: [
        "adjust → done": 0.9, "adjust → refused": 0.3, "reserve → done": 0.4, "reserve → refused": 0.3,
        "end → consumed": 0.15, "end → released": 0.15, "put → LISTING_CONFIGURED": 0.9, "put → nothing": 0.3,
        "put → unknownStock": 0.1, "turn → LISTING_SWITCHED_OFF": 0.3, "turn → LISTING_SWITCHED_ON": 0.1,
        "turn → nothing": 0.3, "turn → unknownListing": 0.3, "sync → nothing": 0.9, "sync → all": 0.4,
        "sync → a part": 0.08, "went out of stock": 0.3, "came back": 0.1,
      ]
    ) { choices in
      var history = ListingHistory()
      try history.open(choices)
      try choices.steps(10...80) { choices in
        history.letTimePass(choices)
        try history.perform(choices.weighted(self.anything), choices)
      }
      try history.syncAll(choices)
    }
    print(report)
  }
}
