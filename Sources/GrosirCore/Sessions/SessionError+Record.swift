extension SessionError: Recordable {
  /// The code, and what the case carries.
  public var record: Record {
    let code = Record.text(code)
    return switch self {
    case .invalid(let violations): ["code": code, "violations": violations.record]
    case .unknownSession(let id), .duplicateSession(let id): ["code": code, "session": id.record]
    case .unknownProduct(let id): ["code": code, "product": id.record]
    case .unknownParticipant(let id), .duplicateParticipant(let id): ["code": code, "participant": id.record]
    case .unknownPayment(let reference), .conflictingPayment(let reference):
      ["code": code, "payment": reference.record]
    case .unknownRefund(let id): ["code": code, "refund": id.record]
    case .duplicateCode(let text): ["code": code, "sessionCode": text.record]
    case .invalidTransition(let from, let action): ["code": code, "from": from.record, "action": action.record]
    case .notOpenYet(let instant), .pastDeadline(let instant), .notYetDue(let instant):
      ["code": code, "at": instant.record]
    case .staleQuote(let prices, let total): ["code": code, "unitPrices": prices.record, "total": total.record]
    case .notAcceptable(let reasons): ["code": code, "reasons": reasons.record]
    case .noWaitingList, .totalOutOfRange: ["code": code]
    case .tooManyUnits(let asked, let left): ["code": code, "asked": asked.record, "left": left.record]
    case .tooManyOpenHolds(let limit): ["code": code, "limit": limit.record]
    case .notActive(let id, let status): ["code": code, "participant": id.record, "status": .text(status)]
    case .notNewer(let version): ["code": code, "version": version.record]
    case .insufficientStock(let shortages): ["code": code, "shortages": shortages.record]
    }
  }

  /// From the code, and what the case carries.
  public init?(record: Record) {
    guard let code: String = record.field("code"), let error = SessionError(code, record) else { return nil }
    self = error
  }

  private init?(_ code: String, _ record: Record) {
    let made: SessionError? =
      switch code {
      case "invalid": record.field("violations").map { .invalid($0) }
      case "unknownSession": record.field("session").map { .unknownSession($0) }
      case "duplicateSession": record.field("session").map { .duplicateSession($0) }
      case "unknownProduct": record.field("product").map { .unknownProduct($0) }
      case "unknownParticipant": record.field("participant").map { .unknownParticipant($0) }
      case "duplicateParticipant": record.field("participant").map { .duplicateParticipant($0) }
      case "unknownPayment": record.field("payment").map { .unknownPayment($0) }
      case "conflictingPayment": record.field("payment").map { .conflictingPayment($0) }
      case "unknownRefund": record.field("refund").map { .unknownRefund($0) }
      case "duplicateCode": record.field("sessionCode").map { .duplicateCode($0) }
      case "notOpenYet": record.field("at").map { .notOpenYet(opensAt: $0) }
      case "pastDeadline": record.field("at").map { .pastDeadline(closesAt: $0) }
      case "notYetDue": record.field("at").map { .notYetDue(at: $0) }
      case "notAcceptable": record.field("reasons").map { .notAcceptable($0) }
      case "noWaitingList": .noWaitingList
      case "totalOutOfRange": .totalOutOfRange
      case "tooManyOpenHolds": record.field("limit").map { .tooManyOpenHolds(limit: $0) }
      case "notNewer": record.field("version").map { .notNewer(version: $0) }
      case "insufficientStock": record.field("shortages").map { .insufficientStock($0) }
      default: SessionError(severalFieldsOf: code, record)
      }
    guard let made else { return nil }
    self = made
  }

  private init?(severalFieldsOf code: String, _ record: Record) {
    switch code {
    case "invalidTransition":
      guard let from: SessionState = record.field("from"), let action: SessionAction = record.field("action") else {
        return nil
      }
      self = .invalidTransition(from: from, action: action)
    case "staleQuote":
      guard let prices: [Int64] = record.field("unitPrices"), let total: Money = record.field("total") else {
        return nil
      }
      self = .staleQuote(unitPrices: prices, total: total)
    case "tooManyUnits":
      guard let asked: Int = record.field("asked"), let left: Int = record.field("left") else { return nil }
      self = .tooManyUnits(asked: asked, left: left)
    case "notActive":
      guard let id: ParticipantID = record.field("participant"), let status: String = record.field("status") else {
        return nil
      }
      self = .notActive(id, status: status)
    default: return nil
    }
  }
}

extension SessionError.NotAcceptable: Recordable {
  /// The decision and the lines.
  public var record: Record { ["decision": decision.record, "lines": lines.record] }

  /// From the decision and the lines.
  public init?(record: Record) {
    guard let decision: BasketDecision = record.field("decision"), let lines: [Line] = record.field("lines") else {
      return nil
    }
    self.init(decision: decision, lines: lines)
  }
}

extension SessionError.NotAcceptable.Line: Recordable {
  /// Everything about the variant.
  public var record: Record {
    [
      "variant": variant.record, "asked": asked.record, "available": available.record,
      "constraint": constraint.record, "unlock": unlock.record,
    ]
  }

  /// From everything about the variant.
  public init?(record: Record) {
    guard let variant: VariantID = record.field("variant"), let asked: Int = record.field("asked"),
      let available: Int? = record.field("available"), let constraint: Constraint = record.field("constraint"),
      let unlock: [UnlockHint] = record.field("unlock")
    else { return nil }
    self.init(variant: variant, asked: asked, available: available, constraint: constraint, unlock: unlock)
  }
}
