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

  /// The purchase orders in the order in which they were placed.
  private(set) var orderNumbers: [PurchaseOrderNumber] = []
  /// What is known of each.
  private(set) var orders: [PurchaseOrderNumber: PurchaseOrderAccount] = [:]
  /// What each factory is owed for what it shipped and what was sold for it, less what it was paid, added up apart from
  /// the journal.
  private(set) var owed: [Debt: Int128] = [:]
  private var products: [ProductID: Product] = [:]

  /// What is owed to one factory in one currency.
  struct Debt: Hashable, Comparable {
    let factory: FactoryID
    let currency: Currency

    static func < (left: Debt, right: Debt) -> Bool { (left.factory, left.currency) < (right.factory, right.currency) }
  }

  /// What became of all orders.
  private(set) var buyerOrders = OrderLedger()

  /// Who may sell, and what resellers list.
  private(set) var partners = PartnerLedger()

  /// Counts what happened.
  mutating func count(_ dated: DatedEvent) {
    for entry in dated.entries { money.post(entry) }
    switch dated.event {
    case .stock(let event):
      stock.count(event)
      partners.count(event)
    case .seller(let id, let event): partners.count(event, of: id)
    case .session(let id, let event): count(event, of: id)
    case .purchaseOrder(let number, let source, let event): count(event, of: number, source)
    case .product(let product): products[product.id] = product
    case .money(let event): count(event)
    case .order(let id, let event): buyerOrders.count(event, of: id, moving: dated.entries)
    case .factory, .location: break
    }
  }

  private mutating func count(
    _ event: PurchaseOrderEvent, of number: PurchaseOrderNumber, _ source: PurchaseOrderSource
  ) {
    switch event {
    case .placed(let order):
      orderNumbers.append(number)
      orders[number] = PurchaseOrderAccount(order, of: products[order.product])
      if let session = order.session, sessions[session]?.cancelled != nil { orders[number]?.abandon() }
    case .received(let receipt):
      for cost in [receipt.purchased, receipt.damaged] { owe(cost, to: source.factory) }
      if let shipping = receipt.shipping { owe(shipping, to: source.factory) }
    default: break
    }
    orders[number]?.count(event)
  }

  private mutating func count(_ event: MoneyEvent) {
    payouts.count(event)
    guard case .settlementPaid(let settled) = event, case .factory(let factory) = settled.settlement.payee,
      let payout = settled.payout
    else { return }
    owed[Debt(factory: factory, currency: settled.currency), default: 0] -= Int128(payout.amount.amount)
  }

  private mutating func owe(_ amount: Money, to factory: FactoryID) {
    owed[Debt(factory: factory, currency: amount.currency), default: 0] += Int128(amount.amount)
  }

  private mutating func count(_ event: SessionEvent, of id: SessionID) {
    note(event)
    if case .created(let plan, let rules, _) = event {
      order.append(id)
      sessions[id] = SessionAccount(plan, rules)
    }
    if case .joined(let participant) = event { sessionOf[participant.id] = id }
    if case .cancelled = event {
      for number in orderNumbers where orders[number]?.order.session == id { orders[number]?.abandon() }
    }
    sessions[id]?.count(event)
  }

  private mutating func note(_ event: SessionEvent) {
    switch event {
    case .paid(let payment): lastPayment[payment.participant] = payment.reference
    case .paymentReturned(_, let refund): note(refund)
    case .left(_, let refund): if let refund { note(refund) }
    case .settled(let settlement): if let refund = settlement.refund { note(refund) }
    case .released(let release): if let split = release.consigned { owe(split.net, to: release.factory) }
    case .heldGoodsPurchased(let cost, let factory): owe(cost, to: factory)
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
