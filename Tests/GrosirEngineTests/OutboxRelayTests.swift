import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// Effects are delivered at least once, again when it fails, and parked when it is hopeless.
final class OutboxRelayTests: XCTestCase {
  /// Answers as told, and remembers what it was given.
  private final class Handler: EffectHandler {
    private let answer: @Sendable (LeasedEffect) -> Delivery
    private let seen = Guarded<[String]>([])

    init(_ answer: @escaping @Sendable (LeasedEffect) -> Delivery) { self.answer = answer }

    var deliveries: [String] { seen.withLock { $0 } }

    func deliver(_ effect: LeasedEffect) async -> Delivery {
      seen.withLock { $0.append("\(effect.key) \(effect.attempt)") }
      return answer(effect)
    }
  }

  private func shop(_ names: [String]) async throws -> LawShop<MemoryStore> {
    let shop = try await LawShop(in: MemoryStore())
    for name in names { _ = try await shop.engine.execute(shop.join(name), in: shop.context(name)) }
    return shop
  }

  private func relay(
    _ shop: LawShop<MemoryStore>, _ handler: Handler, attempts: Int = 3
  ) -> OutboxRelay<MemoryStore, Handler, SeededSeeds> {
    OutboxRelay(
      shop.store, to: handler, holder: "relay",
      schedule: RetrySchedule(firstDelay: .seconds(10), longestDelay: .seconds(60), attempts: attempts),
      seeds: SeededSeeds(seed: 3))
  }

  func testWhatIsDeliveredIsDone() async throws {
    let shop = try await shop(["a", "b", "c"])
    let handler = Handler { _ in .delivered }
    let relay = relay(shop, handler)
    var counts: [Int] = []
    for _ in 0..<3 { counts.append(try await relay.deliverDue(at: LawScene.start, limit: 2).delivered) }
    XCTAssertEqual(counts, [2, 1, 0])
    XCTAssertEqual(handler.deliveries, ["payment/a 1", "payment/b 1", "payment/c 1"])
  }

  func testWhatFailsIsTriedAgainWithGrowingDelaysAndParkedAfterTheLast() async throws {
    let shop = try await shop(["a"])
    let handler = Handler { _ in .failed(because: "busy") }
    let relay = relay(shop, handler)
    var attempts: [Int64] = []
    for second in Int32(0)...120 {
      let report = try await relay.deliverDue(at: LawScene.at(.seconds(second)), limit: 10)
      if report.total > 0 { attempts.append(Int64(second)) }
    }
    XCTAssertEqual(handler.deliveries, ["payment/a 1", "payment/a 2", "payment/a 3"])
    let waits = zip(attempts, attempts.dropFirst()).map { $1 - $0 }
    // Between half the delay and all of it, rounded up to the next second that is looked at.
    XCTAssertTrue((5...10).contains(waits[0]) && (10...20).contains(waits[1]), "\(waits)")
    let parked = try await shop.store.parkedEffects(of: shop.tenant, after: 0, limit: 10)
    XCTAssertEqual(parked.map(\.reason), ["busy"])
    XCTAssertEqual(parked.map(\.attempts), [3])
    let isUnparked = try await shop.store.unpark("payment/a", of: shop.tenant, dueAt: LawScene.later)
    XCTAssertTrue(isUnparked)
    let again = try await relay.deliverDue(at: LawScene.later, limit: 10)
    XCTAssertEqual(again.retried, 1)
  }

  func testWhatIsRejectedIsParkedAtOnceAndKeepsNobodyWaiting() async throws {
    let shop = try await shop(["a", "b"])
    let handler = Handler { $0.key == "payment/a" ? .rejected(because: "no such buyer") : .delivered }
    let report = try await relay(shop, handler).deliverDue(at: LawScene.start, limit: 10)
    XCTAssertEqual([report.parked, report.delivered, report.total], [1, 1, 2])
  }

  func testWhatAPerishedRelayHadIsDeliveredByAnother() async throws {
    let shop = try await shop(["a"])
    _ = try await shop.lease(at: LawScene.start)
    let handler = Handler { _ in .delivered }
    let relay = relay(shop, handler)
    let expiry = LawScene.leaseEnd(from: LawScene.start)
    let early = try await relay.deliverDue(at: LawScene.before(expiry), limit: 10)
    let late = try await relay.deliverDue(at: expiry, limit: 10)
    XCTAssertEqual([early.total, late.delivered], [0, 1])
    XCTAssertEqual(handler.deliveries, ["payment/a 2"])
  }

  /// A delivery that ends whoever delivers it is not begun for ever.
  func testWhatNobodyComesBackFromIsParked() async throws {
    let shop = try await shop(["a"])
    var now = LawScene.start
    for _ in 0..<3 {
      _ = try await shop.lease(at: now)
      now = LawScene.leaseEnd(from: now)
    }
    let handler = Handler { _ in .delivered }
    let report = try await relay(shop, handler, attempts: 3).deliverDue(at: now, limit: 10)
    XCTAssertEqual([report.parked, report.total, handler.deliveries.count], [1, 1, 0])
  }

  func testTheLoopRestsWhenNothingIsLeft() async throws {
    let shop = try await shop(["a", "b", "c"])
    struct Enough: Error {}
    var rests: [Timespan] = []
    let relay = relay(shop, Handler { _ in .delivered })
    do {
      try await relay.run(clock: SettableClock(at: LawScene.start), batch: 1, pause: .seconds(9)) { timespan in
        rests.append(timespan)
        if timespan > .zero { throw Enough() }
      }
    } catch is Enough {}
    XCTAssertEqual(rests, [.zero, .zero, .zero, .seconds(9)])
  }
}
