extension WaitingReach {
  /// How much of a session's waiting list must be known to say who is let in, or nil if nobody can be.
  ///
  /// Where everybody can be taken by the unit, who they are does not decide how many units of which variant are let
  /// in. So the counts tell whether anybody is, and no more of them need be known than could be: with B the bundles
  /// that all asked units support, `B · b − firm` units of each variant. Cutting the list there changes no answer: a
  /// variant that is cut demands B bundles itself, before as after.
  init?(neededBy session: GroupSession) {
    let index = AllocationIndex(of: session.tallies, under: session.rules)
    guard case .bundleTolerance(let policy) = session.rules.policy else {
      // A basket's lines are measured after each other: it may be acceptable where none of its variants is available.
      let isAnybodyPossible =
        session.waiting.indivisibleCount > 0
        || session.waiting.units.indices.contains { position in
          session.waiting.units[position] > 0 && index.available(at: position) != 0
        }
      guard isAnybodyPossible else { return nil }
      self = .everybody
      return
    }
    guard session.waiting.indivisibleCount == 0 else {
      self = .everybody
      return
    }
    let units = WaitingReach.leadingUnits(of: session, index, under: policy)
    guard WaitingReach.admitsAnybody(units, into: index) else { return nil }
    self = .leading(units)
  }

  private static func leadingUnits(
    of session: GroupSession, _ index: borrowing AllocationIndex, under policy: BundleTolerance
  ) -> [Int] {
    let asked = session.waiting.units
    let supported = WaitingList.supportedBundles(asking: asked, of: index, under: policy)
    let bundles = max(supported, policy.committedBundles, index.bundlesNeeded)
    return asked.indices.map { position in
      // At most 10⁹ · 10⁹ + 2 · 10⁹: fits.
      let room = bundles * session.composition.unitsPerBundle(at: position) - index.tally(at: position).firm
      return min(asked[position], max(0, room), Quantity.maximum)
    }
  }

  /// Whether anybody is let in when so many units of each variant wait, each unit for itself.
  private static func admitsAnybody(_ units: [Int], into index: consuming AllocationIndex) -> Bool {
    var list = WaitingList(variants: units.count)
    for (position, count) in units.enumerated() where count > 0 {
      list.insert(
        Pledge(
          PledgeID(unchecked: "\(position)"), basket: Basket(count, at: position), acceptsPartial: true,
          requestedAt: .epoch, paidAt: .epoch))
    }
    return !list.admit(into: &index).isEmpty
  }
}

/// Those of a session's participants who wait, as far as they are known: as they were read, and as the command that is
/// being decided has changed them.
struct WaitingParticipants {
  private let inOrder: [Participant]
  private let byIdentity: [ParticipantID: Participant]
  private let reach: WaitingReach?

  init(of rows: SessionRows, _ brought: (reach: WaitingReach, participants: [Participant])?) {
    let reach = brought?.reach
    var known: [ParticipantID: Participant] = [:]
    for participant in brought?.participants ?? [] {
      let current = rows.participants[participant.id] ?? participant
      if current.status == .waiting { known[current.id] = current }
    }
    // Whoever has just been paid for was not among those read. Of a list that was cut they may belong behind the cut.
    let added = rows.participants.rows.filter { $0.status == .waiting && known[$0.id] == nil }
    let read = WaitingParticipants(known, reach)
    for participant in added where read.reaches(participant, of: rows.session) { known[participant.id] = participant }
    self.init(known, reach)
  }

  private init(_ known: [ParticipantID: Participant], _ reach: WaitingReach?) {
    byIdentity = known
    inOrder = known.values.sorted { $0.arrivedBefore($1) }
    self.reach = reach
  }

  /// Who of them has an identity.
  subscript(id: ParticipantID) -> Participant? { byIdentity[id] }

  /// Whether enough of them are known.
  func satisfies(_ needed: WaitingReach, of session: GroupSession) -> Bool {
    if inOrder.count == session.waiting.count { return true }
    guard case .leading(let units) = needed else { return false }
    let known = unitsKnown(of: session)
    return units.indices.allSatisfy { known[$0] >= units[$0] }
  }

  /// What to read instead, so that it is asked for a few times only, however much happens at once.
  func wider(than needed: WaitingReach, of session: GroupSession) -> WaitingReach {
    guard case .leading(let units) = needed, session.waiting.indivisibleCount == 0 else { return .everybody }
    guard case .leading(let read) = reach else { return needed }
    return .leading(units.indices.map { max(units[$0], 2 * read[$0] + 1) })
  }

  /// Them as pledges, in order of arrival.
  func list(in composition: Composition) -> WaitingList {
    var list = WaitingList(variants: composition.count)
    for participant in inOrder {
      if let pledge = participant.pledge(in: composition) { list.insert(pledge) }
    }
    return list
  }

  private func unitsKnown(of session: GroupSession) -> [Int] {
    var units = session.waiting.units.map { _ in 0 }
    for line in inOrder.flatMap({ $0.waitingLines }) {
      if let position = session.composition.position(of: line.variant) { units[position] += line.units }
    }
    return units
  }

  /// Whether nobody who was not read can be in front of a participant.
  private func reaches(_ participant: Participant, of session: GroupSession) -> Bool {
    switch reach {
    case .everybody: return true
    case nil: return session.waiting.count == 1
    case .leading:
      guard let variant = participant.waitingLines.first?.variant,
        let position = session.composition.position(of: variant)
      else { return false }
      let known = unitsKnown(of: session)[position]
      return known + participant.waitingLines.units == session.waiting.units[position]
        || inOrder.contains { $0.waitingLines.first?.variant == variant && participant.arrivedBefore($0) }
    }
  }
}

extension Participant {
  /// Whether this one arrived before another: by payment, then by request, then as they were paid.
  fileprivate func arrivedBefore(_ other: Participant) -> Bool {
    (paidAt ?? requestedAt, requestedAt, place) < (other.paidAt ?? other.requestedAt, other.requestedAt, other.place)
  }

  /// What waits of it as a pledge.
  fileprivate func pledge(in composition: Composition) -> Pledge? {
    guard case .pledge(let acceptsPartial) = kind, let paidAt else { return nil }
    let lines = waitingLines.compactMap { line in
      composition.position(of: line.variant).map { Basket.Line(position: $0, units: line.units) }
    }
    return Basket(lines: lines).map {
      Pledge(id, basket: $0, acceptsPartial: acceptsPartial, requestedAt: requestedAt, paidAt: paidAt)
    }
  }
}
