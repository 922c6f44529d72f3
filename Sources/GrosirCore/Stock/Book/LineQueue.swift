/// The open lines of each stock key whose time is over, the soonest at hand.
///
/// A reserve frees what has expired on its keys, however much has expired elsewhere. Lines come here when the wheel's
/// hand has passed their expiry, so mostly in the order in which they expired: such lines form a run, to whose end one
/// is linked and from which any is unlinked in a few steps. A line that expires before the run's last, made after the
/// clock had jumped back, goes into a pairing heap instead (Fredman, Sedgewick, Sleator and Tarjan, 1986): put in by
/// one comparison, taken out at a cost of O(log n), amortized.
extension SlotStorage {
  /// Adds a line of the key.
  ///
  /// - Complexity: O(1).
  mutating func add(_ line: UInt32, to level: inout LevelSlot) {
    if level.lastOfRun == nowhere {
      self[line].line = LineLink(below: LineLink.run)
      (level.firstOfRun, level.lastOfRun) = (line, line)
    } else if self[line].expiry >= self[level.lastOfRun].expiry {
      self[line].line = LineLink(below: LineLink.run, back: level.lastOfRun)
      self[level.lastOfRun].line.beside = line
      level.lastOfRun = line
    } else {
      self[line].line = LineLink(below: nowhere)
      level.heap = level.heap == nowhere ? line : joined(line, level.heap)
    }
  }

  /// Takes a line of the key out, if it is in.
  ///
  /// - Complexity: O(1) from the run, O(log n) amortized from the heap.
  @inline(__always)
  mutating func remove(_ line: UInt32, from level: inout LevelSlot) {
    // Mostly a reservation ends before its time is over.
    if self[line].line.below != LineLink.apart { unlink(line, from: &level) }
  }

  @inline(never)
  private mutating func unlink(_ line: UInt32, from level: inout LevelSlot) {
    let link = self[line].line
    self[line].line = LineLink()
    guard link.below == LineLink.run else {
      level.heap = removing(link, line, fromHeap: level.heap)
      return
    }
    if link.back == nowhere { level.firstOfRun = link.beside } else { self[link.back].line.beside = link.beside }
    if link.beside == nowhere { level.lastOfRun = link.back } else { self[link.beside].line.back = link.back }
  }

  /// The line that expired first, if it had by an instant.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  func first(of level: LevelSlot, through now: Instant) -> UInt32? {
    var first = level.firstOfRun
    if level.heap != nowhere, first == nowhere || self[level.heap].expiry < self[first].expiry { first = level.heap }
    return first != nowhere && self[first].expiry <= now ? first : nil
  }

  /// Units of the key's lines that have expired by an instant.
  ///
  /// - Complexity: O(k) for k such lines and what stands right below them.
  func expiredUnits(of level: LevelSlot, at now: Instant) -> Int {
    var (units, next) = (0, level.firstOfRun)
    while next != nowhere, self[next].expiry <= now {
      units += Int(self[next].units)
      next = self[next].line.beside
    }
    guard level.heap != nowhere else { return units }
    var waiting = [level.heap]
    while let line = waiting.popLast() {
      if self[line].line.beside != nowhere { waiting.append(self[line].line.beside) }
      guard self[line].expiry <= now else { continue }
      units += Int(self[line].units)
      if self[line].line.below != nowhere { waiting.append(self[line].line.below) }
    }
    return units
  }

  // MARK: The heap

  private mutating func removing(_ link: LineLink, _ line: UInt32, fromHeap top: UInt32) -> UInt32 {
    if link.back == nowhere { return link.below == nowhere ? nowhere : paired(link.below) }
    if self[link.back].line.below == line {
      self[link.back].line.below = link.beside
    } else {
      self[link.back].line.beside = link.beside
    }
    if link.beside != nowhere { self[link.beside].line.back = link.back }
    return link.below == nowhere ? top : joined(paired(link.below), top)
  }

  /// Puts the later of two tops below the sooner; where both are at once, the second goes below the first.
  private mutating func joined(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let isFirstOnTop = self[first].expiry <= self[second].expiry
    let (top, other) = isFirstOnTop ? (first, second) : (second, first)
    let below = self[top].line.below
    self[other].line.beside = below
    self[other].line.back = top
    if below != nowhere { self[below].line.back = other }
    self[top].line.below = other
    return top
  }

  /// Makes one heap of those that stand beside one another: two by two, then all from the last to the first.
  private mutating func paired(_ leftmost: UInt32) -> UInt32 {
    var (rest, pairs) = (leftmost, nowhere)
    while rest != nowhere {
      let first = rest
      let second = self[first].line.beside
      var top = first
      rest = nowhere
      if second != nowhere {
        rest = self[second].line.beside
        top = joined(first, second)
      }
      self[top].line.beside = pairs
      pairs = top
    }
    var top = pairs
    pairs = self[top].line.beside
    while pairs != nowhere {
      let next = self[pairs].line.beside
      top = joined(top, pairs)
      pairs = next
    }
    self[top].line.beside = nowhere
    self[top].line.back = nowhere
    return top
  }
}
