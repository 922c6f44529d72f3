import GrosirCore

extension Engine {
  /// Whether an order is what its events make it, and has its reservation.
  func findings(aboutOrder id: OrderID, in tenant: TenantID) async throws(StoreError) -> Reconciliation {
    var counted = OrderRecount()
    var reservation = ReservationRecount(of: .order(id))
    let kept = try await recount(.order(id), of: tenant) { logged in
      reservation.count(logged.dated.event)
      if case .order(id, let event) = logged.dated.event { counted.count(event) }
    } look: { () async throws(StoreError) in
      let found = try await self.store.look(at: [.order(.order(id)), .stock(.reservation(.order(id)))], of: tenant)
      return (order: found.order(id), reservation: found.reservation(of: .order(id)))
    }
    var findings = Findings(.order(id))
    reservation.compare(to: kept.reservation, in: &findings)
    findings.compare("status", counted.status?.rawValue, kept.order?.status.rawValue)
    findings.compare("payment status", counted.paymentStatus?.rawValue, kept.order?.paymentStatus.rawValue)
    findings.compare("given back, by refunds", counted.refunded, Int128(kept.order?.refunded.amount ?? 0))
    findings.compare("units that came back", counted.returned, kept.order?.returnedUnits.reduce(0) { $0 + $1 } ?? 0)
    return findings.result
  }

  /// Whether a purchase order is what was said of it, and has what came.
  func findings(
    aboutPurchaseOrder number: PurchaseOrderNumber, in tenant: TenantID
  ) async throws(StoreError) -> Reconciliation {
    var counted = PurchaseOrderRecount()
    let kept = try await recount(.purchaseOrder(number), of: tenant) { logged in
      if case .purchaseOrder(number, _, let event) = logged.dated.event { counted.count(event) }
    } look: { () async throws(StoreError) in
      try await self.purchaseOrder(number, of: tenant)
    }
    var findings = Findings(.purchaseOrder(number))
    findings.compare("status", counted.status?.rawValue, kept?.status.rawValue)
    findings.compare("deliveries", counted.receipts, kept?.receipts.count ?? 0)
    for line in counted.ordered {
      let (received, damaged) = (counted.received[line.variant] ?? 0, counted.damaged[line.variant] ?? 0)
      let outstanding = counted.status?.isOpen == true ? max(0, line.units - received) : 0
      findings.compare("\(line.variant.text) received", received, kept?.received.units(of: line.variant) ?? 0)
      findings.compare("\(line.variant.text) damaged", damaged, kept?.damaged.units(of: line.variant) ?? 0)
      findings.compare(
        "\(line.variant.text) outstanding", outstanding, kept?.outstanding(of: line.variant) ?? 0)
    }
    return findings.result
  }

  /// Whether the newest version of a product is the one that is kept.
  func findings(aboutProduct id: ProductID, in tenant: TenantID) async throws(StoreError) -> Reconciliation {
    var version: Int?
    let kept = try await recount(.product(id), of: tenant) { logged in
      if case .product(let product) = logged.dated.event { version = product.version }
    } look: { () async throws(StoreError) in
      try await self.product(id, of: tenant)
    }
    var findings = Findings(.product(id))
    findings.compare("version", version ?? 0, kept?.version ?? 0)
    return findings.result
  }
}

extension Engine {
  /// Whether a seller's registration is where it was said to be last.
  func findings(aboutSeller id: SellerID, in tenant: TenantID) async throws(StoreError) -> Reconciliation {
    var status: SellerStatus?
    let kept = try await recount(.seller(id), of: tenant) { logged in
      if case .seller(id, let event) = logged.dated.event { status = event.status }
    } look: { () async throws(StoreError) in
      try await self.seller(id, of: tenant)
    }
    var findings = Findings(.seller(id))
    findings.compare("status", status?.rawValue, kept?.status.rawValue)
    return findings.result
  }

  /// Whether a reseller's listing is what was said of it last.
  func findings(aboutListing key: ListingKey, in tenant: TenantID) async throws(StoreError) -> Reconciliation {
    var counted = ListingRecount()
    let kept = try await recount(.listing(key), of: tenant) { logged in
      if case .stock(.listing(let event)) = logged.dated.event { counted.count(event) }
    } look: { () async throws(StoreError) in
      try await self.store.look(at: [.partner(.listing(key))], of: tenant).listing(key)
    }
    var findings = Findings(.listing(key))
    findings.compare("stock", counted.stock?.description, kept?.stock.description)
    findings.compare("switched off", counted.isSwitchedOff ? "yes" : "no", kept?.isSwitchedOff == true ? "yes" : "no")
    return findings.result
  }
}

extension SellerEvent {
  /// Where the registration stands afterwards.
  var status: SellerStatus {
    switch self {
    case .registered: .pending
    case .activated: .active
    case .suspended: .suspended
    }
  }
}

/// A listing as events told it last.
struct ListingRecount {
  private(set) var stock: StockKey?
  private(set) var isSwitchedOff = false

  mutating func count(_ event: ListingEvent) {
    switch event {
    case .listed(let listing, from: _, showing: _): (stock, isSwitchedOff) = (listing.stock, listing.isSwitchedOff)
    case .switchedOff: isSwitchedOff = true
    case .switchedOn: isSwitchedOff = false
    case .synced, .outOfStock, .backInStock: break
    }
  }
}

/// An order counted again from its events.
struct OrderRecount {
  private(set) var status: OrderStatus?
  private(set) var paymentStatus: PaymentStatus?
  private(set) var refunded: Int128 = 0
  private(set) var returned = 0
  private var total: Int128 = 0

  mutating func count(_ event: OrderEvent) {
    switch event {
    case .placed(let order):
      (status, paymentStatus) = (order.status, order.paymentStatus)
      total = Int128(order.amounts.total.amount)
    case .paymentBegun: paymentStatus = .processing
    case .paid: (status, paymentStatus) = (.paid, .paid)
    case .paymentFailed: (status, paymentStatus) = (.cancelled, .failed)
    case .expired: (status, paymentStatus) = (.cancelled, .expired)
    case .cancelled(_, let refund):
      (status, paymentStatus) = (.cancelled, paymentStatus == .paid ? .refunded : .failed)
      refunded += Int128(refund?.amount.amount ?? 0)
    case .shipmentBooked: status = .processing
    case .shipped: status = .shipped
    case .tracked(let event): if event.status == .delivered, status == .shipped { status = .delivered }
    case .refunded(let refund, let lines):
      refunded += Int128(refund.amount.amount)
      returned += lines.reduce(0) { $0 + $1.units }
      if refunded == total { (status, paymentStatus) = (.refunded, .refunded) }
    case .paymentReturned: break
    }
  }
}

/// A purchase order counted again from its events.
struct PurchaseOrderRecount {
  private(set) var ordered: [VariantUnits] = []
  private(set) var status: PurchaseOrderStatus?
  private(set) var receipts = 0
  private(set) var received: [VariantID: Int] = [:]
  private(set) var damaged: [VariantID: Int] = [:]

  mutating func count(_ event: PurchaseOrderEvent) {
    switch event {
    case .placed(let order): (ordered, status) = (order.lines, order.status)
    case .sent: status = .sent
    case .acknowledged: status = .acknowledged
    case .productionStarted, .productionCompleted: status = .inProduction
    case .shipped: status = .shipped
    case .refused: status = .refused
    case .cancelled: status = .cancelled
    case .received(let receipt): receive(receipt)
    }
  }

  private mutating func receive(_ receipt: GoodsReceipt) {
    receipts += 1
    for line in receipt.lines {
      received[line.variant, default: 0] += line.units
      damaged[line.variant, default: 0] += line.damaged
    }
    // What comes for an order that has ended is received, and the order stays as it is.
    guard status?.isOpen == true else { return }
    let isComplete = ordered.allSatisfy { received[$0.variant] ?? 0 >= $0.units }
    status = isComplete ? .received : .partiallyReceived
  }
}
