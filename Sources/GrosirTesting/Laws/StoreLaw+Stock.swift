import GrosirCore
import GrosirEngine

extension StoreLaw {
  func stockIsNotOversold(in store: some GrosirStore) async throws {
    let warehouse = try await LawWarehouse(in: store, units: 5)
    // Each wants one of M, of which there are five, and one of S; so no more of S may be held than of M.
    let reserved = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<32 {
        group.addTask {
          let command = warehouse.reserve("order \(number)", number < 16 ? ["M": 1, "S": 1] : ["S": 1, "M": 1])
          let refusal = try await warehouse.refusal(of: command, as: "reserve \(number)")
          if let refusal { try expectEqual(refusal.code, "insufficient", "why one of 32 got nothing") }
          return refusal == nil
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    try expectEqual(reserved, 5, "how many of 32 got one of the last 5 units")
    for size in ["S", "M"] { try await warehouse.expectCount(size, 5, 5, "after the rush") }
    var held = 0
    for number in 0..<32 {
      if try await warehouse.keptReservation(of: "order \(number)")?.life.state == .reserved { held += 1 }
    }
    try expectEqual(held, 5, "reservations that are kept")
  }

  func linesOfOneStockAreSummed(in store: some GrosirStore) async throws {
    let warehouse = try await LawWarehouse(in: store, units: 5)
    let refusal = try await warehouse.refusal(of: warehouse.reserve("a", ["M": 3, "S": 1, "M": 3]), as: "too many")
    let shortage = StockError.Shortage(key: warehouse.key("M"), asked: 6, available: 5)
    try expectEqual(refusal, .insufficient([shortage]), "3 and 3 of 5 units")
    try await warehouse.expectCount("S", 5, 0, "after a refusal of M")
    try await warehouse.run(warehouse.reserve("a", ["M": 3, "S": 1, "M": 2]), as: "enough")
    try await warehouse.expectCount("M", 5, 5, "after 3 and 2 of 5")
    let lines = try await warehouse.keptReservation(of: "a")?.lines
    try expectEqual(
      lines, [StockLine(warehouse.key("M"), 5), StockLine(warehouse.key("S"), 1)], "what is kept of them")
    try await warehouse.run(ConsumeReservation(warehouse.order("a")), as: "consume")
    try await warehouse.expectCount("M", 0, 0, "after all went out")
    try await warehouse.expectCount("S", 4, 0, "after one of five went out")
  }

  func expiredReservationsAreFoundExactly(in store: some GrosirStore) async throws {
    let warehouse = try await LawWarehouse(in: store, units: 50)
    let other = try await LawWarehouse(in: store, tenant: TenantID(literal: "other"), units: 50)
    // The other tenant's have the same names and have all expired; in this one's, they expire after so many minutes.
    for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
      try await other.run(other.reserve(name, ["M": 1], lasting: .lasting(.milliseconds(1))), as: name)
    }
    for (name, minutes) in [("e", 5), ("b", 3), ("c", 1), ("d", 3), ("a", 4), ("f", 2), ("g", 2)] as [(String, Int32)] {
      try await warehouse.run(
        warehouse.reserve(name, name < "d" ? ["M": 1] : ["S": 1, "M": 1], lasting: .lasting(.minutes(minutes))),
        as: name)
    }
    try await warehouse.run(warehouse.reserve("h", ["M": 1], lasting: .untilReleased), as: "h")
    // What has ended or lasts longer has not expired.
    try await warehouse.run(ConsumeReservation(warehouse.order("f")), as: "consume f")
    try await warehouse.run(ReleaseReservation(warehouse.order("g"), because: .cancelled), as: "release g")
    try await warehouse.run(ExtendReservation(warehouse.order("c"), until: LawScene.at(.minutes(6))), as: "extend c")
    let (three, four) = (LawScene.at(.minutes(3)), LawScene.at(.minutes(4)))
    for (instant, limit, expected) in [
      (LawScene.before(three), 9, []), (three, 9, ["b", "d"]), (three, 1, ["b"]), (three, 2, ["b", "d"]),
      (LawScene.before(four), 9, ["b", "d"]), (four, 2, ["b", "d"]), (four, 9, ["b", "d", "a"]),
      (.latest, 4, ["b", "d", "a", "e"]), (.latest, 9, ["b", "d", "a", "e", "c"]),
    ] as [(Instant, Int, [String])] {
      let found = try await warehouse.found(.expired(through: instant, limit: limit))
      try expectEqual(found, expected, "the first \(limit) that have expired by \(instant.rfc3339)")
    }
    for (size, instant, expected) in [
      ("M", LawScene.before(three), []), ("M", three, ["b", "d"]), ("S", three, ["d"]), ("S", .latest, ["d", "e"]),
      ("M", .latest, ["a", "b", "c", "d", "e"]), ("L", .latest, []),
    ] as [(String, Instant, [String])] {
      let found = try await warehouse.found(.due(on: warehouse.key(size), through: instant))
      try expectEqual(found.sorted(), expected, "what has expired of \(size) by \(instant.rfc3339)")
    }
    let third = TenantID(literal: "third")
    let nowhere = StockRead.expired(through: .latest, limit: 9)
    let found = try await store.look(at: [.stock(nowhere)], of: third).reservations(nowhere)
    try expectEqual(found.count, 0, "what has expired of a tenant that has nothing")
  }

  func whatIsReservedAnewIsFoundOnce(in store: some GrosirStore) async throws {
    let warehouse = try await LawWarehouse(in: store, units: 9)
    for round in 0..<3 {
      let now = LawScene.at(.minutes(Int32(round)))
      let lines: KeyValuePairs<String, Int> = round == 1 ? ["S": 2] : ["M": 1, "S": 1]
      try await warehouse.run(warehouse.reserve("a", lines), as: "reserve \(round)", at: now)
      if round < 2 {
        try await warehouse.run(
          ReleaseReservation(warehouse.order("a"), because: .cancelled), as: "release \(round)", at: now)
      }
    }
    for minutes in [17, 25, 16] as [Int32] {
      try await warehouse.run(
        ExtendReservation(warehouse.order("a"), until: LawScene.at(.minutes(minutes))), as: "until \(minutes)",
        at: LawScene.at(.minutes(3)))
    }
    try expectEqual(try await warehouse.found(.expired(through: .latest, limit: 9)), ["a"], "all that expires")
    for size in ["S", "M"] {
      let due = StockRead.due(on: warehouse.key(size), through: LawScene.at(.minutes(16)))
      try expectEqual(try await warehouse.found(due), ["a"], "what expires of \(size)")
      let open = StockRead.open(of: VariantID(unchecked: size), after: nil, limit: 9)
      try expectEqual(try await warehouse.found(open), ["a"], "what is open of \(size)")
    }
    try await warehouse.expectCount("S", 9, 1, "reserved anew")
    let swept = try await warehouse.run(SweepReservations(), as: "sweep", at: LawScene.at(.minutes(16)))
    try expectEqual([swept.released, swept.isComplete ? 1 : 0], [1, 1], "what a sweep releases")
    for size in ["S", "M"] { try await warehouse.expectCount(size, 9, 0, "after the sweep") }
    try expectEqual(try await warehouse.found(.expired(through: .latest, limit: 9)), [], "what expires after the sweep")
  }

  /// What is brought to a sweep is counted, not how long it takes.
  func sweepsReadWhatTheyRelease(in store: some GrosirStore) async throws {
    let warehouse = try await LawWarehouse(in: store, units: 10_000)
    var made = 0
    for (round, existing) in [20, 80, 320].enumerated() {
      let now = LawScene.at(.minutes(Int32(round) + 1))
      for number in made..<existing {
        // A third ends at once, a third lasts, and a third has no end.
        let span: ReservationSpan = number % 3 == 0 ? .untilReleased : .lasting(.minutes(30))
        try await warehouse.run(warehouse.reserve("\(number)", ["M": 1, "S": 1], lasting: span), as: "\(number)")
        if number % 3 == 1 {
          try await warehouse.run(ConsumeReservation(warehouse.order("\(number)")), as: "consume \(number)")
        }
      }
      made = existing
      for number in 0..<4 {
        let command = warehouse.reserve("due \(number)", ["M": 1], lasting: .lasting(.minutes(1)))
        try await warehouse.run(command, as: "due \(number) of \(existing)")
      }
      let sweep = SweepReservations(limit: 100)
      let context = warehouse.context("sweep \(existing)", at: now)
      let reads = sweep.reads(in: context)
      let brought = try await store.look(at: reads, of: warehouse.tenant)
      let count = reads.reduce(0) { count, read in
        if case .stock(let read) = read { count + brought.reservations(read).count } else { count }
      }
      try expectEqual(count, 4, "what is brought to a sweep of 4 where \(existing) exist")
      let released = try await warehouse.engine.execute(sweep, in: context).released
      try expectEqual(released, 4, "what a sweep releases where \(existing) exist")
    }
  }

  func eventsMakeTheStock(in store: some GrosirStore) async throws {
    let warehouse = try await LawWarehouse(in: store, units: 9)
    try await warehouse.run(SetStockLimits(warehouse.key("M"), reorderPoint: 3, maximum: 8), as: "limits")
    for name in ["a", "b", "c", "d"] {
      try await warehouse.run(warehouse.reserve(name, ["M": 2, "S": 1]), as: name)
    }
    try await warehouse.run(ConsumeReservation(warehouse.order("a")), as: "consume")
    try await warehouse.run(ReleaseReservation(warehouse.order("b"), because: .paymentFailed), as: "release")
    try await warehouse.run(ExtendReservation(warehouse.order("c"), until: LawScene.at(.minutes(30))), as: "extend")
    try await warehouse.run(warehouse.reserve("b", ["M": 1]), as: "b anew", at: LawScene.later)
    try await warehouse.run(
      AdjustStock(warehouse.key("M"), by: -1, because: .writeOff), as: "lost", at: LawScene.at(.minutes(31)))
    var rows = StockRows()
    let log = try await store.events(of: nil, in: warehouse.tenant, after: 0, limit: 100)
    for logged in log {
      guard case .stock(let event) = logged.dated.event else { throw ExpectationFailure("an event of something else") }
      rows.apply(event, at: logged.dated.instant)
    }
    for size in ["S", "M"] {
      try expectEqual(try await warehouse.keptItem(size), rows.items[warehouse.key(size)], "the stock of \(size)")
      try await expectHistory(of: .stock(warehouse.key(size)), log, in: warehouse)
    }
    for name in ["a", "b", "c", "d"] {
      let made = rows.reservations[.order(warehouse.order(name))]
      try expectEqual(try await warehouse.keptReservation(of: name), made, "the reservation of \(name)")
      try await expectHistory(of: .order(warehouse.order(name)), log, in: warehouse)
    }
    try await warehouse.expectCount("M", 6, 1, "in the end")
    try await warehouse.expectCount("S", 8, 0, "in the end")
  }

  /// A history is what the log has about its subject, in the same order.
  private func expectHistory(
    of subject: EventSubject, _ log: [LoggedEvent], in warehouse: LawWarehouse<some GrosirStore>
  ) async throws {
    let history = try await warehouse.store.events(of: subject, in: warehouse.tenant, after: 0, limit: 100)
    let expected = log.filter { logged in
      var isAbout = false
      logged.dated.event.forEachSubject { if $0 == subject { isAbout = true } }
      return isAbout
    }
    try expectEqual(history.map { $0.number }, expected.map { $0.number }, "the history of \(subject)")
    try expect(expected.count >= 2, "the story has something of \(subject)")
  }

  func stockIsFoundInPages(in store: some GrosirStore) async throws {
    let warehouse = try await LawWarehouse(in: store, units: 20)
    let seller = OwnerID(literal: "seller")
    var keys: [StockKey] = []
    for (place, size) in [("solo", "M"), ("medan", "S"), ("medan", "M"), ("solo", "L"), ("bali", "M")] {
      let key = StockKey(owner: seller, location: LocationID(unchecked: place), variant: VariantID(unchecked: size))
      try await warehouse.run(AdjustStock(key, by: 1, because: .receipt), as: "\(place) \(size)")
      keys.append(key)
    }
    keys.sort()
    for name in ["c", "a", "e", "b", "d", "f"] {
      try await warehouse.run(warehouse.reserve(name, name == "e" ? ["S": 1] : ["M": 1]), as: name)
    }
    try await warehouse.run(ConsumeReservation(warehouse.order("c")), as: "consume c")
    try await warehouse.run(
      ReserveStock(warehouse.order("g"), [StockLine(keys[0], 1), StockLine(keys[1], 1)]), as: "of two places")
    for size in 1...6 {
      var found: [StockKey] = []
      while true {
        let read = StockRead.items(of: seller, after: found.last, limit: size)
        let page = try await store.look(at: [.stock(read)], of: warehouse.tenant).stockItems(read).map { $0.key }
        try expect(page.count <= size, "a page of \(size) has \(page.count)")
        guard !page.isEmpty, found.count <= keys.count else { break }
        found += page
      }
      try expectEqual(found, keys, "a seller's stocks in pages of \(size)")
      var orders: [String] = []
      while true {
        let last = orders.last.map { ReservationHolder.order(warehouse.order($0)) }
        let page = try await warehouse.found(.open(of: VariantID(literal: "M"), after: last, limit: size))
        try expect(page.count <= size, "a page of \(size) has \(page.count)")
        guard !page.isEmpty, orders.count <= 6 else { break }
        orders += page
      }
      try expectEqual(orders, ["a", "b", "d", "f", "g"], "open reservations of M in pages of \(size)")
    }
    for (owner, expected) in [("a seller before", keys), ("seller", [keys[4]]), ("somebody behind", [])] {
      let last = StockKey(owner: OwnerID(unchecked: owner), location: keys[3].location, variant: keys[3].variant)
      let read = StockRead.items(of: seller, after: last, limit: 9)
      let found = try await store.look(at: [.stock(read)], of: warehouse.tenant).stockItems(read).map { $0.key }
      try expectEqual(found, expected, "a seller's stocks behind a key of \(owner)")
    }
    let other = try await LawWarehouse(in: store, tenant: TenantID(literal: "other"), units: 1)
    let read = StockRead.items(of: StockPlace.platform.owner, after: nil, limit: 9)
    let others = try await store.look(at: [.stock(read)], of: other.tenant).stockItems(read)
    try expectEqual(others.map { $0.level.count.onHand }, [1, 1], "the stocks of another tenant")
  }

  /// Of two that find nothing there, one makes it, and the other finds it.
  func whatTwoMakeAtOnceIsMadeOnce(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    let second = try await LawShop(in: store, session: SessionID(literal: "second"))
    let code = SessionCode(literal: "the same code")
    for round in 0..<8 {
      let codes = try await codes(ofTwo: { number in
        let session = SessionID(unchecked: "session \(round) \(number)")
        let command = CreateSession(
          session, code: SessionCode(unchecked: "\(code.text) \(round)"), product: LawScene.product,
          tiers: [Ladder.Draft.Tier(threshold: 5_000, price: 80_000)], opensAt: LawScene.start)
        return try await shop.refusal(of: command, in: shop.context("create \(session.text)"))?.code
      })
      try expectEqual(codes, ["accepted", "duplicateCode"], "two sessions with one code")
    }
    let sessions = [shop, second]
    let joined = try await codes(ofTwo: { number in
      try await sessions[number].refusal(
        of: sessions[number].join("same"), in: sessions[number].context("same \(number)"))?.code
    })
    try expectEqual(joined, ["accepted", "duplicateParticipant"], "two participants with one name in two sessions")
    for number in 0..<2 {
      let shop = sessions[number]
      _ = try await shop.engine.execute(shop.join("p\(number)"), in: shop.context("join p\(number)"))
    }
    let paid = try await codes(ofTwo: { number in
      var command = sessions[number].pay("p\(number)")
      command.payment = PaymentReference(literal: "the same payment")
      return try await sessions[number].refusal(of: command, in: sessions[number].context("pay \(number)"))?.code
    })
    try expectEqual(paid, ["accepted", "conflictingPayment"], "one payment for two participants")
    let warehouse = try await LawWarehouse(in: store, units: 9)
    let reserved = try await codes(ofTwo: { number in
      let command = warehouse.reserve("same", number == 0 ? ["S": 1] : ["M": 1])
      return try await warehouse.refusal(of: command, as: "reserve \(number)")?.code
    })
    try expectEqual(reserved, ["accepted", "conflict"], "two carts with one order's name")
    let adjusted = try await codes(ofTwo: { number in
      let command = AdjustStock(warehouse.key("new"), by: number + 1, because: .receipt)
      return try await warehouse.refusal(of: command, as: "adjust \(number)")?.code
    })
    try expectEqual(adjusted, ["accepted", "accepted"], "two receipts of what was never there")
    try await warehouse.expectCount("new", 3, 0, "after two receipts at once")
  }

  /// What two tasks at once are answered, in alphabetical order.
  private func codes(ofTwo body: @escaping @Sendable (Int) async throws -> String?) async throws -> [String] {
    try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<2 { group.addTask { try await body(number) ?? "accepted" } }
      return try await group.reduce(into: []) { $0.append($1) }.sorted()
    }
  }
}
