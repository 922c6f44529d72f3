import GrosirCore

extension ReplayCheck {
  /// Units and money of a session whose demand somebody has begun to meet.
  static func fulfilment(
    of kept: GroupSession, _ account: SessionAccount, in ledger: ReplayLedger
  ) -> [ReplayCheck] {
    guard let fulfilment = account.fulfilment else { return [] }
    let session = account.plan.session
    func check(_ name: String, _ counted: [Int], _ kept: [Int]) -> ReplayCheck {
      ReplayCheck(name: name, session: session, counted: counted.map { Int128($0) }, kept: kept.map { Int128($0) })
    }
    func keeps(_ units: (Fulfilment.Line) -> Int) -> [Int] {
      account.variants.map { variant in
        kept.fulfilment?.lines.first { $0.variant == variant }.map(units) ?? 0
      }
    }
    var checks = [
      check("units there from stock", fulfilment.fromStock, keeps { $0.fromStock }),
      check("units there from bundles", fulfilment.fromBundles, keeps { $0.fromBundles }),
      check(
        "units from bundles that purchase orders brought", fulfilment.fromBundles,
        ledger.units(of: account) { $0.served }),
    ]
    let orders = ledger.orders(of: session).map { $0.order.number }
    checks.append(check("purchase orders", [orders.count], [kept.fulfilment?.purchaseOrders.count ?? 0]))
    guard kept.state == .success else { return checks }
    checks.append(check("units that are missing in the end", fulfilment.missing, fulfilment.missing.map { _ in 0 }))
    let parts = fulfilment.toFactory + fulfilment.toSales + fulfilment.fees
    let owed = account.settlement.map { Int128($0.totals.owed.amount) } ?? 0
    for (name, kept) in [("released = factory + sales + fees", parts), ("released = owed", owed)] {
      checks.append(ReplayCheck(name: name, session: session, counted: [fulfilment.released], kept: [kept]))
    }
    return checks
  }

  /// Units that a purchase order brought.
  static func order(_ account: PurchaseOrderAccount, _ kept: PurchaseOrder) -> [ReplayCheck] {
    func check(_ name: String, _ counted: [Int], _ units: [VariantUnits]) -> ReplayCheck {
      let kept = account.order.lines.map { line in units.first { $0.variant == line.variant }?.units ?? 0 }
      return ReplayCheck(
        name: "\(name) of \(account.order.number.text)", session: account.order.session,
        counted: counted.map { Int128($0) }, kept: kept.map { Int128($0) })
    }
    return [
      check("units that came", account.received, kept.received),
      check("units that came damaged", account.damaged, kept.damaged),
    ]
  }

  /// What the platform's goods had cost is what the stocks keep of their costs.
  static func inventory(_ money: MoneyAccounts, _ costs: [Money]) -> [ReplayCheck] {
    let currencies = Set(costs.map { $0.currency }).sorted()
    return currencies.map { currency in
      let kept = costs.reduce(Int128(0)) { $0 + ($1.currency == currency ? Int128($1.amount) : 0) }
      return ReplayCheck(
        name: "what the goods in stock had cost in \(currency.code)", session: nil,
        counted: [-money.balance(of: .inventory, in: currency)], kept: [kept])
    }
  }
}
