public import GrosirCore

/// How a tenant's inventory does (SPEC §13): what somebody should see to, and what should never be.
public struct InventoryHealth: Sendable, Hashable {
  /// When it was asked for.
  public let instant: Instant

  /// All stocks of all owners, as if what has expired had been released.
  public internal(set) var stock = StockTotals()

  /// Open reservations whose time is over and that nobody has swept; their units are free all the same.
  public internal(set) var unsweptReservations = 0

  /// When the first of them expired; nil if there are none.
  public internal(set) var unsweptSince: Instant?

  /// Stocks of which more is on hand than there should be at most, in the order of keys; of very many the first.
  public internal(set) var overflows: [Overflow] = []

  /// Open sessions that would leave more over of a variant than is tolerated, in the order in which that was noticed.
  public internal(set) var breaches: [Breach] = []

  /// How many stocks have something else than their listings show, and how long the first of them has.
  public internal(set) var syncDelays = SyncDelays(stocks: 0, longest: .zero)

  /// What became of the reservations of orders.
  public internal(set) var reservations = ReservationEnds()

  /// Stocks that are not what their movements and open reservations make them: always zero.
  public internal(set) var violations = 0

  /// How many overflows are listed at most.
  public static var mostOverflows: Int { 1_000 }

  /// A stock of which too much is on hand.
  public struct Overflow: Sendable, Hashable {
    /// Which.
    public let key: StockKey
    /// Units on hand.
    public let onHand: Int
    /// Units above the maximum.
    public let units: Int
  }

  /// A session that would leave too much over.
  public struct Breach: Sendable, Hashable {
    /// Which.
    public let session: SessionID
    /// Of which variants, in product order.
    public let variants: [ToleranceBreach]
  }

  /// Nothing seen yet.
  init(at instant: Instant) { self.instant = instant }
}

/// What became of orders' reservations in a period.
public struct ReservationEnds: Sendable, Hashable {
  /// How many were made.
  public internal(set) var made = 0
  /// How many went out.
  public internal(set) var consumed = 0
  /// How many were released because nobody wanted them any more, or the payment failed.
  public internal(set) var released = 0
  /// How many expired, swept or not.
  public internal(set) var expired = 0

  /// How many ended one way or another.
  public var ended: Int { consumed + released + expired }

  /// The share of those that ended that had expired, rounded down; nil if none ended.
  public var expiredShare: BasisPoints? {
    // Never more than all of them.
    ended == 0 ? nil : BasisPoints(Int(Int128(expired) * 10_000 / Int128(ended)))
  }
}

extension InventoryHealth: Recorded {
  /// Everything.
  public var record: Record {
    [
      "at": instant.record,
      "stock": [
        "stocks": stock.stocks.record, "onHand": stock.onHand.record, "reserved": stock.reserved.record,
        "available": stock.available.record, "overflow": stock.overflow.record,
        "outOfStock": stock.outOfStock.record, "lowStock": stock.lowStock.record,
      ],
      "unsweptReservations": unsweptReservations.record, "unsweptSince": unsweptSince.record,
      "overflows": overflows.record, "breaches": breaches.record, "reservations": reservations.record,
      "listingsOutOfStep": syncDelays.stocks.record, "longestSyncDelay": syncDelays.longest.record,
      "violations": violations.record,
    ]
  }
}

extension InventoryHealth.Overflow: Recorded {
  /// Everything.
  public var record: Record { ["stock": key.record, "onHand": onHand.record, "units": units.record] }
}

extension InventoryHealth.Breach: Recorded {
  /// Everything.
  public var record: Record { ["session": session.record, "variants": variants.record] }
}

extension ReservationEnds: Recorded {
  /// The counts, and the share.
  public var record: Record {
    [
      "made": made.record, "consumed": consumed.record, "released": released.record, "expired": expired.record,
      "expiredShare": (expiredShare?.value).record,
    ]
  }
}
