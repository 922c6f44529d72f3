/// One thing a store keeps, as it is now; whatever changes is saved whole.
///
/// Each lies in a box of its own, because rows are handed on more often than they are made, and are large.
public indirect enum Row: Sendable {
  /// A product's newest version.
  case product(Product)
  /// A session.
  case session(GroupSession)
  /// A participant.
  case participant(Participant)
  /// What a buyer has open in a session.
  case buyer(BuyerStanding)
  /// A payment.
  case payment(Payment)
  /// A refund.
  case refund(Refund)
  /// A factory.
  case factory(Factory)
  /// A warehouse or another location.
  case location(Location)
  /// A purchase order.
  case purchaseOrder(PurchaseOrder)
  /// Something of a stock.
  case stock(StockRow)
  /// Something about money.
  case money(MoneyRow)
}
