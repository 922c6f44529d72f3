import GrosirCore
import XCTest

/// SPEC §10: a reseller's listing mirrors a supplier's stock.
final class ListingTests: XCTestCase {
  private typealias Example = ListingExample

  // MARK: Listing

  func testAListingShowsWhatIsThere() throws {
    var example = try Example()
    let receipt = try example.accept(Example.listed("ani", "bandung", "S"), at: 1)
    XCTAssertEqual(receipt.record, PutListing.Receipt(record: receipt.record)?.record)
    XCTAssertEqual([receipt.syncedStock, receipt.isSellable ? 1 : 0, receipt.isNew ? 1 : 0], [8, 1, 1])
    let events = example.world.events.count
    let again = try example.accept(Example.listed("ani", "bandung", "S"), at: 2)
    XCTAssertEqual([again.syncedStock, again.isSellable ? 1 : 0, again.isNew ? 1 : 0], [8, 1, 0])
    XCTAssertEqual(example.world.events.count, events)
    XCTAssertEqual(try example.sync(at: 2), "0 stocks, 0 listings, −0 +0, 0 left")
    // All listings of a stock show the same, whenever they were made.
    try example.adjust("bandung", "S", -3, at: 3)
    XCTAssertEqual(try example.accept(Example.listed("budi", "bandung", "S"), at: 4).syncedStock, 8)
    XCTAssertEqual(try example.sync(at: 5), "1 stocks, 2 listings, −0 +0, 0 left")
    XCTAssertEqual([example.shows("ani", "S"), example.shows("budi", "S")], ["5 sellable", "5 sellable"])
  }

  func testWhatCannotBeListed() throws {
    var example = try Example()
    let unheard = Example.stock("bandung", "XXL")
    XCTAssertEqual(
      try example.refusal(of: PutListing(by: SellerID(literal: "ani"), of: unheard), at: 1), .unknownStock(unheard))
    guard case .invalid(let violations) = try example.refusal(of: Example.listed("solo", "solo", "S"), at: 1) else {
      return XCTFail("one's own stock")
    }
    XCTAssertEqual(violations.map { "\($0)" }, ["supplier: one's own stock is sold without a listing"])
    let unlisted = Example.listing("ani", "S")
    XCTAssertEqual(
      try example.refusal(of: SwitchListing(unlisted, isOn: false), at: 1), .unknownListing(unlisted))
  }

  /// Nothing is available, or everything is reserved: both show as nothing.
  func testAListingOfNothing() throws {
    var example = try Example()
    try example.adjust("bandung", "S", -8, at: 0)
    let reserved = ReserveStock(OrderID(literal: "O"), [StockLine(Example.stock("solo", "S"), 8)])
    try example.accept(reserved, at: 0)
    XCTAssertFalse(try example.accept(Example.listed("ani", "bandung", "S"), at: 1).isSellable)
    XCTAssertFalse(try example.accept(Example.listed("budi", "solo", "S"), at: 1).isSellable)
  }

  func testAListingMovesToAnotherSupplier() throws {
    var example = try Example()
    try example.accept(Example.listed("ani", "bandung", "S"), at: 1)
    try example.accept(SwitchListing(Example.listing("ani", "S"), isOn: false), at: 1)
    try example.adjust("bandung", "S", -8, at: 2)
    try example.adjust("solo", "S", -1, at: 2)
    let events = example.world.events.count
    let receipt = try example.accept(Example.listed("ani", "solo", "S"), at: 3)
    XCTAssertEqual([receipt.syncedStock, receipt.isSellable ? 1 : 0, receipt.isNew ? 1 : 0], [7, 0, 1])
    XCTAssertNil(example.world.stock[Example.stock("bandung", "S")]?.reflection, "nobody lists it any more")
    XCTAssertEqual(example.world.stock[Example.stock("solo", "S")]?.reflection?.listings, 1)
    XCTAssertEqual(example.events(since: events), ["LISTING_CONFIGURED ani/S of solo/here/S"])
    XCTAssertEqual(try example.sync(at: 4), "0 stocks, 0 listings, −0 +0, 0 left", "bandung's changes concern nobody")
    XCTAssertEqual(example.shows("ani", "S"), "7")
  }

  func testAStockHasSoManyListings() throws {
    var example = try Example()
    for number in 0..<StockReflection.mostListings {
      let reseller = SellerID(unchecked: "r\(number)")
      try example.accept(PutListing(by: reseller, of: Example.stock("solo", "M")), at: 1)
    }
    let stock = Example.stock("solo", "M")
    let more = PutListing(by: SellerID(literal: "one more"), of: stock)
    XCTAssertEqual(try example.refusal(of: more, at: 2), .tooManyListings(of: stock))
    XCTAssertFalse(try example.accept(Example.listed("r0", "solo", "M"), at: 2).isNew, "who has one keeps it")
    // Two stocks with more listings than one run takes: never a part of a stock, and at least one.
    try example.accept(Example.listed("r0", "solo", "S"), at: 3)
    try example.adjust("solo", "S", -8, at: 4)
    try example.adjust("solo", "M", -8, at: 5)
    XCTAssertEqual(try example.sync(at: 6), "1 stocks, 1 listings, −1 +0, 1 left")
    XCTAssertEqual(try example.sync(at: 6), "1 stocks, 10000 listings, −10000 +0, 0 left")
  }

  // MARK: By hand

  func testWhatAPersonDisabledStaysDisabled() throws {
    var example = try Example()
    try example.accept(Example.listed("ani", "bandung", "S"), at: 1)
    try example.accept(Example.listed("budi", "bandung", "S"), at: 1)
    let off = SwitchListing(Example.listing("ani", "S"), isOn: false, because: Reason("ugly"))
    let receipt = try example.accept(off, at: 2)
    XCTAssertEqual(receipt.record, SwitchListing.Receipt(record: receipt.record)?.record)
    XCTAssertEqual([receipt.isSellable, receipt.isNew], [false, true])
    let again = try example.accept(off, at: 2)
    XCTAssertEqual([again.isSellable, again.isNew], [false, false])
    var events = example.world.events.count
    try example.adjust("bandung", "S", -8, at: 3)
    XCTAssertEqual(try example.sync(at: 4), "1 stocks, 2 listings, −1 +0, 0 left")
    XCTAssertEqual(
      example.events(since: events + 1),
      ["INVENTORY_SYNCED bandung/here/S 8→0", "INVENTORY_OUT_OF_STOCK budi/S of bandung/here/S"])
    events = example.world.events.count
    try example.adjust("bandung", "S", 2, at: 5)
    XCTAssertEqual(try example.sync(at: 6), "1 stocks, 2 listings, −0 +1, 0 left")
    XCTAssertEqual(
      example.events(since: events + 1),
      ["INVENTORY_SYNCED bandung/here/S 0→2", "INVENTORY_BACK_IN_STOCK budi/S of bandung/here/S"])
    XCTAssertEqual([example.shows("ani", "S"), example.shows("budi", "S")], ["2", "2 sellable"])
    XCTAssertTrue(try example.accept(SwitchListing(Example.listing("ani", "S"), isOn: true), at: 7).isSellable)
    XCTAssertFalse(try example.accept(SwitchListing(Example.listing("ani", "S"), isOn: true), at: 7).isNew)
    try example.adjust("bandung", "S", -2, at: 8)
    _ = try example.sync(at: 9)
    try example.accept(SwitchListing(Example.listing("ani", "S"), isOn: false), at: 9)
    XCTAssertFalse(
      try example.accept(SwitchListing(Example.listing("ani", "S"), isOn: true), at: 9).isSellable, "nothing is there")
  }

  // MARK: Synchronising

  func testOnlyWhatChangedIsLookedAt() throws {
    var example = try Example()
    for (reseller, supplier, size) in [("ani", "bandung", "S"), ("ani", "bandung", "M"), ("budi", "solo", "S")] {
      try example.accept(Example.listed(reseller, supplier, size), at: 1)
    }
    try example.adjust("bandung", "S", -1, at: 2)
    try example.adjust("solo", "S", 1, at: 3)
    // Nobody lists this one.
    try example.adjust("solo", "M", 1, at: 3)
    // There and back again is no change.
    try example.adjust("bandung", "M", 1, at: 4)
    try example.adjust("bandung", "M", -1, at: 5)
    let events = example.world.events.count
    XCTAssertEqual(try example.sync(limit: 1, at: 6), "1 stocks, 1 listings, −0 +0, 1 left")
    XCTAssertEqual(try example.sync(limit: 1, at: 7), "1 stocks, 1 listings, −0 +0, 0 left")
    XCTAssertEqual(try example.sync(limit: 1, at: 8), "0 stocks, 0 listings, −0 +0, 0 left")
    XCTAssertEqual(
      example.events(since: events),
      ["INVENTORY_SYNCED bandung/here/S 8→7", "INVENTORY_SYNCED solo/here/S 8→9"], "those first that waited longest")
    let reflection = example.world.stock[Example.stock("bandung", "S")]?.reflection
    XCTAssertEqual(reflection?.syncedAt, Example.minute(6))
    XCTAssertEqual(reflection?.lastDelay, .minutes(4))
    XCTAssertNil(reflection?.outOfStepSince)
  }

  func testOfOneSupplierOrVariant() throws {
    var example = try Example()
    for supplier in ["bandung", "solo"] {
      for size in ["S", "M"] {
        try example.accept(Example.listed("of \(supplier)", supplier, size), at: 1)
        try example.adjust(supplier, size, -8, at: 2)
      }
    }
    XCTAssertEqual(
      try example.sync(.supplier(OwnerID(literal: "solo")), limit: 1, at: 3), "1 stocks, 1 listings, −1 +0, 1 left")
    XCTAssertEqual(example.shows("of solo", "M"), "0", "by key where they have waited equally long")
    XCTAssertEqual(try example.sync(.variant(VariantID(literal: "S")), at: 3), "2 stocks, 2 listings, −2 +0, 0 left")
    XCTAssertEqual(try example.sync(.supplier(OwnerID(literal: "solo")), at: 3), "0 stocks, 0 listings, −0 +0, 0 left")
    XCTAssertEqual(example.shows("of bandung", "M"), "8 sellable")
    XCTAssertEqual(try example.sync(at: 3), "1 stocks, 1 listings, −1 +0, 0 left")
  }

  func testALimitIsAPositiveNumber() throws {
    var example = try Example()
    for limit in [0, 10_001, -1] {
      guard case .invalid(let violations) = try example.refusal(of: SyncListings(limit: limit), at: 1) else {
        return XCTFail("accepted")
      }
      XCTAssertEqual(violations.map { "\($0.path)" }, ["limit"])
    }
    try example.accept(SyncListings(limit: 10_000), at: 1)
  }

  /// Reserving takes units from what listings show, and consuming them changes nothing of that.
  func testWhatIsPromisedIsNotShown() throws {
    var example = try Example()
    try example.accept(Example.listed("ani", "bandung", "S"), at: 1)
    let order = OrderID(literal: "O")
    try example.accept(ReserveStock(order, [StockLine(Example.stock("bandung", "S"), 3)]), at: 2)
    XCTAssertEqual(try example.sync(at: 3), "1 stocks, 1 listings, −0 +0, 0 left")
    XCTAssertEqual(example.shows("ani", "S"), "5 sellable")
    try example.accept(ConsumeReservation(order), at: 4)
    XCTAssertEqual(try example.sync(at: 5), "0 stocks, 0 listings, −0 +0, 0 left")
    // What has expired is shown once somebody released it.
    try example.accept(ReserveStock(OrderID(literal: "P"), [StockLine(Example.stock("bandung", "S"), 5)]), at: 6)
    XCTAssertEqual(try example.sync(at: 7), "1 stocks, 1 listings, −1 +0, 0 left")
    XCTAssertEqual(try example.sync(at: 60), "0 stocks, 0 listings, −0 +0, 0 left")
    try example.accept(SweepReservations(), at: 60)
    XCTAssertEqual(try example.sync(at: 60), "1 stocks, 1 listings, −0 +1, 0 left")
  }

  /// By a clock that jumped back, a sync is dated no earlier than what changed the stock.
  func testAClockThatJumpsBack() throws {
    var example = try Example()
    try example.accept(Example.listed("ani", "bandung", "S"), at: 1)
    try example.adjust("bandung", "S", 1, at: 9)
    XCTAssertEqual(try example.sync(at: 2), "1 stocks, 1 listings, −0 +0, 0 left")
    XCTAssertEqual(example.world.events.last?.instant, Example.minute(9))
    XCTAssertEqual(example.world.stock[Example.stock("bandung", "S")]?.reflection?.lastDelay, .zero)
  }

  // MARK: What events tell

  func testEventsCarryWhatTheSourcesList() throws {
    var example = try Example()
    try example.accept(Example.listed("ani", "bandung", "S"), at: 1)
    try example.accept(SwitchListing(Example.listing("ani", "S"), isOn: false, because: Reason("ugly")), at: 1)
    try example.accept(SwitchListing(Example.listing("ani", "S"), isOn: true), at: 1)
    try example.adjust("bandung", "S", -8, at: 2)
    _ = try example.sync(at: 3)
    let records = example.world.events.compactMap { dated -> Record? in
      if case .stock(.listing) = dated.event { dated.event.record["data"] } else { nil }
    }
    let supplier: [Record.Field] = [
      .init("supplier", "bandung"), .init("location", "here"), .init("variant", "S"),
    ]
    let listing = Record.Field("listing", ["reseller": "ani", "variant": "S"])
    XCTAssertEqual(
      records,
      [
        .fields(
          supplier + [
            listing, .init("from", .null), .init("syncedStock", .integer(8)), .init("isSellable", .flag(true)),
          ]),
        .fields(supplier + [listing, .init("reason", "ugly")]), .fields(supplier + [listing]),
        .fields(
          supplier + [
            .init("before", .integer(8)), .init("after", .integer(0)), .init("since", .instant(Example.minute(2))),
            .init("listings", .integer(1)), .init("disabled", .integer(1)), .init("enabled", .integer(0)),
          ]),
        .fields(supplier + [listing]),
      ])
  }

  func testErrorsComeBackFromTheirRecordsAndSpeak() {
    let (stock, listing) = (Example.stock("bandung", "S"), Example.listing("ani", "S"))
    let errors: [ListingError] = [
      .invalid([Violation(FieldPath("limit"), .tooLarge, "too many")]), .unknownStock(stock), .unknownListing(listing),
      .tooManyListings(of: stock),
    ]
    for error in errors { XCTAssertEqual(ListingError(record: error.record), error) }
    XCTAssertEqual(errors.map { $0.code }, ["invalid", "unknownStock", "unknownListing", "tooManyListings"])
    XCTAssertEqual(
      errors.map { "\($0)" },
      [
        "limit: too many", "there is no stock bandung/here/S; nothing ever came of it", "ani does not list S",
        "the stock bandung/here/S has 10000 listings, and can have no more",
      ])
    XCTAssertNil(ListingError(record: ["code": "unheardOf"]))
    XCTAssertNil(ListingError(record: ["code": "unknownStock"]))
  }

  // MARK: At the till

  /// An order for listed goods draws on the supplier's stock, and only through a listing that is sellable.
  func testAnOrderThroughAListing() throws {
    var example = try OrderExample()
    let reseller = SellerID(literal: "toko-ani")
    let (shirt, medium) = (OrderExample.key("shirt-s"), OrderExample.key("shirt-m"))
    try example.accept(PutListing(by: reseller, of: shirt), at: 1)
    try example.accept(PutListing(by: reseller, of: medium), at: 1)
    let lines = [
      OrderExample.line("shirt-s", 2, 120_000, soldBy: reseller),
      OrderExample.line("shirt-m", 1, 90_000, soldBy: reseller),
    ]
    try example.accept(OrderExample.checkout("a", lines), at: 2)
    XCTAssertEqual(example.count("shirt-s"), "10 2")
    let keys = [shirt, medium].map { ListingKey(reseller, $0.variant) }
    try example.accept(SwitchListing(keys[1], isOn: false), at: 3)
    XCTAssertEqual(try example.refusal(of: OrderExample.checkout("b", lines), at: 4), .listingsNotSellable([keys[1]]))
    try example.accept(AdjustStock(shirt, by: -8, because: .correction), at: 5)
    let short = OrderExample.checkout("c", [lines[0]])
    XCTAssertEqual(try example.refusal(of: short, at: 5)?.code, "insufficient", "the stock has the last word")
    try example.accept(SyncListings(), at: 6)
    XCTAssertEqual(try example.refusal(of: OrderExample.checkout("b", lines), at: 6), .listingsNotSellable(keys))
    // The supplier sells their own without a listing, and so does whoever lists it from somebody else.
    try example.accept(OrderExample.checkout("own", [OrderExample.line("shirt-m", 1, 90_000)]), at: 7)
    let elsewhere = StockKey(owner: OwnerID(literal: "solo"), location: shirt.location, variant: medium.variant)
    try example.accept(AdjustStock(elsewhere, by: 1, because: .receipt), at: 7)
    try example.accept(PutListing(by: reseller, of: elsewhere), at: 7)
    try example.accept(OrderExample.checkout("d", [lines[1]]), at: 8)
  }
}
