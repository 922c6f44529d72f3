import GrosirCore

/// Whether a refusal is just, and whether what was accepted has happened.
extension Book {
  /// A basket is refused for a reason.
  func judge(_ refusal: SessionError, of command: JoinSession) throws(Broken) {
    guard let session = sessions[command.session],
      let units = session.units(command.lines.map { VariantUnits($0.variant, $0.units) })
    else { return }
    let instant = max(now, session.last)
    switch refusal {
    case .notAcceptable, .noWaitingList:
      // What had lapsed by then was undone again with the refusal.
      guard !session.members.contains(where: { $0.isAwaiting && $0.until <= instant }) else { return }
      try check(
        !session.rules.accepts(units, session.tallies), .justRefusal, "\(units) of \(session.tallies) are refused")
    case .notOpenYet: try check(instant < session.plan.opensAt, .justRefusal, "it is open")
    case .pastDeadline: try check(instant >= session.plan.closesAt, .justRefusal, "it is not over")
    case .tooManyOpenHolds(let limit):
      try check(session.openHolds(of: command.buyer) >= limit, .justRefusal, "holds of \(command.buyer.text)")
    case .staleQuote:
      try check(
        command.total.amount != session.cost(of: units, at: session.basePrice), .justRefusal, "a right quote")
    default: return
    }
  }

  /// Units are refused only where they are not there.
  func judge(_ shortages: [StockError.Shortage], of lines: [StockLine], for order: OrderID? = nil) throws(Broken) {
    var instant = now
    if let order, let own = reservations[.order(order)] { instant = max(instant, own.last) }
    for line in lines { instant = max(instant, stocks[line.key]?.last ?? now) }
    for shortage in shortages {
      let asked = lines.reduce(0) { $0 + ($1.key == shortage.key ? $1.units : 0) }
      let free = available(shortage.key, at: instant)
      try check(asked > free, .justRefusal, "\(asked) of \(shortage.key) are refused, and \(free) are free")
      try check(shortage.available, is: free, .justRefusal, "what is free of \(shortage.key)")
    }
  }

  /// What was accepted has happened.
  func judgeAccepted() throws(Broken) {
    try check(awaitedUnits.isEmpty, .unitsOnHand, "units that were told of: \(awaitedUnits)")
    switch deed {
    case .confirmPayment(let command):
      try check(payments[command.payment] != nil, .outsideBook, "money is ignored: \(command.payment.text)")
    case .confirmOrderPayment(let command):
      try check(orderPayments[command.payment] != nil, .outsideBook, "money is ignored: \(command.payment.text)")
    case .leave(let command):
      try check(members[command.participant]?.status == .left, .onePath, "who left has")
    case .reversePayment(let command):
      try check(payments[command.payment]?.isReversed, is: true, .outsideBook, "what is reversed is")
    case .refuseRefund(let command):
      try check(refunds[command.refund]?.isRefused, is: true, .outsideBook, "what is refused is")
    case .closeSession(let command):
      try check(sessions[command.session]?.closedAt != nil, .sessionPath, "what is closed is")
    case .cancelSession(let command):
      try check(sessions[command.session]?.state, is: .cancelled, .sessionPath, "what is cancelled is")
    case .receiveGoods(let command):
      try check(receipts.contains(command.receipt), .factoryPaid, "what came is counted")
    default: try judgeAcceptedGoods()
    }
  }

  private func judgeAcceptedGoods() throws(Broken) {
    switch deed {
    case .reserveStock(let command):
      let entry = reservations[.order(command.order)]
      try check(entry?.state == .reserved || entry?.state == .consumed, .unitsReserved, "what is reserved is")
      for line in command.lines {
        let asked = command.lines.reduce(0) { $0 + ($1.key == line.key ? $1.units : 0) }
        try check(entry?.units(of: line.key), is: asked, .unitsReserved, "\(line.key) for \(command.order.text)")
      }
    case .consumeReservation(let command):
      try check(reservations[.order(command.order)]?.state, is: .consumed, .oneEnd, "what goes out")
    case .releaseReservation(let command):
      let state = reservations[.order(command.order)]?.state
      try check(state != .reserved && state != .consumed, .oneEnd, "what is released")
    case .sweep(let command):
      guard command.limit >= 64 else { return }
      for (holder, entry) in openReservations {
        let expiry = entry.expiresAt
        try check(expiry.map { $0 > now } ?? true, .deadlines, "\(holder) is not swept")
      }
    case .cancelOrder(let command):
      try check(orders[command.order]?.status, is: .cancelled, .orderPath, "what is cancelled is")
    case .shipOrder(let command):
      let status = orders[command.order]?.status
      try check(status == .shipped || status == .delivered || status == .refunded, .orderPath, "what goes out has")
    case .completeWithdrawal(let command):
      try check(withdrawals[command.withdrawal]?.state, is: .completed, .payoutPath, "what is completed is")
    case .failWithdrawal(let command):
      try check(withdrawals[command.withdrawal]?.state, is: .failed, .payoutPath, "what fails has")
    case .syncListings(let command): try judge(command)
    case .paySettlement(let command):
      try check(settlements[command.settlement]?.paid != nil, .payoutPath, "what is paid is")
    case .tick(let limit):
      guard limit >= 4 * sessionOrder.count else { return }
      for session in sessionOrder {
        let isOpen = session.state == .forming || session.state == .active
        try check(!isOpen || session.plan.closesAt > now, .deadlines, "\(session.id.text) goes on")
        if session.state == .pendingStock, let fulfilment = session.fulfilment, !fulfilment.isOverdue {
          try check(fulfilment.deadline > now, .deadlines, "\(session.id.text) is overdue, and nobody says so")
        }
      }
    default: return
    }
  }
}
