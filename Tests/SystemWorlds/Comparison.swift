import GrosirCore
import GrosirEngine

/// Compares what the store holds with the book, as far as a step may have touched it.
extension Book {
  /// What is to be looked at.
  func reads() -> [Read] {
    var reads: [Read] = []
    reads.reserveCapacity(
      touched.sessions.count + touched.members.count + touched.keys.count + touched.holders.count
        + touched.purchaseOrders.count + touched.orders.count + touched.withdrawals.count
        + touched.settlements.count + touched.tills.count)
    for session in touched.sessions { reads.append(.session(session.id)) }
    for member in touched.members { reads.append(.participant(member.id)) }
    for key in touched.keys { reads.append(.stock(.item(key))) }
    for holder in touched.holders { reads.append(.stock(.reservation(holder))) }
    for order in touched.purchaseOrders { reads.append(.purchaseOrder(order.number)) }
    for order in touched.orders { reads.append(.order(.order(order.id))) }
    for withdrawal in touched.withdrawals { reads.append(.money(.withdrawal(withdrawal.id))) }
    for settlement in touched.settlements { reads.append(.money(.settlement(settlement.id))) }
    for seller in touched.sellers { reads.append(.partner(.seller(seller))) }
    for listing in touched.listings { reads.append(.partner(.listing(listing))) }
    for book in touched.tills {
      reads.append(.money(.standing(of: book.till.account, in: book.till.currency)))
    }
    return reads
  }

  /// Marks everything as touched, for a comparison of all there is.
  func touchEverything() {
    touched.sessions = sessionOrder
    touched.members = sessionOrder.flatMap { $0.members }
    touched.keys = Array(stocks.keys)
    touched.holders = Array(reservations.keys)
    touched.purchaseOrders = purchaseOrderList
    touched.orders = orderList
    touched.withdrawals = withdrawalList
    touched.settlements = settlementList
    touched.tills = Array(tills.values)
    touched.sellers = Array(sellers.keys)
    touched.listings = Array(listings.keys)
  }

  /// Compares with what was found for ``reads()``, in their order.
  func compare(with found: [WorkingSet.Found]) throws(Broken) {
    var answers = Answers(rest: found[...])
    for session in touched.sessions { try compare(session, with: answers.next()?.session) }
    for member in touched.members { try compare(member, with: answers.next()?.participant) }
    for key in touched.keys {
      let row = answers.next()?.stockItem
      try compare(key, with: row)
      try compareDisplay(of: key, with: row)
    }
    for holder in touched.holders { try compare(holder, with: answers.next()?.reservation) }
    for order in touched.purchaseOrders { try compare(order, with: answers.next()?.purchaseOrder) }
    for order in touched.orders { try compare(order, with: answers.next()?.order) }
    for withdrawal in touched.withdrawals {
      let row = answers.next()?.withdrawal
      try check(row?.state, is: withdrawal.state, .payoutPath, "\(withdrawal.id.text)")
    }
    for settlement in touched.settlements {
      let row = answers.next()?.settlement
      try check(row?.settlement.net.amount, is: settlement.net, .factoryPaid, "\(settlement.id.text)")
      try check(row?.payout?.amount.amount, is: settlement.paid, .payoutPath, "what \(settlement.id.text) paid")
    }
    for seller in touched.sellers { try compare(seller, with: answers.next()?.seller) }
    for key in touched.listings { try compare(key, with: answers.next()?.listing) }
    for book in touched.tills {
      let account = book.till.account
      try check(answers.nextBalance(), is: book.balance, .balances, "\(account)")
      if case .wallet = account {
        try check(book.balance >= 0, .wallets, "\(account) has \(book.balance)")
      }
    }
    precondition(answers.rest.isEmpty, "everything that is asked for is compared")
  }

  /// What was found for one read after the other.
  private struct Answers {
    var rest: ArraySlice<WorkingSet.Found>

    mutating func next() -> Row? {
      guard case .row(let row) = rest.popFirst() else { return nil }
      return row
    }

    mutating func nextBalance() -> Int64? {
      guard case .standing(let standing) = rest.popFirst() else { return nil }
      return standing.balance.amount
    }
  }

  // MARK: Sessions

  private func compare(_ session: SessionBook, with row: GroupSession?) throws(Broken) {
    guard let row else { throw Broken(.logIsState, "\(session.id.text) is not kept") }
    try check(row.state, is: session.state, .sessionPath, session.id.text)
    for place in session.tallies.indices {
      let (tally, kept) = (session.tallies[place], row.tallies[place])
      try check(
        kept.ordered == tally.ordered && kept.held == tally.held && kept.onHand == tally.setAside, .tallies,
        "\(session.id.text), \(session.variants[place].text): \(kept), and should be \(tally)")
    }
    try check(row.escrow.amount, is: session.escrow, .escrow, session.id.text)
    try check(row.joinedCount, is: session.members.count, .tallies, "who joined \(session.id.text)")
    var (waiting, money) = (0, Int64(0))
    for member in session.members {
      if member.status == .waiting { waiting += 1 }
      money += member.escrowed
    }
    try check(row.waiting.count, is: waiting, .tallies, "who waits in \(session.id.text)")
    try check(session.escrow, is: money, .escrow, "what lies for \(session.id.text)")
    try check(
      balance(.escrow(session.id), session.currency), is: money, .escrow, "the account of \(session.id.text)")
    if session.state.isFinal { try check(money, is: 0, .escrow, "\(session.id.text), which is over") }
    try checkHeld(session)
    try checkRules(session)
    if let fulfilment = session.fulfilment { try compare(fulfilment, of: session, with: row.fulfilment) }
  }

  /// What is set aside for a session, and then what is there for its buyers, is held; once it is over, nothing is.
  private func checkHeld(_ session: SessionBook) throws(Broken) {
    let entry = reservations[.session(session.id)]
    let isOpen = entry?.state == .reserved
    for place in session.variants.indices {
      let held = isOpen ? entry?.units(of: session.plan.warehouse.key(of: session.variants[place])) ?? 0 : 0
      let expected: Int
      switch session.state {
      case .forming, .active, .moqReached: expected = session.tallies[place].setAside
      case .pendingStock, .stockReceived:
        expected = (session.fulfilment?.fromStock[place] ?? 0) + (session.fulfilment?.fromBundles[place] ?? 0)
      case .success, .failed, .cancelled: expected = 0
      }
      try check(held, is: expected, .coveredIsHeld, "\(session.variants[place].text) of \(session.id.text)")
    }
    if session.state == .pendingStock, let fulfilment = session.fulfilment {
      try check(!fulfilment.isCovered, .sessionPath, "\(session.id.text) waits for nothing")
    }
  }

  private func checkRules(_ session: SessionBook) throws(Broken) {
    guard session.state == .forming || session.state == .active else { return }
    if !session.isGuaranteeBroken {
      try check(
        session.rules.keepsGuarantee(session.tallies), .permitted,
        "\(session.id.text) has sold \(session.tallies)")
    }
    // Whoever had a command about the session first had processed what had lapsed by then.
    let isPast = session.last >= session.plan.closesAt
    for member in session.members {
      if member.isAwaiting {
        try check(member.until > session.last, .deadlines, "\(member.id.text) holds on after \(member.until)")
      }
      guard member.status == .waiting, !isPast, session.isJoinable(at: session.last) else { continue }
      try checkWaits(member)
    }
  }

  private func checkWaits(_ member: MemberBook) throws(Broken) {
    let (session, waiting) = (member.session, member.waiting)
    if !member.acceptsPartial {
      try check(
        !session.rules.accepts(waiting, session.tallies), .nobodyWaitsInVain,
        "\(member.id.text) waits for \(waiting) of \(session.tallies)")
      return
    }
    var units = waiting.map { _ in 0 }
    for place in waiting.indices where waiting[place] > 0 {
      units[place] = 1
      try check(
        !session.rules.accepts(units, session.tallies), .nobodyWaitsInVain,
        "\(member.id.text) waits for \(waiting) of \(session.tallies)")
      units[place] = 0
    }
  }

  private func compare(
    _ fulfilment: FulfilmentBook, of session: SessionBook, with row: Fulfilment?
  ) throws(Broken) {
    guard let row else { throw Broken(.logIsState, "the fulfilment of \(session.id.text) is not kept") }
    for line in row.lines {
      guard let place = session.place(of: line.variant) else { throw Broken(.tallies, "a strange variant") }
      try check(line.fromStock, is: fulfilment.fromStock[place], .coveredIsHeld, "from stock")
      try check(line.fromBundles, is: fulfilment.fromBundles[place], .coveredIsHeld, "from bundles")
      try check(line.missing >= 0, .coveredIsHeld, "more is there than was sold")
    }
    try check(row.purchaseOrders, is: fulfilment.orders, .ordered, "orders of \(session.id.text)")
  }

  private func compare(_ member: MemberBook, with row: Participant?) throws(Broken) {
    guard let row else { throw Broken(.logIsState, "\(member.id.text) is not kept") }
    let isSame: Bool
    switch (member.status, row.status) {
    case (.awaiting, .awaitingPayment), (.waiting, .waiting), (.paid, .paid), (.lapsed, .lapsed), (.left, .left),
      (.reversed, .reversed), (.returned, .returned):
      isSame = true
    default: isSame = false
    }
    try check(isSame, .onePath, "\(member.id.text) is \(row.status.name), and should be \(member.status)")
    if isSame, member.status != .returned {
      try check(
        member.session.units(row.admitted), is: member.admitted, .onePath, "what \(member.id.text) has")
    }
    try check(row.escrowed.amount, is: member.escrowed, .escrow, "what lies for \(member.id.text)")
    try check(row.credited.amount, is: member.credited, .escrow, "what was credited to \(member.id.text)")
    let out = member.refunded + member.credited + member.disputed + member.released + member.escrowed
    try check(member.paidIn, is: out, .onePath, "what \(member.id.text) paid and where it went")
    try check(member.expectedSettlement == nil, .settlement, "\(member.id.text) was not settled")
  }

  // MARK: Goods

  private func compare(_ key: StockKey, with row: StockItem?) throws(Broken) {
    let stock = stocks[key] ?? StockBook()
    let count = row?.level.count ?? .zero
    try check(count.onHand, is: stock.onHand, .unitsOnHand, key.description)
    try check(count.reserved, is: stock.reserved, .unitsReserved, key.description)
    var open = 0
    for entry in openReservations.values { open += entry.units(of: key) }
    try check(stock.reserved, is: open, .unitsReserved, "open lines of \(key)")
    try check(row?.level.limits ?? .none, is: stock.limits, .logIsState, "limits of \(key)")
  }

  private func compare(_ holder: ReservationHolder, with row: Reservation?) throws(Broken) {
    guard let row, let entry = reservations[holder] else {
      throw Broken(.logIsState, "the reservation of \(holder) is not kept")
    }
    try check(row.life.state, is: entry.state, .oneEnd, "\(holder)")
    try check(row.life.expiresAt, is: entry.expiresAt, .oneEnd, "when \(holder) expires")
    try check(row.lines, is: entry.lines, .unitsReserved, "lines of \(holder)")
  }

  private func compare(_ order: PurchaseOrderBook, with row: PurchaseOrder?) throws(Broken) {
    guard let row else { throw Broken(.logIsState, "\(order.number.text) is not kept") }
    try check(row.status, is: order.status, .purchaseOrderPath, order.number.text)
    try check(!order.awaitsCancelling, .purchaseOrderPath, "\(order.number.text) was not cancelled")
    for (place, variant) in order.variants.enumerated() {
      let came = row.received.first { $0.variant == variant }?.units ?? 0
      try check(came, is: order.received[place], .factoryPaid, "what came for \(order.number.text)")
    }
  }

  private func compare(_ order: OrderBook, with row: Order?) throws(Broken) {
    guard let row else { throw Broken(.logIsState, "\(order.id.text) is not kept") }
    try check(row.status, is: order.status, .orderPath, order.id.text)
    try check(row.paymentStatus, is: order.payment, .orderPath, "the payment of \(order.id.text)")
    try check(row.refunded.amount, is: order.refunded, .orderPath, "what \(order.id.text) gave back")
    try check(row.returnedUnits, is: order.returned, .orderPath, "what came back of \(order.id.text)")
    try check(row.shipment?.status, is: order.shipment, .orderPath, "the shipment of \(order.id.text)")
    guard order.isRetail else { return }
    // While it may still expire, its units may be free before anybody notices.
    let held = reservations[.order(order.id)]?.state
    switch order.status {
    case .paid, .processing: try check(held, is: .reserved, .noOversell, "what \(order.id.text) holds")
    case .shipped, .delivered, .refunded: try check(held, is: .consumed, .noOversell, "what \(order.id.text) held")
    case .cancelled:
      try check(held != .reserved && held != .consumed, .noOversell, "\(order.id.text) is over, and holds units")
    case .pendingPayment: break
    }
  }
}

extension Row {
  fileprivate var session: GroupSession? { if case .session(let row) = self { row } else { nil } }
  fileprivate var participant: Participant? { if case .participant(let row) = self { row } else { nil } }
  fileprivate var stockItem: StockItem? { if case .stock(.item(let row)) = self { row } else { nil } }
  fileprivate var reservation: Reservation? { if case .stock(.reservation(let row)) = self { row } else { nil } }
  fileprivate var purchaseOrder: PurchaseOrder? { if case .purchaseOrder(let row) = self { row } else { nil } }
  fileprivate var order: Order? { if case .order(.order(let row)) = self { row } else { nil } }
  fileprivate var withdrawal: Withdrawal? { if case .money(.withdrawal(let row)) = self { row } else { nil } }
  fileprivate var settlement: SettledPeriod? { if case .money(.settlement(let row)) = self { row } else { nil } }
  fileprivate var seller: Seller? { if case .partner(.seller(let row)) = self { row } else { nil } }
  fileprivate var listing: Listing? { if case .partner(.listing(let row)) = self { row } else { nil } }
}
