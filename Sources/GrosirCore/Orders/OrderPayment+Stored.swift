extension FeeSplit: Stored {
  /// From the whole, the fee and the rest.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (gross, fee): (Money, Money) = (try fields.take("gross"), try fields.take("fee"))
    let net: Money = try fields.take("net")
    try fields.end()
    try StoredFault.unless(
      fee.currency == gross.currency && net.currency == gross.currency
        && fee.amount.checkedAdding(net.amount) == gross.amount,
      "net", "fee and net are not the whole")
    try StoredFault.unless(fee.amount >= 0 && net.amount >= 0, "fee", "no part is negative")
    (self.gross, self.fee, self.net) = (gross, fee, net)
  }
}

extension SellerShare: Stored {
  /// From whose, and the amount with its parts.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    self.init(seller: try fields.take("seller"), split: try fields.take("split"))
    try fields.end()
  }
}

extension OrderPayment: Stored {
  /// The whole row.
  package var stored: Record {
    .fields([
      .init("payment", reference.record), .init("order", order.record), .init("buyer", buyer.record),
      .init("currency", amount.currency.stored), .init("amount", amount.amount.record),
      .init("confirmedAt", confirmedAt.record), .init("outcome", outcome.name.record),
      .init("returnReason", outcome.returnReason.stored), .init("share", outcome.share.record),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let reference: PaymentReference = try fields.take("payment")
    let (order, buyer): (OrderID, BuyerID) = (try fields.take("order"), try fields.take("buyer"))
    let amount = try fields.takeAmount("amount", fields.take("currency"))
    let (confirmedAt, name): (Instant, String) = (try fields.take("confirmedAt"), try fields.take("outcome"))
    let (reason, share): (OrderReturnReason?, SellerShare?) = (
      try fields.take("returnReason"), try fields.take("share")
    )
    try fields.end()
    let outcome: Outcome
    switch (name, reason, share) {
    case ("accepted", nil, let share?): outcome = .accepted(share)
    case ("returned", let reason?, nil): outcome = .returned(reason)
    default: throw StoredFault(.malformed, at: FieldPath("outcome"))
    }
    self.init(
      reference: reference, order: order, buyer: buyer, amount: amount, confirmedAt: confirmedAt, outcome: outcome)
  }
}

extension OrderPayment.Outcome {
  fileprivate var name: String {
    switch self {
    case .accepted: "accepted"
    case .returned: "returned"
    }
  }

  fileprivate var returnReason: OrderReturnReason? {
    guard case .returned(let reason) = self else { return nil }
    return reason
  }

  fileprivate var share: SellerShare? {
    guard case .accepted(let share) = self else { return nil }
    return share
  }
}

extension OrderRefund: Stored {
  /// The whole row.
  package var stored: Record {
    .fields([
      .init("refund", id.record), .init("order", order.record), .init("payment", payment.record),
      .init("buyer", buyer.record), .init("currency", amount.currency.stored), .init("amount", amount.amount.record),
      .init("reason", reason.storedName.record), .init("returnReason", reason.returnReason.stored),
      .init("share", reason.share.record), .init("because", reason.because.record),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (id, order): (RefundID, OrderID) = (try fields.take("refund"), try fields.take("order"))
    let (payment, buyer): (PaymentReference, BuyerID) = (try fields.take("payment"), try fields.take("buyer"))
    let amount = try fields.takeAmount("amount", fields.take("currency"))
    let reason = try OrderRefundReason(from: &fields)
    try fields.end()
    self.init(id: id, order: order, payment: payment, buyer: buyer, amount: amount, reason: reason)
  }
}

extension OrderRefundReason {
  /// Its name; that on the wire says why money was returned.
  fileprivate var storedName: String { returnReason == nil ? name : "returned" }

  fileprivate var returnReason: OrderReturnReason? {
    guard case .returned(let reason) = self else { return nil }
    return reason
  }

  fileprivate var because: Reason? {
    guard case .granted(_, let because) = self else { return nil }
    return because
  }

  fileprivate init(from fields: inout StoredFields) throws(StoredFault) {
    let (name, reason): (String, OrderReturnReason?) = (try fields.take("reason"), try fields.take("returnReason"))
    let (share, because): (SellerShare?, Reason?) = (try fields.take("share"), try fields.take("because"))
    switch (name, reason, share, because) {
    case ("returned", let reason?, nil, nil): self = .returned(reason)
    case ("cancelled", nil, let share?, nil): self = .cancelled(share)
    case ("granted", nil, let share?, let because?): self = .granted(share, because)
    default: throw StoredFault(.malformed, at: FieldPath("reason"))
    }
  }
}
