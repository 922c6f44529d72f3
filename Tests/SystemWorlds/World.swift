import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting

/// A small market: the engine on a store of its own, the world outside, and a book that knows what must be.
final class World {
  static let tenant = TenantID(literal: "shop")
  static let actor = ActorID(literal: "somebody")

  let store = ObservedStore()
  let engine: Engine<ObservedStore>
  let book = Book()
  let outside = Outside()
  /// Every command that was given, with its answer.
  private var given: [(command: CommandID, deed: Deed, answer: Answer)] = []
  private var givenPlaces = HashedPlaces()
  /// The steps that were done.
  private(set) var steps: [Step] {
    _read { yield unsafe keptSteps }
    _modify { yield unsafe &keptSteps }
  }
  @exclusivity(unchecked) private var keptSteps: [Step] = []
  let clock = SettableClock(at: World.start)
  private let seeds = StepSeeds()
  var ticker: DeadlineTicker<ObservedStore, SettableClock, StepSeeds>
  let relay: OutboxRelay<ObservedStore, FollowUp, StepSeeds>
  typealias FollowUp = FollowUpHandler<ObservedStore, SettableClock, StepSeeds, Outside>
  /// What the log should hold.
  private var comparedEvents: Int64 = 0
  private var expectedLog: [DatedEvent] {
    _read { yield unsafe keptExpectedLog }
    _modify { yield unsafe &keptExpectedLog }
  }
  @exclusivity(unchecked) private var keptExpectedLog: [DatedEvent] = []
  /// What was given, for whoever writes it down; kept only on demand.
  var journalist: ((ObservedStore.Heard, Instant) -> Void)?

  static let start = Instant(millisecondsSince1970: 1_772_416_800_000) ?? .epoch

  init() {
    engine = Engine(store)
    let stamp = Stamp(clock: clock, seeds: seeds)
    ticker = DeadlineTicker(engine, stamp: stamp, actor: World.actor)
    let handler = FollowUpHandler(engine, stamp: stamp, actor: World.actor, next: outside)
    relay = OutboxRelay(store, to: handler, holder: "relay", seeds: seeds)
    // So many as most worlds have: none need be moved while there are more and more.
    steps.reserveCapacity(512)
    given.reserveCapacity(512)
    givenPlaces.reserveCapacity(512)
  }

  var now: Instant { book.now }

  /// Does one step, and checks everything that it may have touched.
  func perform(_ step: Step) async throws(Broken) {
    steps.append(step)
    clock.set(to: step.at)
    seeds.begin(step.command)
    book.now = step.at
    book.deed = step.deed
    book.touchNothing()
    book.awaitUnits()
    book.coverage.count(step)
    store.forget()
    store.fail(at: step.failure)
    try await act(step)
    try hear(step)
    try await compareTouched()
    if let demand, let objection = demand(WorldView(book: book)) { throw Broken(.demand, objection) }
    if steps.count % World.stepsBetweenFullChecks == 0 { try await compareEverything() }
  }

  private static let stepsBetweenFullChecks = 128

  /// What a test asks for beyond what must hold, and why it is not so; for tests of the shrinking itself.
  var demand: Trace.Demand?

  // MARK: Hearing

  /// Hears everything that was decided in the step.
  private func hear(_ step: Step) throws(Broken) {
    book.awaitedRequests.removeAll(keepingCapacity: true)
    for heard in store.heard {
      journalist?(heard, step.at)
      if case .answered(let answer, _) = heard.outcome {
        if case .accepted = answer {
          book.coverage.count(heard.name, isAccepted: true)
        } else {
          book.coverage.count(heard.name, isAccepted: false)
        }
      }
      guard let changes = heard.changes else { continue }
      let events = changes.events
      book.coverage.countEvents(events.count)
      for event in events { try book.hear(event) }
      for effect in changes.effects { try book.hear(effect) }
      expectedLog += events
    }
    if isNew(step) { try book.judgeAccepted() }
    try check(
      book.awaitedRequests.isEmpty, .requests,
      "nobody asks for \(book.awaitedRequests.sorted().joined(separator: ", "))")
  }

  /// Whether what was asked for has been done now, and not before.
  private func isNew(_ step: Step) -> Bool {
    switch step.deed {
    case .tick: return true
    case .relay, .resend: return false
    default:
      guard case .answered(.accepted, _) = store.heard.last?.outcome else { return false }
      return store.heard.last?.changes != nil
    }
  }

  private func compareTouched() async throws(Broken) {
    guard book.hasTouched else { return }
    try book.compare(with: try await look(book.reads()))
  }

  /// What there is for each of these, in their order.
  private func look(_ reads: [Read]) async throws(Broken) -> [WorkingSet.Found] {
    // So many at a time as are taken in without hashing each.
    guard reads.count > 64 else {
      return try await asking { () async throws(StoreError) in
        try await self.store.look(at: reads, of: World.tenant).inOrder
      }
    }
    return try await look(Array(reads.prefix(64))) + look(Array(reads.dropFirst(64)))
  }

  /// Asks the store, which does not fail unless it was planned.
  func asking<Value>(_ body: () async throws(StoreError) -> Value) async throws(Broken) -> Value {
    do throws(StoreError) {
      return try await body()
    } catch {
      throw Broken(.logIsState, "the store fails: \(error.debugDescription)")
    }
  }

  // MARK: Everything

  /// Compares all there is, and the log with what was heard.
  func compareEverything() async throws(Broken) {
    book.touchEverything()
    try book.compare(with: try await look(book.reads()))
    book.touchNothing()
    let log = try await asking { () async throws(StoreError) in
      try await self.store.events(
        of: nil, in: World.tenant, after: self.comparedEvents, limit: self.expectedLog.count + 1)
    }
    try check(log.count, is: expectedLog.count, .logIsState, "events in the log")
    for (logged, expected) in zip(log, expectedLog) {
      try check(logged.dated, is: expected, .logIsState, "an event in the log")
    }
    comparedEvents += Int64(log.count)
    expectedLog.removeAll(keepingCapacity: true)
    let kept = try await asking { () async throws(StoreError) in try await self.store.balances(of: World.tenant) }
    for line in kept.balances {
      let till = Till(account: line.account, currency: line.balance.currency)
      try check(line.balance.amount, is: book.tills[till]?.balance ?? 0, .balances, "\(line.account)")
    }
  }

  /// Notes what was answered under an identity that nothing was answered under before.
  func note(_ answer: Answer, to step: Step) {
    givenPlaces.add(given.count, step.command.seededHash)
    given.append((step.command, step.deed, answer))
  }

  /// What was given under an identity, and answered.
  func known(as command: CommandID) -> (deed: Deed, answer: Answer)? {
    let place = givenPlaces.place(command.seededHash) { given[$0].command == command }
    return place.map { (given[$0].deed, given[$0].answer) }
  }
}
