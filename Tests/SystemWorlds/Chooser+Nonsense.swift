import GrosirCore
import GrosirTesting

extension Chooser {
  /// What cannot be done: of things that are not there, or with amounts that are none.
  func nonsense() -> Deed {
    let session = choices.chance(1, in: 2) ? someSession { _ in true }?.id : nil
    let known = session ?? SessionID(literal: "nobody")
    let unknown = SessionID(literal: "nobody")
    switch choices.integer(in: 0...12) {
    case 0:
      var draft = products[0]
      draft.basePrice = 0
      return .putProduct(PutProduct(draft))
    case 1:
      var draft = factory()
      draft.phone = "0812"
      return .putFactory(PutFactory(draft))
    case 2:
      var draft = Chooser.location
      draft.postalCode = ""
      return .putLocation(PutLocation(draft))
    case 3: return createNonsense()
    case 4: return .lapseHolds(LapseHolds(known))
    case 5: return .announce(AnnounceNearExpiry(known))
    case 6:
      return choices.boolean()
        ? .cancelSession(CancelSession(unknown, because: reason())) : .closeSession(CloseSession(unknown))
    case 7: return .fulfil(FulfilSession(known))
    case 8: return .placeAnother(PlaceAnotherOrder(known))
    case 9: return .reportOverdue(ReportOverdue(known))
    case 10:
      return .confirmPayment(
        ConfirmPayment(known, participant: ParticipantID(literal: "nobody"), payment: id("y"), amount: Money(1, .idr)))
    case 11: return goodsNonsense()
    default: return choices.boolean() ? orderNonsense() : sessionNonsense()
    }
  }

  private func sessionNonsense() -> Deed {
    let unknown = SessionID(literal: "nobody")
    switch choices.integer(in: 0...4) {
    case 0: return .reversePayment(ReversePayment(unknown, payment: PaymentReference(literal: "nobody")))
    case 1: return .setAside(SetAsideStock(unknown, []))
    case 2: return .leave(LeaveSession(unknown, participant: ParticipantID(literal: "nobody")))
    case 3: return .moveToRules(MoveToRules(unknown))
    default: return .refuseRefund(RefuseRefund(unknown, refund: RefundID(literal: "nobody")))
    }
  }

  private func createNonsense() -> Deed {
    guard case .createSession(var command) = createSession() else { return .tick(limit: 1) }
    command.target = 1
    return .createSession(command)
  }

  private func goodsNonsense() -> Deed {
    let order = OrderID(literal: "nobody")
    let number = PurchaseOrderNumber(literal: "nobody")
    let withdrawal = WithdrawalID(literal: "nobody")
    switch choices.integer(in: 0...15) {
    case 0: return .sweep(SweepReservations(limit: 0))
    case 1: return .adjustStock(AdjustStock(someKey(), by: 0, because: .correction))
    case 2: return .setLimits(SetStockLimits(someKey(), reorderPoint: 4, maximum: 3))
    case 3: return .reserveStock(ReserveStock(order, [StockLine(someKey(), 0)]))
    case 4: return .consumeReservation(ConsumeReservation(order))
    case 5: return .releaseReservation(ReleaseReservation(order, because: .cancelled))
    case 6: return .extendReservation(ExtendReservation(order, until: now))
    case 7: return .mark(MarkPurchaseOrder(number, .acknowledged))
    case 8: return .receiveGoods(ReceiveGoods(number, receipt: id("r"), .bundles(1)))
    case 9: return .orderForStock(OrderForStock(ProductID(unchecked: products[0].id), bundles: 0))
    case 10: return .runBatch(RunWithdrawalBatch(limit: 0))
    case 11: return .completeWithdrawal(CompleteWithdrawal(withdrawal))
    case 12: return .failWithdrawal(FailWithdrawal(withdrawal, because: reason()))
    case 13: return .settlePayee(SettlePayee(.seller(Chooser.seller), from: now, until: now))
    case 14: return .paySettlement(PaySettlement(SettlementID(literal: "nobody")))
    default:
      return .requestWithdrawal(RequestWithdrawal(of: Money(9_999, .idr), for: buyer()))
    }
  }

  private func orderNonsense() -> Deed {
    let group = book.orderList.last { !$0.isRetail }?.id
    let order = choices.boolean() ? OrderID(literal: "nobody") : group ?? OrderID(literal: "nobody")
    switch choices.integer(in: 0...8) {
    case 1: return .confirmOrderPayment(ConfirmOrderPayment(order, payment: id("z"), amount: Money(0, .idr)))
    case 2: return .failOrderPayment(FailOrderPayment(order))
    case 3: return .expireOrders(ExpireOrders(limit: 0))
    case 4: return .cancelOrder(CancelOrder(order))
    case 5: return .bookShipment(BookShipment(OrderID(literal: "nobody")))
    case 6: return .shipOrder(ShipOrder(OrderID(literal: "nobody")))
    case 7: return .recordTracking(RecordTracking(OrderID(literal: "nobody"), TrackingEvent(.delivered, at: now)))
    case 8: return .refundOrder(RefundOrder(order, amount: Money(1, .idr), because: reason()))
    default: return .beginOrderPayment(BeginOrderPayment(order))
    }
  }
}
