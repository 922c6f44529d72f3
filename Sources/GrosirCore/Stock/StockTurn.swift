/// One command's turn at stocks: what was read of them, and what the command makes of it (SPEC §7).
///
/// Commands about stock use it, and those for which stock is one thing among others: what is set aside for a session,
/// what its buyers get. Counts and lives change by the rules in ``StockCount`` and ``ReservationLife`` alone.
struct StockTurn {
  /// The stocks and reservations, as far as they were brought.
  private(set) var rows = StockRows()

  /// When this happens, unless something it changes has happened later already: a clock may jump back.
  let now: Instant

  let workingSet: WorkingSet

  /// Begins a turn.
  init(from workingSet: WorkingSet, at now: Instant) {
    self.workingSet = workingSet
    self.now = now
  }

  /// What is to be read before units of these keys are reserved or adjusted.
  static func reads(of keys: [StockKey], by now: Instant) -> [Read] {
    keys.flatMap { [.stock(.item($0)), .stock(.due(on: $0, through: now))] }
  }

  /// What is mostly to be read before units of these keys come, go out or are held for a session: whoever asks once is
  /// answered sooner than whoever asks step by step.
  static func reads(of keys: [StockKey], heldFor session: SessionID, by now: Instant) -> [Read] {
    [.stock(.reservation(.session(session)))] + reads(of: keys, by: now) + keys.map { .stock(.costs($0)) }
  }

  /// What is to be read before a reservation is moved whose order may be kept elsewhere.
  static func reads(ofLooseReservation order: OrderID) -> [Read] {
    [.stock(.reservation(.order(order))), .order(.order(order))]
  }

  /// Ends the turn: what changed is to be saved.
  consuming func end(into changes: inout Changes) { changes.save(rows) }

  // MARK: What there is

  /// What is held for an order or a session, if anything ever was.
  mutating func reservation(of holder: ReservationHolder) throws(Interruption<StockError>) -> Reservation? {
    if let reservation = rows.reservations[holder] { return reservation }
    let read = Read.stock(.reservation(holder))
    guard let found = workingSet.lookUp(read) else { throw .needs([read]) }
    guard case .row(.stock(.reservation(let reservation))) = found else { return nil }
    rows.reservations.bring(reservation, as: holder)
    return reservation
  }

  /// The stock of a key; none where it was never heard of.
  ///
  /// - Precondition: it was brought.
  func count(of key: StockKey) -> StockCount { rows.items[key]?.level.count ?? .zero }

  /// Brings the stocks of these keys in.
  mutating func bring(_ keys: [StockKey]) throws(Interruption<StockError>) {
    var missing: [Read] = []
    for key in keys where !rows.items.has(key) {
      let read = Read.stock(.item(key))
      guard let found = workingSet.lookUp(read) else {
        missing.append(read)
        continue
      }
      if case .row(.stock(.item(let item))) = found { rows.items.bring(item, as: key) }
    }
    try need(missing)
  }

  /// Puts in what units had cost, as it was found.
  mutating func bring(_ costs: StockCosts) { rows.costs.bring(costs, as: costs.key) }

  /// - Throws: a need for those that were not brought.
  func need(_ reads: [Read]) throws(Interruption<StockError>) {
    let missing = workingSet.missing(of: reads)
    guard missing.isEmpty else { throw .needs(missing) }
  }

  /// Logs what happened now, and applies it.
  mutating func record(_ event: StockEvent, into changes: inout Changes) {
    changes.record(event, at: now, on: &rows)
  }

  /// When something happens to these keys: now, but never before the last instant of any.
  private func instant(_ keys: [StockKey]) -> Instant {
    keys.reduce(now) { max($0, rows.items[$1]?.lastInstant ?? $0) }
  }

  // MARK: What has expired

  /// Brings these stocks in, and releases what has expired on them, and a reservation of its own if that has.
  ///
  /// - Returns: when whatever follows happens to them.
  @discardableResult
  mutating func free(
    _ keys: [StockKey], and own: Reservation? = nil, into changes: inout Changes
  ) throws(Interruption<StockError>) -> Instant {
    // Asked for at once; mostly what happens to these keys happens now.
    if keys.contains(where: { !rows.items.has($0) && !workingSet.has(.stock(.item($0))) }) {
      try need(StockTurn.reads(of: keys, by: now))
    }
    try bring(keys)
    let instant = max(instant(keys), own?.life.lastInstant ?? now)
    var expired = own.map { [$0] } ?? []
    var missing: [Read] = []
    for key in keys {
      let read = Read.stock(.due(on: key, through: instant))
      if let found = workingSet.lookUp(read) { expired += found.reservations } else { missing.append(read) }
    }
    try need(missing)
    try release(expired: expired, by: instant, &changes)
    return instant
  }

  /// Releases those whose time is over, in the order of ``Reservation/isReleasedBefore(_:)``, however they were found.
  ///
  /// - Returns: how many were released.
  @discardableResult
  mutating func release(
    expired: [Reservation], by instant: Instant, _ changes: inout Changes
  ) throws(Interruption<StockError>) -> Int {
    let due = expired.filter { $0.life.isExpired(at: instant) }.sorted { $0.isReleasedBefore($1) }
    guard !due.isEmpty else { return 0 }
    try bring(due.flatMap { $0.lines.map { $0.key } })
    var released = 0
    for reservation in due {
      rows.reservations.bring(reservation, as: reservation.holder)
      // One with lines of several keys is found for each of them.
      guard let reservation = rows.reservations[reservation.holder], reservation.life.isExpired(at: instant) else {
        continue
      }
      end(reservation, as: reservation.life.expired(at: instant), &changes)
      released += 1
    }
    return released
  }

  // MARK: An order's reservation

  /// What an order has reserved, and whether just now.
  struct Made {
    let reservation: Reservation
    let isNew: Bool
  }

  /// Holds units for an order: all lines or none.
  ///
  /// Several lines of one key are summed before they are checked. The same order with the same lines has the same
  /// reservation, open or consumed; after a release it reserves anew.
  ///
  /// - Throws: in this order ``StockError/conflict(_:)``; ``StockError/insufficient(_:)`` with every short line.
  mutating func reserve(
    _ lines: [StockLine], for order: OrderID, _ span: ReservationSpan, under rules: ReservationRules,
    into changes: inout Changes
  ) throws(Interruption<StockError>) -> Made {
    let lines = lines.summed
    let keys = lines.map { $0.key }
    try bring(keys)
    let own = try reservation(of: .order(order))
    let instant = try free(keys, and: own, into: &changes)
    if let own = self.rows.reservations[.order(order)], own.life.state.holdsItsLines {
      guard own.lines.sorted(by: StockTurn.byKey) == lines.sorted(by: StockTurn.byKey) else {
        throw .refused(.conflict(order))
      }
      return Made(reservation: own, isNew: false)
    }
    try checkAvailable(lines)
    let life = ReservationLife(madeAt: instant, expiresAt: rules.expiry(of: span, madeAt: instant))
    let reservation = Reservation(holder: .order(order), lines: lines, life: life)
    let movements = move(lines, .reserved, for: reservation.holder, at: instant) { count, units in
      guard let after = count.reserving(units) else { preconditionFailure("what is there was checked") }
      return after
    }
    changes.record(.reserved(reservation, movements), at: instant, on: &self.rows)
    return Made(reservation: reservation, isNew: true)
  }

  /// Holds units for several orders: all lines of all of them, or none.
  ///
  /// - Throws: in this order ``StockError/insufficient(_:)`` with every short line, lines of one key summed over all
  ///   orders; ``StockError/conflict(_:)``.
  mutating func reserve(
    _ orders: [(id: OrderID, lines: [StockLine])], _ span: ReservationSpan, under rules: ReservationRules,
    into changes: inout Changes
  ) throws(Interruption<StockError>) -> [Made] {
    let lines = orders.flatMap { $0.lines }.summed
    try free(lines.map { $0.key }, into: &changes)
    try checkAvailable(lines)
    var made: [Made] = []
    for order in orders {
      made.append(try reserve(order.lines, for: order.id, span, under: rules, into: &changes))
    }
    return made
  }

  private static func byKey(_ left: StockLine, _ right: StockLine) -> Bool { left.key < right.key }

  /// - Throws: ``StockError/insufficient(_:)`` unless all lines are available.
  private func checkAvailable(_ lines: [StockLine]) throws(Interruption<StockError>) {
    let shortages = lines.compactMap { line -> StockError.Shortage? in
      let available = count(of: line.key).available
      guard line.units > available else { return nil }
      return StockError.Shortage(key: line.key, asked: line.units, available: available)
    }
    guard shortages.isEmpty else { throw .refused(.insufficient(shortages)) }
  }

  /// Lets the units of a reservation go out.
  ///
  /// - Parameter platform: which of them are the platform's, so that what they had cost goes with them; nil for all.
  /// - Throws: ``StockError/unknownReservation``; ``StockError/reservationExpired(at:)``;
  ///   ``StockError/invalidTransition(from:action:)``.
  mutating func consume(
    _ holder: ReservationHolder, ofPlatform platform: [StockLine]? = nil, into changes: inout Changes
  ) throws(Interruption<StockError>) -> ReservationOutcome {
    if let held = try self.reservation(of: holder) {
      // Both at once, so that a store is asked once.
      try need(held.lines.flatMap { [.stock(.item($0.key)), .stock(.costs($0.key))] })
    }
    let reservation = try existing(holder)
    let instant = instant(of: reservation, from: now)
    let costed = try cost(of: platform ?? reservation.lines)
    guard let ended = try refusing({ () throws(StockError) in try reservation.life.consumed(at: instant) }) else {
      return ReservationOutcome(reservation.life.state, isNew: false)
    }
    let after = Reservation(holder: holder, lines: reservation.lines, life: ended)
    let movements = move(reservation.lines, .consumed, for: holder, at: instant) { $0.consuming($1) }
    changes.record(.consumed(after, movements), at: instant, on: &rows)
    if !costed.isEmpty { changes.record(.sold(holder, costed), at: instant, on: &rows) }
    return ReservationOutcome(ended.state, isNew: true)
  }

  /// Frees the units of a reservation; one whose time is over ends as expired, whatever the reason.
  ///
  /// - Throws: ``StockError/unknownReservation``; ``StockError/invalidTransition(from:action:)``;
  ///   ``StockError/notExpired(expiresAt:)``.
  mutating func release(
    _ holder: ReservationHolder, _ reason: ReleaseReason, into changes: inout Changes
  ) throws(Interruption<StockError>) -> ReservationOutcome {
    let reservation = try existing(holder)
    let instant = instant(of: reservation, from: now)
    let ended = try refusing { () throws(StockError) in try reservation.life.released(reason, at: instant) }
    guard let ended else { return ReservationOutcome(reservation.life.state, isNew: false) }
    end(reservation, as: ended, &changes)
    return ReservationOutcome(ended.state, isNew: true)
  }

  /// Moves the expiry of an open reservation; no unit moves.
  ///
  /// - Throws: ``StockError/unknownReservation``, and what ``ReservationLife`` says to an extension.
  mutating func extend(
    _ order: OrderID, until expiry: Instant, under rules: ReservationRules, into changes: inout Changes
  ) throws(Interruption<StockError>) -> ReservationOutcome {
    guard let reservation = try reservation(of: .order(order)) else { throw .refused(.unknownReservation) }
    let instant = max(now, reservation.life.lastInstant)
    let extended = try refusing { () throws(StockError) in
      try reservation.life.extended(to: expiry, at: instant, under: rules)
    }
    guard let extended else { return ReservationOutcome(reservation.life.state, isNew: false) }
    let after = Reservation(holder: reservation.holder, lines: reservation.lines, life: extended)
    changes.record(.extended(after), at: instant, on: &self.rows)
    return ReservationOutcome(extended.state, isNew: true)
  }

  /// Holds the units of an order that was paid until they go out or are released; no unit moves.
  ///
  /// - Throws: ``StockError/unknownReservation``, and what ``ReservationLife`` says to it.
  mutating func secure(
    _ order: OrderID, into changes: inout Changes
  ) throws(Interruption<StockError>) -> ReservationOutcome {
    guard let reservation = try reservation(of: .order(order)) else { throw .refused(.unknownReservation) }
    let instant = max(now, reservation.life.lastInstant)
    let secured = try refusing { () throws(StockError) in try reservation.life.secured(at: instant) }
    guard let secured else { return ReservationOutcome(reservation.life.state, isNew: false) }
    let after = Reservation(holder: reservation.holder, lines: reservation.lines, life: secured)
    changes.record(.extended(after), at: instant, on: &self.rows)
    return ReservationOutcome(secured.state, isNew: true)
  }

  /// A reservation with the stocks of its lines.
  private mutating func existing(_ holder: ReservationHolder) throws(Interruption<StockError>) -> Reservation {
    guard let reservation = try reservation(of: holder) else { throw .refused(.unknownReservation) }
    try bring(reservation.lines.map { $0.key })
    return reservation
  }

  private func instant(of reservation: Reservation, from now: Instant) -> Instant {
    max(now, reservation.life.lastInstant, instant(reservation.lines.map { $0.key }))
  }

  private mutating func end(_ reservation: Reservation, as life: ReservationLife, _ changes: inout Changes) {
    guard case .released(let reason) = life.state else { preconditionFailure("a release releases") }
    let after = Reservation(holder: reservation.holder, lines: reservation.lines, life: life)
    let movements = move(reservation.lines, .released(reason), for: reservation.holder, at: life.lastInstant) {
      $0.releasing($1)
    }
    changes.record(.released(after, movements), at: life.lastInstant, on: &rows)
  }

  private func refusing<Value>(
    _ rule: () throws(StockError) -> Value
  ) throws(Interruption<StockError>) -> Value {
    do throws(StockError) {
      return try rule()
    } catch {
      throw .refused(error)
    }
  }

  // MARK: What a session holds

  /// Holds units for a session on top of what it holds already: all lines or none, until it gives them back or they go
  /// out.
  ///
  /// - Parameter lines: each key once.
  /// - Throws: ``StockError/insufficient(_:)`` with every short line.
  mutating func hold(
    _ lines: [StockLine], for session: SessionID, into changes: inout Changes
  ) throws(Interruption<StockError>) {
    guard !lines.isEmpty else { return }
    let holder = ReservationHolder.session(session)
    let own = try reservation(of: holder)
    let instant = try free(lines.map { $0.key }, and: own, into: &changes)
    try checkAvailable(lines)
    let held = own?.life.state == .reserved ? own : nil
    let life = ReservationLife(
      madeAt: held?.life.madeAt ?? instant, lastInstant: instant, expiresAt: nil, state: .reserved)
    let after = Reservation(holder: holder, lines: ((held?.lines ?? []) + lines).summed, life: life)
    let movements = move(lines, .reserved, for: holder, at: instant) { $0.reserving($1) ?? $0 }
    changes.record(.reserved(after, movements), at: instant, on: &rows)
  }

  /// Gives back units that a session holds; all of them, or a part.
  ///
  /// - Parameter lines: each key once; no more of any than is held.
  mutating func giveBack(
    _ lines: [StockLine], of session: SessionID, into changes: inout Changes
  ) throws(Interruption<StockError>) {
    guard !lines.isEmpty else { return }
    let held = try existing(.session(session))
    precondition(held.life.state == .reserved, "a session gives back what it still holds")
    let instant = instant(of: held, from: now)
    let left = held.lines.compactMap { line -> StockLine? in
      let units = line.units - (lines.first { $0.key == line.key }?.units ?? 0)
      return units > 0 ? StockLine(line.key, units) : nil
    }
    let life = ReservationLife(
      madeAt: held.life.madeAt, lastInstant: instant, expiresAt: nil,
      state: left.isEmpty ? .released(.cancelled) : .reserved)
    let after = Reservation(holder: held.holder, lines: left, life: life)
    let movements = move(lines, .released(.cancelled), for: held.holder, at: instant) { $0.releasing($1) }
    changes.record(.released(after, movements), at: instant, on: &rows)
  }

  // MARK: Units that were not promised

  /// Lets units come, or go if negative; what has expired on the key is released before.
  ///
  /// The platform's units go at what they had cost; an entry in the journal has the command's identity.
  /// - Throws: ``StockError/belowReserved(asked:available:)``; ``StockError/tooManyUnits(asked:onHand:)``.
  mutating func adjust(
    _ key: StockKey, by units: Int, _ reason: AdjustmentReason, _ reference: AdjustmentID, by command: CommandID,
    into changes: inout Changes
  ) throws(Interruption<StockError>) -> StockItem {
    let instant = try free([key], into: &changes)
    let lost = units < 0 ? try cost(of: [StockLine(key, -units)]) : []
    try move(key, by: units, reason, reference, at: instant, into: &changes)
    for units in lost {
      changes.record(.writtenOff(AdjustmentID(unchecked: command.text), units), at: instant, on: &rows)
    }
    guard let item = rows.items[key] else { preconditionFailure("what was adjusted is here") }
    return item
  }

  /// Lets units of many keys come, which were bought; what has expired on the keys is released before.
  ///
  /// - Throws: ``StockError/tooManyUnits(asked:onHand:)``; ``StockError/costOutOfRange``.
  mutating func receive(
    _ deliveries: [Delivery], _ reference: AdjustmentID, into changes: inout Changes
  ) throws(Interruption<StockError>) {
    let keys = deliveries.map { $0.key }
    try need(StockTurn.reads(of: keys, by: now) + keys.map { .stock(.costs($0)) })
    let instant = try free(keys, into: &changes)
    for delivery in deliveries {
      try move(delivery.key, by: delivery.units, .receipt, reference, at: instant, into: &changes)
      try value(delivery.bought, of: delivery.key, at: delivery.unitCost, into: &changes)
    }
  }

  /// Units of one key that come, and how many of them are bought.
  struct Delivery {
    let key: StockKey
    let units: Int
    let bought: Int
    let unitCost: Money
  }

  private mutating func move(
    _ key: StockKey, by units: Int, _ reason: AdjustmentReason, _ reference: AdjustmentID, at instant: Instant,
    into changes: inout Changes
  ) throws(Interruption<StockError>) {
    let before = count(of: key)
    let after = try refusing { () throws(StockError) in try before.adjusted(by: units) }
    let movement = StockMovement(
      key: key, before: before, after: after, cause: .adjusted(reason), reference: .adjustment(reference),
      instant: instant)
    changes.record(.adjusted(movement), at: instant, on: &rows)
  }

  /// Says when a stock is low, and when it is too much; what has expired on the key is released before.
  mutating func setLimits(
    _ limits: StockLimits, of key: StockKey, into changes: inout Changes
  ) throws(Interruption<StockError>) -> StockItem {
    let instant = try free([key], into: &changes)
    changes.record(.limitsSet(key, limits), at: instant, on: &rows)
    guard let item = rows.items[key] else { preconditionFailure("what limits were set for is here") }
    return item
  }

  // MARK: Movements

  /// What becomes of each line's stock.
  ///
  /// Where units expire of which nobody spoke, one of their stocks may be ahead of the others, and goes by its own last
  /// instant.
  private func move(
    _ lines: [StockLine], _ cause: StockCause, for holder: ReservationHolder, at instant: Instant,
    _ change: (StockCount, Int) -> StockCount
  ) -> [StockMovement] {
    lines.map { line in
      let before = count(of: line.key)
      return StockMovement(
        key: line.key, before: before, after: change(before, line.units), cause: cause,
        reference: .reservation(holder), instant: max(instant, rows.items[line.key]?.lastInstant ?? instant))
    }
  }
}

extension [StockLine] {
  /// Each key once, in the order in which they were first named; the units may be anything.
  var keys: [StockKey] { lazy.map { $0.key }.eachOnce() }

  /// Each key once, in the order in which they were first named, with the units of all its lines.
  ///
  /// - Precondition: each line is of at most 10⁹ units, so that no sum leaves the range.
  var summed: [StockLine] {
    guard count > 1 else { return self }
    var places = HashedPlaces()
    var lines: [StockLine] = []
    for line in self {
      let hash = line.key.seededHash
      if let place = places.place(hash, where: { lines[$0].key == line.key }) {
        lines[place] = StockLine(line.key, lines[place].units + line.units)
      } else {
        places.add(lines.count, hash)
        lines.append(line)
      }
    }
    return lines
  }
}
