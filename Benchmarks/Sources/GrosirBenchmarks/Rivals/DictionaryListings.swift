/// Listings as one would first write them: dictionaries keyed by text.
///
/// What happened is kept as one value for each listing that changed; nothing else is: no order, no log, no answer.
struct DictionaryListings {
  struct Listing {
    let stock: String
    var shown: Int
    var isSwitchedOff = false
  }

  enum Change {
    case followed(String, Int)
    case outOfStock(String)
    case backInStock(String)
  }

  private(set) var available: [String: Int] = [:]
  private(set) var listings: [String: Listing] = [:]
  private var listingsOf: [String: [String]] = [:]
  private var changed: Set<String> = []
  private(set) var changes: [Change] = []

  mutating func add(_ listing: String, of stock: String, units: Int) {
    available[stock] = units
    listings[listing] = Listing(stock: stock, shown: units)
    listingsOf[stock, default: []].append(listing)
  }

  mutating func change(_ stock: String, by units: Int) {
    available[stock, default: 0] += units
    changed.insert(stock)
  }

  mutating func discardChanges() { changes.removeAll(keepingCapacity: true) }

  /// Compares every listing with its stock; how many followed.
  mutating func syncByScanning() -> Int {
    var followed = 0
    for place in listings.values.indices {
      let listing = listings.values[place]
      let units = available[listing.stock, default: 0]
      guard units != listing.shown else { continue }
      listings.values[place].shown = units
      note(listings.keys[place], listing, units)
      followed += 1
    }
    changed.removeAll(keepingCapacity: true)
    return followed
  }

  /// Looks at the listings of the stocks that were said to have changed; how many followed.
  mutating func syncWhatChanged() -> Int {
    var followed = 0
    for stock in changed {
      let units = available[stock, default: 0]
      for name in listingsOf[stock] ?? [] {
        guard let listing = listings[name], listing.shown != units else { continue }
        listings[name]?.shown = units
        note(name, listing, units)
        followed += 1
      }
    }
    changed.removeAll(keepingCapacity: true)
    return followed
  }

  private mutating func note(_ name: String, _ listing: Listing, _ units: Int) {
    changes.append(.followed(name, units))
    guard !listing.isSwitchedOff, (listing.shown > 0) != (units > 0) else { return }
    changes.append(units > 0 ? .backInStock(name) : .outOfStock(name))
  }
}
