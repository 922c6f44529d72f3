import GrosirCore

/// A stock counted again from its events, apart from how the engine counts: by how much each movement changed it, and
/// what open reservations hold.
struct StockRecount {
  let key: StockKey
  private(set) var onHand = 0
  private(set) var reserved = 0
  private(set) var limits = StockLimits.none
  /// How many movements do not begin where the one before them ended.
  private(set) var gaps = 0
  /// What the platform's units had cost that came and did not go.
  private(set) var cost: [Currency: Int128] = [:]
  /// How many listings mirror it.
  private(set) var listings = 0
  /// Units that they show; nil where there are none.
  private(set) var shown: Int?
  private var level = StockCount.zero
  private var held: [ReservationHolder: Int] = [:]

  init(_ key: StockKey) { self.key = key }

  /// Units that open reservations hold.
  var heldUnits: Int { held.values.reduce(0) { $0 + $1 } }

  /// Units that one of them holds.
  func units(heldFor holder: ReservationHolder) -> Int { held[holder] ?? 0 }

  /// Counts what happened.
  mutating func count(_ event: StockEvent) {
    for movement in event.movements where movement.key == key { count(movement) }
    switch event {
    case .limitsSet(key, let limits): self.limits = limits
    case .valued(key, let units, let unitCost): pay(Int128(unitCost.amount) * Int128(units), in: unitCost.currency)
    case .sold(_, let costed): for units in costed where units.key == key { take(units) }
    case .writtenOff(_, let costed): if costed.key == key { take(costed) }
    case .reserved(let reservation, _), .consumed(let reservation, _), .released(let reservation, _):
      let units = reservation.lines.reduce(0) { $1.key == key ? $0 + $1.units : $0 }
      held[reservation.holder] = reservation.life.state == .reserved && units > 0 ? units : nil
    case .listing(.listed(let listing, from: let former, showing: let units)):
      if former == key { listings -= 1 }
      if listing.stock == key {
        listings += 1
        shown = shown ?? units
      }
      if listings == 0 { shown = nil }
    case .listing(.synced(let sync)): if sync.stock == key { shown = sync.after }
    case .limitsSet, .valued, .adjusted, .extended, .listing: break
    }
  }

  private mutating func count(_ movement: StockMovement) {
    if movement.before != level { gaps += 1 }
    level = movement.after
    onHand += movement.after.onHand - movement.before.onHand
    reserved += movement.after.reserved - movement.before.reserved
  }

  private mutating func take(_ costed: CostedUnits) { pay(-Int128(costed.cost.amount), in: costed.cost.currency) }

  private mutating func pay(_ amount: Int128, in currency: Currency) { cost[currency, default: 0] += amount }
}
