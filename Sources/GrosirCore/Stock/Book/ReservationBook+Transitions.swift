extension ReservationBook {
  /// Lets the units of a reservation go out: what is on hand and what is reserved both fall.
  ///
  /// - Throws: ``StockError/unknownReservation``; ``StockError/reservationExpired(at:)``, swept or not;
  ///   ``StockError/invalidTransition(from:action:)`` when it was released otherwise.
  /// - Complexity: O(n log k) in its lines, amortized, where k reservations are open on each of their keys.
  @discardableResult
  public mutating func consume(
    _ reservation: ReservationHandle, at now: Instant
  ) throws(StockError) -> ReservationOutcome {
    let first = try first(of: reservation)
    let life = slots[first].life
    guard let ended = try life.consumed(at: effectiveNow(now, of: first)) else {
      return ReservationOutcome(life.state, isNew: false)
    }
    end(first, as: ended, .consumed)
    return ReservationOutcome(ended.state, isNew: true)
  }

  /// Frees the units of a reservation.
  ///
  /// One whose time is over is released as expired, whatever the reason: as if a sweep had come first.
  ///
  /// - Throws: ``StockError/unknownReservation``; ``StockError/invalidTransition(from:action:)`` when it was consumed;
  ///   ``StockError/notExpired(expiresAt:)`` when the reason is that it expired, and it has not.
  /// - Complexity: as ``consume(_:at:)``.
  @discardableResult
  public mutating func release(
    _ reservation: ReservationHandle, _ reason: ReleaseReason, at now: Instant
  ) throws(StockError) -> ReservationOutcome {
    let first = try first(of: reservation)
    let life = slots[first].life
    guard let ended = try life.released(reason, at: effectiveNow(now, of: first)) else {
      return ReservationOutcome(life.state, isNew: false)
    }
    guard case .released(let cause) = ended.state else { preconditionFailure("a release releases") }
    end(first, as: ended, .released(cause))
    return ReservationOutcome(ended.state, isNew: true)
  }

  /// Moves the expiry of an open reservation, up to the rules' `maxLifetime` after it was made; no unit moves.
  ///
  /// - Throws: ``StockError/unknownReservation``; ``StockError/reservationExpired(at:)``;
  ///   ``StockError/invalidTransition(from:action:)`` when it has ended otherwise; ``StockError/neverExpires``;
  ///   ``StockError/beyondLifetime(latest:)``; ``StockError/invalid(_:)``, at `until`, when it would have expired by
  ///   then.
  /// - Complexity: as ``consume(_:at:)``.
  @discardableResult
  public mutating func extend(
    _ reservation: ReservationHandle, until expiry: Instant, at now: Instant
  ) throws(StockError) -> ReservationOutcome {
    let first = try first(of: reservation)
    let life = slots[first].life
    // Only the reservation changes, none of its keys.
    let now = max(now, life.lastInstant)
    guard let extended = try life.extended(to: expiry, at: now, under: rules) else {
      return ReservationOutcome(life.state, isNew: false)
    }
    wheel.remove(first, &slots)
    var line = first
    while line != nowhere {
      slots.remove(line, from: &levels[slots[line].level])
      if line == first { slots[line].life = extended } else { slots[line].follow(extended) }
      line = slots[line].nextLine
    }
    awaitExpiry(of: first)
    return ReservationOutcome(extended.state, isNew: true)
  }

  /// What a sweep did.
  public struct Sweep: Sendable, Hashable {
    /// How many reservations it released.
    public let released: Int
    /// How many times it looked at a reservation, to release it or to bring it nearer to the wheel's hand.
    public let visited: Int
    /// Whether nothing is left that had expired; false where the limit came first.
    public let isComplete: Bool
  }

  /// Releases what has expired, what expired first first, up to so many reservations.
  ///
  /// Those of one millisecond come in any order. It is housekeeping: nothing depends on whether or when it runs.
  ///
  /// - Complexity: O(r log k) for r released reservations, however many others there are, amortized; beside those it
  ///   looks at what expires within the second of `now`, once.
  @discardableResult
  public mutating func sweep(at now: Instant, limit: Int) -> Sweep {
    let visitsBefore = wheel.visits
    var released = 0
    while released < limit {
      guard let first = wheel.first(through: now, &slots) else {
        return Sweep(released: released, visited: wheel.visits - visitsBefore, isComplete: true)
      }
      releaseIfExpired(first, at: now)
      released += 1
    }
    return Sweep(released: released, visited: wheel.visits - visitsBefore, isComplete: false)
  }

  /// Lets units come, or go if negative, that were not promised.
  ///
  /// Before it answers it releases what has expired on the key, so that the answer does not hang on the last sweep.
  ///
  /// - Throws: ``StockError/invalid(_:)``, at `units`, when the reason does not allow so many, or they are more than
  ///   10⁹ either way; ``StockError/belowReserved(asked:available:)``; ``StockError/tooManyUnits(asked:onHand:)``.
  /// - Returns: the stock afterwards.
  @discardableResult
  public mutating func adjust(
    _ key: StockHandle, by units: Int, _ reason: AdjustmentReason, reference: AdjustmentID, at now: Instant
  ) throws(StockError) -> StockCount {
    if let violation = reason.violation(of: units) { throw .invalid([violation]) }
    let now = max(now, levels[key.place].lastInstant)
    noteExpired(through: now)
    releaseExpired(on: key.place, at: now)
    let before = levels[key.place].count
    let after = try before.adjusted(by: units)
    levels[key.place].count = after
    levels[key.place].lastInstant = now
    log.append(
      LoggedMovement(key.place, before, after, .adjusted(reason), reference: names.add(reference), at: now))
    return after
  }
}

// MARK: - Forgetting

extension ReservationBook {
  /// Forgets reservations that ended by an instant, those that ended first first, up to so many.
  ///
  /// Their handles are worth nothing then, and an order whose newest reservation is forgotten may reserve anew: keep
  /// them as long as somebody may ask again.
  ///
  /// - Returns: how many were forgotten.
  /// - Complexity: O(n) in their lines.
  @discardableResult
  public mutating func forget(endedThrough instant: Instant, limit: Int) -> Int {
    var forgotten = 0
    while forgotten < limit, firstEnded != nowhere, slots[firstEnded].life.lastInstant <= instant {
      let first = firstEnded
      firstEnded = slots[first].queue.next
      if firstEnded == nowhere { lastEnded = nowhere }
      let order = slots[first].owner
      if orders[order].reservation == first { orders[order].reservation = nowhere }
      vacate(first)
      forgotten += 1
    }
    endedReservations -= forgotten
    return forgotten
  }

  private mutating func vacate(_ first: UInt32) {
    var line = first
    while line != nowhere {
      let next = slots[line].nextLine
      let generation = slots[line].generation
      slots[line].vacate()
      // A place whose generations are used up is not given out any more.
      if generation < ReservationSlot.lastGeneration {
        slots[line].beginNextGeneration()
        vacantSlots.append(line)
      }
      line = next
    }
  }
}

// MARK: - Ending

extension ReservationBook {
  /// When something happens to a reservation and its keys: now, but not before the last instant of any of them.
  @inline(__always)
  private func effectiveNow(_ now: Instant, of first: UInt32) -> Instant {
    var now = max(now, slots[first].life.lastInstant)
    var line = first
    while line != nowhere {
      now = max(now, levels[slots[line].level].lastInstant)
      line = slots[line].nextLine
    }
    return now
  }

  /// Lets an open reservation wait to expire.
  @inline(__always)
  mutating func awaitExpiry(of first: UInt32) {
    if wheel.insert(first, &slots) { linkToKeys(first) }
  }

  /// Links what has expired to its keys.
  ///
  /// - Complexity: O(n) in the lines that have expired since the last time.
  @inline(__always)
  mutating func noteExpired(through now: Instant) {
    guard wheel.mayHoldExpired(through: now) else { return }
    noteNextExpired(through: now)
  }

  @inline(never)
  private mutating func noteNextExpired(through now: Instant) {
    while let first = wheel.note(through: now, &slots) { linkToKeys(first) }
  }

  @inline(never)
  private mutating func linkToKeys(_ first: UInt32) {
    var line = first
    while line != nowhere {
      slots.add(line, to: &levels[slots[line].level])
      line = slots[line].nextLine
    }
  }

  /// Releases what has expired on a key, as far as it was noted.
  @inline(__always)
  mutating func releaseExpired(on level: UInt32, at now: Instant) {
    while let line = slots.first(of: levels[level], through: now) {
      releaseIfExpired(slots[line].isFirst ? line : slots[line].owner, at: now)
    }
  }

  /// Releases a reservation if it is open although its time is over.
  @inline(__always)
  mutating func releaseIfExpired(_ first: UInt32, at now: Instant) {
    let life = slots[first].life
    if life.isExpired(at: now) { expire(first, life, at: now) }
  }

  @inline(never)
  private mutating func expire(_ first: UInt32, _ life: ReservationLife, at now: Instant) {
    end(first, as: life.expired(at: now), .released(.expired))
  }

  /// Ends an open reservation.
  @inline(__always)
  private mutating func end(_ first: UInt32, as life: ReservationLife, _ cause: StockCause) {
    if life.expiresAt != nil { wheel.remove(first, &slots) }
    slots[first].life = life
    let order = slots[first].owner
    var line = first
    while line != nowhere {
      let (level, units) = (slots[line].level, Int(slots[line].units))
      if life.expiresAt != nil { slots.remove(line, from: &levels[level]) }
      let before = levels[level].count
      let after = if case .consumed = cause { before.consuming(units) } else { before.releasing(units) }
      levels[level].count = after
      // Where units expire of which nobody spoke, one of their keys may be ahead of the others.
      let instant = max(life.lastInstant, levels[level].lastInstant)
      levels[level].lastInstant = instant
      log.append(LoggedMovement(level, before, after, cause, reference: order, at: instant))
      line = slots[line].nextLine
    }
    openReservations -= 1
    endedReservations += 1
    if lastEnded == nowhere { firstEnded = first } else { slots[lastEnded].queue.next = first }
    slots[first].queue.next = nowhere
    lastEnded = first
  }
}
