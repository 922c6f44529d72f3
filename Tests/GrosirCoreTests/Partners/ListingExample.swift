import GrosirCore
import GrosirTesting
import XCTest

/// Two suppliers with shirts of S and M in one place each, eight of every one, on a plain store.
struct ListingExample {
  var world = SessionWorld()

  init() throws {
    for supplier in ["bandung", "solo"] {
      for size in ["S", "M"] { try accept(AdjustStock(Self.stock(supplier, size), by: 8, because: .receipt), at: 0) }
    }
  }

  static func stock(_ supplier: String, _ size: String) -> StockKey {
    StockKey(
      owner: OwnerID(unchecked: supplier), location: LocationID(literal: "here"), variant: VariantID(unchecked: size))
  }

  static func listing(_ reseller: String, _ size: String) -> ListingKey {
    ListingKey(SellerID(unchecked: reseller), VariantID(unchecked: size))
  }

  static func listed(_ reseller: String, _ supplier: String, _ size: String) -> PutListing {
    PutListing(by: SellerID(unchecked: reseller), of: stock(supplier, size))
  }

  static func minute(_ number: Int32) -> Instant { Instant.epoch.adding(.minutes(number)) ?? .latest }

  @discardableResult
  mutating func accept<Given: Command>(_ command: Given, at minute: Int32) throws -> Given.Receipt {
    try world.run(command, at: Self.minute(minute)).get()
  }

  /// Why a command is refused, by which nothing may change.
  mutating func refusal<Given: Command>(of command: Given, at minute: Int32) throws -> Given.Refusal {
    let before = world
    guard case .failure(let refusal) = try world.run(command, at: Self.minute(minute)) else {
      throw ExpectationFailure("\(command) is accepted")
    }
    XCTAssertEqual(world.stock, before.stock)
    XCTAssertEqual(world.listings, before.listings)
    XCTAssertEqual(world.events.count, before.events.count)
    return refusal
  }

  /// Units come or go.
  mutating func adjust(_ supplier: String, _ size: String, _ units: Int, at minute: Int32) throws {
    try accept(AdjustStock(Self.stock(supplier, size), by: units, because: .correction), at: minute)
  }

  /// What a sync did: `2 stocks, 3 listings, −1 +2, 0 left`.
  mutating func sync(_ scope: SyncScope = .everything, limit: Int = 100, at minute: Int32) throws -> String {
    let receipt = try accept(SyncListings(scope, limit: limit), at: minute)
    return "\(receipt.stocks) stocks, \(receipt.listings) listings, −\(receipt.disabled) +\(receipt.enabled), "
      + "\(receipt.left) left"
  }

  /// What a listing shows, and whether it is sellable: `8 sellable`.
  func shows(_ reseller: String, _ size: String) -> String {
    guard let listing = world.listings[Self.listing(reseller, size)],
      let reflection = world.stock[listing.stock]?.reflection
    else { return "not listed" }
    return "\(reflection.syncedStock)" + (listing.isSellable(showing: reflection.syncedStock) ? " sellable" : "")
  }

  /// What happened since so many events, as a line each: `INVENTORY_OUT_OF_STOCK ani/S of bandung/here/S`.
  func events(since count: Int) -> [String] {
    world.events.dropFirst(count).map { dated in
      guard case .stock(.listing(let event)) = dated.event else { return dated.event.name }
      if case .synced(let sync) = event { return "\(event.name) \(sync.stock) \(sync.before)→\(sync.after)" }
      return "\(event.name) \(event.listing.map { "\($0)" } ?? "") of \(event.stock)"
    }
  }
}
