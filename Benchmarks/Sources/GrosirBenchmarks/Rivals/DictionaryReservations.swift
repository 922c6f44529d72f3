/// Stock and reservations as a good programmer would first write them: dictionaries keyed by text, and a binary heap of
/// expiries.
///
/// It does what is timed and no more: one line a reservation, no movements of adjustments, and no rule for a clock that
/// jumps back; a reserve does not look for what has expired on its key. A reservation that has ended stays in the heap
/// until it comes up. Each text is looked up once an operation, and what is found is changed in its place.
struct DictionaryReservations {
  struct Level {
    var onHand: Int
    var reserved = 0
  }

  enum State {
    case reserved, consumed, released
  }

  enum Cause {
    case reserved, consumed, cancelled, expired
  }

  struct Reservation {
    let key: String
    let units: Int
    let expiry: Int64
    var state = State.reserved
  }

  struct Movement {
    let key: String
    let before: Level
    let after: Level
    let cause: Cause
    let order: String
    let instant: Int64
  }

  private(set) var levels: [String: Level]
  private(set) var reservations: [String: Reservation] = [:]
  private(set) var movements: [Movement] = []
  private var heap: [(expiry: Int64, order: String)] = []

  init(keys: [String], units: Int) {
    levels = Dictionary(uniqueKeysWithValues: keys.map { ($0, Level(onHand: units)) })
  }

  mutating func reserve(_ key: String, _ units: Int, order: String, expiry: Int64, at now: Int64) -> Bool {
    if let found = reservations[order], found.state != .released { return found.key == key && found.units == units }
    guard let place = levels.index(forKey: key) else { return false }
    let before = levels.values[place]
    guard before.onHand - before.reserved >= units else { return false }
    levels.values[place].reserved += units
    reservations[order] = Reservation(key: key, units: units, expiry: expiry)
    push((expiry, order))
    log(key, before, levels.values[place], .reserved, order, now)
    return true
  }

  mutating func consume(_ order: String, at now: Int64) -> Bool {
    guard let place = reservations.index(forKey: order), reservations.values[place].expiry > now else { return false }
    return end(place, as: .consumed, .consumed, order, now)
  }

  mutating func release(_ order: String, at now: Int64) -> Bool {
    guard let place = reservations.index(forKey: order) else { return false }
    return end(place, as: .released, .cancelled, order, now)
  }

  mutating func sweep(at now: Int64, limit: Int) -> Int {
    var released = 0
    while released < limit, let first = heap.first, first.expiry <= now {
      pop()
      // Of a reservation that has ended, or of one that the order made later.
      guard let place = reservations.index(forKey: first.order), reservations.values[place].expiry == first.expiry
      else { continue }
      if end(place, as: .released, .expired, first.order, now) { released += 1 }
    }
    return released
  }

  mutating func forget(_ order: String) { reservations[order] = nil }

  mutating func discardMovements() { movements.removeAll(keepingCapacity: true) }

  private mutating func end(
    _ place: Dictionary<String, Reservation>.Index, as state: State, _ cause: Cause, _ order: String, _ now: Int64
  ) -> Bool {
    let found = reservations.values[place]
    guard found.state == .reserved, let levelPlace = levels.index(forKey: found.key) else { return false }
    reservations.values[place].state = state
    let before = levels.values[levelPlace]
    levels.values[levelPlace].reserved -= found.units
    if state == .consumed { levels.values[levelPlace].onHand -= found.units }
    log(found.key, before, levels.values[levelPlace], cause, order, now)
    return true
  }

  private mutating func log(
    _ key: String, _ before: Level, _ after: Level, _ cause: Cause, _ order: String, _ now: Int64
  ) {
    movements.append(Movement(key: key, before: before, after: after, cause: cause, order: order, instant: now))
  }

  private mutating func push(_ entry: (expiry: Int64, order: String)) {
    heap.append(entry)
    var place = heap.count - 1
    while place > 0, heap[place].expiry < heap[(place - 1) / 2].expiry {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func pop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while place * 2 + 1 < heap.count {
      var below = place * 2 + 1
      if below + 1 < heap.count, heap[below + 1].expiry < heap[below].expiry { below += 1 }
      guard heap[below].expiry < heap[place].expiry else { return }
      heap.swapAt(below, place)
      place = below
    }
  }
}
