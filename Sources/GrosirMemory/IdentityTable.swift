package import GrosirCore
package import GrosirEngine

/// Values by identity, like a dictionary, for what is looked up and then saved under texts that come from outside.
///
/// A value says itself what its identity is, so that none is kept beside it: memory that is touched for the first time
/// costs more than many of the instructions that fill it.
///
/// Hashing a text costs more than finding it, so every text is hashed once: the hash value of the identity asked for
/// last is known when it is saved, and a table that grows needs none again. Hash values are those of the process's own
/// seed, so that nobody outside can choose identities that collide.
package struct IdentityTable<Value: TableValue> {
  private var entries: [Value] = []

  /// Where to begin looking for an entry is said by its hash value, and from there on to the next free slot.
  private var slots: [Slot] = []
  private var lastKey: Value.Key?
  private var lastHash: UInt32 = 0

  /// An empty table.
  package init() {}

  /// All values, in any order.
  package var values: some Sequence<Value> { entries }

  /// The value of an identity.
  ///
  /// - Complexity: O(1) on average.
  package mutating func find(_ key: Value.Key) -> Value? {
    guard let slot = slot(of: key, hash(of: key)) else { return nil }
    return entries[slots[slot].place]
  }

  /// The value of an identity, which is made and set first if it has none.
  ///
  /// - Complexity: amortized O(1) on average.
  package mutating func find(_ key: Value.Key, orMake make: () -> Value) -> (value: Value, isNew: Bool) {
    let hash = hash(of: key)
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
    let hash = hash(of: key)
    if let slot = slot(of: key, hash) { entries[slots[slot].place] = value } else { append(value, hash) }
  }

  /// Puts a value in if there is none of its identity; false, with nothing changed, if there is.
  ///
  /// - Complexity: amortized O(1) on average.
  package mutating func insert(_ value: consuming Value) -> Bool {
    let key = value.key
    let hash = hash(of: key)
    guard slot(of: key, hash) == nil else { return false }
    append(value, hash)
    return true
  }

  /// Takes out the value of an identity.
  ///
  /// - Complexity: O(1) on average.
  package mutating func remove(_ key: Value.Key) -> Value? {
    guard let slot = slot(of: key, hash(of: key)) else { return nil }
    let place = slots[slot].place
    free(slot)
    // The last entry moves into the gap.
    if place < entries.count - 1, let moved = self.slot(ofPlace: entries.count - 1) {
      slots[moved] = Slot(hash: slots[moved].hash, place: place)
      entries.swapAt(place, entries.count - 1)
    }
    return entries.removeLast()
  }

  // MARK: Hashing

  @inline(__always)
  private mutating func hash(of key: Value.Key) -> UInt32 {
    if let lastKey, lastKey.isCopy(of: key) { return lastHash }
    lastHash = IdentityTable.hash(of: key)
    lastKey = key
    return lastHash
  }

  private static func hash(of key: Value.Key) -> UInt32 {
    var hasher = Hasher()
    hasher.combine(key)
    return UInt32(truncatingIfNeeded: hasher.finalize())
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
    return slot(of: key, IdentityTable.hash(of: key))
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
  associatedtype Key: TableKey

  /// Its identity; always the same one.
  var key: Key { get }
}

/// What a table finds its values by.
package protocol TableKey: Hashable {
  /// Whether both are copies of one; at once, and false says nothing.
  func isCopy(of other: Self) -> Bool
}

extension Identifier: TableKey {}

extension StockKey: TableKey {}

extension EventSubject: TableKey {
  /// Whether both are copies of one; at once, and false says nothing.
  package func isCopy(of other: EventSubject) -> Bool {
    switch (self, other) {
    case (.session(let mine), .session(let others)): mine.isCopy(of: others)
    case (.order(let mine), .order(let others)): mine.isCopy(of: others)
    case (.stock(let mine), .stock(let others)): mine.isCopy(of: others)
    default: false
    }
  }
}

extension ReservationHolder: TableKey {
  /// Whether both are copies of one; at once, and false says nothing.
  package func isCopy(of other: ReservationHolder) -> Bool {
    switch (self, other) {
    case (.order(let mine), .order(let others)): mine.isCopy(of: others)
    case (.session(let mine), .session(let others)): mine.isCopy(of: others)
    default: false
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
