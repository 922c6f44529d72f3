/// Open reservations by the millisecond in which they expire: a hierarchical timing wheel (Varghese and Lauck, 1987).
///
/// Six rings of compartments, each compartment as wide as the whole ring inside it: 1 024 of a millisecond, 4 096 of
/// about a second (70 minutes in all), then 256, 256, 256 and 16 of ever longer times, which reach past the year 9999.
/// A reservation goes into the innermost ring that reaches from the hand to its expiry. When the hand comes to a
/// compartment of an outer ring, what is in it moves inwards; so a reservation that lasts an hour is moved at most
/// once, and no sweep looks at one that expires more than a second after it.
///
/// Who asks what has expired on one key has all that has expired noted first, wherever it is: the reservation leaves
/// its ring for the queue of those whose time is over, and its lines are linked to their keys. Each is noted once, and
/// one that ends in time never is; so nothing of a key need be kept in order of expiry before.
///
/// The hand never goes back while anything is in. What is to expire before it, after the clock jumped back, waits in
/// ``EarlyExpiries``.
struct ExpiryWheel: ~Copyable {
  /// One ring, whose compartments are 2^shift milliseconds wide.
  struct Ring: BitwiseCopyable {
    let shift: UInt64
    let mask: UInt64
    /// Where its compartments begin, a multiple of 64.
    let start: UInt32
    /// Which of its words of 64 compartments hold anything.
    var words: UInt64 = 0
  }

  var rings = DenseStorage<Ring>()
  /// The first reservation of each compartment.
  var compartments: DenseStorage<UInt32>
  /// Which compartments hold anything, a bit each.
  var occupied: DenseStorage<UInt64>
  var early = EarlyExpiries()

  /// Where the hand is: nothing in the rings expires before.
  var hand: UInt64 = 0
  /// No occupied compartment of an outer ring begins before.
  var nextOuter = UInt64.max
  /// Nothing in the rings expires before.
  var quietUntil = UInt64.max
  /// The last of those that were noted; the first stands in a compartment behind all others.
  var lastNoted = nowhere
  let noted: UInt32

  /// How many reservations were looked at by sweeps, to be taken out or moved inwards.
  private(set) var visits = 0
  /// How many reservations are waiting to expire.
  private(set) var count = 0

  /// What says that a reservation's ``QueueLink/back`` is a compartment.
  static let compartmentMark: UInt32 = 1 << 31

  init() {
    var (shift, start): (UInt64, UInt32) = (0, 0)
    for bits: UInt64 in [10, 12, 8, 8, 8, 4] {
      let size = 1 << bits
      rings.append(Ring(shift: shift, mask: UInt64(size) - 1, start: start))
      shift += bits
      start += UInt32(max(size, 64))
    }
    noted = start
    compartments = DenseStorage(repeating: nowhere, count: Int(start) + 1)
    occupied = DenseStorage(repeating: 0, count: Int(start / 64))
  }

  static func tick(_ instant: Instant) -> UInt64 {
    // Never negative, and below 2⁴⁹.
    UInt64(bitPattern: instant.millisecondsSince1970 - Instant.earliest.millisecondsSince1970)
  }

  // MARK: In and out

  /// Puts a reservation in, by its first line.
  ///
  /// - Returns: whether it expires before the hand; then nobody will note it, and its lines are to be linked now.
  /// - Complexity: O(1), if the clock did not jump back.
  @inline(__always)
  mutating func insert(_ slot: UInt32, _ slots: inout SlotStorage) -> Bool {
    // With nothing in, the hand may be anywhere: where it is now, nothing is put farther out than it need be.
    if count == 0 {
      (hand, nextOuter, quietUntil) = (ExpiryWheel.tick(slots[slot].lastInstant), .max, .max)
    }
    count += 1
    let due = ExpiryWheel.tick(slots[slot].expiry)
    guard due >= hand else {
      early.insert(slot, &slots)
      return true
    }
    quietUntil = min(quietUntil, due)
    place(slot, due, &slots)
    return false
  }

  @inline(__always)
  private mutating func place(_ slot: UInt32, _ due: UInt64, _ slots: inout SlotStorage) {
    var place: UInt32 = 0
    while due >> rings[place].shift - hand >> rings[place].shift > rings[place].mask { place += 1 }
    let ring = rings[place]
    if place > 0 { nextOuter = min(nextOuter, (due >> ring.shift) << ring.shift) }
    let index = UInt32(truncatingIfNeeded: due >> ring.shift & ring.mask)
    let compartment = ring.start + index
    let next = compartments[compartment]
    compartments[compartment] = slot
    slots[slot].queue = QueueLink(next: next, back: compartment | ExpiryWheel.compartmentMark)
    if next != nowhere {
      slots[next].queue.back = slot
    } else {
      occupied[compartment / 64] |= 1 << UInt64(compartment % 64)
      rings[place].words |= 1 << UInt64(index / 64)
    }
  }

  /// Takes a reservation out that was put in.
  ///
  /// - Complexity: O(1), if the clock did not jump back.
  @inline(__always)
  mutating func remove(_ slot: UInt32, _ slots: inout SlotStorage) {
    count -= 1
    let (next, back) = (slots[slot].queue.next, slots[slot].queue.back)
    guard next != EarlyExpiries.mark else { return early.remove(slot, &slots) }
    if next != nowhere { slots[next].queue.back = back }
    if back & ExpiryWheel.compartmentMark == 0 {
      slots[back].queue.next = next
    } else {
      let compartment = back & ~ExpiryWheel.compartmentMark
      compartments[compartment] = next
      if next == nowhere, compartment != noted { markEmpty(compartment) }
    }
    if slot == lastNoted { lastNoted = back & ExpiryWheel.compartmentMark == 0 ? back : nowhere }
    slots[slot].queue = QueueLink()
  }

  private mutating func markEmpty(_ compartment: UInt32) {
    let word = compartment / 64
    occupied[word] &= ~(1 << UInt64(compartment % 64))
    guard occupied[word] == 0 else { return }
    var ring = UInt32(truncatingIfNeeded: rings.count - 1)
    while rings[ring].start > compartment { ring -= 1 }
    rings[ring].words &= ~(1 << UInt64(word - rings[ring].start / 64))
  }

  // MARK: Sweeping

  /// The reservation that expires first, if it has by an instant; it stays in.
  ///
  /// Reservations that expire in the same millisecond come in any order.
  ///
  /// - Complexity: O(1), amortized over the reservations put in.
  mutating func first(through now: Instant, _ slots: inout SlotStorage) -> UInt32? {
    // What was noted or came too late for the rings expires before all that is in them.
    var first = compartments[noted]
    if let other = early.first, first == nowhere || slots[other].expiry < slots[first].expiry { first = other }
    if first == nowhere || slots[first].expiry > now { first = firstInRings(through: now, &slots) ?? nowhere }
    guard first != nowhere else { return nil }
    visits += 1
    return first
  }

  /// Whether anything in the rings may have expired by an instant; if not, nothing has.
  @inline(__always)
  func mayHoldExpired(through now: Instant) -> Bool { quietUntil <= ExpiryWheel.tick(now) }

  /// Notes the next reservation in the rings that has expired by an instant, or tells that there is none; its lines are
  /// to be linked to their keys.
  ///
  /// - Complexity: O(1), amortized over the reservations put in.
  mutating func note(through now: Instant, _ slots: inout SlotStorage) -> UInt32? {
    guard let slot = firstInRings(through: now, &slots) else { return nil }
    remove(slot, &slots)
    count += 1
    let back = lastNoted == nowhere ? noted | ExpiryWheel.compartmentMark : lastNoted
    slots[slot].queue = QueueLink(back: back)
    if lastNoted == nowhere { compartments[noted] = slot } else { slots[lastNoted].queue.next = slot }
    lastNoted = slot
    return slot
  }

  private mutating func firstInRings(through now: Instant, _ slots: inout SlotStorage) -> UInt32? {
    let end = ExpiryWheel.tick(now)
    guard quietUntil <= end else { return nil }
    while true {
      let due = start(ofNextIn: 0)
      if nextOuter <= min(due, end) {
        moveInwards(&slots)
      } else if due <= end {
        hand = due
        let ring = rings[0]
        return compartments[ring.start + UInt32(truncatingIfNeeded: due & ring.mask)]
      } else {
        hand = max(hand, end)
        quietUntil = min(due, nextOuter)
        return nil
      }
    }
  }

  /// Empties the next occupied compartment of the outer rings into the rings inside it.
  private mutating func moveInwards(_ slots: inout SlotStorage) {
    var (next, start, after): (UInt32, UInt64, UInt64) = (0, .max, .max)
    // Of two that begin at once the wider comes first: it may hold what belongs into the narrower.
    for ring in (1..<UInt32(truncatingIfNeeded: rings.count)).reversed() {
      let found = self.start(ofNextIn: ring)
      if found < start { (next, start, after) = (ring, found, start) } else { after = min(after, found) }
    }
    guard start == nextOuter else {
      // What began there has been taken out since.
      nextOuter = start
      return
    }
    hand = max(hand, start)
    let ring = rings[next]
    let compartment = ring.start + UInt32(truncatingIfNeeded: start >> ring.shift & ring.mask)
    var slot = compartments[compartment]
    compartments[compartment] = nowhere
    markEmpty(compartment)
    nextOuter = min(after, self.start(ofNextIn: next))
    while slot != nowhere {
      visits += 1
      let following = slots[slot].queue.next
      place(slot, ExpiryWheel.tick(slots[slot].expiry), &slots)
      slot = following
    }
  }

  /// Where the next occupied compartment of a ring begins, from the hand on; the largest number if all are empty.
  private func start(ofNextIn place: UInt32) -> UInt64 {
    let ring = rings[place]
    guard ring.words != 0 else { return .max }
    let hand = hand >> ring.shift
    let from = hand & ring.mask
    let index = occupiedIndex(from: from, in: ring)
    return (hand + (index &- from) & ring.mask) << ring.shift
  }

  /// The first occupied compartment at an index or after it, round to the one before it.
  private func occupiedIndex(from index: UInt64, in ring: Ring) -> UInt64 {
    let firstWord = index / 64
    let word = self.word(firstWord, of: ring) & (.max << (index % 64))
    if word != 0 { return firstWord * 64 + UInt64(word.trailingZeroBitCount) }
    let later = firstWord == 63 ? 0 : ring.words & (.max << (firstWord + 1))
    // Where nothing follows, the ring goes on at its beginning, and ends before the index.
    let next = UInt64((later != 0 ? later : ring.words).trailingZeroBitCount)
    return next * 64 + UInt64(self.word(next, of: ring).trailingZeroBitCount)
  }

  private func word(_ index: UInt64, of ring: Ring) -> UInt64 {
    occupied[ring.start / 64 + UInt32(truncatingIfNeeded: index)]
  }
}
