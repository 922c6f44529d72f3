import GrosirCore
import GrosirTesting

extension Chooser {
  private static let address = ShippingAddress.Draft(
    recipient: "Ani", lines: ["Jalan 1"], postalCode: "40111", phone: "+6281234567890")

  func placeOrder() -> Deed? {
    let count = choices.element(of: [1, 1, 2])
    var lines: [PlaceOrder.Line] = []
    var goods: Int64 = 0
    for _ in 0..<count {
      let product = choices.element(of: products)
      let variant = VariantID(unchecked: choices.element(of: product.variants).id)
      let units = choices.integer(in: 1...3)
      let place = choices.chance(1, in: 3) ? Chooser.place : Chooser.shop
      let seller = someSeller()
      let price: Int64 = choices.element(of: [9_999, 15_001])
      lines.append(
        PlaceOrder.Line(
          ProductID(unchecked: product.id), variant, units: units, unitPrice: price, soldBy: seller, from: place))
      goods += price * Int64(units)
    }
    let discount: Int64 = choices.element(of: [0, 0, 501])
    var total = goods - discount + 13
    if choices.chance(1, in: 40) { total += 1 }
    return .placeOrder(
      PlaceOrder(
        id("h"), buyer: buyer(), lines: lines, to: Chooser.address, discount: discount, tax: 10, shipping: 3,
        total: Money(total, .idr), fee: BasisPoints(unchecked: choices.element(of: [500, 333])),
        lasting: choices.boolean() ? .standard : .lasting(.minutes(55))))
  }

  /// A buyer pays an order, right or wrong, or the payment fails.
  func payOrder() -> Deed? {
    let isLate = choices.chance(1, in: 10)
    guard let order = someOrder({ $0.isRetail && (isLate || $0.status == .pendingPayment) }) else { return nil }
    let id = order.id
    switch choices.integer(in: 0...9) {
    case 0, 1, 2:
      write(.failOrderPayment(FailOrderPayment(id)), .failure)
    default:
      let isWrong = choices.chance(1, in: 25)
      let disturbance: Disturbance? = isWrong || order.status != .pendingPayment ? .awkwardMoney : nil
      write(
        .confirmOrderPayment(
          ConfirmOrderPayment(
            id, payment: self.id("z"), amount: Money(order.total + (isWrong ? 1 : 0), order.currency))
        ),
        disturbance)
    }
    return choices.chance(3, in: 5) ? deliver() : .beginOrderPayment(BeginOrderPayment(id))
  }

  /// One of the orders that match, the latest more often.
  private func someOrder(_ isWanted: (OrderBook) -> Bool) -> OrderBook? {
    let found = book.orderList.suffix(12).filter(isWanted)
    return found.isEmpty ? nil : choices.element(of: found)
  }

  func aboutOrder() -> Deed? {
    guard let order = someOrder({ $0.status != .cancelled }) ?? someOrder({ _ in true }) else { return placeOrder() }
    switch choices.integer(in: 0...23) {
    case 0: return .beginOrderPayment(BeginOrderPayment(order.id))
    case 1, 2: return .expireOrders(ExpireOrders(limit: choices.element(of: [1, 50])))
    case 3, 4: return .cancelOrder(CancelOrder(order.id, because: choices.boolean() ? reason() : nil))
    case 5, 6, 7, 8:
      return .bookShipment(BookShipment(someOrder { $0.status == .paid }?.id ?? order.id))
    case 9, 10, 11:
      let ready = someOrder { $0.status == .paid || $0.status == .processing } ?? order
      let number = choices.element(of: ["J1", "J2"])
      return .shipOrder(
        ShipOrder(ready.id, as: choices.chance(1, in: 3) ? nil : TrackingNumber(unchecked: number)))
    case 12...18:
      let moving = someOrder { $0.shipment != nil && $0.status != .delivered } ?? order
      write(
        .recordTracking(
          RecordTracking(moving.id, TrackingEvent(choices.anyCase(of: ShipmentStatus.self), at: now))))
      return choices.chance(2, in: 3) ? deliver() : nil
    default: return refund(someOrder { ($0.status == .shipped || $0.status == .delivered) && $0.isRetail } ?? order)
    }
  }

  private func refund(_ order: OrderBook) -> Deed {
    let left = order.paid - order.refunded
    let amount = choices.element(of: [left, left, left, max(1, left / 3), left + 1, 777])
    var returned: [LineUnits] = []
    if choices.boolean(), !order.lines.isEmpty { returned = [LineUnits(line: 0, units: 1)] }
    return .refundOrder(
      RefundOrder(order.id, refund: id("b"), amount: Money(amount, .idr), because: reason(), returned: returned))
  }
}
