/// Why a withdrawal, or something about one, is refused (SPEC §9, §14).
public enum WithdrawalError: Error, Sendable, Hashable {
  /// What was given breaks rules; every violation is listed, with its path.
  case invalid([Violation])
  /// There is no such withdrawal.
  case unknownWithdrawal(WithdrawalID)
  /// Another withdrawal has the identity.
  case duplicateWithdrawal(WithdrawalID)
  /// Less is asked for than can be withdrawn, or another currency.
  case belowMinimum(asked: Money, minimum: Money)
  /// More is asked for than is in the wallet.
  case exceedsBalance(asked: Money, balance: Money)
  /// The state does not allow the action.
  case invalidTransition(from: WithdrawalState, action: WithdrawalAction)
  /// The withdrawal was asked for at or after the batch's cut-off; a later batch takes it.
  case afterCutOff(requestedAt: Instant, cutOff: Instant)
  /// The batch's time has not come.
  case notYetDue(at: Instant)

  /// The error's name for programs; part of the wire format.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .unknownWithdrawal: "unknownWithdrawal"
    case .duplicateWithdrawal: "duplicateWithdrawal"
    case .belowMinimum: "belowMinimum"
    case .exceedsBalance: "exceedsBalance"
    case .invalidTransition: "invalidTransition"
    case .afterCutOff: "afterCutOff"
    case .notYetDue: "notYetDue"
    }
  }
}

extension WithdrawalError: CustomStringConvertible {
  /// What went wrong, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    case .unknownWithdrawal(let id): "there is no withdrawal \(id.text)"
    case .duplicateWithdrawal(let id): "the withdrawal \(id.text) was requested before"
    case .belowMinimum(let asked, let minimum): "\(asked) is asked for, and at least \(minimum) can be withdrawn"
    case .exceedsBalance(let asked, let balance): "\(asked) is asked for, and the wallet holds \(balance)"
    case .invalidTransition(let state, let action): "a withdrawal that is \(state.rawValue) takes no \(action.rawValue)"
    case .afterCutOff(let requestedAt, let cutOff):
      "it was asked for at \(requestedAt.rfc3339), and the batch takes what came before \(cutOff.rfc3339)"
    case .notYetDue(let instant): "the batch is due at \(instant.rfc3339)"
    }
  }
}
