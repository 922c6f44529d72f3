/// The bank says that it could not pay a withdrawal: all of it is in the wallet again, the fee included (SPEC §9).
///
/// Banks say things twice: the second time nothing changes, and the receipt says so.
public struct FailWithdrawal: Command, Hashable {
  /// Which.
  public var withdrawal: WithdrawalID
  /// What the bank said.
  public var reason: Reason

  /// Where the withdrawal is, and whether that is new.
  public typealias Receipt = WithdrawalOutcome

  /// Creates the command.
  public init(_ withdrawal: WithdrawalID, because reason: Reason) {
    self.withdrawal = withdrawal
    self.reason = reason
  }

  /// The command's name on the wire.
  public static var name: String { "failWithdrawal" }

  /// The withdrawal; then the wallet, once it is known whose it is.
  public func reads(in context: Context) -> [Read] { [.money(.withdrawal(withdrawal))] }

  /// Gives the money back.
  ///
  /// - Throws: in this order ``WithdrawalError/unknownWithdrawal(_:)``;
  ///   ``WithdrawalError/invalidTransition(from:action:)`` when no batch has taken it, or it was paid.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<WithdrawalError>) -> WithdrawalOutcome {
    guard var found = workingSet.withdrawal(withdrawal) else { throw .refused(.unknownWithdrawal(withdrawal)) }
    let (wallet, currency) = (Account.wallet(found.buyer), found.amount.currency)
    let read = Read.money(.standing(of: wallet, in: currency))
    guard workingSet.has(read) else { throw .needs([read]) }
    let now = max(context.now, workingSet.standing(of: wallet, in: currency).lastInstant ?? context.now)
    let entry: JournalEntry?
    do throws(WithdrawalError) {
      entry = try found.fail(at: now)
    } catch {
      throw .refused(error)
    }
    if entry != nil {
      var rows = MoneyRows()
      changes.record(.withdrawalFailed(found, because: reason), at: found.lastInstant, on: &rows)
      changes.save(rows)
    }
    return WithdrawalOutcome(found.state, isNew: entry != nil)
  }

  /// Which, and what the bank said.
  public var record: Record { ["withdrawal": withdrawal.record, "reason": reason.record] }
}
