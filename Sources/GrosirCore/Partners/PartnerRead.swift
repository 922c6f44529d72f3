/// One thing about sellers or listings that a command or a query declares to read.
public enum PartnerRead: Sendable, Hashable {
  /// A seller's registration.
  case seller(SellerID)
  /// Who a seller is and where they are paid.
  case sellerDetails(SellerID)
  /// A reseller's listing.
  case listing(ListingKey)
  /// The listings that mirror a stock, in byte order of their resellers, those behind one, so many of them at most.
  case mirroring(StockKey, after: SellerID?, limit: Int)
  /// A reseller's listings in byte order of their variants, those behind one, so many of them at most.
  case listings(of: SellerID, after: VariantID?, limit: Int)
}

/// One thing about sellers or listings that a store keeps.
public enum PartnerRow: Sendable, Hashable {
  /// A seller's registration.
  case seller(Seller)
  /// Who a seller is and where they are paid.
  case sellerDetails(SellerDetails)
  /// A reseller's listing.
  case listing(Listing)
}

extension WorkingSet {
  /// A seller's registration.
  ///
  /// - Precondition: it was declared; so for all others.
  public func seller(_ id: SellerID) -> Seller? {
    guard case .partner(.seller(let seller)) = row(.partner(.seller(id))) else { return nil }
    return seller
  }

  /// Who a seller is and where they are paid.
  public func sellerDetails(_ id: SellerID) -> SellerDetails? {
    guard case .partner(.sellerDetails(let details)) = row(.partner(.sellerDetails(id))) else { return nil }
    return details
  }

  /// A reseller's listing.
  public func listing(_ key: ListingKey) -> Listing? {
    guard case .partner(.listing(let listing)) = row(.partner(.listing(key))) else { return nil }
    return listing
  }

  /// The listings found for a read of several.
  public func listings(_ read: PartnerRead) -> [Listing] {
    rows(.partner(read)).map { row in
      guard case .partner(.listing(let listing)) = row else {
        preconditionFailure("something else was brought where listings were asked for")
      }
      return listing
    }
  }
}
