/// Something that happened to resellers' listings (SPEC §10, §13): a fact, with all that is needed to tell from events
/// alone what there is.
///
/// They are events of stocks (``StockEvent/listing(_:)``), because what a stock's listings show is a part of it.
public enum ListingEvent: Sendable, Hashable {
  /// A reseller lists a variant, from another supplier's stock than before or for the first time; and what the listings
  /// of that stock show.
  case listed(Listing, from: StockKey?, showing: Int)
  /// A person disabled a listing, and perhaps why.
  case switchedOff(ListingKey, of: StockKey, Reason?)
  /// A person enabled a listing that one had disabled.
  case switchedOn(ListingKey, of: StockKey)
  /// The listings of a stock show what it has.
  case synced(StockSync)
  /// A listing is disabled, because nothing is left of its stock; not told of one that a person has disabled.
  case outOfStock(ListingKey, of: StockKey)
  /// A listing is enabled, because its stock has something again; not told of one that a person has disabled.
  case backInStock(ListingKey, of: StockKey)

  /// Its name: `INVENTORY_SYNCED`.
  public var name: String {
    switch self {
    case .listed: "LISTING_CONFIGURED"
    case .switchedOff: "LISTING_SWITCHED_OFF"
    case .switchedOn: "LISTING_SWITCHED_ON"
    case .synced: "INVENTORY_SYNCED"
    case .outOfStock: "INVENTORY_OUT_OF_STOCK"
    case .backInStock: "INVENTORY_BACK_IN_STOCK"
    }
  }

  /// The listing it is about; nil where it is about all of a stock.
  public var listing: ListingKey? {
    switch self {
    case .listed(let listing, from: _, showing: _): listing.key
    case .switchedOff(let key, of: _, _), .switchedOn(let key, of: _), .outOfStock(let key, of: _),
      .backInStock(let key, of: _):
      key
    case .synced: nil
    }
  }

  /// The stock that is mirrored.
  public var stock: StockKey {
    switch self {
    case .listed(let listing, from: _, showing: _): listing.stock
    case .switchedOff(_, of: let stock, _), .switchedOn(_, of: let stock), .outOfStock(_, of: let stock),
      .backInStock(_, of: let stock):
      stock
    case .synced(let sync): sync.stock
    }
  }

  /// Visits the keys of the stocks that it is about, each once.
  func forEachKey(_ body: (StockKey) -> Void) {
    body(stock)
    if case .listed(_, from: let former?, showing: _) = self { body(former) }
  }
}

extension ListingEvent: Recorded {
  /// The supplier's stock and the listing, and what else the case carries.
  public var record: Record {
    guard let listing else {
      guard case .synced(let sync) = self else { preconditionFailure("only a sync is about all listings of a stock") }
      return sync.record
    }
    var fields = stock.supplierFields
    fields.append(.init("listing", listing.record))
    switch self {
    case .listed(let listing, let former, let shown):
      fields += [
        .init("from", former.record), .init("syncedStock", shown.record),
        .init("isSellable", listing.isSellable(showing: shown).record),
      ]
    case .switchedOff(_, of: _, let reason): fields.append(.init("reason", reason.record))
    case .switchedOn, .synced, .outOfStock, .backInStock: break
    }
    return .fields(fields)
  }
}
