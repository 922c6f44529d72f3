import Foundation
import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirTesting
import XCTest
import grosir

/// What operators ask about inventory (SPEC §7, §13), about scenarios that were run.
final class OperatorQueryTests: XCTestCase {
  // MARK: Reorder

  /// SPEC §7: composition 4/4/4, maximum 8, reorder at 4, stock 8/8/8, to the unit.
  func testTheReorderExample() async throws {
    for (until, available, inbound, bundles) in [
      ("02T09:30", [8, 8, 8], 0, 0), ("02T10:00", [8, 3, 8], 0, 1), ("02T11:30", [8, 3, 8], 0, 1),
      ("02T12:00", [8, 3, 8], 4, 0), ("02T13:00", [8, 1, 8], 4, 0), ("10T09:30", [8, 1, 8], 4, 0),
      ("12T09:00", [12, 5, 12], 0, 0),
    ] {
      let run = try await run("reorder-to-the-unit", until: "2026-03-\(until):00+07:00")
      let found = try await run.engine.reordering(of: ProductID(literal: "hoodie"), in: run.tenant, at: run.end)
      let reordering = try XCTUnwrap(found)
      XCTAssertEqual(reordering.positions.map { $0.variant.text }, ["S", "M", "L"])
      XCTAssertEqual(reordering.positions.map { $0.available }, available, until)
      XCTAssertEqual(reordering.positions.map { $0.inbound }, [inbound, inbound, inbound], until)
      XCTAssertEqual(reordering.positions.map { $0.reorderPoint }, [4, 4, 4])
      XCTAssertEqual(reordering.proposal?.bundles ?? 0, bundles, until)
      guard let proposal = reordering.proposal else { continue }
      XCTAssertEqual(proposal.low.map { "\($0.variant.text) \($0.position)" }, ["M 3"])
      XCTAssertEqual(proposal.units.map { $0.units }, [4, 4, 4])
    }
    let run = try await run("reorder-to-the-unit")
    let health = try await run.engine.inventoryHealth(of: run.tenant, at: run.end)
    XCTAssertEqual(health.overflows.map { "\($0.key.variant.text) \($0.onHand) \($0.units)" }, ["L 12 4", "S 12 4"])
    let none = try await run.engine.reordering(of: ProductID(literal: "shirt"), in: run.tenant, at: run.end)
    XCTAssertNil(none)
  }

  /// Paid demand of sessions that succeeded counts until it is there, and what comes for it counts as well.
  func testReorderingWhileASessionAwaitsGoods() async throws {
    for (until, available, inbound, demand) in [
      // Open: nothing is demanded yet. Closed: all of it is; then 14 bundles are ordered; then most have come.
      ("02T12:30", [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]),
      ("09T09:30", [0, 0, 0, 0], [0, 0, 0, 0], [20, 40, 25, 5]),
      ("09T10:30", [0, 0, 0, 0], [42, 42, 42, 42], [20, 40, 25, 5]),
      ("19T10:00", [22, 0, 0, 0], [0, 3, 12, 42], [0, 3, 1, 5]),
    ] {
      let run = try await run("a-full-life-on-consignment", until: "2026-03-\(until):00+07:00")
      let found = try await run.engine.reordering(of: ProductID(literal: "shirt"), in: run.tenant, at: run.end)
      let reordering = try XCTUnwrap(found)
      XCTAssertEqual(reordering.positions.map { $0.available }, available, until)
      XCTAssertEqual(reordering.positions.map { $0.inbound }, inbound, until)
      XCTAssertEqual(reordering.positions.map { $0.unreservedDemand }, demand, until)
      XCTAssertNil(reordering.proposal, "nobody has said when any of it is low")
    }
  }

  // MARK: Health

  func testTheHealthOfARetailDay() async throws {
    let run = try await run("a-retail-day", until: "2026-03-02T11:20:00+07:00")
    let health = try await run.engine.inventoryHealth(of: run.tenant, at: run.end)
    // joko: 18 on hand of at most 15, 4 of them held; rina: 4 M and 6 S, of which 1 expired at 11:15.
    XCTAssertEqual([health.stock.stocks, health.stock.onHand, health.stock.reserved], [3, 28, 4])
    XCTAssertEqual(health.unsweptReservations, 1)
    XCTAssertEqual(health.unsweptSince?.rfc3339, "2026-03-02T04:15:00Z")
    XCTAssertEqual(health.overflows.map { "\($0.key) \($0.onHand) \($0.units)" }, ["joko/medan/hoodie-m 18 3"])
    XCTAssertEqual(health.breaches, [])
    XCTAssertEqual(health.violations, 0)
    // Made: cart-1 to 6, cart-4 again, and box-1. Out: 2 and 4. Released: 5. Expired: 1, 3, 4 and 6.
    let ends = health.reservations
    XCTAssertEqual([ends.made, ends.consumed, ends.released, ends.expired, ends.ended], [8, 2, 1, 4, 7])
    XCTAssertEqual(ends.expiredShare?.value, 5_714)
    let morning = try Instant(rfc3339: "2026-03-02T09:30:00+07:00")..<Instant(rfc3339: "2026-03-02T09:45:00+07:00")
    let some = try await run.engine.inventoryHealth(of: run.tenant, at: run.end, during: morning).reservations
    // Between half past nine and a quarter to ten 1 and 4 expired, whenever that was noticed; 5 was made.
    XCTAssertEqual([some.made, some.consumed, some.released, some.expired], [1, 0, 0, 2])
    XCTAssertEqual(some.expiredShare?.value, 10_000)
    let night = try Instant(rfc3339: "2026-03-03T00:00:00+07:00")..<Instant(rfc3339: "2026-03-04T00:00:00+07:00")
    let none = try await run.engine.inventoryHealth(of: run.tenant, at: run.end, during: night).reservations
    XCTAssertNil(none.expiredShare)
    let lying = Engine(LyingStore(about: .unitsOnHand, in: run.engine.store))
    let violated = try await lying.inventoryHealth(of: run.tenant, at: run.end)
    XCTAssertEqual(violated.violations, 3, "each stock is one more than its movements make it")
  }

  /// Whoever leaves may leave too much over; it shows until it is right again.
  func testABreachedTolerance() async throws {
    let text = """
      {"start": "2026-03-02T09:00:00+07:00",
       "products": [{"id": "shirt", "basePrice": 100000, "target": 20, "variants": [
         {"id": "S", "unitsPerBundle": 2, "tolerance": 2}, {"id": "M", "unitsPerBundle": 2, "tolerance": 2}]}],
       "steps": [
         {"at": "+0m", "createSession": {"session": "march", "tiers": [{"threshold": 2500, "price": 90000}]}},
         {"at": "+1h", "joinSession": {"participant": "ani", "basket": {"S": 2}, "paid": true}},
         {"at": "+2h", "joinSession": {"participant": "budi", "basket": {"M": 2}, "paid": true}},
         {"at": "+3h", "joinSession": {"participant": "citra", "basket": {"M": 2}, "paid": true}},
         {"at": "+4h", "leaveSession": {"participant": "ani"}},
         {"at": "+5h", "joinSession": {"participant": "dewi", "basket": {"S": 2}, "paid": true}}]}
      """
    let scenario = try DocumentReader().read(parsing: Array(text.utf8), as: .object(Scenario.self))
    var found: [String] = []
    for hour in 9...15 {
      let until = try Instant(rfc3339: "2026-03-02T\(hour < 10 ? "0" : "")\(hour):30:00+07:00")
      let run = try await FinishedRun(of: scenario, on: MemoryStore(), until: until)
      let health = try await run.engine.inventoryHealth(of: run.tenant, at: until)
      let breaches = health.breaches.flatMap { breach in
        breach.variants.map { "\(hour) \(breach.session.text) \($0.variant.text) \($0.excess) of \($0.tolerance)" }
      }
      let kept = try await run.engine.session(SessionID(literal: "march"), of: run.tenant, at: until)
      let session = try XCTUnwrap(kept)
      let expected = AllocationSnapshot(of: session.tallies, under: session.rules).breaches
      XCTAssertEqual(breaches.count, expected.count, "\(hour)")
      found += breaches
    }
    // 4 M demand two bundles, and without ani nobody has bought any of their 4 S.
    XCTAssertEqual(found, ["13 march S 4 of 2"])
  }

  /// SPEC §10, §13: what listings show is not what there is, until somebody synchronises them.
  func testListingsOutOfStep() async throws {
    for (until, stocks, minutes) in [
      ("09:15", 0, 0), ("09:24", 2, 4), ("09:25", 1, 5), ("09:40", 0, 0), ("09:47", 3, 2),
    ] {
      let run = try await run("a-resellers-day", until: "2026-03-02T\(until):00+07:00")
      let health = try await run.engine.inventoryHealth(of: run.tenant, at: run.end)
      XCTAssertEqual(health.syncDelays.stocks, stocks, until)
      XCTAssertEqual(health.syncDelays.longest, .minutes(Int32(minutes)), until)
      XCTAssertEqual(health.violations, 0, until)
    }
  }

  // MARK: Refused

  func testWhoAskedForHowMuchWhenHowMuchWasLeft() async throws {
    let run = try await run("a-retail-day")
    let page = try await run.engine.refusedAttempts(of: run.tenant)
    XCTAssertNil(page.next)
    XCTAssertEqual(
      page.attempts.map { "\($0.name) \($0.code) by \($0.actor.text)" }, ["reserveStock insufficient by shop"])
    let lines = page.attempts[0].lines.map { line in
      "\(line.variant.text) \(line.stock?.owner.text ?? "") \(line.asked) of \(line.available ?? -1)"
    }
    XCTAssertEqual(lines, ["hoodie-m rina 1 of 0", "hoodie-s rina 9 of 7", "hoodie-xl joko 1 of 0"])
    let session = try await self.run("hoodie-m-locks-and-unlocks")
    let all = try await session.engine.refusedAttempts(of: session.tenant).attempts
    XCTAssertEqual(
      all.map { "\($0.name) \($0.code) \($0.session?.text ?? "")" }.first, "joinSession notAcceptable march")
    XCTAssertFalse(all.isEmpty)
    for attempt in all {
      XCTAssertTrue(attempt.lines.allSatisfy { $0.stock == nil && $0.available.map { _ in true } ?? true })
    }
    for (variant, count) in [("M", all.count { $0.lines.contains { $0.variant.text == "M" } }), ("none", 0)] {
      let some = try await session.engine.refusedAttempts(of: session.tenant, for: VariantID(unchecked: variant))
      XCTAssertEqual(some.attempts.count, count)
    }
    let first = try XCTUnwrap(all.first)
    let instant = first.instant
    let after = try XCTUnwrap(instant.adding(.milliseconds(1)))
    let during = try await session.engine.refusedAttempts(of: session.tenant, during: instant..<after)
    XCTAssertEqual(during.attempts, all.filter { $0.instant == instant })
    let elsewhere = try await session.engine.refusedAttempts(of: session.tenant, in: SessionID(literal: "none"))
    XCTAssertEqual(elsewhere.attempts, [])
    // In pages of one: others that were refused are passed over, and nothing is left out.
    let others = try await self.run("a-checkout-day")
    let whole = try await others.engine.refusedAttempts(of: others.tenant)
    var found: [RefusedAttempt] = []
    var next: Int64? = 0
    var pages = 0
    while let place = next {
      let page = try await others.engine.refusedAttempts(of: others.tenant, after: place, limit: 1)
      found += page.attempts
      next = page.next
      pages += 1
    }
    XCTAssertEqual(found, whole.attempts)
    XCTAssertGreaterThan(pages, found.count)
    XCTAssertTrue(found.contains { $0.name == "placeOrder" && $0.lines.allSatisfy { $0.stock != nil } })
  }

  // MARK: Support

  private func run(_ name: String, until: String? = nil) async throws -> FinishedRun<MemoryStore> {
    let file = Tool.repository.appendingPathComponent("Fixtures/scenarios/\(name).json")
    let scenario = try DocumentReader().read(parsing: [UInt8](Data(contentsOf: file)), as: .object(Scenario.self))
    let limit = try until.map { try Instant(rfc3339: $0) }
    return try await FinishedRun(of: scenario, on: MemoryStore(), until: limit)
  }
}
