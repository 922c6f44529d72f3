/// Why a command about a session was refused; nothing has changed then (SPEC §5, §14).
///
/// Each case carries what a caller needs to act.
public enum SessionError: Error, Sendable, Hashable {
  /// What was given breaks rules; every violation is listed, with its path.
  case invalid([Violation])
  /// There is no such session.
  case unknownSession(SessionID)
  /// There is no such product.
  case unknownProduct(ProductID)
  /// The session has no such participant.
  case unknownParticipant(ParticipantID)
  /// No payment of that reference arrived.
  case unknownPayment(PaymentReference)
  /// No such refund was requested.
  case unknownRefund(RefundID)
  /// There is such a session already.
  case duplicateSession(SessionID)
  /// The code belongs to a session already.
  case duplicateCode(SessionCode)
  /// There is such a participant already.
  case duplicateParticipant(ParticipantID)
  /// In its state, a session does not allow that.
  case invalidTransition(from: SessionState, action: SessionAction)
  /// The session does not take anybody in before this instant.
  case notOpenYet(opensAt: Instant)
  /// The session takes nobody in, and lets nobody go, from this instant on.
  case pastDeadline(closesAt: Instant)
  /// It is due at this instant, and not before.
  case notYetDue(at: Instant)
  /// What was quoted is not what it costs: the prices of the lines as they are, and the right total.
  case staleQuote(unitPrices: [Int64], total: Money)
  /// The basket may not be taken as it is; how much of each of its variants may be, alone, and why no more.
  case notAcceptable(NotAcceptable)
  /// The session has no waiting list.
  case noWaitingList
  /// The buyer may not ask for so many units in this session.
  case tooManyUnits(asked: Int, left: Int)
  /// The buyer has as many orders and pledges that await payment as allowed; pay or leave one first.
  case tooManyOpenHolds(limit: Int)
  /// The session's money would not fit 64 bits.
  case totalOutOfRange
  /// The participant has left, lapsed or been settled already.
  case notActive(ParticipantID, status: String)
  /// The reference is that of another payment: for another participant, or of another amount.
  case conflictingPayment(PaymentReference)
  /// The rules in force are of that version or a later one.
  case notNewer(version: Int)
  /// The warehouse has too little of it: every short line, with what was asked for and what is free.
  case insufficientStock([StockError.Shortage])

  /// A stable word for programs and logs.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .unknownSession: "unknownSession"
    case .unknownProduct: "unknownProduct"
    case .unknownParticipant: "unknownParticipant"
    case .unknownPayment: "unknownPayment"
    case .unknownRefund: "unknownRefund"
    case .duplicateSession: "duplicateSession"
    case .duplicateCode: "duplicateCode"
    case .duplicateParticipant: "duplicateParticipant"
    case .invalidTransition: "invalidTransition"
    case .notOpenYet: "notOpenYet"
    case .pastDeadline: "pastDeadline"
    case .notYetDue: "notYetDue"
    case .staleQuote: "staleQuote"
    case .notAcceptable: "notAcceptable"
    case .noWaitingList: "noWaitingList"
    case .tooManyUnits: "tooManyUnits"
    case .tooManyOpenHolds: "tooManyOpenHolds"
    case .totalOutOfRange: "totalOutOfRange"
    case .notActive: "notActive"
    case .conflictingPayment: "conflictingPayment"
    case .notNewer: "notNewer"
    case .insufficientStock: "insufficientStock"
    }
  }

  /// Why a basket may not be taken, and what may.
  public struct NotAcceptable: Sendable, Hashable {
    /// Everything that speaks against the basket.
    public let decision: BasketDecision
    /// The basket's variants: asked, available, what binds, and what unlocks more.
    public let lines: [Line]

    /// One of the basket's variants.
    public struct Line: Sendable, Hashable {
      /// The variant.
      public let variant: VariantID
      /// Units asked for.
      public let asked: Int
      /// Units of it that could be ordered alone, or nil for any number.
      public let available: Int?
      /// What keeps it from being more.
      public let constraint: Constraint
      /// What must be sold and paid before it is more.
      public let unlock: [UnlockHint]
    }
  }
}

extension SessionError {
  /// Why stock is not held for a session.
  ///
  /// - Precondition: there is too little of it; nothing else can be wrong with what a session asks of a warehouse.
  init(ofStock error: StockError) {
    guard case .insufficient(let shortages) = error else { preconditionFailure("\(error)") }
    self = .insufficientStock(shortages)
  }
}

extension SessionError: CustomStringConvertible {
  /// What went wrong and what to do, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    case .unknownSession(let id): "there is no session \(id.text)"
    case .unknownProduct(let id): "there is no product \(id.text)"
    case .unknownParticipant(let id): "the session has no participant \(id.text)"
    case .unknownPayment(let reference): "no payment \(reference.text) has arrived"
    case .unknownRefund(let id): "no refund \(id.text) was requested"
    case .duplicateSession(let id): "there is a session \(id.text) already"
    case .duplicateCode(let code): "the code \(code.text) belongs to a session already"
    case .duplicateParticipant(let id): "there is a participant \(id.text) already"
    case .invalidTransition(let state, let action): "a session that is \(state.rawValue) does not \(action.phrase)"
    case .notOpenYet(let opensAt): "the session opens at \(opensAt.rfc3339)"
    case .pastDeadline(let closesAt): "the session's deadline was \(closesAt.rfc3339)"
    case .notYetDue(let instant): "not due before \(instant.rfc3339)"
    case .staleQuote(let prices, let total):
      "the quote is stale: a unit costs \(prices.map { "\($0)" }.joined(separator: ", ")), in all \(total.description)"
    case .notAcceptable(let reasons): reasons.description
    case .noWaitingList: "the session has no waiting list"
    case .tooManyUnits(let asked, let left): "\(asked) units are more than the \(left) the buyer may still ask for"
    case .tooManyOpenHolds(let limit):
      "the buyer has \(limit) orders or pledges to pay for already; pay or leave one first"
    case .totalOutOfRange: "the session's money would be too much to count"
    case .notActive(let id, let status): "\(id.text) cannot leave any more: \(status)"
    case .conflictingPayment(let reference): "the reference \(reference.text) is that of another payment"
    case .notNewer(let version): "the session has the rules of version \(version) already"
    case .insufficientStock(let shortages): "\(StockError.insufficient(shortages))"
    }
  }
}

extension SessionError.NotAcceptable: CustomStringConvertible {
  /// How much of each of the basket's variants is available.
  public var description: String {
    let lines = lines.map { line in
      "\(line.asked) \(line.variant.text) asked for, \(line.available.map { "\($0)" } ?? "any number") available"
    }
    return "the basket cannot be taken as it is: \(lines.joined(separator: ", "))"
  }
}

extension SessionAction {
  fileprivate var phrase: String {
    switch self {
    case .join: "take anybody in"
    case .confirmPayment: "take payments"
    case .leave: "let anybody leave"
    case .lapse: "let holds lapse"
    case .reversePayment: "take a payment's reversal"
    case .refuseRefund: "take a refund's refusal"
    case .announceNearExpiry: "announce its expiry"
    case .moveToRules: "move to other rules"
    case .setAsideStock: "take stock aside"
    case .close: "close"
    case .cancel: "get cancelled"
    case .fulfil: "get fulfilled"
    case .startProduction: "begin production"
    case .completeProduction: "end production"
    case .ship: "ship"
    case .refuseOrder: "have an order to refuse"
    case .placeAnotherOrder: "order again"
    case .reportOverdue: "become overdue"
    case .receive: "receive goods"
    case .complete: "get completed"
    }
  }
}
