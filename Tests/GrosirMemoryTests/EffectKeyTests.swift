import GrosirCore
import GrosirEngine
import GrosirMemory
import XCTest

/// An effect is found by its key byte by byte, as everywhere else, whatever its identity consists of.
final class EffectKeyTests: XCTestCase {
  private let tenant = TenantID(literal: "tenant")

  /// Two that look the same, one that begins with an accent, and some with slashes.
  private let orders = ["\u{E9}", "e\u{301}", "\u{301}x", "a/b", "/", "a"].map { OrderID(unchecked: $0) }

  func testEffectsAreToldApartByTheBytesOfTheirKeys() async throws {
    let store = MemoryStore()
    let context = Context(
      tenant: tenant, command: CommandID(literal: "C"), actor: ActorID(literal: "test"), now: .epoch, seed: 1)
    let effects = orders.map { Effect.cancelShipment($0) }
    let asked = Transaction(context, name: "asked", content: .null, reads: []) { _ in
      .accepted(receipt: AnswerContent(.null), Changes(events: [], effects: effects + effects, rows: [], in: context))
    }
    _ = try await store.transact(asked)
    let later = try XCTUnwrap(Instant.epoch.adding(.hours(1)))
    let lent = try await store.leaseEffects(LeaseRequest(by: "test", at: .epoch, until: later, limit: 100))
    XCTAssertEqual(lent.map { $0.effect }, effects)
    for effect in lent {
      let isSettled = try await store.settle(effect, as: .parked(at: .epoch, because: "\(effect.lease)"))
      XCTAssertTrue(isSettled, effect.key)
    }
    let parked = try await store.parkedEffects(of: tenant, after: 0, limit: 100)
    XCTAssertEqual(parked.map { $0.effect }, effects)
    for effect in parked {
      let isDue = try await store.unpark(effect.key, of: tenant, dueAt: .epoch)
      XCTAssertTrue(isDue, effect.key)
    }
    for unknown in ["noShipment", "noShipment/", "shipment/a", "a", ""] {
      let isDue = try await store.unpark(unknown, of: tenant, dueAt: .epoch)
      XCTAssertFalse(isDue, unknown)
    }
    let again = try await store.leaseEffects(LeaseRequest(by: "test", at: .epoch, until: later, limit: 100))
    XCTAssertEqual(again.map { $0.effect }, effects)
  }
}
