package import GrosirCore
package import GrosirEngine
package import GrosirJSON

/// What a replay came to: the timeline, every session, every unit and every rupiah, and whether it all adds up.
package struct ReplayReport {
  let start: Instant
  let limit: Instant?
  /// Whether only what it comes to is wanted.
  let isSummary: Bool
  let timeline: [ReplayEntry]
  let ledger: ReplayLedger
  /// Each session as the engine keeps it, and as its events add up.
  let sessions: [(kept: GroupSession, account: SessionAccount)]
  /// Each stock as its events add up, and as it is found.
  let stocks: [(account: StockAccount, seen: StockItem)]
  /// Each purchase order as its events add up, and as the engine keeps it.
  let orders: [(account: PurchaseOrderAccount, kept: PurchaseOrder)]
  /// Each order as its events add up, and as it is found.
  let buyerOrders: [(account: OrderAccount, seen: Order)]
  /// The sellers who registered, as they are kept.
  let sellers: [Seller]
  /// Each listing as it is kept, with what the supplier had available.
  let listings: [(view: ListingView, available: Int)]
  let checks: [ReplayCheck]

  /// Makes the report of a replay that was run.
  package init<Store: GrosirStore>(
    _ replay: Replay<Store>, of scenario: Scenario, until limit: Instant? = nil, isSummary: Bool = false
  ) {
    start = scenario.start
    self.limit = limit
    self.isSummary = isSummary
    timeline = replay.timeline
    ledger = replay.ledger
    let known = replay.ledger.sessions
    sessions = replay.sessions.compactMap { kept in known[kept.id].map { (kept, $0) } }
    let accounts = replay.ledger.stock.accounts
    stocks = replay.stocks.compactMap { stock in
      guard let account = accounts[stock.key], let seen = stock.seen else { return nil }
      return (account, seen)
    }
    let placed = replay.ledger.buyerOrders.accounts
    buyerOrders = replay.buyerOrders.compactMap { order in
      guard let account = placed[order.id], let seen = order.seen else { return nil }
      return (account, seen)
    }
    sellers = replay.sellers
    listings = replay.listings.compactMap { listing in
      listing.kept.map { ($0, accounts[$0.listing.stock]?.level?.count.available ?? 0) }
    }
    let ledger = replay.ledger
    orders = replay.orders.compactMap { kept in ledger.orders[kept.number].map { ($0, kept) } }
    checks =
      ReplayCheck.all(of: ledger, sessions, replay.kept)
      + orders.flatMap { ReplayCheck.order($0, $1) }
      + ReplayCheck.inventory(ledger.money, replay.stocks.compactMap { $0.cost })
      + replay.stocks.flatMap { stock in
        accounts[stock.key].map { ReplayCheck.stock($0, stock.kept) } ?? []
      } + ReplayCheck.orders(replay.buyerOrders, in: ledger)
      + ReplayCheck.partners(replay.sellers, replay.listings, in: ledger)
  }

  /// Whether everything adds up.
  package var addsUp: Bool { checks.allSatisfy { $0.holds } }
}

/// Two ways to come to one number.
struct ReplayCheck {
  /// What both are.
  let name: String
  /// The session, or nil for all together.
  let session: SessionID?
  /// As the events add up.
  let counted: [Int128]
  /// As it is kept, or must be.
  let kept: [Int128]

  /// Whether both are the same.
  var holds: Bool { counted == kept }

  /// Everything that has to add up.
  static func all(
    of ledger: ReplayLedger, _ sessions: [(kept: GroupSession, account: SessionAccount)], _ kept: KeptMoney
  ) -> [ReplayCheck] {
    var checks = sessions.flatMap {
      units(of: $0, $1) + fulfilment(of: $0, $1, in: ledger) + money(of: $0, $1, in: ledger)
    }
    var totals: [Currency: Int128] = [:]
    for account in ledger.money.all { totals[account.currency, default: 0] += account.balance }
    for (currency, total) in totals.sorted(by: { $0.key < $1.key }) {
      checks.append(
        ReplayCheck(name: "all accounts in \(currency.code) together", session: nil, counted: [total], kept: [0]))
    }
    for (debt, amount) in ledger.owed.sorted(by: { $0.key < $1.key }) {
      let balance = ledger.money.balance(of: .factoryPayable(debt.factory), in: debt.currency)
      checks.append(
        ReplayCheck(
          name: "owed to \(debt.factory.text) in \(debt.currency.code)", session: nil, counted: [balance],
          kept: [amount]))
    }
    if !ledger.payouts.withdrawals.isEmpty || !ledger.payouts.settlements.isEmpty {
      checks += payouts(in: totals.keys.sorted(), ledger, kept)
    }
    let differences = Int128(ledger.money.differences(to: kept.balances))
    checks.append(
      ReplayCheck(name: "accounts that the journal keeps otherwise", session: nil, counted: [differences], kept: [0]))
    let count = Int128(ledger.order.count)
    checks.append(ReplayCheck(name: "sessions", session: nil, counted: [count], kept: [Int128(sessions.count)]))
    return checks
  }

  private static func payouts(
    in currencies: [Currency], _ ledger: ReplayLedger, _ kept: KeptMoney
  ) -> [ReplayCheck] {
    currencies.flatMap { currency in
      [
        ReplayCheck(
          name: "on its way out of wallets in \(currency.code)", session: nil,
          counted: [ledger.money.balance(of: .withdrawals, in: currency)], kept: [kept.onItsWay(in: currency)]),
        ReplayCheck(
          name: "paid out in \(currency.code)", session: nil,
          counted: [ledger.money.balance(of: .bank, in: currency)], kept: [kept.paidOut(in: currency)]),
      ]
    }
  }

  private static func units(of kept: GroupSession, _ account: SessionAccount) -> [ReplayCheck] {
    func check(_ name: String, _ counted: [Int], _ kept: [Int]) -> ReplayCheck {
      ReplayCheck(
        name: name, session: account.plan.session, counted: counted.map { Int128($0) }, kept: kept.map { Int128($0) })
    }
    let units = account.units
    let tallies = account.variants.indices.map { kept.tallies[$0] }
    let placed = account.variants.indices.map { position in units.values.reduce(0) { $0 + $1[position] } }
    var checks = [
      check("units asked for, each in one place", placed, account.asked),
      check("units set aside and not given back", account.stock, tallies.map { $0.onHand }),
      check("units that wait", units[.waiting] ?? [], kept.waiting.units),
      check("units held", units[.held] ?? [], tallies.map { $0.held }),
    ]
    let sold = account.sold(units)
    if kept.state.isOpen || kept.state == .moqReached {
      checks.append(check("units paid", sold, tallies.map { $0.paid }))
    } else if kept.state == .failed || kept.state == .cancelled {
      checks.append(check("units sold where nothing is", sold, sold.map { _ in 0 }))
    }
    if account.settlement?.verdict.tier != nil, kept.state != .cancelled, let settlement = account.settlement {
      let demand = account.variants.map { variant in
        settlement.demand.first { $0.variant == variant }?.units ?? 0
      }
      checks.append(check("units to be fulfilled", sold, demand))
    }
    return checks
  }

  private static func money(
    of kept: GroupSession, _ account: SessionAccount, in ledger: ReplayLedger
  ) -> [ReplayCheck] {
    let id = account.plan.session
    let escrow = ledger.money.balance(of: .escrow(id), in: account.plan.currency)
    var checks = [ReplayCheck(name: "escrow", session: id, counted: [escrow], kept: [Int128(kept.escrow.amount)])]
    if kept.state.isFinal {
      checks.append(ReplayCheck(name: "escrow of a session that is over", session: id, counted: [escrow], kept: [0]))
    }
    if let totals = account.settlement?.totals {
      let paid = Int128(totals.paid.amount)
      let parts = Int128(totals.owed.amount) + Int128(totals.refunded.amount)
      checks.append(ReplayCheck(name: "paid = owed + refunded", session: id, counted: [paid], kept: [parts]))
      if kept.state == .moqReached || kept.state == .pendingStock || kept.state == .stockReceived {
        checks.append(
          ReplayCheck(name: "escrow = owed", session: id, counted: [escrow], kept: [Int128(totals.owed.amount)]))
      }
    }
    return checks
  }
}
