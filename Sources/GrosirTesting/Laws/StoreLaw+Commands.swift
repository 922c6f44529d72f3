import GrosirCore
import GrosirEngine

extension StoreLaw {
  func acceptedIsSaved(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    let receipt = try await shop.engine.execute(shop.join("a", units: 2), in: shop.context("join a"))
    let participants = try await shop.keptParticipants()
    try expectEqual(participants.map { $0.id }, [receipt.participant], "the participants after one joined")
    let session = try await shop.keptSession()
    try expectEqual(session?.joinedCount, 1, "the session's count of those who joined")
    try expectEqual(session?.tallies[0].held, 2, "units held of the first variant")
    let buyer = shop.join("a").buyer
    let standing = Read.buyer(buyer, in: shop.session)
    let found = try await store.look(at: [standing], of: shop.tenant).buyer(buyer, in: shop.session)
    try expectEqual(found?.openHolds, 1, "what the buyer has open")
    let events = try await shop.events()
    try expectEqual(events.map { $0.dated.event.name }, ["SESSION_CREATED", "SESSION_JOINED"], "the session's events")
    try expectEqual(events.last?.command, shop.context("join a").command, "the command that an event follows from")
    try expectEqual(events.last?.actor, shop.context("join a").actor, "who gave the command")
    let effects = try await shop.lease(at: LawScene.later)
    try expectEqual(effects.map { $0.key }, ["payment/a"], "the effects in the outbox")
    _ = try await shop.engine.execute(shop.pay("a", units: 2), in: shop.context("pay a"))
    let reference = shop.pay("a").payment
    let payment = try await store.look(at: [.payment(reference)], of: shop.tenant).payment(reference)
    try expectEqual(payment?.outcome, .accepted, "the payment")
    let code = SessionCode(literal: "code session")
    let byCode = try await store.look(at: [.sessionWithCode(code)], of: shop.tenant).session(withCode: code)
    try expectEqual(byCode?.id, shop.session, "the session that has the code")
    let product = try await shop.engine.product(LawScene.product, of: shop.tenant)
    try expectEqual(product?.version, 1, "the product's version")
  }

  func refusedIsOnlyRecorded(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    let before = try await Snapshot(of: shop)
    for name in ["refused", "refused again"] {
      let refusal = try await shop.refusal(of: shop.join(name, units: 6), in: shop.context(name))
      try expectEqual(refusal?.code, "notAcceptable", "6 of 5 units")
    }
    try expectEqual(try await Snapshot(of: shop), before, "what is kept after two refusals")
    let refusals = try await store.refusals(of: shop.tenant, after: 0, limit: 10)
    try expectEqual(refusals.map { $0.context.command.text }, ["refused", "refused again"], "the refused commands")
    try expectEqual(refusals.first?.name, "joinSession", "the refused command's name")
    try expectEqual(refusals.first?.content, shop.join("refused", units: 6).record, "what was asked for")
    try expectEqual(refusals.first?.refusal["code"], "notAcceptable", "why it was refused")
    // What would be accepted by now is refused still: the answer stays the answer.
    let same = try await shop.refusal(of: shop.join("refused", units: 6), in: shop.context("refused"))
    try expectEqual(same?.code, "notAcceptable", "a refusal given again")
    try expectEqual(
      try await store.refusals(of: shop.tenant, after: 0, limit: 10).count, 2, "refusals after one was given again")
  }

  func commandsAreAnsweredOnce(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    let anybody = JoinSession(
      shop.session, buyer: BuyerID(literal: "buyer"), lines: shop.join("a").lines, total: shop.join("a").total)
    let first = try await shop.engine.run(anybody, in: shop.context("join"))
    try expectEqual(first.isRepeated, false, "whether a new command is repeated")
    let after = try await Snapshot(of: shop)
    let again = try await shop.engine.run(anybody, in: shop.context("join", at: LawScene.later))
    try expectEqual(again.isRepeated, true, "whether a command given again is repeated")
    try expectEqual(again.receipt, first.receipt, "the receipt of a command given again")
    let transaction = Transaction(shop.join("other"), in: shop.context("join"))
    try expectEqual(try await store.transact(transaction), .conflict, "another content under the same identity")
    let lapse = Transaction(LapseHolds(shop.session), in: shop.context("join"))
    try expectEqual(try await store.transact(lapse), .conflict, "another name under the same identity")
    try expectEqual(try await Snapshot(of: shop), after, "what is kept after repetition and conflicts")
    // Many at once with one identity: one does it, and all are told the same.
    let receipts = try await withThrowingTaskGroup(of: CommandResult<JoinSession.Receipt>.self) { group in
      for _ in 0..<8 {
        group.addTask { try await shop.engine.run(anybody, in: shop.context("at once")) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    try expectEqual(receipts.filter { !$0.isRepeated }.count, 1, "how many of 8 equal commands at once did anything")
    try expectEqual(Set(receipts.map { $0.receipt }).count, 1, "different receipts of equal commands at once")
    try expectEqual(try await shop.keptParticipants().count, 2, "participants after two commands")
  }

  func nothingIsOversold(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    let joined = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<24 {
        group.addTask {
          try await shop.refusal(of: shop.join("p\(number)"), in: shop.context("join \(number)")) == nil
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    try expectEqual(joined, LawScene.capacity, "how many of 24 got one of the last 5 units")
    try expectEqual(try await shop.keptParticipants().count, joined, "participants who are kept")
    try expectEqual(try await shop.keptSession()?.tallies[0].held, joined, "units held")
    try expectEqual(try await shop.keptParticipants().map { $0.number }, Array(0..<joined), "their numbers")
  }

  func openHoldsCount(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store, window: .minutes(30))
    _ = try await shop.engine.execute(shop.join("a", units: 4), in: shop.context("a"))
    let beforeLapse = LawScene.before(LawScene.at(.minutes(30)))
    let refusal = try await shop.refusal(of: shop.join("b", units: 2), in: shop.context("b", at: beforeLapse))
    try expectEqual(refusal?.code, "notAcceptable", "2 units beside 4 of 5 that are held")
    let atLapse = LawScene.at(.minutes(30))
    _ = try await shop.engine.execute(shop.join("c", units: 2), in: shop.context("c", at: atLapse))
    let kept = try await shop.keptParticipants()
    try expectEqual(kept.map { $0.status.name }, ["lapsed", "awaitingPayment"], "who lapsed when another joined")
    let due = Read.holdsDue(in: shop.session, through: .latest)
    let found = try await store.look(at: [due], of: shop.tenant).participants(due)
    try expectEqual(found.map { $0.id.text }, ["c"], "holds still open")
  }

  func linesOfOneVariantAreRefused(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    var command = shop.join("a", units: 3)
    command.lines += command.lines
    command.total = Money(command.total.amount * 2, .idr)
    let before = try await Snapshot(of: shop)
    let refusal = try await shop.refusal(of: command, in: shop.context("a"))
    try expectEqual(refusal?.code, "invalid", "3 and 3 units of one variant")
    try expectEqual(try await Snapshot(of: shop), before, "what is kept after the refusal")
  }
}
