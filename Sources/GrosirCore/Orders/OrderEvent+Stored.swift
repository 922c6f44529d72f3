extension OrderEvent {
  /// All of the event's own fields; its name and its order stand beside them.
  var storedData: Record {
    switch self {
    case .placed(let order): order.stored
    case .paid(let payment): payment.stored
    case .paymentReturned(let payment, let refund): ["payment": payment.stored, "refund": refund.stored]
    case .cancelled(let reason, let refund): ["reason": reason.record, "refund": refund.stored]
    case .refunded(let refund, let returned): ["refund": refund.stored, "returned": returned.record]
    case .paymentBegun, .paymentFailed, .expired, .shipmentBooked, .shipped, .tracked:
      // Of these nothing is left out where they are shown.
      record
    }
  }

  /// The event of a name, from its own fields.
  init(named name: String, stored: Record) throws(StoredFault) {
    switch name {
    case "ORDER_PLACED":
      self = .placed(try Order(stored: stored))
      return
    case "ORDER_PAID":
      self = .paid(try OrderPayment(stored: stored))
      return
    case "ORDER_DELIVERED", "SHIPMENT_TRACKED":
      self = .tracked(try TrackingEvent(stored: stored))
      guard self.name == name else { throw StoredFault(.malformed, at: FieldPath("status")) }
      return
    default: break
    }
    var fields = try StoredFields(stored)
    switch name {
    case "ORDER_PAYMENT_BEGUN": self = .paymentBegun
    case "ORDER_PAYMENT_RETURNED": self = .paymentReturned(try fields.take("payment"), try fields.take("refund"))
    case "ORDER_PAYMENT_FAILED": self = .paymentFailed
    case "ORDER_EXPIRED": self = .expired
    case "ORDER_CANCELLED": self = .cancelled(try fields.take("reason"), try fields.take("refund"))
    case "SHIPMENT_BOOKED": self = .shipmentBooked(try fields.take("rate"))
    case "ORDER_SHIPPED": self = .shipped(try fields.take("trackingNumber"))
    case "ORDER_REFUNDED": self = .refunded(try fields.take("refund"), returned: try fields.take("returned"))
    default: throw StoredFault(.unknown)
    }
    try fields.end()
  }
}
