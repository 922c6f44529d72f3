import GrosirCore
import GrosirJSON

/// What the events of one order add up to.
struct OrderAccount {
  /// As it was placed.
  let placed: Order
  /// Where it stands.
  private(set) var status: OrderStatus
  /// Where its payment stands.
  private(set) var paymentStatus: PaymentStatus
  /// Where its goods are, once somebody was to come for them.
  private(set) var shipment: ShipmentStatus?
  /// What was accepted for it.
  private(set) var paid: Int128 = 0
  /// What was given back of that.
  private(set) var refunded: Int128 = 0
  /// How many payments went back at once, of whatever amount and currency.
  private(set) var returnedPayments = 0
  /// How many units came back into stock.
  private(set) var returnedUnits = 0

  fileprivate init(_ order: Order) {
    placed = order
    (status, paymentStatus) = (order.status, order.paymentStatus)
    // A group order is paid when it is made.
    paid = order.paymentStatus == .paid ? Int128(order.amounts.total.amount) : 0
  }

  /// How many units were bought.
  var units: Int { placed.lines.reduce(0) { $0 + $1.units } }

  /// What is left of what was paid.
  var kept: Int128 { paid - refunded }

  /// Counts what happened.
  fileprivate mutating func count(_ event: OrderEvent) {
    switch event {
    case .placed: break
    case .paymentBegun: paymentStatus = .processing
    case .paid(let payment):
      (status, paymentStatus) = (.paid, .paid)
      paid += Int128(payment.amount.amount)
    case .paymentReturned: returnedPayments += 1
    case .paymentFailed: (status, paymentStatus) = (.cancelled, .failed)
    case .expired: (status, paymentStatus) = (.cancelled, .expired)
    case .cancelled(_, let refund):
      (status, paymentStatus) = (.cancelled, paymentStatus == .paid ? .refunded : .failed)
      refunded += Int128(refund?.amount.amount ?? 0)
    case .shipmentBooked: (status, shipment) = (.processing, .booked)
    case .shipped: (status, shipment) = (.shipped, shipment ?? .booked)
    case .tracked(let told):
      shipment = told.status
      if told.status == .delivered, status == .shipped { status = .delivered }
    case .refunded(let refund, let returned):
      refunded += Int128(refund.amount.amount)
      returnedUnits += returned.reduce(0) { $0 + $1.units }
      if kept == 0 { (status, paymentStatus) = (.refunded, .refunded) }
    }
  }
}

/// What the events of all orders add up to.
struct OrderLedger {
  /// The orders in the order in which they were placed.
  private(set) var inOrder: [OrderID] = []
  /// What is known of each.
  private(set) var accounts: [OrderID: OrderAccount] = [:]
  /// Where the money is that orders have moved, and nothing else.
  private(set) var money = MoneyAccounts()

  /// Counts what happened, and the money that it moved.
  mutating func count(_ event: OrderEvent, of id: OrderID, moving entries: [JournalEntry]) {
    if case .placed(let order) = event {
      inOrder.append(id)
      accounts[id] = OrderAccount(order)
    }
    accounts[id]?.count(event)
    for entry in entries { money.post(entry) }
  }

  // MARK: What a step means

  /// Who gives a command about an order.
  func actor(of step: ScenarioAction.OrderStep) -> String {
    switch step {
    case .placeOrder(let command): command.buyer.text
    case .beginOrderPayment, .confirmOrderPayment, .failOrderPayment: "gateway"
    case .expireOrders: "job"
    case .cancelOrder(let command): accounts[command.order]?.placed.buyer.text ?? "shop"
    case .bookShipment(let command): seller(of: command.order)
    case .shipOrder(let command): seller(of: command.order)
    case .recordTracking: "carrier"
    case .refundOrder: "operator"
    }
  }

  private func seller(of order: OrderID) -> String { accounts[order]?.placed.seller.name ?? "shop" }

  /// The payment that is meant; where no amount is given, what is asked for, and without a reference the order's name
  /// is one.
  func command(_ pay: ScenarioAction.PayOrder) -> ConfirmOrderPayment {
    let asked = accounts[pay.order]?.placed.amounts.total ?? .zero(.idr)
    return ConfirmOrderPayment(
      pay.order, payment: pay.payment ?? PaymentReference(sameTextAs: pay.order),
      amount: Money(pay.amount ?? asked.amount, pay.currency ?? asked.currency))
  }

  /// The refund that is meant; where no amount is given, all that is left.
  func command(_ refund: ScenarioAction.GiveBack) -> RefundOrder {
    let account = accounts[refund.order]
    let currency = refund.currency ?? account?.placed.amounts.total.currency ?? .idr
    // What is left of a payment is no more than that: fits.
    let left = account.map { Int64($0.kept) } ?? 0
    return RefundOrder(
      refund.order, refund: refund.refund, amount: Money(refund.amount ?? left, currency), because: refund.reason,
      returned: refund.returned)
  }
}

extension OrderSeller {
  /// Who that is, in a word.
  var name: String {
    switch self {
    case .factory(let factory): factory.text
    case .warehouse: "warehouse"
    case .seller(let seller): seller.text
    }
  }
}

/// An order at the end of a replay.
struct ReplayedOrder {
  /// Which.
  let id: OrderID
  /// As it is kept, whether anybody has noticed that it expired or not.
  let kept: Order?
  /// As a query finds it then.
  let seen: Order?
}

extension OrderAccount {
  /// Who bought what of whom, what became of it, and the money; where it stands as it is found.
  func json(seen: Order) -> JSONValue {
    var object = JSONObject()
    object.append("order", .string(placed.id.text))
    object.append("buyer", .string(placed.buyer.text))
    object.append("seller", .string(placed.seller.name))
    object.append("units", .integer(Int64(units)))
    object.append("currency", .string(placed.amounts.total.currency.code))
    object.append("total", .integer(placed.amounts.total.amount))
    object.append("status", .string(seen.status.rawValue))
    object.append("paymentStatus", .string(seen.paymentStatus.rawValue))
    object.append("shipmentStatus", seen.shipment.map { .string($0.status.rawValue) } ?? .null)
    object.append("paid", JSONValue(paid))
    object.append("refunded", JSONValue(refunded))
    object.append("returnedPayments", .integer(Int64(returnedPayments)))
    object.append("returnedUnits", .integer(Int64(returnedUnits)))
    return .object(object)
  }
}
