/// The bank says that it has paid a withdrawal (SPEC §9).
///
/// Banks say things twice: the second time nothing changes, and the receipt says so.
public struct CompleteWithdrawal: Command, Hashable {
  /// Which.
  public var withdrawal: WithdrawalID

  /// Where the withdrawal is, and whether that is new.
  public typealias Receipt = WithdrawalOutcome

  /// Creates the command.
  public init(_ withdrawal: WithdrawalID) { self.withdrawal = withdrawal }

  /// The command's name on the wire.
  public static var name: String { "completeWithdrawal" }

  /// The withdrawal.
  public func reads(in context: Context) -> [Read] { [.money(.withdrawal(withdrawal))] }

  /// Notes that the money is with the buyer, and the fee with the platform.
  ///
  /// - Throws: in this order ``WithdrawalError/unknownWithdrawal(_:)``;
  ///   ``WithdrawalError/invalidTransition(from:action:)`` when no batch has taken it, or it has failed.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<WithdrawalError>) -> WithdrawalOutcome {
    guard var found = workingSet.withdrawal(withdrawal) else { throw .refused(.unknownWithdrawal(withdrawal)) }
    let entry: JournalEntry?
    do throws(WithdrawalError) {
      entry = try found.complete(at: context.now)
    } catch {
      throw .refused(error)
    }
    if entry != nil {
      var rows = MoneyRows()
      changes.record(.withdrawalCompleted(found), at: found.lastInstant, on: &rows)
      changes.save(rows)
    }
    return WithdrawalOutcome(found.state, isNew: entry != nil)
  }

  /// Which.
  public var record: Record { ["withdrawal": withdrawal.record] }
}

/// What became of a withdrawal that somebody reported about.
public struct WithdrawalOutcome: Sendable, Hashable {
  /// Where it is now.
  public let state: WithdrawalState

  /// Whether that is new; false where it was so already, and nothing was done.
  public let isNew: Bool

  init(_ state: WithdrawalState, isNew: Bool) {
    self.state = state
    self.isNew = isNew
  }
}

extension WithdrawalOutcome: Recordable {
  /// Where it is now, and whether that is new.
  public var record: Record { ["state": .text(state.rawValue), "isNew": isNew.record] }

  /// From where it is now, and whether that is new.
  public init?(record: Record) {
    guard let word: String = record.field("state"), let state = WithdrawalState(rawValue: word),
      let isNew: Bool = record.field("isNew")
    else { return nil }
    self.init(state, isNew: isNew)
  }
}
