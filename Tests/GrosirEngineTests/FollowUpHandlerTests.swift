import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// What follows from a session's end is done by the relay: fulfilment and renewal; what is nobody's command goes on.
final class FollowUpHandlerTests: XCTestCase {
  /// Takes everything, and remembers what it was.
  private final class Gateway: EffectHandler {
    private let seen = Guarded<[String]>([])
    var deliveries: [String] { seen.withLock { $0 } }

    func deliver(_ effect: LeasedEffect) async -> Delivery {
      seen.withLock { $0.append(effect.effect.name) }
      return .delivered
    }
  }

  private let gateway = Gateway()
  private let clock = SettableClock(at: LawScene.start)

  private func relay(
    _ shop: LawShop<MemoryStore>
  ) -> OutboxRelay<MemoryStore, FollowUpHandler<MemoryStore, SettableClock, SeededSeeds, Gateway>, SeededSeeds> {
    let handler = FollowUpHandler(
      shop.engine, stamp: Stamp(clock: clock, seeds: SeededSeeds(seed: 1)), actor: ActorID(literal: "relay"),
      next: gateway)
    return OutboxRelay(shop.store, to: handler, holder: "relay", seeds: SeededSeeds(seed: 2))
  }

  /// A session that sold five S, all there are of a bundle, and closed.
  private func closed() async throws -> LawShop<MemoryStore> {
    let shop = try await LawShop(in: MemoryStore())
    _ = try await shop.engine.execute(shop.join("a", units: 5), in: shop.context("join"))
    _ = try await shop.engine.execute(shop.pay("a", units: 5), in: shop.context("pay"))
    clock.set(to: LawScene.at(.days(1)))
    _ = try await shop.engine.execute(CloseSession(shop.session), in: shop.context("close", at: clock.now()))
    return shop
  }

  func testASessionIsFulfilledOnceItsFactoryIsConfigured() async throws {
    let shop = try await closed()
    let relay = relay(shop)
    let first = try await relay.deliverDue(at: clock.now(), limit: 100)
    XCTAssertEqual(first.delivered, 2)
    XCTAssertEqual(first.total, 3, "what waits for the factory is tried again")
    XCTAssertEqual(gateway.deliveries.sorted(), ["creditWallet", "requestPayment"])
    let before = try await shop.keptSession()
    XCTAssertEqual(before?.state, .moqReached)
    let factory = Factory.Draft(
      id: "factory", name: "Factory", phone: "+6281234567890",
      bank: BankDetails.Draft(code: "BCA", account: "12345678", holder: "Factory"), postalCode: "40111")
    _ = try await shop.engine.execute(PutFactory(factory), in: shop.context("put", at: clock.now()))
    clock.set(to: LawScene.at(.days(2)))
    let second = try await relay.deliverDue(at: clock.now(), limit: 100)
    XCTAssertEqual(second.delivered, 1)
    let after = try await shop.keptSession()
    XCTAssertEqual(after?.state, .pendingStock)
    XCTAssertEqual(after?.fulfilment?.purchaseOrders.count, 1)
    _ = try await relay.deliverDue(at: clock.now(), limit: 100)
    XCTAssertEqual(gateway.deliveries.last, "notifyFactory", "what follows from it goes on as well")
  }

  /// Whoever fulfilled or cancelled the session in the meantime has done what was to be done.
  func testWhatWasDoneIsDelivered() async throws {
    let shop = try await closed()
    let reason = try XCTUnwrap(Reason("no cloth"))
    let cancel = CancelSession(shop.session, because: reason)
    _ = try await shop.engine.execute(cancel, in: shop.context("cancel", at: clock.now()))
    let report = try await relay(shop).deliverDue(at: clock.now(), limit: 100)
    XCTAssertEqual(report.delivered, report.total)
    XCTAssertFalse(gateway.deliveries.contains("fulfil"))
  }

  /// The session that follows is created once, however often its effect is delivered.
  func testASessionIsRenewedOnce() async throws {
    let shop = try await LawShop(in: MemoryStore())
    let code = SessionCode(literal: "again")
    var conditions = SessionConditions()
    conditions.autoRenew = true
    _ = try await shop.engine.execute(
      CreateSession(
        code: code, product: LawScene.product, tiers: [Ladder.Draft.Tier(threshold: 5_000, price: 80_000)],
        opensAt: LawScene.start, closesAt: LawScene.at(.hours(1)), conditions: conditions),
      in: shop.context("create"))
    let session = try await shop.engine.session(withCode: code, of: shop.tenant, at: LawScene.start)
    let id = try XCTUnwrap(session).id
    clock.set(to: LawScene.at(.hours(2)))
    _ = try await shop.engine.execute(CloseSession(id), in: shop.context("close", at: clock.now()))
    let leased = try await shop.lease(at: clock.now())
    let renewal = try XCTUnwrap(leased.first { $0.effect.name == "renewSession" })
    let handler = FollowUpHandler(
      shop.engine, stamp: Stamp(clock: clock, seeds: SeededSeeds(seed: 1)), actor: ActorID(literal: "relay"),
      next: gateway)
    for attempt in 1...2 {
      let effect = LeasedEffect(
        renewal.effect, key: renewal.key, of: renewal.tenant, attempt: attempt, lease: Int64(attempt))
      let delivery = await handler.deliver(effect)
      XCTAssertEqual(delivery, .delivered)
    }
    guard case .renewSession(let command) = renewal.effect else { return XCTFail("another effect") }
    let next = try await shop.engine.session(withCode: command.code, of: shop.tenant, at: clock.now())
    XCTAssertEqual(next?.plan.conditions.useFreeStock, true)
    XCTAssertNotEqual(next?.id, id)
  }

  /// The ticker reports goods that are late, once.
  func testLateGoodsAreReported() async throws {
    let shop = try await closed()
    let factory = Factory.Draft(
      id: "factory", name: "Factory", phone: "+6281234567890",
      bank: BankDetails.Draft(code: "BCA", account: "12345678", holder: "Factory"), postalCode: "40111")
    _ = try await shop.engine.execute(PutFactory(factory), in: shop.context("put", at: clock.now()))
    _ = try await shop.engine.execute(FulfilSession(shop.session), in: shop.context("fulfil", at: clock.now()))
    var ticker = DeadlineTicker(
      shop.engine, stamp: Stamp(clock: clock, seeds: SeededSeeds(seed: 1)), actor: ActorID(literal: "ticker"))
    let next = try await ticker.tick().nextNeeded
    XCTAssertEqual(next, LawScene.at(.days(31)))
    clock.set(to: LawScene.at(.days(31)))
    let report = try await ticker.tick()
    XCTAssertEqual(report.met.map { "\($0.deadline.kind.rawValue) \($0.fate == .met)" }, ["reportOverdue true"])
    XCTAssertNil(report.nextNeeded)
    let late = try await shop.keptSession()
    XCTAssertEqual(late?.fulfilment?.isOverdueReported, true)
  }
}
