/// Something that happened to a stock (SPEC §7, §13): a fact, with all that is needed to tell what is there from events
/// alone.
///
/// A reservation is told as it is afterwards, and with it the movement of each of its lines.
public enum StockEvent: Sendable, Equatable {
  /// An operator said when a stock is low, and when it is too much.
  case limitsSet(StockKey, StockLimits)
  /// Units came or went without having been promised.
  case adjusted(StockMovement)
  /// Units were promised; of a session's perhaps on top of others.
  case reserved(Reservation, [StockMovement])
  /// A reservation lasts longer, or shorter.
  case extended(Reservation)
  /// All that was promised went out.
  case consumed(Reservation, [StockMovement])
  /// What was promised is free again; of a session's perhaps a part.
  case released(Reservation, [StockMovement])
  /// Units that came are the platform's, and cost so much each.
  case valued(StockKey, units: Int, at: Money)
  /// Units of the platform's went out to whom they were held for; what they had cost, each key once.
  case sold(ReservationHolder, [CostedUnits])
  /// Units of the platform's went without being sold; what they had cost.
  case writtenOff(AdjustmentID, CostedUnits)
  /// Something happened to the listings that mirror it.
  indirect case listing(ListingEvent)

  /// Its name: `INVENTORY_RESERVED`.
  public var name: String {
    switch self {
    case .limitsSet: "INVENTORY_LIMITS_SET"
    case .adjusted: "INVENTORY_ADJUSTED"
    case .reserved: "INVENTORY_RESERVED"
    case .extended: "RESERVATION_EXTENDED"
    case .consumed: "INVENTORY_CONSUMED"
    case .released: "INVENTORY_RELEASED"
    case .valued: "INVENTORY_VALUED"
    case .sold: "INVENTORY_SOLD"
    case .writtenOff: "INVENTORY_WRITTEN_OFF"
    case .listing(let event): event.name
    }
  }

  /// For whom units are or were held, if it is about that.
  public var holder: ReservationHolder? {
    switch self {
    case .limitsSet, .adjusted, .valued, .writtenOff, .listing: nil
    case .sold(let holder, _): holder
    case .reserved(let reservation, _), .extended(let reservation), .consumed(let reservation, _),
      .released(let reservation, _):
      reservation.holder
    }
  }

  /// What changed, each stock key once.
  public var movements: [StockMovement] {
    switch self {
    case .limitsSet, .extended, .valued, .sold, .writtenOff, .listing: []
    case .adjusted(let movement): [movement]
    case .reserved(_, let movements), .consumed(_, let movements), .released(_, let movements): movements
    }
  }

  /// Visits the keys of the stocks that it is about, each once.
  public func forEachKey(_ body: (StockKey) -> Void) {
    switch self {
    case .limitsSet(let key, _), .valued(let key, units: _, at: _): body(key)
    case .sold(_, let costed): for units in costed { body(units.key) }
    case .writtenOff(_, let costed): body(costed.key)
    case .listing(let event): event.forEachKey(body)
    case .adjusted, .reserved, .extended, .consumed, .released: for movement in movements { body(movement.key) }
    }
  }
}

extension StockEvent: Recorded {
  /// The event's own fields; its name stands beside them.
  public var record: Record {
    switch self {
    case .limitsSet(let key, let limits): .fields(key.fields + [.init("limits", limits.record)])
    case .adjusted(let movement): movement.record
    case .extended(let reservation): ["reservation": reservation.record]
    case .valued(let key, let units, let unitCost):
      .fields(key.fields + [.init("units", units.record), .init("unitCost", unitCost.record)])
    case .sold(let holder, let costed): ["holder": holder.record, "units": costed.record]
    case .writtenOff(let adjustment, let costed): ["adjustment": adjustment.record, "units": costed.record]
    case .listing(let event): event.record
    case .reserved(let reservation, let movements), .consumed(let reservation, let movements),
      .released(let reservation, let movements):
      [
        "reservation": reservation.record, "units": movements.units.record,
        "reason": (movements.first?.cause.name).record, "movements": movements.record,
      ]
    }
  }
}

extension StockEvent {
  /// The journal entries of an event of a stock, in order: what the platform's units had cost that are there no more
  /// (SPEC §9).
  func entries(at instant: Instant) -> [JournalEntry] {
    do throws(JournalError) {
      switch self {
      case .sold(.session(let session), let costed):
        return try costed.cost.map { (cost) throws(JournalError) in
          [try .goodsSold(session, costing: cost, about: .session(session), at: instant)]
        } ?? []
      case .sold(.order(let order), let costed):
        return try costed.cost.map { (cost) throws(JournalError) in
          [try .goodsSold(order, costing: cost, about: .stock, at: instant)]
        } ?? []
      case .writtenOff(let adjustment, let costed):
        return [try .goodsWrittenOff(adjustment, costing: costed.cost, at: instant)]
      case .limitsSet, .adjusted, .reserved, .extended, .consumed, .released, .valued, .listing: return []
      }
    } catch {
      preconditionFailure("what units had cost is not negative")
    }
  }
}

extension [CostedUnits] {
  /// What all of them had cost, in the currency of the first; nil for none.
  var cost: Money? {
    first.map { first in
      // Parts of what the stocks of one owner had cost, which was counted when it came.
      Money(reduce(Int64(0)) { $0 + $1.cost.amount }, first.cost.currency)
    }
  }
}

extension [StockMovement] {
  /// How many units were promised, went out or became free, all keys together.
  fileprivate var units: Int { reduce(0) { $0 + Int(($1.after.reserved - $1.before.reserved).magnitude) } }
}
