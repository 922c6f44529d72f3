/// Stock and reservations as one would first write them: dictionaries keyed by text, and a binary heap of expiries.
///
/// It does what is timed and no more: one line a reservation, no movements of adjustments, and no rule for a clock that
/// jumps back. A reservation that has ended stays in the heap until it comes up.
struct DictionaryReservations {
  struct Level {
    var onHand: Int
    var reserved = 0
  }

  struct Reservation {
    let key: String
    let units: Int
    let expiry: Int64
    var state: String
  }

  struct Movement {
    let key: String
    let onHandBefore: Int
    let reservedBefore: Int
    let onHandAfter: Int
    let reservedAfter: Int
    let cause: String
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
    if let found = reservations[order], found.state != "released" { return found.key == key && found.units == units }
    guard let level = levels[key], level.onHand - level.reserved >= units else { return false }
    levels[key]?.reserved += units
    reservations[order] = Reservation(key: key, units: units, expiry: expiry, state: "reserved")
    push((expiry, order))
    log(key, level, "reserved", order, now)
    return true
  }

  mutating func consume(_ order: String, at now: Int64) -> Bool {
    guard let found = reservations[order], found.state == "reserved", found.expiry > now, let level = levels[found.key]
    else { return false }
    reservations[order]?.state = "consumed"
    levels[found.key]?.onHand -= found.units
    levels[found.key]?.reserved -= found.units
    log(found.key, level, "consumed", order, now)
    return true
  }

  mutating func release(_ order: String, _ reason: String, at now: Int64) -> Bool {
    guard let found = reservations[order], found.state == "reserved", let level = levels[found.key] else {
      return false
    }
    reservations[order]?.state = "released"
    levels[found.key]?.reserved -= found.units
    log(found.key, level, reason, order, now)
    return true
  }

  mutating func sweep(at now: Int64, limit: Int) -> Int {
    var released = 0
    while released < limit, let first = heap.first, first.expiry <= now {
      pop()
      // Of a reservation that has ended, or of one that the order made later.
      if reservations[first.order]?.expiry == first.expiry, release(first.order, "expired", at: now) { released += 1 }
    }
    return released
  }

  mutating func forget(_ order: String) { reservations[order] = nil }

  mutating func discardMovements() { movements.removeAll(keepingCapacity: true) }

  private mutating func log(_ key: String, _ before: Level, _ cause: String, _ order: String, _ now: Int64) {
    let after = levels[key] ?? before
    movements.append(
      Movement(
        key: key, onHandBefore: before.onHand, reservedBefore: before.reserved, onHandAfter: after.onHand,
        reservedAfter: after.reserved, cause: cause, order: order, instant: now))
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
