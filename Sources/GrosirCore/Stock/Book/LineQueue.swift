/// The open lines of each stock key that expire, the soonest at hand.
///
/// A reserve frees what has expired on its keys, however much is open there. Reservations mostly expire in the order in
/// which they are made: such lines form a run, to whose end a new one is linked and from which any is unlinked in a few
/// steps. A line that expires before the run's last goes into a pairing heap instead (Fredman, Sedgewick, Sleator and
/// Tarjan, 1986): put in by one comparison, taken out at a cost of O(log n), amortized.
extension SlotStorage {
  /// Adds a line of the key.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  mutating func add(_ line: UInt32, to level: inout LevelSlot) {
    let expiry = self[line].expiry
    level.soonest = min(level.soonest, expiry)
    if level.lastOfRun == nowhere {
      links[line].line = LineLink(below: LineLink.run)
      (level.firstOfRun, level.lastOfRun, level.endOfRun) = (line, line, expiry)
    } else if expiry >= level.endOfRun {
      links[line].line = LineLink(below: LineLink.run, back: level.lastOfRun)
      links[level.lastOfRun].line.beside = line
      (level.lastOfRun, level.endOfRun) = (line, expiry)
    } else {
      links[line].line = LineLink()
      level.heap = level.heap == nowhere ? line : joined(line, level.heap)
    }
  }

  /// Takes a line of the key out.
  ///
  /// - Complexity: O(1) from the run, O(log n) amortized from the heap.
  @inline(__always)
  mutating func remove(_ line: UInt32, from level: inout LevelSlot) {
    let link = links[line].line
    guard link.below == LineLink.run else {
      level.heap = removing(link, line, fromHeap: level.heap)
      return
    }
    if link.back == nowhere { level.firstOfRun = link.beside } else { links[link.back].line.beside = link.beside }
    if link.beside != nowhere {
      links[link.beside].line.back = link.back
    } else {
      level.lastOfRun = link.back
      if link.back != nowhere { level.endOfRun = self[link.back].expiry }
    }
  }

  /// The line that expires first, if it has by an instant.
  ///
  /// - Complexity: O(1).
  @inline(__always)
  func first(of level: inout LevelSlot, through now: Instant) -> UInt32? {
    // Mostly known without a look at any line.
    guard level.soonest <= now else { return nil }
    return search(&level, now)
  }

  @inline(never)
  private func search(_ level: inout LevelSlot, _ now: Instant) -> UInt32? {
    var first = level.firstOfRun
    if level.heap != nowhere, first == nowhere || self[level.heap].expiry < self[first].expiry { first = level.heap }
    level.soonest = first == nowhere ? .latest : self[first].expiry
    return first != nowhere && level.soonest <= now ? first : nil
  }

  /// Units of the key's lines that have expired by an instant.
  ///
  /// - Complexity: O(k) for k such lines and what stands right below them.
  func expiredUnits(of level: LevelSlot, at now: Instant) -> Int {
    var (units, next) = (0, level.firstOfRun)
    while next != nowhere, self[next].expiry <= now {
      units += Int(self[next].units)
      next = links[next].line.beside
    }
    guard level.heap != nowhere else { return units }
    var waiting = [level.heap]
    while let line = waiting.popLast() {
      if links[line].line.beside != nowhere { waiting.append(links[line].line.beside) }
      guard self[line].expiry <= now else { continue }
      units += Int(self[line].units)
      if links[line].line.below != nowhere { waiting.append(links[line].line.below) }
    }
    return units
  }

  // MARK: The heap

  private mutating func removing(_ link: LineLink, _ line: UInt32, fromHeap top: UInt32) -> UInt32 {
    if link.back == nowhere { return link.below == nowhere ? nowhere : paired(link.below) }
    if links[link.back].line.below == line {
      links[link.back].line.below = link.beside
    } else {
      links[link.back].line.beside = link.beside
    }
    if link.beside != nowhere { links[link.beside].line.back = link.back }
    return link.below == nowhere ? top : joined(paired(link.below), top)
  }

  /// Puts the later of two tops below the sooner; where both are at once, the second goes below the first.
  private mutating func joined(_ first: UInt32, _ second: UInt32) -> UInt32 {
    let isFirstOnTop = self[first].expiry <= self[second].expiry
    let (top, other) = isFirstOnTop ? (first, second) : (second, first)
    let below = links[top].line.below
    links[other].line.beside = below
    links[other].line.back = top
    if below != nowhere { links[below].line.back = other }
    links[top].line.below = other
    return top
  }

  /// Makes one heap of those that stand beside one another: two by two, then all from the last to the first.
  private mutating func paired(_ leftmost: UInt32) -> UInt32 {
    var (rest, pairs) = (leftmost, nowhere)
    while rest != nowhere {
      let first = rest
      let second = links[first].line.beside
      var top = first
      rest = nowhere
      if second != nowhere {
        rest = links[second].line.beside
        top = joined(first, second)
      }
      links[top].line.beside = pairs
      pairs = top
    }
    var top = pairs
    pairs = links[top].line.beside
    while pairs != nowhere {
      let next = links[pairs].line.beside
      top = joined(top, pairs)
      pairs = next
    }
    links[top].line.beside = nowhere
    links[top].line.back = nowhere
    return top
  }
}
