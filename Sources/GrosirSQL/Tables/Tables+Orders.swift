import GrosirCore

// What orders are kept in.
extension Tables {
  /// Orders, from checkouts and from sessions.
  static let orders = RowTable(
    "orders", key: ["order_id"],
    [
      SQLColumn("order", .text, as: "order_id"), SQLColumn("buyer", .text).fixed,
      SQLColumn("participant", .text).optional.fixed, SQLColumn("session", .text).optional.fixed,
      SQLColumn("checkout", .text).optional.fixed, SQLColumn("sellerKind", .text).fixed,
      SQLColumn("seller", .text).optional.fixed, SQLColumn("factory", .text).fixed,
      SQLColumn("lines", .document).fixed, SQLColumn("address", .text).optional.fixed,
      SQLColumn("currency", .text).fixed, SQLColumn("goods", .integer).counted.fixed,
      SQLColumn("discount", .integer).counted.fixed, SQLColumn("tax", .integer).counted.fixed,
      SQLColumn("shipping", .integer).counted.fixed, SQLColumn("fee", .integer).fixed,
      SQLColumn("placedAt", .instant).fixed, SQLColumn("payBefore", .instant).optional.fixed,
      SQLColumn("status", .text), SQLColumn("paymentStatus", .text), SQLColumn("payment", .text).optional,
      SQLColumn("refunded", .integer).counted, SQLColumn("returnedUnits", .document),
      SQLColumn("rate", .document).optional, SQLColumn("trackingNumber", .text).optional,
      SQLColumn("shipmentStatus", .text).optional, SQLColumn("shipmentStatusAt", .instant).optional,
      SQLColumn("lastInstant", .instant),
      .computed("seller_id", .text) { row in
        guard case .order(.order(let row)) = row else { return .null }
        return .text(row.seller.columns.id)
      }.required.fixed,
    ],
    rules: ["CHECK (refunded <= goods + tax + shipping - discount)", "CHECK (discount <= goods + tax + shipping)"],
    indexes: [
      "(tenant, pay_before, order_id) WHERE status = 'pending_payment'",
      "(tenant, buyer, placed_at, order_id)",
      "(tenant, seller_kind, seller_id, placed_at, order_id)",
      "(tenant, session) WHERE session IS NOT NULL",
    ])

  /// Money that arrived for orders.
  static let orderPayments = RowTable(
    "order_payments", key: ["payment"],
    [
      SQLColumn("payment", .text), SQLColumn("order", .text, as: "order_id"), SQLColumn("buyer", .text),
      SQLColumn("currency", .text), SQLColumn("amount", .integer).counted, SQLColumn("confirmedAt", .instant),
      SQLColumn("outcome", .text), SQLColumn("returnReason", .text).optional, SQLColumn("share", .document).optional,
    ], rules: [reference("order_id", "orders")])

  /// Money of orders that went back.
  static let orderRefunds = RowTable(
    "order_refunds", key: ["refund"],
    [
      SQLColumn("refund", .text), SQLColumn("order", .text, as: "order_id"), SQLColumn("payment", .text),
      SQLColumn("buyer", .text), SQLColumn("currency", .text), SQLColumn("amount", .integer).counted,
      SQLColumn("reason", .text), SQLColumn("returnReason", .text).optional, SQLColumn("share", .document).optional,
      SQLColumn("because", .document).optional,
    ], rules: [reference("order_id", "orders")])

  /// Addresses as they were at purchases; a row may be erased without the log.
  static let addresses = RowTable(
    "addresses", key: ["address"],
    [
      SQLColumn("address", .text), SQLColumn("buyer", .text), SQLColumn("recipient", .text),
      SQLColumn("lines", .document), SQLColumn("postalCode", .text).optional, SQLColumn("phone", .text).optional,
    ])

  /// Purchase orders; their deliveries stand in `purchase_order_receipts` as well.
  static let purchaseOrders = RowTable(
    "purchase_orders", key: ["number"],
    [
      SQLColumn("purchaseOrder", .text, as: "number"), SQLColumn("factory", .text), SQLColumn("product", .text),
      SQLColumn("session", .text).optional, SQLColumn("owner", .text), SQLColumn("location", .text),
      SQLColumn("bundles", .integer).counted, SQLColumn("lines", .document), SQLColumn("currency", .text),
      SQLColumn("unitCost", .integer).counted, SQLColumn("shippingCost", .integer).counted,
      SQLColumn("trackingNumber", .text).optional, SQLColumn("status", .text), SQLColumn("received", .document),
      SQLColumn("damaged", .document), SQLColumn("receipts", .document), SQLColumn("placedAt", .instant),
      SQLColumn("lastInstant", .instant),
    ], indexes: ["(tenant, session) WHERE session IS NOT NULL"])
}

extension OrderSeller {
  /// What kind of seller, and which, as columns to search by; nobody's name is empty.
  var columns: (kind: String, id: String) {
    switch self {
    case .factory(let factory): ("factory", factory.text)
    case .warehouse: ("warehouse", "")
    case .seller(let seller): ("seller", seller.text)
    }
  }
}
