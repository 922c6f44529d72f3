import GrosirCore
import GrosirTesting
import XCTest

/// Whatever factories, operators and other customers of the warehouse do, in any order and under a clock that jumps:
/// what SPEC §6 and §9 promise holds after each step.
final class FulfilmentPropertyTests: XCTestCase {
  func testAnyInterleaving() throws {
    let labels: KeyValuePairs = [
      "success": 0.12, "cancelled": 0.08, "pending_stock": 0.2, "FULFILMENT_SHORT": 0.04, "FULFILMENT_OVERDUE": 0.02,
      "SESSION_ORDER_REFUSED": 0.02, "surplus": 0.02, "damaged": 0.1, "another order": 0.02, "from stock": 0.2,
      "after the end": 0.02, "HELD_GOODS_PURCHASED": 0.01,
    ]
    try checkProperty("any interleaving of fulfilment", cases: 2_000, minimumShares: labels) { choices in
      var scenario = try FulfilmentScenario(drawnFrom: choices)
      try choices.steps(0...25) { choices in try scenario.step(choices) }
      for label in scenario.labels { choices.count(label) }
    }
  }
}

/// One session from its close on, and the warehouse it shares with others.
private struct FulfilmentScenario {
  private var world: FulfilmentExample
  private var hour = 169
  private var receipts = 0
  private(set) var labels: Set<String> = []

  init(drawnFrom choices: Choices) throws {
    let selling = choices.anyCase(of: Selling.self)
    let stock = Dictionary(
      uniqueKeysWithValues: ["S", "M", "L", "XL"].map { variant in
        (variant, choices.chance(1, in: 2) ? choices.integer(in: 0...30) : 0)
      })
    let setAside = (stock["M"] ?? 0) > 2 && choices.boolean() ? [VariantUnits(VariantID(literal: "M"), 2)] : []
    world = try FulfilmentExample(
      selling: selling,
      demand: ["M": choices.integer(in: 20...40), "L": choices.integer(in: 1...25), "S": choices.integer(in: 4...20)],
      stock: stock, setAside: setAside)
    choices.note("\(selling.rawValue), \(stock) in the warehouse, set aside \(setAside)")
  }

  // MARK: One step

  mutating func step(_ choices: Choices) throws {
    hour += choices.weighted([(8, choices.integer(in: 0...30)), (1, -choices.integer(in: 0...60)), (1, 600)])
    let numbers = world.example.world.purchaseOrders.keys.sorted()
    let number = numbers.isEmpty ? PurchaseOrderNumber(literal: "none") : choices.element(of: numbers)
    let session = FulfilmentExample.session
    let next = PurchaseOrderNumber(unchecked: "PO-\(numbers.count + 1)")
    let isToBegin = try world.state == .moqReached
    switch choices.weighted([(isToBegin ? 16 : 1, 0), (3, 1), (9, 2), (4, 3), (1, 4), (2, 5), (2, 6), (2, 7)]) {
    case 0: try give(FulfilSession(session, number: next, shippingCost: choices.integer(in: 0...9)), choices)
    case 1: try give(PlaceAnotherOrder(session, number: next), choices)
    case 2: try give(receipt(for: number, choices), choices)
    case 3: try give(MarkPurchaseOrder(number, choices.mark()), choices)
    case 4: try give(CancelSession(session, because: XCTUnwrap(Reason("no cloth"))), choices)
    case 5: try give(ReportOverdue(session), choices)
    case 6: try give(AdjustStock(key(choices), by: choices.integer(in: -4...9), because: .correction), choices)
    default:
      let order = OrderID(unchecked: "o\(choices.integer(in: 0...5))")
      if choices.boolean() {
        try give(ReserveStock(order, [StockLine(key(choices), choices.integer(in: 1...6))]), choices)
      } else {
        try give(ConsumeReservation(order), choices)
      }
    }
    try check()
  }

  private func key(_ choices: Choices) -> StockKey {
    FulfilmentExample.place.key(of: VariantID(unchecked: choices.element(of: ["S", "M", "L", "XL"])))
  }

  private mutating func receipt(for number: PurchaseOrderNumber, _ choices: Choices) -> ReceiveGoods {
    receipts += 1
    let id = ReceiptID(unchecked: "R-\(choices.chance(1, in: 10) ? 1 : receipts)")
    let order = world.example.world.purchaseOrders[number]
    if choices.boolean() {
      let all = order?.bundles ?? 1
      let bundles = choices.chance(1, in: 2) ? all : choices.integer(in: 1...all + 1)
      return ReceiveGoods(number, receipt: id, .bundles(bundles))
    }
    let units = (order?.lines ?? []).compactMap { line -> VariantUnits? in
      let units = choices.integer(in: 0...line.units + 1)
      return units > 0 ? VariantUnits(line.variant, units) : nil
    }
    let damaged = units.compactMap { line -> VariantUnits? in
      let units = choices.chance(1, in: 4) ? choices.integer(in: 0...line.units) : 0
      return units > 0 ? VariantUnits(line.variant, units) : nil
    }
    return ReceiveGoods(number, receipt: id, .units(units), damaged: damaged)
  }

  /// Gives a command that may be refused, and posts what its events moved.
  private mutating func give<Given: Command>(_ command: Given, _ choices: Choices) throws {
    choices.note("\(hour): \(command)")
    let before = (world.example.world.events.count, world.example.world.effects.count)
    switch try world.example.world.run(command, at: SessionExample.hour(hour)) {
    case .success: try world.post()
    case .failure(let refusal):
      choices.note("  refused: \(refusal)")
      let after = (world.example.world.events.count, world.example.world.effects.count)
      try expect(before == after, "a refusal has effects")
    }
  }

  // MARK: What holds

  private mutating func check() throws {
    let row = try world.row
    labels.insert(row.state.rawValue)
    try checkStock(row)
    try checkMoney(row)
    try checkBuyers(row)
    try checkReplay(row)
    let events = world.example.world.events
    labels.formUnion(events.map { $0.event.name })
    if world.example.world.purchaseOrders.count > 1 { labels.insert("another order") }
    if row.fulfilment?.lines.contains(where: { $0.fromStock > 0 }) == true { labels.insert("from stock") }
  }

  /// What is there for the session's buyers is held for them, until all of it goes out or none.
  private func checkStock(_ row: GroupSession) throws {
    let held = world.example.world.reservations[.session(row.id)]
    let isOpen = held?.life.state == .reserved
    for (variant, position) in zip(row.composition.variants, row.composition.variants.indices) {
      let key = FulfilmentExample.place.key(of: variant)
      let units = isOpen ? held?.lines.first { $0.key == key }?.units ?? 0 : 0
      let line = row.fulfilment?.lines.first { $0.variant == variant }
      switch row.state {
      case .moqReached: try expectEqual(units, row.tallies[position].onHand, "set aside of \(variant)")
      case .pendingStock: try expectEqual(units, line.map { $0.demand - $0.missing } ?? 0, "held of \(variant)")
      default: try expectEqual(units, 0, "held of \(variant) in the end")
      }
      if let line { try expect(line.missing >= 0, "more is there of \(variant) than was sold") }
      if row.state == .success { try expectEqual(line?.missing ?? 0, 0, "missing of \(variant)") }
    }
  }

  /// Escrow of a final session is zero; inventory is what the stock had cost; the factory is owed for every unit it
  /// shipped, once.
  private mutating func checkMoney(_ row: GroupSession) throws {
    let journal = world.journal
    try expectEqual(journal.balance(of: .escrow(row.id), in: .idr), row.escrow, "escrow")
    if row.state.isFinal { try expect(row.escrow.isZero, "escrow of a final session") }
    try expectEqual(journal.balance(of: .inventory, in: .idr).amount, -world.costOfStock, "inventory")
    try expect(journal.differences().isEmpty, "balances differ from their postings")
    var owed: Int64 = 0
    var (units, served) = (0, 0)
    for dated in world.example.world.events {
      switch dated.event {
      case .purchaseOrder(_, _, .received(let receipt)):
        owed += receipt.shipping?.amount ?? 0
        if receipt.hasSurplus { labels.insert("surplus") }
        if receipt.lines.contains(where: { $0.damaged > 0 }) { labels.insert("damaged") }
        if row.state.isFinal, receipt.lines.allSatisfy({ $0.served == 0 }) { labels.insert("after the end") }
        units += receipt.lines.reduce(0) { $0 + $1.units }
        served += receipt.lines.reduce(0) { $0 + $1.served }
      case .session(_, .released(let release)): owed += release.consigned?.net.amount ?? 0
      default: break
      }
    }
    let isOnConsignment = row.plan.selling == .consignment && row.state != .cancelled
    owed += Int64(isOnConsignment ? units - served : units) * 60_000
    let payable = journal.balance(of: .factoryPayable(FulfilmentExample.factory), in: .idr)
    try expectEqual(payable.amount, owed, "owed to the factory")
  }

  /// Every buyer who paid has an order and no money left in escrow, or all of it back.
  private func checkBuyers(_ row: GroupSession) throws {
    var orders: [ParticipantID: Int] = [:]
    for order in world.example.world.orders.values {
      if case .participant(let participant, of: row.id) = order.origin { orders[participant, default: 0] += 1 }
    }
    for buyer in world.example.world.all(of: row.id) where buyer.payment != nil {
      try expectEqual(orders[buyer.id] ?? 0, row.state == .success ? 1 : 0, "orders of \(buyer.id)")
      let refunds = world.example.world.refunds.values.filter { $0.participant == buyer.id }
      let back = refunds.reduce(buyer.credited.amount) { $0 + $1.amount.amount }
      if row.state == .cancelled { try expectEqual(back, buyer.total.amount, "what \(buyer.id) has back") }
      if row.state != .cancelled { try expectEqual(refunds.count, 0, "refunds of \(buyer.id)") }
    }
  }

  /// Rows are what the events make of nothing.
  private func checkReplay(_ row: GroupSession) throws {
    var orders: [PurchaseOrderNumber: PurchaseOrder] = [:]
    for dated in world.example.world.events {
      guard case .purchaseOrder(let number, _, let event) = dated.event else { continue }
      if case .placed(let order) = event { orders[number] = order }
      orders[number]?.apply(event, at: dated.instant)
    }
    try expect(orders == world.example.world.purchaseOrders, "purchase orders are not what their events say")
    for order in orders.values {
      for line in order.lines {
        try expect(
          order.damaged.first { $0.variant == line.variant }?.units ?? 0
            <= order.received.first { $0.variant == line.variant }?.units ?? 0, "more is damaged than came")
      }
    }
  }
}

extension Choices {
  fileprivate func mark() -> MarkPurchaseOrder.Mark {
    guard let reason = Reason("too busy") else { preconditionFailure("a reason of one line") }
    return weighted([
      (3, .acknowledged), (2, .productionStarted), (2, .productionCompleted),
      (2, .shipped(nil, shippingCost: chance(1, in: 2) ? integer(in: 0...50) : nil)), (2, .refused(reason)),
      (1, .cancelled(reason)), (1, .sent),
    ])
  }
}
