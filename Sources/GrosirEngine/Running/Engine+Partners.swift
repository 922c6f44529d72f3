public import GrosirCore

/// What is asked about sellers, resellers' listings, and whether those follow their suppliers' stocks (SPEC §10, §11,
/// §13).
///
/// What a supplier has, with what of it is reserved and available, is asked of their stocks:
/// ``stock(of:in:at:after:limit:)`` and ``stockTotals(of:in:at:)``; each tells how many listings mirror it, and what
/// they show (``GrosirCore/StockItem/mirror``).
extension Engine {
  /// A seller's registration, or nil if nobody registered under that identity.
  public func seller(_ id: SellerID, of tenant: TenantID) async throws(StoreError) -> Seller? {
    try await store.look(at: [.partner(.seller(id))], of: tenant).seller(id)
  }

  /// Who a seller is and where they are paid; nil once it was erased.
  public func sellerDetails(_ id: SellerID, of tenant: TenantID) async throws(StoreError) -> SellerDetails? {
    try await store.look(at: [.partner(.sellerDetails(id))], of: tenant).sellerDetails(id)
  }

  /// A reseller's listing with what it shows, or nil if there is none.
  public func listing(_ key: ListingKey, of tenant: TenantID) async throws(StoreError) -> ListingView? {
    let read = Read.partner(.listing(key))
    return try await views(in: tenant, read) { $0.listing(key).map { [$0] } ?? [] }.first
  }

  /// A page of a reseller's listings with what they show, in byte order of their variants.
  ///
  /// - Parameters:
  ///   - reseller: Whose.
  ///   - tenant: Whose everything is.
  ///   - last: What comes after this variant; nil for the first page.
  ///   - limit: How many at most, 1 or more.
  public func listings(
    of reseller: SellerID, in tenant: TenantID, after last: VariantID? = nil, limit: Int = 100
  ) async throws(StoreError) -> ListingPage {
    let read = PartnerRead.listings(of: reseller, after: last, limit: limit)
    let found = try await views(in: tenant, .partner(read)) { $0.listings(read) }
    return ListingPage(listings: found, isLast: found.count < limit)
  }

  /// A page of the listings that mirror a supplier's stock, in byte order of their resellers.
  ///
  /// - Parameters:
  ///   - stock: Which.
  ///   - tenant: Whose everything is.
  ///   - last: What comes after this reseller's; nil for the first page.
  ///   - limit: How many at most, 1 or more.
  public func listings(
    mirroring stock: StockKey, in tenant: TenantID, after last: SellerID? = nil, limit: Int = 100
  ) async throws(StoreError) -> ListingPage {
    let read = PartnerRead.mirroring(stock, after: last, limit: limit)
    let found = try await views(in: tenant, .partner(read)) { $0.listings(read) }
    return ListingPage(listings: found, isLast: found.count < limit)
  }

  /// The stocks that are out of step with their listings, those first that have been so longest, and how many there
  /// are; none but what changed since it was synchronised last.
  ///
  /// - Parameters:
  ///   - scope: Of which stocks.
  ///   - tenant: Whose everything is.
  ///   - limit: How many stocks at most; all are counted.
  public func listingsOutOfStep(
    _ scope: SyncScope = .everything, in tenant: TenantID, limit: Int = 100
  ) async throws(StoreError) -> OutOfStep {
    let (read, count) = (StockRead.outOfStep(scope, limit: limit), Read.stock(.outOfStepCount(scope)))
    let found = try await store.look(at: [.stock(read), count], of: tenant)
    return OutOfStep(stocks: found.stockItems(read), count: found.count(count))
  }

  /// How long changes of stock have been waiting for their listings to follow.
  ///
  /// How long those had waited that were carried over, each stock tells (``GrosirCore/StockReflection/lastDelay``), and
  /// each event of a sync.
  ///
  /// - Parameters:
  ///   - scope: Of which stocks.
  ///   - tenant: Whose everything is.
  ///   - now: Until when; a stock that is ahead of it has not waited.
  public func syncDelays(
    _ scope: SyncScope = .everything, in tenant: TenantID, at now: Instant
  ) async throws(StoreError) -> SyncDelays {
    let waiting = try await listingsOutOfStep(scope, in: tenant, limit: 1)
    let since = waiting.stocks.first?.reflection?.outOfStepSince
    return SyncDelays(stocks: waiting.count, longest: since.map { max(.zero, now.timespan(since: $0)) } ?? .zero)
  }

  /// Listings with what they show: which stocks to look at is known only once the listings are, so they are looked at
  /// again, together, until all is of one moment.
  private func views(
    in tenant: TenantID, _ read: Read, _ pick: (WorkingSet) -> [Listing]
  ) async throws(StoreError) -> [ListingView] {
    var stocks: Set<StockKey> = []
    for _ in 0..<Deliberation.mostRounds {
      let found = try await store.look(at: [read] + stocks.map { .stock(.item($0)) }, of: tenant)
      let listings = pick(found)
      let needed = Set(listings.map { $0.stock })
      if needed.isSubset(of: stocks) {
        return listings.compactMap { listing in
          found.stockItem(listing.stock)?.reflection.map { ListingView(listing: listing, reflection: $0) }
        }
      }
      stocks = needed
    }
    throw .unavailable("these listings change faster than they can be looked at")
  }
}

/// A reseller's listing, and what it shows of its supplier's stock.
public struct ListingView: Sendable, Hashable {
  /// The listing.
  public let listing: Listing

  /// What all listings of its stock show.
  public let reflection: StockReflection

  /// Units that it shows: what its supplier had available when it was synchronised last.
  public var syncedStock: Int { reflection.syncedStock }

  /// Whether buyers may buy through it.
  public var isSellable: Bool { listing.isSellable(showing: reflection.syncedStock) }
}

/// Some of a reseller's listings, or of those of a stock.
public struct ListingPage: Sendable, Hashable {
  /// The listings, in order.
  public let listings: [ListingView]

  /// Whether no page follows; the next one begins after the last of this.
  public let isLast: Bool
}

/// Stocks whose listings show something else than there is.
public struct OutOfStep: Sendable, Hashable {
  /// Some of them, those first that have been so longest.
  public let stocks: [StockItem]

  /// How many there are.
  public let count: Int
}

/// How long changes of stock have been waiting for their listings.
public struct SyncDelays: Sendable, Hashable {
  /// How many stocks are out of step with their listings.
  public let stocks: Int

  /// How long the first of them has been; nothing where there are none.
  public let longest: Timespan

  /// Creates delays.
  public init(stocks: Int, longest: Timespan) {
    self.stocks = stocks
    self.longest = longest
  }
}
