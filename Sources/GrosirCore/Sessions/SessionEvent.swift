/// Something that happened in a session (SPEC §5, §13): a fact, with all that is needed to tell the session's state
/// from its events alone.
///
/// What is large lies in a box of its own, so that a join's event stays small: events are kept.
public enum SessionEvent: Sendable, Equatable {
  /// The session was created, with the rules of a version of its product.
  indirect case created(SessionPlan, rules: AllocationRules, version: Int)
  /// A buyer joined or pledged, and is to pay.
  case joined(Participant)
  /// What was asked for was paid: an order is in, a pledge waits. A lapsed one is back.
  indirect case paid(Payment)
  /// Money arrived that could not be accepted, and goes back.
  indirect case paymentReturned(Payment, Refund)
  /// Somebody who waits was let in, or a part of what they wait for.
  case admitted(ParticipantID, [VariantUnits])
  /// A payment did not come in time.
  case lapsed(ParticipantID)
  /// A buyer left; what they had paid goes back.
  indirect case left(ParticipantID, Refund?)
  /// A payment was charged back; the money was in escrow, or the platform bears it until the dispute is settled.
  indirect case reversed(PaymentReference, Money, from: ReversalSource)
  /// The provider refused a refund; the money went into the buyer's wallet, or against the dispute about it.
  indirect case refundRefused(RefundID, Money, of: BuyerID, to: RefusedRefundTarget)
  /// More would be left over of some variants than is tolerated, because somebody left or the rules changed.
  case toleranceBreached([ToleranceBreach])
  /// The platform announced how many virtual units it would add.
  case nearExpiryAnnounced(fill: Int)
  /// An operator moved the session to newer rules.
  indirect case rulesMoved(AllocationRules, version: Int)
  /// So many warehouse units of these variants are set aside for the session from now on.
  case stockSetAside([VariantUnits])
  /// The session closed.
  indirect case closed(SessionSettlement)
  /// An operator ended the session.
  case cancelled(Reason)
  /// A participant's money was settled, because the session closed or was cancelled.
  indirect case settled(ParticipantSettlement)
  /// So many set-aside warehouse units of these variants are free again: nobody bought them.
  case stockReleased([VariantUnits])
  /// A session to follow this one was proposed.
  case renewalProposed(SessionCode, opensAt: Instant)
  /// Meeting the demand began.
  indirect case fulfilmentBegun(Fulfilment)
  /// So much more of the demand is there.
  case demandCovered([VariantUnits], from: DemandSource)
  /// Something happened to a purchase order that was placed for the session.
  case orderProgressed(PurchaseOrderNumber, OrderMark)
  /// Less is outstanding than is missing: so much is short that nobody has ordered.
  case fulfilmentShort([VariantUnits])
  /// What was sold should have been there.
  case fulfilmentOverdue
  /// Everything is there that was sold.
  case stockReceived
  /// A participant gets what they bought, and their money is released.
  indirect case released(ParticipantRelease)
  /// Everybody got theirs.
  case fulfilled
  /// What was held for the buyers of a cancelled session on consignment is the platform's, and cost so much.
  indirect case heldGoodsPurchased(Money, from: FactoryID)

  /// Its name: `SESSION_JOINED`.
  public var name: String {
    switch self {
    case .created: "SESSION_CREATED"
    case .joined(let participant): participant.kind == .order ? "SESSION_JOINED" : "SESSION_PLEDGED"
    case .paid: "PAYMENT_CONFIRMED"
    case .paymentReturned: "PAYMENT_RETURNED"
    case .admitted: "PLEDGE_ADMITTED"
    case .lapsed: "HOLD_LAPSED"
    case .left: "SESSION_LEFT"
    case .reversed: "PAYMENT_REVERSED"
    case .refundRefused: "REFUND_REFUSED"
    case .toleranceBreached: "TOLERANCE_BREACHED"
    case .nearExpiryAnnounced: "SESSION_NEAR_EXPIRY"
    case .rulesMoved: "SESSION_RULES_MOVED"
    case .stockSetAside: "STOCK_SET_ASIDE"
    case .closed: "SESSION_CLOSED"
    case .cancelled: "SESSION_CANCELLED"
    case .settled: "PARTICIPANT_SETTLED"
    case .stockReleased: "STOCK_RELEASED"
    case .renewalProposed: "SESSION_RENEWAL_PROPOSED"
    case .fulfilmentBegun: "FULFILMENT_BEGUN"
    case .demandCovered: "DEMAND_COVERED"
    case .orderProgressed(_, let mark): mark.eventName
    case .fulfilmentShort: "FULFILMENT_SHORT"
    case .fulfilmentOverdue: "FULFILMENT_OVERDUE"
    case .stockReceived: "SESSION_STOCK_RECEIVED"
    case .released: "ESCROW_RELEASED"
    case .fulfilled: "SESSION_FULFILLED"
    case .heldGoodsPurchased: "HELD_GOODS_PURCHASED"
    }
  }
}

/// Where units come from that a session's buyers get.
public enum DemandSource: Sendable, Hashable {
  /// From the warehouse's stock, the session's set-aside among it.
  case stock
  /// From bundles that were ordered for the session, at this cost of a unit.
  case bundles(of: PurchaseOrderNumber, unitCost: Money)
}

/// What happened to a purchase order of a session's; the raw values are the wire's.
public enum OrderMark: String, Sendable, Hashable, CaseIterable {
  /// It was placed.
  case placed
  /// The factory does not make it.
  case refused
  /// The factory has begun.
  case productionStarted
  /// The factory is done.
  case productionCompleted
  /// The goods left.
  case shipped

  /// The name of the event that tells of it.
  var eventName: String {
    switch self {
    case .placed: "SESSION_ORDER_PLACED"
    case .refused: "SESSION_ORDER_REFUSED"
    case .productionStarted: "SESSION_PRODUCTION_STARTED"
    case .productionCompleted: "SESSION_PRODUCTION_COMPLETED"
    case .shipped: "SESSION_ORDER_SHIPPED"
    }
  }
}

/// Where the money for a charged-back payment comes from; the raw values are the wire's.
public enum ReversalSource: String, Sendable, Hashable, CaseIterable {
  /// It was in escrow still.
  case escrow
  /// It had gone on already; the platform bears it until the dispute is settled.
  case disputes
}

/// Where the money of a refused refund goes; the raw values are the wire's.
public enum RefusedRefundTarget: String, Sendable, Hashable, CaseIterable {
  /// The buyer's wallet.
  case wallet
  /// Against the dispute, because the buyer has charged the payment back already.
  case disputes
}

/// What became of one participant's money when the session closed or was cancelled.
public struct ParticipantSettlement: Sendable, Hashable {
  /// The participant.
  public let participant: ParticipantID

  /// The buyer.
  public let buyer: BuyerID

  /// Where it stands from now on.
  public let status: Participant.Status

  /// What went into the buyer's wallet: the difference to the tier's price.
  public let credited: Money

  /// What goes back through the gateway, if anything.
  public let refund: Refund?

  /// What went against a dispute, because the buyer has charged the payment back.
  public let disputed: Money
}
