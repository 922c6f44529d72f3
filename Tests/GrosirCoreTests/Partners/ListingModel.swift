import GrosirCore

/// What listings show, in plain words: every stock, every listing, and nothing remembered for speed.
///
/// A sync looks at every stock there is and compares.
struct ListingModel {
  struct Stock {
    var available = 0
    /// Units of it that reservations hold, by order.
    var held: [String: Int] = [:]
    /// What its listings show; nil where it has none.
    var shown: Int?
    /// Since when that is not what is available.
    var since: Int64?
    /// When anything happened last.
    var last: Int64 = 0
  }

  struct Listing {
    var stock: StockKey
    var isOff = false
    /// When anything happened to it last.
    var last: Int64 = 0
  }

  private(set) var stocks: [StockKey: Stock] = [:]
  private(set) var listings: [ListingKey: Listing] = [:]

  /// Changes what is available of a stock.
  mutating func change(_ key: StockKey, by units: Int, at now: Int64) {
    var stock = stocks[key] ?? Stock(last: now)
    stock.available += units
    stock.last = max(stock.last, now)
    if let shown = stock.shown { stock.since = stock.available == shown ? nil : stock.since ?? stock.last }
    stocks[key] = stock
  }

  mutating func hold(_ key: StockKey, _ units: Int, for order: String, at now: Int64) {
    change(key, by: -units, at: now)
    stocks[key]?.held[order] = units
  }

  mutating func release(_ key: StockKey, of order: String, at now: Int64) {
    guard let units = stocks[key]?.held.removeValue(forKey: order) else { return }
    change(key, by: units, at: now)
  }

  /// What goes out was not available before.
  mutating func consume(_ key: StockKey, of order: String, at now: Int64) {
    stocks[key]?.held[order] = nil
    change(key, by: 0, at: now)
  }

  /// What happened, as words; or why not.
  mutating func put(_ key: ListingKey, of stock: StockKey, at now: Int64) -> [String] {
    guard stocks[stock] != nil else { return ["unknownStock"] }
    let before = listings[key]?.stock
    guard before != stock else { return [] }
    let touched = [before, stock].compactMap { $0 }
    let instant = touched.reduce(max(now, listings[key]?.last ?? now)) { max($0, stocks[$1]?.last ?? $0) }
    listings[key] = Listing(stock: stock, isOff: listings[key]?.isOff ?? false, last: instant)
    for stock in touched { stocks[stock]?.last = instant }
    if let before, !listings.values.contains(where: { $0.stock == before }) {
      stocks[before]?.shown = nil
      stocks[before]?.since = nil
    }
    let available = stocks[stock]?.available
    if stocks[stock]?.shown == nil { stocks[stock]?.shown = available }
    return ["LISTING_CONFIGURED \(key)"]
  }

  mutating func turn(_ key: ListingKey, isOn: Bool, at now: Int64) -> [String] {
    guard let listing = listings[key] else { return ["unknownListing"] }
    guard listing.isOff == isOn else { return [] }
    listings[key]?.isOff = !isOn
    listings[key]?.last = max(listing.last, now)
    return ["LISTING_SWITCHED_\(isOn ? "ON" : "OFF") \(key)"]
  }

  /// Carries over what changed: the first so many, and how many are left.
  mutating func sync(_ scope: SyncScope, limit: Int, at now: Int64) -> (happened: [String], taken: Int, left: Int) {
    let waiting = stocks.filter { key, stock in
      stock.shown != nil && stock.shown != stock.available && scope.holds(key)
    }.keys.sorted { left, right in
      let (mine, others) = (stocks[left]?.since ?? 0, stocks[right]?.since ?? 0)
      return mine == others ? left < right : mine < others
    }
    var happened: [String] = []
    for key in waiting.prefix(limit) {
      guard var stock = stocks[key], let shown = stock.shown else { continue }
      happened.append("INVENTORY_SYNCED \(key) \(shown)→\(stock.available)")
      let mine = listings.filter { $0.value.stock == key && !$0.value.isOff }.keys.sorted { $0.reseller < $1.reseller }
      if shown > 0, stock.available == 0 { happened += mine.map { "INVENTORY_OUT_OF_STOCK \($0)" } }
      if shown == 0, stock.available > 0 { happened += mine.map { "INVENTORY_BACK_IN_STOCK \($0)" } }
      (stock.shown, stock.since, stock.last) = (stock.available, nil, max(stock.last, now))
      stocks[key] = stock
    }
    return (happened, min(limit, waiting.count), max(0, waiting.count - limit))
  }
}

extension SyncScope {
  func holds(_ key: StockKey) -> Bool {
    switch self {
    case .everything: true
    case .supplier(let supplier): key.owner == supplier
    case .variant(let variant): key.variant == variant
    }
  }
}
