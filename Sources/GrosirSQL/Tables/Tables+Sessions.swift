import GrosirCore

/// The tables of rows, one for each kind, and three for sessions.
package enum Tables {}

/// What must hold of other tables, checked when a transaction ends, so that rows are written in any order.
func reference(_ columns: String, _ table: String, _ others: String? = nil) -> String {
  """
  FOREIGN KEY (tenant, \(columns)) REFERENCES \(table) (tenant, \(others ?? columns)) DEFERRABLE INITIALLY DEFERRED
  """
}

// What sessions, their people and their money are kept in.
extension Tables {
  /// Products, in their newest versions.
  static let products = RowTable(
    "products", key: ["product"],
    [
      SQLColumn("product", .text), SQLColumn("version", .integer).with("version >= 1"), SQLColumn("factory", .text),
      SQLColumn("sku", .text), SQLColumn("name", .text), SQLColumn("currency", .text),
      SQLColumn("basePrice", .integer), SQLColumn("unitCost", .integer), SQLColumn("target", .integer),
      SQLColumn("sessionDuration", .integer), SQLColumn("expectedCompletion", .integer).optional,
      SQLColumn("policy", .document), SQLColumn("variants", .document),
    ])

  /// Factories.
  static let factories = RowTable(
    "factories", key: ["factory"],
    [
      SQLColumn("factory", .text), SQLColumn("name", .text), SQLColumn("phone", .text),
      SQLColumn("bankCode", .text), SQLColumn("bankAccount", .text), SQLColumn("bankHolder", .text),
      SQLColumn("postalCode", .text), SQLColumn("fee", .integer).with("fee BETWEEN 0 AND 10000"),
    ])

  /// Warehouses and other locations.
  static let locations = RowTable(
    "locations", key: ["location"],
    [
      SQLColumn("location", .text), SQLColumn("name", .text), SQLColumn("address", .text),
      SQLColumn("postalCode", .text),
    ])

  /// What sessions were created with; a row is never changed.
  static let sessionPlans = RowTable(
    "session_plans", key: ["session"],
    [
      SQLColumn("session", .text), SQLColumn("code", .text), SQLColumn("product", .text),
      SQLColumn("target", .integer).with("target >= 2"), SQLColumn("currency", .text),
      SQLColumn("basePrice", .integer), SQLColumn("tiers", .document), SQLColumn("minimumFill", .integer).optional,
      SQLColumn("successRule", .text), SQLColumn("opensAt", .instant), SQLColumn("closesAt", .instant),
      SQLColumn("nearExpiryWindow", .integer), SQLColumn("paymentWindow", .integer),
      SQLColumn("maxUnitsPerBuyer", .integer).optional, SQLColumn("maxOpenHoldsPerBuyer", .integer),
      SQLColumn("hasWaitingList", .flag), SQLColumn("autoRenew", .flag), SQLColumn("useFreeStock", .flag),
      SQLColumn("selling", .document), SQLColumn("owner", .text), SQLColumn("location", .text),
    ].map { $0.fixed },
    rules: ["UNIQUE (tenant, code)", "CHECK (opens_at < closes_at)"])

  /// Where sessions stand.
  static let sessions = RowTable(
    "sessions", key: ["session"],
    [
      SQLColumn("session", .text), SQLColumn("state", .text), SQLColumn("rulesVersion", .integer),
      SQLColumn("policy", .document), SQLColumn("lastInstant", .instant), SQLColumn("waitingCount", .integer).counted,
      SQLColumn("indivisibleCount", .integer).counted, SQLColumn("escrow", .integer).counted,
      SQLColumn("committed", .integer).counted, SQLColumn("joinedCount", .integer).counted,
      SQLColumn("nextPlace", .integer).counted, SQLColumn("announcedFill", .integer).optional,
      SQLColumn("settlement", .document).optional, SQLColumn("fulfilment", .document).optional,
    ],
    rules: [
      reference("session", "session_plans"), "CHECK (indivisible_count <= waiting_count)",
      "CHECK (state NOT IN ('success', 'failed', 'cancelled') OR escrow = 0)",
    ])

  /// What each variant of each session has sold; an order changes the rows of its own variants only.
  static let sessionVariants = RowTable(
    "session_variants", key: ["session", "position"],
    [
      SQLColumn("session", .text), SQLColumn("position", .integer), SQLColumn("variant", .text),
      SQLColumn("unitsPerBundle", .integer).with("units_per_bundle > 0"),
      SQLColumn("tolerance", .integer).optional, SQLColumn("priceAdjustment", .integer),
      SQLColumn("ordered", .integer), SQLColumn("held", .integer).counted, SQLColumn("onHand", .integer).counted,
      SQLColumn("waiting", .integer).counted,
    ],
    rules: ["UNIQUE (tenant, session, variant)", reference("session", "sessions"), "CHECK (held <= ordered)"])

  /// Who takes part.
  static let participants = RowTable(
    "participants", key: ["participant"],
    [
      SQLColumn("participant", .text), SQLColumn("session", .text).fixed, SQLColumn("buyer", .text).fixed,
      SQLColumn("number", .integer).fixed, SQLColumn("kind", .text).fixed, SQLColumn("lines", .document).fixed,
      SQLColumn("currency", .text).fixed, SQLColumn("total", .integer).counted.fixed,
      SQLColumn("requestedAt", .instant).fixed, SQLColumn("status", .text), SQLColumn("until", .instant).optional,
      SQLColumn("admitted", .document), SQLColumn("place", .integer), SQLColumn("paidAt", .instant).optional,
      SQLColumn("payment", .text).optional, SQLColumn("escrowed", .integer).counted,
      SQLColumn("credited", .integer).counted, SQLColumn("isDisputed", .flag),
      // From when somebody waits, and for which variant, if they are taken by the unit.
      .computed("waits_since", .instant) { row in
        guard case .participant(let row) = row, row.status == .waiting else { return .null }
        return .integer((row.paidAt ?? row.requestedAt).millisecondsSince1970)
      },
      .computed("waits_for", .text) { row in
        guard case .participant(let row) = row, row.isTakenByTheUnit else { return .null }
        return SQLValue(row.waitingLines.first?.variant.text)
      },
    ],
    rules: [
      "UNIQUE (tenant, session, number)", reference("session", "sessions"), "CHECK (escrowed <= total)",
      "CHECK ((until IS NOT NULL) = (status = 'awaitingPayment'))",
      "CHECK ((waits_since IS NOT NULL) = (status = 'waiting'))",
    ],
    indexes: [
      "(tenant, session, until) WHERE until IS NOT NULL",
      "(tenant, session, waits_since, requested_at, place) WHERE waits_since IS NOT NULL",
      "(tenant, session, waits_for, waits_since, requested_at, place) WHERE waits_for IS NOT NULL",
    ])

  /// What each buyer has open in each session.
  static let buyers = RowTable(
    "buyers", key: ["session", "buyer"],
    [
      SQLColumn("buyer", .text), SQLColumn("session", .text), SQLColumn("openHolds", .integer).counted,
      SQLColumn("units", .integer).counted,
    ], rules: [reference("session", "sessions")])

  /// Money that arrived for participants.
  static let payments = RowTable(
    "payments", key: ["payment"],
    [
      SQLColumn("payment", .text), SQLColumn("session", .text), SQLColumn("participant", .text),
      SQLColumn("currency", .text), SQLColumn("amount", .integer).counted, SQLColumn("confirmedAt", .instant),
      SQLColumn("outcome", .text), SQLColumn("returnReason", .text).optional, SQLColumn("isReversed", .flag),
    ],
    rules: [
      reference("participant", "participants"), "CHECK ((outcome = 'returned') = (return_reason IS NOT NULL))",
    ])

  /// Money of participants that went back.
  static let refunds = RowTable(
    "refunds", key: ["refund"],
    [
      SQLColumn("refund", .text), SQLColumn("payment", .text), SQLColumn("session", .text),
      SQLColumn("participant", .text), SQLColumn("buyer", .text), SQLColumn("currency", .text),
      SQLColumn("amount", .integer).counted, SQLColumn("reason", .text), SQLColumn("returnReason", .text).optional,
      SQLColumn("refusedTo", .text).optional,
    ], rules: [reference("participant", "participants"), reference("payment", "payments")])
}
