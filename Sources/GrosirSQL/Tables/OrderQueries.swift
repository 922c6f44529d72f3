import GrosirCore

/// What is asked of the tables of orders.
enum OrderQueries {
  static let order = Tables.orders.query("WHERE t.tenant = $1 AND t.order_id = $2")
  static let payment = Tables.orderPayments.query("WHERE t.tenant = $1 AND t.payment = $2")
  static let refund = Tables.orderRefunds.query("WHERE t.tenant = $1 AND t.refund = $2")
  static let address = Tables.addresses.query("WHERE t.tenant = $1 AND t.address = $2")
  static let due = Tables.orders.query(
    """
    WHERE t.tenant = $1 AND t.status = 'pending_payment' AND t.pay_before <= $2
    ORDER BY t.pay_before, t.order_id LIMIT $3
    """)
  static let ofBuyer = Tables.orders.query(
    """
    WHERE t.tenant = $1 AND t.buyer = $2 AND (t.placed_at, t.order_id) > ($3, $4)
    ORDER BY t.placed_at, t.order_id LIMIT $5
    """)
  static let ofSeller = Tables.orders.query(
    """
    WHERE t.tenant = $1 AND t.seller_kind = $2 AND t.seller_id = $3 AND (t.placed_at, t.order_id) > ($4, $5)
    ORDER BY t.placed_at, t.order_id LIMIT $6
    """)
  static let purchaseOrder = Tables.purchaseOrders.query("WHERE t.tenant = $1 AND t.number = $2")
  static let purchaseOrderOfReceipt = Tables.purchaseOrders.query(
    """
    JOIN purchase_order_receipts r ON r.tenant = t.tenant AND r.purchase_order = t.number
    WHERE r.tenant = $1 AND r.receipt = $2
    """)
}

extension SQLReader {
  /// What there is for a read of orders.
  func find(_ read: OrderRead, of tenant: TenantID) throws(SQLFailure) -> WorkingSet.Found {
    switch read {
    case .order(let id): try row(Order.self, Tables.orders, OrderQueries.order, tenant, id) { .order(.order($0)) }
    case .payment(let id):
      try row(OrderPayment.self, Tables.orderPayments, OrderQueries.payment, tenant, id) { .order(.payment($0)) }
    case .refund(let id):
      try row(OrderRefund.self, Tables.orderRefunds, OrderQueries.refund, tenant, id) { .order(.refund($0)) }
    case .address(let id):
      try row(AddressSnapshot.self, Tables.addresses, OrderQueries.address, tenant, id) { .order(.address($0)) }
    case .due(through: let instant, limit: let limit):
      try orders(OrderQueries.due, [tenant.value, .instant(instant), .integer(max(0, limit))])
    case .page(of: let party, after: let place, limit: let limit): try page(of: party, after: place, limit, tenant)
    }
  }

  private func page(
    of party: OrderParty, after place: OrderPlace?, _ limit: Int, _ tenant: TenantID
  ) throws(SQLFailure) -> WorkingSet.Found {
    let after = [SQLValue.integer(place?.placedAt.millisecondsSince1970 ?? .min), .text(place?.order.text ?? "")]
    let limit = SQLValue.integer(max(0, limit))
    switch party {
    case .buyer(let buyer): return try orders(OrderQueries.ofBuyer, [tenant.value, buyer.value] + after + [limit])
    case .seller(let seller):
      let (kind, id) = seller.columns
      return try orders(OrderQueries.ofSeller, [tenant.value, .text(kind), .text(id)] + after + [limit])
    }
  }

  private func orders(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> WorkingSet.Found {
    try rows(Order.self, Tables.orders, statement, values) { .order(.order($0)) }
  }

  // MARK: Purchase orders

  func purchaseOrder(_ number: PurchaseOrderNumber, _ tenant: TenantID) throws(SQLFailure) -> WorkingSet.Found {
    try row(PurchaseOrder.self, Tables.purchaseOrders, OrderQueries.purchaseOrder, tenant, number) {
      .purchaseOrder($0)
    }
  }

  func purchaseOrder(ofReceipt receipt: ReceiptID, _ tenant: TenantID) throws(SQLFailure) -> WorkingSet.Found {
    try row(PurchaseOrder.self, Tables.purchaseOrders, OrderQueries.purchaseOrderOfReceipt, tenant, receipt) {
      .purchaseOrder($0)
    }
  }
}
