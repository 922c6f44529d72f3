/// Money that leaves the platform: withdrawals from wallets, and payouts (SPEC §9).
extension JournalEntry {
  /// A buyer asked for money: wallet → withdrawals, all of it.
  public static func withdrawalRequested(_ withdrawal: Withdrawal) -> JournalEntry {
    withdrawal.entry(
      .withdrawalRequested, at: withdrawal.requestedAt,
      moving: [Movement(source: .wallet(withdrawal.buyer), target: .withdrawals, amount: withdrawal.amount)])
  }

  /// The buyer has been paid: withdrawals → bank (net) and platformFees (fee).
  public static func withdrawalCompleted(_ withdrawal: Withdrawal, at instant: Instant) -> JournalEntry {
    withdrawal.entry(
      .withdrawalCompleted, at: instant,
      moving: [
        Movement(source: .withdrawals, target: .bank, amount: withdrawal.net),
        Movement(source: .withdrawals, target: .platformFees, amount: withdrawal.fee),
      ])
  }

  /// The buyer could not be paid: withdrawals → wallet, all of it, the fee included.
  public static func withdrawalFailed(_ withdrawal: Withdrawal, at instant: Instant) -> JournalEntry {
    withdrawal.entry(
      .withdrawalFailed, at: instant,
      moving: [Movement(source: .withdrawals, target: .wallet(withdrawal.buyer), amount: withdrawal.amount)])
  }

  /// A period was settled with a factory or seller, and is closed: factoryPayable or sellerPayable → bank, of nothing.
  ///
  /// Posted at the period's end it keeps whatever is posted later out of the period, as ``Journal/post(_:)`` dates
  /// nothing before an account's last entry. So whoever makes the journal anew from the log closes it there as well.
  ///
  /// `settlement` is the identity of the settlement.
  public static func periodSettled<Settled>(
    _ settlement: Identifier<Settled>, with payee: Payee, in currency: Currency, at end: Instant
  ) -> JournalEntry {
    JournalEntry(
      EntryReference(.periodSettled, settlement), about: payee.subject, at: end,
      moving: [Movement(source: payee.account, target: .bank, amount: .zero(currency))])
  }

  /// A factory or seller was paid: factoryPayable or sellerPayable → bank.
  ///
  /// `settlement` is the identity of the settlement that is paid; it is paid once.
  ///
  /// - Throws: ``JournalError/negativeAmount(_:)``.
  public static func payout<Paid>(
    of settlement: Identifier<Paid>, _ amount: Money, to payee: Payee, at instant: Instant
  ) throws(JournalError) -> JournalEntry {
    JournalEntry(
      EntryReference(.payout, settlement), about: payee.subject, at: instant,
      moving: [try Movement(amount, from: payee.account, to: .bank)])
  }
}

extension Withdrawal {
  fileprivate func entry(_ kind: EntryKind, at instant: Instant, moving movements: [Movement]) -> JournalEntry {
    JournalEntry(EntryReference(kind, id), about: .buyer(buyer), at: instant, moving: movements)
  }
}
