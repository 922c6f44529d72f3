/// How an effect is kept: what is asked for, in which version that is told, and all of it.
///
/// Its key follows from it. A field is never given another meaning, as with events: effects wait in the outbox while
/// programs are exchanged.
extension Effect: Stored {
  /// The version in which effects are told now.
  package static var storedVersion: Int { 1 }

  /// All of it, with its version.
  package var stored: Record {
    .fields([
      .init("version", .integer(Int64(Effect.storedVersion))), .init("effect", .text(name)), .init("data", storedData),
    ])
  }

  private var storedData: Record {
    switch self {
    case .requestPayment(let request): request.stored
    case .refund(let refund): refund.stored
    case .creditWallet(let credit): credit.stored
    case .notifyBuyer(let notice): notice.stored
    case .fulfil(let session, let demand): ["session": session.record, "demand": demand.record]
    case .notifyFactory(let notice): notice.stored
    case .renewSession(let command): command.stored
    case .requestOrderPayment(let request): request.stored
    case .refundOrder(let refund): refund.stored
    case .bookShipment(let request): request.stored
    case .cancelShipment(let order): ["order": order.record]
    case .disburse(let disbursement): disbursement.stored
    case .payOut(let payout): payout.stored
    }
  }

  /// From all of it, in any version there ever was.
  ///
  /// - Throws: ``StoredFault`` with ``StoredFault/Reason/unknownVersion(_:)`` for a later version than this program
  ///   knows; with ``StoredFault/Reason/unknown`` for a name that no effect has.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    try fields.takeVersion(upTo: Effect.storedVersion)
    let name: String = try fields.take("effect")
    switch name {
    case "requestPayment": self = .requestPayment(try fields.take("data"))
    case "refund": self = .refund(try fields.take("data"))
    case "creditWallet": self = .creditWallet(try fields.take("data"))
    case "notifyBuyer": self = .notifyBuyer(try fields.take("data"))
    case "fulfil":
      let demand: FulfilmentDemand = try fields.take("data")
      self = .fulfil(demand.session, demand: demand.demand)
    case "notifyFactory": self = .notifyFactory(try fields.take("data"))
    case "renewSession": self = .renewSession(try fields.take("data"))
    case "requestOrderPayment": self = .requestOrderPayment(try fields.take("data"))
    case "refundOrder": self = .refundOrder(try fields.take("data"))
    case "bookShipment": self = .bookShipment(try fields.take("data"))
    case "cancelShipment": self = .cancelShipment((try fields.take("data") as CancelledShipment).order)
    case "disburse": self = .disburse(try fields.take("data"))
    case "payOut": self = .payOut(try fields.take("data"))
    default: throw StoredFault(.unknown, at: FieldPath("effect"))
    }
    try fields.end()
  }
}

/// What a session sold.
private struct FulfilmentDemand: Stored {
  let session: SessionID
  let demand: [VariantUnits]

  var stored: Record { ["session": session.record, "demand": demand.record] }

  init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    session = try fields.take("session")
    demand = try fields.takeUnits("demand")
    try fields.end()
  }
}

/// For which order nobody need come.
private struct CancelledShipment: Stored {
  let order: OrderID

  var stored: Record { ["order": order.record] }

  init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    order = try fields.take("order")
    try fields.end()
  }
}

extension PaymentRequest: Stored {
  /// From who is to pay how much for what, and until when.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    session = try fields.take("session")
    participant = try fields.take("participant")
    buyer = try fields.take("buyer")
    amount = try fields.take("amount")
    until = try fields.take("until")
    try fields.end()
    try StoredFault.unless(!amount.isNegative, "amount", "it is negative")
  }
}

extension WalletCredit: Stored {
  /// From whose wallet is credited how much, and for what.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    buyer = try fields.take("buyer")
    session = try fields.take("session")
    participant = try fields.take("participant")
    amount = try fields.take("amount")
    refusedRefund = try fields.take("refusedRefund")
    try fields.end()
    try StoredFault.unless(!amount.isNegative, "amount", "it is negative")
  }
}

extension BuyerNotice: Stored {
  /// From who should hear of what.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    buyer = try fields.take("buyer")
    session = try fields.take("session")
    participant = try fields.take("participant")
    let notice: String = try fields.take("notice")
    switch notice {
    case "lapsed": kind = .lapsed
    case "admitted": kind = .admitted(try fields.takeUnits("lines"))
    default: throw StoredFault(.malformed, at: FieldPath("notice"))
    }
    try fields.end()
  }
}
