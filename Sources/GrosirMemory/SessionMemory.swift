package import GrosirCore

/// Where a participant's row is: in its session, at a place that is always the same.
struct ParticipantPlace: TableValue {
  let session: SessionMemory
  let place: Int

  /// The row as it is now.
  var row: Participant { session.participants[place] }

  var key: ParticipantID { row.id }
}

extension BuyerStanding: TableValue {
  package var key: BuyerID { buyer }
}

/// A session with all that belongs to it, and what is needed to find who is concerned without looking at everybody.
final class SessionMemory {
  let id: SessionID
  var session: GroupSession

  // Behind the lock no two accesses to these can overlap; to check that would cost as much as an access.
  @exclusivity(unchecked) private var buyers = IdentityTable<BuyerStanding>()
  @exclusivity(unchecked) private var everybody: [Participant] = []
  @exclusivity(unchecked) private var holds = BinaryHeap<Hold>()
  private var everybodyWaiting = ArrivalQueue()
  private var waitingByUnit: [ArrivalQueue]

  /// What of it stands in the schedule.
  var scheduledHold: Schedule.Mark?
  var scheduledDeadline: Schedule.Mark?

  init(_ session: GroupSession) {
    id = session.id
    self.session = session
    waitingByUnit = Array(repeating: ArrivalQueue(), count: session.composition.count)
  }

  // MARK: Buyers

  /// What a buyer has open.
  func buyer(_ id: BuyerID) -> BuyerStanding? { unsafe buyers.find(id) }

  /// Saves what a buyer has open.
  func save(_ buyer: BuyerStanding) { unsafe buyers.set(buyer) }

  // MARK: Participants

  /// Everybody, in the order in which they joined.
  var participants: [Participant] { unsafe everybody }

  /// Adds somebody new; their row has a place from then on.
  func add(_ row: Participant) -> ParticipantPlace {
    let place = unsafe everybody.count
    unsafe everybody.append(row)
    note(row, at: place, before: nil)
    return ParticipantPlace(session: self, place: place)
  }

  /// Changes the row at a place.
  func change(_ place: Int, to row: Participant) {
    let before = unsafe everybody[place]
    unsafe everybody[place] = row
    note(row, at: place, before: before)
  }

  private func note(_ row: Participant, at place: Int, before: Participant?) {
    if let deadline = row.deadline, deadline != before?.deadline {
      unsafe holds.insert(Hold(deadline: deadline, place: place))
    }
    let (waits, waited) = (row.status == .waiting, before?.status == .waiting)
    guard waits || waited else { return }
    let rows = participants
    everybodyWaiting.change(place, of: rows, from: waited, to: waits) { $0.status == .waiting }
    let old = before.flatMap { position(ofUnits: $0) }
    let new = position(ofUnits: row)
    guard old != new else { return }
    for (position, isIn) in [(old, false), (new, true)] {
      guard let position else { continue }
      waitingByUnit[position].change(place, of: rows, from: !isIn, to: isIn) { [session] row in
        SessionMemory.position(ofUnits: row, in: session) == position
      }
    }
  }

  private func position(ofUnits row: Participant) -> Int? { SessionMemory.position(ofUnits: row, in: session) }

  /// The variant for which somebody waits by the unit, by its position.
  private static func position(ofUnits row: Participant, in session: GroupSession) -> Int? {
    guard row.isTakenByTheUnit, let line = row.waitingLines.first else { return nil }
    return session.composition.position(of: line.variant)
  }

  // MARK: Who waits

  /// Who waits, in order of arrival.
  func waiting(_ reach: WaitingReach) -> [Participant] {
    switch reach {
    case .everybody: everybodyWaiting.rows(of: participants) { $0.status == .waiting }
    case .leading(let units): leading(units)
    }
  }

  private func leading(_ units: [Int]) -> [Participant] {
    var found: [Participant] = []
    for (position, units) in units.enumerated() where position < waitingByUnit.count && units > 0 {
      var known = 0
      waitingByUnit[position].forEach(of: participants) { row in
        guard self.position(ofUnits: row) == position else { return true }
        found.append(row)
        known += row.waitingLines.reduce(0) { $0 + $1.units }
        return known < units
      }
    }
    return found.sorted { Arrival(of: $0) < Arrival(of: $1) }
  }

  // MARK: Holds

  private struct Hold: Comparable {
    let deadline: Instant
    /// The participant's.
    let place: Int

    static func < (left: Hold, right: Hold) -> Bool { left.deadline < right.deadline }
    static func == (left: Hold, right: Hold) -> Bool { left.deadline == right.deadline }
  }

  /// The earliest instant at which anything lapses.
  func earliestHold() -> Instant? {
    while let first = unsafe holds.first, !isCurrent(first) { unsafe holds.removeFirst() }
    return unsafe holds.first?.deadline
  }

  /// Those whose holds expire at an instant or before.
  func holdsDue(through instant: Instant) -> [Participant] {
    var due: [Participant] = []
    unsafe holds.forEach({ $0.deadline <= instant }) { hold in
      if isCurrent(hold) { unsafe due.append(everybody[hold.place]) }
    }
    return due
  }

  /// Whether the participant still awaits payment until then.
  private func isCurrent(_ hold: Hold) -> Bool { unsafe everybody[hold.place].deadline == hold.deadline }
}
