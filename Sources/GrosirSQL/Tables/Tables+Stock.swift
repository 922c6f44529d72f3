import GrosirCore

// What stocks, reservations and goods on order are kept in.
extension Tables {
  /// The parts of a stock's key.
  private static let stockKey = [
    SQLColumn("owner", .text), SQLColumn("location", .text), SQLColumn("variant", .text),
  ]

  /// Stocks.
  static let stocks = RowTable(
    "stocks", key: ["owner", "location", "variant"],
    stockKey + [
      SQLColumn("onHand", .integer), SQLColumn("reserved", .integer).counted,
      SQLColumn("reorderPoint", .integer).optional, SQLColumn("maximum", .integer).optional,
      SQLColumn("lastInstant", .instant), SQLColumn("listings", .integer).optional,
      SQLColumn("syncedStock", .integer).optional, SQLColumn("syncedAt", .instant).optional,
      SQLColumn("lastDelay", .integer).optional, SQLColumn("outOfStepSince", .instant).optional,
    ],
    rules: ["CHECK (reserved <= on_hand)"],
    indexes: [
      "(tenant, out_of_step_since, owner, location, variant) WHERE out_of_step_since IS NOT NULL",
      "(tenant, owner, out_of_step_since, location, variant) WHERE out_of_step_since IS NOT NULL",
      "(tenant, variant, out_of_step_since, owner, location) WHERE out_of_step_since IS NOT NULL",
    ])

  /// Units that are or were held for orders and sessions; each line stands in `reservation_lines` as well.
  static let reservations = RowTable(
    "reservations", key: ["holder_kind", "holder"],
    [
      .computed("holder_kind", .text) { row in
        guard case .stock(.reservation(let row)) = row else { return .null }
        return .text(row.holder.columns.kind)
      }.required,
      .computed("holder", .text) { row in
        guard case .stock(.reservation(let row)) = row else { return .null }
        return .text(row.holder.columns.id)
      }.required,
      SQLColumn("order", .text, as: "order_id").optional, SQLColumn("session", .text).optional,
      SQLColumn("lines", .document), SQLColumn("madeAt", .instant), SQLColumn("lastInstant", .instant),
      SQLColumn("expiresAt", .instant).optional, SQLColumn("state", .text),
      SQLColumn("releaseReason", .text).optional,
    ],
    rules: [
      "CHECK (state IN ('reserved', 'consumed', 'released'))",
      "CHECK ((release_reason IS NOT NULL) = (state = 'released'))", "CHECK (made_at <= last_instant)",
    ],
    indexes: [
      "(tenant, expires_at, holder_kind, holder) WHERE state = 'reserved' AND expires_at IS NOT NULL"
    ])

  /// What the platform's units had cost.
  static let stockCosts = RowTable(
    "stock_costs", key: ["owner", "location", "variant"],
    stockKey + [SQLColumn("currency", .text), SQLColumn("layers", .document)])

}

extension ReservationHolder {
  /// Its kind and identity, as columns; in the order of holders.
  var columns: (kind: String, id: String) {
    switch self {
    case .order(let order): ("order", order.text)
    case .session(let session): ("session", session.text)
    }
  }
}
