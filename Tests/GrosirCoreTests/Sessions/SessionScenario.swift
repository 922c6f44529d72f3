import GrosirCore
import GrosirTesting

/// One session run command by command: by the commands on two worlds that answer differently, by the plain reading, and
/// by replaying events.
struct SessionScenario {
  static let session = SessionID(literal: "session")

  var world = SessionWorld(answering: .exactly)
  private(set) var generous = SessionWorld(answering: .generously)
  private(set) var plain: PlainSession
  private(set) var replayed: SessionRows
  private(set) var ledger = SessionLedger()
  private(set) var now: Instant
  private(set) var draft: Product.Draft

  /// Refunds in the order in which they were requested.
  private(set) var refunds: [RefundID] = []

  /// Whether something has happened that may break the guarantee of SPEC §3.1.
  private(set) var isDisturbed = false

  /// What has left escrow for each participant by other ways than a refund: credits, disputes, reversals.
  private(set) var gone: [ParticipantID: Int64] = [:]
  private var eventCount = 0
  private var effectCount = 0

  /// Creates the session, where the warehouse has so many units of each variant.
  init(_ draft: Product.Draft, _ creation: CreateSession, warehouse: [Int], at instant: Instant) throws {
    self.draft = draft
    now = instant
    for answers in [SessionWorld.Answers.exactly, .generously] {
      var world = SessionWorld(answering: answers)
      _ = try world.run(PutProduct(draft), at: instant).get()
      for (variant, units) in zip(draft.variants, warehouse) { world.stockUp(units, of: variant.id, at: instant) }
      _ = try world.run(creation, at: instant).get()
      if answers == .exactly { self.world = world } else { generous = world }
    }
    guard let session = world.sessions[Self.session] else { throw ExpectationFailure("no session was created") }
    plain = PlainSession(
      session.plan, session.rules, version: session.rulesVersion, warehouse: warehouse,
      opening: draft.variants.map { variant in
        creation.openingStock.first { $0.variant.text == variant.id }?.units ?? 0
      }, at: instant)
    replayed = SessionRows(created: session.plan, rules: session.rules, version: session.rulesVersion, at: instant)
    try follow()
  }

  /// The session as the commands have it.
  var session: GroupSession {
    guard let session = world.sessions[Self.session] else { preconditionFailure("the session is there") }
    return session
  }

  var participants: [Participant] { world.all(of: Self.session) }

  mutating func turnClock(to instant: Instant) { now = instant }

  // MARK: One step

  /// Takes a step everywhere; what is answered and what follows must be the same.
  ///
  /// - Returns: `accepted`, or the refusal's code.
  @discardableResult
  mutating func take(_ step: SessionStep) throws -> String {
    let (before, wasIn) = (session, participants.filter { !$0.admitted.isEmpty })
    let code = try step.run(in: &world, at: now)
    try expectEqual(try step.run(in: &generous, at: now), code, "with a generous store")
    try expectEqual(try runPlainly(step), code, "\(step), by the plain reading")
    if case .putProduct(let command) = step { draft = command.draft }
    let isAccepted = code == "accepted"
    if isAccepted { noteDisturbance(step, wasIn) }
    try expect(isAccepted || session == before, "a refusal changed the session")
    try follow()
    try checkWorlds()
    try checkPlainly()
    try checkCounts()
    try checkMoney()
    if isAccepted, step.isAboutTheSession { try checkTime() }
    return code
  }

  private mutating func runPlainly(_ step: SessionStep) throws -> String {
    switch step {
    case .join(let command):
      try plain.join(command, at: now, as: command.participant ?? ParticipantID(literal: "nobody"))
    case .pay(let command): try plain.pay(command, at: now)
    case .leave(let command): try plain.leave(command.participant, at: now)
    case .reverse(let command): try plain.reverse(command.payment, at: now)
    case .refuse(let command): try plain.refuse(refunds.firstIndex(of: command.refund), at: now)
    case .lapse: try plain.lapseHolds(at: now)
    case .announce: try plain.announce(at: now)
    case .putProduct: "accepted"
    case .move:
      if let product = world.products[session.plan.product] { try plain.move(to: product, at: now) } else { "" }
    case .setAside(let command): try plain.setAside(command.lines, at: now)
    case .close(let command): try plain.close(early: command.earlyBecause != nil, at: now)
    case .cancel: try plain.cancel(at: now)
    }
  }

  private mutating func noteDisturbance(_ step: SessionStep, _ wasIn: [Participant]) {
    switch step {
    case .move, .setAside: isDisturbed = true
    default:
      let isGone = wasIn.contains { [.left, .reversed].contains(world.participants[$0.id]?.status) }
      if isGone { isDisturbed = true }
    }
  }

  /// Takes up what was recorded: events are replayed and posted, effects are looked at.
  private mutating func follow() throws {
    try expect(world.events[eventCount...] == generous.events[eventCount...], "a generous store makes a difference")
    try expect(world.effects[effectCount...] == generous.effects[effectCount...], "a difference to effects")
    for dated in world.events[eventCount...] {
      guard case .session(Self.session, let event) = dated.event else { continue }
      replayed.apply(event, at: dated.instant)
      for movement in event.movements(in: Self.session) { try ledger.post(movement) }
      switch event {
      case .settled(let settlement):
        gone[settlement.participant, default: 0] += settlement.credited.amount + settlement.disputed.amount
      case .reversed(let reference, let amount, from: .escrow):
        if let payment = world.payments[reference] { gone[payment.participant, default: 0] += amount.amount }
      case .admitted:
        try expect(dated.instant < session.plan.closesAt, "somebody is admitted at or after the deadline")
      default: break
      }
    }
    eventCount = world.events.count
    for effect in world.effects[effectCount...] {
      if case .refund(let refund) = effect { refunds.append(refund.id) }
    }
    effectCount = world.effects.count
  }
}

/// What every account holds.
struct SessionLedger {
  private(set) var balances: [Account: Int64] = [:]

  mutating func post(_ movement: Movement) throws {
    try expect(movement.amount.amount >= 0, "a movement of a negative amount")
    balances[movement.source, default: 0] -= movement.amount.amount
    balances[movement.target, default: 0] += movement.amount.amount
  }

  subscript(account: Account) -> Int64 { balances[account, default: 0] }
}

/// One command, as a line of a scenario.
enum SessionStep: CustomStringConvertible {
  case join(JoinSession)
  case pay(ConfirmPayment)
  case leave(LeaveSession)
  case reverse(ReversePayment)
  case refuse(RefuseRefund)
  case lapse(LapseHolds)
  case announce(AnnounceNearExpiry)
  case putProduct(PutProduct)
  case move(MoveToRules)
  case setAside(SetAsideStock)
  case close(CloseSession)
  case cancel(CancelSession)

  /// Runs it; `accepted`, or the refusal's code.
  func run(in world: inout SessionWorld, at now: Instant) throws -> String {
    switch self {
    case .join(let command): try code(world.run(command, at: now))
    case .pay(let command): try code(world.run(command, at: now))
    case .leave(let command): try code(world.run(command, at: now))
    case .reverse(let command): try code(world.run(command, at: now))
    case .refuse(let command): try code(world.run(command, at: now))
    case .lapse(let command): try code(world.run(command, at: now))
    case .announce(let command): try code(world.run(command, at: now))
    case .putProduct(let command): try world.run(command, at: now).isAccepted ? "accepted" : "invalid"
    case .move(let command): try code(world.run(command, at: now))
    case .setAside(let command): try code(world.run(command, at: now))
    case .close(let command): try code(world.run(command, at: now))
    case .cancel(let command): try code(world.run(command, at: now))
    }
  }

  private func code<Receipt>(_ result: Result<Receipt, SessionError>) -> String {
    switch result {
    case .success: "accepted"
    case .failure(let error): error.code
    }
  }

  var isAboutTheSession: Bool {
    if case .putProduct = self { return false }
    return true
  }

  /// What is asked for, in one line.
  var description: String {
    switch self {
    case .join(let given):
      "\(given.buyer.text) joins as \(given.participant?.text ?? "?"): "
        + given.lines.map { "\($0.units) \($0.variant.text)" }.joined(separator: " + ") + " for \(given.total), "
        + given.ifLocked.text
    case .pay(let given): "\(given.payment.text) arrives for \(given.participant.text): \(given.amount)"
    case .leave(let given): "\(given.participant.text) leaves"
    case .reverse(let given): "\(given.payment.text) is charged back"
    case .refuse(let given): "the refund \(given.refund.text) is refused"
    case .lapse: "let lapse what has expired"
    case .announce: "announce the expiry"
    case .putProduct(let given):
      "put the product: "
        + given.draft.variants.map { "\($0.unitsPerBundle)\($0.id) t\($0.tolerance ?? -1)" }
        .joined(separator: ", ") + " under \(given.draft.policy.text)"
    case .move: "move to the newest rules"
    case .setAside(let given):
      "set aside " + given.lines.map { "\($0.units) \($0.variant.text)" }.joined(separator: " + ")
    case .close(let given): given.earlyBecause == nil ? "close" : "close early"
    case .cancel: "cancel"
    }
  }
}

extension JoinSession.IfLocked {
  fileprivate var text: String {
    switch self {
    case .refuse: "or not at all"
    case .wait(acceptPartial: false): "or waits for all of it"
    case .wait(acceptPartial: true): "or waits for any of it"
    }
  }
}

extension Result {
  var isAccepted: Bool {
    if case .success = self { return true }
    return false
  }
}
