import GrosirCore
import GrosirTesting

/// The commands about stock on a plain store, and the model that is asked the same, step by step.
///
/// What is refused changes nothing in the store, while the model has released by then what had expired; so it is put
/// back. What the two answer is the same nevertheless, because both judge as if that had been let go.
struct StockCommandHistory {
  private(set) var world = SessionWorld()
  private(set) var model: StockModel
  private(set) var now: Int64
  /// The rows as their events alone make them.
  private var folded = StockRows()
  private var eventsSeen = 0
  /// Units that came, and that went out, as the events tell it.
  private var came: [StockKey: Int] = [:]
  private var wentOut: [StockKey: Int] = [:]
  private var ends: [StockKey: StockMovement] = [:]
  private let rules: ReservationRules
  private let keys: [String]
  private let orders: [String]

  enum Step: CaseIterable {
    case reserve, extend, consume, release, sweep, adjust, setLimits
  }

  init(_ rules: ReservationRules, keys: [String], orders: [String], at now: Int64) {
    model = StockModel(timeToLive: rules.timeToLive.milliseconds, maxLifetime: rules.maxLifetime.milliseconds)
    (self.rules, self.keys, self.orders, self.now) = (rules, keys, orders, now)
  }

  mutating func letTimePass(_ choices: Choices) { now = choices.stockTime(after: now, in: model) }

  mutating func pass(_ milliseconds: Int64) { now += milliseconds }

  private func instant(_ milliseconds: Int64) -> Instant {
    Instant(millisecondsSince1970: milliseconds) ?? (milliseconds < 0 ? .earliest : .latest)
  }

  /// An order, mostly one that has reserved something.
  private func order(_ choices: Choices) -> String {
    let known = orders.filter { model.newest[$0] != nil }
    let open = known.filter { order in model.newest[order].map { model.reservations[$0]?.state == "reserved" } == true }
    switch choices.weighted([(2, 0), (6, 1), (6, 2)]) {
    case 1 where !known.isEmpty: return choices.element(of: known)
    case 2 where !open.isEmpty: return choices.element(of: open)
    default: return choices.element(of: orders)
    }
  }

  // MARK: Steps

  /// Gives a command to both, now and then twice.
  mutating func perform(_ step: Step, _ choices: Choices) throws {
    let give = drawn(step, choices)
    for _ in 0..<(choices.chance(1, in: 5) ? 2 : 1) {
      let answer = try give(&self)
      choices.note("\(now): \(step) → \(answer)")
      choices.count("\(step) → \(answer.prefix { $0 != " " })\(answer.hasSuffix("expired") ? " expired" : "")")
    }
  }

  private func drawn(_ step: Step, _ choices: Choices) -> (inout StockCommandHistory) throws -> String {
    switch step {
    case .reserve:
      let asked = choices.stockOrder(of: orders, keys, in: model)
      return { try $0.reserve(asked) }
    case .extend:
      let order = order(choices)
      let expiry = choices.stockExpiry(model.newest[order], at: now, in: model)
      return { try $0.extend(order, expiry) }
    case .consume:
      let order = order(choices)
      return { try $0.consume(order) }
    case .release:
      let (order, reason) = (order(choices), choices.element(of: ReleaseReason.allCases))
      return { try $0.release(order, reason) }
    case .sweep:
      let limit = choices.chance(1, in: 12) ? choices.element(of: [0, 10_001]) : choices.integer(in: 1...4)
      return { try $0.sweep(limit: limit) }
    case .adjust:
      let (key, adjustment) = (choices.element(of: keys), choices.stockAdjustment())
      return { try $0.adjust(key, adjustment.units, adjustment.reason) }
    case .setLimits:
      let key = choices.element(of: keys)
      let (low, most) = (choices.optional { $0.integer(in: 0...6) }, choices.optional { $0.integer(in: 3...9) })
      return { try $0.setLimits(key, low, most) }
    }
  }

  @discardableResult
  mutating func reserve(_ asked: StockOrdered) throws -> String {
    let command = ReserveStock(
      OrderID(unchecked: asked.order), asked.stockLines, lasting: asked.lasting, under: rules)
    let numbers = model.newest[asked.order]
    return try run(command, { $0.reserve(asked.lines, asked.order, asked.span, $1) }) { receipt, model in
      let number = model.newest[asked.order] ?? -1
      let found = model.reservations[number]
      let lines = receipt.lines.map { ($0.key.variant.text, $0.units) }
      try expectEqual(Dictionary(lines) { $0 + $1 }, found?.lines ?? [:], "the lines of the receipt")
      try expectEqual(receipt.lines.count, found?.lines.count, "each stock once")
      try expectEqual(receipt.expiresAt?.millisecondsSince1970, found?.expiry, "the expiry of the receipt")
      try expectEqual(receipt.state.text, found?.state, "the state of the receipt")
      try expectEqual(receipt.isNew, number != numbers, "whether the reservation is new")
      return "\(receipt.isNew ? "made" : "had") \(number)"
    }
  }

  @discardableResult
  mutating func extend(_ order: String, _ expiry: Int64) throws -> String {
    let command = ExtendReservation(OrderID(unchecked: order), until: instant(expiry), under: rules)
    let number = model.newest[order] ?? -1
    return try run(command, { $0.extend(number, expiry, $1) }) { receipt, _ in receipt.text }
  }

  @discardableResult
  mutating func consume(_ order: String) throws -> String {
    let number = model.newest[order] ?? -1
    return try run(ConsumeReservation(OrderID(unchecked: order)), { $0.consume(number, $1) }) { receipt, _ in
      receipt.text
    }
  }

  @discardableResult
  mutating func release(_ order: String, _ reason: ReleaseReason) throws -> String {
    let number = model.newest[order] ?? -1
    let command = ReleaseReservation(OrderID(unchecked: order), because: reason)
    return try run(command, { $0.release(number, reason.rawValue, $1) }) { receipt, _ in receipt.text }
  }

  @discardableResult
  mutating func sweep(limit: Int) throws -> String {
    let ask = { (model: inout StockModel, now: Int64) -> String in
      guard 1...10_000 ~= limit else { return "invalid" }
      let due = model.expired(by: now).sorted {
        ($0.expiry, model.reservations[$0.number]?.order ?? "") < (
          $1.expiry, model.reservations[$1.number]?.order ?? ""
        )
      }
      for found in due.prefix(limit) { model.sweepOne(found.number, now) }
      return "swept \(min(due.count, limit)) \(due.count <= limit)"
    }
    return try run(SweepReservations(limit: limit), ask) { receipt, _ in
      "swept \(receipt.released) \(receipt.isComplete)"
    }
  }

  @discardableResult
  mutating func adjust(_ key: String, _ units: Int, _ reason: AdjustmentReason) throws -> String {
    let reference = AdjustmentID(literal: "note")
    let command = AdjustStock(StockHistory.key(key), by: units, because: reason, reference: reference)
    return try run(command, { $0.adjust(key, units, reason.rawValue, "note", $1) }) { receipt, model in
      try StockCommandHistory.expectEqualLevel(receipt, key, model)
      return "adjusted"
    }
  }

  @discardableResult
  mutating func setLimits(_ key: String, _ reorderPoint: Int?, _ maximum: Int?) throws -> String {
    let command = SetStockLimits(StockHistory.key(key), reorderPoint: reorderPoint, maximum: maximum)
    return try run(command, { $0.setLimits(key, reorderPoint, maximum, $1) }) { receipt, model in
      try StockCommandHistory.expectEqualLevel(receipt, key, model)
      return "limited"
    }
  }

  private static func expectEqualLevel(_ receipt: AdjustStock.Receipt, _ key: String, _ model: StockModel) throws {
    let level = model.levels[key] ?? StockModel.Level()
    let limits = model.limits[key]
    try expectEqual(receipt.count.onHand, level.onHand, "on hand in the receipt")
    try expectEqual(receipt.count.reserved, level.reserved, "reserved in the receipt")
    try expectEqual(receipt.overflow, limits?.maximum.map { max(0, level.onHand - $0) } ?? 0, "overflow in the receipt")
    try expectEqual(receipt.status.rawValue, model.status(key, reorderPoint: limits?.reorderPoint), "the status")
  }

  // MARK: Asking both

  /// Gives a command to both, which must answer the same.
  private mutating func run<Given: Command>(
    _ command: Given, _ ask: (inout StockModel, Int64) -> String, _ words: (Given.Receipt, StockModel) throws -> String
  ) throws -> String where Given.Refusal == StockError {
    model.discardMovements()
    let before = model
    let expected = ask(&model, now)
    let found: String
    switch try world.run(command, at: instant(now)) {
    case .success(let receipt): found = try words(receipt, model)
    case .failure(let refusal):
      found = refusal.answer
      model = before
    }
    try expectEqual(found, expected, "\(command)")
    try expectAgreement()
    return expected
  }

  // MARK: Agreement

  /// Whatever was done, SPEC §7 holds.
  private mutating func expectAgreement() throws {
    try expectMovements()
    var open: [StockKey: Int] = [:]
    for reservation in world.reservations.values where reservation.life.state == .reserved {
      for line in reservation.lines { open[line.key, default: 0] += line.units }
    }
    for text in keys {
      let key = StockHistory.key(text)
      let (item, level) = (world.stock[key], model.levels[text])
      let count = item?.level.count ?? .zero
      try expectEqual(count.onHand, level?.onHand ?? 0, "on hand of \(text)")
      try expectEqual(count.reserved, level?.reserved ?? 0, "reserved of \(text)")
      try expectEqual(count.onHand, (came[key] ?? 0) - (wentOut[key] ?? 0), "conservation of \(text)")
      try expectEqual(count.reserved, open[key] ?? 0, "reserved is what open reservations hold of \(text)")
      try expect(0 <= count.reserved && count.reserved <= count.onHand, "\(text) is oversold")
      if let item { try expectEqual(item.lastInstant.millisecondsSince1970, level?.lastInstant, "last of \(text)") }
      try expectEqual(folded.items[key], item, "the stock of \(text), from its events")
    }
    try expectReservations()
  }

  private func expectReservations() throws {
    try expectEqual(world.reservations.count, model.newest.count, "how many orders have reserved")
    for (order, number) in model.newest {
      let holder = ReservationHolder.order(OrderID(unchecked: order))
      let (found, expected) = (world.reservations[holder], model.reservations[number])
      try expectEqual(found?.holder, holder, "the holder of \(order)'s")
      try expectEqual(found?.life.state.text, expected?.state, "the state of \(order)'s")
      try expectEqual(found?.life.madeAt.millisecondsSince1970, expected?.madeAt, "\(order)'s was made")
      try expectEqual(found?.life.lastInstant.millisecondsSince1970, expected?.lastInstant, "the last of \(order)'s")
      try expectEqual(found?.life.expiresAt?.millisecondsSince1970, expected?.expiry, "the expiry of \(order)'s")
      let lines = found?.lines.map { ($0.key.variant.text, $0.units) } ?? []
      try expectEqual(Dictionary(lines) { $0 + $1 }, expected?.lines, "the lines of \(order)'s")
      try expectEqual(folded.reservations[holder], found, "\(order)'s reservation, from its events")
    }
  }

  /// Every change is a movement that begins where the key's last one ended, and is what the model did.
  private mutating func expectMovements() throws {
    var changes: [StockModel.Movement] = []
    for dated in world.events.dropFirst(eventsSeen) {
      guard case .stock(let event) = dated.event else { throw ExpectationFailure("an event about something else") }
      folded.apply(event, at: dated.instant)
      for movement in event.movements {
        let end = ends.updateValue(movement, forKey: movement.key)
        try expectEqual(movement.before, end?.after ?? .zero, "a gap before \(movement)")
        try expect(movement.instant >= end?.instant ?? .earliest, "\(movement) goes back in time")
        let (onHand, reserved) = movement.change
        if case .adjusted = movement.cause { came[movement.key, default: 0] += onHand }
        if case .consumed = movement.cause { wentOut[movement.key, default: 0] -= onHand }
        changes.append(
          StockModel.Movement(
            key: movement.key.variant.text, onHand: onHand, reserved: reserved, cause: movement.cause.name,
            reference: movement.reference.text, instant: movement.instant.millisecondsSince1970))
      }
    }
    eventsSeen = world.events.count
    try expectEqual(changes.sorted(), model.movements.sorted(), "the movements")
  }
}

extension StockMovement {
  /// By how much it changed what is on hand and what is reserved.
  var change: (onHand: Int, reserved: Int) { (after.onHand - before.onHand, after.reserved - before.reserved) }
}

extension StockReference {
  /// On whose account.
  var text: String {
    switch self {
    case .reservation(.order(let order)): order.text
    case .reservation(.session(let session)): session.text
    case .adjustment(let adjustment): adjustment.text
    }
  }
}
