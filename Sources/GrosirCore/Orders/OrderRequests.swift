/// A buyer is to pay for an order: what the payment port is asked (SPEC §12, §13).
public struct OrderPaymentRequest: Sendable, Hashable {
  /// The checkout; what several orders of one ask for may be collected together, and is confirmed order by order.
  public let checkout: CheckoutID
  /// The order; a payment is confirmed with it.
  public let order: OrderID
  /// Who is to pay.
  public let buyer: BuyerID
  /// Exactly so much.
  public let amount: Money
  /// Before this instant.
  public let until: Instant
}

/// A carrier is to come for an order's goods: what the shipping port is asked (SPEC §12, §13).
public struct ShipmentRequest: Sendable, Hashable {
  /// The order; the same one is never booked twice.
  public let order: OrderID
  /// Who receives.
  public let buyer: BuyerID
  /// Where it goes; whoever books reads it where it is kept, or asks the buyer where there is none.
  public let address: AddressID?
  /// What was agreed with the carrier, if anything was.
  public let rate: ShippingRate?
}

extension OrderPaymentRequest: Recorded {
  /// Who is to pay how much for what, and until when.
  public var record: Record {
    [
      "checkout": checkout.record, "order": order.record, "buyer": buyer.record, "amount": amount.record,
      "until": until.record,
    ]
  }
}

extension ShipmentRequest: Recorded {
  /// What goes to whom, and at which rate.
  public var record: Record {
    ["order": order.record, "buyer": buyer.record, "address": address.record, "rate": rate.record]
  }
}
