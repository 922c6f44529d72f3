import GrosirCore
import GrosirEngine
import GrosirTesting

/// What is done next in a world, as the choices have it: mostly what makes sense for somebody outside, and often enough
/// what does not.
///
/// It knows what the outside knows; all that it draws are steps that can be done again without it.
final class Chooser {
  let choices: Choices
  let world: World
  /// Answers of the outside that are on their way.
  var letters: [Letter] = []
  var now = World.start
  private var commandCount = 0
  private var nameCount = 0
  var disturbances: [Disturbance] {
    _read { yield unsafe keptDisturbances }
    _modify { yield unsafe &keptDisturbances }
  }
  @exclusivity(unchecked) private var keptDisturbances: [Disturbance] = []
  var products: [Product.Draft] = []
  var settledUntil = World.start

  /// An answer on its way.
  struct Letter {
    let deed: Deed
    let writtenAt: Instant
    var isDelivered = false
    /// What is wrong about it, beyond how it is delivered.
    var disturbance: Disturbance?
  }

  init(_ choices: Choices, _ world: World) {
    self.choices = choices
    self.world = world
  }

  var book: Book { world.book }

  // MARK: Names

  func name(_ prefix: String) -> String {
    nameCount += 1
    return prefix + String(nameCount)
  }

  func id<Subject>(_ prefix: String) -> Identifier<Subject> { Identifier(unchecked: name(prefix)) }

  private func nextCommand() -> CommandID {
    commandCount += 1
    return CommandID(unchecked: "c" + String(commandCount))
  }

  static let buyers = ["ani", "budi", "citra", "dewi"].map { BuyerID(unchecked: $0) }
  static let place = StockPlace.platform
  static let shop = StockPlace(owner: OwnerID(literal: "toko"), location: LocationID(literal: "warehouse"))
  static let seller = SellerID(literal: "toko")

  func buyer() -> BuyerID { choices.element(of: Chooser.buyers) }
  func reason() -> Reason { Reason.example }

  // MARK: Steps

  /// The next step.
  func next() -> Step {
    disturbances.removeAll(keepingCapacity: true)
    for effect in world.outside.open() { react(to: effect) }
    moveClock()
    if choices.chance(4, in: 100), let earlier = someStep() {
      disturbances.append(.repeatedCommand)
      return Step(
        at: now, command: earlier.command, deed: earlier.deed, failure: failure(), disturbances: disturbances)
    }
    let deed = deed()
    var command = nextCommand()
    if choices.chance(2, in: 100), let earlier = someStep(), earlier.deed != deed, deed.isCommand {
      disturbances.append(.takenIdentity)
      command = earlier.command
    }
    return Step(
      at: now, command: command, deed: deed, failure: deed.isCommand ? failure() : nil, disturbances: disturbances)
  }

  /// One of the last commands.
  private func someStep() -> Step? {
    let steps = world.steps.suffix(24).filter { $0.deed.isCommand }
    return steps.isEmpty ? nil : choices.element(of: Array(steps))
  }

  private func failure() -> TransactionPoint? {
    guard choices.chance(3, in: 100) else { return nil }
    disturbances.append(.storeFailure)
    return choices.anyCase(of: TransactionPoint.self)
  }

  private func moveClock() {
    let kind = choices.element(of: Chooser.gaps)
    let minutes: Int64
    switch kind {
    case .moment: minutes = choices.integer(in: 0...2)
    case .while: minutes = choices.integer(in: 5...30)
    case .hour: minutes = choices.integer(in: 40...150)
    case .day:
      minutes = choices.element(of: [360, 700, 1_500, 3_100, 10_500])
      disturbances.append(.clockForward)
    case .back:
      minutes = -choices.element(of: [7, 20, 61, 300, 1_500])
      disturbances.append(.clockBackward)
    }
    now = now.adding(.minutes(Int32(minutes))) ?? now
  }

  private enum Gap { case moment, `while`, hour, day, back }
  private static let gaps: [Gap] = expanded([
    (60, .moment), (24, .while), (8, .hour), (3, .day), (4, .back),
  ])

  // MARK: Letters

  func write(_ deed: Deed, _ disturbance: Disturbance? = nil) {
    letters.append(Letter(deed: deed, writtenAt: now, disturbance: disturbance))
  }

  /// Delivers one of the letters; it may come again.
  func deliver() -> Deed? {
    guard !letters.isEmpty else { return nil }
    let place = choices.chance(2, in: 3) ? 0 : choices.integer(in: 0...(letters.count - 1))
    let letter = letters[place]
    if place > 0, letters[0..<place].contains(where: { !$0.isDelivered }) { disturbances.append(.reorder) }
    if letter.isDelivered { disturbances.append(.duplicate) }
    if let wrong = letter.disturbance { disturbances.append(wrong) }
    if let due = letter.writtenAt.adding(.hours(4)), due <= now, !letter.isDelivered { disturbances.append(.delay) }
    if letter.isDelivered || !choices.chance(1, in: 5) {
      letters.remove(at: place)
    } else {
      letters[place].isDelivered = true
      letters.append(letters.remove(at: place))
    }
    return letter.deed
  }

  /// What the outside does when it is asked.
  private func react(to effect: Effect) {
    switch effect {
    case .refund(let refund):
      if choices.chance(2, in: 5) { write(.refuseRefund(RefuseRefund(refund.session, refund: refund.id)), .refusal) }
    case .disburse(let disbursement):
      if choices.chance(2, in: 5) {
        write(.failWithdrawal(FailWithdrawal(disbursement.withdrawal, because: reason())), .failure)
      } else {
        write(.completeWithdrawal(CompleteWithdrawal(disbursement.withdrawal)))
      }
    default: break
    }
  }

  // MARK: Deeds

  private enum Kind {
    case buy, pay, letter, leave, session, warehouse, factory, reservation, checkout, carrier, money, partner, job
    case nonsense
  }

  private static let kinds: [Kind] = expanded([
    (16, .buy), (19, .pay), (15, .letter), (4, .leave), (9, .session), (5, .warehouse), (13, .factory),
    (9, .reservation), (7, .checkout), (11, .carrier), (8, .money), (9, .partner), (13, .job), (6, .nonsense),
  ])

  /// Each as often as it weighs: to draw one of these takes no adding up.
  private static func expanded<Element>(_ weighted: [(weight: Int, element: Element)]) -> [Element] {
    weighted.flatMap { Array(repeating: $0.element, count: $0.weight) }
  }

  private func deed() -> Deed {
    let kind = choices.element(of: Chooser.kinds)
    let drawn: Deed? =
      switch kind {
      case .buy: join()
      case .pay: pay()
      case .letter: deliver()
      case .leave: leave()
      case .session: aboutSession()
      case .warehouse: aboutWarehouse()
      case .factory: aboutFactory()
      case .reservation: aboutReservation()
      case .checkout: placeOrder()
      case .carrier: aboutOrder()
      case .money: aboutMoney()
      case .partner: aboutPartners()
      case .job: job()
      case .nonsense: nonsense()
      }
    return drawn ?? (choices.boolean() ? join() : nil) ?? job()
  }

  /// A round of one of the engine's jobs.
  private func job() -> Deed {
    if choices.chance(1, in: 4) { return .tick(limit: 64) }
    if choices.chance(1, in: 12), let key = parkedKeys.first { return .resend(key) }
    let limit = choices.integer(in: 1...24)
    guard choices.chance(1, in: 6) else { return .relay(limit: limit, answers: []) }
    disturbances.append(.failure)
    let answers = (0..<limit).map { _ in choices.element(of: Chooser.answers) }
    return .relay(limit: limit, answers: answers)
  }

  private static let answers: [OutsideAnswer] = [
    .done, .unreachable, .answerLost, .unreachable, .answerLost, .rejected,
  ]

  /// What was given up, as far as the outside can know.
  private var parkedKeys: [String] {
    book.requested.lazy.filter { [world] in world.outside.done[$0] == nil }.min().map { [$0] } ?? []
  }
}

extension Reason {
  static let example = Reason("because") ?? { preconditionFailure("a reason") }()
}

extension Deed {
  /// Whether it is a command, with an identity of its own.
  var isCommand: Bool {
    switch self {
    case .tick, .relay, .resend: false
    default: true
    }
  }
}
