/// One thing a command declares to read, of its own tenant.
///
/// What is read of stocks, orders and money lies in boxes of its own, so that the reads of a join, which are made and
/// handed on with every one, stay small.
public enum Read: Sendable, Hashable {
  /// A product in its newest version.
  case product(ProductID)
  /// A session.
  case session(SessionID)
  /// The session that has a code.
  case sessionWithCode(SessionCode)
  /// A participant.
  case participant(ParticipantID)
  /// What a buyer has open in a session.
  case buyer(BuyerID, in: SessionID)
  /// A payment.
  case payment(PaymentReference)
  /// A refund.
  case refund(RefundID)

  /// The participants of a session whose hold expires at an instant or before.
  case holdsDue(in: SessionID, through: Instant)
  /// The participants of a session who wait, or only the first of them.
  case waiting(in: SessionID, WaitingReach)
  /// All participants of a session.
  case participants(of: SessionID)

  /// A factory.
  case factory(FactoryID)
  /// A warehouse or another location.
  case location(LocationID)
  /// A purchase order.
  case purchaseOrder(PurchaseOrderNumber)
  /// The purchase order for which a delivery came.
  case purchaseOrderOfReceipt(ReceiptID)

  /// Something of a stock.
  indirect case stock(StockRead)
  /// Something of an order.
  indirect case order(OrderRead)
  /// Something about money.
  indirect case money(MoneyRead)
  /// Something of a seller or a reseller.
  indirect case partner(PartnerRead)

  /// A number that most other reads of a command do not have; the same for reads that are equal.
  var tag: UInt8 {
    switch self {
    case .product: 0
    case .session: 1
    case .sessionWithCode: 2
    case .participant(let id): 64 | id.tag
    case .buyer: 4
    case .payment: 5
    case .refund: 6
    case .holdsDue: 7
    case .waiting: 8
    case .participants: 9
    case .factory: 10
    case .location: 11
    case .purchaseOrder: 12
    case .purchaseOrderOfReceipt: 13
    case .order: 14
    case .money: 15
    case .partner: 16
    case .stock(let read): 128 | read.tag
    }
  }
}

/// How much of a session's waiting list is to be read.
public enum WaitingReach: Sendable, Hashable {
  /// Everybody.
  case everybody

  /// For each variant, by position, the first to arrive of those who are taken by the unit, until they wait for so many
  /// units together or there are no more.
  ///
  /// Only for a list where everybody can be taken by the unit.
  case leading([Int])
}

extension Identifier {
  /// Six bits that differ in most identifiers of a kind: what tells them apart is mostly at their ends.
  fileprivate var tag: UInt8 { UInt8(truncatingIfNeeded: ending &* 0x9E37_79B9_7F4A_7C15 >> 58) }
}
