import GrosirCore

/// What the events about one stock add up to.
struct StockAccount {
  let key: StockKey
  /// Units that came, were returned or found, less those that were lost.
  private(set) var came = 0
  /// Units that went out to those for whom they were reserved.
  private(set) var wentOut = 0
  /// Units that open reservations hold.
  private(set) var reserved = 0
  /// When it is low, and when it is too much.
  private(set) var limits = StockLimits.none

  init(_ key: StockKey) { self.key = key }

  /// Units that should be there.
  var onHand: Int { came - wentOut }

  /// Counts what happened to the stock, as it says by how much and not what is left.
  fileprivate mutating func count(_ movement: StockMovement) {
    let units = movement.after.onHand - movement.before.onHand
    switch movement.cause {
    case .adjusted: came += units
    case .consumed: wentOut -= units
    case .reserved, .released: break
    }
  }

  fileprivate mutating func count(_ limits: StockLimits) { self.limits = limits }

  fileprivate mutating func hold(_ units: Int) { reserved += units }

  /// How it stands.
  var level: StockLevel? {
    StockCount(onHand: onHand, reserved: reserved).map { StockLevel($0, limits: limits) }
  }
}

/// What the events about all stocks add up to.
struct StockLedger {
  /// The stocks in the order in which they were first heard of.
  private(set) var order: [StockKey] = []
  /// What is known of each.
  private(set) var accounts: [StockKey: StockAccount] = [:]
  /// What each order or session holds.
  private var held: [ReservationHolder: [StockLine]] = [:]

  /// Counts what happened.
  mutating func count(_ event: StockEvent) {
    for movement in event.movements { change(movement.key) { $0.count(movement) } }
    switch event {
    case .limitsSet(let key, let limits): change(key) { $0.count(limits) }
    case .reserved(let reservation, _), .consumed(let reservation, _),
      .released(let reservation, _):
      for line in held[reservation.holder] ?? [] { change(line.key) { $0.hold(-line.units) } }
      let isOpen = reservation.life.state == .reserved
      held[reservation.holder] = isOpen ? reservation.lines : nil
      for line in isOpen ? reservation.lines : [] { change(line.key) { $0.hold(line.units) } }
    case .adjusted, .extended, .valued, .sold, .writtenOff, .listing: break
    }
  }

  private mutating func change(_ key: StockKey, _ body: (inout StockAccount) -> Void) {
    if accounts[key] == nil { order.append(key) }
    body(&accounts[key, default: StockAccount(key)])
  }

  /// How many units an order or session holds.
  func units(heldFor holder: ReservationHolder) -> Int { held[holder]?.reduce(0) { $0 + $1.units } ?? 0 }

  /// All stocks, in the order of their keys.
  var all: [StockAccount] { order.sorted().compactMap { accounts[$0] } }
}

/// A stock that stands otherwise than before.
struct StockChange {
  /// Which.
  let key: StockKey
  /// How it stood; nil if nobody had heard of it.
  let before: StockLevel?
  /// How it stands.
  let now: StockLevel
}

extension ReplayCheck {
  /// Units of stock that have to add up: what came is there or went out, and what is held is reserved.
  static func stock(_ account: StockAccount, _ kept: StockItem?) -> [ReplayCheck] {
    let count = kept?.level.count ?? .zero
    func check(_ name: String, _ counted: Int, _ kept: Int) -> ReplayCheck {
      ReplayCheck(
        name: "\(name) of \(account.key)", session: nil, counted: [Int128(counted)],
        kept: [Int128(kept)])
    }
    return [
      check("units that came = on hand + went out", account.came, count.onHand + account.wentOut),
      check("units of open reservations", account.reserved, count.reserved),
    ]
  }
}
