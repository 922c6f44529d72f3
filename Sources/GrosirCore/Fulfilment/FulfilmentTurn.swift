/// One command's turn at meeting a session's demand: its session, the warehouse's stock, and its purchase orders
/// (SPEC §6).
///
/// What every way there has in common: take what the warehouse has, order what is missing, and once everything is there
/// let it all go out and release the money, in one step.
struct FulfilmentTurn: ~Copyable {
  private(set) var session: SessionTurn
  private(set) var stock: StockTurn
  private var orders = Shelf<PurchaseOrderNumber, PurchaseOrder>()
  private var buyersOrders = OrderRows()
  private let workingSet: WorkingSet

  /// Begins a turn.
  ///
  /// - Throws: a refusal when there is no such session or its state does not allow the action.
  init(
    at id: SessionID, to action: SessionAction, from workingSet: WorkingSet, in context: Context
  ) throws(Interruption<FulfilmentError>) {
    do throws(Interruption<SessionError>) {
      session = try SessionTurn.begin(at: id, to: action, from: workingSet, in: context)
    } catch {
      throw error.map { FulfilmentError(ofSession: $0) }
    }
    stock = StockTurn(from: workingSet, at: session.now)
    self.workingSet = workingSet
  }

  /// The session as it is now.
  var row: GroupSession { session.session }

  /// How far the demand is met.
  ///
  /// - Precondition: somebody has begun to meet it.
  var fulfilment: Fulfilment {
    guard let fulfilment = row.fulfilment else { preconditionFailure("fulfilment has begun") }
    return fulfilment
  }

  /// Ends the turn: what changed is to be saved.
  consuming func end(into changes: inout Changes) {
    orders.forEachChanged { session.changes.save($0) }
    session.changes.save(buyersOrders)
    stock.end(into: &session.changes)
    session.end(into: &changes)
  }

  // MARK: What is read

  private func need(_ reads: [Read]) throws(Interruption<FulfilmentError>) {
    let missing = workingSet.missing(of: reads)
    guard missing.isEmpty else { throw .needs(missing) }
  }

  /// The product in its newest version.
  private func product() throws(Interruption<FulfilmentError>) -> Product {
    let product = row.plan.product
    try need([.product(product)])
    guard let product = workingSet.product(product) else {
      preconditionFailure("a session's product is kept as long as the session")
    }
    return product
  }

  /// Asks at once for what it mostly takes to meet the demand: the product, and the stocks of the session's variants.
  func needProductAndStocks() throws(Interruption<FulfilmentError>) {
    let plan = row.plan
    guard !workingSet.has(.product(plan.product)) else { return }
    let keys = row.composition.variants.map { plan.warehouse.key(of: $0) }
    try need([.product(plan.product)] + StockTurn.reads(of: keys, heldFor: row.id, by: session.now))
  }

  /// The product in its newest version, and its factory.
  func source() throws(Interruption<FulfilmentError>) -> (product: Product, factory: Factory) {
    let product = try product()
    try need([.factory(product.factory)])
    guard let factory = workingSet.factory(product.factory) else {
      throw .refused(.unknownFactory(product.factory))
    }
    return (product, factory)
  }

  /// A purchase order, as it is now.
  mutating func order(_ number: PurchaseOrderNumber) throws(Interruption<FulfilmentError>) -> PurchaseOrder {
    if let order = orders[number] { return order }
    try need([.purchaseOrder(number)])
    guard let order = workingSet.purchaseOrder(number) else { throw .refused(.unknownPurchaseOrder(number)) }
    orders.bring(order, as: number)
    return order
  }

  /// Units of each variant that the session's orders still owe.
  mutating func outstanding() throws(Interruption<FulfilmentError>) -> [VariantUnits] {
    let numbers = fulfilment.purchaseOrders
    try need(numbers.filter { !orders.has($0) }.map { .purchaseOrder($0) })
    var sum: [VariantUnits] = []
    for number in numbers {
      let order = try order(number)
      sum = sum.adding(order.outstanding, in: order.lines)
    }
    return sum
  }

  // MARK: What happens

  /// Logs what happened to the session now.
  mutating func record(_ event: SessionEvent) { session.record(event) }

  /// Logs what happened to an order now.
  mutating func record(_ event: PurchaseOrderEvent, on order: inout PurchaseOrder) {
    session.changes.record(event, at: max(session.now, order.lastInstant), on: &order)
    orders.save(order, as: order.number)
  }

  /// Does something to stock.
  mutating func changeStock<Value>(
    _ change: (inout StockTurn, inout Changes) throws(Interruption<StockError>) -> Value
  ) throws(Interruption<FulfilmentError>) -> Value {
    do throws(Interruption<StockError>) {
      return try change(&stock, &session.changes)
    } catch {
      throw error.map { FulfilmentError(ofStock: $0) }
    }
  }

  /// Holds for the session's buyers what the warehouse has free of what is missing.
  mutating func coverFromStock() throws(Interruption<FulfilmentError>) {
    let (place, id) = (row.plan.warehouse, row.id)
    let missing = fulfilment.missing
    let covered = try changeStock { (stock, changes) throws(Interruption<StockError>) in
      // By the instant at which it will be held, which what is held already may put later than now.
      let own = try stock.reservation(of: .session(id))
      try stock.free(missing.map { place.key(of: $0.variant) }, and: own, into: &changes)
      let free = missing.compactMap { line -> VariantUnits? in
        let units = min(line.units, stock.count(of: place.key(of: line.variant)).available)
        return units > 0 ? VariantUnits(line.variant, units) : nil
      }
      try stock.hold(place.lines(free), for: id, into: &changes)
      return free
    }
    if !covered.isEmpty { record(.demandCovered(covered, from: .stock)) }
  }

  /// Orders whole bundles, so many that nothing is missing once they are there, and tells the factory.
  ///
  /// - Returns: the order.
  mutating func placeOrder(
    for missing: [VariantUnits], _ number: PurchaseOrderNumber?, shippingCost: Int64
  ) throws(Interruption<FulfilmentError>) -> PurchaseOrder {
    let (product, factory) = try source()
    let destination = row.plan.warehouse
    try need([.location(destination.location)])
    let bundle = row.composition.bundle
    let bundles = missing.reduce(0) { max($0, $1.units.dividedRoundingUp(by: bundle.units(of: $1.variant))) }
    let number: PurchaseOrderNumber = number ?? session.makeIdentifier()
    let order = PurchaseOrder(
      number, of: bundles, holding: bundle, product, for: row.id, to: destination,
      shippingCost: Money(shippingCost, product.currency), status: .sent, at: session.now)
    guard var order else { throw .refused(.totalOutOfRange) }
    record(.placed(order), on: &order)
    record(.orderProgressed(number, .placed))
    session.request(
      .notifyFactory(
        FactoryNotice(
          of: order, product, to: factory, delivering: workingSet.location(destination.location),
          for: row.plan.code)))
    return order
  }

  // MARK: Completion

  /// Lets everything go out that was sold, makes every buyer's order, and releases their money.
  ///
  /// Who joined first is served from the warehouse's stock, as far as it goes; the others from the session's bundles.
  ///
  /// - Complexity: O(p log p) in the number of participants.
  mutating func complete() throws(Interruption<FulfilmentError>) {
    let fulfilment = fulfilment
    let (plan, id) = (row.plan, row.id)
    let platform = fulfilment.lines.compactMap { line -> StockLine? in
      let units = plan.selling == .warehouse ? line.demand : line.fromStock
      return units > 0 ? StockLine(plan.warehouse.key(of: line.variant), units) : nil
    }
    let product = try product()
    let buyers = try participants().filter { $0.status == .paid && !$0.admitted.isEmpty }
    _ = try changeStock { (stock, changes) throws(Interruption<StockError>) in
      try stock.consume(.session(id), ofPlatform: platform, into: &changes)
    }
    var shares = ReleaseShares(of: fulfilment, plan)
    for buyer in buyers {
      order(product, for: buyer)
      record(.released(shares.release(to: buyer, row)))
    }
    record(.fulfilled)
  }

  /// Makes a buyer's order: paid already, and its units and its money are the session's.
  private mutating func order(_ product: Product, for buyer: Participant) {
    let seller: OrderSeller = row.plan.selling == .consignment ? .factory(fulfilment.factory) : .warehouse
    let id: OrderID = session.makeIdentifier()
    let order = Order(id, of: buyer, in: row, product: product, soldBy: seller, at: session.now)
    guard let order else { preconditionFailure("whoever was admitted has something to be sent") }
    session.changes.record(.placed(order), of: id, at: session.now, on: &buyersOrders)
  }

  private mutating func participants() throws(Interruption<FulfilmentError>) -> [Participant] {
    do throws(Interruption<SessionError>) {
      return try session.everybody()
    } catch {
      throw error.map { FulfilmentError(ofSession: $0) }
    }
  }
}

extension Composition {
  /// What a bundle holds, in product order.
  fileprivate var bundle: [VariantUnits] {
    variants.enumerated().map { position, variant in VariantUnits(variant, unitsPerBundle(at: position)) }
  }
}

/// Divides what is there among buyers, and their money among who sold it.
private struct ReleaseShares {
  private let fulfilment: Fulfilment
  private let selling: Selling

  /// What of the warehouse's units is left for those who come next, in the order of the fulfilment's lines.
  private var left: [Int]

  init(of fulfilment: Fulfilment, _ plan: SessionPlan) {
    self.fulfilment = fulfilment
    selling = plan.selling
    left = fulfilment.lines.map { plan.selling == .warehouse ? $0.demand : $0.fromStock }
  }

  /// What a buyer gets, and who earns what lies in escrow for it.
  mutating func release(to buyer: Participant, _ session: GroupSession) -> ParticipantRelease {
    let gross = buyer.escrowed
    var consigned: Int64 = 0
    for line in buyer.admitted {
      guard let place = fulfilment.lines.firstIndex(where: { $0.variant == line.variant }),
        let position = session.composition.position(of: line.variant),
        let price = session.settlement?.verdict.tier?.price
      else { preconditionFailure("what was admitted was sold at the tier's price") }
      let own = min(line.units, left[place])
      left[place] -= own
      // A part of what lies in escrow, which fits.
      consigned += Int64(line.units - own) * (price.amount + session.plan.priceAdjustments[position])
    }
    let warehouse = gross.amount - consigned
    return ParticipantRelease(
      participant: buyer.id, gross: gross, factory: fulfilment.factory,
      consigned: split(consigned, gross.currency), warehouse: split(warehouse, gross.currency))
  }

  private func split(_ amount: Int64, _ currency: Currency) -> FeeSplit? {
    amount == 0 ? nil : FeeSplit(of: Money(amount, currency), at: fulfilment.fee)
  }
}
