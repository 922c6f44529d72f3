import GrosirCore
import GrosirEngine
import GrosirTesting

/// Drives a world to its end, without a choice: what is due is done, everybody answers, everything is delivered.
extension World {
  func finish() async throws(Broken) {
    var ending = Ending(at: steps.reduce(World.start) { max($0, $1.at) })
    for _ in 0..<4 {
      ending.wait(days: 9)
      try await settleSessions(&ending)
      try await settleOrders(&ending)
      try await settleMoney(&ending)
    }
    try await deliverEverything(&ending)
    try await compareEverything()
    try await checkEnd()
  }

  /// The clock and the identities of the end.
  struct Ending {
    private(set) var now: Instant
    private var count = 0

    init(at now: Instant) { self.now = now }

    mutating func wait(days: Int32) { now = now.adding(.days(days)) ?? now }

    mutating func step(_ deed: Deed) -> Step {
      count += 1
      return Step(at: now, command: CommandID(unchecked: "e" + String(count)), deed: deed)
    }

    mutating func name<Subject>(_ prefix: String) -> Identifier<Subject> {
      count += 1
      return Identifier(unchecked: prefix + "e" + String(count))
    }
  }

  private func settleSessions(_ ending: inout Ending) async throws(Broken) {
    try await deliverEverything(&ending)
    for session in book.sessionOrder where !session.state.isFinal && !session.members.contains(where: { $0.isIn }) {
      guard session.state == .forming || session.state == .active else { continue }
      // Nobody is in: it would only be opened anew when it closes.
      try await perform(ending.step(.cancelSession(CancelSession(session.id, because: .example))))
    }
    try await perform(ending.step(.tick(limit: 1_000)))
    try await deliverEverything(&ending)
    for session in book.sessionOrder where session.state == .moqReached {
      try await perform(ending.step(.fulfil(FulfilSession(session.id, number: ending.name("k")))))
    }
    for session in book.sessionOrder where session.state == .pendingStock {
      for number in session.fulfilment?.orders ?? [] { try await receive(number, &ending) }
      guard session.state == .pendingStock else { continue }
      let number: PurchaseOrderNumber = ending.name("k")
      try await perform(ending.step(.placeAnother(PlaceAnotherOrder(session.id, number: number))))
      try await receive(number, &ending)
    }
  }

  private func receive(_ number: PurchaseOrderNumber, _ ending: inout Ending) async throws(Broken) {
    guard let order = book.purchaseOrders[number], order.status.isOpen else { return }
    let units = order.variants.indices.compactMap { place -> VariantUnits? in
      let units = order.outstanding(place)
      return units > 0 ? VariantUnits(order.variants[place], units) : nil
    }
    guard !units.isEmpty else { return }
    try await perform(
      ending.step(.receiveGoods(ReceiveGoods(number, receipt: ending.name("r"), .units(units)))))
  }

  private func settleOrders(_ ending: inout Ending) async throws(Broken) {
    if book.orderList.contains(where: { $0.status == .pendingPayment }) {
      try await perform(ending.step(.expireOrders(ExpireOrders())))
    }
    if book.openReservations.values.contains(where: { $0.expiresAt != nil }) {
      try await perform(ending.step(.sweep(SweepReservations())))
    }
    for order in book.orderList where order.status == .paid || order.status == .processing {
      try await perform(ending.step(.shipOrder(ShipOrder(order.id))))
    }
    for order in book.orderList where order.status == .shipped {
      let event = TrackingEvent(.delivered, at: ending.now)
      try await perform(ending.step(.recordTracking(RecordTracking(order.id, event))))
    }
  }

  private func settleMoney(_ ending: inout Ending) async throws(Broken) {
    if book.withdrawalList.contains(where: { $0.state == .pending }) {
      try await perform(ending.step(.runBatch(RunWithdrawalBatch())))
    }
    for withdrawal in book.withdrawalList where withdrawal.state == .processing {
      try await perform(ending.step(.completeWithdrawal(CompleteWithdrawal(withdrawal.id))))
    }
    var payees = book.factories.keys.sorted().map { Payee.factory($0) }
    payees += [.seller(Chooser.seller)]
    for payee in payees {
      let from = book.settlementList.filter { $0.payee == payee }.map { $0.period.upperBound }.max() ?? World.start
      let till = Till(account: payee.account, currency: .idr)
      guard from < ending.now, book.payables[till]?.last.map({ $0.instant >= from }) ?? false else { continue }
      try await perform(
        ending.step(.settlePayee(SettlePayee(payee, from: from, until: ending.now, as: ending.name("t")))))
    }
    for settlement in book.settlementList where settlement.paid == nil {
      guard let payableAt = settlement.payableAt, payableAt <= ending.now else { continue }
      try await perform(ending.step(.paySettlement(PaySettlement(settlement.id))))
    }
  }

  /// Whatever was given up is asked again, until nothing is left.
  private func deliverEverything(_ ending: inout Ending) async throws(Broken) {
    for _ in 0..<3 {
      let parked = try await asking { () async throws(StoreError) in
        try await self.store.parkedEffects(of: World.tenant, after: 0, limit: 1_000)
      }
      // A session that should have opened long ago is not opened any more.
      for effect in parked where !effect.key.hasPrefix("renew/") { try await perform(ending.step(.resend(effect.key))) }
      ending.wait(days: 1)
      try await perform(ending.step(.relay(limit: 10_000, answers: [])))
    }
  }

  // MARK: What must be in the end

  private func checkEnd() async throws(Broken) {
    for session in book.sessionOrder {
      // What was opened anew in the end is not over.
      guard session.state.isFinal || session.members.isEmpty else {
        throw Broken(.everybodyServed, "\(session.id.text) stays \(session.state)")
      }
      for member in session.members { try checkServed(member) }
    }
    try checkOutside()
    try checkFactories()
    var sums: [Currency: Int64] = [:]
    for (till, kept) in book.tills { sums[till.currency, default: 0] += kept.balance }
    try check(sums.values.allSatisfy { $0 == 0 }, .balances, "all balances together: \(sums)")
    let differences = try await asking { () async throws(StoreError) in
      try await self.engine.journalDifferences(of: World.tenant)
    }
    try check(differences.isEmpty, .balances, "\(differences)")
  }

  private func checkServed(_ member: MemberBook) throws(Broken) {
    let back = member.refunded + member.credited + member.disputed
    guard let id = member.order, let order = book.orders[id] else {
      return try check(member.paidIn, is: back, .everybodyServed, "\(member.id.text) has nothing, and got back")
    }
    try check(member.paidIn - back, is: order.total, .everybodyServed, "what \(member.id.text) paid for goods")
    try check(
      order.status == .delivered || order.status == .shipped, .everybodyServed,
      "the goods of \(member.id.text) are \(order.status)")
  }

  /// Everything that was asked was done, and what outside was taken and given is what the accounts say.
  private func checkOutside() throws(Broken) {
    for key in book.requested where !key.hasPrefix("fulfil/") && !key.hasPrefix("renew/") {
      try check(outside.done[key] != nil, .requests, "\(key) was never asked")
    }
    var (took, gave, paidOut) = (Int64(0), Int64(0), Int64(0))
    for payment in book.payments.values {
      took += payment.amount
      if payment.isReversed { gave += payment.amount }
    }
    took += book.orderPayments.values.reduce(0, +)
    for (key, effect) in outside.done {
      try check(book.requested.contains(key), .requests, "\(key) was asked, and nobody decided it")
      switch effect {
      case .refund(let refund): gave += book.refunds[refund.id]?.isRefused == true ? 0 : refund.amount.amount
      case .refundOrder(let refund): gave += refund.amount.amount
      case .disburse(let given):
        if book.withdrawals[given.withdrawal]?.state == .completed { paidOut += given.amount.amount }
      case .payOut(let payout): paidOut += payout.amount.amount
      default: break
      }
    }
    try check(book.balance(.gateway, .idr), is: gave - took, .outsideBook, "the gateway")
    try check(book.balance(.bank, .idr), is: paidOut, .outsideBook, "the bank")
  }

  /// Every unit that came is paid once: by what it was sold for, or at its cost.
  private func checkFactories() throws(Broken) {
    for factory in book.factories.keys {
      var cost: Int64 = -(book.costOfConsigned[factory] ?? 0)
      for order in book.purchaseOrderList where order.factory == factory {
        cost += Int64(order.received.reduce(0, +)) * order.unitCost + (order.receipts > 0 ? order.shippingAtFirst : 0)
      }
      let till = Till(account: .factoryPayable(factory), currency: .idr)
      let owed = (book.payables[till] ?? []).reduce(Int64(0)) { $0 + $1.purchases }
      try check(owed, is: cost, .factoryPaid, "what \(factory.text) is owed for goods and their way")
    }
  }
}
