/// The listings that a command needs, or all of them, and how events change them (SPEC §10, §13).
///
/// What is there is what its events make of nothing:
///
///     var rows = ListingRows()
///     for dated in events { rows.apply(dated.event, at: dated.instant) }
///
/// What a listing shows of its stock is with the stock (``StockReflection``), in ``StockRows``.
public struct ListingRows: Sendable {
  /// The listings, as far as they are here.
  public internal(set) var listings = Shelf<ListingKey, Listing>()

  /// Nothing.
  public init() {}

  /// Applies an event: the one place where listings change.
  ///
  /// It never fails; an event of a listing that is not here is a defect, and traps.
  ///
  /// - Complexity: O(1).
  package mutating func apply(_ event: ListingEvent, at instant: Instant) {
    switch event {
    case .listed(let listing, from: _, showing: _): listings.save(listing, as: listing.key)
    case .switchedOff(let key, of: _, _): turn(key, isSwitchedOff: true, at: instant)
    case .switchedOn(let key, of: _): turn(key, isSwitchedOff: false, at: instant)
    // These tell what follows from the stock, and change nothing of the listing itself.
    case .synced, .outOfStock, .backInStock: break
    }
  }

  private mutating func turn(_ key: ListingKey, isSwitchedOff: Bool, at instant: Instant) {
    guard var listing = listings[key] else { preconditionFailure("an event of a listing that is not here") }
    listing.isSwitchedOff = isSwitchedOff
    listing.lastInstant = max(listing.lastInstant, instant)
    listings.save(listing, as: key)
  }

  /// Adds the rows that events have changed.
  func appendChanged(to rows: inout [Row]) {
    listings.forEachChanged { rows.append(.partner(.listing($0))) }
  }
}

extension StockRows {
  /// What an event about listings makes of the stocks that they mirror.
  mutating func apply(_ event: ListingEvent, at instant: Instant) {
    switch event {
    case .listed(let listing, let former, let shown):
      if let former {
        change(former, at: instant) { item in
          item.reflection?.listings -= 1
          if item.reflection?.listings == 0 { item.reflection = nil }
        }
      }
      change(listing.stock, at: instant) { item in
        var reflection = item.reflection ?? StockReflection(showing: shown, at: instant)
        reflection.listings += 1
        item.reflection = reflection
      }
    case .synced(let sync): change(sync.stock, at: instant) { $0.reflection?.follow(sync, at: instant) }
    case .switchedOff, .switchedOn, .outOfStock, .backInStock: break
    }
  }

  private mutating func change(_ key: StockKey, at instant: Instant, _ body: (inout StockItem) -> Void) {
    guard var item = items[key] else { preconditionFailure("an event about listings of a stock that is not here") }
    body(&item)
    item.lastInstant = max(item.lastInstant, instant)
    items.save(item, as: key)
  }
}

extension Changes {
  /// Applies an event to the listing and the stock that it is about, and logs it; the only way a listing changes.
  mutating func record(
    _ event: ListingEvent, at instant: Instant, on listings: inout ListingRows, and stock: inout StockRows
  ) {
    listings.apply(event, at: instant)
    record(.listing(event), at: instant, on: &stock)
  }
}
