import GrosirCore
import GrosirEngine

extension StoreLaw {
  /// A shop with effects of so many participants in its outbox.
  private func shop<Store: GrosirStore>(in store: Store, effects: Int) async throws -> LawShop<Store> {
    let shop = try await LawShop(in: store)
    for number in 0..<effects {
      _ = try await shop.engine.execute(shop.join("p\(number)"), in: shop.context("join \(number)"))
    }
    return shop
  }

  func effectsAreLentOnceAtATime(in store: some GrosirStore) async throws {
    let shop = try await shop(in: store, effects: 5)
    let early = try await shop.lease(at: LawScene.before(LawScene.start))
    try expectEqual(early.map { $0.key }, [], "effects due before anything was asked for")
    let first = try await shop.lease(at: LawScene.start, limit: 2)
    try expectEqual(first.map { $0.key }, ["payment/p0", "payment/p1"], "the first two effects, in order")
    try expectEqual(first.map { $0.attempt }, [1, 1], "their attempts")
    let lent = try await withThrowingTaskGroup(of: [LeasedEffect].self) { group in
      for holder in 0..<6 {
        group.addTask { try await shop.lease(at: LawScene.start, limit: 2, by: "holder \(holder)") }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    try expectEqual(
      lent.map { $0.key }.sorted(), ["payment/p2", "payment/p3", "payment/p4"], "what six holders got of three left")
    let expiry = LawScene.leaseEnd(from: LawScene.start)
    let before = LawScene.before(expiry)
    try expectEqual(try await shop.lease(at: before).map { $0.key }, [], "effects due while all are lent")
    let again = try await shop.lease(at: expiry)
    try expectEqual(again.count, 5, "effects due when all leases have expired")
    try expectEqual(Set(again.map { $0.attempt }), [2], "the attempts after a lease was lost")
    for effect in again {
      try expect(try await store.settle(effect, as: .delivered(at: expiry)), "a lease that is good settles")
    }
    try expectEqual(try await shop.lease(at: LawScene.end).map { $0.key }, [], "effects due when all were delivered")
  }

  func lostLeasesSettleNothing(in store: some GrosirStore) async throws {
    let shop = try await shop(in: store, effects: 1)
    let start = LawScene.start
    let expiry = LawScene.leaseEnd(from: start)
    let settlements: [EffectSettlement] = [
      .delivered(at: start), .retry(at: start), .parked(at: start, because: "lost"),
    ]
    guard let lost = try await shop.lease(at: start).first else { throw ExpectationFailure("an effect is due") }
    guard let held = try await shop.lease(at: expiry).first else {
      throw ExpectationFailure("the effect is due again when its lease has expired")
    }
    for settlement in settlements {
      try expect(!(try await store.settle(lost, as: settlement)), "a lost lease settles \(settlement)")
    }
    try expectEqual(try await shop.lease(at: expiry).map { $0.key }, [], "effects due while it is lent again")
    try expect(try await store.settle(held, as: .delivered(at: expiry)), "the last lease settles")
    for settlement in settlements {
      try expect(!(try await store.settle(held, as: settlement)), "a lease settles again: \(settlement)")
    }
    try expectEqual(try await shop.lease(at: LawScene.end).map { $0.key }, [], "effects due after delivery")
    let parked = try await store.parkedEffects(of: shop.tenant, after: 0, limit: 10)
    try expectEqual(parked, [], "effects parked")
    // An expired lease that nobody else got is good still: what was delivered need not be delivered again.
    _ = try await shop.engine.execute(shop.join("late"), in: shop.context("late"))
    guard let late = try await shop.lease(at: start).first else { throw ExpectationFailure("another effect is due") }
    try expect(try await store.settle(late, as: .delivered(at: .latest)), "an expired lease settles")
  }

  func failedEffectsAreRetriedAndParked(in store: some GrosirStore) async throws {
    let shop = try await shop(in: store, effects: 2)
    let start = LawScene.start
    let later = LawScene.later
    let lent = try await shop.lease(at: start)
    guard lent.count == 2 else { throw ExpectationFailure("two effects are due") }
    try expect(try await store.settle(lent[0], as: .retry(at: later)), "a retry is settled")
    try expect(try await store.settle(lent[1], as: .parked(at: start, because: "no")), "parking is settled")
    let before = LawScene.before(later)
    try expectEqual(try await shop.lease(at: before).map { $0.key }, [], "effects due before the retry")
    let retried = try await shop.lease(at: later)
    try expectEqual(retried.map { $0.key }, [lent[0].key], "effects due at the retry")
    try expectEqual(retried.map { $0.attempt }, [2], "its attempt")
    try expectEqual(retried.map { $0.effect }, [lent[0].effect], "its content")
    let parked = try await store.parkedEffects(of: shop.tenant, after: 0, limit: 10)
    try expectEqual(parked.map { $0.key }, [lent[1].key], "effects parked")
    try expectEqual(parked.map { $0.reason }, ["no"], "why it is parked")
    try expectEqual(parked.map { $0.attempts }, [1], "how often it was tried")
    let beyond = try await store.parkedEffects(of: shop.tenant, after: parked[0].number, limit: 10)
    try expectEqual(beyond, [], "the page of parked effects after the last")
    try expect(!(try await store.unpark("none", of: shop.tenant, dueAt: later)), "an unknown key is un-parked")
    try expect(!(try await store.unpark(lent[0].key, of: shop.tenant, dueAt: later)), "what is lent is un-parked")
    let key = lent[1].key
    try expect(
      !(try await store.unpark(key, of: TenantID(literal: "other"), dueAt: later)), "another tenant un-parks an effect")
    try expect(try await store.unpark(key, of: shop.tenant, dueAt: later), "what is parked is un-parked")
    try expectEqual(try await shop.lease(at: before).map { $0.key }, [], "effects due before the one un-parked is")
    let unparked = try await shop.lease(at: later)
    try expectEqual(unparked.map { $0.key }, [key], "effects due when one was un-parked")
    try expectEqual(unparked.map { $0.attempt }, [1], "its attempts, counted anew")
  }
}
