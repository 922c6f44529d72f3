/// Something that happened to an order (SPEC §12, §13): a fact, with all that is needed to tell the order from its
/// events alone.
public enum OrderEvent: Sendable, Equatable {
  /// It was placed; of a group session's participant it is paid already.
  case placed(Order)
  /// The buyer is paying.
  case paymentBegun
  /// It was paid; one that had expired is taken up again.
  case paid(OrderPayment)
  /// Money arrived that could not be accepted, and goes back.
  case paymentReturned(OrderPayment, OrderRefund)
  /// Its payment did not go through.
  case paymentFailed
  /// It was not paid in time.
  case expired
  /// It is not wanted any more; what had been paid goes back.
  case cancelled(Reason?, OrderRefund?)
  /// A carrier was asked to come, at a rate.
  case shipmentBooked(ShippingRate?)
  /// Its goods went out; the number under which they are tracked, if it is known.
  case shipped(TrackingNumber?)
  /// The carrier told that they are further than before.
  case tracked(TrackingEvent)
  /// Money was given back after the goods had gone out, and perhaps goods came back into stock.
  case refunded(OrderRefund, returned: [LineUnits])

  /// Its name: `ORDER_PLACED`.
  public var name: String {
    switch self {
    case .placed: "ORDER_PLACED"
    case .paymentBegun: "ORDER_PAYMENT_BEGUN"
    case .paid: "ORDER_PAID"
    case .paymentReturned: "ORDER_PAYMENT_RETURNED"
    case .paymentFailed: "ORDER_PAYMENT_FAILED"
    case .expired: "ORDER_EXPIRED"
    case .cancelled: "ORDER_CANCELLED"
    case .shipmentBooked: "SHIPMENT_BOOKED"
    case .shipped: "ORDER_SHIPPED"
    case .tracked(let event): event.status == .delivered ? "ORDER_DELIVERED" : "SHIPMENT_TRACKED"
    case .refunded: "ORDER_REFUNDED"
    }
  }
}
