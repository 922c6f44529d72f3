import GrosirCore

/// Money that arrived for a participant, as the book has it.
struct PaymentBook {
  let session: SessionID
  let member: MemberBook
  let amount: Int64
  let isAccepted: Bool
  var isReversed = false
}

/// Money that is to go back, as the book has it.
struct RefundBook {
  /// The session, or nil where an order's.
  let session: SessionBook?
  let buyer: BuyerID
  let payment: PaymentReference
  let amount: Int64
  let currency: Currency
  var isRefused = false
}

extension Book {
  func session(_ id: SessionID) throws(Broken) -> SessionBook {
    guard let session = sessions[id] else { throw Broken(.logIsState, "\(id.text) is not known") }
    return session
  }

  private func member(_ id: ParticipantID, in session: SessionBook) throws(Broken) -> MemberBook {
    guard let member = members[id], member.session === session else {
      throw Broken(.onePath, "\(id.text) is not known")
    }
    touch(member)
    return member
  }

  func hear(_ event: SessionEvent, in id: SessionID, at instant: Instant) throws(Broken) {
    if case .created(let plan, let rules, let version) = event {
      return try create(plan, rules, version: version, at: instant)
    }
    let session = try session(id)
    touch(session)
    switch event {
    case .joined(let participant): try join(participant, session, at: instant)
    case .paid(let payment): try pay(payment, session, at: instant)
    case .paymentReturned(let payment, let refund): try giveBack(payment, refund, session, at: instant)
    case .admitted(let participant, let lines): try admit(lines, of: participant, session, at: instant)
    case .lapsed(let participant): try lapse(participant, session, at: instant)
    case .left(let participant, let refund): try leave(participant, refund, session, at: instant)
    case .reversed(let payment, let amount, let source): try reverse(payment, amount, source, session, at: instant)
    case .refundRefused(let refund, let amount, let buyer, let target):
      try refuse(refund, amount, of: buyer, to: target, session, at: instant)
    case .nearExpiryAnnounced(let fill): try announce(fill, session, at: instant)
    case .rulesMoved(let rules, let version): try move(to: rules, version: version, session)
    case .stockSetAside(let lines): try setAside(lines, session)
    case .stockReleased(let lines): try release(lines, session)
    case .closed(let settlement): try close(settlement, session, at: instant)
    case .cancelled: try cancel(session, at: instant)
    case .settled(let settlement): try settle(settlement, session, at: instant)
    case .renewalProposed(let code, _):
      try check(session.expectsRenewal, .sessionPath, "\(id.text) is renewed")
      session.expectsRenewal = false
      expectRequest("renew/" + code.text)
    case .toleranceBreached:
      try check(session.isGuaranteeBroken, .permitted, "a breach, and nobody has left")
    case .fulfilmentBegun, .demandCovered, .orderProgressed, .fulfilmentShort, .fulfilmentOverdue, .stockReceived,
      .released, .fulfilled, .heldGoodsPurchased:
      try fulfil(event, session, at: instant)
    case .created: break
    }
    session.last = max(session.last, instant)
  }

  func reach(_ state: SessionState, _ session: SessionBook) {
    session.state = state
    coverage.reach(state)
  }

  // MARK: Coming

  private func create(
    _ plan: SessionPlan, _ rules: AllocationRules, version: Int, at instant: Instant
  ) throws(Broken) {
    guard let product = products[plan.product] else { throw Broken(.sessionPath, "a session of no product") }
    try check(sessions[plan.session] == nil, .sessionPath, "\(plan.session.text) is there twice")
    try check(codes.insert(plan.code).inserted, .sessionPath, "\(plan.code.text) is there twice")
    try check(version, is: product.version, .sessionPath, "the version a session is pinned to")
    try check(plan.terms.ladder.basePrice, is: product.product.basePrice, .sessionPath, "the base price")
    let session = SessionBook(plan, product.rules, product.variants, version: version, at: instant)
    try check(rules.composition.variants, is: product.variants, .sessionPath, "a session's variants")
    if case .createSession(let command) = deed {
      try check(plan.terms.target, is: command.target ?? product.product.target, .sessionPath, "a target")
      try check(plan.terms.guarantee, is: command.guarantee, .sessionPath, "a guarantee")
      try check(plan.selling, is: command.selling, .sessionPath, "who sells")
      try check(plan.conditions, is: command.conditions, .sessionPath, "conditions")
    }
    sessions[plan.session] = session
    sessionOrder.append(session)
    touch(session)
    coverage.reach(.forming)
  }

  private func join(_ row: Participant, _ session: SessionBook, at instant: Instant) throws(Broken) {
    guard case .join(let command) = deed else { throw Broken(.onePath, "\(row.id.text) joins unasked") }
    try check(session.isJoinable(at: instant), .sessionPath, "\(row.id.text) joins at \(instant)")
    try check(members[row.id] == nil, .onePath, "\(row.id.text) is there twice")
    guard let units = session.units(row.lines) else { throw Broken(.tallies, "a strange variant") }
    try check(
      units, is: session.units(command.lines.map { VariantUnits($0.variant, $0.units) }), .tallies,
      "what \(row.id.text) asked for")
    let member = MemberBook(row, units, of: session)
    try check(member.total, is: session.cost(of: units, at: session.basePrice), .settlement, "a total")
    let conditions = session.plan.conditions
    try check(session.openHolds(of: row.buyer) < conditions.maxOpenHoldsPerBuyer, .permitted, "too many holds")
    if let most = conditions.maxUnitsPerBuyer {
      try check(session.units(of: row.buyer) + member.unitCount <= most, .permitted, "too many units of a buyer")
    }
    try check(
      session.rules.accepts(units, session.tallies) != member.isPledge, .permitted,
      "\(units) of \(session.tallies) \(member.isPledge ? "waits" : "is held")")
    let until = min(instant.adding(conditions.paymentWindow) ?? .latest, session.plan.closesAt)
    try check(member.until, is: until, .onePath, "until when \(row.id.text) is to pay")
    members[row.id] = member
    session.members.append(member)
    if !member.isPledge { for place in units.indices { session.tallies[place].held += units[place] } }
    touch(member)
    expectRequest("payment/" + row.id.text)
    coverage.reach(.participantAwaiting)
  }

  private func pay(_ payment: Payment, _ session: SessionBook, at instant: Instant) throws(Broken) {
    let member = try told(payment, session)
    try check(payment.amount.amount, is: member.total, .onePath, "money that is accepted")
    if member.status == .lapsed {
      try check(mayReturn(member, at: instant), .onePath, "\(member.id.text) comes back")
      if !member.isPledge { for place in member.units.indices { session.tallies[place].held += member.units[place] } }
    } else {
      try check(member.isAwaiting && instant < member.until, .onePath, "\(member.id.text) pays, being \(member.status)")
    }
    payments[payment.reference] = PaymentBook(
      session: session.id, member: member, amount: member.total, isAccepted: true)
    member.payment = payment.reference
    member.escrowed = member.total
    member.paidIn += member.total
    session.escrow += member.total
    if member.isPledge {
      member.status = .waiting
      coverage.reach(.participantWaiting)
    } else {
      member.status = .paid
      member.admitted = member.units
      for place in member.units.indices {
        session.tallies[place].held -= member.units[place]
        session.tallies[place].paid += member.units[place]
      }
      openDoor(session)
      coverage.reach(.participantPaid)
    }
    post([(.gateway, .escrow(session.id), member.total)], in: session.currency, at: instant)
  }

  /// Whether somebody whose hold has lapsed is taken back.
  private func mayReturn(_ member: MemberBook, at instant: Instant) -> Bool {
    let session = member.session
    guard session.isJoinable(at: instant) else { return false }
    if let most = session.plan.conditions.maxUnitsPerBuyer,
      session.units(of: member.buyer) + member.unitCount > most
    {
      return false
    }
    return member.isPledge || session.rules.accepts(member.units, session.tallies)
  }

  /// Who the money that arrived is for; it was told of, and never before.
  private func told(_ payment: Payment, _ session: SessionBook) throws(Broken) -> MemberBook {
    guard case .confirmPayment(let command) = deed, command.payment == payment.reference,
      command.session == session.id, command.participant == payment.participant, command.amount == payment.amount
    else { throw Broken(.onePath, "money arrived that nobody paid") }
    try check(payments[payment.reference] == nil, .onePath, "\(payment.reference.text) arrives twice")
    return try member(payment.participant, in: session)
  }

  private func giveBack(
    _ payment: Payment, _ refund: Refund, _ session: SessionBook, at instant: Instant
  ) throws(Broken) {
    let member = try told(payment, session)
    let isRight: Bool
    switch member.status {
    case .awaiting: isRight = payment.amount.amount != member.total || payment.amount.currency != session.currency
    case .lapsed: isRight = payment.amount.amount != member.total || !mayReturn(member, at: instant)
    case .waiting, .paid, .left, .reversed, .returned: isRight = true
    }
    try check(isRight, .onePath, "money of \(member.id.text) goes back, who is \(member.status)")
    payments[payment.reference] = PaymentBook(
      session: session.id, member: member, amount: payment.amount.amount, isAccepted: false)
    try note(refund, of: payment.reference, payment.amount.amount, member, payment.amount.currency)
    post(
      [(.gateway, .escrow(session.id), payment.amount.amount)], in: payment.amount.currency, at: instant)
    post(
      [(.escrow(session.id), .gateway, payment.amount.amount)], in: payment.amount.currency, at: instant)
  }

  private func note(
    _ refund: Refund, of payment: PaymentReference?, _ amount: Int64, _ member: MemberBook, _ currency: Currency
  ) throws(Broken) {
    try check(refunds[refund.id] == nil, .onePath, "\(refund.id.text) goes back twice")
    try check(refund.amount.amount, is: amount, .settlement, "what goes back to \(member.id.text)")
    try check(refund.payment, is: payment, .onePath, "the payment that goes back")
    try check(refund.buyer, is: member.buyer, .onePath, "to whom money goes back")
    refunds[refund.id] = RefundBook(
      session: member.session, buyer: member.buyer, payment: refund.payment, amount: amount, currency: currency)
    expectRequest("refund/" + refund.id.text)
  }

  private func openDoor(_ session: SessionBook) { if session.state == .forming { reach(.active, session) } }

  private func admit(
    _ lines: [VariantUnits], of id: ParticipantID, _ session: SessionBook, at instant: Instant
  ) throws(Broken) {
    let member = try member(id, in: session)
    guard let units = session.units(lines) else { throw Broken(.tallies, "a strange variant") }
    try check(member.status == .waiting, .onePath, "\(id.text) is let in, being \(member.status)")
    try check(session.isJoinable(at: instant), .sessionPath, "\(id.text) is let in at \(instant)")
    let waiting = member.waiting
    let fits = units.indices.allSatisfy { units[$0] <= waiting[$0] }
    try check(fits && (member.acceptsPartial || units == waiting), .onePath, "\(units) of \(waiting) are let in")
    for place in units.indices {
      member.admitted[place] += units[place]
      session.tallies[place].paid += units[place]
    }
    if member.admitted == member.units {
      member.status = .paid
      coverage.reach(.participantPaid)
    }
    openDoor(session)
  }

  // MARK: Going

  private func withdraw(_ member: MemberBook, to status: MemberBook.Status) {
    let session = member.session
    for place in member.units.indices {
      if member.isAwaiting, !member.isPledge { session.tallies[place].held -= member.units[place] }
      session.tallies[place].paid -= member.admitted[place]
      if member.admitted[place] > 0 { session.isGuaranteeBroken = true }
      member.admitted[place] = 0
    }
    session.escrow -= member.escrowed
    member.escrowed = 0
    member.status = status
  }

  private func lapse(_ id: ParticipantID, _ session: SessionBook, at instant: Instant) throws(Broken) {
    let member = try member(id, in: session)
    try check(member.isAwaiting, .onePath, "\(id.text) lapses, being \(member.status)")
    if instant != member.until {
      try check(deed.endsSessions && instant < member.until, .onePath, "\(id.text) lapses at \(instant)")
    }
    withdraw(member, to: .lapsed)
    coverage.reach(.participantLapsed)
  }

  private func leave(
    _ id: ParticipantID, _ refund: Refund?, _ session: SessionBook, at instant: Instant
  ) throws(Broken) {
    let member = try member(id, in: session)
    guard case .leave(let command) = deed, command.participant == id else {
      throw Broken(.onePath, "\(id.text) leaves unasked")
    }
    try check(member.isAwaiting || member.isIn, .onePath, "\(id.text) leaves, being \(member.status)")
    try check(instant < session.plan.closesAt, .sessionPath, "\(id.text) leaves at \(instant)")
    let amount = member.escrowed
    try check((refund != nil) == (amount > 0), .settlement, "whether \(id.text) gets money back")
    if let refund {
      try note(refund, of: member.payment, amount, member, session.currency)
      post([(.escrow(session.id), .gateway, amount)], in: session.currency, at: instant)
      member.refunded += amount
    }
    withdraw(member, to: .left)
    coverage.reach(.participantLeft)
  }

  private func reverse(
    _ reference: PaymentReference, _ amount: Money, _ source: ReversalSource, _ session: SessionBook,
    at instant: Instant
  ) throws(Broken) {
    guard case .reversePayment(let command) = deed, command.payment == reference,
      let payment = payments[reference], payment.session == session.id
    else { throw Broken(.onePath, "\(reference.text) is reversed unasked") }
    try check(!payment.isReversed, .onePath, "\(reference.text) is reversed twice")
    try check(amount.amount, is: payment.amount, .outsideBook, "what is reversed")
    let member = payment.member
    touch(member)
    payments[reference]?.isReversed = true
    let counts = member.payment == reference && member.isIn
    let isOpen = (session.state == .forming || session.state == .active) && instant < session.plan.closesAt
    try check(source == .escrow, is: counts && isOpen, .onePath, "where reversed money comes from")
    if source == .escrow {
      post([(.escrow(session.id), .gateway, payment.amount)], in: amount.currency, at: instant)
      member.refunded += payment.amount
      withdraw(member, to: .reversed)
      session.isGuaranteeBroken = true
      coverage.reach(.participantReversed)
    } else {
      post([(.disputes, .gateway, payment.amount)], in: amount.currency, at: instant)
      if member.payment == reference { member.isDisputed = true }
    }
  }

  private func refuse(
    _ id: RefundID, _ amount: Money, of buyer: BuyerID, to target: RefusedRefundTarget, _ session: SessionBook,
    at instant: Instant
  ) throws(Broken) {
    guard case .refuseRefund(let command) = deed, command.refund == id, let refund = refunds[id] else {
      throw Broken(.onePath, "\(id.text) is refused unasked")
    }
    try check(!refund.isRefused, .onePath, "\(id.text) is refused twice")
    try check(amount.amount, is: refund.amount, .outsideBook, "what is refused")
    try check(buyer, is: refund.buyer, .onePath, "whose refund is refused")
    let isReversed = payments[refund.payment]?.isReversed ?? false
    try check(target == .disputes, is: isReversed, .onePath, "where a refused refund goes")
    refunds[id]?.isRefused = true
    post([(.gateway, isReversed ? .disputes : .wallet(buyer), refund.amount)], in: amount.currency, at: instant)
    if !isReversed { expectRequest("credit/refund/" + id.text) }
  }

  // MARK: On the way

  private func announce(_ fill: Int, _ session: SessionBook, at instant: Instant) throws(Broken) {
    try check(session.announcedFill == nil, .sessionPath, "a fill is announced twice")
    let closesAt = session.plan.closesAt
    let from = closesAt.subtracting(session.plan.conditions.nearExpiryWindow) ?? .earliest
    try check(from <= instant && instant < closesAt, .sessionPath, "a fill is announced at \(instant)")
    try check(fill, is: session.fill, .settlement, "an announced fill")
    session.announcedFill = fill
  }

  private func move(to rules: AllocationRules, version: Int, _ session: SessionBook) throws(Broken) {
    guard let product = products[session.plan.product] else { throw Broken(.sessionPath, "rules of no product") }
    try check(version, is: product.version, .sessionPath, "a newer version")
    try check(version > session.version, .sessionPath, "rules move back")
    session.version = version
    session.rules.policy = product.rules.policy
    for (place, variant) in session.variants.enumerated() {
      guard let newer = product.variants.firstIndex(of: variant) else {
        throw Broken(.sessionPath, "a variant that is no more")
      }
      session.rules.tolerances[place] = product.rules.tolerances[newer]
    }
    session.isGuaranteeBroken = true
  }

  private func setAside(_ lines: [VariantUnits], _ session: SessionBook) throws(Broken) {
    for line in lines {
      guard let place = session.place(of: line.variant) else { throw Broken(.tallies, "a strange variant") }
      try check(line.units >= session.tallies[place].setAside, .tallies, "less is set aside")
      session.tallies[place].setAside = line.units
    }
    // Whoever is in, or may still pay, was let in without it: more is left over now than their baskets would leave.
    if session.members.contains(where: { $0.isIn || $0.isAwaiting }) { session.isGuaranteeBroken = true }
  }

  private func release(_ lines: [VariantUnits], _ session: SessionBook) throws(Broken) {
    for line in lines {
      guard let place = session.place(of: line.variant) else { throw Broken(.tallies, "a strange variant") }
      session.tallies[place].setAside -= line.units
      try check(session.tallies[place].setAside >= 0, .tallies, "more is given back than was set aside")
    }
  }
}
