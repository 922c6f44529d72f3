extension ListingEvent {
  /// All of the event's own fields; its name stands beside them.
  var storedData: Record {
    switch self {
    case .listed(let listing, let former, let shown):
      ["listing": listing.stored, "from": former.record, "syncedStock": shown.record]
    case .switchedOff(let key, let stock, let reason):
      ["listing": key.record, "stock": stock.record, "reason": reason.record]
    case .switchedOn(let key, let stock), .outOfStock(let key, let stock), .backInStock(let key, let stock):
      ["listing": key.record, "stock": stock.record]
    case .synced(let sync): sync.record
    }
  }

  /// The event of a name, from its own fields; nil if it is none of a listing.
  init?(named name: String, _ stored: Record) throws(StoredFault) {
    if name == "INVENTORY_SYNCED" {
      self = .synced(try StockSync(stored: stored))
      return
    }
    guard ListingEvent.names.contains(name) else { return nil }
    var fields = try StoredFields(stored)
    switch name {
    case "LISTING_CONFIGURED":
      self = .listed(
        try fields.take("listing"), from: try fields.take("from"), showing: try fields.takeCount("syncedStock"))
    case "LISTING_SWITCHED_OFF":
      self = .switchedOff(try fields.take("listing"), of: try fields.take("stock"), try fields.take("reason"))
    case "LISTING_SWITCHED_ON": self = .switchedOn(try fields.take("listing"), of: try fields.take("stock"))
    case "INVENTORY_OUT_OF_STOCK": self = .outOfStock(try fields.take("listing"), of: try fields.take("stock"))
    default: self = .backInStock(try fields.take("listing"), of: try fields.take("stock"))
    }
    try fields.end()
  }

  private static var names: [String] {
    [
      "LISTING_CONFIGURED", "LISTING_SWITCHED_OFF", "LISTING_SWITCHED_ON", "INVENTORY_OUT_OF_STOCK",
      "INVENTORY_BACK_IN_STOCK",
    ]
  }
}

extension StockSync: Stored {
  /// From the supplier's stock, the counts, and since when they differed.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    stock = StockKey(
      owner: try fields.take("supplier"), location: try fields.take("location"), variant: try fields.take("variant"))
    before = try fields.takeCount("before", upTo: Quantity.maximum)
    after = try fields.takeCount("after", upTo: Quantity.maximum)
    since = try fields.take("since")
    listings = try fields.takeCount("listings", upTo: StockReflection.mostListings)
    disabled = try fields.takeCount("disabled", upTo: listings)
    enabled = try fields.takeCount("enabled", upTo: listings)
    try fields.end()
  }
}
