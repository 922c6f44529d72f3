/// Something asked of the outside (SPEC §13): saved with the change it follows from, and delivered at least once.
///
/// What was delivered twice must do no more than once; ``key`` is the same each time, for whoever receives it.
///
/// Each lies in a box of its own, because the largest of them would make all of them large.
public indirect enum Effect: Sendable, Hashable {
  /// Ask a buyer to pay.
  case requestPayment(PaymentRequest)
  /// Give money back through the gateway.
  case refund(Refund)
  /// Credit a buyer's wallet.
  case creditWallet(WalletCredit)
  /// Tell a buyer what happened without their doing.
  case notifyBuyer(BuyerNotice)
  /// Fulfil what a session sold.
  case fulfil(SessionID, demand: [VariantUnits])
  /// Tell a factory what is ordered from it.
  case notifyFactory(FactoryNotice)
  /// Create the session that follows one that renews itself: the command to give.
  case renewSession(CreateSession)
  /// Ask a buyer to pay for an order.
  case requestOrderPayment(OrderPaymentRequest)
  /// Give money of an order back through the gateway.
  case refundOrder(OrderRefund)
  /// Ask a carrier to come for an order's goods.
  case bookShipment(ShipmentRequest)
  /// Tell a carrier that was asked to come for an order's goods not to.
  case cancelShipment(OrderID)
  /// Pay a withdrawal to a buyer's bank account.
  case disburse(Disbursement)
  /// Pay a settlement to a factory's or seller's bank account.
  case payOut(PayoutOrder)

  /// The same for the same effect, however often it is delivered, and for no other of its tenant.
  public var key: String {
    let (kind, identity) = keyParts
    // Put together, not interpolated, which costs several times as much: there is one of these to every join.
    return kind + "/" + identity
  }

  /// What stands before and after the first slash of the ``key``; for who looks for an effect and needs no text for it.
  package var keyParts: (kind: String, identity: String) {
    switch self {
    case .requestPayment(let request): ("payment", request.participant.text)
    case .refund(let refund): ("refund", refund.id.text)
    case .creditWallet(let credit): ("credit", credit.reference)
    case .notifyBuyer(let notice): ("notice", notice.reference)
    case .fulfil(let session, _): ("fulfil", session.text)
    case .notifyFactory(let notice): (Effect.noticeKind, notice.number.text)
    case .renewSession(let command): ("renew", command.code.text)
    case .requestOrderPayment(let request): ("orderPayment", request.order.text)
    case .refundOrder(let refund): ("orderRefund", refund.id.text)
    case .bookShipment(let request): ("shipment", request.order.text)
    case .cancelShipment(let order): ("noShipment", order.text)
    case .disburse(let disbursement): ("withdrawal", disbursement.withdrawal.text)
    case .payOut(let payout): ("settlement", payout.settlement.text)
    }
  }

  private static var noticeKind: String { "purchaseOrder" }

  /// The key under which a factory is told of a purchase order.
  package static func noticeKey(of number: PurchaseOrderNumber) -> String { "\(noticeKind)/\(number.text)" }

  /// What is asked for, on the wire.
  public var name: String {
    switch self {
    case .requestPayment: "requestPayment"
    case .refund: "refund"
    case .creditWallet: "creditWallet"
    case .notifyBuyer: "notifyBuyer"
    case .fulfil: "fulfil"
    case .notifyFactory: "notifyFactory"
    case .renewSession: "renewSession"
    case .requestOrderPayment: "requestOrderPayment"
    case .refundOrder: "refundOrder"
    case .bookShipment: "bookShipment"
    case .cancelShipment: "cancelShipment"
    case .disburse: "disburse"
    case .payOut: "payOut"
    }
  }
}

/// A buyer is to pay for a participation.
public struct PaymentRequest: Sendable, Hashable {
  /// The session.
  public let session: SessionID
  /// For which participation; a payment is confirmed with it.
  public let participant: ParticipantID
  /// Who is to pay.
  public let buyer: BuyerID
  /// Exactly so much.
  public let amount: Money
  /// Before this instant.
  public let until: Instant
}

/// Money goes into a buyer's wallet.
public struct WalletCredit: Sendable, Hashable {
  /// Whose wallet.
  public let buyer: BuyerID
  /// The session the money comes from.
  public let session: SessionID
  /// The participation it comes from.
  public let participant: ParticipantID
  /// How much.
  public let amount: Money
  /// The refund that the provider refused, if the money comes from one; the difference to the tier's price otherwise.
  public let refusedRefund: RefundID?

  /// The same for the same credit, and for no other.
  public var reference: String { refusedRefund.map { "refund/\($0.text)" } ?? "tier/\(participant.text)" }
}

/// Something happened that a buyer should hear of.
public struct BuyerNotice: Sendable, Hashable {
  /// Who should.
  public let buyer: BuyerID
  /// The session.
  public let session: SessionID
  /// The participation.
  public let participant: ParticipantID
  /// What happened.
  public let kind: Kind

  /// What a buyer hears of.
  public enum Kind: Sendable, Hashable {
    /// The payment did not come in time; what was held is free again.
    case lapsed
    /// A pledge was let in, so far.
    case admitted([VariantUnits])
  }

  /// The same for the same notice, and for no other.
  public var reference: String {
    switch kind {
    case .lapsed: "lapsed/\(participant.text)"
    // The units let in so far rise each time.
    case .admitted(let lines): "admitted/\(participant.text)/\(lines.units)"
    }
  }
}

extension Effect: Recorded {
  /// What is asked for, its key, and the particulars.
  public var record: Record {
    let particulars: Record =
      switch self {
      case .requestPayment(let request): request.record
      case .refund(let refund): refund.record
      case .creditWallet(let credit): credit.record
      case .notifyBuyer(let notice): notice.record
      case .fulfil(let session, let demand): ["session": session.record, "demand": demand.record]
      case .notifyFactory(let notice): notice.record
      case .renewSession(let command): command.record
      case .requestOrderPayment(let request): request.record
      case .refundOrder(let refund): refund.record
      case .bookShipment(let request): request.record
      case .cancelShipment(let order): ["order": order.record]
      case .disburse(let disbursement): disbursement.record
      case .payOut(let payout): payout.record
      }
    return ["effect": .text(name), "key": .text(key), "data": particulars]
  }
}

extension PaymentRequest: Recorded {
  /// Who is to pay how much for what, and until when.
  public var record: Record {
    // Not as a literal, which is an array of pairs before it is one of fields: there is one of these to every join.
    .fields([
      .init("session", .text(session.text)), .init("participant", .text(participant.text)),
      .init("buyer", .text(buyer.text)), .init("amount", amount.record), .init("until", .instant(until)),
    ])
  }
}

extension WalletCredit: Recorded {
  /// Whose wallet is credited how much, and for what.
  public var record: Record {
    [
      "buyer": buyer.record, "session": session.record, "participant": participant.record, "amount": amount.record,
      "refusedRefund": refusedRefund.record,
    ]
  }
}

extension BuyerNotice: Recorded {
  /// Who should hear of what.
  public var record: Record {
    var fields: [Record.Field] = [
      .init("buyer", buyer.record), .init("session", session.record), .init("participant", participant.record),
    ]
    switch kind {
    case .lapsed: fields.append(.init("notice", "lapsed"))
    case .admitted(let lines):
      fields += [.init("notice", "admitted"), .init("lines", lines.record)]
    }
    return .fields(fields)
  }
}
