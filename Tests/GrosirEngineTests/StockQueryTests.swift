import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// Questions about stock are answered as if what has expired had been released, and change nothing (SPEC §7, §13).
final class StockQueryTests: XCTestCase {
  private let expiry = LawScene.at(.minutes(15))

  func testWhatHasExpiredCountsAsFreeThoughNobodySwept() async throws {
    let warehouse = try await LawWarehouse(in: MemoryStore(), units: 8)
    let (engine, tenant, key) = (warehouse.engine, warehouse.tenant, warehouse.key("M"))
    try await warehouse.run(SetStockLimits(key, reorderPoint: 6, maximum: 6), as: "limits")
    try await warehouse.run(SetStockLimits(warehouse.key("S"), reorderPoint: 8, maximum: nil), as: "limits of S")
    try await warehouse.run(warehouse.reserve("a", ["M": 5, "S": 1]), as: "a")
    try await warehouse.run(warehouse.reserve("b", ["M": 3], lasting: .lasting(.minutes(30))), as: "b")
    let kept = try await warehouse.keptItem("M")
    for (now, reserved, status, open) in [
      (LawScene.start, 8, StockStatus.outOfStock, ["a", "b"]),
      (LawScene.before(expiry), 8, .outOfStock, ["a", "b"]), (expiry, 3, .inStock, ["b"]),
      (LawScene.at(.minutes(30)), 0, .inStock, []),
    ] {
      let item = try await engine.stock(of: key, in: tenant, at: now)
      XCTAssertEqual(item?.level.count, StockCount(onHand: 8, reserved: reserved))
      XCTAssertEqual(item?.level.status, status)
      XCTAssertEqual(item?.level.overflow, 2)
      let page = try await engine.openReservations(of: key.variant, in: tenant, at: now)
      XCTAssertEqual(page.reservations.map { $0.holder }, open.map { .order(warehouse.order($0)) })
      XCTAssertNil(page.next)
      let totals = try await engine.stockTotals(of: key.owner, in: tenant, at: now)
      let other = now < expiry ? 1 : 0
      XCTAssertEqual([totals.stocks, totals.onHand, totals.overflow], [2, 16, 2])
      XCTAssertEqual([totals.reserved, totals.available], [reserved + other, 16 - reserved - other])
      XCTAssertEqual([totals.outOfStock, totals.lowStock], now < expiry ? [1, 1] : [0, 1])
    }
    let after = try await warehouse.keptItem("M")
    XCTAssertEqual(after, kept, "asking changes nothing")
    let unheard = try await engine.stock(of: warehouse.key("XL"), in: tenant, at: LawScene.start)
    XCTAssertNil(unheard)
    let elsewhere = try await engine.stock(of: key, in: TenantID(literal: "other"), at: LawScene.start)
    XCTAssertNil(elsewhere)
  }

  /// Time does not go back for a stock: by its last instant something had expired, though nobody swept.
  func testAClockThatJumpsBack() async throws {
    let warehouse = try await LawWarehouse(in: MemoryStore(), units: 8)
    try await warehouse.run(warehouse.reserve("a", ["M": 5]), as: "a")
    try await warehouse.run(warehouse.reserve("b", ["M": 1], lasting: .untilReleased), as: "b")
    try await warehouse.run(
      ConsumeReservation(warehouse.order("b")), as: "consume", at: LawScene.at(.minutes(20)))
    let item = try await warehouse.engine.stock(of: warehouse.key("M"), in: warehouse.tenant, at: LawScene.start)
    XCTAssertEqual(item?.level.count, StockCount(onHand: 7, reserved: 0))
    // Whoever reserves is told the same.
    let refusal = try await warehouse.refusal(of: warehouse.reserve("c", ["M": 8]), as: "c")
    XCTAssertEqual(refusal, .insufficient([.init(key: warehouse.key("M"), asked: 8, available: 7)]))
  }

  func testPages() async throws {
    let warehouse = try await LawWarehouse(in: MemoryStore(), units: 90)
    let seller = OwnerID(literal: "seller")
    var keys: [StockKey] = []
    for place in 0..<7 {
      let location = LocationID(unchecked: "place \(place)")
      let key = StockKey(owner: seller, location: location, variant: VariantID(literal: "M"))
      try await warehouse.run(AdjustStock(key, by: place + 1, because: .receipt), as: "\(place)")
      try await warehouse.run(
        ReserveStock(warehouse.order("order \(place)"), [StockLine(key, 1)]), as: "order \(place)")
      keys.append(key)
    }
    for size in 1...8 {
      var (found, holders): ([StockKey], [ReservationHolder]) = ([], [])
      var totals = StockTotals()
      var last: StockKey?
      repeat {
        let page = try await warehouse.engine.stock(
          of: seller, in: warehouse.tenant, at: LawScene.start, after: last, limit: size)
        found += page.items.map { $0.key }
        totals.add(page.totals)
        last = page.next
      } while last != nil
      var lastHolder: ReservationHolder?
      repeat {
        let page = try await warehouse.engine.openReservations(
          of: VariantID(literal: "M"), in: warehouse.tenant, at: LawScene.start, after: lastHolder, limit: size)
        holders += page.reservations.map { $0.holder }
        lastHolder = page.next
      } while lastHolder != nil
      XCTAssertEqual(found, keys, "in pages of \(size)")
      XCTAssertEqual(holders, (0..<7).map { .order(warehouse.order("order \($0)")) }, "in pages of \(size)")
      XCTAssertEqual([totals.stocks, totals.onHand, totals.reserved, totals.available], [7, 28, 7, 21])
      let all = try await warehouse.engine.stockTotals(of: seller, in: warehouse.tenant, at: LawScene.start)
      XCTAssertEqual(all, totals)
    }
  }

  /// SPEC §7: composition 4/4/4, maximum 8, reorder at 4, stock 8/8/8, to the unit.
  func testTheReorderExample() async throws {
    let warehouse = try await LawWarehouse(in: MemoryStore(), units: 8)
    let sizes = ["S", "M", "L"]
    try await warehouse.run(AdjustStock(warehouse.key("L"), by: 8, because: .receipt), as: "receive L")
    for size in sizes {
      try await warehouse.run(SetStockLimits(warehouse.key(size), reorderPoint: 4, maximum: 8), as: "limits \(size)")
    }
    func proposal(inbound: Int) async throws -> ReorderProposal? {
      var positions: [ReorderPosition] = []
      for size in sizes {
        let item = try await warehouse.engine.stock(of: warehouse.key(size), in: warehouse.tenant, at: LawScene.start)
        let level = try XCTUnwrap(item).level
        positions.append(
          ReorderPosition(
            VariantID(unchecked: size), unitsPerBundle: 4, reorderPoint: level.limits.reorderPoint,
            available: level.count.available, inbound: inbound))
      }
      return try ReorderProposal(for: positions)
    }
    func sell(_ units: Int, _ name: String) async throws {
      try await warehouse.run(warehouse.reserve(name, ["M": units]), as: name)
      try await warehouse.run(ConsumeReservation(warehouse.order(name)), as: "\(name) goes out")
    }
    let none = try await proposal(inbound: 0)
    XCTAssertNil(none)
    try await sell(5, "five")
    let first = try await proposal(inbound: 0)
    XCTAssertEqual(first?.bundles, 1)
    XCTAssertEqual(first?.low.map { "\($0.variant.text) \($0.position)" }, ["M 3"])
    XCTAssertEqual(first?.units.map { $0.units }, [4, 4, 4])
    try await sell(2, "two")
    try await warehouse.expectCount("M", 1, 0, "after seven of eight were sold")
    let second = try await proposal(inbound: 4)
    XCTAssertNil(second, "the position of M counts the four inbound")
    for size in sizes {
      try await warehouse.run(AdjustStock(warehouse.key(size), by: 4, because: .receipt), as: "bundle \(size)")
    }
    let page = try await warehouse.engine.stock(
      of: StockPlace.platform.owner, in: warehouse.tenant, at: LawScene.start)
    XCTAssertEqual(
      page.items.map { "\($0.key.variant.text) \($0.level.count.onHand) \($0.level.overflow)" },
      ["L 12 4", "M 5 0", "S 12 4"])
    let last = try await proposal(inbound: 0)
    XCTAssertNil(last)
  }
}
