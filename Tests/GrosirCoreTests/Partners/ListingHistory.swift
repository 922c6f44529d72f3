import GrosirCore
import GrosirTesting

/// Commands about listings and their stocks on a plain store, and the model that is asked the same, step by step.
struct ListingHistory {
  private var world = SessionWorld()
  private var model = ListingModel()
  private(set) var now: Int64 = 1_000
  private var seen = 0
  /// The rows as their events alone make them.
  private var stocks = StockRows()
  private var listings = ListingRows()
  private var orders = 0
  private var open: [(order: String, key: StockKey)] = []

  enum Step: CaseIterable { case adjust, reserve, end, put, turn, sync, syncAll }

  static let keys = ["a", "b"].flatMap { owner in
    ["S", "M"].flatMap { variant in ["x", "y"].map { key(owner, $0, variant) } }
  }
  private static let resellers = ["p", "q", "r"]

  private static func key(_ owner: String, _ place: String, _ variant: String) -> StockKey {
    StockKey(
      owner: OwnerID(unchecked: owner), location: LocationID(unchecked: place), variant: VariantID(unchecked: variant))
  }

  /// Begins with a little of every stock but one, and some of it listed.
  mutating func open(_ choices: Choices) throws {
    for key in Self.keys.dropLast() { try adjust(key, choices.integer(in: 1...2), choices) }
    for _ in 0..<4 { try perform(.put, choices) }
  }

  /// Mostly the clock stands still or goes on, sometimes it jumps back.
  mutating func letTimePass(_ choices: Choices) { now = max(0, now + choices.element(of: [0, 1, 1, 7, -5])) }

  private var instant: Instant { Instant(millisecondsSince1970: now) ?? .latest }

  mutating func perform(_ step: Step, _ choices: Choices) throws {
    switch step {
    case .adjust: try adjust(choices.element(of: Self.keys), choices.integer(in: -2...2), choices)
    case .reserve: try reserve(choices.element(of: Self.keys), choices.integer(in: 1...2), choices)
    case .end: try end(choices)
    case .put: try put(choices)
    case .turn:
      let key = listing(choices)
      let isOn = choices.boolean()
      let expected = model.turn(key, isOn: isOn, at: now)
      try expectSame(expected, try outcome(of: SwitchListing(key, isOn: isOn)), "turn", choices)
    case .sync:
      let scope = choices.element(of: [
        SyncScope.everything, .supplier(OwnerID(literal: "a")), .supplier(OwnerID(literal: "b")),
        .variant(VariantID(literal: "S")), .variant(VariantID(literal: "M")), .supplier(OwnerID(literal: "nobody")),
      ])
      _ = try sync(scope, choices.integer(in: 1...3), choices)
    case .syncAll: try syncAll(choices)
    }
    try expectConsistent()
  }

  private func listing(_ choices: Choices) -> ListingKey {
    let reseller = choices.element(of: Self.resellers)
    return ListingKey(SellerID(unchecked: reseller), VariantID(unchecked: choices.element(of: ["S", "M"])))
  }

  // MARK: Steps

  private mutating func adjust(_ key: StockKey, _ units: Int, _ choices: Choices) throws {
    guard units != 0 else { return }
    let result = try world.run(AdjustStock(key, by: units, because: .correction), at: instant)
    if case .success = result { model.change(key, by: units, at: now) }
    choices.count("adjust → \(isDone(result) ? "done" : "refused")")
  }

  private mutating func reserve(_ key: StockKey, _ units: Int, _ choices: Choices) throws {
    orders += 1
    let order = "order \(orders)"
    let command = ReserveStock(OrderID(unchecked: order), [StockLine(key, units)], lasting: .untilReleased)
    let result = try world.run(command, at: instant)
    if case .success = result {
      model.hold(key, units, for: order, at: now)
      open.append((order, key))
    }
    choices.count("reserve → \(isDone(result) ? "done" : "refused")")
  }

  private mutating func end(_ choices: Choices) throws {
    guard !open.isEmpty else { return }
    let (order, key) = open.remove(at: choices.integer(in: 0...open.count - 1))
    if choices.boolean() {
      _ = try world.run(ConsumeReservation(OrderID(unchecked: order)), at: instant).get()
      model.consume(key, of: order, at: now)
      choices.count("end → consumed")
    } else {
      _ = try world.run(ReleaseReservation(OrderID(unchecked: order), because: .cancelled), at: instant).get()
      model.release(key, of: order, at: now)
      choices.count("end → released")
    }
  }

  private mutating func put(_ choices: Choices) throws {
    let key = listing(choices)
    let stock = choices.element(of: Self.keys.filter { $0.variant == key.variant })
    let expected = model.put(key, of: stock, at: now)
    try expectSame(expected, try outcome(of: PutListing(by: key.reseller, of: stock)), "put", choices)
  }

  private mutating func sync(_ scope: SyncScope, _ limit: Int, _ choices: Choices) throws -> Int {
    let expected = model.sync(scope, limit: limit, at: now)
    let before = world
    let receipt = try world.run(SyncListings(scope, limit: limit), at: instant).get()
    try expectEqual(
      [receipt.stocks, receipt.left], [expected.taken, expected.left], "stocks that follow, and are left")
    let happened = newEvents()
    try expectEqual(happened, expected.happened, "what a sync says")
    try expectEqual(
      receipt.disabled, happened.count { $0.hasPrefix("INVENTORY_OUT") }, "listings that went out of stock")
    try expectEqual(receipt.enabled, happened.count { $0.hasPrefix("INVENTORY_BACK") }, "listings that came back")
    if expected.taken == 0 {
      try expectEqual(world.stock, before.stock, "the stocks where nothing changed")
      try expectEqual(world.events.count, before.events.count, "the events where nothing changed")
    }
    try expectEqual(world.listings, before.listings, "listings themselves, which no sync changes")
    choices.count("sync → \(expected.taken == 0 ? "nothing" : expected.left == 0 ? "all" : "a part")")
    if receipt.disabled > 0 { choices.count("went out of stock") }
    if receipt.enabled > 0 { choices.count("came back") }
    return receipt.left
  }

  /// Page by page, until nothing is left: then every listing shows what its supplier has.
  mutating func syncAll(_ choices: Choices) throws {
    let size = choices.integer(in: 1...4)
    var pages = 0
    while try sync(.everything, size, choices) > 0 {
      pages += 1
      try expect(pages < 10, "a sync comes to an end")
    }
    for listing in world.listings.values {
      let item = world.stock[listing.stock]
      try expectEqual(item?.reflection?.syncedStock, item?.level.count.available, "what \(listing.key) shows")
    }
    let events = world.events.count
    try expectEqual(try sync(.everything, size, choices), 0, "what is left after all")
    try expectEqual(world.events.count, events, "events of a sync right after another")
  }

  // MARK: Asking both

  private func isDone<Receipt, Refusal>(_ result: Result<Receipt, Refusal>) -> Bool {
    if case .success = result { true } else { false }
  }

  /// What a command did: its events, or the code of its refusal.
  private mutating func outcome<Given: Command>(of command: Given) throws -> [String]
  where Given.Refusal == ListingError {
    switch try world.run(command, at: instant) {
    case .success: return newEvents()
    case .failure(let refusal): return [refusal.code]
    }
  }

  private func expectSame(_ expected: [String], _ found: [String], _ step: String, _ choices: Choices) throws {
    try expectEqual(found, expected, "what a \(step) does")
    choices.note("\(now): \(step) → \(found)")
    choices.count("\(step) → \(found.first?.prefix { $0 != " " } ?? "nothing")")
  }

  /// What has happened to listings since the last look.
  private mutating func newEvents() -> [String] {
    fold()
    var happened: [String] = []
    for dated in world.events.dropFirst(told) {
      guard case .stock(.listing(let event)) = dated.event else { continue }
      switch event {
      case .synced(let sync): happened.append("\(event.name) \(sync.stock) \(sync.before)→\(sync.after)")
      default: happened.append("\(event.name) \(event.listing.map { "\($0)" } ?? "nobody's")")
      }
    }
    told = world.events.count
    return happened
  }

  private var told = 0

  private mutating func fold() {
    for dated in world.events.dropFirst(seen) {
      guard case .stock(let event) = dated.event else { continue }
      stocks.apply(event, at: dated.instant)
      if case .listing(let event) = event { listings.apply(event, at: dated.instant) }
    }
    seen = world.events.count
  }

  // MARK: What always holds

  private mutating func expectConsistent() throws {
    fold()
    told = seen
    for (key, item) in world.stock {
      try expectEqual(stocks.items[key], item, "the stock \(key) and what its events make")
      let stock = model.stocks[key]
      try expectEqual(item.level.count.available, stock?.available, "what is available of \(key)")
      try expectEqual(item.reflection?.syncedStock, stock?.shown, "what listings of \(key) show")
      try expectEqual(
        item.reflection?.outOfStepSince?.millisecondsSince1970, stock?.since, "since when \(key) is out of step")
      let count = world.listings.values.count { $0.stock == key }
      try expectEqual(item.reflection?.listings ?? 0, count, "how many listings mirror \(key)")
    }
    try expectEqual(world.listings.count, model.listings.count, "listings")
    for (key, listing) in world.listings {
      try expectEqual(listings.listings[key], listing, "the listing \(key) and what its events make")
      try expectEqual(listing.stock, model.listings[key]?.stock, "what \(key) mirrors")
      try expectEqual(listing.isSwitchedOff, model.listings[key]?.isOff, "whether a person disabled \(key)")
    }
  }
}
