public import GrosirCore

extension Engine {
  /// Why a number is what it is, or nil if nothing is known of what it is about (SPEC §13).
  ///
  ///     let why = try await engine.explanation(of: .available(key), in: tenant, at: now)
  ///     why?.steps.last     // what changed it last, by whom, and what it was then
  ///     why?.agrees         // whether that is what is kept
  ///
  /// - Parameters:
  ///   - question: Which number.
  ///   - tenant: Whose.
  ///   - now: As it is when; what has expired by then counts as released.
  ///   - limit: How many steps are listed at most, the last ones; all are counted. 1 or more.
  /// - Complexity: O(e) in the events of the stock, session or wallet; of other accounts in all events of the tenant.
  ///   What is held in memory grows with the limit, a session's participants and a stock's open reservations.
  public func explanation(
    of question: NumberQuestion, in tenant: TenantID, at now: Instant, limit: Int = 100
  ) async throws(StoreError) -> NumberExplanation? {
    precondition(limit > 0, "an explanation has steps")
    switch question {
    case .onHand(let key): return try await explanation(question, key, in: tenant, at: now, limit) { $0.onHand }
    case .reserved(let key): return try await explanation(question, key, in: tenant, at: now, limit) { $0.reserved }
    case .available(let key): return try await explanation(question, key, in: tenant, at: now, limit) { $0.available }
    case .balance(of: let account, in: let currency):
      return try await explanation(question, account, currency, in: tenant, at: now, limit)
    case .availability(of: let variant, in: let session):
      return try await explanation(question, variant, session, in: tenant, at: now, limit)
    }
  }

  // MARK: Stock

  private func explanation(
    _ question: NumberQuestion, _ key: StockKey, in tenant: TenantID, at now: Instant, _ limit: Int,
    _ number: (StockCount) -> Int
  ) async throws(StoreError) -> NumberExplanation? {
    var steps = StepList(last: limit)
    var counted = StockRecount(key)
    let seen = try await recount(.stock(key), of: tenant) { logged in
      guard case .stock(let event) = logged.dated.event else { return }
      counted.count(event)
      for movement in event.movements where movement.key == key {
        steps.add(
          Int128(number(movement.after) - number(movement.before)), at: movement.instant, event.name,
          because: movement.cause.name, of: movement.reference.text, in: logged)
      }
    } look: { () async throws(StoreError) in
      try await self.itemWithDue(key, in: tenant, at: now)
    }
    guard let item = seen.item else { return nil }
    let judged = max(now, item.lastInstant)
    for reservation in seen.due.sorted(by: { $0.isReleasedBefore($1) }) where reservation.life.isExpired(at: judged) {
      let units = counted.units(heldFor: reservation.holder)
      let count = StockCount(onHand: units, reserved: units) ?? .zero
      let change = Int128(number(StockCount(onHand: units) ?? .zero) - number(count))
      steps.add(
        change, at: reservation.life.expiresAt ?? judged, "INVENTORY_RELEASED",
        because: ReleaseReason.expired.rawValue, of: StockReference.reservation(reservation.holder).text, in: nil)
    }
    return NumberExplanation(
      question: question, instant: now, earlierSteps: steps.earlier, opening: steps.opening, steps: steps.steps,
      counted: steps.total, kept: Int128(number(item.lettingGo(seen.due, at: now).level.count)), allocation: nil)
  }

  /// A stock, and the reservations on it that are over by an instant, all of one moment.
  private func itemWithDue(
    _ key: StockKey, in tenant: TenantID, at now: Instant
  ) async throws(StoreError) -> (item: StockItem?, due: [Reservation]) {
    var last = now
    for _ in 0..<Deliberation.mostRounds {
      let due = StockRead.due(on: key, through: last)
      let found = try await store.look(at: [.stock(.item(key)), .stock(due)], of: tenant)
      guard let item = found.stockItem(key) else { return (nil, []) }
      if max(now, item.lastInstant) == last { return (item, found.reservations(due)) }
      last = max(now, item.lastInstant)
    }
    throw .unavailable("this stock changes faster than it can be looked at")
  }

  // MARK: Money

  private func explanation(
    _ question: NumberQuestion, _ account: Account, _ currency: Currency, in tenant: TenantID, at now: Instant,
    _ limit: Int
  ) async throws(StoreError) -> NumberExplanation? {
    let kept = try await store.balances(of: tenant)
    var steps = StepList(last: limit)
    var isKnown = kept.balances.contains { $0.account == account && $0.balance.currency == currency }
    try await read(account.subject, of: tenant, after: 0, through: kept.lastEvent) { logged in
      for entry in logged.dated.entries {
        for posting in entry.postings where posting.account == account && posting.amount.currency == currency {
          isKnown = true
          steps.add(
            Int128(posting.amount.amount), at: entry.instant, logged.dated.event.name,
            because: entry.reference.kind.rawValue, of: entry.reference.id.text, in: logged)
        }
      }
    }
    guard isKnown else { return nil }
    let balance = kept.balances.lazy.filter { $0.account == account && $0.balance.currency == currency }
      .reduce(Int128(0)) { $0 + Int128($1.balance.amount) }
    return NumberExplanation(
      question: question, instant: now, earlierSteps: steps.earlier, opening: steps.opening, steps: steps.steps,
      counted: steps.total, kept: balance, allocation: nil)
  }

  // MARK: Sessions

  private func explanation(
    _ question: NumberQuestion, _ variant: VariantID, _ session: SessionID, in tenant: TenantID, at now: Instant,
    _ limit: Int
  ) async throws(StoreError) -> NumberExplanation? {
    var steps = StepList(last: limit)
    var recount = SessionRecount()
    func count(_ dated: DatedEvent, _ logged: LoggedEvent?) {
      guard case .session(session, let event) = dated.event else { return }
      for change in recount.count(event) where change.variant == variant {
        steps.add(
          Int128(change.units), at: dated.instant, event.name, because: change.cause, of: change.reference, in: logged)
      }
    }
    let view = try await self.recount(.session(session), of: tenant) {
      count($0.dated, $0)
    } look: { () async throws(StoreError) in
      try await self.view(of: session, tenant, at: now, with: [])
    }
    for dated in view.dueEvents { count(dated, nil) }
    guard let kept = view.session, let position = kept.composition.position(of: variant) else { return nil }
    let snapshot = AllocationSnapshot(of: kept.tallies, under: kept.rules)
    let answer = snapshot.availability(at: position)
    let counted = recount.tallies.map { tallies in
      AllocationSnapshot(of: tallies, under: recount.rules ?? kept.rules).availability(at: position).available
    }
    return NumberExplanation(
      question: question, instant: now, earlierSteps: steps.earlier, opening: steps.opening, steps: steps.steps,
      counted: (counted ?? nil).map { Int128($0) }, kept: answer.available.map { Int128($0) },
      allocation: AllocationBasis(of: kept, snapshot, answer, at: position, counted: recount))
  }
}

extension AllocationBasis {
  /// How a variant's availability follows from what was sold.
  fileprivate init(
    of session: GroupSession, _ snapshot: AllocationSnapshot, _ answer: Availability, at position: Int,
    counted: SessionRecount
  ) {
    let (rules, tallies) = (session.rules, session.tallies)
    state = session.state
    policy = rules.policy.kind.rawValue
    lines = rules.composition.variants.enumerated().map { place, variant in
      Line(
        variant: variant, unitsPerBundle: rules.composition.unitsPerBundle(at: place),
        tolerance: rules.tolerance(at: place), counted: counted.count(of: variant), kept: VariantCount(tallies[place]))
    }
    bundlesNeeded = snapshot.bundlesNeeded
    maxAllowed = answer.maxAllowed
    constraint = answer.constraint
    sentence = snapshot.explanation(at: position).sentence(in: .english)
  }
}

extension Account {
  /// In whose history all that moves it stands; nil where it is only the whole log.
  var subject: EventSubject? {
    switch self {
    case .escrow(let session): .session(session)
    // Money that passes through a wallet in one step is in the history of its order alone; it changes nothing there.
    case .wallet(let buyer): .wallet(buyer)
    case .gateway, .factoryPayable, .sellerPayable, .sales, .inventory, .costOfGoods, .writeOffs,
      .platformFees, .withdrawals, .disputes, .bank:
      nil
    }
  }
}

extension StockReference {
  /// The order, session or document, in one text.
  var text: String {
    switch self {
    case .reservation(.order(let order)): order.text
    case .reservation(.session(let session)): session.text
    case .adjustment(let adjustment): adjustment.text
    }
  }
}
