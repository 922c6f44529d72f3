import GrosirCore

// What withdrawals, settlements, sellers and listings are kept in.
extension Tables {
  /// Money on its way out of wallets.
  static let withdrawals = RowTable(
    "withdrawals", key: ["withdrawal"],
    [
      SQLColumn("withdrawal", .text), SQLColumn("buyer", .text), SQLColumn("currency", .text),
      SQLColumn("amount", .integer).with("amount > 0"), SQLColumn("fee", .integer).counted,
      SQLColumn("requestedAt", .instant), SQLColumn("state", .text), SQLColumn("batch", .instant).optional,
      SQLColumn("lastInstant", .instant),
    ],
    rules: ["CHECK (fee <= amount)", "CHECK ((batch IS NULL) = (state = 'pending'))"],
    indexes: ["(tenant, requested_at, withdrawal) WHERE state = 'pending'", "(tenant, buyer, requested_at)"])

  /// Periods that were settled with factories and sellers.
  static let settlements = RowTable(
    "settlements", key: ["settlement"],
    [
      SQLColumn("settlement", .text), SQLColumn("payeeKind", .text), SQLColumn("payee", .text),
      SQLColumn("from", .instant, as: "begins_at"), SQLColumn("until", .instant, as: "ends_at"),
      SQLColumn("currency", .text), SQLColumn("releases", .integer), SQLColumn("purchases", .integer),
      SQLColumn("shipping", .integer), SQLColumn("fee", .integer), SQLColumn("net", .integer),
      SQLColumn("payableAt", .instant).optional, SQLColumn("settledAt", .instant),
      SQLColumn("paid", .integer).optional, SQLColumn("paidAt", .instant).optional,
    ],
    rules: ["CHECK (begins_at < ends_at)", "CHECK ((paid IS NULL) = (paid_at IS NULL))"],
    indexes: ["UNIQUE (tenant, payee_kind, payee, currency, ends_at)"])

  /// Sellers' registrations.
  static let sellers = RowTable(
    "sellers", key: ["seller"],
    [
      SQLColumn("seller", .text), SQLColumn("status", .text), SQLColumn("suspendedBecause", .document).optional,
      SQLColumn("registeredAt", .instant), SQLColumn("lastInstant", .instant),
    ], rules: ["CHECK (status IN ('pending', 'active', 'suspended'))"])

  /// Who sellers are; a row may be erased without the log.
  static let sellerDetails = RowTable(
    "seller_details", key: ["seller"],
    [
      SQLColumn("seller", .text), SQLColumn("name", .text), SQLColumn("phone", .text), SQLColumn("bankCode", .text),
      SQLColumn("bankAccount", .text), SQLColumn("bankHolder", .text),
    ])

  /// What resellers list of suppliers' stocks.
  static let listings = RowTable(
    "listings", key: ["reseller", "variant"],
    [
      SQLColumn("reseller", .text), SQLColumn("variant", .text), SQLColumn("supplier", .text),
      SQLColumn("location", .text), SQLColumn("suppliedVariant", .text), SQLColumn("isSwitchedOff", .flag),
      SQLColumn("lastInstant", .instant),
    ], indexes: ["(tenant, supplier, location, supplied_variant, reseller)"])
}
