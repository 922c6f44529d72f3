extension WithdrawalError: Recordable {
  /// The code, and what the case carries.
  public var record: Record {
    let code = Record.text(code)
    return switch self {
    case .invalid(let violations): ["code": code, "violations": violations.record]
    case .unknownWithdrawal(let id), .duplicateWithdrawal(let id): ["code": code, "withdrawal": id.record]
    case .belowMinimum(let asked, let minimum): ["code": code, "asked": asked.record, "minimum": minimum.record]
    case .exceedsBalance(let asked, let balance): ["code": code, "asked": asked.record, "balance": balance.record]
    case .invalidTransition(let state, let action):
      ["code": code, "from": .text(state.rawValue), "action": .text(action.rawValue)]
    case .afterCutOff(let requestedAt, let cutOff):
      ["code": code, "requestedAt": requestedAt.record, "cutOff": cutOff.record]
    case .notYetDue(let instant): ["code": code, "at": instant.record]
    }
  }

  /// From the code, and what the case carries.
  public init?(record: Record) {
    guard let code: String = record.field("code") else { return nil }
    let made: WithdrawalError? =
      switch code {
      case "invalid": record.field("violations").map { .invalid($0) }
      case "unknownWithdrawal": record.field("withdrawal").map { .unknownWithdrawal($0) }
      case "duplicateWithdrawal": record.field("withdrawal").map { .duplicateWithdrawal($0) }
      case "notYetDue": record.field("at").map { .notYetDue(at: $0) }
      default: WithdrawalError(severalFieldsOf: code, record)
      }
    guard let made else { return nil }
    self = made
  }

  private init?(severalFieldsOf code: String, _ record: Record) {
    switch code {
    case "belowMinimum":
      guard let asked: Money = record.field("asked"), let minimum: Money = record.field("minimum") else { return nil }
      self = .belowMinimum(asked: asked, minimum: minimum)
    case "exceedsBalance":
      guard let asked: Money = record.field("asked"), let balance: Money = record.field("balance") else { return nil }
      self = .exceedsBalance(asked: asked, balance: balance)
    case "afterCutOff":
      guard let requestedAt: Instant = record.field("requestedAt"), let cutOff: Instant = record.field("cutOff") else {
        return nil
      }
      self = .afterCutOff(requestedAt: requestedAt, cutOff: cutOff)
    case "invalidTransition":
      guard let word: String = record.field("from"), let state = WithdrawalState(rawValue: word),
        let verb: String = record.field("action"), let action = WithdrawalAction(rawValue: verb)
      else { return nil }
      self = .invalidTransition(from: state, action: action)
    default: return nil
    }
  }
}
