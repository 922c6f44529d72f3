extension Disbursement: Stored {
  /// From who is to be paid how much, and of which withdrawal.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    withdrawal = try fields.take("withdrawal")
    buyer = try fields.take("buyer")
    amount = try fields.take("amount")
    try fields.end()
    try StoredFault.unless(!amount.isNegative, "amount", "it is negative")
  }
}

extension PayoutOrder: Stored {
  /// From who is to be paid how much, and of which settlement.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    settlement = try fields.take("settlement")
    payee = try fields.take("payee")
    amount = try fields.take("amount")
    try fields.end()
    try StoredFault.unless(!amount.isNegative, "amount", "it is negative")
  }
}
