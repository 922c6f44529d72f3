extension PayeeSettlement {
  /// Everything, flat, in one currency; the gross follows.
  var storedFields: [Record.Field] {
    [
      .init("payeeKind", payee.kind.stored), .init("payee", payee.id.record), .init("from", period.lowerBound.record),
      .init("until", period.upperBound.record), .init("currency", net.currency.stored),
      .init("releases", releases.amount.record), .init("purchases", purchases.amount.record),
      .init("shipping", shipping.amount.record), .init("fee", fee.amount.record), .init("net", net.amount.record),
      .init("payableAt", payableAt.record),
    ]
  }

  /// From those fields.
  init(from fields: inout StoredFields) throws(StoredFault) {
    payee = try Payee(from: &fields)
    let (start, end): (Instant, Instant) = (try fields.take("from"), try fields.take("until"))
    try StoredFault.unless(start <= end, "until", "a period ends after it begins")
    period = start..<end
    let currency: Currency = try fields.take("currency")
    // Any of them may be below zero, where more went back than was sold.
    let (releases, purchases): (Int64, Int64) = (try fields.take("releases"), try fields.take("purchases"))
    let (shipping, fee): (Int64, Int64) = (try fields.take("shipping"), try fields.take("fee"))
    let net: Int64 = try fields.take("net")
    guard let goods = releases.checkedAdding(purchases), let gross = goods.checkedAdding(shipping) else {
      throw StoredFault(.inconsistent("the gross cannot be counted"), at: FieldPath("releases"))
    }
    try StoredFault.unless(net.checkedAdding(fee) == gross, "net", "net and fee are not the gross")
    self.releases = Money(releases, currency)
    self.purchases = Money(purchases, currency)
    self.shipping = Money(shipping, currency)
    self.fee = Money(fee, currency)
    self.gross = Money(gross, currency)
    self.net = Money(net, currency)
    payableAt = try fields.take("payableAt")
  }
}

extension Payee {
  fileprivate enum Kind: String, StoredName {
    case factory, seller
  }

  fileprivate var kind: Kind {
    switch self {
    case .factory: .factory
    case .seller: .seller
    }
  }

  fileprivate var id: String {
    switch self {
    case .factory(let factory): factory.text
    case .seller(let seller): seller.text
    }
  }

  fileprivate init(from fields: inout StoredFields) throws(StoredFault) {
    let kind: Kind = try fields.take("payeeKind")
    switch kind {
    case .factory: self = .factory(try fields.take("payee"))
    case .seller: self = .seller(try fields.take("payee"))
    }
  }
}

extension Payee: Stored {
  /// From what they are, and which one.
  package init(stored: Record) throws(StoredFault) {
    switch EntrySubject(record: stored) {
    case .factory(let factory): self = .factory(factory)
    case .seller(let seller): self = .seller(seller)
    case .session, .buyer, .stock, nil: throw StoredFault(.malformed)
    }
  }
}
