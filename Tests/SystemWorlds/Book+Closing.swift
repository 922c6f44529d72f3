import GrosirCore

extension SessionBook {
  var paidUnits: Int { tallies.reduce(0) { $0 + $1.paid } }

  /// What the platform would top up now.
  var fill: Int {
    guard let guarantee = plan.terms.guarantee, paidUnits > 0 else { return 0 }
    let least = (guarantee.minimumFill.value * plan.terms.target + 9_999) / 10_000
    return max(0, least - paidUnits)
  }

  /// The tier that units and fill reach, if the session succeeds.
  var reachedTier: Ladder.Tier? {
    guard paidUnits > 0 else { return nil }
    let total = paidUnits + fill
    let tier = plan.terms.ladder.tiers.last { total * 10_000 >= $0.threshold.value * plan.terms.target }
    return plan.terms.successRule == .fullTarget && total < plan.terms.target ? nil : tier
  }
}

extension Book {
  /// How a session ends, by its terms.
  func close(_ settlement: SessionSettlement, _ session: SessionBook, at instant: Instant) throws(Broken) {
    try check(session.state == .forming || session.state == .active, .sessionPath, "it closes twice")
    let isDue = max(now, session.last) >= session.plan.closesAt
    if !isDue {
      guard case .closeSession(let command) = deed, command.earlyBecause != nil else {
        throw Broken(.sessionPath, "\(session.id.text) closes before its time")
      }
    }
    try check(!session.members.contains { $0.isAwaiting }, .sessionPath, "somebody may still pay")
    let tier = session.reachedTier
    try check(settlement.verdict.paidUnits, is: session.paidUnits, .settlement, "paid units")
    try check(settlement.verdict.platformFill, is: session.fill, .settlement, "the platform's fill")
    try check(settlement.verdict.tier, is: tier, .settlement, "the tier")
    let demand = tier == nil ? session.variants.map { _ in 0 } : session.tallies.map { $0.paid }
    try check(session.units(settlement.demand), is: demand, .settlement, "the demand")
    session.tier = tier
    session.closedAt = settlement.closedAt
    session.expectsRenewal = session.plan.conditions.autoRenew
    var owed: Int64 = 0
    for member in session.members where member.isIn {
      let price = session.cost(of: member.admitted, at: session.basePrice)
      let units = Int64(member.admitted.reduce(0, +))
      let credited = tier.map { (session.basePrice - $0.price.amount) * units } ?? 0
      let returned = tier == nil ? member.escrowed : member.escrowed - price
      if tier != nil { owed += price - credited }
      expect(member, credited: credited, returned: returned, isIn: tier != nil && units > 0)
    }
    try check(settlement.totals.owed.amount, is: owed, .settlement, "what all owe")
    reach(tier == nil ? .failed : .moqReached, session)
    if tier != nil { expectRequest("fulfil/" + session.id.text) }
  }

  func cancel(_ session: SessionBook, at instant: Instant) throws(Broken) {
    guard case .cancelSession(let command) = deed, command.session == session.id else {
      throw Broken(.sessionPath, "it is cancelled unasked")
    }
    let states: [SessionState] = [.forming, .active, .moqReached, .pendingStock]
    try check(states.contains(session.state), .sessionPath, "it is cancelled, being \(session.state)")
    for member in session.members where member.isIn {
      expect(member, credited: 0, returned: member.escrowed, isIn: false)
    }
    reach(.cancelled, session)
    for number in session.fulfilment?.orders ?? [] {
      if let order = purchaseOrders[number], order.status.isBefore(.partiallyReceived) { order.awaitsCancelling = true }
    }
  }

  private func expect(_ member: MemberBook, credited: Int64, returned: Int64, isIn: Bool) {
    member.expectedSettlement =
      member.isDisputed
      ? (0, 0, credited + returned, isIn) : (credited, returned, 0, isIn)
  }

  func settle(_ settlement: ParticipantSettlement, _ session: SessionBook, at instant: Instant) throws(Broken) {
    guard let member = members[settlement.participant], let expected = member.expectedSettlement else {
      throw Broken(.settlement, "\(settlement.participant.text) is settled, and nothing is due")
    }
    touch(member)
    member.expectedSettlement = nil
    let who = settlement.participant.text
    try check(settlement.credited.amount, is: expected.credited, .settlement, "what is credited to \(who)")
    try check(settlement.refund?.amount.amount ?? 0, is: expected.returned, .settlement, "what \(who) gets back")
    try check(settlement.disputed.amount, is: expected.disputed, .settlement, "what of \(who) is disputed")
    try check(settlement.status == .paid, is: expected.isIn, .settlement, "whether \(who) is in")
    let (escrow, currency) = (Account.escrow(session.id), session.currency)
    if expected.credited > 0 {
      post([(escrow, .wallet(member.buyer), expected.credited)], in: currency, at: instant)
      expectRequest("credit/tier/" + who)
    }
    if let refund = settlement.refund {
      try check(refunds[refund.id] == nil, .onePath, "\(refund.id.text) goes back twice")
      try check(refund.payment, is: member.payment, .onePath, "the payment that goes back")
      refunds[refund.id] = RefundBook(
        session: session, buyer: member.buyer, payment: refund.payment, amount: expected.returned, currency: currency)
      expectRequest("refund/" + refund.id.text)
      post([(escrow, .gateway, expected.returned)], in: currency, at: instant)
    }
    if expected.disputed > 0 { post([(escrow, .disputes, expected.disputed)], in: currency, at: instant) }
    let leaving = expected.credited + expected.returned + expected.disputed
    member.escrowed -= leaving
    session.escrow -= leaving
    member.credited += expected.credited
    member.refunded += expected.returned
    member.disputed += expected.disputed
    member.status = expected.isIn ? .paid : .returned
    coverage.reach(expected.isIn ? .participantPaid : .participantReturned)
  }
}
