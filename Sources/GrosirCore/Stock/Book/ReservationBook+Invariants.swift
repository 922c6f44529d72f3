extension ReservationBook {
  /// What is wrong with the book, in words; nothing ever is.
  ///
  /// It looks at everything and is for tests and for operators who doubt: units against open lines, and every structure
  /// against what it is said to be.
  ///
  /// - Complexity: O(n) in everything that was ever in the book at once.
  package func violatedInvariants() -> [String] {
    var faults: [String] = []
    let open = openLines(&faults)
    let passed = wheel.passed(slots, &faults)
    for place in 0..<UInt32(truncatingIfNeeded: levels.count) {
      let level = levels[place]
      let lines = open[place] ?? []
      let units = lines.reduce(0) { $0 + Int(slots[$1].units) }
      let reserved = level.count.reserved
      if reserved != units { faults.append("key \(place): \(reserved) reserved, \(units) held") }
      if level.sum != 0 { faults.append("key \(place): a sum was left behind") }
      let linked = slots.linesInOrder(ofRun: level, &faults) + slots.linesInOrder(ofHeap: level.heap, &faults)
      let expected = lines.filter { passed.contains(slots[$0].isFirst ? $0 : slots[$0].owner) }
      if linked.sorted() != expected.sorted() { faults.append("key \(place): \(linked) linked, not \(expected)") }
    }
    wheel.check(slots, &faults)
    checkQueues(&faults)
    return faults
  }

  /// The open lines of each key.
  private func openLines(_ faults: inout [String]) -> [UInt32: [UInt32]] {
    var (open, openCount, expiring) = ([UInt32: [UInt32]](), 0, 0)
    for first in 0..<UInt32(truncatingIfNeeded: slots.count) where slots[first].isFirst {
      let life = slots[first].life
      guard life.state == .reserved else { continue }
      openCount += 1
      if life.expiresAt != nil { expiring += 1 }
      var line = first
      while line != nowhere {
        if slots[line].expires, slots[line].expiry != slots[first].expiry {
          faults.append("line \(line) expires by itself")
        }
        open[slots[line].level, default: []].append(line)
        line = slots[line].nextLine
      }
    }
    if openCount != openReservations { faults.append("\(openReservations) open, \(openCount) found") }
    if wheel.count != expiring { faults.append("\(wheel.count) are to expire, \(expiring) found") }
    return open
  }

  private func checkQueues(_ faults: inout [String]) {
    var (ended, last, lines) = (0, nowhere, 0)
    var first = firstEnded
    while first != nowhere, ended <= slots.count {
      if slots[first].life.state == .reserved { faults.append("\(first) is open and has ended") }
      (ended, last) = (ended + 1, first)
      first = slots[first].queue.next
    }
    if ended != endedReservations || last != lastEnded { faults.append("\(endedReservations) ended, \(ended) found") }
    for first in 0..<UInt32(truncatingIfNeeded: slots.count) where slots[first].isFirst {
      var line = first
      while line != nowhere { (lines, line) = (lines + 1, slots[line].nextLine) }
    }
    if lines + vacantSlots.count != slots.count { faults.append("\(slots.count - lines - vacantSlots.count) lost") }
  }
}

extension SlotStorage {
  /// The lines of a run, each before those after it.
  fileprivate func linesInOrder(ofRun level: LevelSlot, _ faults: inout [String]) -> [UInt32] {
    var (lines, line, back) = ([UInt32](), level.firstOfRun, nowhere)
    while line != nowhere, lines.count <= count {
      let link = self[line].line
      if link.back != back || link.below != LineLink.run { faults.append("\(line) is not in the run") }
      if back != nowhere, self[line].expiry < self[back].expiry { faults.append("\(line) is after \(back)") }
      lines.append(line)
      (back, line) = (line, link.beside)
    }
    if back != level.lastOfRun { faults.append("the run ends at \(back)") }
    return lines
  }

  /// The lines of a heap, each above those below it.
  fileprivate func linesInOrder(ofHeap top: UInt32, _ faults: inout [String]) -> [UInt32] {
    guard top != nowhere else { return [] }
    var (lines, waiting) = ([UInt32](), [top])
    if self[top].line.back != nowhere || self[top].line.beside != nowhere { faults.append("\(top) is no top") }
    while let line = waiting.popLast(), lines.count <= count {
      lines.append(line)
      var (below, back) = (self[line].line.below, line)
      while below != nowhere, waiting.count <= count {
        if self[below].line.back != back { faults.append("\(below) does not lead back to \(back)") }
        if self[below].expiry < self[line].expiry { faults.append("\(below) is above \(line)") }
        waiting.append(below)
        (back, below) = (below, self[below].line.beside)
      }
    }
    return lines
  }
}
