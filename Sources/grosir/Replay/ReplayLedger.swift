import GrosirCore
import GrosirJSON

/// What the events of a scenario add up to, counted apart from the engine: who is where, every unit and every rupiah.
///
/// It reads the log and nothing else, so that what it comes to can be held against what the engine keeps.
struct ReplayLedger {
  /// The sessions in the order in which they were created.
  private(set) var order: [SessionID] = []
  /// What is known of each.
  private(set) var sessions: [SessionID: SessionAccount] = [:]
  /// Where all money is.
  private(set) var money = MoneyAccounts()
  /// What was to leave the platform.
  private(set) var payouts = PayoutAccount()
  private var sessionOf: [ParticipantID: SessionID] = [:]
  private var lastPayment: [ParticipantID: PaymentReference] = [:]
  private var refundOf: [PaymentReference: RefundID] = [:]
  private var refundFor: [ParticipantID: RefundID] = [:]
  /// Every refund that was asked for.
  private(set) var refunds: [RefundID: Refund] = [:]

  /// Where all units of stock are.
  private(set) var stock = StockLedger()

  /// What became of all orders.
  private(set) var orders = OrderLedger()

  /// Counts what happened.
  mutating func count(_ dated: DatedEvent) {
    for entry in dated.entries {
      for movement in entry.movements { money.count(movement) }
    }
    if case .stock(let event) = dated.event { stock.count(event) }
    if case .money(let event) = dated.event { payouts.count(event) }
    if case .order(let id, let event) = dated.event { orders.count(event, of: id, moving: dated.entries) }
    guard case .session(let id, let event) = dated.event else { return }
    note(event)
    if case .created(let plan, let rules, _) = event {
      order.append(id)
      sessions[id] = SessionAccount(plan, rules)
    }
    if case .joined(let participant) = event { sessionOf[participant.id] = id }
    sessions[id]?.count(event)
  }

  private mutating func note(_ event: SessionEvent) {
    switch event {
    case .paid(let payment): lastPayment[payment.participant] = payment.reference
    case .paymentReturned(_, let refund): note(refund)
    case .left(_, let refund): if let refund { note(refund) }
    case .settled(let settlement): if let refund = settlement.refund { note(refund) }
    default: break
    }
  }

  private mutating func note(_ refund: Refund) {
    refundOf[refund.payment] = refund.id
    refundFor[refund.participant] = refund.id
    refunds[refund.id] = refund
  }

  /// A participant that has joined some session.
  func participant(_ id: ParticipantID) -> ParticipantAccount? {
    sessionOf[id].flatMap { sessions[$0]?.participants[id] }
  }

  /// The payment that is meant; where none was accepted, the one a participant would have made first.
  func payment(_ money: ScenarioAction.MoneyOf) -> PaymentReference {
    switch money {
    case .payment(let reference): reference
    case .participant(let id): lastPayment[id] ?? PaymentReference(sameTextAs: id)
    }
  }

  /// The refund that is meant; where none was asked for, one that does not exist.
  func refund(_ money: ScenarioAction.MoneyOf) -> RefundID {
    switch money {
    case .payment(let reference): refundOf[reference] ?? RefundID(sameTextAs: reference)
    case .participant(let id): refundFor[id] ?? RefundID(sameTextAs: id)
    }
  }
}

/// Where money went, account by account.
///
/// Each amount fits 64 bits, and so does what one session has at a time, but not what all of them move together.
struct MoneyAccounts {
  /// One account in one currency.
  struct Balance {
    let account: Account
    let currency: Currency
    /// What came in.
    var received: Int128 = 0
    /// What went out.
    var given: Int128 = 0
    /// What is there.
    var balance: Int128 { received - given }
  }

  private struct Key: Hashable {
    let account: Account
    let currency: Currency
  }

  private var balances: [Key: Balance] = [:]
  private var order: [Key] = []

  /// Takes the money from one account to another.
  mutating func count(_ movement: Movement) {
    guard !movement.amount.isZero else { return }
    change(movement.source, movement.amount.currency) { $0.given += Int128(movement.amount.amount) }
    change(movement.target, movement.amount.currency) { $0.received += Int128(movement.amount.amount) }
  }

  private mutating func change(_ account: Account, _ currency: Currency, _ body: (inout Balance) -> Void) {
    let key = Key(account: account, currency: currency)
    if balances[key] == nil { order.append(key) }
    body(&balances[key, default: Balance(account: account, currency: currency)])
  }

  /// All accounts in the order of their kinds, each kind's in the order in which they were first used.
  var all: [Balance] {
    let found = order.compactMap { balances[$0] }
    return MoneyAccounts.kinds.flatMap { kind in found.filter { $0.account.name == kind } }
  }

  /// The kinds in SPEC's order.
  private static let kinds = [
    "gateway", "escrow", "wallet", "factoryPayable", "sellerPayable", "sales", "inventory", "costOfGoods", "writeOffs",
    "platformFees", "withdrawals", "disputes", "bank",
  ]

  /// In how many accounts something else lies than is kept.
  func differences(to kept: [AccountBalance]) -> Int {
    var found = balances.mapValues { $0.balance }
    for line in kept {
      found[Key(account: line.account, currency: line.balance.currency), default: 0] -= Int128(line.balance.amount)
    }
    return found.values.count { $0 != 0 }
  }

  /// What lies in one account.
  func balance(of account: Account, in currency: Currency) -> Int128 {
    balances[Key(account: account, currency: currency)]?.balance ?? 0
  }
}
