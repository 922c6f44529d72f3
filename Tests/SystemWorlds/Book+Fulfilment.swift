import GrosirCore

/// A purchase order as the book has it.
final class PurchaseOrderBook {
  let number: PurchaseOrderNumber
  let product: ProductID
  let factory: FactoryID
  let session: SessionBook?
  let place: StockPlace
  let bundles: Int
  let variants: [VariantID]
  let units: [Int]
  let unitCost: Int64
  let currency: Currency
  var shippingCost: Int64
  var status: PurchaseOrderStatus
  var received: [Int]
  var damaged: [Int]
  var receipts = 0
  /// What shipping cost when the first goods came.
  var shippingAtFirst: Int64 = 0
  var awaitsCancelling = false

  init(_ row: PurchaseOrder, of session: SessionBook?) {
    number = row.number
    product = row.product
    factory = row.factory
    self.session = session
    place = row.destination
    bundles = row.bundles
    variants = row.lines.map { $0.variant }
    units = row.lines.map { $0.units }
    unitCost = row.unitCost.amount
    currency = row.unitCost.currency
    shippingCost = row.shippingCost.amount
    status = row.status
    received = units.map { _ in 0 }
    damaged = received
  }

  var total: Int64 { Int64(units.reduce(0, +)) * unitCost + shippingCost }

  func outstanding(_ place: Int) -> Int { status.isOpen ? max(0, units[place] - received[place]) : 0 }
}

extension PurchaseOrderStatus {
  /// Forwards only: the order of SPEC §8, where an open one can still come to another.
  func isBefore(_ status: PurchaseOrderStatus) -> Bool {
    let all = PurchaseOrderStatus.allCases
    return isOpen && (all.firstIndex(of: self) ?? 0) < (all.firstIndex(of: status) ?? 0)
  }
}

extension Book {
  func touch(_ order: PurchaseOrderBook) {
    if !touched.purchaseOrders.contains(where: { $0 === order }) { touched.purchaseOrders.append(order) }
  }

  // MARK: A session's demand

  func fulfil(_ event: SessionEvent, _ session: SessionBook, at instant: Instant) throws(Broken) {
    if case .fulfilmentBegun(let row) = event { return try begin(row, session) }
    guard let fulfilment = session.fulfilment else { throw Broken(.sessionPath, "fulfilment has not begun") }
    switch event {
    case .demandCovered(let lines, let source): try cover(lines, from: source, fulfilment, session)
    case .orderProgressed(let number, let mark):
      guard mark == .placed else { return }
      try check(session.state == .moqReached || session.state == .pendingStock, .sessionPath, "it orders")
      fulfilment.orders.append(number)
      reach(.pendingStock, session)
    case .fulfilmentShort(let lines):
      try check(session.units(lines), is: lack(of: fulfilment, session), .ordered, "what is short")
    case .fulfilmentOverdue:
      try check(!fulfilment.isOverdue, .sessionPath, "it is reported overdue twice")
      try check(max(now, session.last) >= fulfilment.deadline, .sessionPath, "it is reported overdue too early")
      fulfilment.isOverdue = true
    case .stockReceived:
      try check(fulfilment.isCovered, .coveredIsHeld, "it is said to be complete")
      reach(.stockReceived, session)
    case .released(let release): try releaseEscrow(release, fulfilment, session, at: instant)
    case .fulfilled: try complete(fulfilment, session)
    case .heldGoodsPurchased(let cost, let factory):
      try check(session.state, is: .cancelled, .factoryPaid, "held goods are bought")
      try check(factory, is: fulfilment.factory, .factoryPaid, "from whom held goods are bought")
      let sum = fulfilment.served.reduce(Int64(0)) { $0 + Int64($1.units) * $1.cost }
      try check(cost.amount, is: sum, .factoryPaid, "what held goods cost")
      for served in fulfilment.served {
        let key = session.plan.warehouse.key(of: session.variants[served.place])
        stock(of: key).layers.append((served.units, served.cost))
      }
      fulfilment.served = []
      owe(sum, to: .factoryPayable(factory), from: .inventory, in: session.currency, at: instant)
    default: break
    }
  }

  private func begin(_ row: Fulfilment, _ session: SessionBook) throws(Broken) {
    try check(session.state, is: .moqReached, .sessionPath, "it is fulfilled")
    try check(session.fulfilment == nil, .sessionPath, "it is fulfilled twice")
    let demand = session.tallies.map { $0.paid }
    try check(
      session.units(row.lines.map { VariantUnits($0.variant, $0.demand) }), is: demand, .settlement, "the demand")
    guard let product = products[session.plan.product], let factory = factories[product.product.factory] else {
      throw Broken(.sessionPath, "it is fulfilled by nobody")
    }
    try check(row.fee.value, is: factory.fee, .factoryPaid, "a factory's fee")
    let duration = product.product.expectedCompletion ?? .days(30)
    let until = session.closedAt?.adding(duration) ?? .latest
    try check(row.deadline, is: until, .sessionPath, "until when it is to be fulfilled")
    session.fulfilment = FulfilmentBook(demand, row.factory, fee: factory.fee, until: until)
  }

  private func cover(
    _ lines: [VariantUnits], from source: DemandSource, _ fulfilment: FulfilmentBook, _ session: SessionBook
  ) throws(Broken) {
    for line in lines {
      guard let place = session.place(of: line.variant) else { throw Broken(.tallies, "a strange variant") }
      try check(line.units <= fulfilment.missing(place), .coveredIsHeld, "more is covered than is missing")
      switch source {
      case .stock: fulfilment.fromStock[place] += line.units
      case .bundles(let number, let cost):
        try check(purchaseOrders[number]?.session === session, .ordered, "goods of another's order")
        fulfilment.fromBundles[place] += line.units
        fulfilment.served.append((place, line.units, cost.amount))
      }
    }
  }

  /// What is missing and not outstanding on any order of the session.
  func lack(of fulfilment: FulfilmentBook, _ session: SessionBook) -> [Int] {
    var lack = session.variants.indices.map { fulfilment.missing($0) }
    for number in fulfilment.orders {
      guard let order = purchaseOrders[number] else { continue }
      for place in lack.indices { lack[place] -= order.outstanding(place) }
    }
    return lack.map { max(0, $0) }
  }

  private func releaseEscrow(
    _ release: ParticipantRelease, _ fulfilment: FulfilmentBook, _ session: SessionBook, at instant: Instant
  ) throws(Broken) {
    guard let member = members[release.participant], member.session === session, member.status == .paid else {
      throw Broken(.escrow, "\(release.participant.text) is released, and is not in")
    }
    touch(member)
    let parts = [release.consigned, release.warehouse].compactMap { $0 }
    try check(release.gross.amount, is: member.escrowed, .escrow, "what is released of \(member.id.text)")
    try check(
      parts.reduce(Int64(0)) { $0 + $1.gross.amount }, is: member.escrowed, .escrow, "the parts of a release")
    for split in parts {
      let fee = Book.fee(of: split.gross.amount, at: fulfilment.fee)
      try check(split.fee.amount, is: fee, .factoryPaid, "the fee of a release")
      try check(split.net.amount, is: split.gross.amount - fee, .factoryPaid, "the rest of a release")
    }
    let (escrow, currency) = (Account.escrow(session.id), session.currency)
    if let consigned = release.consigned {
      try check(session.plan.selling, is: .consignment, .factoryPaid, "who sells")
      self.release(
        consigned.gross.amount, fee: consigned.fee.amount, to: .factoryPayable(fulfilment.factory), from: escrow,
        in: currency, at: instant)
      fulfilment.consigned += consigned.gross.amount
    }
    if let own = release.warehouse {
      post(
        [(escrow, .sales, own.net.amount), (escrow, .platformFees, own.fee.amount)], in: currency, at: instant)
    }
    member.released += member.escrowed
    session.escrow -= member.escrowed
    member.escrowed = 0
  }

  private func complete(_ fulfilment: FulfilmentBook, _ session: SessionBook) throws(Broken) {
    try check(fulfilment.isCovered, .coveredIsHeld, "it succeeds")
    try check(session.state == .moqReached || session.state == .stockReceived, .sessionPath, "it succeeds")
    for member in session.members where member.status == .paid && member.admitted.contains(where: { $0 > 0 }) {
      try check(member.order != nil, .everybodyServed, "\(member.id.text) has no order")
    }
    // What the factory is owed for is what its own bundles brought, at the price everybody finally pays.
    if session.plan.selling == .consignment, let price = session.tier?.price.amount {
      try check(
        fulfilment.consigned, is: session.cost(of: fulfilment.fromBundles, at: price), .factoryPaid,
        "what is released for own bundles")
    }
    if session.plan.selling == .consignment {
      costOfConsigned[fulfilment.factory, default: 0] +=
        fulfilment.served.reduce(Int64(0)) { $0 + Int64($1.units) * $1.cost }
    }
    fulfilment.served = []
    reach(.success, session)
  }

  // MARK: Purchase orders

  func hear(_ event: PurchaseOrderEvent, of number: PurchaseOrderNumber, at instant: Instant) throws(Broken) {
    if case .placed(let row) = event { return try place(row) }
    guard let order = purchaseOrders[number] else { throw Broken(.purchaseOrderPath, "\(number.text) is not known") }
    touch(order)
    switch event {
    case .sent:
      try advance(order, to: .sent)
      expectRequest("purchaseOrder/" + number.text)
    case .acknowledged: try advance(order, to: .acknowledged)
    case .productionStarted: try advance(order, to: .inProduction)
    case .productionCompleted:
      if order.status != .inProduction { try advance(order, to: .inProduction) }
    case .shipped(_, let cost):
      try advance(order, to: .shipped)
      order.shippingCost = cost.amount
    case .refused:
      try check(
        order.status.isBefore(.shipped) && order.status != .draft, .purchaseOrderPath, "\(number.text) is refused")
      set(order, .refused)
    case .cancelled:
      try check(order.status.isBefore(.partiallyReceived), .purchaseOrderPath, "\(number.text) is cancelled")
      order.awaitsCancelling = false
      set(order, .cancelled)
    case .received(let receipt): try receive(receipt, order, at: instant)
    case .placed: break
    }
  }

  private func set(_ order: PurchaseOrderBook, _ status: PurchaseOrderStatus) {
    order.status = status
    coverage.reach(status)
  }

  private func advance(_ order: PurchaseOrderBook, to status: PurchaseOrderStatus) throws(Broken) {
    try check(order.status.isBefore(status), .purchaseOrderPath, "\(order.number.text): \(order.status) to \(status)")
    set(order, status)
  }

  private func place(_ row: PurchaseOrder) throws(Broken) {
    try check(purchaseOrders[row.number] == nil, .ordered, "\(row.number.text) is there twice")
    let session = try row.session.map { (id) throws(Broken) in try self.session(id) }
    let order = PurchaseOrderBook(row, of: session)
    guard let product = products[row.product] else { throw Broken(.ordered, "an order of no product") }
    let shares = session?.rules.shares ?? product.rules.shares
    try check(order.units, is: shares.map { $0 * row.bundles }, .ordered, "units of \(row.number.text)")
    try check(order.unitCost, is: product.product.unitCost.amount, .ordered, "the cost of a unit")
    if let session, let fulfilment = session.fulfilment {
      let lack = lack(of: fulfilment, session)
      let bundles = lack.indices.reduce(0) { max($0, (lack[$1] + shares[$1] - 1) / shares[$1]) }
      try check(row.bundles, is: bundles, .ordered, "bundles for \(lack)")
      // What is free in the warehouse is used first.
      for place in lack.indices where lack[place] > 0 {
        let key = session.plan.warehouse.key(of: session.variants[place])
        try check(available(key, at: now) <= 0, .ordered, "\(lack[place]) are ordered of what is there")
      }
    } else {
      guard case .orderForStock(let command) = deed, command.bundles == row.bundles else {
        throw Broken(.ordered, "\(row.number.text) is ordered unasked")
      }
    }
    purchaseOrders[row.number] = order
    purchaseOrderList.append(order)
    touch(order)
    if row.status == .sent { expectRequest("purchaseOrder/" + row.number.text) }
    coverage.reach(row.status)
  }

  // MARK: Receipts

  /// What a delivery is worth to whom: the warehouse counted it.
  private func receive(_ receipt: GoodsReceipt, _ order: PurchaseOrderBook, at instant: Instant) throws(Broken) {
    guard case .receiveGoods(let command) = deed, command.number == order.number, command.receipt == receipt.id else {
      throw Broken(.factoryPaid, "goods came that nobody sent")
    }
    try check(receipts.insert(receipt.id).inserted, .factoryPaid, "\(receipt.id.text) is counted twice")
    let session = order.session
    let serves = session?.state == .pendingStock
    let isConsigned = serves && session?.plan.selling == .consignment
    let came = command.counts(of: order)
    var (bought, broken) = (0, 0)
    for (place, variant) in order.variants.enumerated() {
      let sound = came[place].units - came[place].damaged
      // What it served is heard next; here it is what was missing.
      let served = serves ? min(sound, session?.fulfilment?.missing(place) ?? 0) : 0
      if let line = receipt.lines.first(where: { $0.variant == variant }) {
        try check(line.units, is: came[place].units, .unitsOnHand, "units that came")
        try check(line.damaged, is: came[place].damaged, .unitsOnHand, "units that came damaged")
        try check(line.served, is: served, .coveredIsHeld, "units that serve \(order.number.text)'s session")
      } else {
        try check(came[place].units, is: 0, .unitsOnHand, "units that came")
      }
      let own = isConsigned ? sound - served : sound
      bought += own
      broken += came[place].damaged
      if own > 0 {
        stock(of: order.place.key(of: variant)).layers.append((own, order.unitCost))
      }
      order.received[place] += came[place].units
      order.damaged[place] += came[place].damaged
    }
    let (payable, currency) = (Account.factoryPayable(order.factory), order.currency)
    owe(Int64(bought) * order.unitCost, to: payable, from: .inventory, in: currency, at: instant)
    owe(Int64(broken) * order.unitCost, to: payable, from: .writeOffs, in: currency, at: instant)
    if order.receipts == 0 {
      order.shippingAtFirst = order.shippingCost
      owe(order.shippingCost, to: payable, from: .costOfGoods, in: currency, at: instant)
    }
    order.receipts += 1
    if order.status.isOpen {
      let isAll = order.units.indices.allSatisfy { order.received[$0] >= order.units[$0] }
      set(order, isAll ? .received : .partiallyReceived)
    }
  }
}

extension ReceiveGoods {
  /// Units and damaged ones among them, by the order's variants.
  func counts(of order: PurchaseOrderBook) -> [(units: Int, damaged: Int)] {
    order.variants.enumerated().map { place, variant in
      let broken = damaged.reduce(0) { $0 + ($1.variant == variant ? $1.units : 0) }
      switch goods {
      case .bundles(let count): return (count * (order.units[place] / order.bundles), broken)
      case .units(let units): return (units.reduce(0) { $0 + ($1.variant == variant ? $1.units : 0) }, broken)
      }
    }
  }
}
