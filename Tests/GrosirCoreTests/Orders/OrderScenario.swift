import GrosirCore
import GrosirTesting
import XCTest

/// Any commands about orders in any order, and what must be so after each: counted anew from what was given and what
/// happened, by nothing that the engine counts with.
struct OrderScenario {
  private(set) var example: OrderExample
  private(set) var now = Instant.epoch
  private(set) var labels: Set<String> = []

  /// Checkouts, payments and refunds so far; their names.
  private var count = 0

  /// Units that came without having been ordered, by variant.
  private var received: [StockKey: Int] = ["shirt-s", "shirt-m", "cap-0"].reduce(into: [:]) {
    $0[OrderExample.key($1)] = $1 == "cap-0" ? 5 : 10
  }

  /// How far each order's shipment ever was.
  private var furthest: [OrderID: ShipmentStatus] = [:]

  /// What was confirmed, by its reference.
  private var arrived: [PaymentReference: ConfirmOrderPayment] = [:]

  init() throws { example = try OrderExample() }

  var orders: [Order] { example.world.orders.values.sorted { OrderPlace(of: $0) < OrderPlace(of: $1) } }

  mutating func turnClock(to instant: Instant) { now = instant }

  mutating func nextNumber() -> Int {
    count += 1
    return count
  }

  // MARK: What is available, by hand

  /// When something happens to these stocks, at the earliest.
  private func instant(_ keys: [StockKey], from now: Instant) -> Instant {
    keys.reduce(now) { max($0, example.world.stock[$1]?.lastInstant ?? $0) }
  }

  /// Units that nobody holds at an instant.
  private func available(_ key: StockKey, at instant: Instant) -> Int {
    let held = example.world.reservations.values.reduce(0) { sum, reservation in
      guard reservation.life.state == .reserved, !(reservation.life.expiresAt.map { $0 <= instant } ?? false) else {
        return sum
      }
      return sum + reservation.lines.filter { $0.key == key }.reduce(0) { $0 + $1.units }
    }
    return (example.world.stock[key]?.level.count.onHand ?? 0) - held
  }

  private func isAvailable(_ lines: [(key: StockKey, units: Int)], from now: Instant) -> Bool {
    let instant = instant(lines.map { $0.key }, from: now)
    let asked = lines.reduce(into: [StockKey: Int]()) { $0[$1.key, default: 0] += $1.units }
    return asked.allSatisfy { $1 <= available($0, at: instant) }
  }

  // MARK: Steps whose outcome is foretold

  mutating func place(_ command: PlaceOrder) throws {
    let isThere = isAvailable(command.lines.map { (OrderExample.key($0.variant.text), $0.units) }, from: now)
    switch try example.run(command, at: now) {
    case .success(let receipt):
      try expect(isThere, "more was sold than there is")
      let parts = Set(command.lines.map { "\($0.seller.text) \($0.product.text)" })
      try expectEqual(receipt.orders.count, parts.count, "orders of a cart")
      let total = receipt.orders.reduce(Int64(0)) { $0 + $1.total.amount }
      try expectEqual(total, command.total.amount, "what all orders of a cart cost")
      if parts.count > 1 { labels.insert("several orders") }
    case .failure(let refusal):
      try expect(!isThere, "\(refusal) although everything is there")
      try expectEqual(refusal.code, "insufficient", "why a cart is refused")
      labels.insert("insufficient")
    }
    try check()
  }

  mutating func confirm(_ command: ConfirmOrderPayment) throws {
    let expected = try foretold(command)
    labels.insert(expected)
    switch try example.run(command, at: now) {
    case .success(let receipt):
      try expectEqual(expected, receipt.isRepeated ? "repeated" : receipt.returned?.rawValue ?? "accepted", "money")
      if !receipt.isRepeated { arrived[command.payment] = command }
    case .failure(let refusal): try expectEqual(expected, refusal.code, "money")
    }
    try check()
  }

  /// What is to become of money that arrives.
  private mutating func foretold(_ command: ConfirmOrderPayment) throws -> String {
    guard let order = example.world.orders[command.order] else { return "unknownOrder" }
    if let known = arrived[command.payment] { return known == command ? "repeated" : "conflictingPayment" }
    let reservation = example.reservation(order.id)
    let now = max(self.now, order.lastInstant, reservation?.life.lastInstant ?? self.now)
    switch order.paymentStatus {
    case .paid: return "alreadyPaid"
    case .failed: return "orderCancelled"
    case .refunded: return order.status == .cancelled ? "orderCancelled" : "alreadyPaid"
    case .pending, .processing, .expired: break
    }
    guard command.amount == order.amounts.total else { return "paymentMismatch" }
    if reservation?.life.state == .reserved, !(reservation?.life.expiresAt.map { $0 <= now } ?? false) {
      return "accepted"
    }
    let lines = order.lines.map { (key: OrderExample.key($0.variant.text), units: $0.units) }
    guard isAvailable(lines, from: now) else { return "soldOut" }
    labels.insert("back again")
    return "accepted"
  }

  /// Any other step; why it was refused, if it was.
  mutating func take<Given: Command>(_ command: Given) throws -> OrderError? where Given.Refusal == OrderError {
    let result = try example.run(command, at: now)
    try check()
    if case .failure(let refusal) = result { return refusal }
    return nil
  }

  /// Notes why a step was refused.
  mutating func count(_ refusal: OrderError) { labels.insert(refusal.code) }

  mutating func adjust(_ command: AdjustStock) throws {
    if case .success = try example.run(command, at: now) { received[command.key, default: 0] += command.units }
    try check()
  }

  mutating func sweep() throws {
    _ = try example.run(SweepReservations(limit: 3), at: now).get()
    try check()
  }

  // MARK: What must be so

  private mutating func check() throws {
    try checkUnits()
    for order in example.world.orders.values { try check(order) }
    try checkMoney()
    try checkLog()
    for order in example.world.orders.values { labels.insert(order.status.rawValue) }
  }

  /// onHand = what came − what went out + what came back; reserved = what open reservations hold.
  private func checkUnits() throws {
    for (key, item) in example.world.stock {
      var onHand = received[key, default: 0]
      for order in example.world.orders.values {
        for (position, line) in order.lines.enumerated() where OrderExample.key(line.variant.text) == key {
          let isOut = [OrderStatus.shipped, .delivered, .refunded].contains(order.status)
          onHand -= (isOut ? line.units : 0) - order.returnedUnits[position]
        }
      }
      let open = example.world.reservations.values.filter { $0.life.state == .reserved }
      let reserved = open.flatMap { $0.lines }.filter { $0.key == key }.reduce(0) { $0 + $1.units }
      try expectEqual(item.level.count.onHand, onHand, "units of \(key) on hand")
      try expectEqual(item.level.count.reserved, reserved, "units of \(key) reserved")
      try expect(0 <= reserved && reserved <= onHand, "\(key) is oversold: \(reserved) of \(onHand)")
    }
  }

  /// No order without a reservation, in the state that the order says; no shipment that goes back.
  private mutating func check(_ order: Order) throws {
    if let shipment = order.shipment {
      let before = furthest.updateValue(shipment.status, forKey: order.id) ?? .booked
      try expect(before <= shipment.status, "the shipment of \(order.id) goes back from \(before)")
      let hasLeft = shipment.status > .booked
      try expect(!hasLeft || order.status != .processing, "\(order.id) is with the carrier, and has not gone out")
    }
    if order.status == .refunded { try expect(order.kept.isZero, "\(order.id) is refunded, and not all of it") }
    guard let life = example.reservation(order.id)?.life else {
      throw ExpectationFailure("\(order.id) has no reservation")
    }
    switch order.status {
    case .pendingPayment:
      let isHeld = life.state == .reserved && life.expiresAt == order.payBefore
      try expect(isHeld || life.state == .released(.expired), "\(order.id) is to be paid and \(life)")
    case .paid, .processing:
      try expect(life.state == .reserved && life.expiresAt == nil, "\(order.id) is paid and \(life)")
    case .shipped, .delivered, .refunded: try expectEqual(life.state, .consumed, "what went out of \(order.id)")
    case .cancelled:
      guard case .released = life.state else { throw ExpectationFailure("\(order.id) is cancelled and \(life)") }
    }
  }

  /// What arrived for each order is what went back and what is kept; what is kept is the seller's and the platform's.
  private func checkMoney() throws {
    var kept: [OrderID: Int64] = [:]
    for payment in arrived.values { kept[payment.order, default: 0] += payment.amount.amount }
    var backOfPayment: [PaymentReference: Int64] = [:]
    for case .refundOrder(let refund) in example.world.effects {
      kept[refund.order, default: 0] -= refund.amount.amount
      backOfPayment[refund.payment, default: 0] += refund.amount.amount
      try expectEqual(example.world.orderRefunds[refund.id], refund, "the refund that was asked for")
    }
    for (reference, back) in backOfPayment {
      try expect(back <= arrived[reference]?.amount.amount ?? 0, "more of \(reference) went back than came")
    }
    var payables: [Account: Int64] = [:]
    var all: Int64 = 0
    for order in example.world.orders.values {
      try expectEqual(order.kept.amount, kept[order.id, default: 0], "what is kept of \(order.id)")
      let fee = FeeSplit(of: order.kept, at: order.fee).fee.amount
      payables[.platformFees, default: 0] += fee
      guard case .seller(let seller) = order.seller else { throw ExpectationFailure("\(order.id) has no seller") }
      payables[.sellerPayable(seller), default: 0] += order.kept.amount - fee
      all += order.kept.amount
    }
    for (account, balance) in payables { try expectEqual(example.balance(account), balance, "\(account)") }
    try expectEqual(example.balance(.gateway), -all, "what the provider holds")
    try expectEqual(example.balance(.wallet(OrderExample.ani)), 0, "a wallet that money only passes through")
  }

  /// The rows are what the events make, no effect is asked for twice, and nothing is both consumed and released.
  private func checkLog() throws {
    var rows = OrderRows()
    var ended: [ReservationHolder: String] = [:]
    for dated in example.world.events {
      switch dated.event {
      case .order(let id, let event): rows.apply(event, to: id, at: dated.instant)
      case .stock(.reserved(let reservation, _)):
        try expect(ended[reservation.holder] != "consumed", "\(reservation.holder) is reserved after it went out")
        ended[reservation.holder] = nil
      case .stock(.consumed(let reservation, _)):
        try expect(ended.updateValue("consumed", forKey: reservation.holder) == nil, "\(reservation.holder) ends twice")
      case .stock(.released(let reservation, _)):
        try expect(ended.updateValue("released", forKey: reservation.holder) == nil, "\(reservation.holder) ends twice")
      default: break
      }
    }
    try expectEqual(rows.orders.count, example.world.orders.count, "orders by events")
    for order in rows.orders.rows { try expectEqual(order, example.world.orders[order.id], "an order by its events") }
    for payment in rows.payments.rows {
      try expectEqual(payment, example.world.orderPayments[payment.reference], "a payment by events")
    }
    try expectEqual(rows.payments.count, arrived.count, "payments")
    try expectEqual(rows.refunds.count, example.world.orderRefunds.count, "refunds by events")
    let keys = example.world.effects.map { $0.key }
    try expectEqual(Set(keys).count, keys.count, "effects asked for twice")
  }
}
