/// One run of paying withdrawals out; its cut-off is also its identity (SPEC §9).
public struct WithdrawalBatch: Sendable, Hashable {
  /// The batch pays what was asked for before this instant.
  public let cutOff: Instant

  /// The batch of a cut-off, as an operator may run one between those of the calendar.
  public init(cutOff: Instant) {
    self.cutOff = cutOff
  }

  /// The batch that is due: the last one whose time has come; nil only before the first there could be.
  ///
  /// If batches before it were never run, it pays what was left to them, too.
  public static func due(at now: Instant, under terms: WithdrawalTerms = .standard) -> WithdrawalBatch? {
    // Every weekday comes round within a week, so one of the times from then on is not after now.
    var candidate = terms.schedule.first(after: now.subtracting(.days(8)) ?? .earliest)
    var due: Instant?
    while let instant = candidate, instant <= now {
      due = instant
      candidate = terms.schedule.first(after: instant)
    }
    return due.map { WithdrawalBatch(cutOff: $0) }
  }

  /// Whether the batch is to take a withdrawal.
  public func takes(_ withdrawal: Withdrawal) -> Bool {
    withdrawal.state == .pending && withdrawal.requestedAt < cutOff
  }

  /// Takes what it is to take among withdrawals, and leaves the others.
  ///
  /// - Returns: what it took, as it is now: by the instant of the request, then by identity.
  /// - Complexity: O(n log n) in the number of withdrawals given; a store gives those that are pending.
  /// - Throws: ``WithdrawalError/notYetDue(at:)``.
  public func claim(
    from withdrawals: some Sequence<Withdrawal>, at now: Instant
  ) throws(WithdrawalError) -> [Withdrawal] {
    guard now >= cutOff else { throw .notYetDue(at: cutOff) }
    var claimed = withdrawals.filter { takes($0) }
    claimed.sort { ($0.requestedAt, $0.id) < ($1.requestedAt, $1.id) }
    for place in claimed.indices { try claimed[place].claim(for: self, at: now) }
    return claimed
  }
}
