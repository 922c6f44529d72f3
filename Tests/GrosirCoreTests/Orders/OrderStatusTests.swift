import GrosirCore
import XCTest

/// The tables of SPEC §12, every state with every action, and the commands held to them.
final class OrderStatusTests: XCTestCase {
  /// Where an action leads an order to, as a person would write it down; what is not there is an invalid transition.
  private static let orders: [(OrderStatus, OrderAction, [OrderStatus])] = [
    (.pendingPayment, .beginPayment, [.pendingPayment]),
    (.pendingPayment, .confirmPayment, [.pendingPayment, .paid]),
    (.pendingPayment, .failPayment, [.cancelled]),
    (.pendingPayment, .expire, [.cancelled]),
    (.pendingPayment, .cancel, [.cancelled]),
    (.paid, .confirmPayment, [.paid]),
    (.paid, .cancel, [.cancelled]),
    (.paid, .bookShipment, [.processing]),
    (.paid, .ship, [.shipped]),
    (.processing, .confirmPayment, [.processing]),
    (.processing, .cancel, [.cancelled]),
    (.processing, .bookShipment, [.processing]),
    (.processing, .ship, [.shipped]),
    (.processing, .track, [.processing, .shipped, .delivered]),
    (.shipped, .confirmPayment, [.shipped]),
    (.shipped, .ship, [.shipped]),
    (.shipped, .track, [.shipped, .delivered]),
    (.shipped, .refund, [.shipped, .refunded]),
    (.delivered, .confirmPayment, [.delivered]),
    (.delivered, .ship, [.delivered]),
    (.delivered, .track, [.delivered]),
    (.delivered, .refund, [.delivered, .refunded]),
    (.cancelled, .confirmPayment, [.cancelled, .paid]),
    (.cancelled, .failPayment, [.cancelled]),
    (.cancelled, .expire, [.cancelled]),
    (.cancelled, .cancel, [.cancelled]),
    (.cancelled, .track, [.cancelled]),
    (.refunded, .confirmPayment, [.refunded]),
    (.refunded, .ship, [.refunded]),
    (.refunded, .track, [.refunded]),
    (.refunded, .refund, [.refunded]),
  ]

  private static let payments: [(PaymentStatus, OrderAction, [PaymentStatus])] = [
    (.pending, .beginPayment, [.processing]),
    (.pending, .confirmPayment, [.pending, .paid]),
    (.pending, .failPayment, [.failed]),
    (.pending, .expire, [.expired]),
    (.pending, .cancel, [.failed]),
    (.processing, .beginPayment, [.processing]),
    (.processing, .confirmPayment, [.processing, .paid]),
    (.processing, .failPayment, [.failed]),
    (.processing, .expire, [.expired]),
    (.processing, .cancel, [.failed]),
    (.paid, .confirmPayment, [.paid]),
    (.paid, .cancel, [.refunded]),
    (.paid, .bookShipment, [.paid]),
    (.paid, .ship, [.paid]),
    (.paid, .track, [.paid]),
    (.paid, .refund, [.paid, .refunded]),
    (.refunded, .confirmPayment, [.refunded]),
    (.refunded, .cancel, [.refunded]),
    (.refunded, .ship, [.refunded]),
    (.refunded, .track, [.refunded]),
    (.refunded, .refund, [.refunded]),
    (.failed, .confirmPayment, [.failed]),
    (.failed, .failPayment, [.failed]),
    (.failed, .cancel, [.failed]),
    (.expired, .confirmPayment, [.expired, .paid]),
    (.expired, .failPayment, [.expired]),
    (.expired, .expire, [.expired]),
    (.expired, .cancel, [.expired]),
  ]

  func testTheTables() {
    for action in OrderAction.allCases {
      for status in OrderStatus.allCases {
        let expected = Self.orders.first { $0.0 == status && $0.1 == action }?.2 ?? []
        XCTAssertEqual(status.successors(under: action), expected, "\(status) \(action)")
      }
      for status in PaymentStatus.allCases {
        let expected = Self.payments.first { $0.0 == status && $0.1 == action }?.2 ?? []
        XCTAssertEqual(status.successors(under: action), expected, "\(status) \(action)")
      }
    }
  }

  /// Each state an order can be in, and how it gets there.
  private static let stories: [String: [Step]] = [
    "pending_payment pending": [],
    "pending_payment processing": [.begin],
    "paid paid": [.pay],
    "processing paid": [.pay, .book],
    "shipped paid": [.pay, .ship],
    "delivered paid": [.pay, .ship, .deliver],
    "cancelled failed": [.fail],
    "cancelled expired": [.expire],
    "cancelled refunded": [.pay, .book, .cancel],
    "refunded refunded": [.pay, .ship, .refund],
  ]

  private enum Step: CaseIterable {
    case begin, pay, mispay, fail, expire, cancel, book, ship, track, deliver, refund

    var action: OrderAction {
      switch self {
      case .begin: .beginPayment
      case .pay, .mispay: .confirmPayment
      case .fail: .failPayment
      case .expire: .expire
      case .cancel: .cancel
      case .book: .bookShipment
      case .ship: .ship
      case .track, .deliver: .track
      case .refund: .refund
      }
    }
  }

  /// Takes a step; the code of its refusal, or nil.
  private func take(_ step: Step, _ id: OrderID, in example: inout OrderExample, _ number: Int) throws -> String? {
    func code<Receipt>(_ result: Result<Receipt, OrderError>) -> String? {
      if case .failure(let error) = result { error.code } else { nil }
    }
    let now = OrderExample.at(step == .expire ? 20 : 2)
    switch step {
    case .begin: return code(try example.run(BeginOrderPayment(id), at: now))
    case .pay: return code(try example.run(OrderExample.paying(id, 200_000, as: "pay \(number)"), at: now))
    case .mispay: return code(try example.run(OrderExample.paying(id, 1, as: "pay \(number)"), at: now))
    case .fail: return code(try example.run(FailOrderPayment(id), at: now))
    case .expire: return code(try example.run(ExpireOrders(), at: now))
    case .cancel: return code(try example.run(CancelOrder(id), at: now))
    case .book: return code(try example.run(BookShipment(id), at: now))
    case .ship: return code(try example.run(ShipOrder(id), at: now))
    case .track: return code(try example.run(RecordTracking(id, TrackingEvent(.inTransit, at: now)), at: now))
    case .deliver: return code(try example.run(RecordTracking(id, TrackingEvent(.delivered, at: now)), at: now))
    case .refund:
      let reason = try XCTUnwrap(Reason("broken"))
      let refund = RefundOrder(id, refund: RefundID(literal: "R"), amount: Money(200_000, .idr), because: reason)
      return code(try example.run(refund, at: now))
    }
  }

  /// Every step in every state an order can be in leads where both tables say, or is refused where either says nothing.
  func testTheCommandsFollowTheTables() throws {
    var reached: Set<OrderStatus> = []
    var paymentsReached: Set<PaymentStatus> = []
    for (name, story) in Self.stories {
      for step in Step.allCases {
        var example = try OrderExample()
        let id = try example.order("C", at: 0)
        for (number, earlier) in story.enumerated() {
          XCTAssertNil(try take(earlier, id, in: &example, number), name)
        }
        XCTAssertEqual(example.status(id), name)
        let before = try XCTUnwrap(example.world.orders[id])
        let code = try take(step, id, in: &example, 100)
        let after = try XCTUnwrap(example.world.orders[id])
        let (orders, payments) = (
          before.status.successors(under: step.action), before.paymentStatus.successors(under: step.action)
        )
        reached.insert(after.status)
        paymentsReached.insert(after.paymentStatus)
        if step == .expire, before.status != .pendingPayment {
          // The job finds none that is due.
          XCTAssertEqual(after, before)
          continue
        }
        let isAllowed = !orders.isEmpty && !payments.isEmpty
        XCTAssertEqual(code == nil, isAllowed, "\(step) of \(name): \(code ?? "accepted")")
        guard isAllowed else {
          XCTAssertEqual(code, "invalidTransition", "\(step) of \(name)")
          continue
        }
        XCTAssertTrue(orders.contains(after.status), "\(step) of \(name) leads to \(after.status)")
        XCTAssertTrue(payments.contains(after.paymentStatus), "\(step) of \(name) leads to \(after.paymentStatus)")
      }
    }
    XCTAssertEqual(reached, Set(OrderStatus.allCases))
    XCTAssertEqual(paymentsReached, Set(PaymentStatus.allCases))
  }
}
