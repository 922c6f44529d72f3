import GrosirCore
import GrosirEngine

extension StoreLaw {
  /// Of one supplier, of one variant, of everything, in pages: what changed is carried over and nothing else, what a
  /// person disabled stays so, and the rows are as the events make them.
  func listingsFollowTheirStocks(in store: some GrosirStore) async throws {
    let market = try await LawMarket(in: store, units: 5)
    for (reseller, supplier, size) in [
      ("ani", "garut", "S"), ("ani", "solo", "M"), ("budi", "garut", "S"), ("budi", "garut", "M"),
      ("citra", "solo", "M"),
    ] { try await market.put(reseller, supplier, size) }
    let switched = market.listing("citra", "M")
    _ = try await market.engine.execute(SwitchListing(switched, isOn: false), in: market.context("off"))
    for (number, (supplier, size, units)) in [
      ("garut", "S", -5), ("solo", "M", -5), ("solo", "S", 1), ("garut", "M", 2),
    ].enumerated() {
      try await market.adjust(supplier, size, units, as: "change \(number)", at: LawScene.at(.minutes(Int32(number))))
    }
    try expectEqual(
      try await market.sync(.variant(VariantID(literal: "M")), limit: 1, as: "M"), "1 2 −1 +0 1", "a page of M")
    try expectEqual(
      try await market.sync(.supplier(OwnerID(literal: "solo")), as: "solo"), "0 0 −0 +0 0", "nothing is left of solo")
    try expectEqual(try await market.sync(limit: 1, as: "all 1"), "1 2 −2 +0 1", "a page of all")
    try expectEqual(try await market.sync(limit: 1, as: "all 2"), "1 1 −0 +0 0", "the last page")
    let last = try await lastEvent(of: market)
    try expectEqual(try await market.sync(as: "again"), "0 0 −0 +0 0", "a second run")
    try expectEqual(try await lastEvent(of: market), last, "events of a second run")
    try await market.adjust("solo", "M", 3, as: "back")
    try expectEqual(try await market.sync(as: "all 3"), "1 2 −0 +1 0", "what came back")
    for (reseller, size, expected) in [
      ("ani", "S", "0"), ("ani", "M", "3 sellable"), ("budi", "S", "0"), ("budi", "M", "7 sellable"),
      ("citra", "M", "3"),
      ("citra", "S", ""),
    ] { try expectEqual(try await market.shows(reseller, size), expected, "what \(reseller) shows of \(size)") }
    try await expectListingsOfEvents(in: market)
    let other = try await LawMarket(in: store, tenant: TenantID(literal: "other"), units: 5)
    try expectEqual(try await other.shows("ani", "M"), "", "a listing of another tenant")
  }

  private func lastEvent(of market: LawMarket<some GrosirStore>) async throws -> Int64? {
    try await market.store.events(of: nil, in: market.tenant, after: 0, limit: 1_000).last?.number
  }

  private func expectListingsOfEvents(in market: LawMarket<some GrosirStore>) async throws {
    var (stocks, listings) = (StockRows(), ListingRows())
    for logged in try await market.store.events(of: nil, in: market.tenant, after: 0, limit: 1_000) {
      guard case .stock(let event) = logged.dated.event else { continue }
      stocks.apply(event, at: logged.dated.instant)
      if case .listing(let event) = event { listings.apply(event, at: logged.dated.instant) }
    }
    for item in stocks.items.rows {
      let kept = try await market.store.look(at: [.stock(.item(item.key))], of: market.tenant).stockItem(item.key)
      try expectEqual(kept, item, "the stock \(item.key) and what its events make")
    }
    for listing in listings.listings.rows {
      let kept = try await market.engine.listing(listing.key, of: market.tenant)?.listing
      try expectEqual(kept, listing, "the listing \(listing.key) and what its events make")
      let history = try await market.store.events(of: .listing(listing.key), in: market.tenant, after: 0, limit: 100)
      try expect(
        history.first?.dated.event.name == "LISTING_CONFIGURED", "the history of \(listing.key) begins with its making")
    }
  }

  /// What is out of step is found in the order in which it came to be so, of every scope, as much as asked for, once,
  /// and nothing that is in step or that nobody lists; and it is counted.
  func whatIsOutOfStepIsFoundInOrder(in store: some GrosirStore) async throws {
    let market = try await LawMarket(in: store, units: 5)
    let other = try await LawMarket(in: store, tenant: TenantID(literal: "other"), units: 5)
    for (reseller, supplier, size) in [
      ("ani", "garut", "S"), ("ani", "solo", "M"), ("budi", "solo", "S"), ("citra", "garut", "M"),
    ] {
      try await market.put(reseller, supplier, size)
      try await other.put(reseller, supplier, size)
    }
    // By clocks that differ; the other tenant's stocks change earlier, and of all kinds.
    for (number, (supplier, size, minute, units)) in [
      ("garut", "M", 4, 1), ("garut", "S", 2, 1), ("solo", "M", 3, 1), ("solo", "S", 2, -1), ("garut", "S", 6, 1),
      ("solo", "M", 7, -1), ("solo", "M", 8, 2),
    ].enumerated() {
      try await market.adjust(supplier, size, units, as: "change \(number)", at: LawScene.at(.minutes(Int32(minute))))
      try await other.adjust(supplier, size, units, as: "change \(number)")
    }
    let (garut, solo) = (SyncScope.supplier(OwnerID(literal: "garut")), SyncScope.supplier(OwnerID(literal: "solo")))
    let (s, m) = (SyncScope.variant(VariantID(literal: "S")), SyncScope.variant(VariantID(literal: "M")))
    for (scope, limit, expected) in [
      (.everything, 9, "garut/S solo/S garut/M solo/M of 4"), (.everything, 1, "garut/S of 4"),
      (.everything, 3, "garut/S solo/S garut/M of 4"), (garut, 9, "garut/S garut/M of 2"), (garut, 1, "garut/S of 2"),
      (solo, 9, "solo/S solo/M of 2"), (s, 9, "garut/S solo/S of 2"), (m, 1, "garut/M of 2"),
      (.supplier(OwnerID(literal: "nobody")), 9, " of 0"),
    ] as [(SyncScope, Int, String)] {
      try expectEqual(try await market.outOfStep(scope, limit: limit), expected, "out of step of \(scope)")
    }
    try await market.sync(m, as: "M", at: LawScene.at(.minutes(9)))
    try expectEqual(try await market.outOfStep(.everything), "garut/S solo/S of 2", "after a sync of M")
    // There and back again is in step; and one more change is found once.
    try await market.adjust("solo", "S", 1, as: "there", at: LawScene.at(.minutes(9)))
    try expectEqual(try await market.outOfStep(.everything), "garut/S of 1", "after what was undone")
    try await market.adjust("solo", "S", 1, as: "and back", at: LawScene.at(.minutes(9)))
    try expectEqual(try await market.outOfStep(.everything), "garut/S solo/S of 2", "after it was done again")
    let waiting = try await market.engine.syncDelays(in: market.tenant, at: LawScene.at(.minutes(10)))
    try expectEqual([waiting.stocks, Int(waiting.longest.milliseconds)], [2, 480_000], "how long they have waited")
    // What nobody lists any more concerns nobody.
    try await market.put("ani", "solo", "S")
    try expectEqual(try await market.outOfStep(garut), " of 0", "of a stock that nobody lists any more")
  }

  /// What is brought to a sync is counted, not how long it takes.
  func syncsReadWhatChanged(in store: some GrosirStore) async throws {
    let market = try await LawMarket(in: store, units: 5)
    var made = 0
    for (round, existing) in [20, 80, 320].enumerated() {
      for number in made..<existing {
        try await market.adjust("big", "\(number)", 5, as: "receive \(number)")
        try await market.put("ani", "big", "\(number)")
        // One of many goes out of stock while it is listed, and the others are not looked at for that.
        try await market.put("budi", "big", "\(number)")
      }
      made = existing
      for number in 0..<4 {
        let units = number == 3 ? -5 - round : 1
        try await market.adjust("big", "\(number)", number == 3 && round > 0 ? 1 : units, as: "\(round) \(number)")
      }
      let read = StockRead.outOfStep(.everything, limit: 1_000)
      let brought = try await store.look(at: [.stock(read)], of: market.tenant).stockItems(read)
      try expectEqual(brought.count, 4, "what is brought to a sync of 4 where \(existing) exist")
      let crossing = round == 0 ? "−2 +0" : round == 1 ? "−0 +2" : "−0 +0"
      try expectEqual(try await market.sync(as: "sync \(round)"), "4 8 \(crossing) 0", "a sync where \(existing) exist")
    }
  }

  /// A reseller's listings, and those of a stock, come in pages, in order, each once, and nobody else's among them.
  func listingsComeInPages(in store: some GrosirStore) async throws {
    let market = try await LawMarket(in: store, units: 5)
    let sizes = ["c", "a", "e", "b", "d"]
    for size in sizes {
      try await market.adjust("garut", size, 1, as: size)
      try await market.put("ani", "garut", size)
      try await market.put("reseller \(size)", "garut", "S")
    }
    try await market.put("ani", "garut", "S")
    // Moved away and back, and moved away: found once, and not any more.
    try await market.put("reseller b", "solo", "S")
    _ = try await market.engine.execute(
      PutListing(by: SellerID(literal: "reseller b"), of: market.stock("garut", "S")),
      in: market.context("back again"))
    try await market.put("reseller d", "solo", "S")
    let (ani, stock) = (SellerID(literal: "ani"), market.stock("garut", "S"))
    for size in 1...4 {
      var variants: [VariantID] = []
      while true {
        let page = try await market.engine.listings(of: ani, in: market.tenant, after: variants.last, limit: size)
        try expect(page.listings.count <= size, "a page of \(size) has \(page.listings.count)")
        variants += page.listings.map { $0.listing.key.variant }
        guard !page.isLast, variants.count <= 6 else { break }
      }
      try expectEqual(variants.map { $0.text }, ["S", "a", "b", "c", "d", "e"], "what ani lists in pages of \(size)")
      var resellers: [SellerID] = []
      while true {
        let page = try await market.engine.listings(
          mirroring: stock, in: market.tenant, after: resellers.last, limit: size)
        try expect(page.listings.count <= size, "a page of \(size) has \(page.listings.count)")
        resellers += page.listings.map { $0.listing.key.reseller }
        guard !page.isLast, resellers.count <= 5 else { break }
      }
      try expectEqual(
        resellers.map { $0.text }, ["ani", "reseller a", "reseller b", "reseller c", "reseller e"],
        "who lists a stock in pages of \(size)")
    }
  }

  /// However many change a stock while its listings follow, in the end they show what it has, and nothing is lost.
  func syncsLoseNoChange(in store: some GrosirStore) async throws {
    let market = try await LawMarket(in: store, units: 5)
    for reseller in ["ani", "budi"] { try await market.put(reseller, "garut", "S") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      // The last that look are not the last that change anything.
      for number in 0..<24 {
        group.addTask { try await market.adjust("garut", "S", 1 + number % 3, as: "change \(number)") }
        if number < 12 { group.addTask { try await market.sync(as: "sync \(number)") } }
      }
      try await group.waitForAll()
    }
    try await market.sync(as: "last")
    let expected = 5 + (0..<24).reduce(0) { $0 + 1 + $1 % 3 }
    let item = try await market.engine.stock(
      of: market.stock("garut", "S"), in: market.tenant, at: LawScene.start)
    try expectEqual(item?.level.count.onHand, expected, "units after 24 changes at once")
    for reseller in ["ani", "budi"] {
      try expectEqual(try await market.shows(reseller, "S"), "\(expected) sellable", "what \(reseller) shows")
    }
    try expectEqual(try await market.outOfStep(.everything), " of 0", "out of step")
    try await expectListingsOfEvents(in: market)
  }

  /// A seller's registration and details are found as they were saved, and the till asks for them.
  func sellersSellWhileActive(in store: some GrosirStore) async throws {
    let till = try await LawTill(in: store, shirts: 9, caps: 9)
    let seller = SellerID(literal: "seller")
    guard let reason = Reason("empty parcels") else { throw ExpectationFailure("not a reason") }
    var draft = SellerDetails.Draft(
      id: seller.text, name: "Seller", phone: "+6281234567890",
      bank: BankDetails.Draft(code: "BCA", account: "12345678", holder: "Somebody"))
    for (number, account) in ["12345678", "87654321"].enumerated() {
      draft.bank.account = account
      _ = try await till.engine.execute(RegisterSeller(draft), in: till.context("register \(number)"))
    }
    let details = try await till.engine.sellerDetails(seller, of: till.tenant)
    try expectEqual(details?.draft, draft, "who the seller is")
    for (status, step) in [("pending", 0), ("active", 1), ("suspended", 2), ("active", 3)] {
      let name = "\(step) \(status)"
      switch step {
      case 0: break
      case 2: _ = try await till.engine.execute(SuspendSeller(seller, because: reason), in: till.context(name))
      default: _ = try await till.engine.execute(ActivateSeller(seller), in: till.context(name))
      }
      let found = try await till.engine.seller(seller, of: till.tenant)
      try expectEqual(found?.status.rawValue, status, "where the registration stands after step \(step)")
      let refusal = try await till.refusal(of: till.cart(name, shirts: 1, caps: 0), in: till.context("place \(name)"))
      let expected: OrderError? =
        found?.status == .active
        ? nil : .sellersNotActive([SellerStanding(seller: seller, status: found?.status ?? .pending)])
      try expectEqual(refusal, expected, "a cart of a seller who is \(status)")
    }
    var rows = SellerRows()
    for logged in try await store.events(of: .seller(seller), in: till.tenant, after: 0, limit: 100) {
      if case .seller(seller, let event) = logged.dated.event {
        rows.apply(event, to: seller, at: logged.dated.instant)
      }
    }
    try expectEqual(
      try await till.engine.seller(seller, of: till.tenant), rows.sellers[seller], "the seller and what events make")
    let elsewhere = try await till.engine.seller(seller, of: TenantID(literal: "another"))
    try expectEqual(elsewhere, nil, "a seller of another tenant")
  }
}
