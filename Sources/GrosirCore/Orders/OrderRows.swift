/// One thing about orders that a command or a query declares to read.
public enum OrderRead: Sendable, Hashable {
  /// An order.
  case order(OrderID)
  /// Money that arrived for an order.
  case payment(PaymentReference)
  /// Money of an order that went back.
  case refund(RefundID)
  /// An address that was given at a purchase.
  case address(AddressID)
  /// The orders that are to be paid and were to be by an instant (``Order/payBefore``), what was due first first, so
  /// many of them at most.
  case due(through: Instant, limit: Int)
  /// Somebody's orders in the order of their ``OrderPlace``, those behind a place, so many of them at most.
  case page(of: OrderParty, after: OrderPlace?, limit: Int)
}

/// Whose orders are asked for.
public enum OrderParty: Sendable, Hashable {
  /// Whoever bought.
  case buyer(BuyerID)
  /// Whoever sells.
  case seller(OrderSeller)
}

/// Where an order stands among others: by the instant at which it was placed, then by identity.
public struct OrderPlace: Sendable, Hashable, Comparable {
  /// When it was placed.
  public let placedAt: Instant
  /// The order.
  public let order: OrderID

  /// The place of an order.
  public init(of order: Order) { self.init(placedAt: order.placedAt, order.id) }

  /// A place, as it was told.
  public init(placedAt: Instant, _ order: OrderID) {
    self.placedAt = placedAt
    self.order = order
  }

  /// Whether one comes before the other.
  public static func < (left: OrderPlace, right: OrderPlace) -> Bool {
    left.placedAt == right.placedAt ? left.order < right.order : left.placedAt < right.placedAt
  }
}

/// One thing about orders that a store keeps.
public enum OrderRow: Sendable, Hashable {
  /// An order.
  case order(Order)
  /// Money that arrived for one.
  case payment(OrderPayment)
  /// Money of one that went back.
  case refund(OrderRefund)
  /// An address that was given at a purchase.
  case address(AddressSnapshot)
}

/// The orders that a command needs, or all of them, and how events change them (SPEC §12, §13).
///
/// What is there is what its events make of nothing:
///
///     var rows = OrderRows()
///     for dated in events { rows.apply(dated.event, to: order, at: dated.instant) }
public struct OrderRows: Sendable {
  /// The orders, as far as they are here.
  public internal(set) var orders = Shelf<OrderID, Order>()

  /// Money that arrived for them, as far as it is here.
  public internal(set) var payments = Shelf<PaymentReference, OrderPayment>()

  /// Money that went back, as far as it is here.
  public internal(set) var refunds = Shelf<RefundID, OrderRefund>()

  /// Nothing.
  public init() {}

  /// Applies an event: the one place where orders change.
  ///
  /// It never fails. An event was decided on the very rows it is applied to, or on rows that the same events made; one
  /// of an order that is not here is a defect, and traps.
  ///
  /// - Complexity: O(n) in the order's lines.
  package mutating func apply(_ event: OrderEvent, to id: OrderID, at instant: Instant) {
    switch event {
    case .placed(let order):
      orders.save(order, as: id)
      return
    case .paid(let payment): payments.save(payment, as: payment.reference)
    case .paymentReturned(let payment, let refund):
      payments.save(payment, as: payment.reference)
      refunds.save(refund, as: refund.id)
    case .cancelled(_, let refund?), .refunded(let refund, _): refunds.save(refund, as: refund.id)
    case .cancelled(_, nil), .paymentBegun, .paymentFailed, .expired, .shipmentBooked, .shipped, .tracked: break
    }
    guard var order = orders[id] else { preconditionFailure("an event of an order that is not here") }
    order.apply(event, at: instant)
    orders.save(order, as: id)
  }

  /// Adds the rows that events have changed.
  func appendChanged(to rows: inout [Row]) {
    orders.forEachChanged { rows.append(.order(.order($0))) }
    payments.forEachChanged { rows.append(.order(.payment($0))) }
    refunds.forEachChanged { rows.append(.order(.refund($0))) }
  }
}

extension Order {
  /// What an event makes of the order.
  fileprivate mutating func apply(_ event: OrderEvent, at instant: Instant) {
    switch event {
    case .placed, .paymentReturned: break
    case .paymentBegun: paymentStatus = .processing
    case .paid(let paid): (status, paymentStatus, payment) = (.paid, .paid, paid.reference)
    case .paymentFailed: (status, paymentStatus) = (.cancelled, .failed)
    case .expired: (status, paymentStatus) = (.cancelled, .expired)
    case .cancelled(_, let refund):
      paymentStatus = paymentStatus == .paid ? .refunded : .failed
      status = .cancelled
      if let refund { giveBack(refund.amount) }
    case .shipmentBooked(let rate):
      status = .processing
      shipment = Shipment(rate: rate, trackingNumber: nil, status: .booked, statusAt: instant)
    case .shipped(let number):
      status = .shipped
      if shipment == nil { shipment = Shipment(rate: nil, trackingNumber: nil, status: .booked, statusAt: instant) }
      if let number { shipment?.trackingNumber = number }
    case .tracked(let event):
      shipment?.status = event.status
      shipment?.statusAt = event.instant
      if event.status == .delivered, status == .shipped { status = .delivered }
    case .refunded(let refund, let returned):
      giveBack(refund.amount)
      for line in returned { returnedUnits[line.line] += line.units }
      if refunded == amounts.total { (status, paymentStatus) = (.refunded, .refunded) }
    }
    lastInstant = max(lastInstant, instant)
    checkInvariants()
  }

  private mutating func giveBack(_ amount: Money) {
    // Never more than was paid: fits.
    refunded = Money(refunded.amount + amount.amount, refunded.currency)
  }

  private func checkInvariants() {
    assert(!refunded.isNegative && refunded.amount <= amounts.total.amount, "more was given back than was paid")
    assert(zip(lines, returnedUnits).allSatisfy { 0...$0.units ~= $1 }, "more came back than went out")
    assert(status != .refunded || paymentStatus == .refunded, "refunded means that the money is")
    assert(
      (status == .pendingPayment) == (paymentStatus == .pending || paymentStatus == .processing),
      "what is to be paid is")
  }
}

extension WorkingSet {
  /// An order.
  ///
  /// - Precondition: it was declared; so for all others.
  public func order(_ id: OrderID) -> Order? {
    guard case .order(.order(let order)) = row(.order(.order(id))) else { return nil }
    return order
  }

  /// Money that arrived for an order.
  public func orderPayment(_ reference: PaymentReference) -> OrderPayment? {
    guard case .order(.payment(let payment)) = row(.order(.payment(reference))) else { return nil }
    return payment
  }

  /// Money of an order that went back.
  public func orderRefund(_ id: RefundID) -> OrderRefund? {
    guard case .order(.refund(let refund)) = row(.order(.refund(id))) else { return nil }
    return refund
  }

  /// An address that was given at a purchase.
  public func address(_ id: AddressID) -> AddressSnapshot? {
    guard case .order(.address(let address)) = row(.order(.address(id))) else { return nil }
    return address
  }

  /// The orders found for a read of several.
  public func orders(_ read: OrderRead) -> [Order] {
    rows(.order(read)).map { row in
      guard case .order(.order(let order)) = row else {
        preconditionFailure("something else was brought where orders were asked for")
      }
      return order
    }
  }
}
