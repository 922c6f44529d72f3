import GrosirCore
import GrosirEngine

/// Something that is done to the system in one step: a command, or a round of one of its jobs.
indirect enum Deed: Hashable, Sendable {
  case putProduct(PutProduct)
  case putFactory(PutFactory)
  case putLocation(PutLocation)
  case createSession(CreateSession)
  case join(JoinSession)
  case confirmPayment(ConfirmPayment)
  case leave(LeaveSession)
  case lapseHolds(LapseHolds)
  case announce(AnnounceNearExpiry)
  case reversePayment(ReversePayment)
  case refuseRefund(RefuseRefund)
  case moveToRules(MoveToRules)
  case setAside(SetAsideStock)
  case closeSession(CloseSession)
  case cancelSession(CancelSession)
  case fulfil(FulfilSession)
  case placeAnother(PlaceAnotherOrder)
  case mark(MarkPurchaseOrder)
  case receiveGoods(ReceiveGoods)
  case orderForStock(OrderForStock)
  case reportOverdue(ReportOverdue)
  case reserveStock(ReserveStock)
  case extendReservation(ExtendReservation)
  case consumeReservation(ConsumeReservation)
  case releaseReservation(ReleaseReservation)
  case sweep(SweepReservations)
  case adjustStock(AdjustStock)
  case setLimits(SetStockLimits)
  case requestWithdrawal(RequestWithdrawal)
  case runBatch(RunWithdrawalBatch)
  case completeWithdrawal(CompleteWithdrawal)
  case failWithdrawal(FailWithdrawal)
  case settlePayee(SettlePayee)
  case paySettlement(PaySettlement)
  case placeOrder(PlaceOrder)
  case beginOrderPayment(BeginOrderPayment)
  case confirmOrderPayment(ConfirmOrderPayment)
  case failOrderPayment(FailOrderPayment)
  case expireOrders(ExpireOrders)
  case cancelOrder(CancelOrder)
  case bookShipment(BookShipment)
  case shipOrder(ShipOrder)
  case recordTracking(RecordTracking)
  case refundOrder(RefundOrder)
  case registerSeller(RegisterSeller)
  case activateSeller(ActivateSeller)
  case suspendSeller(SuspendSeller)
  case putListing(PutListing)
  case switchListing(SwitchListing)
  case syncListings(SyncListings)
  /// What is due by the clock is done.
  case tick(limit: Int)
  /// Effects that are due are delivered; what the outside makes of each, in turn.
  case relay(limit: Int, answers: [OutsideAnswer])
  /// An operator sends again what was given up.
  case resend(String)

  /// Whether sessions may end by it, so that holds lapse before their time.
  var endsSessions: Bool {
    switch self {
    case .closeSession, .cancelSession: true
    default: false
    }
  }
}

/// What the outside makes of an effect.
enum OutsideAnswer: UInt8, Hashable, Sendable, CaseIterable {
  case done
  /// It cannot be reached.
  case unreachable
  /// It is done, and the answer is lost; so it will be asked again.
  case answerLost
  /// It never will be.
  case rejected
}

/// One step of a world: what is done, when, under which identity, and where the store fails at first.
struct Step: Sendable, Hashable {
  var at: Instant
  var command: CommandID
  var deed: Deed
  var failure: TransactionPoint?
  /// Which disturbances it makes, for the counts.
  var disturbances: [Disturbance] = []
}

/// What goes wrong in the world outside, or between it and the engine.
package enum Disturbance: Int, Sendable, CaseIterable {
  /// An outside answer comes again, under an identity of its own.
  case duplicate
  /// An outside answer overtakes an earlier one.
  case reorder
  /// An outside answer comes a day late or more.
  case delay
  /// A payment, a disbursement or a delivery fails.
  case failure
  /// A refund or a purchase order is refused.
  case refusal
  /// Money is charged back, does not match, or comes when it is over.
  case awkwardMoney
  /// The clock jumps ahead by hours or more.
  case clockForward
  /// The clock jumps back.
  case clockBackward
  /// A command is given again under its identity.
  case repeatedCommand
  /// Another command is given under an identity that is taken.
  case takenIdentity
  /// The store fails, and the command is tried again.
  case storeFailure
}
