/// What resellers' listings show of a stock (SPEC §10): one number for all of them, which follows the stock when it is
/// synchronised.
///
/// It is a part of the stock's row, so that whatever changes the stock notes at once, without reading anything more,
/// that its listings are out of step; and what is out of step is all that a sync has to look at.
public struct StockReflection: Sendable, Hashable {
  /// How many listings mirror the stock, one or more.
  public internal(set) var listings: Int

  /// Units that they show: what was available when the stock was synchronised last.
  public internal(set) var syncedStock: Int

  /// When that was.
  public internal(set) var syncedAt: Instant

  /// How long the change that was carried over last had waited for it; nothing where none has been.
  public internal(set) var lastDelay: Timespan

  /// Since when the stock has something else than they show; nil while they are in step.
  public internal(set) var outOfStepSince: Instant?

  /// What listings show that are made now.
  init(showing syncedStock: Int, at instant: Instant) {
    listings = 0
    self.syncedStock = syncedStock
    syncedAt = instant
    lastDelay = .zero
    outOfStepSince = nil
  }

  /// How many listings may mirror one stock: all of them are carried over in one step.
  public static var mostListings: Int { 10_000 }

  /// Notes what is available from an instant on.
  mutating func note(_ available: Int, at instant: Instant) {
    outOfStepSince = available == syncedStock ? nil : outOfStepSince ?? instant
  }

  /// Shows what is available.
  mutating func follow(_ sync: StockSync, at instant: Instant) {
    syncedStock = sync.after
    syncedAt = instant
    lastDelay = sync.delay(at: instant)
    outOfStepSince = nil
  }
}

/// That a stock's listings followed it: what they showed, and what they show.
public struct StockSync: Sendable, Hashable {
  /// Which stock.
  public let stock: StockKey
  /// Units that the listings showed.
  public let before: Int
  /// Units that are available, which they show now.
  public let after: Int
  /// Since when they differed.
  public let since: Instant
  /// How many listings follow.
  public let listings: Int
  /// How many of them went out of stock, and are disabled.
  public let disabled: Int
  /// How many of them came back, and are enabled.
  public let enabled: Int

  /// How long the change had waited, if it was carried over at an instant.
  public func delay(at instant: Instant) -> Timespan { instant.timespan(since: since) }
}

extension StockSync: Recorded {
  /// The supplier's stock, the counts, and since when they differed.
  public var record: Record {
    .fields(
      stock.supplierFields + [
        .init("before", before.record), .init("after", after.record), .init("since", since.record),
        .init("listings", listings.record), .init("disabled", disabled.record), .init("enabled", enabled.record),
      ])
  }
}

extension StockKey {
  /// The three parts as fields where the stock is a supplier's.
  var supplierFields: [Record.Field] {
    [.init("supplier", owner.record), .init("location", location.record), .init("variant", variant.record)]
  }
}

/// Which listings are to follow their stocks (SPEC §10).
public enum SyncScope: Sendable, Hashable {
  /// All.
  case everything
  /// Those of one supplier's stocks.
  case supplier(OwnerID)
  /// Those of one variant, whoever supplies it.
  case variant(VariantID)
}

extension SyncScope: Recorded {
  /// The supplier or the variant; neither for everything.
  public var record: Record {
    switch self {
    case .everything: .fields([])
    case .supplier(let supplier): ["supplier": supplier.record]
    case .variant(let variant): ["variant": variant.record]
    }
  }
}
