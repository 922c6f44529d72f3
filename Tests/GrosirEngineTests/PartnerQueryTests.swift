import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// What resellers, suppliers and operators ask about listings (SPEC §10, §13).
final class PartnerQueryTests: XCTestCase {
  func testAResellersView() async throws {
    let market = try await LawMarket(in: MemoryStore(), units: 5)
    for (supplier, size) in [("garut", "S"), ("solo", "M")] { try await market.put("ani", supplier, size) }
    try await market.adjust("garut", "S", -5, as: "gone", at: LawScene.at(.minutes(1)))
    let ani = SellerID(literal: "ani")
    var page = try await market.engine.listings(of: ani, in: market.tenant)
    XCTAssertTrue(page.isLast)
    XCTAssertEqual(
      page.listings.map { "\($0.listing.key) \($0.syncedStock) \($0.isSellable)" }, ["ani/M 5 true", "ani/S 5 true"])
    try await market.sync(as: "sync", at: LawScene.at(.minutes(3)))
    page = try await market.engine.listings(of: ani, in: market.tenant, limit: 2)
    XCTAssertFalse(page.isLast, "as many as asked for: there may be more")
    XCTAssertEqual(page.listings.map { "\($0.syncedStock) \($0.isSellable)" }, ["5 true", "0 false"])
    XCTAssertEqual(page.listings.last?.reflection.syncedAt, LawScene.at(.minutes(3)))
    let next = try await market.engine.listings(
      of: ani, in: market.tenant, after: page.listings.last?.listing.key.variant, limit: 2)
    XCTAssertEqual(next.listings, [])
    XCTAssertTrue(next.isLast)
    let nobodys = try await market.engine.listing(market.listing("budi", "S"), of: market.tenant)
    XCTAssertNil(nobodys)
    let elsewhere = try await market.engine.listings(of: ani, in: TenantID(literal: "other"))
    XCTAssertEqual(elsewhere.listings, [])
  }

  /// A supplier sees what each stock has, holds and shows.
  func testASuppliersView() async throws {
    let market = try await LawMarket(in: MemoryStore(), units: 5)
    for reseller in ["ani", "budi"] { try await market.put(reseller, "garut", "S") }
    let reserve = ReserveStock(OrderID(literal: "O"), [StockLine(market.stock("garut", "S"), 2)])
    _ = try await market.engine.execute(reserve, in: market.context("reserve"))
    let owner = OwnerID(literal: "garut")
    let page = try await market.engine.stock(of: owner, in: market.tenant, at: LawScene.start)
    XCTAssertEqual(
      page.items.map { item in
        let (count, shown) = (item.level.count, item.reflection)
        return [count.onHand, count.reserved, count.available, shown?.listings ?? 0, shown?.syncedStock ?? -1]
      }, [[5, 0, 5, 0, -1], [5, 2, 3, 2, 5]])
    let totals = try await market.engine.stockTotals(of: owner, in: market.tenant, at: LawScene.start)
    XCTAssertEqual([totals.onHand, totals.reserved, totals.available], [10, 2, 8])
    let listed = try await market.engine.listings(mirroring: market.stock("garut", "S"), in: market.tenant)
    XCTAssertEqual(listed.listings.map { $0.listing.key.reseller.text }, ["ani", "budi"])
  }

  func testWhatIsOutOfStepAndForHowLong() async throws {
    let market = try await LawMarket(in: MemoryStore(), units: 5)
    var delays = try await market.engine.syncDelays(in: market.tenant, at: LawScene.end)
    XCTAssertEqual(delays, SyncDelays(stocks: 0, longest: .zero))
    for size in ["S", "M"] { try await market.put("ani", "garut", size) }
    try await market.adjust("garut", "M", 1, as: "first", at: LawScene.at(.minutes(1)))
    try await market.adjust("garut", "S", 1, as: "second", at: LawScene.at(.minutes(2)))
    try await market.adjust("garut", "M", 1, as: "third", at: LawScene.at(.minutes(3)))
    delays = try await market.engine.syncDelays(in: market.tenant, at: LawScene.at(.minutes(5)))
    XCTAssertEqual(delays, SyncDelays(stocks: 2, longest: .minutes(4)))
    delays = try await market.engine.syncDelays(
      .variant(VariantID(literal: "S")), in: market.tenant, at: LawScene.at(.minutes(5)))
    XCTAssertEqual(delays, SyncDelays(stocks: 1, longest: .minutes(3)))
    delays = try await market.engine.syncDelays(in: market.tenant, at: LawScene.start)
    XCTAssertEqual(delays, SyncDelays(stocks: 2, longest: .zero), "a clock that jumped back")
    let found = try await market.engine.listingsOutOfStep(in: market.tenant, limit: 1)
    XCTAssertEqual(found.stocks.map { $0.key }, [market.stock("garut", "M")])
    XCTAssertEqual(found.count, 2)
    try await market.sync(as: "sync", at: LawScene.at(.minutes(5)))
    let item = try await market.engine.stock(of: market.stock("garut", "S"), in: market.tenant, at: LawScene.end)
    XCTAssertEqual(item?.reflection?.lastDelay, .minutes(3))
  }
}
