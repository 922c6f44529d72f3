import GrosirCore
import GrosirEngine
import GrosirMemory

/// Resellers' listings that follow their suppliers' stocks, against dictionaries keyed by text.
///
/// A call is one listing that changed: its share of a sync of everything in which so many had. Each has a stock of its
/// own, and one of four goes out of stock or comes back. Of the rivals one compares every listing with its stock, as a
/// job without any memory of what changed has to; the other is told what changed, and keeps no order, no log and no
/// answer, and does nothing in one step. Only the first has a goal: not to look at what has not changed.
enum ListingBenchmarks {
  private static let ours = "SyncListings, through the engine"
  private static let scanning = "dictionaries, every listing compared"
  private static let told = "dictionaries, told what changed"

  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] {
    let sizes = options.isQuick ? [1_000, 10_000] : [10_000, 100_000, 1_000_000]
    // The same number of a growing whole, and a growing part of the same whole.
    return sizes.map { syncing(1_000, of: $0) }
      + (options.isQuick ? [] : [100, 10_000].map { syncing($0, of: 100_000) })
  }

  private static func syncing(_ changed: Int, of count: Int) -> Planned {
    let title = "syncing \(count) listings of which \(changed) changed"
    return Planned(group: "listings", title: title) {
      let run = try ListingRun(count: count, changed: changed)
      try run.agree()
      return Comparison(
        group: "listings", title: title, items: 1,
        contenders: [
          Contender(name: ours) { try run.sync($0) },
          Contender(name: scanning) { try run.syncByScanning($0) },
          Contender(name: told) { try run.syncWhatChanged($0) },
        ],
        goals: count >= 100 * changed ? [.faster(than: scanning, times: 1)] : [])
    }
  }
}

/// A supplier's stocks, each with a listing, in the engine and in dictionaries.
final class ListingRun {
  private let engine = Engine(MemoryStore())
  private let changed: Int
  private let keys: [StockKey]
  private let names: [String]
  private var rival = DictionaryListings()
  private var other = DictionaryListings()
  private var steps = 0
  private var seed: UInt64 = 1

  private static let units = 5
  private static let tenant = TenantID(literal: "tenant")
  private static let reseller = SellerID(literal: "reseller")

  init(count: Int, changed: Int) throws {
    self.changed = changed
    keys = (0..<count).map { number in
      StockKey(
        owner: OwnerID(literal: "supplier"), location: LocationID(literal: "warehouse"),
        variant: ListingRun.identifier(ListingRun.padded(number)))
    }
    names = keys.map { "\($0)" }
    for (key, name) in zip(keys, names) {
      rival.add("reseller/\(key.variant.text)", of: name, units: ListingRun.units)
      other.add("reseller/\(key.variant.text)", of: name, units: ListingRun.units)
    }
    let (engine, keys) = (engine, keys)
    try waiting {
      for (number, key) in keys.enumerated() {
        let stocked = AdjustStock(key, by: ListingRun.units, because: .receipt)
        _ = try await engine.execute(stocked, in: ListingRun.context("stock", number))
        let listed = PutListing(by: ListingRun.reseller, of: key)
        _ = try await engine.execute(listed, in: ListingRun.context("list", number))
      }
      while try await engine.store.purge(before: .latest, limit: 10_000) > 0 {}
    }
  }

  private static func padded(_ number: Int) -> String {
    let digits = "\(number)"
    return "variant-" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  private static func identifier<Subject>(_ text: String) -> Identifier<Subject> {
    guard let identifier = Identifier<Subject>(text) else { preconditionFailure("not an identifier") }
    return identifier
  }

  private static func context(_ kind: String, _ number: Int) -> Context {
    let now = Instant(millisecondsSince1970: Int64(number)) ?? .latest
    return Context(
      tenant: tenant, command: identifier("\(kind) \(number)"), actor: ActorID(literal: "job"), now: now, seed: 0)
  }

  // MARK: What changes

  /// Stocks that change now, each once, and by how much: a quarter goes out of stock or comes back.
  private func next(of stocks: DictionaryListings) -> [(place: Int, units: Int)] {
    let stride = keys.count / changed
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let first = Int(seed >> 33) % stride
    return (0..<changed).map { number in
      let place = number * stride + first
      let there = stocks.available[names[place], default: 0]
      if there == 0 { return (place, ListingRun.units) }
      return (place, number % 4 == 0 ? -there : there > 100 ? -1 : 1)
    }
  }

  /// So many turns as it takes, each after other changes that do not count.
  private func turns(_ calls: Int, _ turn: () throws -> Double) throws -> Turn {
    var (done, time) = (0, 0.0)
    while done < calls {
      time += try turn()
      done += changed
    }
    return Turn(calls: done, nanoseconds: time)
  }

  // MARK: Contenders

  func sync(_ calls: Int) throws -> Turn {
    try turns(calls) {
      // In step with the engine, so that what is there is known.
      let changes = next(of: other)
      for change in changes { other.change(names[change.place], by: change.units) }
      return try sync(after: changes).time
    }
  }

  private func sync(after changes: [(place: Int, units: Int)]) throws -> (time: Double, crossed: Int) {
    let (engine, keys, first) = (engine, keys, steps)
    steps += changes.count + 100
    let changed = changed
    let (time, followed, crossed) = try waiting {
      for (number, change) in changes.enumerated() {
        let command = AdjustStock(keys[change.place], by: change.units, because: .correction)
        _ = try await engine.execute(command, in: ListingRun.context("change", first + number))
      }
      let clock = ContinuousClock()
      let start = clock.now
      var (followed, crossed, page) = (0, 0, 0)
      while true {
        let context = ListingRun.context("sync", first + changed + page)
        let done = try await engine.execute(SyncListings(), in: context)
        (followed, crossed, page) = (followed + done.listings, crossed + done.disabled + done.enabled, page + 1)
        if done.left == 0 { break }
      }
      let duration = clock.now - start
      let time = Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) * 1e-9
      return (time, followed, crossed)
    }
    try require(followed == changed, "\(followed) listings followed, not \(changed)")
    return (time, crossed)
  }

  func syncByScanning(_ calls: Int) throws -> Turn {
    try turns(calls) {
      for change in next(of: rival) { rival.change(names[change.place], by: change.units) }
      rival.discardChanges()
      var followed = 0
      let time = nanoseconds { followed = rival.syncByScanning() }
      try require(followed == changed, "\(followed) listings followed, not \(changed)")
      return time
    }
  }

  func syncWhatChanged(_ calls: Int) throws -> Turn {
    try turns(calls) {
      for change in next(of: rival) { rival.change(names[change.place], by: change.units) }
      rival.discardChanges()
      var followed = 0
      let time = nanoseconds { followed = rival.syncWhatChanged() }
      try require(followed == changed, "\(followed) listings followed, not \(changed)")
      return time
    }
  }

  /// All three end with the same numbers, and say of as many that they went out of stock or came back.
  func agree() throws {
    for round in 0..<4 {
      let changes = next(of: rival)
      for change in changes {
        rival.change(names[change.place], by: change.units)
        other.change(names[change.place], by: change.units)
      }
      rival.discardChanges()
      other.discardChanges()
      let crossed = try sync(after: changes).crossed
      try require(rival.syncByScanning() == changed && other.syncWhatChanged() == changed, "round \(round)")
      try require(rival.changes.count == changed + crossed, "\(rival.changes.count - changed) crossed, not \(crossed)")
      try require(other.changes.count == changed + crossed, "\(other.changes.count - changed) crossed, not \(crossed)")
      let (engine, keys) = (engine, keys)
      let shown = try waiting {
        var shown: [Int?] = []
        for change in changes {
          let key = ListingKey(ListingRun.reseller, keys[change.place].variant)
          shown.append(try await engine.listing(key, of: ListingRun.tenant)?.syncedStock)
        }
        return shown
      }
      for (change, units) in zip(changes, shown) {
        let name = "reseller/\(keys[change.place].variant.text)"
        try require(rival.listings[name]?.shown == units && other.listings[name]?.shown == units, "\(name) differs")
      }
    }
  }
}
