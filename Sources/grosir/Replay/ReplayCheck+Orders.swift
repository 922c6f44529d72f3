import GrosirCore

extension ReplayCheck {
  /// What has to add up about orders: where each stands, what is held for it, and every rupiah of them.
  static func orders(_ orders: [ReplayedOrder], in ledger: ReplayLedger) -> [ReplayCheck] {
    let accounts = ledger.buyerOrders.accounts
    return orders.flatMap { order in accounts[order.id].map { all(of: $0, order.kept, in: ledger) } ?? [] }
      + money(of: orders.compactMap { $0.kept }, in: ledger.buyerOrders.money)
  }

  private static func all(of account: OrderAccount, _ kept: Order?, in ledger: ReplayLedger) -> [ReplayCheck] {
    let id = account.placed.id
    func check(_ name: String, _ counted: [Int128], _ kept: [Int128]) -> ReplayCheck {
      ReplayCheck(name: "\(name) of order \(id.text)", session: nil, counted: counted, kept: kept)
    }
    guard let kept else { return [check("row", [1], [0])] }
    let (left, back) = (Int128(kept.kept.amount), Int128(kept.refunded.amount))
    var checks = [
      check(
        "status, payment and shipment", places(account.status, account.paymentStatus, account.shipment),
        places(kept.status, kept.paymentStatus, kept.shipment?.status)),
      check(
        "paid, given back and left", [account.paid, account.refunded, account.kept],
        [left + back, back, left]),
      check("units that came back", [Int128(account.returnedUnits)], [Int128(kept.returnedUnits.reduce(0, +))]),
    ]
    // While it may still expire, its units may be free before anybody notices.
    if kept.session == nil, kept.status != .pendingPayment {
      let held = kept.status == .paid || kept.status == .processing ? account.units : 0
      checks.append(check("units held", [Int128(ledger.stock.units(heldFor: .order(id)))], [Int128(held)]))
    }
    return checks
  }

  /// Words as numbers: each by its place among all there are, what is not there by −1.
  private static func places(
    _ status: OrderStatus, _ payment: PaymentStatus, _ shipment: ShipmentStatus?
  ) -> [Int128] {
    let places = [
      OrderStatus.allCases.firstIndex(of: status), PaymentStatus.allCases.firstIndex(of: payment),
      shipment.flatMap { ShipmentStatus.allCases.firstIndex(of: $0) },
    ]
    return places.map { Int128($0 ?? -1) }
  }

  /// What orders have moved: what is left of each is with the provider, and the seller's less the platform's fee.
  private static func money(of kept: [Order], in money: MoneyAccounts) -> [ReplayCheck] {
    let retail = kept.filter { $0.session == nil }
    let currencies = Set(retail.map { $0.amounts.total.currency }).union(money.all.map { $0.currency })
    return currencies.sorted().flatMap { currency in
      let orders = retail.filter { $0.amounts.total.currency == currency }
      func check(_ name: String, _ counted: Int128, _ kept: Int128) -> ReplayCheck {
        ReplayCheck(name: "\(name) in \(currency.code)", session: nil, counted: [counted], kept: [kept])
      }
      let (left, fees) = orders.reduce((Int128(0), Int128(0))) { sums, order in
        (sums.0 + Int128(order.kept.amount), sums.1 + Int128(FeeSplit(of: order.kept, at: order.fee).fee.amount))
      }
      let accounts = money.all.filter { $0.currency == currency }
      func balance(of kind: String) -> Int128 {
        accounts.filter { $0.account.name == kind }.reduce(0) { $0 + $1.balance }
      }
      return [
        check("money of orders with the provider", -balance(of: "gateway"), left),
        check("money of orders that passed through wallets", balance(of: "wallet"), 0),
        check("fees of orders", balance(of: "platformFees"), fees),
      ] + sellers(of: orders, in: currency, money)
    }
  }

  private static func sellers(
    of orders: [Order], in currency: Currency, _ money: MoneyAccounts
  ) -> [ReplayCheck] {
    var earned: [SellerID: Int128] = [:]
    for order in orders {
      guard case .seller(let seller) = order.seller else { continue }
      earned[seller, default: 0] += Int128(FeeSplit(of: order.kept, at: order.fee).net.amount)
    }
    return earned.sorted { $0.key < $1.key }.map { seller, amount in
      ReplayCheck(
        name: "what orders bring \(seller.text) in \(currency.code)", session: nil,
        counted: [money.balance(of: .sellerPayable(seller), in: currency)], kept: [amount])
    }
  }
}
