import GrosirCore

/// One stock as the book has it.
final class StockBook {
  var onHand = 0
  /// Units of open reservations' lines.
  var reserved = 0
  var last: Instant?
  var limits = StockLimits.none
  /// What the platform's units cost, oldest first.
  var layers: [(units: Int, cost: Int64)] = []

  /// Takes as many units as have a cost, oldest first, and says what they cost.
  func take(_ units: Int) -> Int64 {
    var (left, cost) = (units, Int64(0))
    while left > 0, !layers.isEmpty {
      let part = min(left, layers[0].units)
      cost += Int64(part) * layers[0].cost
      left -= part
      layers[0].units -= part
      if layers[0].units == 0 { layers.removeFirst() }
    }
    return cost
  }
}

/// A reservation as the book has it.
final class ReservationBookEntry {
  var lines: [StockLine]
  let madeAt: Instant
  var last: Instant
  var expiresAt: Instant?
  var state: ReservationState

  init(lines: [StockLine], madeAt: Instant, last: Instant, expiresAt: Instant?, state: ReservationState) {
    (self.lines, self.madeAt, self.last) = (lines, madeAt, last)
    (self.expiresAt, self.state) = (expiresAt, state)
  }

  func units(of key: StockKey) -> Int { lines.reduce(0) { $0 + ($1.key == key ? $1.units : 0) } }
}

extension Book {
  func hear(_ event: StockEvent, at instant: Instant) throws(Broken) {
    switch event {
    case .limitsSet(let key, let limits):
      touch(key)
      stock(of: key).limits = limits
      note(key, at: instant)
    case .adjusted(let movement): try adjust(movement)
    case .reserved(let reservation, let movements): try reserve(reservation, movements, at: instant)
    case .extended(let reservation): try extend(reservation, at: instant)
    case .consumed(let reservation, let movements): try consume(reservation, movements, at: instant)
    case .released(let reservation, let movements): try release(reservation, movements, at: instant)
    case .listing(let event):
      try hear(event)
      if case .listed(_, let former?, _) = event { note(former, at: instant) }
      if event.changesStock { note(event.stock, at: instant) }
    case .valued, .sold, .writtenOff: break
    }
  }

  /// The stock of a key, which may not have been heard of yet.
  func stock(of key: StockKey) -> StockBook {
    if let known = stocks[key] { return known }
    let stock = StockBook()
    stocks[key] = stock
    return stock
  }

  private func note(_ key: StockKey, at instant: Instant) {
    if let stock = stocks[key] { stock.last = max(stock.last ?? instant, instant) }
    touch(key)
  }

  // MARK: Units that come and go

  private func adjust(_ movement: StockMovement) throws(Broken) {
    let units = movement.after.onHand - movement.before.onHand
    guard case .adjusted(let reason) = movement.cause else {
      throw Broken(.unitsOnHand, "an adjustment that is none")
    }
    try check(
      awaitedUnits.removeValue(forKey: movement.key), is: units, .unitsOnHand,
      "units of \(movement.key) by \(reason.rawValue)")
    try step(movement, onHand: units, reserved: 0)
    if units < 0, let cost = stocks[movement.key]?.take(-units), cost > 0 {
      post([(.writeOffs, .inventory, cost)], in: currency(of: movement.key), at: movement.instant)
    }
  }

  /// What somebody outside said of units that came or went.
  func awaitUnits() {
    awaitedUnits.removeAll(keepingCapacity: true)
    switch deed {
    case .adjustStock(let command): awaitedUnits[command.key] = command.units
    case .receiveGoods(let command):
      guard let order = purchaseOrders[command.number], !receipts.contains(command.receipt) else { return }
      for (variant, count) in zip(order.variants, command.counts(of: order)) where count.units > count.damaged {
        awaitedUnits[order.place.key(of: variant)] = count.units - count.damaged
      }
    case .refundOrder(let command):
      guard let order = orders[command.order], command.refund.map({ refunds[$0] == nil }) ?? true else { return }
      for line in command.returned where order.lines.indices ~= line.line {
        awaitedUnits[order.lines[line.line].key] = line.units
      }
    default: return
    }
  }

  /// A movement begins where the last one ended, and goes as far as was said.
  private func step(_ movement: StockMovement, onHand: Int, reserved: Int) throws(Broken) {
    let stock = stock(of: movement.key)
    try check(movement.before.onHand, is: stock.onHand, .unitsOnHand, "\(movement.key) before a movement")
    try check(movement.before.reserved, is: stock.reserved, .unitsReserved, "\(movement.key) before a movement")
    try check(movement.after.onHand, is: stock.onHand + onHand, .unitsOnHand, "\(movement.key) after a movement")
    try check(
      movement.after.reserved, is: stock.reserved + reserved, .unitsReserved, "\(movement.key) after a movement")
    try check(
      movement.after.reserved <= movement.after.onHand && movement.after.reserved >= 0, .noOversell,
      "\(movement.key) has \(movement.after)")
    if let last = stock.last {
      try check(movement.instant >= last, .logIsState, "a movement before the last of \(movement.key)")
    }
    stock.onHand += onHand
    stock.reserved += reserved
    stock.last = max(stock.last ?? movement.instant, movement.instant)
    touch(movement.key)
  }

  func currency(of key: StockKey) -> Currency {
    for product in products.values where product.variants.contains(key.variant) { return product.product.currency }
    return .idr
  }

  // MARK: Units that are held

  private func reserve(
    _ reservation: Reservation, _ movements: [StockMovement], at instant: Instant
  ) throws(Broken) {
    let holder = reservation.holder
    let known = reservations[holder]
    if case .order = holder {
      try check(known?.state != .reserved, .oneEnd, "\(holder) reserves twice")
      try check(known?.state != .consumed, .oneEnd, "\(holder) reserves what has gone out")
    }
    let before = known?.state == .reserved ? known : nil
    for movement in movements {
      let units = reservation.lines.reduce(0) { $0 + ($1.key == movement.key ? $1.units : 0) }
      let more = units - (before?.units(of: movement.key) ?? 0)
      try check(more > 0, .unitsReserved, "\(holder) reserves \(more) of \(movement.key)")
      try step(movement, onHand: 0, reserved: more)
      // What has expired frees its units before anybody is refused or served.
      try checkNoneExpired(on: movement.key, by: instant)
    }
    try check(
      movements.count + (before?.lines.count { line in !movements.contains { $0.key == line.key } } ?? 0),
      is: reservation.lines.count, .unitsReserved, "lines of \(holder)")
    let entry = ReservationBookEntry(
      lines: reservation.lines, madeAt: before?.madeAt ?? instant, last: instant,
      expiresAt: reservation.life.expiresAt, state: .reserved)
    (reservations[holder], openReservations[holder]) = (entry, entry)
    try checkSpan(reservation, at: instant)
    touch(holder)
    coverage.reach(.reservationReserved)
  }

  /// A reservation lasts as long as was asked for.
  private func checkSpan(_ reservation: Reservation, at instant: Instant) throws(Broken) {
    let span: Timespan?
    switch deed {
    case .reserveStock(let command):
      try check(reservation.holder, is: .order(command.order), .unitsReserved, "a holder")
      span = command.span.time
    case .placeOrder(let command): span = command.span.time
    default: span = nil
    }
    let expected = span.flatMap { instant.adding($0) }
    try check(reservation.life.expiresAt, is: expected, .oneEnd, "when \(reservation.holder) expires")
  }

  private func checkNoneExpired(on key: StockKey, by instant: Instant) throws(Broken) {
    for (holder, entry) in openReservations {
      guard let expiry = entry.expiresAt, expiry <= instant else { continue }
      try check(entry.units(of: key) == 0, .noOversell, "\(holder) expired at \(expiry), and still holds \(key)")
    }
  }

  private func extend(_ reservation: Reservation, at instant: Instant) throws(Broken) {
    guard let entry = reservations[reservation.holder], entry.state == .reserved else {
      throw Broken(.oneEnd, "\(reservation.holder) is extended, and is not there")
    }
    if let expiry = entry.expiresAt {
      try check(expiry > instant, .oneEnd, "\(reservation.holder) is extended after its time")
    }
    switch deed {
    case .extendReservation(let command):
      let latest = entry.madeAt.adding(command.rules.maxLifetime) ?? .latest
      try check(reservation.life.expiresAt, is: command.until, .oneEnd, "an extended expiry")
      try check(command.until <= latest, .oneEnd, "a reservation beyond its lifetime")
    default: try check(reservation.life.expiresAt == nil, .oneEnd, "what is paid does not expire")
    }
    try check(reservation.lines, is: entry.lines, .unitsReserved, "lines of \(reservation.holder)")
    entry.expiresAt = reservation.life.expiresAt
    entry.last = max(entry.last, instant)
    touch(reservation.holder)
  }

  private func consume(
    _ reservation: Reservation, _ movements: [StockMovement], at instant: Instant
  ) throws(Broken) {
    let holder = reservation.holder
    guard let entry = reservations[holder], entry.state == .reserved else {
      throw Broken(.oneEnd, "\(holder) is consumed, and is not open")
    }
    if let expiry = entry.expiresAt { try check(expiry > instant, .oneEnd, "\(holder) is consumed after its time") }
    try check(movements.count, is: entry.lines.count, .unitsOnHand, "lines of \(holder) that go out")
    var cost: Int64 = 0
    for (movement, line) in zip(movements, entry.lines) {
      try check(movement.key, is: line.key, .unitsOnHand, "a key")
      try step(movement, onHand: -line.units, reserved: -line.units)
      cost += stocks[line.key]?.take(unitsOfPlatform(line, of: holder)) ?? 0
    }
    if cost > 0, let key = entry.lines.first?.key {
      post([(.costOfGoods, .inventory, cost)], in: currency(of: key), at: instant)
    }
    close(holder, as: .consumed, at: instant)
    coverage.reach(.reservationConsumed)
  }

  /// Units of a line that the platform had bought: of a session on consignment, those from its stock.
  private func unitsOfPlatform(_ line: StockLine, of holder: ReservationHolder) -> Int {
    guard case .session(let id) = holder, let session = sessions[id], session.plan.selling == .consignment,
      let place = session.place(of: line.key.variant)
    else { return line.units }
    return session.fulfilment?.fromStock[place] ?? 0
  }

  private func release(
    _ reservation: Reservation, _ movements: [StockMovement], at instant: Instant
  ) throws(Broken) {
    let holder = reservation.holder
    guard let entry = reservations[holder], entry.state == .reserved else {
      throw Broken(.oneEnd, "\(holder) is released, and is not open")
    }
    for movement in movements {
      let left = reservation.lines.reduce(0) { $0 + ($1.key == movement.key ? $1.units : 0) }
      let units = entry.units(of: movement.key) - (holder.isSession ? left : 0)
      try check(units > 0, .unitsReserved, "\(holder) gives back \(units) of \(movement.key)")
      try step(movement, onHand: 0, reserved: -units)
    }
    guard case .released(let reason) = reservation.life.state else {
      try check(holder.isSession, .oneEnd, "\(holder) goes on after its release")
      entry.lines = reservation.lines
      entry.last = max(entry.last, instant)
      return touch(holder)
    }
    if holder.isSession { entry.lines = reservation.lines }
    try check(
      holder.isSession ? reservation.lines.isEmpty : movements.count == entry.lines.count, .unitsReserved,
      "lines of \(holder) that are released")
    let isExpired = entry.expiresAt.map { $0 <= instant } ?? false
    try check(isExpired, is: reason == .expired, .oneEnd, "whether \(holder) has expired")
    close(holder, as: reservation.life.state, at: instant)
    coverage.reach(
      reason == .expired
        ? .reservationExpired : reason == .cancelled ? .reservationCancelled : .reservationPaymentFailed)
  }

  private func close(_ holder: ReservationHolder, as state: ReservationState, at instant: Instant) {
    reservations[holder]?.state = state
    reservations[holder]?.last = instant
    openReservations[holder] = nil
    touch(holder)
  }

  // MARK: What is free

  /// Units of a stock that nobody holds at an instant: what has expired is free, swept or not.
  func available(_ key: StockKey, at instant: Instant) -> Int {
    guard let stock = stocks[key] else { return 0 }
    var free = stock.onHand - stock.reserved
    for entry in openReservations.values {
      guard let expiry = entry.expiresAt, expiry <= instant else { continue }
      free += entry.units(of: key)
    }
    return free
  }
}

extension ReservationHolder {
  var isSession: Bool { if case .session = self { true } else { false } }
}

extension ReservationSpan {
  /// How long it is, of the rules by default.
  fileprivate var time: Timespan? {
    switch self {
    case .standard: .minutes(15)
    case .lasting(let time): time
    case .untilReleased: nil
    }
  }
}
