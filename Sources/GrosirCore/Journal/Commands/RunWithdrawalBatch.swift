/// A job takes the withdrawals that were requested before a cut-off, and has them paid (SPEC §9).
///
/// Each is taken once, however often a batch runs, and by however many jobs at once. What an earlier batch left is
/// taken as well, so nothing is lost if one was never run.
public struct RunWithdrawalBatch: Command, Hashable {
  /// What was requested before this instant is taken; nil for that of the batch that is due by the calendar.
  public var cutOff: Instant?
  /// How many to take at most, 1…10 000.
  public var limit: Int
  /// When batches run.
  public var terms: WithdrawalTerms

  /// What a run took.
  public struct Receipt: Recordable, Hashable {
    /// What was requested before this instant was taken.
    public let cutOff: Instant
    /// How many withdrawals it took.
    public let claimed: Int
    /// Whether nothing is left that was to be taken; otherwise run it again.
    public let isComplete: Bool
  }

  /// The most that one run may take.
  public static var mostAtOnce: Int { 10_000 }

  /// Creates the command.
  public init(cutOff: Instant? = nil, limit: Int = 1_000, under terms: WithdrawalTerms = .standard) {
    self.cutOff = cutOff
    self.limit = limit
    self.terms = terms
  }

  /// The command's name on the wire.
  public static var name: String { "runWithdrawalBatch" }

  /// What is pending, one more than is to be taken.
  public func reads(in context: Context) -> [Read] { [.money(read(in: context))] }

  private func read(in context: Context) -> MoneyRead {
    // One more tells whether any is left; a limit that is refused reads nothing much.
    .pendingWithdrawals(
      before: batch(in: context).cutOff, limit: max(0, min(limit, RunWithdrawalBatch.mostAtOnce)) + 1)
  }

  private func batch(in context: Context) -> WithdrawalBatch {
    if let cutOff { return WithdrawalBatch(cutOff: cutOff) }
    // Before the first batch there could be, nothing is to be taken.
    return WithdrawalBatch.due(at: context.now, under: terms) ?? WithdrawalBatch(cutOff: .earliest)
  }

  /// Takes the withdrawals, and asks for each to be paid, what was requested first first.
  ///
  /// - Throws: in this order ``WithdrawalError/invalid(_:)``, at `limit`; ``WithdrawalError/notYetDue(at:)``.
  /// - Complexity: O(k) in what it takes, independent of how many there are.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<WithdrawalError>) -> Receipt {
    let most = RunWithdrawalBatch.mostAtOnce
    guard 1...most ~= limit else {
      throw .refused(
        .invalid([
          Violation(
            FieldPath("limit"), limit < 1 ? .outOfRange : .tooLarge, "\(limit) is not between 1 and \(most)")
        ]))
    }
    let batch = batch(in: context)
    let pending = workingSet.withdrawals(read(in: context))
    let claimed: [Withdrawal]
    do throws(WithdrawalError) {
      claimed = try batch.claim(from: pending.prefix(limit), at: context.now)
    } catch {
      throw .refused(error)
    }
    var rows = MoneyRows()
    rows.withdrawals.reserveCapacity(claimed.count)
    for withdrawal in claimed {
      changes.record(.withdrawalClaimed(withdrawal), at: withdrawal.lastInstant, on: &rows)
      changes.request(.disburse(Disbursement(of: withdrawal)))
    }
    changes.save(rows)
    return Receipt(cutOff: batch.cutOff, claimed: claimed.count, isComplete: pending.count <= limit)
  }

  /// The cut-off, the limit and the terms.
  public var record: Record { ["cutOff": cutOff.record, "limit": limit.record, "terms": terms.record] }
}

extension RunWithdrawalBatch.Receipt {
  /// Everything.
  public var record: Record {
    ["cutOff": cutOff.record, "claimed": claimed.record, "isComplete": isComplete.record]
  }

  /// From everything.
  public init?(record: Record) {
    guard let cutOff: Instant = record.field("cutOff"), let claimed: Int = record.field("claimed"),
      let isComplete: Bool = record.field("isComplete")
    else { return nil }
    self.init(cutOff: cutOff, claimed: claimed, isComplete: isComplete)
  }
}
