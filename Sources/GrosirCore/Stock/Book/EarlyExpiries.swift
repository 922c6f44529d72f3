/// Reservations that expire before the wheel's hand: made after the clock had jumped back.
///
/// A binary heap; a reservation's place in it is kept in the reservation, so that it can be taken out. It is empty
/// unless the clock jumped.
struct EarlyExpiries: ~Copyable {
  private struct Entry: BitwiseCopyable {
    let expiry: Instant
    let slot: UInt32
  }

  private var entries = DenseStorage<Entry>()

  /// What a reservation's ``QueueLink/next`` says while it is here.
  static let mark = nowhere - 1

  /// All that wait here.
  var slots: Set<UInt32> { Set((0..<UInt32(truncatingIfNeeded: entries.count)).map { entries[$0].slot }) }

  /// - Complexity: O(log n).
  mutating func insert(_ slot: UInt32, _ slots: inout SlotStorage) {
    slots[slot].queue.next = EarlyExpiries.mark
    let entry = Entry(expiry: slots[slot].expiry, slot: slot)
    rise(entry, from: entries.append(entry), &slots)
  }

  /// - Complexity: O(log n).
  mutating func remove(_ slot: UInt32, _ slots: inout SlotStorage) {
    let hole = slots[slot].queue.back
    slots[slot].queue.next = nowhere
    slots[slot].queue.back = nowhere
    let last = entries.removeLast()
    guard last.slot != slot else { return }
    if hole > 0, last.expiry < entries[(hole - 1) / 2].expiry {
      rise(last, from: hole, &slots)
    } else {
      sink(last, from: hole, &slots)
    }
  }

  /// The soonest.
  var first: UInt32? { entries.count > 0 ? entries[0].slot : nil }

  private mutating func rise(_ entry: Entry, from place: UInt32, _ slots: inout SlotStorage) {
    var place = place
    while place > 0, entry.expiry < entries[(place - 1) / 2].expiry {
      put(entries[(place - 1) / 2], at: place, &slots)
      place = (place - 1) / 2
    }
    put(entry, at: place, &slots)
  }

  private mutating func sink(_ entry: Entry, from place: UInt32, _ slots: inout SlotStorage) {
    let count = UInt32(truncatingIfNeeded: entries.count)
    var place = place
    while place * 2 + 1 < count {
      var below = place * 2 + 1
      if below + 1 < count, entries[below + 1].expiry < entries[below].expiry { below += 1 }
      guard entries[below].expiry < entry.expiry else { break }
      put(entries[below], at: place, &slots)
      place = below
    }
    put(entry, at: place, &slots)
  }

  private mutating func put(_ entry: Entry, at place: UInt32, _ slots: inout SlotStorage) {
    entries[place] = entry
    slots[entry.slot].queue.back = place
  }
}
