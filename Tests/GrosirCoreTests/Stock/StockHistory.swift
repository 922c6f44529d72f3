import GrosirCore
import GrosirTesting

/// One book and one model that are asked the same, step by step.
final class StockHistory {
  var book: ReservationBook
  var model: StockModel
  /// The handles of all reservations ever made, by the model's numbers.
  private(set) var handles: [ReservationHandle] = []
  private(set) var now: Int64
  private let keys: [String]
  private let orders: [String]
  private let limits: StockLimits
  /// Handles of orders, some of which the book was let go of since.
  private var everKnown: Set<OrderHandle> = []
  /// What became of each reservation, once it did.
  private var fates: [ReservationHandle: ReservationState] = [:]

  enum Step: CaseIterable {
    case reserve, consume, release, extend, sweep, adjust, forget, prefetch
  }

  /// One of the keys is unknown to the book until something comes in.
  init(_ rules: ReservationRules, keys: [String], orders: [String], at now: Int64) throws {
    book = ReservationBook(rules: rules)
    model = StockModel(
      timeToLive: rules.timeToLive.milliseconds, maxLifetime: rules.maxLifetime.milliseconds)
    (self.keys, self.orders, self.now) = (keys, orders, now)
    limits = try StockLimits(reorderPoint: 3, maximum: 6)
    for key in keys.dropLast() {
      book.setLimits(limits, of: try book.handle(of: StockHistory.key(key)))
      model.open(key)
    }
  }

  static func key(_ text: String) -> StockKey {
    StockKey(
      owner: OwnerID(literal: "platform"), location: LocationID(literal: "jakarta"),
      variant: VariantID(unchecked: text))
  }

  private func instant(_ milliseconds: Int64) -> Instant {
    Instant(millisecondsSince1970: milliseconds) ?? (milliseconds < 0 ? .earliest : .latest)
  }

  // MARK: Time

  /// Lets time pass, or jump: to the edges of an expiry, too.
  func letTimePass(_ choices: Choices) { now = choices.stockTime(after: now, in: model) }

  func pass(_ milliseconds: Int64) { now += milliseconds }

  // MARK: Steps

  func perform(_ step: Step, _ choices: Choices) throws {
    book.discardMovements()
    model.discardMovements()
    let (found, expected): (String, String) =
      switch step {
      case .reserve: try reserve(choices)
      case .consume: try onReservation(choices) { try self.consume($0) }
      case .release: try release(choices)
      case .extend: try extend(choices)
      case .sweep: try sweep(limit: choices.integer(in: 0...4))
      case .adjust: try adjust(choices)
      case .forget: try forget()
      case .prefetch: prefetch()
      }
    choices.note("\(now): \(step) → \(expected)")
    choices.count("\(step) → \(expected.prefix { $0 != " " })\(expected.hasSuffix("expired") ? " expired" : "")")
    try expectEqual(found, expected, "\(step)")
    try expectAgreement()
  }

  private func reserve(_ choices: Choices) throws -> (String, String) {
    try reserve(choices.stockOrder(of: orders, keys, in: model))
  }

  func reserve(
    _ lines: [(key: String, units: Int)], _ order: String, _ span: Int64?
  ) throws -> (String, String) {
    try reserve(StockOrdered(order: order, lines: lines, span: span))
  }

  private func reserve(_ asked: StockOrdered) throws -> (String, String) {
    let order = OrderID(unchecked: asked.order)
    let expected = model.reserve(asked.lines, asked.order, asked.span, now)
    var made: ReservationBook.Made?
    let found = answer { () throws(StockError) in
      let answer = try book.reserve(asked.stockLines, for: order, lasting: asked.lasting, at: instant(now))
      made = answer
      if answer.isNew { handles.append(answer.reservation) }
      return "\(answer.isNew ? "made" : "had") \(handles.firstIndex(of: answer.reservation) ?? -1)"
    }
    if made == nil, model.newest[asked.order] == nil {
      try expect(
        book.existingHandle(of: order).flatMap { book.reservation(of: $0) } == nil,
        "a refused order has a reservation")
    }
    return (found, expected)
  }

  private func onReservation(
    _ choices: Choices, _ body: (Int) throws -> (String, String)
  ) throws -> (String, String) {
    guard !handles.isEmpty else { return ("", "") }
    let open = handles.indices.filter { model.reservations[$0]?.state == "reserved" }
    if !open.isEmpty, choices.boolean() { return try body(choices.element(of: open)) }
    return try body(choices.integer(in: 0...handles.count - 1))
  }

  func consume(_ number: Int) throws -> (String, String) {
    let found = answer { () throws(StockError) in
      try book.consume(handles[number], at: instant(now)).text
    }
    return (found, model.consume(number, now))
  }

  private func release(_ choices: Choices) throws -> (String, String) {
    let reason = choices.element(of: ReleaseReason.allCases)
    return try onReservation(choices) { try self.release($0, reason) }
  }

  func release(_ number: Int, _ reason: ReleaseReason) throws -> (String, String) {
    let found = answer { () throws(StockError) in
      try book.release(handles[number], reason, at: instant(now)).text
    }
    return (found, model.release(number, reason.rawValue, now))
  }

  private func extend(_ choices: Choices) throws -> (String, String) {
    try onReservation(choices) { number in
      let expiry = choices.stockExpiry(number, at: self.now, in: self.model)
      return try self.extend(number, expiry)
    }
  }

  func extend(_ number: Int, _ expiry: Int64) throws -> (String, String) {
    let found = answer { () throws(StockError) in
      try book.extend(handles[number], until: instant(expiry), at: instant(now)).text
    }
    return (found, model.extend(number, expiry, now))
  }

  /// Which of several that expire at once goes first is the book's choice: the model follows it.
  func sweep(limit: Int) throws -> (String, String) {
    let due = model.expired(by: now)
    let sweep = book.sweep(at: instant(now), limit: limit)
    var released: [Int] = []
    for index in 0..<book.movementCount {
      guard case .reservation(.order(let order)) = book.movement(at: index).reference,
        let number = model.newest[order.text], !released.contains(number)
      else { continue }
      released.append(number)
    }
    let expiries = due.prefix(limit).map(\.expiry)
    try expectEqual(released.map { model.reservations[$0]?.expiry ?? 0 }, expiries, "the expiries, oldest first")
    for number in released { model.sweepOne(number, now) }
    try expect(sweep.visited >= sweep.released, "released without a look")
    return ("swept \(sweep.released) \(sweep.isComplete)", "swept \(min(due.count, limit)) \(due.count < limit)")
  }

  private func adjust(_ choices: Choices) throws -> (String, String) {
    let key = choices.element(of: keys)
    let (units, reason) = choices.stockAdjustment()
    return try adjust(key, units, reason)
  }

  func adjust(_ key: String, _ units: Int, _ reason: AdjustmentReason) throws -> (String, String) {
    let handle = try book.handle(of: StockHistory.key(key))
    book.setLimits(limits, of: handle)
    model.open(key)
    let found = answer { () throws(StockError) in
      try book.adjust(handle, by: units, reason, reference: AdjustmentID(literal: "note"), at: instant(now))
      return "adjusted"
    }
    return (found, model.adjust(key, units, reason.rawValue, "note", now))
  }

  /// Everything that has ended is forgotten; handles of it are worth nothing from then on.
  private func forget() throws -> (String, String) {
    let ended = model.reservations.values.count { $0.state != "reserved" }
    model.forgetEnded()
    let forgotten = book.forget(endedThrough: .latest, limit: .max)
    for order in orders {
      if let handle = book.existingHandle(of: OrderID(unchecked: order)) { book.letGo(of: handle) }
    }
    return ("forgot \(forgotten)", "forgot \(ended)")
  }

  /// Whatever is named, also what is worth nothing any more: nothing changes.
  private func prefetch() -> (String, String) {
    let known = orders.compactMap { book.existingHandle(of: OrderID(unchecked: $0)) }
    everKnown.formUnion(known)
    book.prefetch(Array(everKnown), handles)
    return ("prefetched", "prefetched")
  }

  private func answer(_ body: () throws(StockError) -> String) -> String {
    do throws(StockError) { return try body() } catch { return error.answer }
  }

  // MARK: Agreement

  func expectAgreement() throws {
    try expectEqual(book.violatedInvariants(), [], "the book's invariants")
    for key in keys {
      guard let handle = book.existingHandle(of: StockHistory.key(key)) else { continue }
      let (level, expected) = (book.level(of: handle), model.levels[key] ?? StockModel.Level())
      try expectEqual(level.count.onHand, expected.onHand, "on hand of \(key)")
      try expectEqual(level.count.reserved, expected.reserved, "reserved of \(key)")
      try expectEqual(level.count.onHand, expected.received - expected.consumed, "conservation of \(key)")
      try expect(level.count.available >= 0 && level.count.reserved >= 0, "\(key) is oversold")
      try expectEqual(level.status.rawValue, model.status(key, reorderPoint: 3), "status of \(key)")
      try expectEqual(level.overflow, max(0, expected.onHand - 6), "overflow of \(key)")
      try expectEqual(book.available(handle, at: instant(now)), model.available(key, at: now), "to be had of \(key)")
    }
    try expectReservations()
    try expectMovements()
  }

  private func expectReservations() throws {
    for (number, handle) in handles.enumerated() {
      guard let expected = model.reservations[number] else {
        try expectEqual(thrown { () throws(StockError) in try book.reservation(handle) }, .unknownReservation)
        continue
      }
      let found = try book.reservation(handle)
      let lines = found.lines.map { ($0.key.variant.text, $0.units) }
      try expectEqual(Dictionary(lines) { $0 + $1 }, expected.lines, "lines of \(number)")
      try expectEqual(found.lines.count, expected.lines.count, "every key once in \(number)")
      try expectEqual(
        found.holder, .order(OrderID(unchecked: expected.order)), "holder of \(number)")
      try expectEqual(found.life.state.text, expected.state, "state of \(number)")
      try expectEqual(found.life.madeAt.millisecondsSince1970, expected.madeAt, "\(number) was made")
      try expectEqual(found.life.expiresAt, expected.expiry.map { instant($0) }, "expiry of \(number)")
      try expectEqual(found.life.lastInstant.millisecondsSince1970, expected.lastInstant, "last instant of \(number)")
      if let fate = fates[handle] { try expectEqual(found.life.state, fate, "the fate of \(number)") }
      if found.life.state != .reserved { fates[handle] = found.life.state }
    }
  }

  /// The same changes, whatever the order of those that expired at once; and each key's without a gap.
  private func expectMovements() throws {
    var changes: [StockModel.Movement] = []
    var last: [StockKey: StockMovement] = [:]
    for index in 0..<book.movementCount {
      let movement = book.movement(at: index)
      if let before = last[movement.key] {
        try expectEqual(movement.before, before.after, "a gap before movement \(index)")
        try expect(movement.instant >= before.instant, "movement \(index) goes back in time")
      }
      last[movement.key] = movement
      let reference = if case .reservation(.order(let order)) = movement.reference { order.text } else { "note" }
      changes.append(
        StockModel.Movement(
          key: movement.key.variant.text, onHand: movement.after.onHand - movement.before.onHand,
          reserved: movement.after.reserved - movement.before.reserved, cause: movement.cause.name,
          reference: reference, instant: movement.instant.millisecondsSince1970))
    }
    for (key, movement) in last {
      let found = book.existingHandle(of: key).map { book.level(of: $0).count }
      try expectEqual(found, movement.after, "the last of \(key)")
    }
    try expectEqual(changes.sorted(), model.movements.sorted(), "the movements")
  }
}

extension ReservationState {
  var text: String {
    if case .released(let reason) = self { return reason.rawValue }
    return name
  }
}

extension ReservationOutcome {
  var text: String { "\(isNew ? "now" : "already") \(state.text)" }
}

extension StockError {
  /// The refusal in the model's words.
  var answer: String {
    switch self {
    case .invalid: "invalid"
    case .insufficient(let shortages):
      "short "
        + shortages.map { "\($0.key.variant.text) \($0.asked)/\($0.available)" }.sorted().joined(separator: ", ")
    case .conflict: "conflict"
    case .belongsToOrder: "belongs to an order"
    case .unknownReservation, .unknownOrder: "unknown"
    case .reservationExpired: "expired"
    case .invalidTransition: "opposite"
    case .beyondLifetime: "beyond"
    case .neverExpires: "never expires"
    case .notExpired: "not expired"
    case .belowReserved(_, let available): "below reserved, \(available)"
    case .tooManyUnits: "too many"
    case .bookFull: "full"
    case .costOutOfRange: "cost"
    }
  }
}
