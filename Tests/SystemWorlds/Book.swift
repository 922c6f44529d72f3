import GrosirCore
import GrosirEngine

/// What a test knows of a world without asking the engine: what the outside said, was asked for, paid and shipped, and
/// what follows from it by the words of SPEC.
///
/// It hears every event and effect of a step, and refuses those for which it knows no reason. What it then expects of
/// rows and balances is compared with what the store holds, as far as the step may have touched them.
final class Book {
  // MARK: What it knows

  var products: [ProductID: ProductBook] = [:]
  var factories: [FactoryID: Factory.Draft] = [:]
  var locations: Set<LocationID> = []
  var sessions: [SessionID: SessionBook] = [:]
  var sessionOrder: [SessionBook] = []
  var codes: Set<SessionCode> = []
  var members: [ParticipantID: MemberBook] = [:]
  var payments: [PaymentReference: PaymentBook] = [:]
  var refunds: [RefundID: RefundBook] = [:]
  var stocks: [StockKey: StockBook] = [:]
  var reservations: [ReservationHolder: ReservationBookEntry] = [:]
  var openReservations: [ReservationHolder: ReservationBookEntry] = [:]
  var purchaseOrders: [PurchaseOrderNumber: PurchaseOrderBook] = [:]
  var purchaseOrderList: [PurchaseOrderBook] = []
  var receipts: Set<ReceiptID> = []
  var orders: [OrderID: OrderBook] = [:]
  var orderList: [OrderBook] = []
  var checkouts: Set<CheckoutID> = []
  var orderPayments: [PaymentReference: Int64] = [:]
  var withdrawals: [WithdrawalID: WithdrawalBook] = [:]
  var withdrawalList: [WithdrawalBook] = []
  var settlements: [SettlementID: SettlementBook] = [:]
  var settlementList: [SettlementBook] = []
  /// What units of own bundles that were released to a factory had cost otherwise.
  var costOfConsigned: [FactoryID: Int64] = [:]
  var sellers: [SellerID: SellerStatus] = [:]
  var listings: [ListingKey: ListingBook] = [:]
  var displays: [StockKey: DisplayBook] = [:]
  /// Listings that become sellable, or are no more, by a synchronisation of this step.
  var awaitedToggles: [ListingKey: Bool] = [:]
  var tills: [Till: TillBook] = [:]
  var payables: [Till: [Earning]] = [:]

  // MARK: Asked of the outside

  /// Effects that were decided, by key; none twice.
  var requested: Set<String> = []
  /// Effects that events of this step call for, and that have not been asked for yet.
  var awaitedRequests: [String] = []
  /// Units that somebody outside says come or go in this step.
  var awaitedUnits: [StockKey: Int] = [:]

  // MARK: The step

  /// What is being done.
  var deed = Deed.tick(limit: 0)
  /// When.
  var now = Instant.epoch
  var coverage: Coverage {
    _read { yield unsafe keptCoverage }
    _modify { yield unsafe &keptCoverage }
  }
  // One task has a market, and no access to these leads back to the same; to check that each time, here and wherever
  // it is not checked, would cost a thirtieth of all.
  @exclusivity(unchecked) private var keptCoverage = Coverage()
  var touched: Touched {
    _read { yield unsafe keptTouched }
    _modify {
      hasTouched = true
      yield unsafe &keptTouched
    }
  }
  @exclusivity(unchecked) private var keptTouched = Touched()
  /// Whether anything may have been; of half of all steps nothing is.
  private(set) var hasTouched = false

  /// What a step may have changed.
  struct Touched {
    var sessions: [SessionBook] = []
    var members: [MemberBook] = []
    var keys: [StockKey] = []
    var holders: [ReservationHolder] = []
    var purchaseOrders: [PurchaseOrderBook] = []
    var orders: [OrderBook] = []
    var withdrawals: [WithdrawalBook] = []
    var settlements: [SettlementBook] = []
    var tills: [TillBook] = []
    var sellers: [SellerID] = []
    var listings: [ListingKey] = []

    mutating func clear() {
      sessions.empty()
      members.empty()
      keys.empty()
      holders.empty()
      purchaseOrders.empty()
      orders.empty()
      withdrawals.empty()
      settlements.empty()
      tills.empty()
      sellers.empty()
      listings.empty()
    }
  }

  /// Begins anew.
  func touchNothing() {
    guard hasTouched else { return }
    touched.clear()
    hasTouched = false
  }

  func touch(_ session: SessionBook) {
    if !touched.sessions.contains(where: { $0 === session }) { touched.sessions.append(session) }
  }

  func touch(_ member: MemberBook) {
    if !touched.members.contains(where: { $0 === member }) { touched.members.append(member) }
  }

  func touch(_ key: StockKey) { if !touched.keys.contains(key) { touched.keys.append(key) } }

  func touch(_ holder: ReservationHolder) {
    if !touched.holders.contains(holder) { touched.holders.append(holder) }
  }

  // MARK: Hearing

  /// Hears what has happened.
  func hear(_ dated: DatedEvent) throws(Broken) {
    switch dated.event {
    case .session(let id, let event): try hear(event, in: id, at: dated.instant)
    case .stock(let event): try hear(event, at: dated.instant)
    case .order(let id, let event): try hear(event, of: id, at: dated.instant)
    case .purchaseOrder(let number, _, let event): try hear(event, of: number, at: dated.instant)
    case .money(let event): try hear(event, at: dated.instant)
    case .product(let product):
      try check(
        products[product.id].map { $0.version + 1 } ?? 1, is: product.version, .logIsState, "a product's version")
      products[product.id] = ProductBook(product)
    case .factory(let factory): factories[factory.id] = factory.draft
    case .location(let location): locations.insert(location.id)
    case .seller(let id, let event): try hear(event, of: id)
    }
  }

  /// Hears what the outside is to do.
  func hear(_ effect: Effect) throws(Broken) {
    let key = effect.key
    try check(requested.insert(key).inserted, .requests, "\(key) is asked for twice")
    let place = awaitedRequests.firstIndex(of: key)
    if let place { awaitedRequests.remove(at: place) }
    switch effect {
    case .requestPayment(let request):
      try check(members[request.participant]?.total, is: request.amount.amount, .requests, "a bill")
    case .refund(let refund):
      try check(refunds[refund.id]?.amount, is: refund.amount.amount, .requests, "a refund")
    case .refundOrder(let refund):
      try check(refunds[refund.id]?.amount, is: refund.amount.amount, .requests, "a refund of an order")
    case .disburse(let disbursement):
      let net = withdrawals[disbursement.withdrawal].map { $0.amount - $0.fee }
      try check(net, is: disbursement.amount.amount, .requests, "a disbursement")
    case .payOut(let payout):
      try check(settlements[payout.settlement]?.paid, is: payout.amount.amount, .requests, "a payout")
    case .notifyFactory(let notice):
      let order = purchaseOrders[notice.number]
      try check(order?.bundles, is: notice.bundles, .requests, "a factory's notice")
      try check(order?.total, is: notice.total.amount, .requests, "a factory's notice")
    case .requestOrderPayment(let request):
      try check(orders[request.order]?.total, is: request.amount.amount, .requests, "an order's bill")
    case .notifyBuyer, .cancelShipment, .bookShipment: return
    case .creditWallet, .fulfil, .renewSession: break
    }
    try check(place != nil, .requests, "\(key) is asked for, and nothing has called for it")
  }

  /// Says that an effect must be among those of this step.
  func expectRequest(_ key: String) {
    if !awaitedRequests.contains(key) { awaitedRequests.append(key) }
  }
}

// MARK: - Money

/// An account in a currency.
struct Till: Hashable {
  let account: Account
  let currency: Currency

  /// Whose it is tells most of them apart.
  func hash(into hasher: inout Hasher) { hasher.combine(account.seededHash) }

  /// Whether its postings are in order of time.
  var isDated: Bool {
    switch account {
    case .escrow, .wallet, .factoryPayable, .sellerPayable: true
    default: false
    }
  }
}

/// What is on it, as the book has it.
final class TillBook {
  let till: Till
  var balance: Int64 = 0
  /// When it was last posted to; nil where its postings are in no order.
  var last: Instant?

  init(_ till: Till) { self.till = till }
}

/// What one entry owes to a payee.
struct Earning {
  let instant: Instant
  var releases: Int64 = 0
  var purchases: Int64 = 0
  var fee: Int64 = 0
  var net: Int64 = 0
}

extension Book {
  /// Posts an entry: amounts from one account to another, all of them at once.
  ///
  /// An entry is dated no earlier than the last of any account that somebody owns.
  @discardableResult
  func post(
    _ movements: [(source: Account, target: Account, amount: Int64)], in currency: Currency, at instant: Instant
  ) -> Instant {
    var changes: [(book: TillBook, amount: Int64)] = []
    changes.reserveCapacity(2 * movements.count)
    for movement in movements {
      changes.append((kept(Till(account: movement.source, currency: currency)), -movement.amount))
      changes.append((kept(Till(account: movement.target, currency: currency)), movement.amount))
    }
    let instant = changes.reduce(instant) { max($0, $1.book.last ?? $0) }
    for (book, amount) in changes {
      book.balance += amount
      if book.till.isDated { book.last = instant }
      if !touched.tills.contains(where: { $0 === book }) { touched.tills.append(book) }
    }
    return instant
  }

  private func kept(_ till: Till) -> TillBook {
    if let book = tills[till] { return book }
    let book = TillBook(till)
    tills[till] = book
    return book
  }

  func balance(_ account: Account, _ currency: Currency) -> Int64 {
    tills[Till(account: account, currency: currency)]?.balance ?? 0
  }

  /// A fee, half away from zero.
  static func fee(of amount: Int64, at rate: Int) -> Int64 { (amount * Int64(rate) + 5_000) / 10_000 }

  /// Posts what is owed to somebody for goods.
  func owe(
    _ amount: Int64, to payee: Account, from source: Account, in currency: Currency, at instant: Instant
  ) {
    guard amount != 0 else { return }
    let dated = post([(source, payee, amount)], in: currency, at: instant)
    payables[Till(account: payee, currency: currency), default: []]
      .append(Earning(instant: dated, purchases: amount, net: amount))
  }

  /// Posts a sale or release to somebody, less the fee; negative amounts give it back.
  func release(
    _ gross: Int64, fee: Int64, to payee: Account, from source: Account, in currency: Currency, at instant: Instant
  ) {
    let (net, isBack) = (gross - fee, gross < 0)
    let dated = post(
      isBack
        ? [(payee, source, -net), (.platformFees, source, -fee)]
        : [(source, payee, net), (source, .platformFees, fee)],
      in: currency, at: instant)
    payables[Till(account: payee, currency: currency), default: []]
      .append(Earning(instant: dated, releases: gross, fee: fee, net: net))
  }
}

// MARK: - Catalogue

/// A product as the book has it.
final class ProductBook {
  let id: ProductID
  let version: Int
  let product: Product
  let rules: SalesRules
  let variants: [VariantID]

  init(_ product: Product) {
    id = product.id
    version = product.version
    self.product = product
    variants = product.variants.map { $0.id }
    rules = SalesRules(
      shares: product.variants.map { $0.unitsPerBundle }, tolerances: product.variants.map { $0.tolerance },
      policy: product.policy)
  }
}

extension Array {
  /// Takes all out, and does nothing where there is nothing: mostly a step touches things of one or two kinds.
  fileprivate mutating func empty() { if !isEmpty { removeAll(keepingCapacity: true) } }
}
