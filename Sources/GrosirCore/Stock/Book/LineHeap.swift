/// The open lines of each stock key that expire, soonest on top: a pairing heap linked through the slots (Fredman,
/// Sedgewick, Sleator and Tarjan, 1986).
///
/// A reserve frees what has expired on its keys, however much is open there; so each key needs its soonest line at
/// hand. A new line is put in by one comparison; a line that leaves takes with it a cost of O(log n), amortized, and
/// mostly none, since most have nothing below them.
extension DenseStorage<ReservationSlot> {
  /// Puts a line into a heap, and tells the new top.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  mutating func adding(_ line: UInt32, toHeap top: UInt32) -> UInt32 {
    self[line].heapBelow = nowhere
    self[line].heapBeside = nowhere
    self[line].heapBack = nowhere
    return top == nowhere ? line : joined(line, top)
  }

  /// Takes a line out of a heap, and tells the new top.
  ///
  /// - Complexity: O(log n), amortized.
  @inline(__always)
  mutating func removing(_ line: UInt32, fromHeap top: UInt32) -> UInt32 {
    let (below, beside, back) = (self[line].heapBelow, self[line].heapBeside, self[line].heapBack)
    if back == nowhere { return below == nowhere ? nowhere : paired(below) }
    if self[back].heapBelow == line { self[back].heapBelow = beside } else { self[back].heapBeside = beside }
    if beside != nowhere { self[beside].heapBack = back }
    return below == nowhere ? top : joined(paired(below), top)
  }

  /// Puts the later of two tops below the sooner; where both are at once, the second goes below the first.
  @inline(__always)
  private mutating func joined(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let isFirstOnTop = self[first].expiry <= self[second].expiry
    let (top, other) = isFirstOnTop ? (first, second) : (second, first)
    let below = self[top].heapBelow
    self[other].heapBeside = below
    self[other].heapBack = top
    if below != nowhere { self[below].heapBack = other }
    self[top].heapBelow = other
    return top
  }

  /// Makes one heap of those that stand beside one another: two by two, then all from the last to the first.
  @inline(never)
  private mutating func paired(_ leftmost: UInt32) -> UInt32 {
    var (rest, pairs) = (leftmost, nowhere)
    while rest != nowhere {
      let first = rest
      let second = self[first].heapBeside
      var top = first
      rest = nowhere
      if second != nowhere {
        rest = self[second].heapBeside
        top = joined(first, second)
      }
      self[top].heapBeside = pairs
      pairs = top
    }
    var top = pairs
    pairs = self[top].heapBeside
    while pairs != nowhere {
      let next = self[pairs].heapBeside
      top = joined(top, pairs)
      pairs = next
    }
    self[top].heapBeside = nowhere
    self[top].heapBack = nowhere
    return top
  }

  /// Units of the lines in a heap that have expired by an instant.
  ///
  /// - Complexity: O(k) for k such lines and what stands right below them.
  func expiredUnits(inHeap top: UInt32, at now: Instant) -> Int {
    guard top != nowhere else { return 0 }
    var (units, waiting) = (0, [top])
    while let line = waiting.popLast() {
      if self[line].heapBeside != nowhere { waiting.append(self[line].heapBeside) }
      guard self[line].expiry <= now else { continue }
      units += Int(self[line].units)
      if self[line].heapBelow != nowhere { waiting.append(self[line].heapBelow) }
    }
    return units
  }
}
