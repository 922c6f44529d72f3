import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting

/// What a store can say of one thing that is not so.
enum Lie: String, CaseIterable {
  case unitsOnHand, unitsReserved, limits, costs, openReservations, reservation, stockMovements, goodsReceived
  case participants, waiting, standings, sessions, noSessions, releases, closings, admissions, coverage
  case sessionReservations, gateway, withdrawalsAccount, inventoryAccount, twoBalances, postings, repeatedEvents
  case overdrawnWallet
  case orders, orderPayments, purchaseOrders, deliveries, withdrawals, settlements, settlementPayouts, products
  case listings, mirrors, sellers
}

/// A store that lies about one thing when it is asked, and keeps everything as it should.
struct LyingStore: StoreWrapper {
  let kept: MemoryStore
  private let lie: Lie

  /// Asks a store, and lies about it.
  init(about lie: Lie, in kept: MemoryStore) {
    self.kept = kept
    self.lie = lie
  }

  func look(at reads: [Read], of tenant: TenantID) async throws(StoreError) -> WorkingSet {
    var found = try await kept.look(at: reads, of: tenant)
    for read in reads {
      if let lie = told(of: read, found) { found.bring(read, lie) }
    }
    return found
  }

  /// What is said of a read, if it is not the truth.
  private func told(of read: Read, _ found: WorkingSet) -> WorkingSet.Found? {
    switch (lie, read) {
    case (_, .stock(let read)): told(of: read, found)
    case (.participants, .participants): .participants(Array(found.participants(read).dropLast()))
    case (.waiting, .participants): .participants(found.participants(read).filter { $0.status != .waiting })
    case (.noSessions, .session): .nothing
    case (.standings, .buyer), (.products, .product), (.settlements, .money(.settlement)),
      (.orders, .order(.order)), (.listings, .partner(.listing)), (.sellers, .partner(.seller)):
      .nothing
    case (.settlementPayouts, .money(.settlement(let id))): found.settlement(id).flatMap { unpaid($0) }
    case (.withdrawals, .money(.withdrawal(let id))): found.withdrawal(id).flatMap { renewed($0) }
    case (.sessions, .session(let id)):
      found.session(id).map { session in
        .row(
          .session(
            SessionRows(
              created: session.plan, rules: session.rules, version: session.rulesVersion, at: session.lastInstant
            ).session))
      }
    case (.orderPayments, .order(.order(let id))):
      found.order(id).flatMap { order in
        var rows = OrderRows()
        rows.apply(.placed(order), to: id, at: order.placedAt)
        rows.apply(.paymentFailed, to: id, at: order.lastInstant)
        return rows.orders[id].map { .row(.order(.order($0))) }
      }
    case (.purchaseOrders, .purchaseOrder(let number)): found.purchaseOrder(number).flatMap { replaced($0) }
    default: nil
    }
  }

  private func told(of read: StockRead, _ found: WorkingSet) -> WorkingSet.Found? {
    switch (lie, read) {
    case (.unitsOnHand, .item(let key)): changed(found.stockItem(key), onHand: 1, reserved: 0)
    case (.unitsReserved, .item(let key)): changed(found.stockItem(key), onHand: 0, reserved: 1)
    case (.mirrors, .item(let key)):
      found.stockItem(key).map { .row(.stock(.item(StockItem(key, $0.level, lastInstant: $0.lastInstant)))) }
    case (.limits, .item(let key)):
      found.stockItem(key).map { item in
        .row(.stock(.item(StockItem(key, StockLevel(item.level.count), lastInstant: item.lastInstant))))
      }
    case (.costs, .costs): .nothing
    case (.openReservations, .open): .rows([])
    case (.sessionReservations, .reservation(.session)): .nothing
    case (.reservation, .reservation(.order(let order))): found.reservation(of: .order(order)).map { enlarged($0) }
    default: nil
    }
  }

  private func changed(_ item: StockItem?, onHand: Int, reserved: Int) -> WorkingSet.Found? {
    guard let item, let old = Optional(item.level.count),
      let count = StockCount(onHand: old.onHand + onHand, reserved: old.reserved + reserved)
    else { return nil }
    let level = StockLevel(count, limits: item.level.limits)
    return .row(.stock(.item(StockItem(item.key, level, lastInstant: item.lastInstant))))
  }

  private func enlarged(_ reservation: Reservation) -> WorkingSet.Found {
    let lines = reservation.lines.map { StockLine($0.key, $0.units + 1) }
    return .row(.stock(.reservation(Reservation(holder: reservation.holder, lines: lines, life: reservation.life))))
  }

  /// A withdrawal as if nobody had done anything about it.
  private func renewed(_ withdrawal: Withdrawal) -> WorkingSet.Found? {
    do throws(WithdrawalError) {
      let new = try Withdrawal(
        withdrawal.id, of: Money(2 * withdrawal.amount.amount, .idr), for: withdrawal.buyer, whoHas: Money(.max, .idr),
        at: withdrawal.requestedAt)
      return .row(.money(.withdrawal(new)))
    } catch {
      return nil
    }
  }

  private func unpaid(_ settled: SettledPeriod) -> WorkingSet.Found? {
    let new = SettledPeriod(settled.id, settled.settlement, at: settled.settledAt)
    return .row(.money(.settlement(new)))
  }

  /// A purchase order of which one bundle's worth came more.
  private func replaced(_ order: PurchaseOrder) -> WorkingSet.Found? {
    guard let line = order.lines.first else { return nil }
    var order = order
    let receipt = GoodsReceipt(
      record: [
        "receipt": "a lie", "purchased": Money.zero(order.unitCost.currency).record,
        "damagedCost": Money.zero(order.unitCost.currency).record, "shipping": .null,
        "lines": [
          [
            "variant": line.variant.record, "units": .integer(1), "damaged": .integer(1), "served": .integer(0),
            "surplus": .integer(1),
          ]
        ],
      ])
    guard let receipt else { return nil }
    order.apply(.received(receipt), at: order.lastInstant)
    return .row(.purchaseOrder(order))
  }

  // MARK: Money

  func balances(of tenant: TenantID) async throws(StoreError) -> JournalBalances {
    let told = try await kept.balances(of: tenant)
    var balances = told.balances.sorted { $0.account < $1.account }
    let account: Account
    switch lie {
    case .gateway: account = .gateway
    case .withdrawalsAccount: account = .withdrawals
    case .inventoryAccount: account = .inventory
    case .twoBalances:
      balances.append(balances[0])
      return JournalBalances(balances, after: told.lastEvent)
    default: return told
    }
    balances = balances.map { $0.account == account ? AccountBalance(account, Money(1, $0.balance.currency)) : $0 }
    return JournalBalances(balances, after: told.lastEvent)
  }

  // MARK: History

  func events(
    of subject: EventSubject?, in tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [LoggedEvent] {
    let page = try await kept.events(of: subject, in: tenant, after: number, limit: limit)
    guard limit > 1 else { return page }
    return page.flatMap { logged in Array(repeating: logged, count: copies(of: logged.dated.event, in: subject)) }
  }

  /// How often an event is told; the last of a page is always, or nobody would ask further.
  private func copies(of event: Event, in subject: EventSubject?) -> Int {
    switch (lie, event) {
    case (.stockMovements, .stock(.reserved)), (.goodsReceived, .stock(.valued)): subject == nil ? 1 : 0
    case (.releases, .session(_, .released)), (.closings, .session(_, .closed)),
      (.admissions, .session(_, .admitted)), (.coverage, .session(_, .demandCovered)):
      subject == nil ? 1 : 0
    case (.deliveries, .purchaseOrder(_, _, .received)): subject == nil ? 1 : 0
    case (.postings, .session(_, .paid)): subject == nil ? 0 : 1
    case (.overdrawnWallet, .session(_, .settled)): subject == nil ? 0 : 1
    case (.repeatedEvents, .session(_, .paid)): subject == nil ? 2 : 1
    default: 1
    }
  }
}
