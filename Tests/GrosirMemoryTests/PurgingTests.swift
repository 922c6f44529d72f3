import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// What is purged goes, in whatever portions and from whatever place; the rest stays in order.
final class PurgingTests: XCTestCase {
  func testRefusalsThatStayAreInOrder() async throws {
    // The clock jumps back now and then: the oldest are not the first to have been refused.
    let minutes: [Int32] = [3, 4, 1, 5, 6, 2, 7, 8, 9, 10]
    for limit in 1...4 {
      let shop = try await LawShop(in: MemoryStore())
      for minute in minutes {
        let now = LawScene.at(.minutes(minute))
        _ = try await shop.refusal(of: shop.join("a", units: 6), in: shop.context("at \(minute)", at: now))
      }
      for before in 1...Int32(11) {
        while try await shop.store.purge(before: LawScene.at(.minutes(before)), limit: limit) == limit {}
        let left = minutes.filter { $0 >= before }.map { "at \($0)" }
        let all = try await shop.store.refusals(of: shop.tenant, after: 0, limit: 100)
        XCTAssertEqual(all.map { $0.context.command.text }, left, "limit \(limit), before \(before)")
        let page = try await shop.store.refusals(of: shop.tenant, after: all.first?.number ?? 0, limit: 2)
        XCTAssertEqual(page, Array(all.dropFirst().prefix(2)))
      }
    }
  }
}
