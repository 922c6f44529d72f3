import GrosirCore

/// Stock and reservations as the specification words them: dictionaries keyed by text, everything looked at each time.
///
/// It shares no rule with what it checks. Instants are milliseconds; a reservation is known by its number.
struct StockModel {
  struct Level {
    var onHand = 0
    var reserved = 0
    var lastInstant = Int64.min
    var received = 0
    var consumed = 0
  }

  struct Reservation {
    let order: String
    let lines: [String: Int]
    let madeAt: Int64
    var lastInstant: Int64
    var expiry: Int64?
    var state = "reserved"
  }

  /// What a change of stock looks like from outside.
  struct Movement: Hashable, Comparable {
    let key: String
    let onHand: Int
    let reserved: Int
    let cause: String
    let reference: String
    let instant: Int64

    static func < (left: Movement, right: Movement) -> Bool { left.text < right.text }
    private var text: String { "\(key) \(onHand) \(reserved) \(cause) \(reference) \(instant)" }
  }

  var timeToLive: Int64
  var maxLifetime: Int64
  private(set) var levels: [String: Level] = [:]
  private(set) var reservations: [Int: Reservation] = [:]
  private(set) var newest: [String: Int] = [:]
  private(set) var movements: [Movement] = []
  private(set) var limits: [String: (reorderPoint: Int?, maximum: Int?)] = [:]
  private var nextNumber = 0

  init(timeToLive: Int64, maxLifetime: Int64) {
    self.timeToLive = timeToLive
    self.maxLifetime = maxLifetime
  }

  mutating func open(_ key: String) { levels[key] = levels[key] ?? Level() }

  mutating func discardMovements() { movements = [] }

  // MARK: Operations; each answers in words

  /// The span: nil for the standard one, a negative one for none.
  mutating func reserve(_ lines: [(key: String, units: Int)], _ order: String, _ span: Int64?, _ now: Int64) -> String {
    let isFine = !lines.isEmpty && lines.allSatisfy { 1...1_000_000_000 ~= $0.units }
    if !isFine || span == 0 || (span ?? 1) > maxLifetime { return "invalid" }
    var asked: [String: Int] = [:]
    for line in lines { asked[line.key, default: 0] += line.units }
    let own = newest[order].flatMap { reservations[$0]?.lastInstant } ?? .min
    let now = asked.keys.reduce(max(now, own)) { max($0, levels[$1]?.lastInstant ?? .min) }
    for (number, found) in reservations where isExpired(found, now) {
      if found.order == order && newest[order] == number || found.lines.keys.contains(where: { asked[$0] != nil }) {
        end(number, "expired", now)
      }
    }
    if let own = newest[order], let found = reservations[own], ["reserved", "consumed"].contains(found.state) {
      return found.lines == asked ? "had \(own)" : "conflict"
    }
    let short = asked.filter { $0.value > available($0.key) }
    guard short.isEmpty else {
      return "short " + short.map { "\($0.key) \($0.value)/\(available($0.key))" }.sorted().joined(separator: ", ")
    }
    let expiry = span.map { $0 < 0 ? nil : now + $0 } ?? (now + timeToLive)
    let number = nextNumber
    nextNumber += 1
    reservations[number] = Reservation(order: order, lines: asked, madeAt: now, lastInstant: now, expiry: expiry)
    newest[order] = number
    for (key, units) in asked { move(key, onHand: 0, reserved: units, "reserved", order, now) }
    return "made \(number)"
  }

  mutating func consume(_ number: Int, _ now: Int64) -> String {
    guard let found = reservations[number] else { return "unknown" }
    let now = effective(now, found)
    switch found.state {
    case "consumed": return "already consumed"
    case "expired": return "expired"
    case "reserved":
      if isExpired(found, now) { return "expired" }
      end(number, "consumed", now)
      return "now consumed"
    default: return "opposite"
    }
  }

  mutating func release(_ number: Int, _ reason: String, _ now: Int64) -> String {
    guard let found = reservations[number] else { return "unknown" }
    let now = effective(now, found)
    switch found.state {
    case "consumed": return "opposite"
    case "reserved":
      let isOver = isExpired(found, now)
      if !isOver && reason == "expired" { return "not expired" }
      end(number, isOver ? "expired" : reason, now)
      return "now \(isOver ? "expired" : reason)"
    default: return "already \(found.state)"
    }
  }

  mutating func extend(_ number: Int, _ expiry: Int64, _ now: Int64) -> String {
    guard let found = reservations[number] else { return "unknown" }
    let now = max(now, found.lastInstant)
    if found.state == "expired" { return "expired" }
    if found.state != "reserved" { return "opposite" }
    guard let before = found.expiry else { return "never expires" }
    if isExpired(found, now) { return "expired" }
    if expiry > found.madeAt + maxLifetime { return "beyond" }
    if expiry <= now { return "invalid" }
    if expiry == before { return "already reserved" }
    reservations[number]?.expiry = expiry
    reservations[number]?.lastInstant = now
    return "now reserved"
  }

  mutating func adjust(_ key: String, _ units: Int, _ reason: String, _ reference: String, _ now: Int64) -> String {
    let signs = ["receipt": [1], "return": [1], "write_off": [-1], "correction": [1, -1]]
    let isAllowed = signs[reason]?.contains(units.signum()) == true
    if !isAllowed || units.magnitude > 1_000_000_000 { return "invalid" }
    let now = max(now, levels[key]?.lastInstant ?? .min)
    for (number, found) in reservations where found.lines[key] != nil && isExpired(found, now) {
      end(number, "expired", now)
    }
    let level = levels[key] ?? Level()
    if level.onHand + units > 1_000_000_000 { return "too many" }
    if level.onHand + units < level.reserved { return "below reserved, \(available(key))" }
    move(key, onHand: units, reserved: 0, reason, reference, now)
    levels[key]?.received += units
    return "adjusted"
  }

  /// Says when a stock is low, and when it is too much.
  mutating func setLimits(_ key: String, _ reorderPoint: Int?, _ maximum: Int?, _ now: Int64) -> String {
    let given = [reorderPoint, maximum].compactMap { $0 }
    if given.contains(where: { $0 < 0 || $0 > 1_000_000_000 }) || given != given.sorted() { return "invalid" }
    let now = max(now, levels[key]?.lastInstant ?? .min)
    for (number, found) in reservations where found.lines[key] != nil && isExpired(found, now) {
      end(number, "expired", now)
    }
    open(key)
    levels[key]?.lastInstant = now
    limits[key] = (reorderPoint, maximum)
    return "limited"
  }

  /// What a sweep may release, soonest first.
  func expired(by now: Int64) -> [(number: Int, expiry: Int64)] {
    reservations.filter { isExpired($0.value, now) }.map { ($0.key, $0.value.expiry ?? 0) }.sorted { $0.1 < $1.1 }
  }

  /// Releases one that has expired, as a sweep does.
  mutating func sweepOne(_ number: Int, _ now: Int64) { end(number, "expired", now) }

  /// Forgets everything that has ended.
  mutating func forgetEnded() {
    for (number, found) in reservations where found.state != "reserved" {
      reservations[number] = nil
      if newest[found.order] == number { newest[found.order] = nil }
    }
  }

  // MARK: Questions

  func available(_ key: String) -> Int { (levels[key]?.onHand ?? 0) - (levels[key]?.reserved ?? 0) }

  func available(_ key: String, at now: Int64) -> Int {
    let now = max(now, levels[key]?.lastInstant ?? .min)
    let expired = reservations.values.filter { isExpired($0, now) }.reduce(0) { $0 + ($1.lines[key] ?? 0) }
    return available(key) + expired
  }

  func status(_ key: String, reorderPoint: Int?) -> String {
    if available(key) <= 0 { return "out_of_stock" }
    return (levels[key]?.onHand ?? 0) <= (reorderPoint ?? -1) ? "low_stock" : "in_stock"
  }

  // MARK: Changing

  private func isExpired(_ found: Reservation, _ now: Int64) -> Bool {
    found.state == "reserved" && found.expiry.map { $0 <= now } == true
  }

  /// No command's effective now is before the last instant of what it changes.
  private func effective(_ now: Int64, _ found: Reservation) -> Int64 {
    found.lines.keys.reduce(max(now, found.lastInstant)) { max($0, levels[$1]?.lastInstant ?? .min) }
  }

  private mutating func end(_ number: Int, _ state: String, _ now: Int64) {
    guard let found = reservations[number] else { return }
    reservations[number]?.state = state
    reservations[number]?.lastInstant = now
    for (key, units) in found.lines {
      move(key, onHand: state == "consumed" ? -units : 0, reserved: -units, state, found.order, now)
      if state == "consumed" { levels[key]?.consumed += units }
    }
  }

  private mutating func move(
    _ key: String, onHand: Int, reserved: Int, _ cause: String, _ reference: String, _ now: Int64
  ) {
    var level = levels[key] ?? Level()
    level.onHand += onHand
    level.reserved += reserved
    level.lastInstant = max(level.lastInstant, now)
    levels[key] = level
    movements.append(
      Movement(
        key: key, onHand: onHand, reserved: reserved, cause: cause, reference: reference, instant: level.lastInstant))
  }
}
