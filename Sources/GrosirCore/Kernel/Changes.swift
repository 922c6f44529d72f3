/// What a command decided: events, effects and the rows as they are afterwards (SPEC §13).
///
/// A store saves all of it or nothing, together with the command's receipt.
public struct Changes: Sendable {
  /// What happened, in order.
  ///
  /// - Complexity: O(n), for an array of its own.
  public var events: [DatedEvent] { happened.all }

  /// What is asked of the outside, in order.
  ///
  /// - Complexity: O(n), for an array of its own.
  public var effects: [Effect] { requested.all }

  /// The rows that changed, each once, as they are now.
  public private(set) var rows: [Row] = []

  private var happened = MostlyOne<DatedEvent>()
  private var requested = MostlyOne<Effect>()
  private var identities: SeededIdentities

  /// Begins the changes of a command.
  public init(in context: Context) {
    identities = SeededIdentities(of: context)
  }

  /// Makes changes of their parts, for tests that spoil what a command decided.
  package init(events: [DatedEvent], effects: [Effect], rows: [Row], in context: Context) {
    self.init(in: context)
    (happened, requested, self.rows) = (MostlyOne(events), MostlyOne(effects), rows)
  }

  /// Whether nothing has happened or is asked for, and no row changed.
  var isEmpty: Bool { happened.count == 0 && requested.count == 0 && rows.isEmpty }

  /// Visits the ``events`` in order, without an array of them.
  package func forEachEvent(_ body: (DatedEvent) -> Void) {
    happened.forEach(body)
  }

  /// Visits the ``effects`` in order, without an array of them.
  package func forEachEffect(_ body: (Effect) -> Void) {
    requested.forEach(body)
  }

  /// The journal entries of the ``events``, in order; none if no money moved.
  package var entries: [JournalEntry] {
    var entries: [JournalEntry] = []
    happened.forEach { event in
      let more = event.entries
      if !more.isEmpty { entries += more }
    }
    return entries
  }

  /// A new identity, the same one whenever the command is run again.
  mutating func makeIdentifier<Subject>() -> Identifier<Subject> { identities.next() }

  /// Applies an event to the rows of its session, and logs it; the only way a session changes.
  mutating func record(_ event: SessionEvent, at instant: Instant, on rows: inout SessionRows) {
    rows.apply(event, at: instant)
    happened.append(DatedEvent(.session(rows.session.id, event), at: instant))
  }

  /// Applies an event to the stock it is about, and logs it; the only way a stock changes.
  mutating func record(_ event: StockEvent, at instant: Instant, on rows: inout StockRows) {
    rows.apply(event, at: instant)
    happened.append(DatedEvent(.stock(event), at: instant))
  }

  /// Applies an event to an order, and logs it; the only way an order changes.
  mutating func record(_ event: OrderEvent, of order: OrderID, at instant: Instant, on rows: inout OrderRows) {
    rows.apply(event, to: order, at: instant)
    happened.append(DatedEvent(.order(order, event), at: instant))
  }

  /// Applies an event to what it is about, and logs it; the only way a withdrawal or settlement changes.
  mutating func record(_ event: MoneyEvent, at instant: Instant, on rows: inout MoneyRows) {
    rows.apply(event)
    happened.append(DatedEvent(.money(event), at: instant))
  }

  /// Applies an event to a seller's registration, and logs it; the only way a registration changes.
  mutating func record(_ event: SellerEvent, of seller: SellerID, at instant: Instant, on rows: inout SellerRows) {
    rows.apply(event, to: seller, at: instant)
    happened.append(DatedEvent(.seller(seller, event), at: instant))
  }

  /// Logs that a product has a new version.
  mutating func record(_ product: Product, at instant: Instant) {
    happened.append(DatedEvent(.product(product), at: instant))
    rows.append(.product(product))
  }

  /// Applies an event to a purchase order, and logs it; the only way an order changes.
  ///
  /// The row is saved by ``save(_:)-(PurchaseOrder)``.
  mutating func record(_ event: PurchaseOrderEvent, at instant: Instant, on order: inout PurchaseOrder) {
    order.apply(event, at: instant)
    let source = PurchaseOrderSource(factory: order.factory, session: order.session)
    happened.append(DatedEvent(.purchaseOrder(order.number, source, event), at: instant))
  }

  /// Notes that a purchase order is to be saved as it is now.
  mutating func save(_ order: PurchaseOrder) { rows.append(.purchaseOrder(order)) }

  /// Logs that a factory was configured.
  mutating func record(_ factory: Factory, at instant: Instant) {
    happened.append(DatedEvent(.factory(factory), at: instant))
    rows.append(.factory(factory))
  }

  /// Logs that a location was configured.
  mutating func record(_ location: Location, at instant: Instant) {
    happened.append(DatedEvent(.location(location), at: instant))
    rows.append(.location(location))
  }

  /// Asks something of the outside; it will be done at least once, after the changes are saved.
  mutating func request(_ effect: Effect) { requested.append(effect) }

  /// Notes which rows of a session are to be saved: those that changed.
  mutating func save(_ session: SessionRows) { session.appendChanged(to: &rows) }

  /// Notes which rows of stocks are to be saved: those that changed.
  mutating func save(_ stock: StockRows) { stock.appendChanged(to: &rows) }

  /// Notes which rows of orders are to be saved: those that changed.
  mutating func save(_ orders: OrderRows) { orders.appendChanged(to: &rows) }

  /// Notes an address that is to be saved: a row that no event carries, so that it can be erased.
  mutating func save(_ address: AddressSnapshot) { rows.append(.order(.address(address))) }

  /// Notes which withdrawals and settlements are to be saved: those that changed.
  mutating func save(_ money: MoneyRows) { money.appendChanged(to: &rows) }

  /// Notes which registrations are to be saved: those that changed.
  mutating func save(_ sellers: SellerRows) { sellers.appendChanged(to: &rows) }

  /// Notes who a seller is: a row that no event carries, so that it can be erased.
  mutating func save(_ details: SellerDetails) { rows.append(.partner(.sellerDetails(details))) }

  /// Notes which listings are to be saved: those that changed.
  mutating func save(_ listings: ListingRows) { listings.appendChanged(to: &rows) }
}
