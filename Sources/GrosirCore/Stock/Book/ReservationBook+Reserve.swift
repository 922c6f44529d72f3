extension ReservationBook {
  /// So many units of one stock key, as the book calls it.
  public struct Line: Sendable, Hashable {
    /// Of which stock.
    public var key: StockHandle
    /// How many units.
    public var units: Int

    /// Creates a line, not checked yet.
    public init(_ key: StockHandle, _ units: Int) {
      self.key = key
      self.units = units
    }
  }

  /// What an order has reserved.
  public struct Made: Sendable, Hashable {
    /// The reservation.
    public let reservation: ReservationHandle
    /// Whether it was made now; false where the order had reserved the same lines before.
    public let isNew: Bool
  }

  /// Holds units for an order: all lines or none.
  ///
  /// Several lines of one key are summed before they are checked. Before it answers, whatever it answers, it releases
  /// what has expired on the keys it names, and the order's own reservation if that has. The same order with the same
  /// lines gets the same reservation, open or consumed; after a release it reserves anew.
  ///
  /// - Throws: in this order ``StockError/unknownOrder``; ``StockError/invalid(_:)``, with every violation, at
  ///   `lines[i].units`, `lines` or `lasting`; ``StockError/conflict(_:)``; ``StockError/insufficient(_:)``, with every
  ///   short line, in the order in which the keys were first named; ``StockError/bookFull``.
  /// - Complexity: O(n) in the lines, and what was expired.
  @discardableResult
  public mutating func reserve(
    _ lines: [Line], for order: OrderHandle, lasting span: ReservationSpan = .standard, at now: Instant
  ) throws(StockError) -> Made {
    guard isKnown(order) else { throw .unknownOrder }
    guard isFine(lines, span) else { throw .invalid(violations(lines.map { $0.units }, span)) }
    return try reserve(lines, unknown: [], for: order.place, span, now)
  }

  /// Holds units for an order, everything named as outside; else like the other `reserve`.
  ///
  /// Of a stock key that the book never heard of nothing is available; such keys come last among the short lines. What
  /// is refused leaves no names behind.
  ///
  /// - Throws: as the other.
  @discardableResult
  public mutating func reserve(
    _ lines: [StockLine], for order: OrderID, lasting span: ReservationSpan = .standard, at now: Instant
  ) throws(StockError) -> Made {
    var known: [Line] = []
    var unknown: [StockLine] = []
    known.reserveCapacity(lines.count)
    for line in lines {
      if let key = existingHandle(of: line.key) { known.append(Line(key, line.units)) } else { unknown.append(line) }
    }
    guard unknown.isEmpty, let place = names.place(of: order) else {
      return try reserve(known, unknown, lines, forNew: order, span, now)
    }
    guard isFine(known, span) else { throw .invalid(violations(known.map { $0.units }, span)) }
    return try reserve(known, unknown: [], for: place, span, now)
  }

  /// Holds units for an order that may be new, of keys that may be.
  private mutating func reserve(
    _ known: [Line], _ unknown: [StockLine], _ lines: [StockLine], forNew order: OrderID, _ span: ReservationSpan,
    _ now: Instant
  ) throws(StockError) -> Made {
    let violations = violations(lines.map { $0.units }, span)
    guard violations.isEmpty else { throw .invalid(violations) }
    let isNew = names.place(of: order) == nil
    let handle = try handle(of: order)
    do throws(StockError) {
      return try reserve(known, unknown: unknown.shortages, for: handle.place, span, now)
    } catch {
      if isNew { letGo(of: handle) }
      throw error
    }
  }

  // MARK: Checks

  /// Whether nothing is wrong with what is asked; to say what is takes longer.
  @inline(__always)
  private func isFine(_ lines: [Line], _ span: ReservationSpan) -> Bool {
    for line in lines where !(1...Quantity.maximum ~= line.units) { return false }
    return !lines.isEmpty && rules.allow(span)
  }

  private func violations(_ units: [Int], _ span: ReservationSpan) -> [Violation] {
    StockError.violations(ofUnits: units) + (rules.violation(of: span).map { [$0] } ?? [])
  }

  // MARK: Deciding

  /// What an order is answered; a refusal's words are put together only where there is one.
  private enum Answer {
    case has(ReservationHandle, isNew: Bool)
    case conflict
    case short
    case full
  }

  private mutating func reserve(
    _ lines: [Line], unknown: [StockError.Shortage], for order: UInt32, _ span: ReservationSpan, _ now: Instant
  ) throws(StockError) -> Made {
    let answer = answer(lines, isEveryKeyKnown: unknown.isEmpty, for: order, span, now)
    if case .has(let reservation, let isNew) = answer {
      forgetSums()
      return Made(reservation: reservation, isNew: isNew)
    }
    let refusal = refusal(answer, unknown, order)
    forgetSums()
    throw refusal
  }

  @inline(never)
  private func refusal(_ answer: Answer, _ unknown: [StockError.Shortage], _ order: UInt32) -> StockError {
    switch answer {
    case .has: preconditionFailure("nothing was refused")
    case .conflict: .conflict(names.orders[Int(order)])
    case .short: .insufficient(shortages + unknown)
    case .full: .bookFull
    }
  }

  @inline(__always)
  private mutating func answer(
    _ lines: [Line], isEveryKeyKnown: Bool, for order: UInt32, _ span: ReservationSpan, _ now: Instant
  ) -> Answer {
    let own = orders[order].reservation
    // What an order reserves anew is not dated before it lost what it had.
    let now = sum(lines, own == nowhere ? now : max(now, slots[own].life.lastInstant))
    if own != nowhere { releaseIfExpired(own, at: now) }
    noteExpired(through: now)
    for place in 0..<UInt32(truncatingIfNeeded: sums.count) { releaseExpired(on: sums[place].level, at: now) }
    if own != nowhere, slots[own].life.state.holdsItsLines {
      guard isEveryKeyKnown, hasSummedLines(own) else { return .conflict }
      return .has(handle(ofFirst: own), isNew: false)
    }
    guard isEveryKeyKnown, isEverythingThere else { return .short }
    guard slots.count - vacantSlots.count + sums.count <= SlotStorage.mostElements else { return .full }
    let life = ReservationLife(madeAt: now, expiresAt: rules.expiry(of: span, madeAt: now))
    return .has(write(life, for: order), isNew: true)
  }

  /// Sums the lines of each key, and tells when all this happens: not before the last instant of any key.
  @inline(__always)
  private mutating func sum(_ lines: [Line], _ now: Instant) -> Instant {
    var now = now
    for line in lines {
      let level = line.key.place
      let sum = levels[level].sum
      guard sum == 0 else {
        // A sum of quantities up to 10⁹ each fits, however many lines memory holds.
        sums[sum - 1].units += line.units
        continue
      }
      levels[level].sum = sums.append(BookLine(level: level, units: line.units)) + 1
      now = max(now, levels[level].lastInstant)
    }
    return now
  }

  @inline(__always)
  private mutating func forgetSums() {
    for place in 0..<UInt32(truncatingIfNeeded: sums.count) { levels[sums[place].level].sum = 0 }
    sums.removeAll()
  }

  private var isEverythingThere: Bool {
    @inline(__always) get {
      for place in 0..<UInt32(truncatingIfNeeded: sums.count) {
        let line = sums[place]
        if levels[line.level].count.reserving(line.units) == nil { return false }
      }
      return true
    }
  }

  private var shortages: [StockError.Shortage] {
    var shortages: [StockError.Shortage] = []
    for place in 0..<UInt32(truncatingIfNeeded: sums.count) {
      let line = sums[place]
      let count = levels[line.level].count
      guard count.reserving(line.units) == nil else { continue }
      shortages.append(
        StockError.Shortage(key: names.keys[Int(line.level)], asked: line.units, available: count.available))
    }
    return shortages
  }

  /// Whether a reservation has just the lines that are summed.
  private func hasSummedLines(_ first: UInt32) -> Bool {
    var (line, count) = (first, 0)
    while line != nowhere {
      let slot = slots[line]
      let sum = levels[slot.level].sum
      guard sum > 0, sums[sum - 1].units == Int(slot.units) else { return false }
      count += 1
      line = slot.nextLine
    }
    return count == sums.count
  }

  // MARK: Writing

  /// Makes the reservation of the summed lines; everything is checked.
  @inline(__always)
  private mutating func write(_ life: ReservationLife, for order: UInt32) -> ReservationHandle {
    let first = nextSlot()
    slots[first] = ReservationSlot(sums[0], order: order, life: life, generation: slots[first].generation)
    hold(first, life, for: order)
    var previous = first
    for place in 1..<UInt32(truncatingIfNeeded: max(1, sums.count)) {
      let line = nextSlot()
      slots[line] = ReservationSlot(sums[place], first: first, life: life, generation: slots[line].generation)
      slots[previous].nextLine = line
      hold(line, life, for: order)
      previous = line
    }
    if life.expiresAt != nil { awaitExpiry(of: first) }
    orders[order].reservation = first
    openReservations += 1
    return handle(ofFirst: first)
  }

  /// Holds the units of one line.
  @inline(__always)
  private mutating func hold(_ line: UInt32, _ life: ReservationLife, for order: UInt32) {
    let (level, units) = (slots[line].level, Int(slots[line].units))
    let before = levels[level].count
    guard let after = before.reserving(units) else { preconditionFailure("what is there was checked") }
    levels[level].count = after
    levels[level].lastInstant = life.madeAt
    log.append(LoggedMovement(level, before, after, .reserved, reference: order, at: life.madeAt))
  }

  /// A vacant slot; there is one, or room for one.
  @inline(__always)
  private mutating func nextSlot() -> UInt32 {
    if vacantSlots.count > 0 { return vacantSlots.removeLast() }
    let vacant = ReservationLife(madeAt: .earliest, expiresAt: nil)
    let nothing = BookLine(level: nowhere, units: 0)
    return slots.append(ReservationSlot(nothing, order: nowhere, life: vacant, generation: 0))
  }
}

extension ReservationState {
  /// Whether an order in this state still has what it asked for, so that it cannot ask for something else.
  var holdsItsLines: Bool {
    switch self {
    case .reserved, .consumed: true
    case .released: false
    }
  }
}

extension StockError {
  /// What is wrong with the units of an order's lines.
  static func violations(ofUnits units: [Int]) -> [Violation] {
    if units.isEmpty { return [Violation(FieldPath("lines"), .missing, "nothing is asked for")] }
    var violations: [Violation] = []
    for (place, units) in units.enumerated() where !(1...Quantity.maximum ~= units) {
      violations.append(
        Violation(
          FieldPath("lines").index(place).field("units"), units < 1 ? .outOfRange : .tooLarge,
          "\(units) is not between 1 and \(Quantity.maximum)"))
    }
    return violations
  }
}

extension [StockLine] {
  /// The lines of keys of which there is nothing, each key once.
  fileprivate var shortages: [StockError.Shortage] {
    var units: [StockKey: Int] = [:]
    for line in self { units[line.key, default: 0] += line.units }
    return compactMap { line in
      units.removeValue(forKey: line.key).map { StockError.Shortage(key: line.key, asked: $0, available: 0) }
    }
  }
}
