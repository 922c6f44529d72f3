/// One thing a store keeps, as it is now; whatever changes is saved whole.
///
/// Each lies behind one reference, because rows are handed on more often than they are made, and are large: in a box of
/// its own, but for those that are one reference themselves.
public enum Row: Sendable, Equatable {
  /// A product's newest version.
  indirect case product(Product)
  /// A session.
  case session(GroupSession)
  /// A participant.
  case participant(Participant)
  /// What a buyer has open in a session.
  case buyer(BuyerStanding)
  /// A payment.
  indirect case payment(Payment)
  /// A refund.
  indirect case refund(Refund)
  /// A factory.
  indirect case factory(Factory)
  /// A warehouse or another location.
  indirect case location(Location)
  /// A purchase order.
  indirect case purchaseOrder(PurchaseOrder)
  /// Something of a stock.
  indirect case stock(StockRow)
  /// Something of an order.
  indirect case order(OrderRow)
  /// Something about money.
  indirect case money(MoneyRow)
  /// Something of a seller or a reseller.
  indirect case partner(PartnerRow)
}
