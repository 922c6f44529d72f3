import GrosirCore

/// What is told of something before and after each event, counted from its events alone.
enum EntityState {
  case session(SessionID, SessionRecount, escrow: [Currency: Int128])
  case order(OrderID, OrderRecount, ReservationRecount)
  case stock(StockRecount)
  case purchaseOrder(PurchaseOrderRecount)
  case wallet(BuyerID, [Currency: Int128])
  case settlements([SettlementID: SettledPeriod])
  case withdrawal(Withdrawal?)
  case seller(SellerStatus?)
  case listing(ListingRecount)
  case settings([Record.Field])

  /// Nothing has happened to it yet.
  init(of subject: EventSubject) {
    switch subject {
    case .session(let id): self = .session(id, SessionRecount(), escrow: [:])
    case .order(let id): self = .order(id, OrderRecount(), ReservationRecount(of: .order(id)))
    case .stock(let key): self = .stock(StockRecount(key))
    case .purchaseOrder: self = .purchaseOrder(PurchaseOrderRecount())
    case .wallet(let buyer): self = .wallet(buyer, [:])
    case .payee: self = .settlements([:])
    case .withdrawal: self = .withdrawal(nil)
    case .seller: self = .seller(nil)
    case .listing: self = .listing(ListingRecount())
    case .product, .factory, .location: self = .settings([])
    }
  }

  /// Notes what happened.
  mutating func apply(_ logged: LoggedEvent) {
    let event = logged.dated.event
    switch self {
    case .session(let id, var counted, var escrow):
      if case .session(id, let event) = event { counted.count(event) }
      EntityState.add(logged.dated.entries, of: .escrow(id), to: &escrow)
      self = .session(id, counted, escrow: escrow)
    case .order(let id, var counted, var reservation):
      if case .order(id, let event) = event { counted.count(event) }
      reservation.count(event)
      self = .order(id, counted, reservation)
    case .stock(var counted):
      if case .stock(let event) = event { counted.count(event) }
      self = .stock(counted)
    case .purchaseOrder(var counted):
      if case .purchaseOrder(_, _, let event) = event { counted.count(event) }
      self = .purchaseOrder(counted)
    case .wallet(let buyer, var balances):
      EntityState.add(logged.dated.entries, of: .wallet(buyer), to: &balances)
      self = .wallet(buyer, balances)
    case .settlements(var settlements):
      if case .money(let event) = event, let told = event.settlement { settlements[told.id] = told }
      self = .settlements(settlements)
    case .withdrawal:
      if case .money(let event) = event, let told = event.withdrawal { self = .withdrawal(told) }
    case .seller: if case .seller(_, let event) = event { self = .seller(event.status) }
    case .listing(var counted):
      if case .stock(.listing(let event)) = event { counted.count(event) }
      self = .listing(counted)
    case .settings: self = .settings(event.settings)
    }
  }

  private static func add(_ entries: [JournalEntry], of account: Account, to balances: inout [Currency: Int128]) {
    for posting in entries.lazy.flatMap({ $0.postings }) where posting.account == account {
      balances[posting.amount.currency, default: 0] += Int128(posting.amount.amount)
    }
  }

  /// How it stands, in a fixed order.
  var values: [Record.Field] {
    switch self {
    case .session(_, let counted, let escrow):
      [
        Record.Field("state", counted.rules == nil ? .null : counted.state.record),
        .init("joined", counted.joined.record),
      ]
        + EntityState.amounts("escrow", escrow) + counted.values
    case .order(_, let counted, let reservation): counted.values + reservation.values
    case .stock(let counted): counted.values
    case .purchaseOrder(let counted): counted.values
    case .wallet(_, let balances): EntityState.amounts("balance", balances)
    case .settlements(let settlements): settlements.sorted { $0.key < $1.key }.flatMap { $1.values }
    case .withdrawal(let withdrawal):
      [
        .init("state", (withdrawal?.state.rawValue).record), .init("amount", (withdrawal?.amount).record),
        .init("batch", (withdrawal?.batch?.cutOff).record),
      ]
    case .seller(let status): [.init("status", status.record)]
    case .listing(let counted):
      [.init("stock", counted.stock.record), .init("isSwitchedOff", counted.isSwitchedOff.record)]
    case .settings(let fields): fields
    }
  }

  /// Amounts by currency; mostly there is one.
  private static func amounts(_ name: String, _ amounts: [Currency: Int128]) -> [Record.Field] {
    amounts.sorted { $0.key < $1.key }.map { currency, amount in
      Record.Field("\(name).\(currency.code)", Record(amount))
    }
  }
}

extension SessionRecount {
  /// Each variant's counts.
  fileprivate var values: [Record.Field] {
    (rules?.composition.variants ?? []).flatMap { variant -> [Record.Field] in
      let count = self.count(of: variant)
      return [
        .init("\(variant.text).ordered", count.ordered.record), .init("\(variant.text).held", count.held.record),
        .init("\(variant.text).setAside", count.onHand.record),
        .init("\(variant.text).tolerance", (rules?.tolerance(of: variant)).record),
        .init("\(variant.text).covered", (covered[variant] ?? 0).record),
      ]
    }
  }
}

extension AllocationRules {
  /// Units of a variant that are accepted as left over; nil for any number.
  fileprivate func tolerance(of variant: VariantID) -> Int? {
    composition.position(of: variant).flatMap { tolerance(at: $0) }
  }
}

extension StockRecount {
  /// Units, limits and status.
  fileprivate var values: [Record.Field] {
    let level = StockCount(onHand: onHand, reserved: reserved).map { StockLevel($0, limits: limits) }
    return [
      .init("onHand", onHand.record), .init("reserved", reserved.record),
      .init("available", (onHand - reserved).record),
      .init("reorderPoint", limits.reorderPoint.record), .init("maximum", limits.maximum.record),
      .init("overflow", (level?.overflow ?? 0).record), .init("status", (level?.status.rawValue).record),
      .init("listings", listings.record), .init("syncedStock", shown.record),
    ]
  }
}

extension OrderRecount {
  /// Where it stands.
  fileprivate var values: [Record.Field] {
    [
      .init("status", status.record), .init("paymentStatus", paymentStatus.record),
      .init("refunded", Record(refunded)), .init("returnedUnits", returned.record),
    ]
  }
}

extension ReservationRecount {
  /// What is held, and until when.
  fileprivate var values: [Record.Field] {
    [
      .init("reservation", (last?.life.state.name).record),
      .init("reservedUnits", (last.map { $0.lines.reduce(0) { $0 + $1.units } }).record),
      .init("reservedUntil", (last?.life.expiresAt).record),
    ]
  }
}

extension PurchaseOrderRecount {
  /// Where it stands, and what came.
  fileprivate var values: [Record.Field] {
    [Record.Field("status", status.record), .init("deliveries", receipts.record)]
      + ordered.flatMap { line -> [Record.Field] in
        [
          .init("\(line.variant.text).received", (received[line.variant] ?? 0).record),
          .init("\(line.variant.text).damaged", (damaged[line.variant] ?? 0).record),
        ]
      }
  }
}

extension SettledPeriod {
  /// What is owed of it, and what was paid.
  fileprivate var values: [Record.Field] {
    [
      .init("\(id.text).net", settlement.net.record), .init("\(id.text).payableAt", settlement.payableAt.record),
      .init("\(id.text).paid", (payout?.amount).record),
    ]
  }
}

extension Event {
  /// The settings that a configuration has; of people and companies what the event log may know, and no more.
  fileprivate var settings: [Record.Field] {
    switch self {
    case .product(let product): product.settings
    case .factory(let factory): [.init("fee", factory.fee.value.record)]
    case .location: []
    case .session, .stock, .order, .purchaseOrder, .money, .seller: []
    }
  }
}

extension Product {
  /// Prices, target and rules, and each variant's.
  fileprivate var settings: [Record.Field] {
    [
      Record.Field("version", version.record), .init("factory", factory.record), .init("name", .text(name)),
      .init("basePrice", basePrice.record), .init("unitCost", unitCost.record), .init("target", target.record),
      .init("policy", policy.record),
    ]
      + variants.flatMap { variant -> [Record.Field] in
        [
          .init("\(variant.id.text).unitsPerBundle", variant.unitsPerBundle.record),
          .init("\(variant.id.text).tolerance", variant.tolerance.record),
          .init("\(variant.id.text).priceAdjustment", variant.priceAdjustment.record),
          .init("\(variant.id.text).reorderPoint", variant.reorderPoint.record),
          .init("\(variant.id.text).maximum", variant.maximum.record),
          .init("\(variant.id.text).clearanceRate", variant.clearanceRate.value.record),
        ]
      }
  }
}
