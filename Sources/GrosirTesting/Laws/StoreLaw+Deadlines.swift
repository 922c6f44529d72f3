import GrosirCore
import GrosirEngine

extension StoreLaw {
  func deadlinesAreFoundInOrder(in store: some GrosirStore) async throws {
    let one = try await LawShop(in: store, session: SessionID(literal: "one"), window: .hours(1), lasting: .days(1))
    let two = try await LawShop(
      in: store, tenant: TenantID(literal: "other"), session: SessionID(literal: "two"), window: .minutes(30),
      lasting: .days(2))
    for number in 0..<4 {
      let now = LawScene.at(.minutes(Int32(number)))
      _ = try await one.engine.execute(one.join("p\(number)"), in: one.context("join \(number)", at: now))
    }
    _ = try await two.engine.execute(two.join("p0"), in: two.context("join 0"))
    let announceOne = one.deadline(.announceNearExpiry, at: LawScene.at(.minutes(24 * 60 - 10)))
    let announceTwo = two.deadline(.announceNearExpiry, at: LawScene.at(.minutes(48 * 60 - 10)))
    let lapseOne = one.deadline(.lapseHolds, at: LawScene.at(.minutes(60)))
    let lapseTwo = two.deadline(.lapseHolds, at: LawScene.at(.minutes(30)))
    let all = [lapseTwo, lapseOne, announceOne, announceTwo]
    try expectEqual(try await store.deadlines(dueBy: .latest, limit: 10), all, "all deadlines")
    try expectEqual(try await store.deadlines(dueBy: .latest, limit: 3), Array(all.prefix(3)), "the first three")
    try expectEqual(try await store.nextDeadline(), lapseTwo.instant, "the next deadline")
    try expectEqual(
      try await store.deadlines(dueBy: lapseOne.instant, limit: 10), [lapseTwo, lapseOne], "those due by the second's")
    try expectEqual(
      try await store.deadlines(dueBy: LawScene.before(lapseOne.instant), limit: 10), [lapseTwo],
      "those due before the second's")
    // Paid, left, and the session's own: each moves on to what is next.
    _ = try await one.engine.execute(one.pay("p0"), in: one.context("pay 0"))
    let leave = LeaveSession(one.session, participant: ParticipantID(literal: "p1"))
    _ = try await one.engine.execute(leave, in: one.context("leave 1", at: LawScene.later))
    let lapse = one.context("lapse", at: LawScene.at(.minutes(62)))
    _ = try await one.engine.execute(LapseHolds(one.session), in: lapse)
    try expectEqual(
      try await store.deadlines(dueBy: .latest, limit: 10),
      [lapseTwo, one.deadline(.lapseHolds, at: LawScene.at(.minutes(63))), announceOne, announceTwo],
      "all deadlines when the first of one session paid, the second left and the third lapsed")
    let announce = one.context("announce", at: announceOne.instant)
    _ = try await one.engine.execute(AnnounceNearExpiry(one.session), in: announce)
    let close = one.deadline(.close, at: LawScene.at(.days(1)))
    try expectEqual(
      try await store.deadlines(dueBy: .latest, limit: 10), [lapseTwo, close, announceTwo],
      "all deadlines when one session was announced to close")
    _ = try await one.engine.execute(CloseSession(one.session), in: one.context("close", at: close.instant))
    try expectEqual(
      try await store.deadlines(dueBy: .latest, limit: 10), [lapseTwo, announceTwo], "all deadlines when one closed")
  }

  func deadlinesAreMetOnce(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    for number in 0..<3 {
      _ = try await shop.engine.execute(shop.join("p\(number)"), in: shop.context("join \(number)"))
    }
    _ = try await shop.engine.execute(shop.pay("p0"), in: shop.context("pay"))
    let clock = SettableClock(at: LawScene.at(.hours(1)))
    try await tickTogether(shop, clock)
    let lapsed = try await shop.events().filter { $0.dated.event.name == "HOLD_LAPSED" }
    try expectEqual(lapsed.count, 2, "holds that lapsed")
    try expectEqual(Set(lapsed.map { $0.command }).count, 1, "commands that made them lapse")
    clock.set(to: LawScene.at(.minutes(24 * 60 - 10)))
    try await tickTogether(shop, clock)
    clock.set(to: LawScene.at(.days(1)))
    try await tickTogether(shop, clock)
    let names = try await shop.events().map { $0.dated.event.name }
    for name in ["SESSION_NEAR_EXPIRY", "SESSION_CLOSED"] {
      try expectEqual(names.filter { $0 == name }.count, 1, "how often \(name) happened")
    }
    try expectEqual(try await store.nextDeadline(), nil, "the next deadline when all is over")
  }

  /// Several tickers at once.
  private func tickTogether(_ shop: LawShop<some GrosirStore>, _ clock: SettableClock) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          let stamp = Stamp(clock: clock, seeds: SeededSeeds(seed: UInt64(number)))
          var ticker = DeadlineTicker(shop.engine, stamp: stamp, actor: ActorID(literal: "ticker"))
          for met in try await ticker.tick().met {
            if case .failed(let error) = met.fate { throw error }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  func waitingIsInOrderOfArrival(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    _ = try await shop.engine.execute(shop.join("all", units: LawScene.capacity), in: shop.context("all"))
    for number in 0..<5 {
      let command = shop.join("p\(number)", ifLocked: .wait(acceptPartial: true))
      let now = LawScene.at(.milliseconds(Int32(number)))
      _ = try await shop.engine.execute(command, in: shop.context("pledge \(number)", at: now))
    }
    // Whoever pays first is first; of those who pay at one instant, whoever asked first.
    for (number, minute) in [(3, 1), (4, 2), (2, 3), (0, 3), (1, 4)] as [(Int, Int32)] {
      let now = LawScene.at(.minutes(minute))
      _ = try await shop.engine.execute(shop.pay("p\(number)"), in: shop.context("pay \(number)", at: now))
    }
    try await expectWaiting(.everybody, ["p3", "p4", "p0", "p2", "p1"], in: shop)
    try await expectWaiting(.leading([2, 2]), ["p3", "p4"], in: shop)
    try await expectWaiting(.leading([0, 9]), [], in: shop)
    try await expectWaiting(.leading([9, 9]), ["p3", "p4", "p0", "p2", "p1"], in: shop)
    let leave = LeaveSession(shop.session, participant: ParticipantID(literal: "p4"))
    _ = try await shop.engine.execute(leave, in: shop.context("leave", at: LawScene.later))
    try await expectWaiting(.leading([3, 0]), ["p3", "p0", "p2"], in: shop)
    // Room for all five units comes free: the four who wait are let in.
    let gone = shop.context("lapse", at: LawScene.at(.hours(1)))
    _ = try await shop.engine.execute(LapseHolds(shop.session), in: gone)
    try await expectWaiting(.everybody, [], in: shop)
    try await expectWaiting(.leading([9, 9]), [], in: shop)
    let statuses = try await shop.keptParticipants().map { $0.status.name }
    try expectEqual(statuses, ["lapsed", "paid", "paid", "paid", "paid", "left"], "where everybody stands in the end")
  }

  private func expectWaiting(
    _ reach: WaitingReach, _ expected: [String], in shop: LawShop<some GrosirStore>
  ) async throws {
    let read = Read.waiting(in: shop.session, reach)
    let found = try await shop.store.look(at: [read], of: shop.tenant).participants(read)
    try expectEqual(found.map { $0.id.text }, expected, "who waits, \(reach)")
  }
}

extension LawShop {
  /// A deadline of the session.
  fileprivate func deadline(_ kind: Deadline.Kind, at instant: Instant) -> Deadline {
    Deadline(kind, of: session, in: tenant, at: instant)
  }
}
