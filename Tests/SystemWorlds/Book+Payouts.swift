import GrosirCore

/// A withdrawal as the book has it.
final class WithdrawalBook {
  let id: WithdrawalID
  let buyer: BuyerID
  let amount: Int64
  let fee: Int64
  let requestedAt: Instant
  var state = WithdrawalState.pending

  init(_ row: Withdrawal) {
    id = row.id
    buyer = row.buyer
    amount = row.amount.amount
    fee = row.fee.amount
    requestedAt = row.requestedAt
  }
}

/// A payee's settlement as the book has it.
final class SettlementBook {
  let id: SettlementID
  let payee: Payee
  let period: Range<Instant>
  let net: Int64
  let currency: Currency
  let payableAt: Instant?
  var paid: Int64?

  init(_ row: SettledPeriod, net: Int64) {
    id = row.id
    payee = row.settlement.payee
    period = row.settlement.period
    currency = row.currency
    payableAt = row.settlement.payableAt
    self.net = net
  }
}

extension Book {
  func hear(_ event: MoneyEvent, at instant: Instant) throws(Broken) {
    switch event {
    case .withdrawalRequested(let row): try request(row, at: instant)
    case .withdrawalClaimed(let row): try claim(row)
    case .withdrawalCompleted(let row):
      let withdrawal = try withdrawal(row, from: .processing, to: .completed)
      post(
        [
          (.withdrawals, .bank, withdrawal.amount - withdrawal.fee), (.withdrawals, .platformFees, withdrawal.fee),
        ], in: .idr, at: instant)
    case .withdrawalFailed(let row, _):
      let withdrawal = try withdrawal(row, from: .processing, to: .failed)
      post([(.withdrawals, .wallet(withdrawal.buyer), withdrawal.amount)], in: .idr, at: instant)
    case .payeeSettled(let row): try settle(row, at: instant)
    case .settlementPaid(let row): try pay(row, at: instant)
    }
  }

  // MARK: Withdrawals

  private func request(_ row: Withdrawal, at instant: Instant) throws(Broken) {
    guard case .requestWithdrawal(let command) = deed, command.buyer == row.buyer, command.amount == row.amount else {
      throw Broken(.payoutPath, "a withdrawal that nobody asked for")
    }
    try check(withdrawals[row.id] == nil, .payoutPath, "\(row.id.text) is there twice")
    let has = balance(.wallet(row.buyer), row.amount.currency)
    try check(row.amount.amount <= has, .wallets, "\(row.amount) is withdrawn of \(has)")
    try check(row.amount.amount >= 10_000 && row.fee.amount == 2_500, .payoutPath, "what a withdrawal is")
    let withdrawal = WithdrawalBook(row)
    withdrawals[row.id] = withdrawal
    withdrawalList.append(withdrawal)
    touched.withdrawals.append(withdrawal)
    post([(.wallet(row.buyer), .withdrawals, withdrawal.amount)], in: .idr, at: instant)
    coverage.reach(.withdrawalPending)
  }

  private func withdrawal(
    _ row: Withdrawal, from before: WithdrawalState, to after: WithdrawalState
  ) throws(Broken) -> WithdrawalBook {
    guard let withdrawal = withdrawals[row.id] else { throw Broken(.payoutPath, "\(row.id.text) is not known") }
    try check(withdrawal.state, is: before, .payoutPath, "\(row.id.text), which becomes \(after)")
    try check(row.amount.amount, is: withdrawal.amount, .payoutPath, "the amount of \(row.id.text)")
    withdrawal.state = after
    touched.withdrawals.append(withdrawal)
    coverage.reach(
      after == .processing ? .withdrawalProcessing : after == .completed ? .withdrawalCompleted : .withdrawalFailed)
    return withdrawal
  }

  private func claim(_ row: Withdrawal) throws(Broken) {
    guard case .runBatch(let command) = deed else { throw Broken(.payoutPath, "a batch that nobody ran") }
    let withdrawal = try withdrawal(row, from: .pending, to: .processing)
    if let cutOff = command.cutOff {
      try check(withdrawal.requestedAt < cutOff && cutOff <= now, .payoutPath, "\(row.id.text) is claimed too early")
    }
    expectRequest("withdrawal/" + row.id.text)
  }

  // MARK: Settlements

  /// What a payee was owed in a period, by the entries.
  func earnings(of payee: Payee, in currency: Currency, during period: Range<Instant>) -> Earning {
    var sum = Earning(instant: period.upperBound)
    for earning in payables[Till(account: payee.account, currency: currency)] ?? [] where period ~= earning.instant {
      sum.releases += earning.releases
      sum.purchases += earning.purchases
      sum.fee += earning.fee
      sum.net += earning.net
    }
    return sum
  }

  private func settle(_ row: SettledPeriod, at instant: Instant) throws(Broken) {
    let sums = row.settlement
    guard case .settlePayee(let command) = deed, command.payee == sums.payee else {
      throw Broken(.payoutPath, "a period that nobody settled")
    }
    try check(settlements[row.id] == nil, .payoutPath, "\(row.id.text) is there twice")
    for other in settlementList where other.payee == sums.payee && other.currency == row.currency {
      try check(!other.period.overlaps(sums.period), .payoutPath, "a period is settled twice")
    }
    let till = Till(account: sums.payee.account, currency: row.currency)
    try check(max(now, tills[till]?.last ?? now) >= sums.period.upperBound, .payoutPath, "a period that goes on")
    let expected = earnings(of: sums.payee, in: row.currency, during: sums.period)
    try check(sums.fee.amount, is: expected.fee, .factoryPaid, "the fee of a period")
    try check(sums.net.amount, is: expected.net, .factoryPaid, "what a period brings")
    try check(sums.gross.amount, is: expected.releases + expected.purchases, .factoryPaid, "the gross of a period")
    let settlement = SettlementBook(row, net: expected.net)
    try checkCalendar(settlement)
    settlements[row.id] = settlement
    settlementList.append(settlement)
    touched.settlements.append(settlement)
    // From here on nothing is posted into the period.
    post([(sums.payee.account, .bank, 0)], in: row.currency, at: sums.period.upperBound)
    coverage.reach(.settlementUnpaid)
  }

  /// Payable on the first local Friday, 10:00, whose date is later than the date of period end + 7 days.
  private func checkCalendar(_ settlement: SettlementBook) throws(Broken) {
    guard let payableAt = settlement.payableAt else { return }
    let (hour, day): (Int64, Int64) = (3_600_000, 86_400_000)
    let local = payableAt.millisecondsSince1970 + 7 * hour
    let held = settlement.period.upperBound.millisecondsSince1970 + 7 * hour + 7 * day
    let (date, heldDate) = (local / day, held / day)
    // Day 0 was a Thursday.
    try check(local % day == 10 * hour && date % 7 == 1, .payoutPath, "payable at \(payableAt)")
    try check(date > heldDate && date <= heldDate + 7, .payoutPath, "payable at \(payableAt)")
  }

  private func pay(_ row: SettledPeriod, at instant: Instant) throws(Broken) {
    guard case .paySettlement(let command) = deed, command.settlement == row.id, let settlement = settlements[row.id]
    else { throw Broken(.payoutPath, "\(row.id.text) is paid unasked") }
    try check(settlement.paid == nil, .payoutPath, "\(row.id.text) is paid twice")
    let account = settlement.payee.account
    try check(
      settlement.payableAt.map { instant >= $0 } ?? false, .payoutPath, "\(row.id.text) is paid too early")
    let amount = max(0, min(settlement.net, balance(account, settlement.currency)))
    try check(row.payout?.amount.amount, is: amount, .payoutPath, "what is paid out")
    settlement.paid = amount
    touched.settlements.append(settlement)
    if amount > 0 {
      post([(account, .bank, amount)], in: settlement.currency, at: instant)
      expectRequest("settlement/" + row.id.text)
    }
    coverage.reach(.settlementPaid)
  }
}
