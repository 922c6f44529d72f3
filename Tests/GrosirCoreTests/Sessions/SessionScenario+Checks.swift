import GrosirCore
import GrosirTesting

extension SessionScenario {
  /// Both worlds keep the same, whatever they were asked; and it is what the events make of nothing.
  func checkWorlds() throws {
    try expect(world.sessions == generous.sessions && world.participants == generous.participants, "other rows")
    try expect(replayed.session == session, "replaying gives another session")
    let participants = Dictionary(uniqueKeysWithValues: replayed.participants.rows.map { ($0.id, $0) })
    try expect(participants == world.participants, "replaying gives other participants")
    let buyers = Dictionary(uniqueKeysWithValues: world.buyers.map { ($0.key.buyer, $0.value) })
    let replayedBuyers = Dictionary(uniqueKeysWithValues: replayed.buyers.rows.map { ($0.buyer, $0) })
    try expect(replayedBuyers == buyers, "replaying gives other buyers")
    let payments = Dictionary(uniqueKeysWithValues: replayed.payments.rows.map { ($0.reference, $0) })
    try expect(payments == world.payments, "replaying gives other payments")
    let refunds = Dictionary(uniqueKeysWithValues: replayed.refunds.rows.map { ($0.id, $0) })
    try expect(refunds == world.refunds, "replaying gives other refunds")
  }

  /// The plain reading has the same session, people and money.
  func checkPlainly() throws {
    let session = session
    try expectEqual(session.state, plain.state, "state")
    try expectEqual(session.tallies, plain.tallies, "tallies")
    for (place, variant) in session.composition.variants.enumerated() {
      let count = world.stock[StockPlace.platform.key(of: variant)]?.level.count
      try expectEqual(count?.available ?? 0, plain.free[place], "free in the warehouse of \(variant.text)")
      try expectEqual(count?.reserved ?? 0, plain.onHand[place], "held in the warehouse of \(variant.text)")
    }
    try expectEqual(session.escrow.amount, plain.escrow, "escrow")
    try expectEqual(session.lastInstant, plain.last, "last instant")
    try expectEqual(session.announcedFill, plain.announced, "announced fill")
    try expectEqual(session.rules, plain.rules, "rules")
    try expectEqual(ended, plain.result, "settlement")
    let people = participants
    try expectEqual(people.count, plain.people.count, "participants")
    for (participant, person) in zip(people, plain.people) {
      let name = person.id.text
      try expectEqual(participant.status.name, person.status, "status of \(name)")
      try expectEqual(participant.deadline, person.until, "deadline of \(name)")
      try expectEqual(participant.kind, person.kind, "kind of \(name)")
      try expectEqual(participant.total.amount, person.total, "total of \(name)")
      try expectEqual(units(participant.admitted), person.admitted, "admitted of \(name)")
      try expectEqual(units(participant.waitingLines), person.rest, "waiting of \(name)")
      try expectEqual(participant.escrowed.amount, person.escrowed, "escrowed of \(name)")
      try expectEqual(participant.credited.amount, person.credited, "credited of \(name)")
    }
    let returned = refunds.compactMap { world.refunds[$0] }.map {
      PlainSession.GoingBack(
        payment: $0.payment, amount: $0.amount.amount, reason: $0.reason.name, refusedTo: $0.refusedTo)
    }
    try expectEqual(returned, plain.refunds, "refunds")
    for (buyer, amount) in plain.wallets { try expectEqual(ledger[.wallet(buyer)], amount, "wallet of \(buyer)") }
    try expectEqual(ledger[.disputes], plain.disputes, "disputes")
  }

  private var ended: PlainSession.Ended? {
    session.settlement.map {
      PlainSession.Ended(
        fill: $0.verdict.platformFill, threshold: $0.verdict.tier?.threshold.value, paid: $0.totals.paid.amount,
        refunded: $0.totals.refunded.amount, demand: units($0.demand), closedAt: $0.closedAt)
    }
  }

  private func units(_ lines: [VariantUnits]) -> [Int] {
    session.composition.variants.map { variant in lines.filter { $0.variant == variant }.reduce(0) { $0 + $1.units } }
  }

  /// What the session and its buyers count is what their participants' rows say.
  func checkCounts() throws {
    let (session, people) = (session, participants)
    for (position, variant) in session.composition.variants.enumerated() {
      let tally = session.tallies[position]
      let held = people.filter { $0.kind == .order && $0.isAwaitingPayment }.flatMap { $0.lines }
      try expectEqual(tally.held, units(of: variant, in: held), "held \(variant)")
      try expectEqual(tally.paid, units(of: variant, in: people.flatMap { $0.admitted }), "paid \(variant)")
      let waiting = people.flatMap { $0.waitingLines }
      try expectEqual(session.waiting.units[position], units(of: variant, in: waiting), "waiting \(variant)")
    }
    let waiting = people.filter { $0.status == .waiting }
    try expectEqual(session.waiting.count, waiting.count, "who wait")
    try expectEqual(session.waiting.indivisibleCount, waiting.filter { !$0.isTakenByTheUnit }.count, "indivisible")
    let counted = people.filter { ![.lapsed, .left, .reversed].contains($0.status) }
    try expectEqual(session.committed.amount, counted.reduce(0) { $0 + $1.total.amount }, "committed")
    try expectEqual(session.joinedCount, people.count, "joined")
    for (key, standing) in world.buyers where session.state.isOpen {
      let theirs = counted.filter { $0.buyer == key.buyer }
      try expectEqual(standing.openHolds, theirs.filter { $0.isAwaitingPayment }.count, "open holds of \(key.buyer)")
      try expectEqual(standing.units, theirs.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.units } }, "units")
    }
    for participant in people {
      for line in participant.admitted {
        try expect(line.units > 0 && line.units <= units(of: line.variant, in: participant.lines), "admitted too many")
      }
      let isIn = [.paid, .waiting, .returned].contains(participant.status)
      try expect(isIn || participant.admitted.isEmpty, "\(participant.id) is in and \(participant.status)")
    }
  }

  private func units(of variant: VariantID, in lines: [VariantUnits]) -> Int {
    lines.filter { $0.variant == variant }.reduce(0) { $0 + $1.units }
  }

  // MARK: Money

  /// Every rupiah that came is somewhere, once.
  func checkMoney() throws {
    let session = session
    try expectEqual(ledger[.escrow(session.id)], session.escrow.amount, "the escrow account")
    try expectEqual(participants.reduce(0) { $0 + $1.escrowed.amount }, session.escrow.amount, "everybody's escrow")
    for (account, balance) in ledger.balances {
      if case .wallet = account { try expect(balance >= 0, "\(account) holds \(balance)") }
    }
    switch session.state {
    case .failed, .cancelled: try expectEqual(session.escrow.amount, 0, "escrow of a session that is \(session.state)")
    case .moqReached: try expectEqual(session.escrow, session.settlement?.totals.owed, "escrow is what is owed")
    case .forming, .active, .pendingStock, .stockReceived, .success: break
    }
    for participant in participants { try check(participant) }
    try checkEffects()
  }

  /// Paid = owed or still held + credited + refunded + disputed + charged back.
  private func check(_ participant: Participant) throws {
    let arrived = world.payments.values.filter { $0.participant == participant.id }
    var left = participant.escrowed.amount
    for refund in world.refunds.values where refund.participant == participant.id { left += refund.amount.amount }
    left += gone[participant.id, default: 0]
    try expectEqual(left, arrived.reduce(0) { $0 + $1.amount.amount }, "what \(participant.id) paid")
    let accepted = arrived.filter { $0.outcome == .accepted }
    try expect(
      accepted.count <= 1 && accepted.first?.reference == participant.payment, "\(participant.id): \(accepted)")
    guard session.state == .moqReached, let reference = participant.payment, !participant.isDisputed else { return }
    let back = world.refunds.values.filter { $0.payment == reference && $0.reason == .notAdmitted }
    let price = participant.admitted.reduce(Int64(0)) { sum, line in
      let position = session.composition.position(of: line.variant) ?? 0
      return sum + Int64(line.units) * session.plan.unitPrice(at: position).amount
    }
    guard [.paid, .returned].contains(participant.status) else { return }
    let total = price + back.reduce(0) { $0 + $1.amount.amount }
    try expectEqual(total, participant.total.amount, "admitted and returned of \(participant.id)")
  }

  private func checkEffects() throws {
    let keys = world.effects.map { $0.key }
    try expectEqual(Set(keys).count, keys.count, "an effect is asked for twice")
    var requests: Set<ParticipantID> = []
    var credited: [BuyerID: Int64] = [:]
    for effect in world.effects {
      switch effect {
      case .requestPayment(let request): requests.insert(request.participant)
      case .creditWallet(let credit): credited[credit.buyer, default: 0] += credit.amount.amount
      case .refund(let refund):
        let kept = world.refunds[refund.id]
        try expect(kept?.amount == refund.amount && kept?.payment == refund.payment, "\(refund) is not kept")
      case .notifyBuyer, .fulfil, .notifyFactory, .renewSession: break
      case .requestOrderPayment, .refundOrder, .bookShipment, .cancelShipment:
        try expect(false, "\(effect) of no order")
      case .disburse, .payOut: throw ExpectationFailure("a session pays nobody's bank account")
      }
    }
    try expectEqual(requests, Set(world.participants.keys), "payment requests")
    try expectEqual(refunds.count, world.refunds.count, "refunds requested and kept")
    for (account, balance) in ledger.balances {
      if case .wallet(let buyer) = account { try expectEqual(credited[buyer, default: 0], balance, "credits") }
    }
    let fulfilments = keys.filter { $0.hasPrefix("fulfil/") }.count
    try expectEqual(fulfilments, session.settlement?.verdict.tier == nil ? 0 : 1, "fulfilments")
    let isRenewed = session.settlement != nil && session.plan.conditions.autoRenew
    try expectEqual(keys.filter { $0.hasPrefix("renew/") }.count, isRenewed ? 1 : 0, "renewals")
  }

  // MARK: Time

  /// What holds after a command that was accepted: nothing that has expired is held, nobody waits who could be in.
  func checkTime() throws {
    let (session, people) = (session, participants)
    let effective = max(now, session.lastInstant)
    for participant in people {
      guard let deadline = participant.deadline else { continue }
      try expect(session.state.isOpen && deadline > effective, "\(participant.id) is held beyond \(deadline)")
    }
    if session.state.isOpen, effective < session.plan.closesAt { try checkNobodyWaitsInVain() }
    if !isDisturbed, session.state.isOpen || session.state == .moqReached { try checkGuarantee() }
  }

  private func checkNobodyWaitsInVain() throws {
    var list = WaitingList(variants: session.composition.count)
    for participant in world.waiting(in: session.id) {
      guard case .pledge(let acceptsPartial) = participant.kind, let paidAt = participant.paidAt else { continue }
      let lines = participant.waitingLines.map { (variant: $0.variant, units: $0.units) }
      list.insert(
        Pledge(
          participant.id, basket: try Basket(lines, of: session.composition), acceptsPartial: acceptsPartial,
          requestedAt: participant.requestedAt, paidAt: paidAt))
    }
    var index = AllocationIndex(of: session.tallies, under: session.rules)
    let admissions = list.admit(into: &index)
    try expect(admissions.isEmpty, "\(admissions.map { $0.pledge.text }) wait though they could be in")
  }

  /// "Whenever B > K, every variant has excess ≤ its tolerance or is itself demanding the last bundle".
  private func checkGuarantee() throws {
    guard case .bundleTolerance(let policy) = session.rules.policy, session.state.isOpen else { return }
    let variants = session.composition.variants.indices.map { position in
      (firm: session.tallies[position].firm, share: session.composition.unitsPerBundle(at: position))
    }
    let demanded = variants.map { $0.firm <= 0 ? 0 : ($0.firm + $0.share - 1) / $0.share }
    let bundles = demanded.max() ?? 0
    guard bundles > policy.committedBundles else { return }
    for (position, variant) in variants.enumerated() where demanded[position] < bundles {
      let excess = bundles * variant.share - variant.firm
      try expect(excess <= session.rules.tolerance(at: position) ?? .max, "the guarantee of §3.1 is broken")
    }
  }
}
