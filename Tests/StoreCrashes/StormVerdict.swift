import GrosirCore
import GrosirEngine
import GrosirPostgres
import GrosirTesting

/// Holds what a storm has left, and what everybody was told, against what should have come of it.
struct StormVerdict {
  private let plan: StormPlan
  private let told: StormWords
  /// The first answer to each attempt.
  private let first: [Int: StormWords.Said]

  init(_ plan: StormPlan, _ told: StormWords) throws {
    self.plan = plan
    self.told = told
    var first: [Int: StormWords.Said] = [:]
    for said in told.answers where !said.isRepeated {
      try expect(first.updateValue(said, forKey: said.number) == nil, "attempt \(said.number) counted twice")
    }
    self.first = first
  }

  func check(_ store: PostgresStore) async throws {
    try checkAnswers()
    for number in 0..<StormPlan.shops { try await checkShop(number, store) }
    try checkDeliveries()
    try await checkDeadlines(store)
    try expectEqual(try await store.faults(), [], "faults of the database")
    for number in 0...StormPlan.shops {
      let result = try await Engine(store).reconciliation(of: StormShop(store, number).tenant)
      try expect(result.agrees, "shop \(number): \(result.differences.prefix(5))")
    }
  }

  /// Every attempt was answered as often as it was given, always the same, and counted once.
  private func checkAnswers() throws {
    var counts: [Int: Int] = [:]
    for said in told.answers {
      counts[said.number, default: 0] += 1
      try expectEqual(said.digest, first[said.number]?.digest, "what attempt \(said.number) was answered")
    }
    for attempt in plan.all {
      try expectEqual(
        counts[attempt.number, default: 0], attempt.isGivenTwice ? 2 : 1, "answers to attempt \(attempt.number)")
    }
  }

  /// As much was sold as there was or was wanted, and nobody was refused for another reason.
  private func checkShop(_ number: Int, _ store: PostgresStore) async throws {
    let shop = StormShop(store, number)
    var refused = 0
    for wish in StormPlan.Wish.allCases {
      let mine = plan.all.filter { $0.shop == number && $0.wish == wish }
      let words = mine.compactMap { first[$0.number]?.word }
      let done = words.count { $0 == "done" }
      try expectEqual(
        done, min(mine.count, plan.units(for: wish, in: number)), "shop \(number), \(wish): units sold")
      try expectEqual(try await shop.sold(wish), done, "shop \(number), \(wish): units kept as sold")
      let reasons = Set(words).subtracting(["done"])
      let expected = wish == .join ? "notAcceptable" : "insufficient"
      try expect(reasons.isSubset(of: [expected]), "shop \(number), \(wish): refused as \(reasons)")
      refused += words.count - done
    }
    let kept = try await store.refusals(of: shop.tenant, after: 0, limit: .max)
    try expectEqual(kept.count, refused, "shop \(number): refusals kept")
  }

  /// Each effect was delivered once, those that failed at first after that, and never by two at a time.
  private func checkDeliveries() throws {
    let byKey = Dictionary(grouping: told.deliveries) { $0.key }
    for (key, deliveries) in byKey {
      let inOrder = deliveries.sorted { $0.began < $1.began }
      try expectEqual(inOrder.count { $0.isDone }, 1, "how often \(key) was delivered")
      try expect(inOrder.last?.isDone == true, "\(key) was tried again after it was delivered")
      for (one, next) in zip(inOrder, inOrder.dropFirst()) {
        try expect(one.ended <= next.began, "\(key) was delivered by two at a time")
      }
    }
    for attempt in plan.all where attempt.wish == .join && first[attempt.number]?.word == "done" {
      let key = "shop-\(attempt.shop)/payment/\(StormShop<PostgresStore>.name(of: attempt.number))"
      try expect(byKey[key] != nil, "\(key) was not delivered")
    }
  }

  /// Each deadline was met by one of the tickers, and what was due has happened once.
  private func checkDeadlines(_ store: PostgresStore) async throws {
    let repeated = Dictionary(grouping: told.met) { $0 }.filter { $0.value.count > 1 }
    try expect(repeated.isEmpty, "met more than once: \(repeated.keys.sorted())")
    let shop = StormShop(store, StormPlan.shops)
    let events = try await store.events(of: nil, in: shop.tenant, after: 0, limit: .max)
    for number in 0..<StormPlan.timedSessions {
      let names = events.compactMap { logged -> String? in
        guard case .session(let id, let event) = logged.dated.event, id.text == "timed-\(number)" else { return nil }
        return event.name
      }
      for (name, most) in [("HOLD_LAPSED", 1...1), ("SESSION_CLOSED", 1...1), ("SESSION_NEAR_EXPIRY", 0...1)] {
        try expect(most ~= names.count { $0 == name }, "session \(number): \(name) \(names)")
      }
    }
    let closes = told.met.count { $0.contains(" close ") || $0.contains(" announceNearExpiry ") }
    try expect(closes >= StormPlan.timedSessions, "only \(closes) sessions were closed by tickers")
  }
}

extension StormVerdict: CustomStringConvertible {
  /// What came of it.
  var description: String {
    let done = first.values.count { $0.word == "done" }
    let failed = told.deliveries.count { !$0.isDone }
    return """
      \(done) units sold, \(first.count - done) attempts refused, \(told.answers.count - first.count) given twice; \
      \(told.deliveries.count - failed) effects delivered, \(failed) of them the second time; \
      \(told.met.count) deadlines met
      """
  }
}
