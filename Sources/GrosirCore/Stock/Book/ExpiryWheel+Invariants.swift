extension ExpiryWheel {
  /// Finds whatever is not where it should be.
  func check(_ slots: borrowing SlotStorage, _ faults: inout [String]) {
    var found = passed(slots, &faults).count
    for place in 0..<UInt32(truncatingIfNeeded: rings.count) {
      let ring = rings[place]
      for index in 0...UInt32(truncatingIfNeeded: ring.mask) {
        let compartment = ring.start + index
        let isOccupied = occupied[compartment / 64] >> UInt64(compartment % 64) & 1 == 1
        if isOccupied != (compartments[compartment] != nowhere) { faults.append("\(compartment) is mismarked") }
        if occupied[compartment / 64] != 0, ring.words >> UInt64(index / 64) & 1 == 0 {
          faults.append("the word of compartment \(compartment) is mismarked")
        }
        found += check(compartment, index, in: ring, isOuter: place > 0, slots, &faults)
      }
    }
    if found != count { faults.append("\(count) are to expire, \(found) are in the wheel") }
  }

  private func check(
    _ compartment: UInt32, _ index: UInt32, in ring: Ring, isOuter: Bool,
    _ slots: borrowing SlotStorage, _ faults: inout [String]
  ) -> Int {
    var (slot, back, found) = (compartments[compartment], compartment | ExpiryWheel.compartmentMark, 0)
    while slot != nowhere, found <= slots.count {
      let due = ExpiryWheel.tick(slots[slot].expiry)
      let isThere = due >> ring.shift & ring.mask == UInt64(index)
      let isAhead = due >= hand && due >> ring.shift - hand >> ring.shift <= ring.mask
      if !isThere || !isAhead { faults.append("\(slot) is in the wrong compartment, \(compartment)") }
      if isOuter, (due >> ring.shift) << ring.shift < nextOuter { faults.append("\(slot) would be passed by") }
      if due < quietUntil { faults.append("\(slot) would be overlooked") }
      if slots[slot].queue.back != back { faults.append("\(slot) does not lead back") }
      found += 1
      (back, slot) = (slot, slots[slot].queue.next)
    }
    return found
  }

  /// The reservations of which it is known that their time is over: those that were noted, and those that were put in
  /// before the hand.
  func passed(_ slots: borrowing SlotStorage, _ faults: inout [String]) -> Set<UInt32> {
    var passed = early.slots
    var (slot, back, last) = (compartments[noted], noted | ExpiryWheel.compartmentMark, nowhere)
    while slot != nowhere, passed.insert(slot).inserted {
      if ExpiryWheel.tick(slots[slot].expiry) > hand { faults.append("\(slot) was noted too soon") }
      if last != nowhere, slots[slot].expiry < slots[last].expiry { faults.append("\(slot) was noted too late") }
      if slots[slot].queue.back != back { faults.append("\(slot) does not lead back") }
      (back, last, slot) = (slot, slot, slots[slot].queue.next)
    }
    if last != lastNoted { faults.append("\(lastNoted) was not noted last") }
    return passed
  }
}
