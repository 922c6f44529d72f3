extension Participant: Stored {
  /// The whole row, its money in one currency.
  package var stored: Record {
    .fields([
      .init("participant", .text(id.text)), .init("session", .text(session.text)), .init("buyer", .text(buyer.text)),
      .init("number", .integer(Int64(number))), .init("kind", kind.record), .init("lines", lines.record),
      .init("currency", .text(total.currency.code)), .init("total", .integer(total.amount)),
      .init("requestedAt", .instant(requestedAt)), .init("status", .text(status.name)),
      .init("until", deadline.record), .init("admitted", admitted.record), .init("place", .integer(Int64(place))),
      .init("paidAt", paidAt.record), .init("payment", payment.record), .init("escrowed", .integer(escrowed.amount)),
      .init("credited", .integer(credited.amount)), .init("isDisputed", .flag(isDisputed)),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (id, session): (ParticipantID, SessionID) = (try fields.take("participant"), try fields.take("session"))
    let (buyer, number): (BuyerID, Int) = (try fields.take("buyer"), try fields.takeCount("number"))
    let (kind, lines): (Kind, [VariantUnits]) = (try fields.take("kind"), try fields.take("lines"))
    let currency: Currency = try fields.take("currency")
    let total = try fields.takeAmount("total", currency)
    let requestedAt: Instant = try fields.take("requestedAt")
    let status = try Status(from: &fields)
    self.init(
      id, of: buyer, in: session, number: number, lines: lines, total: total, kind: kind, requestedAt: requestedAt,
      until: requestedAt)
    self.status = status
    admitted = try fields.take("admitted")
    place = try fields.takeCount("place")
    paidAt = try fields.take("paidAt")
    payment = try fields.take("payment")
    escrowed = try fields.takeAmount("escrowed", currency)
    credited = try fields.takeAmount("credited", currency)
    isDisputed = try fields.take("isDisputed")
    try fields.end()
    try checkStored()
  }

  private func checkStored() throws(StoredFault) {
    try lines.checkStored(at: "lines")
    try StoredFault.unless(!lines.isEmpty, "lines", "nothing was asked for")
    try admitted.checkStored(at: "admitted")
    try StoredFault.unless(admitted.arePart(of: lines), "admitted", "it was not asked for")
    try StoredFault.unless(escrowed.amount <= total.amount, "escrowed", "it is more than was paid")
    try StoredFault.unless(credited.amount <= total.amount, "credited", "it is more than was paid")
    try StoredFault.unless((payment == nil) == (paidAt == nil), "paidAt", "a payment has its instant")
    let (isPaid, isUnpaid) = (status == .paid || status == .waiting, isAwaitingPayment || status == .lapsed)
    try StoredFault.unless(!isPaid || payment != nil, "payment", "nobody is in or waits who has not paid")
    try StoredFault.unless(!isUnpaid || payment == nil, "payment", "it is paid, and still to be paid")
    try StoredFault.unless(status != .waiting || kind != .order, "kind", "only a pledge waits")
  }
}

extension Participant.Kind: Stored {}

extension Participant.Status {
  /// Until when it is to be paid, if it is.
  var deadline: Instant? {
    if case .awaitingPayment(let until) = self { return until }
    return nil
  }

  /// Its name, and until when it is to be paid, among other fields.
  init(from fields: inout StoredFields) throws(StoredFault) {
    let (name, until): (String, Instant?) = (try fields.take("status"), try fields.take("until"))
    if name == "awaitingPayment" {
      guard let until else { throw StoredFault(.missing, at: FieldPath("until")) }
      self = .awaitingPayment(until: until)
      return
    }
    try StoredFault.unless(until == nil, "until", "only what is to be paid has a deadline")
    switch name {
    case "waiting": self = .waiting
    case "paid": self = .paid
    case "lapsed": self = .lapsed
    case "left": self = .left
    case "reversed": self = .reversed
    case "returned": self = .returned
    default: throw StoredFault(.malformed, at: FieldPath("status"))
    }
  }
}

extension BuyerStanding: Stored {
  /// The whole row.
  package var stored: Record {
    .fields([
      .init("buyer", .text(buyer.text)), .init("session", .text(session.text)),
      .init("openHolds", .integer(Int64(openHolds))), .init("units", .integer(Int64(units))),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (buyer, session): (BuyerID, SessionID) = (try fields.take("buyer"), try fields.take("session"))
    self.init(of: buyer, in: session)
    openHolds = try fields.takeCount("openHolds")
    units = try fields.takeCount("units")
    try fields.end()
  }
}
