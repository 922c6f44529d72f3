/// Where things stand in an array, found by the hash values of their names.
///
/// Open addressing with linear probing. Beside each place lies the hash value, so that a search touches no name but the
/// one it asks for, and a table that grows hashes none again; a dictionary of texts does both. The names themselves lie
/// in the array. Hash values are seeded ones, so that nobody outside can choose names that collide.
package struct HashedPlaces: Sendable {
  /// A hash value and a place; nothing where the place is the last there could be.
  private struct Entry: BitwiseCopyable {
    var hash: UInt32 = 0
    var place = UInt32.max

    var isFree: Bool { place == .max }
  }

  private var entries: [Entry] = []
  private var mask: UInt32 = 0
  private var count: UInt32 = 0

  /// Nothing.
  package init() {}

  /// The place of a name with this hash value.
  ///
  /// - Complexity: O(1) on average.
  @inline(__always)
  package func place(_ hash: UInt32, where isIt: (Int) -> Bool) -> Int? {
    guard count > 0 else { return nil }
    var index = hash & mask
    while true {
      let entry = entries[Int(index)]
      if entry.isFree { return nil }
      if entry.hash == hash, isIt(Int(entry.place)) { return Int(entry.place) }
      index = (index + 1) & mask
    }
  }

  /// Adds the place of a name that has none.
  ///
  /// - Precondition: the place is below 2³² − 1.
  /// - Complexity: O(1) on average, amortized.
  package mutating func add(_ place: Int, _ hash: UInt32) {
    // At most three of four are taken, so that the next free one is near.
    if entries.isEmpty || count > mask / 4 * 3 { grow() }
    count += 1
    occupy(Entry(hash: hash, place: UInt32(place)))
  }

  /// Takes the place of a name away.
  ///
  /// - Precondition: the name has it.
  /// - Complexity: O(1) on average.
  package mutating func remove(_ place: Int, _ hash: UInt32) {
    var gap = hash & mask
    while entries[Int(gap)].place != place { gap = (gap + 1) & mask }
    count -= 1
    // Those move up that were put further on because others were in their way.
    var next = (gap + 1) & mask
    while !entries[Int(next)].isFree {
      let way = (next &- entries[Int(next)].hash) & mask
      if way >= (next &- gap) & mask {
        entries[Int(gap)] = entries[Int(next)]
        gap = next
      }
      next = (next + 1) & mask
    }
    entries[Int(gap)] = Entry()
  }

  /// Makes room for so many more.
  package mutating func reserveCapacity(_ more: Int) {
    while Int(mask / 4 * 3) < Int(count) + more { grow() }
  }

  private mutating func occupy(_ entry: Entry) {
    var index = entry.hash & mask
    while !entries[Int(index)].isFree { index = (index + 1) & mask }
    entries[Int(index)] = entry
  }

  @inline(never)
  private mutating func grow() {
    let old = entries
    entries = Array(repeating: Entry(), count: max(16, 2 * old.count))
    mask = UInt32(entries.count - 1)
    for entry in old where !entry.isFree { occupy(entry) }
  }
}
