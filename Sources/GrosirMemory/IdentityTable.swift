package import GrosirCore
package import GrosirEngine

/// Values by identity, like a dictionary, for what is looked up and then saved under texts that come from outside.
///
/// A value says itself what its identity is, so that none is kept beside it: memory that is touched for the first time
/// costs more than many of the instructions that fill it.
///
/// Beside each place lies the hash value, so that a table that grows hashes nothing again. Hash values are seeded ones,
/// so that nobody outside can choose identities that collide.
package struct IdentityTable<Value: TableValue> {
  private var entries: [Value] = []

  /// Where to begin looking for an entry is said by its hash value, and from there on to the next free slot.
  private var slots: [Slot] = []

  /// An empty table.
  package init() {}

  /// All values, in any order.
  package var values: some Sequence<Value> { entries }

  /// The value of an identity.
  ///
  /// - Complexity: O(1) on average.
  package mutating func find(_ key: Value.Key) -> Value? {
    guard let slot = slot(of: key, key.seededHash) else { return nil }
    return entries[slots[slot].place]
  }

  /// The value of an identity, which is made and set first if it has none.
  ///
  /// - Complexity: amortized O(1) on average.
  package mutating func find(_ key: Value.Key, orMake make: () -> Value) -> (value: Value, isNew: Bool) {
    let hash = key.seededHash
    if let slot = slot(of: key, hash) { return (entries[slots[slot].place], false) }
    let value = make()
    append(value, hash)
    return (value, true)
  }

  /// Puts a value in, in place of the one of its identity if there is one.
  ///
  /// - Complexity: amortized O(1) on average.
  package mutating func set(_ value: consuming Value) {
    let key = value.key
    let hash = key.seededHash
    if let slot = slot(of: key, hash) { entries[slots[slot].place] = value } else { append(value, hash) }
  }

  /// Puts a value in if there is none of its identity; false, with nothing changed, if there is.
  ///
  /// - Complexity: amortized O(1) on average.
  package mutating func insert(_ value: consuming Value) -> Bool {
    let key = value.key
    let hash = key.seededHash
    guard slot(of: key, hash) == nil else { return false }
    append(value, hash)
    return true
  }

  /// Takes out the value of an identity.
  ///
  /// - Complexity: O(1) on average.
  package mutating func remove(_ key: Value.Key) -> Value? {
    guard let slot = slot(of: key, key.seededHash) else { return nil }
    let place = slots[slot].place
    free(slot)
    // The last entry moves into the gap.
    if place < entries.count - 1, let moved = self.slot(ofPlace: entries.count - 1) {
      slots[moved] = Slot(hash: slots[moved].hash, place: place)
      entries.swapAt(place, entries.count - 1)
    }
    return entries.removeLast()
  }

  // MARK: Slots

  private func home(of hash: UInt32) -> Int { Int(hash) & (slots.count - 1) }

  private func slot(after slot: Int) -> Int { (slot + 1) & (slots.count - 1) }

  // It changes nothing; as a mutation it need not hold on to the arrays that it looks at.
  private mutating func slot(of key: Value.Key, _ hash: UInt32) -> Int? {
    guard !slots.isEmpty else { return nil }
    var slot = home(of: hash)
    while !slots[slot].isFree {
      if slots[slot].hash == hash, entries[slots[slot].place].key == key { return slot }
      slot = self.slot(after: slot)
    }
    return nil
  }

  private mutating func slot(ofPlace place: Int) -> Int? {
    let key = entries[place].key
    return slot(of: key, key.seededHash)
  }

  private mutating func append(_ value: consuming Value, _ hash: UInt32) {
    // At most three slots of four are taken, so that the next free one is near.
    if 4 * (entries.count + 1) > 3 * slots.count { grow() }
    occupy(Slot(hash: hash, place: entries.count))
    entries.append(value)
  }

  private mutating func occupy(_ taken: Slot) {
    var slot = home(of: taken.hash)
    while !slots[slot].isFree { slot = self.slot(after: slot) }
    slots[slot] = taken
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: .free, count: max(8, 2 * old.count))
    for slot in old where !slot.isFree { occupy(slot) }
  }

  /// Frees a slot, and moves those up that were put further on because it was taken.
  private mutating func free(_ freed: Int) {
    var gap = freed
    var next = slot(after: gap)
    while !slots[next].isFree {
      let way = (next - home(of: slots[next].hash)) & (slots.count - 1)
      if way >= (next - gap) & (slots.count - 1) {
        slots[gap] = slots[next]
        gap = next
      }
      next = slot(after: next)
    }
    slots[gap] = .free
  }
}

/// What a table holds.
package protocol TableValue {
  /// What it is found by.
  associatedtype Key: SeededHashable

  /// Its identity; always the same one.
  var key: Key { get }
}

extension EventSubject: SeededHashable {
  /// The hash value of the identity alone: few subjects of other kinds share it.
  package var seededHash: UInt32 {
    // A stock's key has its own; its text would have to be put together.
    if case .stock(let key) = self { return key.seededHash }
    return SeededHash.of(id)
  }
}

extension ReservationHolder: SeededHashable {
  /// The hash value of the identity alone: hardly an order and a session share one.
  package var seededHash: UInt32 {
    switch self {
    case .order(let id): id.seededHash
    case .session(let id): id.seededHash
    }
  }
}

/// The hash value of an entry's identity, and the entry's place; or nothing.
private struct Slot {
  private let bits: UInt64

  static let free = Slot(bits: 0)

  private init(bits: UInt64) { self.bits = bits }

  /// - Precondition: the place is below 2³² − 1, for more than which no memory has room.
  init(hash: UInt32, place: Int) { bits = UInt64(hash) << 32 | UInt64(place + 1) }

  var isFree: Bool { bits == 0 }
  var hash: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) }
  var place: Int { Int(bits & 0xFFFF_FFFF) - 1 }
}
