import GrosirCore
import GrosirJSON

extension ReplayWords {
  // MARK: Asked

  /// What somebody asked about orders, as said of them: `goes to the till as cart-1 with 2 hoodie-m of rina`.
  func askedOfOrders(_ content: Record, _ entry: ReplayEntry) -> String {
    let order = text(content, "order")
    switch ScenarioVerb(rawValue: entry.name) {
    case .placeOrder:
      let total: Money? = content.field("total")
      return "goes to the till as \(text(content, "checkout")) with \(cart(content["lines"])): "
        + (total.map { money($0) } ?? "for nothing")
    case .beginOrderPayment: return "says that \(order) is being paid"
    case .confirmOrderPayment:
      let amount: Money? = content.field("amount")
      return "confirms \(amount.map { money($0) } ?? "money") for \(order), payment \(text(content, "payment"))"
    case .failOrderPayment: return "says that the payment for \(order) failed"
    case .expireOrders: return "looks for orders that were not paid"
    case .cancelOrder: return "cancels \(order)\(because(content))"
    case .bookShipment:
      let rate: ShippingRate? = content.field("rate")
      return "packs \(order)" + (rate.map { " for \($0.carrier.text) \($0.service.text), \(money($0.amount))" } ?? "")
    case .shipOrder:
      let number: String? = content.field("trackingNumber")
      return "sends \(order)" + (number.map { " as \($0)" } ?? "")
    case .recordTracking:
      let (word, instant): (String?, Instant?) = (content["event"]?.field("status"), content["event"]?.field("at"))
      let status = word.flatMap { ShipmentStatus(rawValue: $0) }.map { phrase($0) } ?? "on its way"
      return "tells that \(order) is \(status) since \(instant.map { moment($0) } ?? "some time")"
    default:
      let amount: Money? = content.field("amount")
      let back = units(content["returned"])
      return "gives back \(amount.map { money($0) } ?? "money") of \(order)"
        + (back == 0 ? "" : ", with \(count(back, "unit")) that came back") + because(content)
    }
  }

  private func cart(_ record: Record?) -> String {
    guard case .list(let lines)? = record else { return "nothing" }
    let texts = lines.map { line in
      let units: Int? = line.field("units")
      return "\(grouped(units ?? 0)) \(text(line, "variant")) of \(text(line, "seller"))"
    }
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "nothing" }
    return texts.dropLast().joined(separator: ", ") + " and " + last
  }

  private func units(_ record: Record?) -> Int {
    guard case .list(let lines)? = record else { return 0 }
    // A sum that does not fit is refused by the engine, for no line has so many units.
    return lines.reduce(0) { sum, line in
      let units: Int? = line.field("units")
      return sum + (units ?? 0)
    }
  }

  private func because(_ content: Record) -> String {
    let reason: String? = content.field("reason")
    return reason.map { ": \($0)" } ?? ""
  }

  // MARK: Happened

  /// What happened to an order, on a line.
  func words(for event: OrderEvent, of id: OrderID) -> (text: String, paint: Paint) {
    let order = id.text
    return switch event {
    case .placed(let order): (words(forPlaced: order), .good)
    case .paymentBegun: ("\(order) is being paid", .plain)
    case .paid(let payment): ("\(order) is paid: \(shares(of: payment))", .good)
    case .paymentReturned(let payment, let refund): returned(payment, refund)
    case .paymentFailed: ("\(order) comes to nothing: the payment failed", .warning)
    case .expired: ("\(order) was not paid in time", .warning)
    case .cancelled(_, let refund):
      (
        "\(order) is cancelled; "
          + (refund.map { "\(money($0.amount)) goes back to \($0.buyer.text)" } ?? "nothing had been paid"), .warning
      )
    case .shipmentBooked: ("\(order) is packed, and a carrier comes for it", .good)
    case .shipped(let number): ("\(order) has gone out" + (number.map { " as \($0.text)" } ?? ""), .good)
    case .tracked(let told): ("\(order) is \(phrase(told.status))", told.status == .delivered ? .good : .plain)
    case .refunded(let refund, let back): refunded(refund, back.reduce(0) { $0 + $1.units })
    }
  }

  /// A group order is paid when it is made.
  private func words(forPlaced order: Order) -> String {
    let goods = "\(count(order.lines.reduce(0) { $0 + $1.units }, "unit")) of \(order.seller.name)"
    guard let until = order.payBefore else {
      return "order \(order.id.text) of \(order.buyer.text): \(goods), \(money(order.amounts.total)) paid"
    }
    return "\(order.id.text): \(goods), \(money(order.amounts.total)) to pay until \(moment(until))"
  }

  private func shares(of payment: OrderPayment) -> String {
    guard case .accepted(let share) = payment.outcome else { return money(payment.amount) }
    return "\(money(share.split.net)) for \(share.seller.text), \(money(share.split.fee)) for the platform"
  }

  private func returned(_ payment: OrderPayment, _ refund: OrderRefund) -> (text: String, paint: Paint) {
    guard case .returned(let reason) = payment.outcome else {
      return ("\(money(refund.amount)) goes back to \(refund.buyer.text)", .warning)
    }
    return ("\(money(refund.amount)) goes back to \(refund.buyer.text): \(phrase(reason))", .warning)
  }

  private func refunded(_ refund: OrderRefund, _ units: Int) -> (text: String, paint: Paint) {
    let parts =
      refund.reason.share.map { share in
        ", \(money(share.split.net)) from \(share.seller.text) and \(money(share.split.fee)) from the platform"
      } ?? ""
    let back = units == 0 ? "" : "; \(count(units, "unit")) in stock again"
    return ("\(money(refund.amount)) goes back to \(refund.buyer.text)\(parts)\(back)", .warning)
  }

  // MARK: Parts

  private func phrase(_ reason: OrderReturnReason) -> String {
    switch reason {
    case .paymentMismatch: "not what was asked for"
    case .alreadyPaid: "paid already"
    case .soldOut: "it came too late, and the goods are gone"
    case .orderCancelled: "the order came to nothing"
    }
  }

  /// Where an order stands, in a word or two.
  func phrase(_ status: OrderStatus) -> String {
    switch status {
    case .pendingPayment: "to be paid"
    case .processing: "packed"
    case .paid, .shipped, .delivered, .cancelled, .refunded: status.rawValue
    }
  }

  /// How far a shipment is, in a word or two.
  func phrase(_ status: ShipmentStatus) -> String {
    switch status {
    case .booked: "booked"
    case .pickedUp: "picked up"
    case .inTransit: "in transit"
    case .outForDelivery: "nearly there"
    case .delivered: "delivered"
    }
  }
}
