/// A job lets resellers' listings follow the stocks that they mirror (SPEC §10): of one variant, of one supplier, or
/// all.
///
/// It looks at nothing but the stocks that are out of step with their listings, those first that have been so longest;
/// each tells how many units it had and has, and of each listing that it went out of stock or came back. Given again it
/// goes on where it was, for what is done is in step: a run that ended in between has lost nothing, and once nothing is
/// left it changes nothing.
///
/// Listings mirror what is kept. Units of a reservation whose time is over are shown as available once they are
/// released, by a sweep or by whoever wants them: so sweep before.
public struct SyncListings: Command, Hashable {
  /// Which.
  public var scope: SyncScope
  /// How many stocks to look at at most, 1…10 000.
  ///
  /// It stops earlier once that many listings went out of stock or came back, but never within a stock.
  public var limit: Int

  /// What it did, and how far it is.
  public struct Receipt: Recordable, Hashable {
    /// Stocks that it looked at: each had changed, and its listings follow it now.
    public let stocks: Int
    /// Listings that show another number now.
    public let listings: Int
    /// Listings that went out of stock, and are disabled.
    public let disabled: Int
    /// Listings that came back, and are enabled.
    public let enabled: Int
    /// Stocks that are still out of step with their listings; give it again unless there are none.
    public let left: Int
  }

  /// The most that one may look at.
  public static var mostAtOnce: Int { 10_000 }

  /// Creates the command.
  public init(_ scope: SyncScope = .everything, limit: Int = 1_000) {
    self.scope = scope
    self.limit = limit
  }

  /// The command's name on the wire.
  public static var name: String { "syncListings" }

  /// The stocks that are out of step, as many as are to be looked at, and how many there are.
  public func reads(in context: Context) -> [Read] {
    [.stock(outOfStep), .stock(.outOfStepCount(scope))]
  }

  private var outOfStep: StockRead {
    // A limit that is refused reads nothing much.
    .outOfStep(scope, limit: max(0, min(limit, SyncListings.mostAtOnce)))
  }

  /// Lets the listings follow.
  ///
  /// - Throws: ``ListingError/invalid(_:)``, at `limit`.
  /// - Complexity: O(s + c) for s stocks that changed, and c listings of those that went out of stock or came back;
  ///   independent of how many stocks and listings there are.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<ListingError>) -> Receipt {
    guard 1...SyncListings.mostAtOnce ~= limit else {
      throw .refused(
        .invalid([
          Violation(
            FieldPath("limit"), limit < 1 ? .outOfRange : .tooLarge,
            "\(limit) is not between 1 and \(SyncListings.mostAtOnce)")
        ]))
    }
    let all = workingSet.stockItems(outOfStep)
    let items = all.prefix(reach(in: all))
    let missing = items.filter { $0.crosses }.map { Read.partner($0.itsListings) }.filter { !workingSet.has($0) }
    guard missing.isEmpty else { throw .needs(missing) }
    var (listings, stocks) = (ListingRows(), StockRows())
    stocks.items.reserveCapacity(items.count)
    var (followed, disabled, enabled) = (0, 0, 0)
    for item in items {
      stocks.items.bring(item, as: item.key)
      let concerned =
        item.crosses ? workingSet.listings(item.itsListings).filter { !$0.isSwitchedOff }.map { $0.key } : []
      let sync = StockSync(of: item, concerning: concerned.count)
      let instant = max(context.now, item.lastInstant)
      changes.record(.synced(sync), at: instant, on: &listings, and: &stocks)
      for listing in concerned {
        let event: ListingEvent =
          sync.after > 0 ? .backInStock(listing, of: item.key) : .outOfStock(listing, of: item.key)
        changes.record(event, at: instant, on: &listings, and: &stocks)
      }
      (followed, disabled, enabled) = (followed + sync.listings, disabled + sync.disabled, enabled + sync.enabled)
    }
    changes.save(stocks)
    return Receipt(
      stocks: items.count, listings: followed, disabled: disabled, enabled: enabled,
      left: workingSet.count(.stock(.outOfStepCount(scope))) - items.count)
  }

  /// How many of these stocks are taken: the first always, others as long as no more listings are concerned than
  /// stocks may be looked at.
  private func reach(in items: [StockItem]) -> Int {
    var concerned = 0
    for (place, item) in items.enumerated() where item.crosses {
      concerned += item.reflection?.listings ?? 0
      if concerned > SyncListings.mostAtOnce, place > 0 { return place }
    }
    return items.count
  }

  /// Which, and how many.
  public var record: Record {
    guard case .fields(let fields) = scope.record else { preconditionFailure("a scope has fields") }
    return .fields(fields + [.init("limit", limit.record)])
  }
}

extension StockItem {
  /// Whether its listings go out of stock or come back when they follow it.
  fileprivate var crosses: Bool { reflection.map { ($0.syncedStock > 0) != (level.count.available > 0) } ?? false }

  /// What is to be read to know which.
  fileprivate var itsListings: PartnerRead { .mirroring(key, after: nil, limit: StockReflection.mostListings) }
}

extension StockSync {
  /// What it is for the listings of a stock to follow it, so many of which go out of stock or come back.
  fileprivate init(of item: StockItem, concerning concerned: Int) {
    guard let reflection = item.reflection, let since = reflection.outOfStepSince else {
      preconditionFailure("only what is out of step follows")
    }
    let available = item.level.count.available
    self.init(
      stock: item.key, before: reflection.syncedStock, after: available, since: since, listings: reflection.listings,
      disabled: available > 0 ? 0 : concerned, enabled: available > 0 ? concerned : 0)
  }
}

extension SyncListings.Receipt {
  /// Everything.
  public var record: Record {
    [
      "stocks": stocks.record, "listings": listings.record, "disabled": disabled.record, "enabled": enabled.record,
      "left": left.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let stocks: Int = record.field("stocks"), let listings: Int = record.field("listings"),
      let disabled: Int = record.field("disabled"), let enabled: Int = record.field("enabled"),
      let left: Int = record.field("left")
    else { return nil }
    self.init(stocks: stocks, listings: listings, disabled: disabled, enabled: enabled, left: left)
  }
}
