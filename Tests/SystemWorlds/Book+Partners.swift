import GrosirCore

/// A reseller's listing as the book has it.
struct ListingBook {
  var stock: StockKey
  var isOff = false
}

/// What the listings of one stock show, as the book has it.
struct DisplayBook: Equatable {
  var listings = 0
  var shown: Int
}

extension Book {
  private func touch(_ listing: ListingKey) {
    if !touched.listings.contains(listing) { touched.listings.append(listing) }
  }

  // MARK: Sellers

  func hear(_ event: SellerEvent, of seller: SellerID) throws(Broken) {
    if !touched.sellers.contains(seller) { touched.sellers.append(seller) }
    let before = sellers[seller]
    switch event {
    case .registered:
      try check(before == nil || before == .pending, .partnerPath, "\(seller.text) registers, being \(before as Any)")
      sellers[seller] = .pending
    case .activated:
      try check(before == .pending || before == .suspended, .partnerPath, "\(seller.text) is activated")
      sellers[seller] = .active
    case .suspended:
      try check(before == .pending || before == .active, .partnerPath, "\(seller.text) is suspended")
      sellers[seller] = .suspended
    }
    if let status = sellers[seller] { coverage.reach(status) }
  }

  /// Whoever may not sell at the moment sells nothing.
  func checkMaySell(_ command: PlaceOrder) throws(Broken) {
    for line in command.lines {
      let status = sellers[line.seller]
      try check(status == nil || status == .active, .partnerPath, "\(line.seller.text) sells, being \(status as Any)")
      if let listing = listings[ListingKey(line.seller, line.variant)], listing.isOff,
        listing.stock == line.place.key(of: line.variant)
      {
        throw Broken(.partnerPath, "\(line.seller.text) sells what they have switched off")
      }
    }
  }

  // MARK: Listings

  func hear(_ event: ListingEvent) throws(Broken) {
    switch event {
    case .listed(let listing, let former, let shown): try list(listing, former, shown)
    case .switchedOff(let key, _, _): try toggle(key, isOff: true)
    case .switchedOn(let key, _): try toggle(key, isOff: false)
    case .synced(let sync): try follow(sync)
    case .outOfStock(let key, _):
      try check(awaitedToggles.removeValue(forKey: key), is: false, .mirrored, "\(key) goes out of stock")
    case .backInStock(let key, _):
      try check(awaitedToggles.removeValue(forKey: key), is: true, .mirrored, "\(key) comes back in stock")
    }
  }

  private func free(_ key: StockKey) -> Int { stocks[key].map { $0.onHand - $0.reserved } ?? 0 }

  private func list(_ listing: Listing, _ former: StockKey?, _ shown: Int) throws(Broken) {
    guard case .putListing(let command) = deed, command.key == listing.key, command.stock == listing.stock else {
      throw Broken(.mirrored, "\(listing.key) is listed unasked")
    }
    try check(former, is: listings[listing.key]?.stock, .mirrored, "what \(listing.key) showed before")
    if let former {
      displays[former]?.listings -= 1
      if displays[former]?.listings == 0 { displays[former] = nil }
      touch(former)
    }
    try check(shown, is: displays[listing.stock]?.shown ?? free(listing.stock), .mirrored, "what \(listing.key) shows")
    displays[listing.stock, default: DisplayBook(shown: shown)].listings += 1
    let isOff = listings[listing.key]?.isOff ?? false
    listings[listing.key] = ListingBook(stock: listing.stock, isOff: isOff)
    touch(listing.stock)
    touch(listing.key)
  }

  private func toggle(_ key: ListingKey, isOff: Bool) throws(Broken) {
    guard case .switchListing(let command) = deed, command.listing == key, command.isOn != isOff else {
      throw Broken(.mirrored, "\(key) is switched unasked")
    }
    try check(listings[key]?.isOff, is: !isOff, .mirrored, "\(key), which is switched")
    listings[key]?.isOff = isOff
    touch(key)
  }

  private func follow(_ sync: StockSync) throws(Broken) {
    guard case .syncListings(let command) = deed, command.scope.covers(sync.stock), let display = displays[sync.stock]
    else { throw Broken(.mirrored, "\(sync.stock) is synchronised unasked") }
    let free = free(sync.stock)
    try check(sync.before, is: display.shown, .mirrored, "what \(sync.stock) showed")
    try check(sync.after, is: free, .mirrored, "what \(sync.stock) shows from now on")
    try check(free != display.shown, .mirrored, "\(sync.stock) had not changed")
    try check(sync.listings, is: display.listings, .mirrored, "listings of \(sync.stock)")
    displays[sync.stock]?.shown = free
    touch(sync.stock)
    guard (free > 0) != (display.shown > 0) else { return }
    for (key, listing) in listings where listing.stock == sync.stock && !listing.isOff {
      awaitedToggles[key] = free > 0
    }
  }

  /// After a synchronisation of all there is, nothing is out of step.
  func judge(_ command: SyncListings) throws(Broken) {
    try check(awaitedToggles.isEmpty, .mirrored, "listings that nobody told of: \(awaitedToggles)")
    guard command.limit >= displays.count else { return }
    for (key, display) in displays where command.scope.covers(key) {
      try check(display.shown, is: free(key), .mirrored, "what \(key) shows")
    }
  }

  // MARK: Comparing

  func compare(_ seller: SellerID, with row: Seller?) throws(Broken) {
    try check(row?.status, is: sellers[seller], .partnerPath, seller.text)
  }

  func compare(_ key: ListingKey, with row: Listing?) throws(Broken) {
    try check(row?.stock, is: listings[key]?.stock, .mirrored, "the stock of \(key)")
    try check(row?.isSwitchedOff, is: listings[key]?.isOff, .mirrored, "\(key)")
  }

  /// Compares what listings show of a stock.
  func compareDisplay(of key: StockKey, with row: StockItem?) throws(Broken) {
    let display = row?.reflection.map { DisplayBook(listings: $0.listings, shown: $0.syncedStock) }
    try check(display, is: displays[key], .mirrored, "what is shown of \(key)")
  }
}

extension ListingEvent {
  /// Whether it changes what is kept of the stock, and not of a listing alone.
  var changesStock: Bool {
    switch self {
    case .listed, .synced: true
    case .switchedOff, .switchedOn, .outOfStock, .backInStock: false
    }
  }
}

extension SyncScope {
  fileprivate func covers(_ key: StockKey) -> Bool {
    switch self {
    case .everything: true
    case .supplier(let owner): key.owner == owner
    case .variant(let variant): key.variant == variant
    }
  }
}
