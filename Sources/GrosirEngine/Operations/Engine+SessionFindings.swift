import GrosirCore

extension Engine {
  /// Whether a session's counters are what its events and its participants make them.
  func findings(aboutSession id: SessionID, in tenant: TenantID) async throws(StoreError) -> Reconciliation {
    var counted = SessionRecount()
    var reservation = ReservationRecount(of: .session(id))
    var escrow: Int128 = 0
    let kept = try await recount(.session(id), of: tenant) { logged in
      reservation.count(logged.dated.event)
      for posting in logged.dated.entries.lazy.flatMap({ $0.postings }) where posting.account == .escrow(id) {
        escrow += Int128(posting.amount.amount)
      }
      if case .session(id, let event) = logged.dated.event { counted.count(event) }
    } look: { () async throws(StoreError) in
      try await self.keptSession(id, in: tenant)
    }
    var findings = Findings(.session(id))
    reservation.compare(to: kept.reservation, in: &findings)
    findings.compare("there", counted.rules == nil ? nil : "yes", kept.session == nil ? nil : "yes")
    guard let session = kept.session else { return findings.result }
    let people = ParticipantsRecount(kept.participants, in: session.composition)
    findings.compare("state, by events", counted.state.rawValue, session.state.rawValue)
    findings.compare("participants, by events", counted.joined, session.joinedCount)
    findings.compare("participants, by rows", kept.participants.count, session.joinedCount)
    findings.compare("in escrow, by entries", escrow, Int128(session.escrow.amount))
    findings.compare("in escrow, by participants", people.escrowed, Int128(session.escrow.amount))
    if session.state.isFinal { findings.compare("in escrow of a session that is over", escrow, 0) }
    for (position, variant) in session.composition.variants.enumerated() {
      let (count, tally) = (counted.count(of: variant), session.tallies[position])
      findings.compare("\(variant.text) ordered, by events", count.ordered, tally.ordered)
      findings.compare("\(variant.text) ordered, by participants", people.ordered[position], tally.ordered)
      findings.compare("\(variant.text) held, by events", count.held, tally.held)
      findings.compare("\(variant.text) held, by participants", people.held[position], tally.held)
      findings.compare("\(variant.text) set aside, by events", count.onHand, tally.onHand)
      findings.compare(
        "\(variant.text) waited for, by participants", people.waiting[position], session.waiting.units[position])
    }
    findings.compare("who wait, by participants", people.waitingCount, session.waiting.count)
    for line in session.fulfilment?.lines ?? [] {
      let covered = counted.covered[line.variant] ?? 0
      findings.compare("\(line.variant.text) there for buyers, by events", covered, line.fromStock + line.fromBundles)
    }
    // How a session's end changes what a buyer has open is not kept.
    guard session.state.isOpen else { return findings.result }
    for buyer in people.buyers {
      let standing = kept.standings[buyer]
      findings.compare(
        "holds open of \(buyer.text), by participants", people.openHolds[buyer] ?? 0, standing?.openHolds ?? 0)
      findings.compare("units of \(buyer.text), by participants", people.units[buyer] ?? 0, standing?.units ?? 0)
    }
    return findings.result
  }

  /// Everything that is kept of a session.
  private func keptSession(_ id: SessionID, in tenant: TenantID) async throws(StoreError) -> KeptSession {
    let read = Read.participants(of: id)
    let reservation = Read.stock(.reservation(.session(id)))
    let found = try await store.look(at: [.session(id), read, reservation], of: tenant)
    var kept = KeptSession(
      session: found.session(id), participants: found.participants(read),
      reservation: found.reservation(of: .session(id)))
    guard kept.session?.state.isOpen == true else { return kept }
    let buyers = Set(kept.participants.lazy.map { $0.buyer }).sorted()
    for start in stride(from: 0, to: buyers.count, by: 1_000) {
      let some = buyers[start..<min(start + 1_000, buyers.count)]
      let found = try await store.look(at: some.map { .buyer($0, in: id) }, of: tenant)
      for buyer in some { kept.standings[buyer] = found.buyer(buyer, in: id) }
    }
    return kept
  }
}

/// What is kept of a session.
private struct KeptSession {
  let session: GroupSession?
  let participants: [Participant]
  let reservation: Reservation?
  var standings: [BuyerID: BuyerStanding] = [:]
}

/// A session's counters counted again from its participants.
private struct ParticipantsRecount {
  private(set) var ordered: [Int]
  private(set) var held: [Int]
  private(set) var waiting: [Int]
  private(set) var waitingCount = 0
  private(set) var escrowed: Int128 = 0
  private(set) var openHolds: [BuyerID: Int] = [:]
  private(set) var units: [BuyerID: Int] = [:]

  /// Who has joined, in order.
  var buyers: [BuyerID] { units.keys.sorted() }

  init(_ participants: [Participant], in composition: Composition) {
    ordered = Array(repeating: 0, count: composition.count)
    held = ordered
    waiting = ordered
    for participant in participants {
      escrowed += Int128(participant.escrowed.amount)
      let isOpen = participant.isAwaitingPayment
      openHolds[participant.buyer, default: 0] += isOpen ? 1 : 0
      units[participant.buyer, default: 0] += participant.isStillAsking ? participant.units : 0
      if participant.status == .waiting { waitingCount += 1 }
      for line in participant.waitingLines { add(line, to: &waiting, composition) }
      for line in participant.admitted { add(line, to: &ordered, composition) }
      guard isOpen, participant.kind == .order else { continue }
      for line in participant.lines {
        add(line, to: &ordered, composition)
        add(line, to: &held, composition)
      }
    }
  }

  private func add(_ line: VariantUnits, to counts: inout [Int], _ composition: Composition) {
    if let position = composition.position(of: line.variant) { counts[position] += line.units }
  }
}

extension Participant {
  /// Whether what it asks for counts towards what its buyer may ask for.
  fileprivate var isStillAsking: Bool {
    switch status {
    case .awaitingPayment, .waiting, .paid: true
    case .lapsed, .left, .reversed, .returned: false
    }
  }
}
