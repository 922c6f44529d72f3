import GrosirCore

/// What is asked of the tables of sellers and listings.
enum PartnerQueries {
  static let seller = Tables.sellers.query("WHERE t.tenant = $1 AND t.seller = $2")
  static let details = Tables.sellerDetails.query("WHERE t.tenant = $1 AND t.seller = $2")
  static let listing = Tables.listings.query("WHERE t.tenant = $1 AND t.reseller = $2 AND t.variant = $3")
  static let mirroring = Tables.listings.query(
    """
    WHERE t.tenant = $1 AND t.supplier = $2 AND t.location = $3 AND t.supplied_variant = $4 AND t.reseller > $5
    ORDER BY t.reseller LIMIT $6
    """)
  static let ofReseller = Tables.listings.query(
    "WHERE t.tenant = $1 AND t.reseller = $2 AND t.variant > $3 ORDER BY t.variant LIMIT $4")
}

extension SQLReader {
  /// What there is for a read of sellers and listings.
  func find(_ read: PartnerRead, of tenant: TenantID) throws(SQLFailure) -> WorkingSet.Found {
    switch read {
    case .seller(let id):
      try row(Seller.self, Tables.sellers, PartnerQueries.seller, tenant, id) { .partner(.seller($0)) }
    case .sellerDetails(let id):
      try row(SellerDetails.self, Tables.sellerDetails, PartnerQueries.details, tenant, id) {
        .partner(.sellerDetails($0))
      }
    case .listing(let key):
      try row(
        Listing.self, Tables.listings, PartnerQueries.listing, [tenant.value, key.reseller.value, key.variant.value]
      ) { .partner(.listing($0)) }
    case .mirroring(let stock, after: let last, limit: let limit):
      try listings(
        PartnerQueries.mirroring, [tenant.value] + stock.values + [.text(last?.text ?? ""), .integer(max(0, limit))])
    case .listings(of: let reseller, after: let last, limit: let limit):
      try listings(
        PartnerQueries.ofReseller,
        [tenant.value, reseller.value, .text(last?.text ?? ""), .integer(max(0, limit))])
    }
  }

  private func listings(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> WorkingSet.Found {
    try rows(Listing.self, Tables.listings, statement, values) { .partner(.listing($0)) }
  }
}
