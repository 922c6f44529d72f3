extension SellerStatus: Stored {}
extension ListingKey: Stored {}

extension Seller: Stored {
  /// The whole row.
  package var stored: Record {
    [
      "seller": id.record, "status": status.record, "suspendedBecause": suspendedBecause.record,
      "registeredAt": registeredAt.record, "lastInstant": lastInstant.record,
    ]
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let (id, status): (SellerID, SellerStatus) = (try fields.take("seller"), try fields.take("status"))
    let reason: Reason? = try fields.take("suspendedBecause")
    self.init(id, registeredAt: try fields.take("registeredAt"))
    self.status = status
    suspendedBecause = reason
    lastInstant = try fields.take("lastInstant")
    try fields.end()
    try StoredFault.unless(registeredAt <= lastInstant, "lastInstant", "it is before the seller registered")
    try StoredFault.unless(
      status != .suspended || reason != nil, "suspendedBecause", "nobody is suspended without a reason")
  }
}

extension SellerDetails: Stored {
  /// The whole row, flat.
  package var stored: Record {
    .fields(
      [.init("seller", seller.record), .init("name", name.record), .init("phone", phone.stored)]
        + bank.draft.storedFields)
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let draft = Draft(
      id: try fields.take("seller"), name: try fields.take("name"), phone: try fields.take("phone"),
      bank: try BankDetails.Draft(from: &fields))
    try fields.end()
    do throws(SellerError) {
      try self.init(draft)
    } catch {
      guard case .invalid(let violations) = error else { throw StoredFault(.malformed) }
      throw StoredFault(violations)
    }
  }
}

extension Listing: Stored {
  /// The whole row, flat; the owner of the stock is the supplier.
  package var stored: Record {
    .fields([
      .init("reseller", key.reseller.record), .init("variant", key.variant.record),
      .init("supplier", stock.owner.record), .init("location", stock.location.record),
      .init("suppliedVariant", stock.variant.record), .init("isSwitchedOff", isSwitchedOff.record),
      .init("lastInstant", lastInstant.record),
    ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let key = ListingKey(try fields.take("reseller"), try fields.take("variant"))
    let stock = StockKey(
      owner: try fields.take("supplier"), location: try fields.take("location"),
      variant: try fields.take("suppliedVariant"))
    let isSwitchedOff: Bool = try fields.take("isSwitchedOff")
    self.init(key, of: stock, at: try fields.take("lastInstant"))
    self.isSwitchedOff = isSwitchedOff
    try fields.end()
  }
}

extension SellerEvent {
  /// All of the event's own fields; its name and the seller stand beside them.
  var storedData: Record {
    switch self {
    case .registered, .activated: .fields([])
    case .suspended(let reason): ["reason": reason.record]
    }
  }

  /// The event of a name, from its own fields.
  init(named name: String, stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    switch name {
    case "SELLER_REGISTERED": self = .registered
    case "SELLER_ACTIVATED": self = .activated
    case "SELLER_SUSPENDED": self = .suspended(try fields.take("reason"))
    default: throw StoredFault(.unknown)
    }
    try fields.end()
  }
}
