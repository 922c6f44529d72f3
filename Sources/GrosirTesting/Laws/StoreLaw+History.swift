import GrosirCore
import GrosirEngine

extension StoreLaw {
  func tenantsAreApart(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    _ = try await shop.engine.execute(shop.join("a", units: 4), in: shop.context("join a"))
    _ = try await shop.engine.execute(shop.pay("a", units: 4), in: shop.context("pay a"))
    _ = try await shop.refusal(of: shop.join("b", units: 4), in: shop.context("refused"))
    let before = try await Snapshot(of: shop)
    // Everything has the same identity there, and is another thing.
    let other = try await LawShop(in: store, tenant: TenantID(literal: "other"))
    let reads: [Read] = [
      .participant(ParticipantID(literal: "a")), .payment(shop.pay("a").payment),
      .buyer(shop.join("a").buyer, in: shop.session),
    ]
    let found = try await store.look(at: reads, of: other.tenant)
    try expect(
      found.participant(ParticipantID(literal: "a")) == nil && found.payment(shop.pay("a").payment) == nil
        && found.buyer(shop.join("a").buyer, in: shop.session) == nil, "rows of another tenant are found")
    try expectEqual(try await other.keptParticipants(), [], "participants of another tenant")
    try expectEqual(try await other.events().count, 1, "events of a session that was just created")
    try expectEqual(
      try await store.refusals(of: other.tenant, after: 0, limit: 10), [], "refusals of a tenant that has none")
    try expectEqual(try await other.balances(), [:], "balances of a tenant where nobody has paid")
    try expectEqual(try await other.statement(of: .gateway), [], "what happened on its gateway")
    let joined = try await other.engine.run(other.join("a", units: 5), in: other.context("join a"))
    try expectEqual(joined.isRepeated, false, "whether a command of another tenant was given before")
    try expectEqual(try await Snapshot(of: shop).sessionOnly, before.sessionOnly, "one tenant after another's doings")
    let effects = try await shop.lease(at: LawScene.start)
    try expectEqual(
      Set(effects.map { "\($0.tenant.text) \($0.key)" }), ["tenant payment/a", "other payment/a"], "effects of both")
    for effect in effects where effect.tenant == shop.tenant {
      try expect(try await store.settle(effect, as: .parked(at: LawScene.start, because: "")), "parking is settled")
    }
    let parked = try await store.parkedEffects(of: other.tenant, after: 0, limit: 10)
    try expectEqual(parked, [], "parked effects of the tenant that has none")
  }

  func eventsMakeTheRows(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    try await play(in: shop)
    let events = try await shop.events()
    guard let first = events.first, case .session(_, .created(let plan, let rules, let version)) = first.dated.event
    else { throw ExpectationFailure("a session's first event is its creation") }
    var rows = SessionRows(created: plan, rules: rules, version: version, at: first.dated.instant)
    for event in events {
      guard case .session(shop.session, let happened) = event.dated.event else {
        throw ExpectationFailure("an event of another subject among a session's")
      }
      rows.apply(happened, at: event.dated.instant)
    }
    try expect(try await shop.keptSession() == rows.session, "the session is not what its events make")
    let kept = try await shop.keptParticipants()
    try expectEqual(kept, rows.participants.rows.sorted { $0.number < $1.number }, "the participants")
    for standing in rows.buyers.rows {
      let found = try await store.look(at: [.buyer(standing.buyer, in: shop.session)], of: shop.tenant)
      try expectEqual(found.buyer(standing.buyer, in: shop.session), standing, "what a buyer has open")
    }
    for payment in rows.payments.rows {
      let found = try await store.look(at: [.payment(payment.reference)], of: shop.tenant)
      try expectEqual(found.payment(payment.reference), payment, "a payment")
    }
    for refund in rows.refunds.rows {
      let found = try await store.look(at: [.refund(refund.id)], of: shop.tenant)
      try expectEqual(found.refund(refund.id), refund, "a refund")
    }
    try expect(rows.payments.count >= 4 && rows.refunds.count >= 2, "the story has payments and refunds")
  }

  /// A little of everything that can happen in a session, to its end.
  private func play(in shop: LawShop<some GrosirStore>) async throws {
    let engine = shop.engine
    for (name, units) in [("a", 2), ("b", 1), ("c", 2)] {
      _ = try await engine.execute(shop.join(name, units: units), in: shop.context("join \(name)"))
    }
    for name in ["d", "e"] {
      let pledge = shop.join(name, ifLocked: .wait(acceptPartial: false))
      _ = try await engine.execute(pledge, in: shop.context("join \(name)"))
      _ = try await engine.execute(shop.pay(name), in: shop.context("pay \(name)", at: LawScene.at(.minutes(1))))
    }
    _ = try await engine.execute(shop.pay("a", units: 2), in: shop.context("pay a", at: LawScene.at(.minutes(2))))
    _ = try await engine.execute(shop.pay("b", units: 2), in: shop.context("mispay b", at: LawScene.at(.minutes(3))))
    let leave = LeaveSession(shop.session, participant: ParticipantID(literal: "a"))
    _ = try await engine.execute(leave, in: shop.context("leave a", at: LawScene.later))
    let reversal = ReversePayment(shop.session, payment: shop.pay("d").payment)
    _ = try await engine.execute(reversal, in: shop.context("reverse d", at: LawScene.later))
    let end = LawScene.at(.days(1))
    _ = try await engine.execute(CloseSession(shop.session), in: shop.context("close", at: end))
  }

  func historyIsComplete(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    for number in 0..<4 {
      _ = try await shop.engine.execute(shop.join("p\(number)"), in: shop.context("join \(number)"))
      _ = try await shop.refusal(of: shop.join("q\(number)", units: 6), in: shop.context("refused \(number)"))
    }
    let subject = EventSubject.session(shop.session)
    let all = try await store.events(of: subject, in: shop.tenant, after: 0, limit: 100)
    let commands = ["create session", "join 0", "join 1", "join 2", "join 3"]
    try expectEqual(all.map { $0.command.text }, commands, "the commands that a session's events follow from")
    try expectRising(all.map { $0.number }, "numbers of events")
    try expectEqual(Set(all.map { $0.tenant }), [shop.tenant], "whose they are")
    for size in 1...6 {
      var paged: [LoggedEvent] = []
      while paged.count <= all.count {
        let last = paged.last?.number ?? 0
        let page = try await store.events(of: subject, in: shop.tenant, after: last, limit: size)
        try expect(page.count <= size, "a page of \(size) has \(page.count)")
        if page.isEmpty { break }
        paged += page
      }
      try expect(paged == all, "events in pages of \(size) are not all events once")
    }
    let refusals = try await store.refusals(of: shop.tenant, after: 0, limit: 100)
    try expectEqual(refusals.map { $0.context.command.text }, (0..<4).map { "refused \($0)" }, "the refused commands")
    try expectRising(refusals.map { $0.number }, "numbers of refusals")
    let rest = try await store.refusals(of: shop.tenant, after: refusals.first?.number ?? 0, limit: 2)
    try expectEqual(rest, Array(refusals.dropFirst().prefix(2)), "two refusals after the first")
    let product = EventSubject.product(LawScene.product)
    let versions = try await store.events(of: product, in: shop.tenant, after: 0, limit: 10)
    try expectEqual(versions.map { $0.dated.event.name }, ["PRODUCT_REVISED"], "the product's events")
  }

  private func expectRising(_ numbers: [Int64], _ what: String) throws {
    try expect(zip([0] + numbers, numbers).allSatisfy { $0 < $1 }, "\(what) do not rise from 1 on: \(numbers)")
  }

  func purgingKeepsWhatIsYoung(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    let later = LawScene.later
    for (name, now) in [("old", LawScene.start), ("young", later)] {
      _ = try await shop.engine.execute(shop.join(name), in: shop.context("join \(name)", at: now))
      _ = try await shop.refusal(of: shop.join("no", units: 6), in: shop.context("refused \(name)", at: now))
    }
    let lent = try await shop.lease(at: later)
    for effect in lent {
      let at = effect.key == "payment/old" ? LawScene.start : later
      try expect(try await store.settle(effect, as: .delivered(at: at)), "a delivery is settled")
    }
    _ = try await shop.engine.execute(shop.join("due"), in: shop.context("join due", at: LawScene.start))
    let before = try await Snapshot(of: shop)
    try expectEqual(try await store.purge(before: LawScene.start, limit: 100), 0, "what is older than the beginning")
    var purged: [Int] = []
    while purged.last != 0, purged.count < 100 { purged.append(try await store.purge(before: later, limit: 2)) }
    try expect(purged.allSatisfy { $0 <= 2 }, "more than 2 were forgotten at once: \(purged)")
    // Product, session, two joins and a refusal, and one delivered effect.
    try expectEqual(purged.reduce(0, +), 6, "how much was forgotten")
    try expectEqual(try await Snapshot(of: shop), before, "rows and events after purging")
    let refusals = try await store.refusals(of: shop.tenant, after: 0, limit: 10)
    try expectEqual(refusals.map { $0.context.command.text }, ["refused young"], "refusals after purging")
    let young = try await shop.engine.run(shop.join("young"), in: shop.context("join young", at: later))
    try expectEqual(young.isRepeated, true, "whether a young command is known still")
    let again = try await shop.refusal(of: shop.join("old"), in: shop.context("join old", at: later))
    try expectEqual(again, .duplicateParticipant(ParticipantID(literal: "old")), "a forgotten command, given again")
    try expectEqual(try await shop.lease(at: later).map { $0.key }, ["payment/due"], "effects not delivered yet")
  }

  func purgingKeepsWhatIsOpen(in store: some GrosirStore) async throws {
    let (start, end) = (LawScene.start, LawScene.end)
    let shop = try await LawShop(in: store)
    let other = try await LawShop(in: store, tenant: TenantID(literal: "other"))
    for shop in [shop, other] {
      for name in ["delivered", "parked", "retried", "lent"] {
        _ = try await shop.engine.execute(shop.join(name), in: shop.context("join \(name)"))
      }
      _ = try await shop.refusal(of: shop.join("no", units: 6), in: shop.context("refused"))
    }
    for effect in try await shop.lease(at: start) {
      switch effect.key {
      case "payment/delivered": _ = try await store.settle(effect, as: .delivered(at: start))
      case "payment/parked": _ = try await store.settle(effect, as: .parked(at: start, because: "no"))
      case "payment/retried": _ = try await store.settle(effect, as: .retry(at: LawScene.later))
      default: break
      }
    }
    let before = [try await Snapshot(of: shop), try await Snapshot(of: other)]
    let retention = Retention(.days(30), batch: 3)
    let early = try await shop.engine.purge(retention, at: start)
    try expectEqual(early.forgotten, 0, "what is old enough at the beginning")
    // Of each tenant a product, a session, four joins and a refusal; and one delivered effect of each.
    let some = try await shop.engine.purge(retention, at: end, batches: 2)
    try expectEqual(some.forgotten, 6, "what two batches of three forget")
    try expect(!some.isComplete, "more is to be forgotten after two batches")
    let rest = try await shop.engine.purge(retention, at: end)
    try expectEqual(rest.forgotten, 10, "what all further batches forget")
    try expect(rest.isComplete, "nothing is left to be forgotten")
    try expectEqual(try await shop.engine.purge(retention, at: end).forgotten, 0, "what is forgotten twice")
    try expectEqual([try await Snapshot(of: shop), try await Snapshot(of: other)], before, "rows and events")
    for shop in [shop, other] {
      let refusals = try await store.refusals(of: shop.tenant, after: 0, limit: 10)
      try expectEqual(refusals.count, 0, "refusals of \(shop.tenant.text)")
      let parked = try await store.parkedEffects(of: shop.tenant, after: 0, limit: 10)
      try expectEqual(parked.map { $0.key }, ["payment/parked"], "effects parked of \(shop.tenant.text)")
    }
    let due = try await shop.lease(at: end).map { "\($0.tenant.text) \($0.key)" }
    let open = ["other payment/lent", "other payment/retried", "tenant payment/lent", "tenant payment/retried"]
    try expectEqual(due.sorted(), open, "effects that were not delivered")
    try expect(
      try await store.unpark("payment/parked", of: shop.tenant, dueAt: end), "what was parked can be delivered")
  }
}

extension Snapshot {
  /// What is kept of the session itself, whatever is due elsewhere.
  fileprivate var sessionOnly: String { description.split(separator: "]").first.map(String.init) ?? "" }
}
