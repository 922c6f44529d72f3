extension OrderStatus: Recordable {
  /// The wire name.
  public var record: Record { .text(rawValue) }

  /// From the wire name.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}

extension PaymentStatus: Recordable {
  /// The wire name.
  public var record: Record { .text(rawValue) }

  /// From the wire name.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}

extension ShipmentStatus: Recordable {
  /// The wire name.
  public var record: Record { .text(rawValue) }

  /// From the wire name.
  public init?(record: Record) {
    guard case .text(let word) = record else { return nil }
    self.init(rawValue: word)
  }
}

extension OrderOrigin: Recorded {
  /// The participant and the session, or the checkout.
  public var record: Record {
    switch self {
    case .participant(let participant, of: let session):
      ["participant": participant.record, "session": session.record]
    case .checkout(let checkout): ["checkout": checkout.record]
    }
  }
}

extension OrderSeller: Recordable {
  /// What it is, and which one.
  public var record: Record {
    switch self {
    case .factory(let factory): ["kind": "factory", "id": factory.record]
    case .warehouse: ["kind": "warehouse"]
    case .seller(let seller): ["kind": "seller", "id": seller.record]
    }
  }

  /// From what it is, and which one.
  public init?(record: Record) {
    guard let kind: String = record.field("kind") else { return nil }
    let seller: OrderSeller? =
      switch kind {
      case "factory": record.field("id").map { .factory($0) }
      case "warehouse": .warehouse
      case "seller": record.field("id").map { .seller($0) }
      default: nil
      }
    guard let seller else { return nil }
    self = seller
  }
}

extension OrderLine: Recorded {
  /// Everything, as it was bought.
  public var record: Record {
    [
      "product": product.record, "version": version.record, "variant": variant.record,
      "sku": (sku?.text).record, "productName": .text(productName), "variantName": .text(variantName),
      "unitPrice": unitPrice.record, "priceAdjustment": priceAdjustment.record, "units": units.record,
      "stock": stock.record,
    ]
  }
}

extension LineUnits: Recorded {
  /// The line's position, and the units.
  public var record: Record { ["line": line.record, "units": units.record] }
}

extension OrderAmounts: Recorded {
  /// All five.
  public var record: Record {
    [
      "goods": goods.record, "discount": discount.record, "tax": tax.record, "shipping": shipping.record,
      "total": total.record,
    ]
  }
}

extension ShippingAddress.Draft: Recorded {
  /// The address as it was given; of a command's content, which is purged, and of nothing that stays.
  public var record: Record {
    [
      "recipient": recipient.record, "lines": lines.record, "postalCode": postalCode.record, "phone": phone.record,
    ]
  }
}

extension ShippingRate: Recordable {
  /// Carrier, service and amount.
  public var record: Record {
    ["carrier": carrier.record, "service": service.record, "amount": amount.record]
  }

  /// From carrier, service and amount.
  public init?(record: Record) {
    guard let carrier: CarrierCode = record.field("carrier"), let service: CarrierCode = record.field("service"),
      let amount: Money = record.field("amount")
    else { return nil }
    self.init(carrier: carrier, service: service, amount: amount)
  }
}

extension Shipment: Recorded {
  /// What was agreed, under which number, and how far it is.
  public var record: Record {
    [
      "rate": rate.record, "trackingNumber": trackingNumber.record, "status": status.record,
      "statusAt": statusAt.record,
    ]
  }
}

extension TrackingEvent: Recorded {
  /// How far, and since when.
  public var record: Record { ["status": status.record, "at": instant.record] }
}

extension Order: Recorded {
  /// The whole row; of its people the identities alone.
  public var record: Record {
    [
      "order": id.record, "buyer": buyer.record, "origin": origin.record, "seller": seller.record,
      "factory": factory.record, "lines": lines.record, "address": address.record, "amounts": amounts.record,
      "fee": fee.value.record, "placedAt": placedAt.record, "payBefore": payBefore.record, "status": status.record,
      "paymentStatus": paymentStatus.record, "payment": payment.record, "refunded": refunded.record,
      "returnedUnits": returnedUnits.record, "shipment": shipment.record,
    ]
  }
}

extension SellerShare: Recorded {
  /// Whose, and the amount with its parts.
  public var record: Record { ["seller": seller.record, "split": split.record] }
}

extension OrderPayment: Recorded {
  /// What arrived, and what became of it.
  public var record: Record {
    [
      "payment": reference.record, "order": order.record, "buyer": buyer.record, "amount": amount.record,
      "outcome": outcome.record,
    ]
  }
}

extension OrderPayment.Outcome: Recorded {
  /// `accepted`, and whose it is; or why it goes back.
  public var record: Record {
    switch self {
    case .accepted(let share): ["kind": "accepted", "share": share.record]
    case .returned(let reason): ["kind": "returned", "reason": .text(reason.rawValue)]
    }
  }
}

extension OrderRefund: Recorded {
  /// How much goes back of what, and why.
  public var record: Record {
    var fields: [Record.Field] = [
      .init("refund", id.record), .init("order", order.record), .init("payment", payment.record),
      .init("buyer", buyer.record), .init("amount", amount.record), .init("reason", .text(reason.name)),
    ]
    if let share = reason.share { fields.append(.init("share", share.record)) }
    if case .granted(_, let because) = reason { fields.append(.init("because", because.record)) }
    return .fields(fields)
  }
}

extension OrderEvent: Recorded {
  /// The event's own fields; its name and its order stand beside them.
  public var record: Record {
    switch self {
    case .placed(let order): order.record
    case .paymentBegun, .paymentFailed, .expired: .fields([])
    case .paid(let payment): payment.record
    case .paymentReturned(let payment, let refund): ["payment": payment.record, "refund": refund.record]
    case .cancelled(let reason, let refund): ["reason": reason.record, "refund": refund.record]
    case .shipmentBooked(let rate): ["rate": rate.record]
    case .shipped(let number): ["trackingNumber": number.record]
    case .tracked(let event): event.record
    case .refunded(let refund, let returned): ["refund": refund.record, "returned": returned.record]
    }
  }
}
