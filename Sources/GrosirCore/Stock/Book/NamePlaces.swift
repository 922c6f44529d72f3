/// Where something stands that has a name, found by the name's hash value.
///
/// Open addressing with linear probing. Beside each place lies the hash value, so that a search touches no name but the
/// one it asks for, and a table that grows hashes none again. The names themselves lie elsewhere, by place. Hash values
/// are those of the process's own seed, so that nobody outside can choose names that collide.
struct NamePlaces: ~Copyable {
  /// A hash value and a place; nothing where the place is ``nowhere``.
  private struct Entry: BitwiseCopyable {
    var hash: UInt32 = 0
    var place = nowhere
  }

  private var entries = DenseStorage(repeating: Entry(), count: 16)
  private var mask: UInt32 = 15
  private var count: UInt32 = 0

  static func hash(of name: some Hashable) -> UInt32 {
    var hasher = Hasher()
    hasher.combine(name)
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }

  /// The place of a name with this hash value.
  ///
  /// - Complexity: O(1) on average.
  @inline(__always)
  func place(_ hash: UInt32, where isIt: (UInt32) -> Bool) -> UInt32? {
    var index = hash & mask
    while entries[index].place != nowhere {
      if entries[index].hash == hash, isIt(entries[index].place) { return entries[index].place }
      index = (index + 1) & mask
    }
    return nil
  }

  /// Adds the place of a name that has none.
  ///
  /// - Complexity: O(1) on average, amortized.
  mutating func add(_ place: UInt32, _ hash: UInt32) {
    // At most three of four are taken, so that the next free one is near.
    if count >= mask / 4 * 3 { grow() }
    count += 1
    occupy(Entry(hash: hash, place: place))
  }

  /// Takes the place of a name away.
  ///
  /// - Precondition: the name has it.
  /// - Complexity: O(1) on average.
  mutating func remove(_ place: UInt32, _ hash: UInt32) {
    var gap = hash & mask
    while entries[gap].place != place { gap = (gap + 1) & mask }
    count -= 1
    // Those move up that were put further on because others were in their way.
    var next = (gap + 1) & mask
    while entries[next].place != nowhere {
      let way = (next &- entries[next].hash) & mask
      if way >= (next &- gap) & mask {
        entries[gap] = entries[next]
        gap = next
      }
      next = (next + 1) & mask
    }
    entries[gap] = Entry()
  }

  private mutating func occupy(_ entry: Entry) {
    var index = entry.hash & mask
    while entries[index].place != nowhere { index = (index + 1) & mask }
    entries[index] = entry
  }

  @inline(never)
  private mutating func grow() {
    var old = DenseStorage(repeating: Entry(), count: Int(mask + 1) * 2)
    swap(&old, &entries)
    mask = mask * 2 + 1
    while old.count > 0 {
      let entry = old.removeLast()
      if entry.place != nowhere { occupy(entry) }
    }
  }
}
