import GrosirCore
import GrosirEngine

/// The rows of one tenant, found by their identities.
struct TenantRows {
  private var products: [ProductID: Product] = [:]
  private var sessions: [SessionID: SessionMemory] = [:]
  private var lastSession: SessionMemory?
  private var codes: [SessionCode: SessionMemory] = [:]
  private var participants = IdentityTable<ParticipantPlace>()
  private var payments: [PaymentReference: Payment] = [:]
  private var refunds: [RefundID: Refund] = [:]
  private var factories: [FactoryID: Factory] = [:]
  private var locations: [LocationID: Location] = [:]
  private var purchaseOrders: [PurchaseOrderNumber: PurchaseOrder] = [:]
  private var receipts: [ReceiptID: PurchaseOrderNumber] = [:]
  private let stock = StockMemory()
  private let orders = OrderMemory()
  private let partners = PartnerMemory()
  let money = MoneyMemory()

  // MARK: Finding

  /// What there is for a read.
  mutating func find(_ read: Read) -> WorkingSet.Found {
    switch read {
    case .product(let id): TenantRows.found(products[id]) { .product($0) }
    case .session(let id): TenantRows.found(session(id)) { .session($0.session) }
    case .sessionWithCode(let code): TenantRows.found(codes[code]) { .session($0.session) }
    case .participant(let id): TenantRows.found(participants.find(id)) { .participant($0.row) }
    case .buyer(let id, let session): TenantRows.found(self.session(session)?.buyer(id)) { .buyer($0) }
    case .payment(let reference): TenantRows.found(payments[reference]) { .payment($0) }
    case .refund(let id): TenantRows.found(refunds[id]) { .refund($0) }
    case .holdsDue(let session, let instant):
      .participants(self.session(session)?.holdsDue(through: instant) ?? [])
    case .waiting(let session, let reach): .participants(self.session(session)?.waiting(reach) ?? [])
    case .participants(let session): .participants(self.session(session)?.participants ?? [])
    case .factory(let id): TenantRows.found(factories[id]) { .factory($0) }
    case .location(let id): TenantRows.found(locations[id]) { .location($0) }
    case .purchaseOrder(let number): TenantRows.found(purchaseOrders[number]) { .purchaseOrder($0) }
    case .purchaseOrderOfReceipt(let id):
      TenantRows.found(receipts[id].flatMap { purchaseOrders[$0] }) { .purchaseOrder($0) }
    case .stock(let read): stock.find(read)
    case .order(let read): orders.find(read)
    case .money(let read): money.find(read)
    case .partner(let read): partners.find(read)
    }
  }

  /// A session, found at once if it is the one that was asked for last: a command is mostly about one.
  private mutating func session(_ id: SessionID) -> SessionMemory? {
    if let lastSession, lastSession.id == id { return lastSession }
    lastSession = sessions[id]
    return lastSession
  }

  /// A session that is there, because a row of it was decided on.
  private mutating func known(_ id: SessionID) -> SessionMemory {
    guard let session = session(id) else { preconditionFailure("a row belongs to a session that is there") }
    return session
  }

  private static func found<Value>(_ value: Value?, _ row: (Value) -> Row) -> WorkingSet.Found {
    value.map { .row(row($0)) } ?? .nothing
  }

  // MARK: Saving

  /// Checks that rows can be saved; it changes nothing but which session was asked for last.
  ///
  /// - Throws: ``StoreError/defect(_:)`` for a session whose code is taken.
  mutating func check(_ rows: [Row]) throws(StoreError) {
    for place in rows.indices {
      guard case .session(let session) = rows[place], self.session(session.id) == nil else { continue }
      guard codes[session.plan.code] == nil else {
        throw .defect("the code \(session.plan.code.text) belongs to another session")
      }
    }
  }

  /// Saves a row that was checked; returns the session whose deadlines may be others now.
  mutating func save(_ row: Row) -> SessionMemory? {
    switch row {
    case .product(let product): products[product.id] = product
    case .session(let session): return save(session)
    case .participant(let participant): save(participant)
    case .buyer(let buyer): known(buyer.session).save(buyer)
    case .payment(let payment): payments[payment.reference] = payment
    case .refund(let refund): refunds[refund.id] = refund
    case .factory(let factory): factories[factory.id] = factory
    case .location(let location): locations[location.id] = location
    case .purchaseOrder(let order): save(order)
    case .stock(let row): stock.save(row)
    case .order(let row): orders.save(row)
    case .money(let row): money.save(row)
    case .partner(let row): partners.save(row)
    }
    return nil
  }

  private mutating func save(_ order: PurchaseOrder) {
    purchaseOrders[order.number] = order
    for receipt in order.receipts { receipts[receipt] = order.number }
  }

  private mutating func save(_ session: GroupSession) -> SessionMemory {
    if let known = self.session(session.id) {
      known.session = session
      return known
    }
    let new = SessionMemory(session)
    sessions[session.id] = new
    codes[session.plan.code] = new
    return new
  }

  private mutating func save(_ participant: Participant) {
    let session = known(participant.session)
    let (found, isNew) = participants.find(participant.id) { session.add(participant) }
    if !isNew { found.session.change(found.place, to: participant) }
  }
}
