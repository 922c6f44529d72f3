package import GrosirCore

/// A participant's row, in one place for everything that leads to it.
final class ParticipantMemory: TableValue {
  fileprivate(set) var row: Participant

  init(_ row: Participant) { self.row = row }

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
  @exclusivity(unchecked) private var everybody: [ParticipantMemory] = []
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
  var participants: [ParticipantMemory] { unsafe everybody }

  /// Adds somebody new.
  func add(_ participant: ParticipantMemory) {
    unsafe everybody.append(participant)
    note(participant, before: nil)
  }

  /// Changes somebody's row.
  func change(_ participant: ParticipantMemory, to row: Participant) {
    let before = participant.row
    participant.row = row
    note(participant, before: before)
  }

  private func note(_ participant: ParticipantMemory, before: Participant?) {
    let row = participant.row
    if let deadline = row.deadline, deadline != before?.deadline {
      unsafe holds.insert(Hold(deadline: deadline, participant: participant))
    }
    let (waits, waited) = (row.status == .waiting, before?.status == .waiting)
    guard waits || waited else { return }
    everybodyWaiting.change(participant, from: waited, to: waits) { $0.status == .waiting }
    let old = before.flatMap { position(ofUnits: $0) }
    let new = position(ofUnits: row)
    guard old != new else { return }
    for (position, isIn) in [(old, false), (new, true)] {
      guard let position else { continue }
      waitingByUnit[position].change(participant, from: !isIn, to: isIn) { [session] row in
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
    case .everybody: everybodyWaiting.rows { $0.status == .waiting }
    case .leading(let units): leading(units)
    }
  }

  private func leading(_ units: [Int]) -> [Participant] {
    var found: [Participant] = []
    for (position, units) in units.enumerated() where position < waitingByUnit.count && units > 0 {
      var known = 0
      waitingByUnit[position].forEach { row in
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
    let participant: ParticipantMemory

    /// Whether the participant still awaits payment.
    var isCurrent: Bool { participant.row.deadline == deadline }

    static func < (left: Hold, right: Hold) -> Bool { left.deadline < right.deadline }
    static func == (left: Hold, right: Hold) -> Bool { left.deadline == right.deadline }
  }

  /// The earliest instant at which anything lapses.
  func earliestHold() -> Instant? {
    while let first = unsafe holds.first, !first.isCurrent { unsafe holds.removeFirst() }
    return unsafe holds.first?.deadline
  }

  /// Those whose holds expire at an instant or before.
  func holdsDue(through instant: Instant) -> [Participant] {
    var due: [Participant] = []
    unsafe holds.forEach({ $0.deadline <= instant }) { hold in
      if hold.isCurrent { due.append(hold.participant.row) }
    }
    return due
  }
}
