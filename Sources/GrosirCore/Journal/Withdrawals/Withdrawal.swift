/// Money that a buyer takes out of their wallet (SPEC §9).
///
/// All of it leaves the wallet at once, and comes back whole if the buyer cannot be paid:
///
///     var withdrawal = try Withdrawal(id, of: Money(100_000, .idr), for: buyer, whoHas: balance, at: now)
///     try journal.post(.withdrawalRequested(withdrawal))
///     try withdrawal.claim(for: batch, at: later)
///     if let entry = try withdrawal.complete(at: muchLater) { try journal.post(entry) }    // 97500 paid, 2500 fee
public struct Withdrawal: Sendable, Hashable {
  /// Its identity, and the key under which the bank is asked to pay.
  public let id: WithdrawalID

  /// Whose money it is.
  public let buyer: BuyerID

  /// What leaves the wallet.
  public let amount: Money

  /// What of it the platform keeps if it is paid.
  public let fee: Money

  /// When it was asked for.
  public let requestedAt: Instant

  /// Where it stands.
  public private(set) var state = WithdrawalState.pending

  /// The batch that took it.
  public private(set) var batch: WithdrawalBatch?

  /// From when on it stands there.
  public private(set) var lastInstant: Instant

  /// Asks for money.
  ///
  /// - Parameters:
  ///   - id: Its identity.
  ///   - amount: What is to leave the wallet, the fee included.
  ///   - buyer: Whose wallet.
  ///   - balance: What the wallet holds.
  ///   - terms: What can be asked for, and the fee.
  ///   - instant: When; batches go by it.
  /// - Throws: in this order ``WithdrawalError/belowMinimum(asked:minimum:)``, also for another currency than that of
  ///   the terms; ``WithdrawalError/exceedsBalance(asked:balance:)``.
  public init(
    _ id: WithdrawalID, of amount: Money, for buyer: BuyerID, whoHas balance: Money,
    under terms: WithdrawalTerms = .standard, at instant: Instant
  ) throws(WithdrawalError) {
    guard amount.currency == terms.minimum.currency, amount.amount >= terms.minimum.amount else {
      throw .belowMinimum(asked: amount, minimum: terms.minimum)
    }
    guard balance.currency == amount.currency, amount.amount <= balance.amount else {
      throw .exceedsBalance(asked: amount, balance: balance)
    }
    self.id = id
    self.buyer = buyer
    self.amount = amount
    fee = terms.fee
    requestedAt = instant
    lastInstant = instant
  }

  /// What the buyer gets: the amount less the fee.
  public var net: Money {
    // The fee is less than the minimum, which the amount is not.
    Money(amount.amount - fee.amount, amount.currency)
  }

  /// A batch takes it.
  ///
  /// A batch that runs again after it was interrupted takes only what it had not: what it has, is no longer pending.
  ///
  /// - Throws: ``WithdrawalError/invalidTransition(from:action:)`` unless it is pending;
  ///   ``WithdrawalError/afterCutOff(requestedAt:cutOff:)``; ``WithdrawalError/notYetDue(at:)``.
  public mutating func claim(for batch: WithdrawalBatch, at now: Instant) throws(WithdrawalError) {
    let next = try successor(under: .claim)
    guard requestedAt < batch.cutOff else { throw .afterCutOff(requestedAt: requestedAt, cutOff: batch.cutOff) }
    guard now >= batch.cutOff else { throw .notYetDue(at: batch.cutOff) }
    self.batch = batch
    move(to: next, at: now)
  }

  /// The bank paid.
  ///
  /// - Returns: the entry to post, or nil if that was known.
  /// - Throws: ``WithdrawalError/invalidTransition(from:action:)``.
  public mutating func complete(at now: Instant) throws(WithdrawalError) -> JournalEntry? {
    let next = try successor(under: .complete)
    guard next != state else { return nil }
    move(to: next, at: now)
    return .withdrawalCompleted(self, at: lastInstant)
  }

  /// The bank could not pay.
  ///
  /// - Returns: the entry to post, or nil if that was known.
  /// - Throws: ``WithdrawalError/invalidTransition(from:action:)``.
  public mutating func fail(at now: Instant) throws(WithdrawalError) -> JournalEntry? {
    let next = try successor(under: .fail)
    guard next != state else { return nil }
    move(to: next, at: now)
    return .withdrawalFailed(self, at: lastInstant)
  }

  private func successor(under action: WithdrawalAction) throws(WithdrawalError) -> WithdrawalState {
    guard let next = state.successor(under: action) else { throw .invalidTransition(from: state, action: action) }
    return next
  }

  /// A clock may jump back; a withdrawal does not.
  private mutating func move(to next: WithdrawalState, at now: Instant) {
    state = next
    lastInstant = max(lastInstant, now)
  }
}

/// The identity of a ``Withdrawal``.
public typealias WithdrawalID = Identifier<Withdrawal>

extension Withdrawal: Recorded {
  /// Everything.
  public var record: Record {
    [
      "withdrawal": id.record, "buyer": buyer.record, "amount": amount.record, "fee": fee.record, "net": net.record,
      "requestedAt": requestedAt.record, "state": .text(state.rawValue), "batch": (batch?.cutOff).record,
      "lastInstant": lastInstant.record,
    ]
  }
}

extension Withdrawal: Stored {
  /// The whole row, its money in one currency; the net follows.
  package var stored: Record {
    [
      "withdrawal": id.record, "buyer": buyer.record, "currency": amount.currency.stored,
      "amount": amount.amount.record, "fee": fee.amount.record, "requestedAt": requestedAt.record,
      "state": state.stored, "batch": (batch?.cutOff).record, "lastInstant": lastInstant.record,
    ]
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    id = try fields.take("withdrawal")
    buyer = try fields.take("buyer")
    let currency: Currency = try fields.take("currency")
    amount = try fields.takeAmount("amount", currency)
    fee = try fields.takeAmount("fee", currency)
    requestedAt = try fields.take("requestedAt")
    state = try fields.take("state")
    let cutOff: Instant? = try fields.take("batch")
    batch = cutOff.map { WithdrawalBatch(cutOff: $0) }
    lastInstant = try fields.take("lastInstant")
    try fields.end()
    try StoredFault.unless(fee.amount <= amount.amount, "fee", "it is more than the amount")
    try StoredFault.unless((batch == nil) == (state == .pending), "batch", "whatever is not pending was in a batch")
    try StoredFault.unless(requestedAt <= lastInstant, "lastInstant", "it is before the money was asked for")
  }
}

extension WithdrawalState: StoredName {}
