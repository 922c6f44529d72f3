import GrosirCore

/// How far one session's demand is met, as its events tell it; each list is by variant, in product order.
struct FulfilmentAccount {
  /// Who makes what is missing.
  let factory: FactoryID
  /// From when on it is overdue.
  let deadline: Instant
  /// Units that were sold.
  private(set) var demand: [Int]
  /// Units that are there from the warehouse's stock.
  private(set) var fromStock: [Int]
  /// Units that are there from bundles that were ordered for the session.
  private(set) var fromBundles: [Int]
  /// Whether it was reported overdue.
  private(set) var isOverdue = false
  /// Whether everybody got theirs.
  private(set) var isComplete = false
  /// What left escrow, and what of it the factory, the warehouse and the platform earned.
  private(set) var released: Int128 = 0
  private(set) var toFactory: Int128 = 0
  private(set) var toSales: Int128 = 0
  private(set) var fees: Int128 = 0
  private let positions: [VariantID: Int]

  init(_ fulfilment: Fulfilment, _ positions: [VariantID: Int]) {
    factory = fulfilment.factory
    deadline = fulfilment.deadline
    self.positions = positions
    demand = positions.map { _ in 0 }
    fromStock = demand
    fromBundles = demand
    for line in fulfilment.lines { positions[line.variant].map { demand[$0] = line.demand } }
  }

  /// Units that are not there yet.
  var missing: [Int] { demand.indices.map { demand[$0] - fromStock[$0] - fromBundles[$0] } }

  /// Counts what happened.
  mutating func count(_ event: SessionEvent) {
    switch event {
    case .demandCovered(let lines, .stock):
      for line in lines { positions[line.variant].map { fromStock[$0] += line.units } }
    case .demandCovered(let lines, .bundles):
      for line in lines { positions[line.variant].map { fromBundles[$0] += line.units } }
    case .fulfilmentOverdue: isOverdue = true
    case .fulfilled: isComplete = true
    case .released(let release):
      released += Int128(release.gross.amount)
      toFactory += Int128(release.consigned?.net.amount ?? 0)
      toSales += Int128(release.warehouse?.net.amount ?? 0)
      fees += Int128(release.consigned?.fee.amount ?? 0) + Int128(release.warehouse?.fee.amount ?? 0)
    default: break
    }
  }
}

/// One purchase order, as its events tell it; each list is by line of the order.
struct PurchaseOrderAccount {
  /// The order as it was placed.
  let order: PurchaseOrder
  /// What of a unit's cost selling off leftovers is estimated to bring in, by line.
  private let clearanceRates: [BasisPoints]
  /// Units that came, damaged ones among them.
  private(set) var received: [Int]
  /// Units that came damaged.
  private(set) var damaged: [Int]
  /// Units that serve the session it was placed for.
  private(set) var served: [Int]
  /// Units beyond what was outstanding.
  private(set) var surplus: [Int]
  /// What came was bought for so much, what came damaged cost so much, and shipping.
  private(set) var purchased: Int128 = 0
  private(set) var damagedCost: Int128 = 0
  private(set) var shipping: Int128 = 0
  /// Whether what was to serve its session is not to be given to anybody.
  private(set) var isUnwanted = false

  init(_ order: PurchaseOrder, of product: Product?) {
    self.order = order
    clearanceRates = order.lines.map { product?.variant($0.variant)?.clearanceRate ?? .zero }
    received = order.lines.map { _ in 0 }
    damaged = received
    served = received
    surplus = received
  }

  /// Counts what happened.
  mutating func count(_ event: PurchaseOrderEvent) {
    guard case .received(let receipt) = event else { return }
    for line in receipt.lines {
      guard let place = order.lines.firstIndex(where: { $0.variant == line.variant }) else { continue }
      received[place] += line.units
      damaged[place] += line.damaged
      served[place] += line.served
      surplus[place] += line.surplus
    }
    purchased += Int128(receipt.purchased.amount)
    damagedCost += Int128(receipt.damaged.amount)
    shipping += Int128(receipt.shipping?.amount ?? 0)
  }

  /// Its session was cancelled: nobody gets what came for it.
  mutating func abandon() { isUnwanted = true }

  /// Undamaged units of each line that nobody had ordered; those of an order for the warehouse are not left over.
  var leftOver: [Int] {
    guard order.session != nil else { return received.map { _ in 0 } }
    return received.indices.map { received[$0] - damaged[$0] - (isUnwanted ? 0 : served[$0]) }
  }

  /// What they had cost, what selling them off may bring in, and what is wasted.
  var leftOverMoney: LeftoverMoney {
    var sum = LeftoverMoney()
    for (units, rate) in zip(leftOver, clearanceRates) { sum.add(units, at: order.unitCost, rate) }
    return sum
  }

  /// How many units there are of a variant in a list by line.
  func units(of variant: VariantID, in list: [Int]) -> Int {
    order.lines.firstIndex { $0.variant == variant }.map { list[$0] } ?? 0
  }
}

/// Leftovers in money: cost = recoverable + waste (SPEC §9).
///
/// What one delivery brings can be counted, but not what any number of them do together.
struct LeftoverMoney {
  private(set) var units = 0
  private(set) var cost: Int128 = 0
  private(set) var recoverable: Int128 = 0
  private(set) var waste: Int128 = 0

  /// Adds units of one variant, as many at a time as are valued together.
  mutating func add(_ units: Int, at unitCost: Money, _ rate: BasisPoints) {
    var left = units
    while left > 0 {
      let part = min(left, Quantity.maximum)
      do throws(JournalError) {
        let value = try Leftovers(part, at: unitCost, clearanceRate: rate)
        cost += Int128(value.cost.amount)
        recoverable += Int128(value.recoverable.amount)
        waste += Int128(value.waste.amount)
      } catch {
        preconditionFailure("what came with one delivery was counted: \(error)")
      }
      left -= part
    }
    self.units += units
  }

  /// Adds what another order left over.
  mutating func add(_ other: LeftoverMoney) {
    units += other.units
    cost += other.cost
    recoverable += other.recoverable
    waste += other.waste
  }
}

extension ReplayLedger {
  /// The purchase orders that were placed for a session, in order.
  func orders(of session: SessionID) -> [PurchaseOrderAccount] {
    orderNumbers.compactMap { orders[$0] }.filter { $0.order.session == session }
  }

  /// Units of each variant that a session's purchase orders brought, by what a list of each order says.
  func units(of session: SessionAccount, _ list: (PurchaseOrderAccount) -> [Int]) -> [Int] {
    let orders = orders(of: session.plan.session)
    return session.variants.map { variant in
      orders.reduce(0) { $0 + $1.units(of: variant, in: list($1)) }
    }
  }

  /// What a session left over, in money.
  func leftOverMoney(of session: SessionID) -> LeftoverMoney {
    var sum = LeftoverMoney()
    for order in orders(of: session) { sum.add(order.leftOverMoney) }
    return sum
  }
}
