extension OrderPaymentRequest: Stored {
  /// From who is to pay how much for what, and until when.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    checkout = try fields.take("checkout")
    order = try fields.take("order")
    buyer = try fields.take("buyer")
    amount = try fields.take("amount")
    until = try fields.take("until")
    try fields.end()
    try StoredFault.unless(!amount.isNegative, "amount", "it is negative")
  }
}

extension ShipmentRequest: Stored {
  /// From what goes to whom, and at which rate.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    order = try fields.take("order")
    buyer = try fields.take("buyer")
    address = try fields.take("address")
    rate = try fields.take("rate")
    try fields.end()
  }
}
