import GrosirCore
import GrosirTesting
import XCTest

/// Several orders compete for little stock, under a clock that jumps, with money that comes late, twice or wrong, and
/// carriers who tell things twice and in any order: whatever happens, SPEC §7, §9 and §12 hold after each step.
final class OrderPropertyTests: XCTestCase {
  func testAnyInterleaving() throws {
    let labels: KeyValuePairs = [
      "several orders": 0.2, "insufficient": 0.2, "accepted": 0.2, "repeated": 0.02, "conflictingPayment": 0.005,
      "paymentMismatch": 0.1, "alreadyPaid": 0.05, "orderCancelled": 0.05, "soldOut": 0.005, "back again": 0.01,
      "pending_payment": 0.3, "paid": 0.2, "processing": 0.02, "shipped": 0.05, "delivered": 0.01, "cancelled": 0.2,
      "refunded": 0.005, "exceedsPaid": 0.005, "invalidTransition": 0.2,
    ]
    try checkProperty("any interleaving of orders", cases: 2_000, minimumShares: labels) { choices in
      var scenario = try OrderScenario()
      try choices.steps(0...50) { choices in
        scenario.turnClock(to: choices.orderTime(after: scenario.now))
        try choices.orderStep(in: &scenario)
      }
      for label in scenario.labels { choices.count(label) }
    }
  }
}

extension Choices {
  /// Mostly a little later, sometimes much, now and then before.
  fileprivate func orderTime(after now: Instant) -> Instant {
    let milliseconds: Int64 = weighted([
      (weight: 10, element: 0), (weight: 5, element: 60_000), (weight: 3, element: 300_000),
      (weight: 2, element: 900_000), (weight: 1, element: 7_200_000), (weight: 1, element: -600_000),
      (weight: 1, element: -1),
    ])
    let moved = now.millisecondsSince1970 + milliseconds
    return Instant(millisecondsSince1970: max(0, moved)) ?? now
  }

  fileprivate func orderStep(in scenario: inout OrderScenario) throws {
    let orders = scenario.orders
    guard !orders.isEmpty, !chance(1, in: 5) else { return try scenario.place(cart(scenario.nextNumber())) }
    let order = element(of: Array(orders.suffix(6)))
    let at = "\(scenario.now.millisecondsSince1970)"
    let refusal: OrderError?
    switch integer(in: 0...19) {
    case 0...6:
      let command = payment(for: order, scenario.nextNumber())
      note("\(at): \(command)")
      return try scenario.confirm(command)
    case 7: refusal = try scenario.take(BeginOrderPayment(order.id))
    case 8: refusal = try scenario.take(FailOrderPayment(order.id))
    case 9: refusal = try scenario.take(CancelOrder(order.id))
    case 10: refusal = try scenario.take(BookShipment(order.id))
    case 11, 12: refusal = try scenario.take(ShipOrder(order.id))
    case 13, 14:
      let event = TrackingEvent(anyCase(of: ShipmentStatus.self), at: scenario.now)
      refusal = try scenario.take(RecordTracking(order.id, event))
    case 15, 16: refusal = try scenario.take(refund(of: order, scenario.nextNumber()))
    case 17: refusal = try scenario.take(ExpireOrders(limit: integer(in: 1...3)))
    case 18: return try scenario.sweep()
    default:
      let key = OrderExample.key(element(of: ["shirt-s", "cap-0"]))
      return try scenario.adjust(AdjustStock(key, by: boolean() ? 1 : -1, because: .correction))
    }
    note("\(at): \(order.id), \(order.status): \(refusal.map { $0.code } ?? "accepted")")
    if let refusal { scenario.count(refusal) }
  }

  private func cart(_ number: Int) -> PlaceOrder {
    let offers: [(String, Int64)] = [("shirt-s", 100_003), ("shirt-m", 105_000), ("cap-0", 30_001)]
    var lines: [PlaceOrder.Line] = []
    for _ in 0..<integer(in: 1...3) {
      let (variant, price) = element(of: offers)
      let seller = boolean() ? OrderExample.budi : SellerID(literal: "citra")
      lines.append(OrderExample.line(variant, integer(in: 1...5), price, soldBy: seller))
    }
    let command = OrderExample.checkout(
      "C-\(number)", lines, discount: integer(in: 0...30_001), tax: integer(in: 0...3), shipping: 17)
    note("place \(lines.map { "\($0.units) \($0.variant.text)" })")
    return command
  }

  /// Mostly what was asked for; sometimes too much, or under a reference that was used before.
  private func payment(for order: Order, _ number: Int) -> ConfirmOrderPayment {
    let used = chance(1, in: 6) ? integer(in: 1...max(1, number)) : number
    let amount = order.amounts.total.amount + (chance(1, in: 5) ? 1 : 0)
    return OrderExample.paying(order.id, amount, as: "pay-\(used)")
  }

  private func refund(of order: Order, _ number: Int) throws -> RefundOrder {
    let left = order.kept.amount
    let amount = boolean() ? max(1, left) : integer(in: 1...max(1, left + left / 4))
    let out = order.lines[0].units - order.returnedUnits[0]
    let returned = out > 0 && boolean() ? [LineUnits(line: 0, units: integer(in: 1...out))] : []
    return RefundOrder(
      order.id, refund: RefundID(unchecked: "R-\(number)"), amount: Money(amount, .idr),
      because: try XCTUnwrap(Reason("torn")), returned: returned)
  }
}
