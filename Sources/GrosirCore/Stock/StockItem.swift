/// The stock of one key, as a store keeps it (SPEC §7).
public struct StockItem: Sendable, Hashable {
  /// Which stock.
  public let key: StockKey

  /// How many units there are, how many of them are promised, and what that is judged by.
  public internal(set) var level: StockLevel

  /// The last instant at which anything happened to it; whatever happens next does so no earlier.
  public internal(set) var lastInstant: Instant

  /// What resellers' listings show of it; nil where there are none.
  public internal(set) var reflection: StockReflection?

  /// Creates an item as it was kept.
  package init(_ key: StockKey, _ level: StockLevel, lastInstant: Instant, reflection: StockReflection? = nil) {
    self.key = key
    self.level = level
    self.lastInstant = lastInstant
    self.reflection = reflection
  }
}

extension StockItem {
  /// The stock as if what has expired of these reservations were released, as every command does before it looks.
  ///
  /// Time does not go back for it: an instant before its last counts as that.
  package func lettingGo(_ reservations: [Reservation], at now: Instant) -> StockItem {
    var item = self
    for reservation in reservations where reservation.life.isExpired(at: max(now, lastInstant)) {
      for line in reservation.lines where line.key == key { item.level.count = item.level.count.releasing(line.units) }
    }
    return item
  }
}

/// One thing about stocks that a command or a query declares to read.
public enum StockRead: Sendable, Hashable {
  /// The stock of a key.
  case item(StockKey)
  /// What is held for an order or a session.
  case reservation(ReservationHolder)
  /// What the platform's units of a key had cost.
  case costs(StockKey)
  /// The open reservations with a line of this key whose time is over by an instant, in any order.
  case due(on: StockKey, through: Instant)
  /// The open reservations whose time is over by an instant, so many of them at most: what expired first first, and
  /// of those that expired at once orders before sessions, each in byte order.
  case expired(through: Instant, limit: Int)
  /// The stocks of an owner that come after a key, or from the first on, in the order of keys, so many at most.
  case items(of: OwnerID, after: StockKey?, limit: Int)
  /// The open reservations with a line of a variant, wherever it is and whoever's, that come after a holder or from the
  /// first on: orders before sessions, each in byte order, so many at most.
  case open(of: VariantID, after: ReservationHolder?, limit: Int)
  /// The stocks that are out of step with their listings (``StockReflection/outOfStepSince``), those first that have
  /// been so longest, and of those since one instant in the order of keys, so many at most.
  case outOfStep(SyncScope, limit: Int)
  /// How many stocks are out of step with their listings.
  case outOfStepCount(SyncScope)

  /// A number below 128 that most other reads of a command do not have; many lines are read of many keys.
  var tag: UInt8 {
    switch self {
    case .item(let key): key.tag
    case .costs(let key): key.tag ^ 1
    case .due(on: let key, through: _): key.tag ^ 2
    case .reservation: 3
    case .expired: 4
    case .items: 5
    case .open: 6
    case .outOfStep: 7
    case .outOfStepCount: 8
    }
  }
}

/// One thing about stocks that a store keeps.
public enum StockRow: Sendable, Equatable {
  /// The stock of a key.
  case item(StockItem)
  /// What is held for an order or a session.
  case reservation(Reservation)
  /// What the platform's units of a key had cost.
  case costs(StockCosts)
}

extension WorkingSet {
  /// The stock of a key.
  ///
  /// - Precondition: it was declared; so for all others.
  public func stockItem(_ key: StockKey) -> StockItem? {
    guard case .stock(.item(let item)) = row(.stock(.item(key))) else { return nil }
    return item
  }

  /// What is held for an order or a session.
  public func reservation(of holder: ReservationHolder) -> Reservation? {
    guard case .stock(.reservation(let reservation)) = row(.stock(.reservation(holder))) else { return nil }
    return reservation
  }

  /// Checks that a reservation is not that of an order that is kept here: nothing is consumed, released or extended
  /// behind an order's back, or it would be without its reservation.
  ///
  /// - Throws: ``StockError/belongsToOrder(_:)``.
  func checkIsLoose(_ order: OrderID) throws(Interruption<StockError>) {
    if self.order(order) != nil { throw .refused(.belongsToOrder(order)) }
  }

  /// What the platform's units of a key had cost.
  public func stockCosts(_ key: StockKey) -> StockCosts? {
    guard case .stock(.costs(let costs)) = row(.stock(.costs(key))) else { return nil }
    return costs
  }

  /// The stocks found for a read of several.
  ///
  /// - Precondition: it was declared, and is one of stocks.
  public func stockItems(_ read: StockRead) -> [StockItem] {
    rows(.stock(read)).map { row in
      guard case .stock(.item(let item)) = row else {
        preconditionFailure("something else was brought where stocks were asked for")
      }
      return item
    }
  }

  /// The reservations found for a read of several.
  ///
  /// - Precondition: it was declared, and is one of reservations.
  public func reservations(_ read: StockRead) -> [Reservation] { found(.stock(read)).reservations }
}

extension WorkingSet.Found {
  /// What was found where reservations were asked for.
  var reservations: [Reservation] {
    guard case .rows(let rows) = self else {
      preconditionFailure("something else was brought where rows were asked for")
    }
    return rows.map { row in
      guard case .stock(.reservation(let reservation)) = row else {
        preconditionFailure("something else was brought where reservations were asked for")
      }
      return reservation
    }
  }
}
