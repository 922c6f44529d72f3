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

  /// Its name: `INVENTORY_RESERVED`.
  public var name: String {
    switch self {
    case .limitsSet: "INVENTORY_LIMITS_SET"
    case .adjusted: "INVENTORY_ADJUSTED"
    case .reserved: "INVENTORY_RESERVED"
    case .extended: "RESERVATION_EXTENDED"
    case .consumed: "INVENTORY_CONSUMED"
    case .released: "INVENTORY_RELEASED"
    }
  }

  /// For whom units are or were held, if it is about that.
  public var holder: ReservationHolder? {
    switch self {
    case .limitsSet, .adjusted: nil
    case .reserved(let reservation, _), .extended(let reservation), .consumed(let reservation, _),
      .released(let reservation, _):
      reservation.holder
    }
  }

  /// What changed, each stock key once.
  public var movements: [StockMovement] {
    switch self {
    case .limitsSet, .extended: []
    case .adjusted(let movement): [movement]
    case .reserved(_, let movements), .consumed(_, let movements), .released(_, let movements): movements
    }
  }

  /// Visits the keys of the stocks that it is about, each once.
  public func forEachKey(_ body: (StockKey) -> Void) {
    if case .limitsSet(let key, _) = self { body(key) }
    for movement in movements { body(movement.key) }
  }
}

extension StockEvent: Recorded {
  /// The event's own fields; its name stands beside them.
  public var record: Record {
    switch self {
    case .limitsSet(let key, let limits): .fields(key.fields + [.init("limits", limits.record)])
    case .adjusted(let movement): movement.record
    case .extended(let reservation): ["reservation": reservation.record]
    case .reserved(let reservation, let movements), .consumed(let reservation, let movements),
      .released(let reservation, let movements):
      [
        "reservation": reservation.record, "units": movements.units.record,
        "reason": (movements.first?.cause.name).record, "movements": movements.record,
      ]
    }
  }
}

extension [StockMovement] {
  /// How many units were promised, went out or became free, all keys together.
  fileprivate var units: Int { reduce(0) { $0 + Int(($1.after.reserved - $1.before.reserved).magnitude) } }
}
