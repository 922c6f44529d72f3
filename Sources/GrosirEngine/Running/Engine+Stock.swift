public import GrosirCore

/// Questions about stock are answered as if what has expired had been released (SPEC §7), swept or not.
extension Engine {
  /// The stock of a key as it is at an instant, or nil if nobody ever heard of it.
  public func stock(of key: StockKey, in tenant: TenantID, at now: Instant) async throws(StoreError) -> StockItem? {
    try await items(.item(key), in: tenant, at: now) { $0.stockItem(key).map { [$0] } ?? [] }.first
  }

  /// A page of what an owner has, in the order of keys, as it is at an instant.
  ///
  /// - Parameters:
  ///   - owner: whose stock.
  ///   - tenant: whose everything is.
  ///   - now: as it is when.
  ///   - last: what comes after this key; nil for the first page.
  ///   - limit: how many stocks at most, 1 or more.
  public func stock(
    of owner: OwnerID, in tenant: TenantID, at now: Instant, after last: StockKey? = nil, limit: Int = 100
  ) async throws(StoreError) -> StockPage {
    let read = StockRead.items(of: owner, after: last, limit: limit)
    let items = try await items(read, in: tenant, at: now) { $0.stockItems(read) }
    return StockPage(items: items, next: items.count < limit ? nil : items.last?.key)
  }

  /// What all stocks of an owner come to.
  ///
  /// Stocks that change while they are counted may count as they were or as they are.
  ///
  /// - Complexity: O(n) in the owner's stocks and what has expired on them, a thousand at a time.
  public func stockTotals(
    of owner: OwnerID, in tenant: TenantID, at now: Instant
  ) async throws(StoreError) -> StockTotals {
    var totals = StockTotals()
    var last: StockKey?
    repeat {
      let page = try await stock(of: owner, in: tenant, at: now, after: last, limit: 1_000)
      totals.add(page.totals)
      last = page.next
    } while last != nil
    return totals
  }

  /// A page of the open reservations that hold units of a variant, wherever they are: orders before sessions, each in
  /// byte order.
  ///
  /// What has expired by then is left out, so that a page may have fewer, and none on a page does not mean that no page
  /// follows: ``ReservationPage/next`` tells.
  ///
  /// - Parameters:
  ///   - variant: of what.
  ///   - tenant: whose everything is.
  ///   - now: as it is when.
  ///   - last: what comes after this holder's; nil for the first page.
  ///   - limit: how many at most, 1 or more.
  public func openReservations(
    of variant: VariantID, in tenant: TenantID, at now: Instant, after last: ReservationHolder? = nil, limit: Int = 100
  ) async throws(StoreError) -> ReservationPage {
    let read = StockRead.open(of: variant, after: last, limit: limit)
    let found = try await store.look(at: [.stock(read)], of: tenant).reservations(read)
    return ReservationPage(
      reservations: found.filter { !$0.life.isExpired(at: now) },
      next: found.count < limit ? nil : found.last?.holder)
  }

  /// Stocks, and what has expired on each by now or, where the clock jumped back, by its last instant.
  ///
  /// Which reservations to look for is known only once the stocks are; so they are looked at again, together, until
  /// all is of one moment.
  private func items(
    _ read: StockRead, in tenant: TenantID, at now: Instant, _ pick: (WorkingSet) -> [StockItem]
  ) async throws(StoreError) -> [StockItem] {
    var due: [StockKey: StockRead] = [:]
    for _ in 0..<Deliberation.mostRounds {
      let reads = [Read.stock(read)] + due.values.map { .stock($0) }
      let workingSet = try await store.look(at: reads, of: tenant)
      let items = pick(workingSet)
      let needed = items.map { item in
        (item.key, StockRead.due(on: item.key, through: max(now, item.lastInstant)))
      }
      if needed.allSatisfy({ due[$0.0] == $0.1 }) {
        return zip(items, needed).map { item, read in item.lettingGo(workingSet.reservations(read.1), at: now) }
      }
      due = Dictionary(uniqueKeysWithValues: needed)
    }
    throw .unavailable("these stocks change faster than they can be looked at")
  }
}

/// Some of an owner's stocks.
public struct StockPage: Sendable, Hashable {
  /// The stocks, in the order of their keys.
  public let items: [StockItem]

  /// Where the next page begins; nil if there is none.
  public let next: StockKey?

  /// What the stocks of this page come to.
  public var totals: StockTotals {
    var totals = StockTotals()
    for item in items { totals.add(item) }
    return totals
  }
}

/// Some of a variant's open reservations.
public struct ReservationPage: Sendable, Hashable {
  /// The reservations, in the order of their holders.
  public let reservations: [Reservation]

  /// Where the next page begins; nil if there is none.
  public let next: ReservationHolder?
}

/// What several stocks come to, in units.
///
/// Sums of 64 bits: a stock is of 10⁹ units at most, so nine thousand million stocks fit.
public struct StockTotals: Sendable, Hashable {
  /// How many stocks.
  public private(set) var stocks = 0
  /// Units that exist.
  public private(set) var onHand = 0
  /// Units of those that are promised.
  public private(set) var reserved = 0
  /// Units above their stocks' maximum.
  public private(set) var overflow = 0
  /// Stocks of which nothing is available.
  public private(set) var outOfStock = 0
  /// Stocks that are low: something is available, but no more is on hand than the reorder point.
  public private(set) var lowStock = 0

  /// Units that may still be promised.
  public var available: Int { onHand - reserved }

  /// Nothing.
  public init() {}

  /// Adds a stock.
  public mutating func add(_ item: StockItem) {
    stocks += 1
    onHand += item.level.count.onHand
    reserved += item.level.count.reserved
    overflow += item.level.overflow
    switch item.level.status {
    case .outOfStock: outOfStock += 1
    case .lowStock: lowStock += 1
    case .inStock: break
    }
  }

  /// Adds what other stocks come to.
  public mutating func add(_ other: StockTotals) {
    stocks += other.stocks
    onHand += other.onHand
    reserved += other.reserved
    overflow += other.overflow
    outOfStock += other.outOfStock
    lowStock += other.lowStock
  }
}
