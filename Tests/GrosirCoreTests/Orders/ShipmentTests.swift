import GrosirCore
import XCTest

/// Orders on their way: booked, shipped, tracked, cancelled before and refunded after (SPEC §11, §12).
final class ShipmentTests: XCTestCase {
  private let rate = ShippingRate(
    carrier: CarrierCode(literal: "jne"), service: CarrierCode(literal: "reg"), amount: Money(18_000, .idr))

  private func paid(_ example: inout OrderExample) throws -> OrderID {
    let id = try example.order("C", at: 0)
    try example.pay(id, at: 1)
    return id
  }

  private func tracking(_ id: OrderID, _ status: ShipmentStatus, at minutes: Int) -> RecordTracking {
    RecordTracking(id, TrackingEvent(status, at: OrderExample.at(minutes)))
  }

  func testFromBookingToDelivery() throws {
    var example = try OrderExample()
    let id = try paid(&example)
    XCTAssertTrue(try example.accept(BookShipment(id, at: rate), at: 2).isNew)
    XCTAssertFalse(try example.accept(BookShipment(id), at: 3).isNew)
    XCTAssertEqual(example.count("shirt-s"), "10 2")
    XCTAssertEqual(example.world.orders[id]?.shipment?.rate, rate)
    XCTAssertEqual(example.world.effects.map { $0.key }, ["orderPayment/C/1", "shipment/C/1"])
    let number = TrackingNumber(literal: "JNE-1")
    XCTAssertTrue(try example.accept(ShipOrder(id, as: number), at: 4).isNew)
    XCTAssertEqual(example.count("shirt-s"), "8 0")
    XCTAssertEqual(example.reservation(id)?.life.state, .consumed)
    XCTAssertEqual(example.world.orders[id]?.shipment?.trackingNumber, number)
    XCTAssertFalse(try example.accept(ShipOrder(id), at: 5).isNew)
    XCTAssertFalse(try example.accept(ShipOrder(id, as: number), at: 5).isNew)
    let other = ShipOrder(id, as: TrackingNumber(literal: "JNE-2"))
    XCTAssertEqual(try example.refusal(of: other, at: 5), .conflictingShipment(number))
    XCTAssertTrue(try example.accept(tracking(id, .outForDelivery, at: 6), at: 7).isNew)
    XCTAssertEqual(example.world.orders[id]?.shipment?.statusAt, OrderExample.at(6))
    XCTAssertEqual(try example.accept(tracking(id, .delivered, at: 8), at: 9).status, .delivered)
    XCTAssertEqual(example.world.orders[id]?.shipment?.rate, rate)
    XCTAssertEqual(example.world.events.last?.event.name, "ORDER_DELIVERED")
  }

  /// In whatever order and however often a carrier tells things, the shipment is where the furthest of them is.
  func testAShipmentNeverGoesBack() throws {
    for first in ShipmentStatus.allCases {
      for second in ShipmentStatus.allCases {
        var example = try OrderExample()
        let id = try paid(&example)
        try example.accept(ShipOrder(id), at: 2)
        let isFirstNew = try example.accept(tracking(id, first, at: 3), at: 4).isNew
        XCTAssertEqual(isFirstNew, first > .booked, "\(first)")
        let known = example.world.events.count
        let isSecondNew = try example.accept(tracking(id, second, at: 5), at: 6).isNew
        XCTAssertEqual(isSecondNew, second > first, "\(first) \(second)")
        XCTAssertEqual(example.world.events.count - known, isSecondNew ? 1 : 0)
        XCTAssertEqual(example.world.orders[id]?.shipment?.status, max(first, second))
        let isDelivered = max(first, second) == .delivered
        XCTAssertEqual(example.world.orders[id]?.status, isDelivered ? .delivered : .shipped)
      }
    }
    let order: [ShipmentStatus] = [.booked, .pickedUp, .inTransit, .outForDelivery, .delivered]
    XCTAssertEqual(ShipmentStatus.allCases.sorted(), order)
  }

  func testACarrierMayHaveItBeforeAnybodySaysSo() throws {
    for status in [ShipmentStatus.pickedUp, .delivered] {
      var example = try OrderExample()
      let id = try paid(&example)
      try example.accept(BookShipment(id), at: 2)
      XCTAssertFalse(try example.accept(tracking(id, .booked, at: 3), at: 3).isNew)
      XCTAssertEqual(example.status(id), "processing paid")
      let outcome = try example.accept(tracking(id, status, at: 3), at: 3)
      XCTAssertEqual(outcome.status, status == .delivered ? .delivered : .shipped)
      XCTAssertEqual(example.reservation(id)?.life.state, .consumed)
      XCTAssertFalse(try example.accept(ShipOrder(id), at: 4).isNew)
    }
  }

  func testABookingOfLessThanNothing() throws {
    var example = try OrderExample()
    let id = try paid(&example)
    let below = ShippingRate(carrier: rate.carrier, service: rate.service, amount: Money(-1, .idr))
    guard case .invalid(let violations)? = try example.refusal(of: BookShipment(id, at: below), at: 2) else {
      return XCTFail("accepted")
    }
    XCTAssertEqual(violations.map { $0.path.description }, ["rate.amount"])
  }

  // MARK: Cancelling

  func testCancellingGivesEverythingBack() throws {
    var example = try OrderExample()
    let id = try paid(&example)
    try example.accept(BookShipment(id), at: 2)
    XCTAssertTrue(try example.accept(CancelOrder(id, because: Reason("changed my mind")), at: 3).isNew)
    XCTAssertEqual(example.status(id), "cancelled refunded")
    XCTAssertEqual(example.reservation(id)?.life.state, .released(.cancelled))
    XCTAssertEqual(example.count("shirt-s"), "10 0")
    for account in [Account.gateway, .sellerPayable(OrderExample.budi), .platformFees] {
      XCTAssertEqual(example.balance(account), 0, "\(account)")
    }
    let keys = example.world.effects.map { $0.key }
    XCTAssertEqual(keys.filter { $0.hasPrefix("orderRefund/") }.count, 1)
    XCTAssertEqual(keys.last, "noShipment/C/1")
    XCTAssertFalse(try example.accept(CancelOrder(id), at: 4).isNew)
    XCTAssertEqual(example.world.effects.count, keys.count)
    // The carrier may come all the same; the order stays cancelled.
    XCTAssertTrue(try example.accept(tracking(id, .pickedUp, at: 5), at: 5).isNew)
    XCTAssertEqual(example.status(id), "cancelled refunded")
  }

  func testCancellingWhatIsNotPaidOnlyFreesTheUnits() throws {
    var example = try OrderExample()
    let id = try example.order("C", at: 0)
    try example.accept(CancelOrder(id), at: 1)
    XCTAssertEqual(example.status(id), "cancelled failed")
    XCTAssertEqual(example.reservation(id)?.life.state, .released(.cancelled))
    XCTAssertEqual(example.world.effects.count, 1)
    // Without a shipment there is nothing to be told of one.
    XCTAssertEqual(try example.refusal(of: tracking(id, .pickedUp, at: 2), at: 2)?.code, "invalidTransition")
    let refunded = try example.order("D", at: 2)
    try example.pay(refunded, at: 3)
    try example.accept(CancelOrder(refunded), at: 4)
    XCTAssertEqual(try example.refusal(of: tracking(refunded, .pickedUp, at: 5), at: 5)?.code, "invalidTransition")
  }

  // MARK: Refunding

  private func refund(
    _ id: OrderID, _ amount: Int64, as refund: String? = nil, returned: [LineUnits] = []
  ) throws -> RefundOrder {
    RefundOrder(
      id, refund: refund.map { RefundID(unchecked: $0) }, amount: Money(amount, .idr),
      because: try XCTUnwrap(Reason("torn")), returned: returned)
  }

  func testRefundsInPartsUpToTheWhole() throws {
    var example = try OrderExample()
    let id = try paid(&example)
    try example.accept(ShipOrder(id), at: 2)
    let back = [LineUnits(line: 0, units: 1)]
    let first = try example.accept(refund(id, 33_333, as: "R-1", returned: back), at: 3)
    XCTAssertEqual(first.left, Money(166_667, .idr))
    XCTAssertEqual(example.status(id), "shipped paid")
    XCTAssertEqual(example.count("shirt-s"), "9 0")
    // The fee of what is left, 166 667: 8 333.
    XCTAssertEqual(example.balance(.platformFees), 8_333)
    XCTAssertEqual(example.balance(.sellerPayable(OrderExample.budi)), 158_334)
    let again = try example.accept(refund(id, 33_333, as: "R-1", returned: back), at: 4)
    XCTAssertFalse(again.outcome.isNew)
    XCTAssertEqual(example.count("shirt-s"), "9 0")
    XCTAssertEqual(
      try example.refusal(of: refund(id, 33_334, as: "R-1"), at: 4), .conflictingRefund(RefundID(literal: "R-1")))
    XCTAssertEqual(
      try example.refusal(of: refund(id, 166_668), at: 4),
      .exceedsPaid(asked: Money(166_668, .idr), left: Money(166_667, .idr)))
    let last = try example.accept(refund(id, 166_667), at: 5)
    XCTAssertEqual(last.outcome.status, .refunded)
    XCTAssertTrue(last.left.isZero)
    XCTAssertEqual(example.status(id), "refunded refunded")
    for account in [Account.gateway, .sellerPayable(OrderExample.budi), .platformFees] {
      XCTAssertEqual(example.balance(account), 0, "\(account)")
    }
    XCTAssertEqual(example.world.effects.filter { $0.name == "refundOrder" }.count, 2)
    XCTAssertEqual(try example.refusal(of: refund(id, 1), at: 6)?.code, "exceedsPaid")
    let foreign = RefundOrder(
      id, amount: Money(1, try XCTUnwrap(Currency("USD"))), because: try XCTUnwrap(Reason("torn")))
    XCTAssertEqual(try example.refusal(of: foreign, at: 6)?.code, "invalid")
  }

  func testNoMoreComesBackThanWentOut() throws {
    var example = try OrderExample()
    let id = try paid(&example)
    try example.accept(ShipOrder(id), at: 2)
    func violations(_ returned: [LineUnits], _ amount: Int64 = 1) throws -> [String] {
      guard case .invalid(let violations)? = try example.refusal(of: refund(id, amount, returned: returned), at: 3)
      else { return [] }
      return violations.map { "\($0.path.description) \($0.code.rawValue)" }
    }
    XCTAssertEqual(try violations([], 0), ["amount outOfRange"])
    XCTAssertEqual(try violations([LineUnits(line: 0, units: 3)]), ["returned[0].units outOfRange"])
    XCTAssertEqual(try violations([LineUnits(line: 0, units: 0)]), ["returned[0].units outOfRange"])
    XCTAssertEqual(
      try violations([LineUnits(line: 1, units: 1), LineUnits(line: -1, units: 1)], -5),
      ["amount outOfRange", "returned[0].line unknown", "returned[1].line unknown"])
    XCTAssertEqual(
      try violations([LineUnits(line: 0, units: 1), LineUnits(line: 0, units: 1)]), ["returned[1].line duplicate"])
    try example.accept(refund(id, 1, returned: [LineUnits(line: 0, units: 2)]), at: 4)
    XCTAssertEqual(try violations([LineUnits(line: 0, units: 1)]), ["returned[0].units outOfRange"])
    XCTAssertEqual(example.world.orders[id]?.returnedUnits, [2])
    let causes = example.world.events.compactMap { dated in
      if case .stock(.adjusted(let movement)) = dated.event { movement.cause.name } else { nil }
    }
    XCTAssertEqual(causes.last, "return")
  }

  func testUnitsThatDoNotFitTheStockAreRefused() throws {
    var example = try OrderExample()
    let id = try paid(&example)
    try example.accept(ShipOrder(id), at: 2)
    try example.accept(AdjustStock(OrderExample.key("shirt-s"), by: 999_999_992, because: .receipt), at: 3)
    let back = try refund(id, 1, returned: [LineUnits(line: 0, units: 1)])
    XCTAssertEqual(
      try example.refusal(of: back, at: 4), .stock(.tooManyUnits(asked: 1, onHand: 1_000_000_000)))
  }

  func testUnknownOrders() throws {
    var example = try OrderExample()
    let id = OrderID(literal: "nobody's")
    XCTAssertEqual(try example.refusal(of: BeginOrderPayment(id), at: 1), .unknownOrder(id))
    XCTAssertEqual(try example.refusal(of: OrderExample.paying(id, 1, as: "p"), at: 1), .unknownOrder(id))
    XCTAssertEqual(try example.refusal(of: FailOrderPayment(id), at: 1), .unknownOrder(id))
    XCTAssertEqual(try example.refusal(of: CancelOrder(id), at: 1), .unknownOrder(id))
    XCTAssertEqual(try example.refusal(of: BookShipment(id), at: 1), .unknownOrder(id))
    XCTAssertEqual(try example.refusal(of: ShipOrder(id), at: 1), .unknownOrder(id))
    XCTAssertEqual(try example.refusal(of: tracking(id, .delivered, at: 1), at: 1), .unknownOrder(id))
    XCTAssertEqual(try example.refusal(of: refund(id, 1), at: 1), .unknownOrder(id))
  }
}
