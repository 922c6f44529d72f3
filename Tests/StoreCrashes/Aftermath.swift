import GrosirCore
import GrosirEngine
import GrosirTesting

/// What is left of a tenant's commands after a crash, held against what the processes that gave them were told.
///
/// What was answered is there, what was said not to be is not, the rest is there whole or not at all and is done when
/// it is given again; every number agrees with the log; an effect waits for every join, and no other.
struct Aftermath<Store: InspectedStore>: Sendable {
  private let store: Store
  private let shop: CrashShop<Store>
  private let title: String

  /// How much was found.
  struct Count {
    /// Commands that were answered, and are there.
    var kept = 0
    /// Commands that were not answered and are there.
    var saved = 0
    /// Commands that were not answered and were not there.
    var lost = 0
  }

  /// Looks at a tenant; the title says in messages when that was.
  init(_ store: Store, of tenant: String, _ title: String) {
    self.store = store
    shop = CrashShop(store, of: tenant)
    self.title = title
  }

  /// Looks at everything, and gives again what was not answered.
  func check(_ words: WritersWords) async throws -> Count {
    try expectEqual(words.complaints, [], title)
    let (shop, title) = (shop, title)
    var count = Count()
    try await forEachTogether(words.answered.sorted()) { name in
      try expect(try await shop.give(name), "\(title): \(name) was answered, and is not there")
    }
    count.kept = words.answered.count
    try await forEachTogether(words.undone.sorted()) { name in
      try expect(try await !shop.give(name), "\(title): \(name) was not to be there, and is")
    }
    let open = words.given.subtracting(words.answered).subtracting(words.undone)
    for name in open.sorted() {
      if try await shop.give(name) { count.saved += 1 } else { count.lost += 1 }
    }
    count.lost += words.undone.count
    try await checkNumbers(words)
    try await deliver()
    return count
  }

  /// Everything was done once: not more, by whatever way it came.
  private func checkNumbers(_ words: WritersWords) async throws {
    let joins = words.given.count { $0.hasPrefix("join-") }
    let session = try await shop.engine.store.look(at: [.session(shop.session)], of: shop.tenant).session(shop.session)
    try expectEqual(session?.joinedCount, joins, "\(title): how many have joined")
    let stock = try await shop.engine.stock(of: shop.key, in: shop.tenant, at: .epoch)
    try expectEqual(stock?.level.count.reserved, words.given.count - joins, "\(title): how much is reserved")
    try expectEqual(try await store.faults(), [], "\(title): faults of what it is kept in")
    let result = try await shop.engine.reconciliation(of: shop.tenant)
    try expect(result.agrees, "\(title): \(result.differences)")
  }

  /// Delivers all effects: as many as there are participants, each once.
  private func deliver() async throws {
    var keys: Set<String> = []
    let now = Instant.epoch.adding(.minutes(1)) ?? .epoch
    while true {
      let request = LeaseRequest(by: "crash", at: now, until: now.adding(.minutes(1)) ?? .latest, limit: 500)
      let leased = try await store.leaseEffects(request)
      guard !leased.isEmpty else { break }
      for effect in leased {
        try expect(keys.insert(effect.key).inserted, "\(title): \(effect.key) was lent twice")
      }
      let (store, title) = (store, title)
      try await forEachTogether(leased) { effect in
        try expect(try await store.settle(effect, as: .delivered(at: now)), "\(title): a lease was lost")
      }
    }
    let read = Read.participants(of: shop.session)
    let kept = try await store.look(at: [read], of: shop.tenant).participants(read)
    try expectEqual(keys, Set(kept.map { "payment/\($0.id.text)" }), "\(title): what was asked of the outside")
  }
}
