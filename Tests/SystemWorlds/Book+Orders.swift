import GrosirCore

/// An order as the book has it.
final class OrderBook {
  let id: OrderID
  let buyer: BuyerID
  let member: MemberBook?
  let seller: SellerID?
  let lines: [Line]
  let total: Int64
  let currency: Currency
  let fee: Int
  let address: AddressID?
  var status: OrderStatus
  var payment: PaymentStatus
  var reference: PaymentReference?
  var paid: Int64 = 0
  var refunded: Int64 = 0
  var feeTaken: Int64 = 0
  var returned: [Int]
  var shipment: ShipmentStatus?
  var tracking: TrackingNumber?

  struct Line {
    let key: StockKey
    let variant: VariantID
    let units: Int
  }

  init(_ row: Order, member: MemberBook?) {
    id = row.id
    buyer = row.buyer
    self.member = member
    if case .seller(let seller) = row.seller { self.seller = seller } else { seller = nil }
    lines = row.lines.map { line in
      Line(key: line.stock ?? StockPlace.platform.key(of: line.variant), variant: line.variant, units: line.units)
    }
    total = row.amounts.total.amount
    currency = row.amounts.total.currency
    fee = row.fee.value
    address = row.address
    status = row.status
    payment = row.paymentStatus
    returned = row.lines.map { _ in 0 }
  }

  var isRetail: Bool { member == nil }
}

extension Book {
  private func touch(_ order: OrderBook) {
    if !touched.orders.contains(where: { $0 === order }) { touched.orders.append(order) }
  }

  func hear(_ event: OrderEvent, of id: OrderID, at instant: Instant) throws(Broken) {
    if case .placed(let row) = event { return try place(row) }
    guard let order = orders[id] else { throw Broken(.orderPath, "\(id.text) is not known") }
    touch(order)
    switch event {
    case .placed: break
    case .paymentBegun:
      try check(order.payment, is: .pending, .orderPath, "\(id.text) begins to be paid")
      set(order, .pendingPayment, .processing)
    case .paid(let payment): try pay(payment, order, at: instant)
    case .paymentReturned(let payment, let refund): try giveBack(payment, refund, order, at: instant)
    case .paymentFailed:
      try check(order.status, is: .pendingPayment, .orderPath, "\(id.text) fails to be paid")
      set(order, .cancelled, .failed)
    case .expired:
      try check(order.status, is: .pendingPayment, .orderPath, "\(id.text) expires")
      let life = reservations[.order(id)]
      try check(life?.state != .reserved && life?.state != .consumed, .orderPath, "\(id.text) expires, and holds units")
      set(order, .cancelled, .expired)
    case .cancelled(_, let refund): try cancel(order, refund, at: instant)
    case .shipmentBooked:
      try check(order.status, is: .paid, .orderPath, "\(id.text) is booked")
      set(order, .processing, order.payment)
      setShipment(order, .booked)
      expectRequest("shipment/" + id.text)
    case .shipped(let number): try ship(order, number)
    case .tracked(let event): try track(event, order)
    case .refunded(let refund, let returned): try giveBack(refund, returned, order, at: instant)
    }
  }

  private func set(_ order: OrderBook, _ status: OrderStatus, _ payment: PaymentStatus) {
    if order.status != status { coverage.reach(status) }
    if order.payment != payment { coverage.reach(payment) }
    (order.status, order.payment) = (status, payment)
  }

  private func setShipment(_ order: OrderBook, _ status: ShipmentStatus) {
    order.shipment = status
    coverage.reach(status)
  }

  // MARK: Placing

  private func place(_ row: Order) throws(Broken) {
    try check(orders[row.id] == nil, .orderPath, "\(row.id.text) is there twice")
    let order: OrderBook
    switch row.origin {
    case .participant(let id, of: let session):
      guard let member = members[id], member.session.id == session, member.order == nil, member.status == .paid else {
        throw Broken(.everybodyServed, "\(id.text) gets an order, and should not")
      }
      try check(
        member.session.units(row.lines.map { VariantUnits($0.variant, $0.units) }), is: member.admitted,
        .everybodyServed, "what \(id.text) gets")
      let price = member.session.tier?.price.amount ?? 0
      try check(
        row.amounts.total.amount, is: member.session.cost(of: member.admitted, at: price), .everybodyServed,
        "what \(id.text) finally pays")
      order = OrderBook(row, member: member)
      member.order = row.id
      order.paid = order.total
      coverage.reach(.paid as OrderStatus)
      coverage.reach(.paid as PaymentStatus)
    case .checkout(let checkout):
      guard case .placeOrder(let command) = deed, command.checkout == checkout else {
        throw Broken(.orderPath, "\(row.id.text) is placed unasked")
      }
      if checkouts.insert(checkout).inserted { try checkMaySell(command) }
      order = OrderBook(row, member: nil)
      let held = reservations[.order(row.id)]
      try check(held?.state, is: .reserved, .orderPath, "what \(row.id.text) reserves")
      expectRequest("orderPayment/" + row.id.text)
      coverage.reach(.pendingPayment)
      coverage.reach(.pending as PaymentStatus)
    }
    orders[row.id] = order
    orderList.append(order)
    touch(order)
  }

  // MARK: Money

  private func told(_ payment: OrderPayment, _ order: OrderBook) throws(Broken) {
    guard case .confirmOrderPayment(let command) = deed, command.order == order.id,
      command.payment == payment.reference, command.amount == payment.amount
    else { throw Broken(.orderPath, "money arrived that nobody paid") }
    let before = orderPayments.updateValue(payment.amount.amount, forKey: payment.reference)
    try check(before == nil, .orderPath, "\(payment.reference.text) arrives twice")
  }

  private func pay(_ payment: OrderPayment, _ order: OrderBook, at instant: Instant) throws(Broken) {
    try told(payment, order)
    let wasOpen = order.payment == .pending || order.payment == .processing || order.payment == .expired
    try check(wasOpen, .orderPath, "\(order.id.text) is paid, being \(order.payment)")
    try check(payment.amount.amount, is: order.total, .orderPath, "what is paid for \(order.id.text)")
    let held = reservations[.order(order.id)]
    try check(held?.state == .reserved && held?.expiresAt == nil, .noOversell, "\(order.id.text) is paid, not held")
    guard case .accepted(let share) = payment.outcome, let seller = order.seller else {
      throw Broken(.orderPath, "whose the money is")
    }
    let fee = Book.fee(of: order.total, at: order.fee)
    try check(share.split.fee.amount, is: fee, .balances, "the fee of \(order.id.text)")
    release(order.total, fee: fee, to: .sellerPayable(seller), from: .gateway, in: order.currency, at: instant)
    order.reference = payment.reference
    order.paid = order.total
    order.feeTaken = fee
    set(order, .paid, .paid)
  }

  private func giveBack(
    _ payment: OrderPayment, _ refund: OrderRefund, _ order: OrderBook, at instant: Instant
  ) throws(Broken) {
    try told(payment, order)
    guard case .returned(let reason) = payment.outcome else { throw Broken(.orderPath, "why money goes back") }
    let isRight: Bool
    switch order.payment {
    case .pending, .processing: isRight = payment.amount.amount != order.total
    case .expired: isRight = payment.amount.amount != order.total || !canReserve(order, at: instant)
    case .paid, .refunded, .failed: isRight = true
    }
    try check(isRight, .orderPath, "money of \(order.id.text) goes back by \(reason.rawValue), being \(order.payment)")
    try note(refund, payment.reference, payment.amount.amount, order)
    let wallet = Account.wallet(order.buyer)
    post(
      [(.gateway, wallet, payment.amount.amount), (wallet, .gateway, payment.amount.amount)],
      in: payment.amount.currency, at: instant)
  }

  private func canReserve(_ order: OrderBook, at instant: Instant) -> Bool {
    var asked: [StockKey: Int] = [:]
    for line in order.lines { asked[line.key, default: 0] += line.units }
    return asked.allSatisfy { available($0.key, at: max(instant, stocks[$0.key]?.last ?? instant)) >= $0.value }
  }

  private func note(
    _ refund: OrderRefund, _ payment: PaymentReference, _ amount: Int64, _ order: OrderBook
  ) throws(Broken) {
    try check(refunds[refund.id] == nil, .orderPath, "\(refund.id.text) goes back twice")
    try check(refund.amount.amount, is: amount, .orderPath, "what goes back of \(order.id.text)")
    refunds[refund.id] = RefundBook(
      session: nil, buyer: order.buyer, payment: payment, amount: amount, currency: order.currency)
    expectRequest("orderRefund/" + refund.id.text)
  }

  /// The parts of a sale that go back: fees stay what they would have been on what is left.
  private func takeBack(_ amount: Int64, _ order: OrderBook, at instant: Instant) throws(Broken) {
    guard let seller = order.seller else { throw Broken(.orderPath, "a group order gives money back") }
    order.refunded += amount
    try check(order.refunded <= order.paid, .orderPath, "\(order.id.text) gives back more than was paid")
    let left = Book.fee(of: order.paid - order.refunded, at: order.fee)
    release(
      -amount, fee: left - order.feeTaken, to: .sellerPayable(seller), from: .gateway, in: order.currency, at: instant)
    order.feeTaken = left
  }

  private func cancel(_ order: OrderBook, _ refund: OrderRefund?, at instant: Instant) throws(Broken) {
    guard case .cancelOrder(let command) = deed, command.order == order.id else {
      throw Broken(.orderPath, "\(order.id.text) is cancelled unasked")
    }
    let states: [OrderStatus] = [.pendingPayment, .paid, .processing]
    try check(states.contains(order.status), .orderPath, "\(order.id.text) is cancelled, being \(order.status)")
    let held = reservations[.order(order.id)]
    try check(held?.state != .reserved && held?.state != .consumed, .orderPath, "\(order.id.text) goes on holding")
    try check((refund != nil) == (order.paid > order.refunded), .orderPath, "whether money goes back")
    if let refund, let reference = order.reference {
      let amount = order.paid - order.refunded
      try note(refund, reference, amount, order)
      try takeBack(amount, order, at: instant)
    }
    if order.shipment != nil { expectRequest("noShipment/" + order.id.text) }
    set(order, .cancelled, order.payment == .paid ? .refunded : .failed)
  }

  private func giveBack(
    _ refund: OrderRefund, _ returned: [LineUnits], _ order: OrderBook, at instant: Instant
  ) throws(Broken) {
    guard case .refundOrder(let command) = deed, command.order == order.id, let reference = order.reference else {
      throw Broken(.orderPath, "\(order.id.text) gives back unasked")
    }
    try check(order.status == .shipped || order.status == .delivered, .orderPath, "\(order.id.text) gives back")
    try note(refund, reference, command.amount.amount, order)
    try takeBack(command.amount.amount, order, at: instant)
    for line in returned {
      order.returned[line.line] += line.units
      try check(
        order.returned[line.line] <= order.lines[line.line].units, .unitsOnHand, "more comes back than went out")
    }
    if order.refunded == order.paid { set(order, .refunded, .refunded) }
  }

  // MARK: Goods

  private func ship(_ order: OrderBook, _ number: TrackingNumber?) throws(Broken) {
    try check(order.status == .paid || order.status == .processing, .orderPath, "\(order.id.text) goes out")
    if order.isRetail {
      try check(reservations[.order(order.id)]?.state, is: .consumed, .orderPath, "what goes out has gone")
    }
    set(order, .shipped, order.payment)
    if order.shipment == nil { setShipment(order, .booked) }
    if let number { order.tracking = number }
  }

  private func track(_ event: TrackingEvent, _ order: OrderBook) throws(Broken) {
    guard case .recordTracking(let command) = deed, command.order == order.id, command.event == event else {
      throw Broken(.orderPath, "\(order.id.text) is tracked unasked")
    }
    let known = order.shipment
    try check(known.map { $0 < event.status } ?? false, .orderPath, "\(order.id.text) goes back to \(event.status)")
    setShipment(order, event.status)
    if event.status == .delivered, order.status == .shipped { set(order, .delivered, order.payment) }
  }
}
