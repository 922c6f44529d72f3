import GrosirCore

/// How what a command was answered is read back: by the command's name.
enum StoredAnswers {
  /// Reads a receipt, or a refusal, and tells its record again; nil if it cannot be read.
  typealias Reader = @Sendable (_ stored: Record, _ isReceipt: Bool) -> Record?

  static let readers: [String: Reader] = Dictionary(
    uniqueKeysWithValues: sessions + goods + stock + orders + money + partners)

  private static func reader<C: Command>(_: C.Type) -> (String, Reader) {
    (C.name, { stored, isReceipt in isReceipt ? C.Receipt(record: stored)?.record : C.Refusal(record: stored)?.record })
  }

  private static var sessions: [(String, Reader)] {
    [
      reader(CreateSession.self), reader(JoinSession.self), reader(ConfirmPayment.self), reader(LapseHolds.self),
      reader(LeaveSession.self), reader(ReversePayment.self), reader(RefuseRefund.self), reader(MoveToRules.self),
      reader(SetAsideStock.self), reader(AnnounceNearExpiry.self), reader(CloseSession.self),
      reader(CancelSession.self),
    ]
  }

  private static var goods: [(String, Reader)] {
    [
      reader(PutProduct.self), reader(PutFactory.self), reader(PutLocation.self), reader(FulfilSession.self),
      reader(PlaceAnotherOrder.self), reader(MarkPurchaseOrder.self), reader(ReceiveGoods.self),
      reader(ReportOverdue.self), reader(OrderForStock.self),
    ]
  }

  private static var stock: [(String, Reader)] {
    [
      reader(AdjustStock.self), reader(SetStockLimits.self), reader(ReserveStock.self),
      reader(ConsumeReservation.self), reader(ReleaseReservation.self), reader(ExtendReservation.self),
      reader(SweepReservations.self),
    ]
  }

  private static var orders: [(String, Reader)] {
    [
      reader(PlaceOrder.self), reader(BeginOrderPayment.self), reader(ConfirmOrderPayment.self),
      reader(FailOrderPayment.self), reader(ExpireOrders.self), reader(CancelOrder.self), reader(BookShipment.self),
      reader(ShipOrder.self), reader(RecordTracking.self), reader(RefundOrder.self),
    ]
  }

  private static var money: [(String, Reader)] {
    [
      reader(RequestWithdrawal.self), reader(RunWithdrawalBatch.self), reader(CompleteWithdrawal.self),
      reader(FailWithdrawal.self), reader(SettlePayee.self), reader(PaySettlement.self),
    ]
  }

  private static var partners: [(String, Reader)] {
    [
      reader(RegisterSeller.self), reader(ActivateSeller.self), reader(SuspendSeller.self), reader(PutListing.self),
      reader(SwitchListing.self), reader(SyncListings.self),
    ]
  }
}
