/// What came of a command about an order.
public struct OrderOutcome: Sendable, Hashable {
  /// Where the order stands now.
  public let status: OrderStatus

  /// Where its payment stands now.
  public let paymentStatus: PaymentStatus

  /// Whether that is new; false where it was so already, and nothing was done.
  public let isNew: Bool

  init(of order: Order, isNew: Bool) {
    self.init(order.status, order.paymentStatus, isNew: isNew)
  }

  private init(_ status: OrderStatus, _ paymentStatus: PaymentStatus, isNew: Bool) {
    self.status = status
    self.paymentStatus = paymentStatus
    self.isNew = isNew
  }
}

extension OrderOutcome: Recordable {
  /// Both statuses, and whether that is new.
  public var record: Record {
    ["status": status.record, "paymentStatus": paymentStatus.record, "isNew": isNew.record]
  }

  /// From both statuses, and whether that is new.
  public init?(record: Record) {
    guard let status: OrderStatus = record.field("status"),
      let payment: PaymentStatus = record.field("paymentStatus"), let isNew: Bool = record.field("isNew")
    else { return nil }
    self.init(status, payment, isNew: isNew)
  }
}
