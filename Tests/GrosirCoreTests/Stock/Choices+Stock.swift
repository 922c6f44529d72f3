import GrosirCore
import GrosirTesting

// What somebody might ask of stock, drawn where a plain reading of it stands; for the book and for the commands alike.
extension Choices {
  /// An instant after another, or before it where the clock jumps back: at the edges of an expiry, too.
  func stockTime(after now: Int64, in model: StockModel) -> Int64 {
    let edges = model.reservations.sorted { $0.key < $1.key }.compactMap { $0.value.expiry }
    switch weighted([(6, 0), (3, 1), (3, 2), (2, 3), (1, 4)]) {
    case 0: return now + integer(in: 0...2)
    case 1: return now + integer(in: 0...5_000)
    case 2 where !edges.isEmpty: return element(of: edges) + integer(in: -1...1)
    case 3: return now + boundaryInteger(in: 0...7_200_000)
    default:
      count("the clock jumped back")
      return now - boundaryInteger(in: 0...7_200_000)
    }
  }

  /// What an order asks for, mostly something; now and then what it asked for before.
  func stockOrder(of orders: [String], _ keys: [String], in model: StockModel) -> StockOrdered {
    if chance(1, in: 6), let again = orderedBefore(orders, in: model) { return again }
    let order = element(of: orders)
    let lines = list(chance(1, in: 30) ? 0...0 : 1...3) { choices in
      (key: choices.element(of: keys), units: choices.stockUnits())
    }
    let span: Int64? =
      switch weighted([(9, 0), (6, 1), (3, 2), (1, 3)]) {
      case 0: nil
      case 1: boundaryInteger(in: 1...model.maxLifetime)
      case 2: -1
      default: boolean() ? 0 : model.maxLifetime + 1
      }
    return StockOrdered(order: order, lines: lines, span: span)
  }

  private func stockUnits() -> Int {
    switch weighted([(20, 0), (1, 1)]) {
    case 0: integer(in: 1...4)
    default: element(of: [0, -1, 1_000_000_000, 1_000_000_001, Int.max, Int.min])
    }
  }

  /// What one of the newest reservations asked for, in another order and with its first line split if it can be.
  private func orderedBefore(_ orders: [String], in model: StockModel) -> StockOrdered? {
    let order = element(of: orders)
    guard let number = model.newest[order], let found = model.reservations[number] else { return nil }
    var lines = found.lines.sorted { $0.key > $1.key }.map { (key: $0.key, units: $0.value) }
    if lines[0].units > 1, boolean() {
      lines[0].units -= 1
      lines.append((lines[0].key, 1))
    }
    return StockOrdered(order: order, lines: lines, span: nil)
  }

  /// Until when a reservation might be extended: about the most that is allowed, about now, or anything.
  func stockExpiry(_ number: Int?, at now: Int64, in model: StockModel) -> Int64 {
    let found = number.flatMap { model.reservations[$0] }
    let (madeAt, last) = (found?.madeAt ?? now, found?.lastInstant ?? now)
    let edge = element(of: [madeAt + model.maxLifetime, last + model.maxLifetime, now, found?.expiry ?? now])
    let isNearby = boolean()
    return edge + (isNearby ? integer(in: -1...1) : integer(in: -3_600_000...3_600_000))
  }

  /// Units that come or go, mostly few.
  func stockAdjustment() -> (units: Int, reason: AdjustmentReason) {
    let reason = element(of: AdjustmentReason.allCases)
    let units = weighted([
      (30, integer(in: -6...9)), (1, boundaryInteger(in: Int.min...Int.max)), (1, 1_000_000_000),
    ])
    return (units, reason)
  }
}

/// What an order asks for, in the model's words.
struct StockOrdered {
  let order: String
  let lines: [(key: String, units: Int)]
  /// Milliseconds; nil for the standard span, a negative one for none.
  let span: Int64?

  /// The lines as they are asked for.
  var stockLines: [StockLine] { lines.map { StockLine(StockHistory.key($0.key), $0.units) } }

  /// The span as it is asked for.
  var lasting: ReservationSpan {
    guard let span else { return .standard }
    return span < 0 ? .untilReleased : .lasting(Timespan(milliseconds: span) ?? .zero)
  }
}
