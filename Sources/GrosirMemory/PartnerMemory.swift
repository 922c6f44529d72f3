import GrosirCore

/// The sellers and listings of one tenant, and what is needed to find listings in order.
final class PartnerMemory {
  private var sellers: [SellerID: Seller] = [:]
  private var details: [SellerID: SellerDetails] = [:]
  private var listings: [ListingKey: Listing] = [:]

  /// What each reseller lists, and who lists each stock, in order.
  private var variants: [SellerID: [VariantID]] = [:]
  private var resellers: [StockKey: [SellerID]] = [:]

  // MARK: Finding

  /// What there is for a read.
  func find(_ read: PartnerRead) -> WorkingSet.Found {
    switch read {
    case .seller(let id): sellers[id].map { .row(.partner(.seller($0))) } ?? .nothing
    case .sellerDetails(let id): details[id].map { .row(.partner(.sellerDetails($0))) } ?? .nothing
    case .listing(let key): listings[key].map { .row(.partner(.listing($0))) } ?? .nothing
    case .mirroring(let stock, let last, let limit):
      .rows(page(of: resellers[stock], after: last, limit) { ListingKey($0, stock.variant) })
    case .listings(let reseller, let last, let limit):
      .rows(page(of: variants[reseller], after: last, limit) { ListingKey(reseller, $0) })
    }
  }

  private func page<Part: Comparable>(
    of parts: [Part]?, after last: Part?, _ limit: Int, _ key: (Part) -> ListingKey
  ) -> [Row] {
    guard let parts else { return [] }
    let first = last.map { last in parts.firstPlace { $0 > last } } ?? 0
    return parts[first...].prefix(limit).compactMap { listings[key($0)].map { .partner(.listing($0)) } }
  }

  // MARK: Saving

  /// Saves a row.
  func save(_ row: PartnerRow) {
    switch row {
    case .seller(let seller): sellers[seller.id] = seller
    case .sellerDetails(let details): self.details[details.seller] = details
    case .listing(let listing): save(listing)
    }
  }

  private func save(_ listing: Listing) {
    let (reseller, variant) = (listing.key.reseller, listing.key.variant)
    let before = listings.updateValue(listing, forKey: listing.key)
    guard before?.stock != listing.stock else { return }
    if let former = before?.stock {
      resellers[former]?.removeInOrder(reseller)
    } else {
      variants[reseller, default: []].insertInOrder(variant)
    }
    resellers[listing.stock, default: []].insertInOrder(reseller)
  }
}

extension Array {
  /// The first place of one that is so, from a place on, where all behind it are as well.
  func firstPlace(from first: Int = 0, where isSo: (Element) -> Bool) -> Int {
    var (low, high) = (first, count)
    while low < high {
      let middle = low + (high - low) / 2
      if isSo(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Array where Element: Comparable {
  /// Puts an element where it belongs; at once, if that is behind all others.
  fileprivate mutating func insertInOrder(_ element: Element) {
    if let last, element < last { insert(element, at: firstPlace { $0 > element }) } else { append(element) }
  }

  /// Takes an element out.
  fileprivate mutating func removeInOrder(_ element: Element) {
    let place = firstPlace { $0 >= element }
    if place < count, self[place] == element { remove(at: place) }
  }
}
