import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// What is due is done, once, whoever else is about.
final class DeadlineTickerTests: XCTestCase {
  private typealias Ticker = DeadlineTicker<MemoryStore, SettableClock, SeededSeeds>

  private func ticker(_ shop: LawShop<MemoryStore>, _ clock: SettableClock) -> Ticker {
    let stamp = Stamp(clock: clock, seeds: SeededSeeds(seed: 1))
    return DeadlineTicker(shop.engine, stamp: stamp, actor: ActorID(literal: "ticker"))
  }

  func testASessionIsBroughtToItsEnd() async throws {
    let shop = try await LawShop(in: MemoryStore())
    let clock = SettableClock(at: LawScene.start)
    var ticker = ticker(shop, clock)
    _ = try await shop.engine.execute(shop.join("a"), in: shop.context("a"))
    var story: [[String]] = []
    while let next = try await ticker.tick().nextNeeded {
      XCTAssertGreaterThan(next, clock.now())
      clock.set(to: next)
      story.append(try await ticker.tick().met.map { "\($0.deadline.kind.rawValue) \($0.fate == .met)" })
    }
    XCTAssertEqual(story, [["lapseHolds true"], ["announceNearExpiry true"], ["close true"]])
    let events = try await shop.events().map(\.dated.event.name)
    XCTAssertEqual(
      events,
      [
        "SESSION_CREATED", "SESSION_JOINED", "HOLD_LAPSED", "SESSION_NEAR_EXPIRY", "SESSION_CLOSED",
      ])
  }

  /// What fails every time does not keep what comes after it waiting, however few are asked for.
  func testWhatFailsForGoodKeepsNothingElseWaiting() async throws {
    let isArmed = Guarded(false)
    let store = MemoryStore { point throws(StoreError) in
      let fails = isArmed.withLock { isArmed in
        defer { if point == .beforeReading { isArmed = false } }
        return isArmed && point == .beforeReading
      }
      if fails { throw .unavailable("the first of every tick") }
    }
    let shop = try await LawShop(in: store)
    _ = try await shop.engine.execute(shop.join("a"), in: shop.context("a"))
    var ticker = ticker(shop, SettableClock(at: LawScene.end))
    var fates: [[Bool]] = []
    for _ in 0..<2 {
      isArmed.withLock { $0 = true }
      fates.append(try await ticker.tick(limit: 1).met.map { $0.fate == .met })
    }
    XCTAssertEqual(fates, [[false], [false, true]])
  }

  func testWhatIsTooLateToAnnounceIsClosed() async throws {
    let shop = try await LawShop(in: MemoryStore())
    var ticker = ticker(shop, SettableClock(at: LawScene.end))
    let report = try await ticker.tick()
    XCTAssertEqual(report.met.map(\.fate), [.met])
    XCTAssertNil(report.nextNeeded)
    let session = try await shop.keptSession()
    XCTAssertEqual(session?.settlement?.closedAt, LawScene.at(.days(1)))
  }

  func testACommandOfSomebodyElseDoesNotKeepASessionOpenThatNobodyAnnounced() async throws {
    let shop = try await LawShop(in: MemoryStore())
    let due = LawScene.at(.days(1)).millisecondsSince1970
    _ = try await shop.engine.execute(LapseHolds(shop.session), in: shop.context("deadline/close/\(due)/0/session"))
    var ticker = ticker(shop, SettableClock(at: LawScene.end))
    var fates: [MetDeadline.Fate] = []
    for _ in 0..<2 { fates += try await ticker.tick().met.map(\.fate) }
    XCTAssertEqual(fates, [.metAlready, .met])
    let kept = try await shop.keptSession()
    XCTAssertEqual(kept?.state, .failed)
  }

  func testACommandOfSomebodyElseUnderTheIdentityDoesNotKeepADeadlineUnmet() async throws {
    let clock = SettableClock(at: LawScene.start)
    let shop = try await LawShop(in: MemoryStore())
    _ = try await shop.engine.execute(shop.join("a"), in: shop.context("a"))
    // The very command, given too early; and another one under the identity tried next.
    let due = LawScene.at(.hours(1)).millisecondsSince1970
    let identity = "deadline/lapseHolds/\(due)/"
    _ = try await shop.engine.execute(LapseHolds(shop.session), in: shop.context("\(identity)0/session"))
    _ = try await shop.engine.execute(shop.join("b"), in: shop.context("\(identity)1/session", at: LawScene.later))
    clock.set(to: LawScene.at(.hours(1)))
    var ticker = ticker(shop, clock)
    var fates: [MetDeadline.Fate] = []
    for _ in 0..<3 { fates += try await ticker.tick().met.map(\.fate) }
    XCTAssertEqual(fates, [.metAlready, .metAlready, .met])
    let kept = try await shop.keptParticipants()
    XCTAssertEqual(kept.map(\.status.name), ["lapsed", "awaitingPayment"])
  }

  func testALongIdentityFits() async throws {
    let long = try XCTUnwrap(SessionID(String(repeating: "s", count: 120)))
    let shop = try await LawShop(in: MemoryStore(), session: long)
    var ticker = ticker(shop, SettableClock(at: LawScene.end))
    let report = try await ticker.tick()
    XCTAssertEqual(report.met.map(\.fate), [.met])
  }

  func testAFailingStoreIsTriedAgainAfterAPause() async throws {
    let fails = Guarded(false)
    let store = MemoryStore { (_) throws(StoreError) in
      if fails.withLock({ $0 }) { throw .unavailable("on purpose") }
    }
    let shop = try await LawShop(in: store)
    var ticker = ticker(shop, SettableClock(at: LawScene.end))
    fails.withLock { $0 = true }
    struct Enough: Error {}
    var pauses: [Timespan] = []
    var fates: [MetDeadline.Fate] = []
    do {
      try await ticker.run(longestPause: .seconds(7)) { result in
        if case .success(let report) = result { fates += report.met.map(\.fate) }
      } sleep: { timespan in
        pauses.append(timespan)
        fails.withLock { $0 = false }
        if pauses.count == 2 { throw Enough() }
      }
    } catch is Enough {}
    XCTAssertEqual(fates, [.failed(.unavailable("on purpose")), .met])
    XCTAssertEqual(pauses, [.seconds(7), .seconds(7)])
  }
}
