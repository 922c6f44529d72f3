package import GrosirCore
package import GrosirEngine
package import GrosirJSON

/// Runs a scenario through the engine, step by step, and keeps what happened.
///
/// Before each step what is due by then is done at its instant, as a ticker would: holds lapse, fills are announced,
/// sessions close. After the last step the clock runs on until nothing is due any more.
package struct Replay<Store: GrosirStore> {
  private let scenario: Scenario
  private let engine: Engine<Store>
  private let limit: Instant?
  private let keepsTimeline: Bool

  /// What happened, in order; empty if it is not kept.
  private(set) var timeline: [ReplayEntry] = []
  /// What it adds up to.
  private(set) var ledger = ReplayLedger()
  /// The sessions as they are now, in the order in which they were created.
  private(set) var sessions: [GroupSession] = []
  /// The steps that did not end as their writer expected.
  private(set) var surprises: [ReplaySurprise] = []

  /// Where each of them stands.
  private var places: [SessionID: Int] = [:]
  /// The identities that the scenario gives its commands; nothing else may have them.
  private let givenCommands: Set<CommandID>

  /// The stocks of which something is known, as they are kept and as they are when the replay ends.
  private(set) var stocks: [ReplayedStock] = []
  /// The orders that were placed, as they are kept and as they are when the replay ends.
  private(set) var buyerOrders: [ReplayedOrder] = []
  /// The sellers who registered, as they are kept.
  private(set) var sellers: [Seller] = []
  /// The listings that were made, as they are kept.
  private(set) var listings: [ReplayedListing] = []
  /// What the store keeps in the end: balances, and the withdrawals and settlements there were.
  private(set) var kept = KeptMoney()

  /// The purchase orders as they are kept, in the order in which they were placed.
  private(set) var orders: [PurchaseOrder] = []

  private var lastNumber: Int64 = 0
  /// The last instant at which anything was done.
  package private(set) var lastInstant: Instant
  private var availability: [SessionID: [Availability]] = [:]
  private var commandCount: UInt64 = 0

  /// Prepares a run.
  ///
  /// - Parameters:
  ///   - limit: nothing later is done; nil for everything.
  ///   - keepsTimeline: whether what happened is kept one by one, or only what it adds up to.
  package init(_ scenario: Scenario, on store: Store, until limit: Instant? = nil, keepsTimeline: Bool = true) {
    self.scenario = scenario
    self.limit = limit
    self.keepsTimeline = keepsTimeline
    engine = Engine(store)
    lastInstant = scenario.start
    givenCommands = Set(scenario.steps.compactMap { $0.command })
  }

  /// Runs everything.
  package mutating func run() async throws(StoreError) {
    for (position, product) in scenario.products.enumerated() {
      let command = identity("product/\(product.id)", or: "product/\(position)")
      let stamp = Stamp(at: scenario.start, by: "operator", nil, command)
      _ = try await give(PutProduct(product), stamp)
    }
    for (position, step) in scenario.steps.enumerated() {
      if let limit, step.at > limit { break }
      try await tick(through: step.at)
      try await run(step, at: position)
    }
    try await tick(through: limit ?? .latest)
    for (place, session) in sessions.enumerated() {
      if let now = limit, let seen = try await engine.session(session.id, of: scenario.tenant, at: now) {
        sessions[place] = seen
      }
    }
    try await keepMoney()
    for key in ledger.stock.order.sorted() {
      let kept = try await engine.store.look(at: [.stock(.item(key))], of: scenario.tenant).stockItem(key)
      let seen = try await engine.stock(of: key, in: scenario.tenant, at: limit ?? lastInstant)
      let costs = try await engine.store.look(at: [.stock(.costs(key))], of: scenario.tenant).stockCosts(key)
      stocks.append(ReplayedStock(key: key, kept: kept, seen: seen, cost: costs?.layers.cost))
    }
    for number in ledger.orderNumbers {
      let found = try await engine.store.look(at: [.purchaseOrder(number)], of: scenario.tenant)
      if let order = found.purchaseOrder(number) { orders.append(order) }
    }
    try await keepBuyerOrders()
    for id in ledger.partners.sellers {
      if let kept = try await engine.seller(id, of: scenario.tenant) { sellers.append(kept) }
    }
    for key in ledger.partners.listings {
      listings.append(ReplayedListing(key: key, kept: try await engine.listing(key, of: scenario.tenant)))
    }
  }

  private mutating func keepBuyerOrders() async throws(StoreError) {
    for id in ledger.buyerOrders.inOrder {
      let kept = try await engine.store.look(at: [.order(.order(id))], of: scenario.tenant).order(id)
      let seen = try await engine.order(id, of: scenario.tenant, at: limit ?? lastInstant)
      buyerOrders.append(ReplayedOrder(id: id, kept: kept, seen: seen))
    }
  }

  private mutating func keepMoney() async throws(StoreError) {
    kept.balances = try await engine.store.balances(of: scenario.tenant).balances
    for id in ledger.payouts.withdrawalOrder {
      if let found = try await engine.withdrawal(id, of: scenario.tenant) { kept.withdrawals.append(found) }
    }
    for id in ledger.payouts.settlementOrder {
      if let found = try await engine.settlement(id, of: scenario.tenant) { kept.settlements.append(found) }
    }
  }

  // MARK: What is due

  private mutating func tick(through now: Instant) async throws(StoreError) {
    while let due = try await engine.store.deadlines(dueBy: now, limit: 1).first {
      // A short session's end may have been to be announced before the session was there.
      let last = places[due.session].map { sessions[$0].lastInstant } ?? due.instant
      let stamp = Stamp(at: max(due.instant, last), by: "engine", nil, identity("due/\(commandCount)"))
      let found: ScenarioExpectation
      switch due.kind {
      case .lapseHolds: found = try await give(LapseHolds(due.session), stamp)
      case .announceNearExpiry: found = try await give(AnnounceNearExpiry(due.session), stamp)
      case .close: found = try await give(CloseSession(due.session), stamp)
      case .reportOverdue: found = try await give(ReportOverdue(due.session), stamp)
      }
      guard found == .accepted else { throw .defect("what was due was refused: \(found.rawValue)") }
    }
  }

  // MARK: Steps

  private mutating func run(_ step: Scenario.Step, at position: Int) async throws(StoreError) {
    let command = step.command ?? identity("step/\(position)")
    let stamp = Stamp(at: step.at, by: actor(of: step.action), position, command)
    let found = try await perform(step.action, stamp)
    if let expected = step.expectation, expected != found {
      surprises.append(ReplaySurprise(step: position, expected: expected, found: found))
    }
    guard case .joinSession(let join) = step.action, join.isPaid, found == .accepted else { return }
    let payment = ScenarioAction.Pay(session: join.session, participant: join.participant)
    let paid = identity("\(command.text)/paid", or: "step/\(position)/paid")
    _ = try await perform(.confirmPayment(payment), Stamp(at: step.at, by: "gateway", position, paid))
  }

  /// An identity for a command to which the scenario gives none, and which is none that it gives to another.
  ///
  /// - Parameter short: what it is called where its name is too long for an identity, or is taken.
  private func identity(_ name: String, or short: String? = nil) -> CommandID {
    if let identity = CommandID(name), !givenCommands.contains(identity) { return identity }
    var number = 0
    while true {
      let identity = CommandID(unchecked: "\(short ?? name)~\(number)")
      if !givenCommands.contains(identity) { return identity }
      number += 1
    }
  }

  private func actor(of action: ScenarioAction) -> String {
    switch action {
    case .joinSession(let join): join.buyer.text
    case .leaveSession(let command): ledger.participant(command.participant)?.buyer.text ?? command.participant.text
    case .confirmPayment, .reversePayment, .refuseRefund: "gateway"
    case .lapseHolds, .announceNearExpiry: "job"
    case .putProduct, .putFactory, .putLocation, .createSession, .moveToRules, .setAsideStock, .closeSession,
      .cancelSession, .fulfilSession, .placeAnotherOrder, .orderForStock:
      "operator"
    case .markPurchaseOrder(let command): command.mark.isFactorys ? "factory" : "operator"
    case .receiveGoods: "warehouse"
    case .reserveStock, .extendReservation, .releaseReservation: "shop"
    case .consumeReservation, .adjustStock, .setStockLimits: "warehouse"
    case .sweepReservations, .reportOverdue: "job"
    case .money(.requestWithdrawal(let command)): command.buyer.text
    case .money(.runWithdrawalBatch): "job"
    case .money(.completeWithdrawal), .money(.failWithdrawal): "bank"
    case .money(.settlePayee), .money(.paySettlement): "operator"
    case .order(let step): ledger.buyerOrders.actor(of: step)
    case .partner(let step): step.actor
    }
  }

  private mutating func perform(
    _ action: ScenarioAction, _ stamp: Stamp
  ) async throws(StoreError) -> ScenarioExpectation {
    switch action {
    case .putProduct(let command): try await give(command, stamp)
    case .putFactory(let command): try await give(command, stamp)
    case .putLocation(let command): try await give(command, stamp)
    case .createSession(let command): try await give(command, stamp)
    case .joinSession(let join): try await give(ledger.command(join), stamp)
    case .confirmPayment(let pay): try await give(ledger.command(pay), stamp)
    case .lapseHolds(let command): try await give(command, stamp)
    case .leaveSession(let command): try await give(command, stamp)
    case .reversePayment(let session, let money):
      try await give(ReversePayment(session, payment: ledger.payment(money)), stamp)
    case .refuseRefund(let session, let money):
      try await give(RefuseRefund(session, refund: ledger.refund(money)), stamp)
    case .announceNearExpiry(let command): try await give(command, stamp)
    case .moveToRules(let command): try await give(command, stamp)
    case .setAsideStock(let command): try await give(command, stamp)
    case .closeSession(let command): try await give(command, stamp)
    case .cancelSession(let command): try await give(command, stamp)
    case .fulfilSession(let command): try await give(command, stamp)
    case .placeAnotherOrder(let command): try await give(command, stamp)
    case .markPurchaseOrder(let command): try await give(command, stamp)
    case .receiveGoods(let command): try await give(command, stamp)
    case .orderForStock(let command): try await give(command, stamp)
    case .reportOverdue(let command): try await give(command, stamp)
    case .reserveStock(let command): try await give(command, stamp)
    case .extendReservation(let command): try await give(command, stamp)
    case .consumeReservation(let command): try await give(command, stamp)
    case .releaseReservation(let command): try await give(command, stamp)
    case .sweepReservations(let command): try await give(command, stamp)
    case .adjustStock(let command): try await give(command, stamp)
    case .setStockLimits(let command): try await give(command, stamp)
    case .money(let action): try await perform(action, stamp)
    case .order(let step): try await perform(step, stamp)
    case .partner(let step): try await perform(step, stamp)
    }
  }

  private mutating func perform(
    _ step: ScenarioAction.PartnerStep, _ stamp: Stamp
  ) async throws(StoreError) -> ScenarioExpectation {
    switch step {
    case .registerSeller(let command): try await give(command, stamp)
    case .activateSeller(let command): try await give(command, stamp)
    case .suspendSeller(let command): try await give(command, stamp)
    case .putListing(let command): try await give(command, stamp)
    case .switchListing(let command): try await give(command, stamp)
    case .syncListings(let command): try await give(command, stamp)
    }
  }

  private mutating func perform(
    _ step: ScenarioAction.OrderStep, _ stamp: Stamp
  ) async throws(StoreError) -> ScenarioExpectation {
    switch step {
    case .placeOrder(let command): try await give(command, stamp)
    case .beginOrderPayment(let command): try await give(command, stamp)
    case .confirmOrderPayment(let pay): try await give(ledger.buyerOrders.command(pay), stamp)
    case .failOrderPayment(let command): try await give(command, stamp)
    case .expireOrders(let command): try await give(command, stamp)
    case .cancelOrder(let command): try await give(command, stamp)
    case .bookShipment(let command): try await give(command, stamp)
    case .shipOrder(let command): try await give(command, stamp)
    case .recordTracking(let command): try await give(command, stamp)
    case .refundOrder(let refund): try await give(ledger.buyerOrders.command(refund), stamp)
    }
  }

  private mutating func perform(
    _ action: ScenarioAction.MoneyAction, _ stamp: Stamp
  ) async throws(StoreError) -> ScenarioExpectation {
    switch action {
    case .requestWithdrawal(let command): try await give(command, stamp)
    case .runWithdrawalBatch(let command): try await give(command, stamp)
    case .completeWithdrawal(let command): try await give(command, stamp)
    case .failWithdrawal(let command): try await give(command, stamp)
    case .settlePayee(let command): try await give(command, stamp)
    case .paySettlement(let command): try await give(command, stamp)
    }
  }

  // MARK: Commands

  /// When a command is given, by whom, for which step, and under which identity.
  private struct Stamp {
    let at: Instant
    let actor: ActorID
    let step: Int?
    let command: CommandID

    init(at instant: Instant, by actor: String, _ step: Int?, _ command: CommandID) {
      at = instant
      self.step = step
      self.actor = ActorID(actor) ?? ActorID(literal: "somebody")
      self.command = command
    }
  }

  /// Gives a command, and keeps what became of it.
  private mutating func give<Given: GrosirCore.Command>(
    _ command: Given, _ stamp: Stamp
  ) async throws(StoreError) -> ScenarioExpectation {
    commandCount += 1
    lastInstant = max(lastInstant, stamp.at)
    let context = Context(
      tenant: scenario.tenant, command: stamp.command, actor: stamp.actor, now: stamp.at, seed: commandCount)
    let answer: ReplayAnswer
    do throws(EngineError<Given.Refusal>) {
      let result = try await engine.run(command, in: context)
      answer = .accepted(result.receipt.record, isRepeated: result.isRepeated)
    } catch {
      switch error {
      case .refused(let refusal): answer = .refused(refusal.record, words: "\(refusal)")
      case .commandConflict: answer = .conflict
      case .store(let failure): throw failure
      }
    }
    let content = command.record
    let subject = EventSubject(of: content, answer, to: Given.name)
    let sentence = try await sentence(about: answer, content)
    let events = try await newEvents()
    let stockChanges = count(events)
    let effects = try await newEffects()
    for session in Set(events.compactMap { $0.session }).sorted() where subject != .session(session) {
      // Its goods came, or somebody spoke of them.
      _ = try await availabilityChanges(of: .session(session))
    }
    let changes = try await availabilityChanges(of: subject)
    if keepsTimeline {
      timeline.append(
        ReplayEntry(
          step: stamp.step, at: stamp.at, actor: stamp.actor, name: Given.name, command: stamp.command,
          content: content, answer: answer, sentence: sentence, events: events, effects: effects, changes: changes,
          stockChanges: stockChanges))
    }
    return answer.kind
  }

  /// Why a basket was refused, as a shop assistant would say it.
  private func sentence(about answer: ReplayAnswer, _ content: Record) async throws(StoreError) -> String? {
    guard keepsTimeline, answer.kind == .notAcceptable, let id: SessionID = content.field("session"),
      case .list(let lines)? = content["lines"]
    else { return nil }
    guard let session = try await engine.store.look(at: [.session(id)], of: scenario.tenant).session(id) else {
      return nil
    }
    let asked = lines.compactMap { VariantUnits(record: $0) }
    do throws(AllocationError) {
      let basket = try Basket(asked.map { (variant: $0.variant, units: $0.units) }, of: session.composition)
      return AllocationSnapshot(of: session.tallies, under: session.rules).explanation(of: basket)
        .sentence(in: .english)
    } catch {
      return nil
    }
  }

  /// What has happened since the last look, whatever it is about.
  private mutating func newEvents() async throws(StoreError) -> [DatedEvent] {
    var events: [DatedEvent] = []
    while true {
      let page = try await engine.store.events(of: nil, in: scenario.tenant, after: lastNumber, limit: 10_000)
      guard let last = page.last else { return events }
      lastNumber = last.number
      events += page.map { $0.dated }
    }
  }

  /// Counts what happened, and tells which stocks stand otherwise now.
  private mutating func count(_ events: [DatedEvent]) -> [StockChange] {
    var known: Set<StockKey> = []
    var touched: [(key: StockKey, before: StockLevel?)] = []
    for dated in events {
      if case .stock(let event) = dated.event, keepsTimeline {
        event.forEachKey { key in
          if known.insert(key).inserted { touched.append((key, ledger.stock.accounts[key]?.level)) }
        }
      }
      ledger.count(dated)
    }
    return touched.compactMap { key, before in
      guard let now = ledger.stock.accounts[key]?.level, now != before else { return nil }
      return StockChange(key: key, before: before, now: now)
    }
  }

  /// What was asked of the outside since the last look; here everything is delivered at once.
  private func newEffects() async throws(StoreError) -> [Effect] {
    var effects: [Effect] = []
    let (now, until) = (Instant.latest.subtracting(.days(1)) ?? .latest, Instant.latest)
    while true {
      let leased = try await engine.store.leaseEffects(LeaseRequest(by: "replay", at: now, until: until, limit: 1_000))
      guard !leased.isEmpty else { return effects }
      for lease in leased { _ = try await engine.store.settle(lease, as: .delivered(at: now)) }
      effects += leased.map { $0.effect }
    }
  }

  /// What has changed of a session's availability since the last look.
  private mutating func availabilityChanges(of subject: EventSubject?) async throws(StoreError) -> [AvailabilityChange]
  {
    guard case .session(let id) = subject else { return [] }
    let found = try await engine.store.look(at: [.session(id)], of: scenario.tenant)
    guard let session = found.session(id) else { return [] }
    if let place = places[id] {
      sessions[place] = session
    } else {
      places[id] = sessions.count
      sessions.append(session)
    }
    guard session.state.isOpen else { return [] }
    let state = AllocationSnapshot(of: session.tallies, under: session.rules)
    let now = session.composition.variants.indices.map { state.availability(at: $0) }
    let before = availability.updateValue(now, forKey: id)
    return now.enumerated().compactMap { position, answer in
      let earlier = before?[position]
      guard keepsTimeline, earlier?.available != answer.available || earlier == nil else { return nil }
      return AvailabilityChange(before: earlier, now: answer, explanation: state.explanation(at: position))
    }
  }
}

/// A stock at the end of a replay.
struct ReplayedStock {
  /// Which.
  let key: StockKey
  /// As it is kept, whatever has expired.
  let kept: StockItem?
  /// As a query finds it then.
  let seen: StockItem?
  /// What the platform's units of it had cost; nil if nobody knows of any.
  let cost: Money?
}

extension DatedEvent {
  /// The session that it is about, if it is about one.
  fileprivate var session: SessionID? {
    if case .session(let session, _) = event { session } else { nil }
  }
}

extension MarkPurchaseOrder.Mark {
  /// Whether it is the factory that says so.
  fileprivate var isFactorys: Bool {
    switch self {
    case .acknowledged, .productionStarted, .productionCompleted, .shipped, .refused: true
    case .sent, .cancelled: false
    }
  }
}

extension EventSubject {
  /// The session or product that a command is about, as its record and its answer say.
  fileprivate init?(of content: Record, _ answer: ReplayAnswer, to name: String) {
    if let session: SessionID = content.field("session") {
      self = .session(session)
    } else if name == CreateSession.name, case .accepted(let receipt, _) = answer,
      let session: SessionID = receipt.field("session")
    {
      self = .session(session)
    } else if let product: ProductID = content.field("id") {
      self = .product(product)
    } else {
      return nil
    }
  }
}
