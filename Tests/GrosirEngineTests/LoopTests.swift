import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// The ticker and the relay, run for as long as their tasks live; the README shows them so.
final class LoopTests: XCTestCase {
  /// A session lapses what was not paid and closes, and its buyers hear of it, without anybody giving a command.
  func testTheLoopsGoOnUntilTheyAreCancelled() async throws {
    let shop = try await LawShop(in: MemoryStore())
    // By the machine's clock the scene is long over, and everything in it is due.
    _ = try await shop.engine.execute(shop.join("a"), in: shop.context("join"))
    let engine = shop.engine
    let loops = Task { try await LoopTests.keepGoing(engine) }
    for _ in 0..<10_000 {
      if try await isOver(shop) { break }
      try await Task.sleep(for: .milliseconds(1))
    }
    loops.cancel()
    do {
      try await loops.value
      XCTFail("the loops came to an end by themselves")
    } catch {
      XCTAssertTrue(error is CancellationError, "\(error)")
    }
    let kept = try await shop.keptSession()
    XCTAssertEqual(kept?.state, .failed)
  }

  /// Whether nothing is due any more, and nothing is left to be delivered.
  private func isOver(_ shop: LawShop<MemoryStore>) async throws -> Bool {
    guard try await shop.store.nextDeadline() == nil else { return false }
    let parked = try await shop.store.parkedEffects(of: shop.tenant, after: 0, limit: 10)
    return parked.map { $0.key } == ["payment/a", "notice/lapsed/a"]
  }

  private static func keepGoing(_ engine: Engine<MemoryStore>) async throws {
    let rest: @Sendable (Timespan) async throws -> Void = { pause in
      try await Task.sleep(for: .milliseconds(pause.milliseconds))
    }
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        var ticker = DeadlineTicker(engine, stamp: Stamp(), actor: ActorID(literal: "ticker"))
        try await ticker.run(sleep: rest)
      }
      tasks.addTask {
        let relay = OutboxRelay(engine.store, to: Payments(), holder: "relay-1", seeds: SystemSeeds())
        try await relay.run(clock: SystemClock(), sleep: rest)
      }
      try await tasks.next()
    }
  }
}

/// Nobody's payments: everything is handed to an operator, so that it can be seen.
private struct Payments: EffectHandler {
  func deliver(_ effect: LeasedEffect) async -> Delivery { .rejected(because: "there is no provider") }
}
