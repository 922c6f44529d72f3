import GrosirCore

extension PlainSession {
  // MARK: Buyers

  mutating func join(_ given: JoinSession, at instant: Instant, as id: ParticipantID) throws -> String {
    try take(.join, at: instant) { session in
      guard session.terms.opensAt <= session.now else { throw Refused("notOpenYet") }
      try session.checkDeadline()
      if session.people.contains(where: { $0.id == id }) { throw Refused("duplicateParticipant") }
      let units = try session.units(given)
      let total = session.price(units)
      let prices = given.lines.map { line in
        session.rules.composition.position(of: line.variant).map { position in
          session.price(units.indices.map { $0 == position ? 1 : 0 })
        }
      }
      guard prices == given.lines.map({ $0.unitPrice }), given.total == Money(total, session.terms.currency) else {
        throw Refused("staleQuote")
      }
      try session.checkLimits(of: given.buyer, asking: units.reduce(0, +))
      var kind = Participant.Kind.order
      if try session.isAcceptable(units) == false {
        guard case .wait(let acceptPartial) = given.ifLocked else { throw Refused("notAcceptable") }
        guard session.terms.conditions.hasWaitingList else { throw Refused("noWaitingList") }
        kind = .pledge(acceptsPartial: acceptPartial)
      }
      let window = session.now.adding(session.terms.conditions.paymentWindow) ?? .latest
      session.people.append(
        Person(
          id: id, buyer: given.buyer, units: units, total: total, kind: kind, requestedAt: session.now,
          until: min(window, session.terms.closesAt), admitted: units.map { _ in 0 }))
      session.happened()
    }
  }

  private func units(_ given: JoinSession) throws -> [Int] {
    var units = onHand.map { _ in 0 }
    for line in given.lines {
      guard let position = rules.composition.position(of: line.variant), units[position] == 0, line.units > 0 else {
        throw Refused("invalid")
      }
      units[position] = line.units
    }
    if given.lines.isEmpty { throw Refused("invalid") }
    return units
  }

  private func checkLimits(of buyer: BuyerID, asking units: Int) throws {
    let theirs = people.filter { $0.buyer == buyer }
    if theirs.filter({ $0.status == "awaitingPayment" }).count >= terms.conditions.maxOpenHoldsPerBuyer {
      throw Refused("tooManyOpenHolds")
    }
    if let most = terms.conditions.maxUnitsPerBuyer, unitsAsked(by: buyer) + units > most {
      throw Refused("tooManyUnits")
    }
  }

  /// "Waiting units count towards `maxUnitsPerBuyer`", as do those held and paid.
  func unitsAsked(by buyer: BuyerID) -> Int {
    people.filter { $0.buyer == buyer && ["awaitingPayment", "waiting", "paid"].contains($0.status) }
      .reduce(0) { $0 + $1.units.reduce(0, +) }
  }

  mutating func leave(_ id: ParticipantID, at instant: Instant) throws -> String {
    try take(.leave, at: instant) { session in
      try session.checkDeadline()
      let place = try session.place(of: id)
      guard ["awaitingPayment", "waiting", "paid"].contains(session.people[place].status) else {
        throw Refused("notActive")
      }
      session.giveBack(session.people[place].escrowed, of: place, "left")
      session.remove(place, "left")
      try session.admit(at: session.now)
    }
  }

  private mutating func remove(_ place: Int, _ status: String) {
    people[place].status = status
    people[place].until = nil
    people[place].admitted = onHand.map { _ in 0 }
    happened()
  }

  // MARK: Money

  mutating func pay(_ given: ConfirmPayment, at instant: Instant) throws -> String {
    try take(.confirmPayment, at: instant) { session in
      let place = try session.place(of: given.participant)
      let isNothing = given.amount.amount == 0 && session.people[place].total != 0
      if given.amount.amount < 0 || isNothing { throw Refused("invalid") }
      if let known = session.payments[given.payment] {
        guard known.person == place, known.amount == given.amount else { throw Refused("conflictingPayment") }
        return
      }
      let reason = try session.reasonToReturn(given.amount, of: place)
      session.payments[given.payment] = Arrived(person: place, amount: given.amount, isAccepted: reason == nil)
      session.happened()
      if let reason {
        session.refunds.append(GoingBack(payment: given.payment, amount: given.amount.amount, reason: reason))
        return
      }
      session.people[place].until = nil
      session.people[place].payment = given.payment
      session.people[place].paidAt = session.now
      session.people[place].escrowed = given.amount.amount
      if session.people[place].kind == .order {
        session.people[place].status = "paid"
        session.people[place].admitted = session.people[place].units
        session.state = .active
      } else {
        session.people[place].status = "waiting"
        session.people[place].turn = session.nextPayer()
      }
      try session.admit(at: session.now)
    }
  }

  private func reasonToReturn(_ amount: Money, of place: Int) throws -> String? {
    let person = people[place]
    let isRight = amount == Money(person.total, terms.currency)
    switch person.status {
    case "awaitingPayment": return isRight ? nil : "paymentMismatch"
    case "paid", "waiting": return "alreadyPaid"
    case "left", "reversed": return "left"
    case "returned": return "sessionEnded"
    default: break
    }
    guard isOpen, now < terms.closesAt else { return "sessionEnded" }
    guard isRight else { return "paymentMismatch" }
    let asked = unitsAsked(by: person.buyer) + person.units.reduce(0, +)
    if let most = terms.conditions.maxUnitsPerBuyer, asked > most { return "lapsed" }
    return try person.kind != .order || isAcceptable(person.units) ? nil : "lapsed"
  }

  mutating func reverse(_ reference: PaymentReference, at instant: Instant) throws -> String {
    try take(.reversePayment, at: instant) { session in
      guard let found = session.payments[reference] else { throw Refused("unknownPayment") }
      guard !found.isReversed else { return }
      session.payments[reference]?.isReversed = true
      session.happened()
      let person = session.people[found.person]
      let isHeld = found.isAccepted && (person.status == "paid" || person.status == "waiting")
      guard session.isOpen, session.now < session.terms.closesAt, isHeld else {
        session.disputes -= found.amount.amount
        if found.isAccepted { session.people[found.person].isDisputed = true }
        return
      }
      session.people[found.person].escrowed = 0
      session.remove(found.person, "reversed")
      try session.admit(at: session.now)
    }
  }

  /// The refund is named by its number: they are made in the same order everywhere.
  mutating func refuse(_ number: Int?, at instant: Instant) throws -> String {
    try take(.refuseRefund, at: instant) { session in
      guard let number else { throw Refused("unknownRefund") }
      let refund = session.refunds[number]
      guard refund.refusedTo == nil, let payment = session.payments[refund.payment] else { return }
      session.happened()
      if payment.isReversed {
        session.refunds[number].refusedTo = .disputes
        session.disputes += refund.amount
      } else {
        session.refunds[number].refusedTo = .wallet
        session.wallets[session.people[payment.person].buyer, default: 0] += refund.amount
      }
    }
  }

  // MARK: Operators

  mutating func lapseHolds(at instant: Instant) throws -> String { try take(.lapse, at: instant) { _ in } }

  mutating func announce(at instant: Instant) throws -> String {
    try take(.announceNearExpiry, at: instant) { session in
      try session.checkDeadline()
      let window = session.terms.conditions.nearExpiryWindow
      if session.now < session.terms.closesAt.subtracting(window) ?? .earliest { throw Refused("notYetDue") }
      guard session.announced == nil else { return }
      session.announced = session.fill
      session.happened()
    }
  }

  private var paidUnits: Int { people.reduce(0) { $0 + $1.admitted.reduce(0, +) } }

  private var fill: Int {
    guard let guarantee = terms.terms.guarantee, paidUnits > 0 else { return 0 }
    let asked = guarantee.minimumFill.value * terms.terms.target
    return max(0, (asked + 9_999) / 10_000 - paidUnits)
  }

  mutating func move(to product: Product, at instant: Instant) throws -> String {
    try take(.moveToRules, at: instant) { session in
      try session.checkDeadline()
      guard product.version > session.version else { throw Refused("notNewer") }
      let composition = session.rules.composition
      let lines = try composition.variants.indices.map { position in
        guard let variant = product.variant(composition.variants[position]) else { throw Refused("invalid") }
        return AllocationRules.Line(
          variant.id, unitsPerBundle: composition.unitsPerBundle(at: position), tolerance: variant.tolerance)
      }
      session.rules = try AllocationRules(lines, policy: product.policy)
      session.version = product.version
      session.happened()
      try session.admit(at: session.now)
    }
  }

  mutating func setAside(_ given: [VariantUnits], at instant: Instant) throws -> String {
    try take(.setAsideStock, at: instant) { session in
      try session.checkDeadline()
      var seen: Set<VariantID> = []
      for line in given {
        guard let position = session.rules.composition.position(of: line.variant), line.units > 0,
          seen.insert(line.variant).inserted
        else { throw Refused("invalid") }
        session.onHand[position] += line.units
        session.free[position] -= line.units
      }
      if given.isEmpty { throw Refused("invalid") }
      if session.free.contains(where: { $0 < 0 }) { throw Refused("insufficientStock") }
      session.happened()
      try session.admit(at: session.now)
    }
  }

  mutating func cancel(at instant: Instant) throws -> String {
    try take(.cancel, at: instant) { session in
      session.happened()
      session.state = .cancelled
      session.lapseUnpaid()
      for place in session.people.indices where ["paid", "waiting"].contains(session.people[place].status) {
        session.settle(place, crediting: 0, returning: session.people[place].escrowed, "sessionCancelled")
        session.people[place].status = "returned"
      }
      session.keep(session.onHand.map { _ in 0 })
    }
  }

  /// Keeps so much of what is set aside; the rest is free again.
  private mutating func keep(_ kept: [Int]) {
    for place in onHand.indices { free[place] += onHand[place] - kept[place] }
    onHand = kept
  }

  private mutating func lapseUnpaid() {
    for place in people.indices where people[place].status == "awaitingPayment" {
      lapse(place)
      happened()
    }
  }

  private mutating func settle(_ place: Int, crediting: Int64, returning: Int64, _ reason: String) {
    happened()
    if people[place].isDisputed {
      disputes += crediting + returning
      people[place].escrowed -= crediting + returning
      return
    }
    wallets[people[place].buyer, default: 0] += crediting
    people[place].credited += crediting
    people[place].escrowed -= crediting
    giveBack(returning, of: place, reason)
  }

  mutating func close(early: Bool, at instant: Instant) throws -> String {
    try take(.close, at: instant) { session in
      guard session.result == nil else { return }
      if session.now < session.terms.closesAt, !early { throw Refused("notYetDue") }
      session.lapseUnpaid()
      session.closeNow()
      if session.terms.conditions.autoRenew { session.happened() }
    }
  }

  private mutating func closeNow() {
    let (sold, ladder) = (tallies, terms.terms.ladder)
    let total = paidUnits + fill
    let reached = ladder.tiers.filter { total * 10_000 >= $0.threshold.value * terms.terms.target }
    let isEnough = terms.terms.successRule == .lowestTier || total >= terms.terms.target
    let tier = paidUnits > 0 && isEnough ? reached.max { $0.threshold < $1.threshold } : nil
    let paid = people.reduce(0) { $0 + price($1.admitted) }
    let perUnit = tier.map { ladder.basePrice.amount - $0.price.amount }
    result = Ended(
      fill: fill, threshold: tier?.threshold.value, paid: paid, refunded: perUnit.map { $0 * Int64(paidUnits) } ?? paid,
      demand: onHand.indices.map { tier == nil ? 0 : sold[$0].paid }, closedAt: min(now, terms.closesAt))
    state = tier == nil ? .failed : .moqReached
    for place in people.indices where ["paid", "waiting"].contains(people[place].status) {
      let person = people[place]
      let units = Int64(person.admitted.reduce(0, +))
      if let perUnit {
        settle(
          place, crediting: perUnit * units, returning: person.escrowed - price(person.admitted), "notAdmitted")
      } else {
        settle(place, crediting: 0, returning: person.escrowed, "sessionFailed")
      }
      people[place].status = tier != nil && units > 0 ? "paid" : "returned"
    }
    // It counts from the deadline on; what follows from it, from when it is done.
    happened(at: min(now, terms.closesAt))
    let kept = onHand.indices.map { tier == nil ? 0 : min(onHand[$0], sold[$0].paid) }
    if kept != onHand { happened() }
    keep(kept)
  }
}
