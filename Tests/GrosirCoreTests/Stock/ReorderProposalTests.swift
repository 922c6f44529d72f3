import GrosirCore
import GrosirTesting
import XCTest

/// What is proposed to be ordered again (SPEC §7, reorder).
final class ReorderProposalTests: XCTestCase {
  /// The specification's example, to the unit.
  ///
  /// "composition 4/4/4, maximum 8, reorder at 4, stock 8/8/8: sell 5 M → 3 M is low → propose 1 bundle; sell 2 M →
  /// 1 M; position of M counts the 4 inbound, so nothing more; receive → onHand 12 S, 5 M, 12 L, overflow 4, 0, 4."
  func testTheWorkedExample() throws {
    var book = ReservationBook()
    let note = AdjustmentID(literal: "note")
    let limits = try StockLimits(reorderPoint: 4, maximum: 8)
    let keys = try ["S", "M", "L"].map { text in
      let key = try book.handle(of: StockHistory.key(text))
      book.setLimits(limits, of: key)
      try book.adjust(key, by: 8, .receipt, reference: note, at: .epoch)
      return key
    }
    func sell(_ units: Int, _ order: StaticString, _ book: inout ReservationBook) throws {
      let made = try book.reserve([StockLine(StockHistory.key("M"), units)], for: OrderID(literal: order), at: .epoch)
      try book.consume(made.reservation, at: .epoch)
    }
    func proposal(_ book: borrowing ReservationBook, inbound: Int) throws -> ReorderProposal? {
      var positions: [ReorderPosition] = []
      for key in keys {
        let level = book.level(of: key)
        positions.append(
          ReorderPosition(
            book.key(of: key).variant, unitsPerBundle: 4, reorderPoint: level.limits.reorderPoint,
            available: level.count.available, inbound: inbound))
      }
      return try ReorderProposal(for: positions)
    }
    XCTAssertNil(try proposal(book, inbound: 0))
    try sell(5, "a", &book)
    XCTAssertEqual(book.level(of: keys[1]).status, .lowStock)
    let first = try XCTUnwrap(try proposal(book, inbound: 0))
    XCTAssertEqual(first.bundles, 1)
    XCTAssertEqual(first.low.map(\.position), [3])
    XCTAssertEqual(first.units.map(\.units), [4, 4, 4])
    try sell(2, "b", &book)
    XCTAssertEqual(book.level(of: keys[1]).count.onHand, 1)
    XCTAssertNil(try proposal(book, inbound: 4))
    for key in keys { try book.adjust(key, by: 4, .receipt, reference: note, at: .epoch) }
    XCTAssertEqual(keys.map { book.level(of: $0).count.onHand }, [12, 5, 12])
    XCTAssertEqual(keys.map { book.level(of: $0).overflow }, [4, 0, 4])
  }

  /// The proposal is the fewest bundles after which no variant is low.
  func testTheProposalIsTheFewestBundlesThatSuffice() throws {
    try checkProperty(
      "a reorder proposal is the fewest bundles that suffice", cases: 5_000,
      minimumShares: ["proposed": 0.3, "none": 0.1]
    ) { choices in
      let positions = choices.list(0...4) { choices in
        ReorderPosition(
          VariantID(literal: "v"), unitsPerBundle: choices.integer(in: 1...5),
          reorderPoint: choices.boolean() ? choices.integer(in: 0...9) : nil, available: choices.integer(in: 0...12),
          inbound: choices.integer(in: 0...6), unreservedDemand: choices.integer(in: 0...20))
      }
      func isLow(after bundles: Int) -> Bool {
        positions.contains { entry in
          let position = entry.available + entry.inbound - entry.unreservedDemand + bundles * entry.unitsPerBundle
          return entry.reorderPoint.map { position <= $0 } ?? false
        }
      }
      let fewest = (0...40).first { !isLow(after: $0) } ?? -1
      choices.count(fewest == 0 ? "none" : "proposed")
      let proposal = try ReorderProposal(for: positions)
      try expectEqual(proposal?.bundles ?? 0, fewest, "bundles")
      try expectEqual(
        proposal?.units.map(\.units) ?? [], fewest == 0 ? [] : positions.map { $0.unitsPerBundle * fewest }, "units")
    }
  }

  func testWhatCannotBeCountedIsRefused() throws {
    let extremes = [Int.min, -1, 0, 1, 1_000_000_000, 1_000_000_001, Int.max]
    try checkExhaustively("no position traps") { choices in
      let position = ReorderPosition(
        VariantID(literal: "v"), unitsPerBundle: choices.element(of: extremes),
        reorderPoint: choices.element(of: extremes), available: choices.element(of: extremes),
        inbound: choices.element(of: extremes), unreservedDemand: choices.element(of: extremes))
      let other = ReorderPosition(
        VariantID(literal: "w"), unitsPerBundle: 1_000_000_000, reorderPoint: nil, available: 0)
      let refused = thrown { () throws(StockError) in try ReorderProposal(for: [position, other]) }
      if let refused { try expectEqual(refused.code, "invalid") } else { choices.count("answered") }
    }
  }
}
