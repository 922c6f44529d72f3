import GrosirCore
import GrosirTesting

/// Everything a store would keep of one tenant, in dictionaries, and nothing a store would do for speed.
///
/// It answers reads as ``Read`` documents them, and by nothing else.
struct SessionWorld {
  /// How much it brings where only the first who wait are asked for.
  enum Answers { case exactly, generously }

  let answers: Answers
  private(set) var products: [ProductID: Product] = [:]
  private(set) var sessions: [SessionID: GroupSession] = [:]
  private(set) var participants: [ParticipantID: Participant] = [:]
  private(set) var buyers: [BuyerInSession: BuyerStanding] = [:]
  private(set) var payments: [PaymentReference: Payment] = [:]
  private(set) var refunds: [RefundID: Refund] = [:]
  private(set) var stock: [StockKey: StockItem] = [:]
  private(set) var costs: [StockKey: StockCosts] = [:]
  private(set) var factories: [FactoryID: Factory] = [:]
  private(set) var locations: [LocationID: Location] = [:]
  private(set) var purchaseOrders: [PurchaseOrderNumber: PurchaseOrder] = [:]
  private(set) var reservations: [ReservationHolder: Reservation] = [:]
  private(set) var orders: [OrderID: Order] = [:]
  private(set) var orderPayments: [PaymentReference: OrderPayment] = [:]
  private(set) var orderRefunds: [RefundID: OrderRefund] = [:]
  private(set) var addresses: [AddressID: AddressSnapshot] = [:]
  private(set) var withdrawals: [WithdrawalID: Withdrawal] = [:]
  private(set) var settlements: [SettlementID: SettledPeriod] = [:]
  private(set) var sellers: [SellerID: Seller] = [:]
  private(set) var sellerDetails: [SellerID: SellerDetails] = [:]
  private(set) var listings: [ListingKey: Listing] = [:]
  /// What was posted, and what it comes to.
  private(set) var journal = Journal()
  private(set) var posted: [JournalEntry] = []
  private(set) var events: [DatedEvent] = []
  private(set) var effects: [Effect] = []

  /// What the last command asked to be brought, one list for each time it was asked.
  private(set) var lastReads: [[Read]] = []
  private var commandCount = 0

  struct BuyerInSession: Hashable {
    let buyer: BuyerID
    let session: SessionID
  }

  init(answering answers: Answers = .exactly) { self.answers = answers }

  /// Puts units into the platform's warehouse, as if they had always been there.
  mutating func stockUp(_ units: Int, of variant: String, at instant: Instant) {
    let key = StockPlace.platform.key(of: VariantID(unchecked: variant))
    guard let count = StockCount(onHand: units) else { return }
    stock[key] = StockItem(key, StockLevel(count), lastInstant: instant)
  }

  /// Runs a command: brings what it reads as often as it asks, and keeps what it says; a refusal changes nothing.
  ///
  /// Everything is decided twice, and must be the same both times.
  mutating func run<Given: Command>(
    _ command: Given, at instant: Instant, id: CommandID? = nil
  ) throws -> Result<Given.Receipt, Given.Refusal> {
    commandCount += 1
    let context = Context(
      tenant: TenantID(literal: "grosir"), command: id ?? CommandID(unchecked: "command-\(commandCount)"),
      actor: ActorID(literal: "tester"), now: instant, seed: UInt64(commandCount))
    var set = WorkingSet()
    var reads = command.reads(in: context)
    lastReads = []
    while true {
      guard lastReads.count < 12 else { throw ExpectationFailure("\(command) asks for ever: \(lastReads)") }
      try expect(!reads.isEmpty || lastReads.isEmpty, "a command needs nothing, and yet does not decide")
      lastReads.append(reads)
      for read in reads {
        try expect(!set.has(read), "\(read) was brought already")
        set.bring(read, found(read))
      }
      var changes = Changes(in: context)
      let outcome = decide(command, set, context, &changes)
      var again = Changes(in: context)
      let repeated = decide(command, set, context, &again)
      try expect(outcome.isSame(as: repeated) && changes.isSame(as: again), "\(command) decides twice, differently")
      switch outcome {
      case .receipt(let receipt):
        try expectEqual(Given.Receipt(record: receipt.record)?.record, receipt.record, "a receipt from its record")
        try save(changes)
        return .success(receipt)
      case .interruption(.refused(let refusal)):
        try expectEqual(Given.Refusal(record: refusal.record)?.record, refusal.record, "a refusal from its record")
        return .failure(refusal)
      case .interruption(.needs(let more)): reads = more
      }
    }
  }

  private func decide<Given: Command>(
    _ command: Given, _ set: WorkingSet, _ context: Context, _ changes: inout Changes
  ) -> Outcome<Given> {
    do throws(Interruption<Given.Refusal>) {
      return .receipt(try command.decide(from: set, in: context, into: &changes))
    } catch {
      return .interruption(error)
    }
  }

  private enum Outcome<Given: Command> {
    case receipt(Given.Receipt)
    case interruption(Interruption<Given.Refusal>)

    func isSame(as other: Self) -> Bool {
      switch (self, other) {
      case (.receipt(let left), .receipt(let right)): left.record == right.record
      case (.interruption(.refused(let left)), .interruption(.refused(let right))): left.record == right.record
      case (.interruption(.needs(let left)), .interruption(.needs(let right))): left == right
      default: false
      }
    }
  }

  /// Posts what an event moved, or what one would have moved.
  mutating func post(_ entry: JournalEntry) throws {
    try journal.post(entry)
    posted.append(entry)
  }

  private mutating func save(_ changes: Changes) throws {
    for entry in changes.events.flatMap({ $0.entries }) { try post(entry) }
    events += changes.events
    effects += changes.effects
    for row in changes.rows {
      switch row {
      case .product(let product): products[product.id] = product
      case .session(let session): sessions[session.id] = session
      case .participant(let participant): participants[participant.id] = participant
      case .buyer(let standing): buyers[BuyerInSession(buyer: standing.buyer, session: standing.session)] = standing
      case .payment(let payment): payments[payment.reference] = payment
      case .refund(let refund): refunds[refund.id] = refund
      case .factory(let factory): factories[factory.id] = factory
      case .location(let location): locations[location.id] = location
      case .purchaseOrder(let order): purchaseOrders[order.number] = order
      case .stock(.item(let item)): stock[item.key] = item
      case .stock(.costs(let costs)): self.costs[costs.key] = costs
      case .stock(.reservation(let reservation)): reservations[reservation.holder] = reservation
      case .order(.order(let order)): orders[order.id] = order
      case .order(.payment(let payment)): orderPayments[payment.reference] = payment
      case .order(.refund(let refund)): orderRefunds[refund.id] = refund
      case .order(.address(let address)): addresses[address.id] = address
      case .money(.withdrawal(let withdrawal)): withdrawals[withdrawal.id] = withdrawal
      case .money(.settlement(let settled)): settlements[settled.id] = settled
      case .partner(.seller(let seller)): sellers[seller.id] = seller
      case .partner(.sellerDetails(let details)): sellerDetails[details.seller] = details
      case .partner(.listing(let listing)): listings[listing.key] = listing
      }
    }
  }
}

// MARK: - Reading

extension SessionWorld {
  private func found(_ read: Read) -> WorkingSet.Found {
    switch read {
    case .product(let id): row(products[id].map { .product($0) })
    case .session(let id): row(sessions[id].map { .session($0) })
    case .sessionWithCode(let code): row(sessions.values.first { $0.plan.code == code }.map { .session($0) })
    case .participant(let id): row(participants[id].map { .participant($0) })
    case .buyer(let buyer, in: let session):
      row(buyers[BuyerInSession(buyer: buyer, session: session)].map { .buyer($0) })
    case .payment(let reference): row(payments[reference].map { .payment($0) })
    case .refund(let id): row(refunds[id].map { .refund($0) })
    case .holdsDue(in: let session, through: let instant):
      .participants(all(of: session).filter { $0.deadline.map { $0 <= instant } ?? false }.reversed())
    case .waiting(in: let session, let reach): .participants(waiting(in: session, reach))
    case .participants(of: let session): .participants(all(of: session).reversed())
    case .factory(let id): row(factories[id].map { .factory($0) })
    case .location(let id): row(locations[id].map { .location($0) })
    case .purchaseOrder(let number): row(purchaseOrders[number].map { .purchaseOrder($0) })
    case .purchaseOrderOfReceipt(let receipt):
      row(purchaseOrders.values.first { $0.receipts.contains(receipt) }.map { .purchaseOrder($0) })
    case .stock(let read): found(read)
    case .order(let read): found(read)
    case .money(let read): found(read)
    case .partner(let read): found(read)
    }
  }

  private func found(_ read: PartnerRead) -> WorkingSet.Found {
    switch read {
    case .seller(let id): row(sellers[id].map { .partner(.seller($0)) })
    case .sellerDetails(let id): row(sellerDetails[id].map { .partner(.sellerDetails($0)) })
    case .listing(let key): row(listings[key].map { .partner(.listing($0)) })
    case .mirroring(let stock, after: let last, limit: let limit):
      .rows(
        listings.values.filter { $0.stock == stock }.filter { listing in
          last.map { listing.key.reseller > $0 } ?? true
        }.sorted { $0.key.reseller < $1.key.reseller }.prefix(limit).map { .partner(.listing($0)) })
    case .listings: preconditionFailure("no command reads pages")
    }
  }

  /// The stocks of a scope that are out of step with their listings, the longest first.
  func outOfStep(_ scope: SyncScope) -> [StockItem] {
    stock.values.filter { item in
      switch scope {
      case .everything: item.reflection?.outOfStepSince != nil
      case .supplier(let owner): item.reflection?.outOfStepSince != nil && item.key.owner == owner
      case .variant(let variant): item.reflection?.outOfStepSince != nil && item.key.variant == variant
      }
    }.sorted { left, right in
      let (mine, others) = (left.reflection?.outOfStepSince ?? .latest, right.reflection?.outOfStepSince ?? .latest)
      return mine == others ? left.key < right.key : mine < others
    }
  }

  private func found(_ read: MoneyRead) -> WorkingSet.Found {
    switch read {
    case .standing(of: let account, in: let currency): .standing(journal.standing(of: account, in: currency))
    case .withdrawal(let id): row(withdrawals[id].map { .money(.withdrawal($0)) })
    case .pendingWithdrawals(before: let cutOff, limit: let limit):
      .rows(
        withdrawals.values.filter { $0.state == .pending && $0.requestedAt < cutOff }
          .sorted { ($0.requestedAt, $0.id) < ($1.requestedAt, $1.id) }.prefix(limit).map { .money(.withdrawal($0)) })
    case .settlement(let id): row(settlements[id].map { .money(.settlement($0)) })
    case .settlements(with: let payee, in: let currency, overlapping: let period):
      .rows(
        settlements.values.filter {
          $0.settlement.payee == payee && $0.currency == currency && $0.settlement.period.overlaps(period)
        }.map { .money(.settlement($0)) })
    case .earnings(of: let payee, in: let currency, during: let period):
      .earnings(journal.earnings(of: payee, in: currency, during: period))
    }
  }

  private func found(_ read: OrderRead) -> WorkingSet.Found {
    switch read {
    case .order(let id): row(orders[id].map { .order(.order($0)) })
    case .payment(let reference): row(orderPayments[reference].map { .order(.payment($0)) })
    case .refund(let id): row(orderRefunds[id].map { .order(.refund($0)) })
    case .address(let id): row(addresses[id].map { .order(.address($0)) })
    case .due(through: let instant, limit: let limit):
      .rows(due(by: instant).prefix(limit).map { .order(.order($0)) })
    case .page(of: let party, after: let place, limit: let limit):
      .rows(page(of: party, after: place).prefix(limit).map { .order(.order($0)) })
    }
  }

  private func due(by instant: Instant) -> [Order] {
    orders.values.filter { $0.status == .pendingPayment && ($0.payBefore ?? .latest) <= instant }.sorted {
      ($0.payBefore ?? .latest, $0.id) < ($1.payBefore ?? .latest, $1.id)
    }
  }

  private func page(of party: OrderParty, after place: OrderPlace?) -> [Order] {
    orders.values.filter { order in
      let isTheirs =
        switch party {
        case .buyer(let buyer): order.buyer == buyer
        case .seller(let seller): order.seller == seller
        }
      return isTheirs && (place.map { $0 < OrderPlace(of: order) } ?? true)
    }.sorted { OrderPlace(of: $0) < OrderPlace(of: $1) }
  }

  private func found(_ read: StockRead) -> WorkingSet.Found {
    switch read {
    case .item(let key): row(stock[key].map { .stock(.item($0)) })
    case .costs(let key): row(costs[key].map { .stock(.costs($0)) })
    case .reservation(let holder): row(reservations[holder].map { .stock(.reservation($0)) })
    case .due(on: let key, through: let instant):
      // In any order, so in another than commands would like.
      .rows(
        expired(by: instant).reversed().filter { $0.lines.contains { $0.key == key } }.map { .stock(.reservation($0)) })
    case .expired(through: let instant, limit: let limit):
      .rows(expired(by: instant).prefix(limit).map { .stock(.reservation($0)) })
    case .outOfStep(let scope, limit: let limit):
      .rows(outOfStep(scope).prefix(limit).map { .stock(.item($0)) })
    case .outOfStepCount(let scope): .count(outOfStep(scope).count)
    case .items, .open: preconditionFailure("no command reads pages")
    }
  }

  /// Open reservations whose time is over, the oldest first.
  private func expired(by instant: Instant) -> [Reservation] {
    reservations.values.filter { $0.life.isExpired(at: instant) }.sorted { $0.holder < $1.holder }
      .sorted { ($0.life.expiresAt ?? instant) < ($1.life.expiresAt ?? instant) }
  }

  private func row(_ row: Row?) -> WorkingSet.Found { row.map { .row($0) } ?? .nothing }

  /// A session's participants in the order in which they joined.
  func all(of session: SessionID) -> [Participant] {
    participants.values.filter { $0.session == session }.sorted { $0.number < $1.number }
  }

  /// Those who wait, in order of arrival.
  func waiting(in session: SessionID, _ reach: WaitingReach = .everybody) -> [Participant] {
    let everybody = all(of: session).filter { $0.status == .waiting }.sorted {
      ($0.paidAt ?? .latest, $0.requestedAt, $0.place) < ($1.paidAt ?? .latest, $1.requestedAt, $1.place)
    }
    guard case .leading(let units) = reach, let composition = sessions[session]?.composition else { return everybody }
    let byTheUnit = everybody.filter { $0.isTakenByTheUnit }
    guard answers == .exactly else { return byTheUnit }
    var missing = units
    return byTheUnit.filter { participant in
      guard let line = participant.waitingLines.first, let position = composition.position(of: line.variant),
        missing[position] > 0
      else { return false }
      missing[position] -= line.units
      return true
    }
  }
}

// MARK: - Comparing

extension Changes {
  func isSame(as other: Changes) -> Bool {
    events == other.events && effects == other.effects && rows.count == other.rows.count
      && zip(rows, other.rows).allSatisfy { $0.isSame(as: $1) }
  }
}

extension Row {
  func isSame(as other: Row) -> Bool {
    switch (self, other) {
    case (.product(let left), .product(let right)): left == right
    case (.session(let left), .session(let right)): left == right
    case (.participant(let left), .participant(let right)): left == right
    case (.buyer(let left), .buyer(let right)): left == right
    case (.payment(let left), .payment(let right)): left == right
    case (.refund(let left), .refund(let right)): left == right
    case (.factory(let left), .factory(let right)): left == right
    case (.location(let left), .location(let right)): left == right
    case (.purchaseOrder(let left), .purchaseOrder(let right)): left == right
    case (.stock(let left), .stock(let right)): left == right
    case (.order(let left), .order(let right)): left == right
    case (.money(let left), .money(let right)): left == right
    case (.partner(let left), .partner(let right)): left == right
    default: false
    }
  }
}
