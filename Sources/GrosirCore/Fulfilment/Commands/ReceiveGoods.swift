/// Goods arrive for a purchase order (SPEC §6): whole bundles, or units as somebody counted them.
///
/// They serve the session they were ordered for, and only that; the rest is free stock. Nothing is turned away: more
/// than was outstanding is taken and flagged, and so is what comes after a cancellation.
public struct ReceiveGoods: Command, Hashable {
  /// For which order.
  public var number: PurchaseOrderNumber
  /// The delivery's identity; one is counted once.
  public var receipt: ReceiptID
  /// What came.
  public var goods: Goods
  /// What of it is damaged: paid as agreed, and written off.
  public var damaged: [VariantUnits]

  /// What came.
  public enum Goods: Sendable, Hashable {
    /// Whole bundles, 1…10⁹.
    case bundles(Int)
    /// Units of each variant, damaged ones among them.
    case units([VariantUnits])
  }

  /// What became of it.
  public struct Receipt: Recordable, Hashable {
    /// What came, what it served, and what it cost.
    public let goods: GoodsReceipt
    /// Where the order stands.
    public let status: PurchaseOrderStatus
    /// Where the session stands that the order is for.
    public let session: SessionState?
    /// What the session lacks that nobody has ordered; an operator orders it, or cancels the session.
    public let short: [VariantUnits]
  }

  /// Creates the command.
  public init(
    _ number: PurchaseOrderNumber, receipt: ReceiptID, _ goods: Goods, damaged: [VariantUnits] = []
  ) {
    self.number = number
    self.receipt = receipt
    self.goods = goods
    self.damaged = damaged
  }

  /// The command's name on the wire.
  public static var name: String { "receiveGoods" }

  /// The order, and whether the delivery was counted already; the session and the stocks follow from the order.
  public func reads(in context: Context) -> [Read] { [.purchaseOrder(number), .purchaseOrderOfReceipt(receipt)] }

  /// Takes the goods in; if that is all that was missing, the session is complete.
  ///
  /// - Throws: in this order ``FulfilmentError/unknownPurchaseOrder(_:)``,
  ///   ``FulfilmentError/duplicateReceipt(_:_:)``, ``FulfilmentError/invalid(_:)`` with every violation, at `bundles`,
  ///   `units` or `damaged`; ``FulfilmentError/invalidOrderTransition(from:action:)`` for a draft;
  ///   ``FulfilmentError/totalOutOfRange``.
  /// - Complexity: O(n) in the variants; O(p log p) in the participants where the session is complete.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<FulfilmentError>) -> Receipt {
    guard let order = workingSet.purchaseOrder(number) else { throw .refused(.unknownPurchaseOrder(number)) }
    if let counted = workingSet.purchaseOrder(ofReceipt: receipt) {
      throw .refused(.duplicateReceipt(receipt, counted.number))
    }
    let counts = try counts(of: order)
    guard order.status != .draft else {
      throw .refused(.invalidOrderTransition(from: order.status, action: .receivePart))
    }
    guard let session = order.session else {
      return try receiveForWarehouse(counts, order, from: workingSet, in: context, &changes)
    }
    guard workingSet.has(.session(session)) else {
      let keys = order.lines.map { order.destination.key(of: $0.variant) }
      throw .needs(
        SessionTurn.reads(of: session, in: context) + [.product(order.product)]
          + StockTurn.reads(of: keys, heldFor: session, by: context.now))
    }
    var turn = try FulfilmentTurn(at: session, to: .receive, from: workingSet, in: context)
    let receipt = try turn.receive(counts, for: number, as: receipt)
    turn.end(into: &changes)
    return receipt
  }

  private func receiveForWarehouse(
    _ counts: [GoodsCount], _ order: PurchaseOrder, from workingSet: WorkingSet, in context: Context,
    _ changes: inout Changes
  ) throws(Interruption<FulfilmentError>) -> Receipt {
    var order = order
    var stock = StockTurn(from: workingSet, at: context.now)
    let goods = try order.receipt(receipt, of: counts, serving: [], isConsigned: false)
    do throws(Interruption<StockError>) {
      try stock.take(goods, of: order, isConsigned: false, into: &changes)
    } catch {
      throw error.map { FulfilmentError(ofStock: $0) }
    }
    changes.record(.received(goods), at: max(context.now, order.lastInstant), on: &order)
    changes.save(order)
    stock.end(into: &changes)
    return Receipt(goods: goods, status: order.status, session: nil, short: [])
  }

  /// What is asked for.
  public var record: Record {
    var fields: [Record.Field] = [.init("number", number.record), .init("receipt", receipt.record)]
    switch goods {
    case .bundles(let count): fields.append(.init("bundles", count.record))
    case .units(let units): fields.append(.init("units", units.record))
    }
    fields.append(.init("damaged", damaged.record))
    return .fields(fields)
  }
}

/// Units of one variant as they were counted, damaged ones among them.
struct GoodsCount {
  let variant: VariantID
  let units: Int
  let damaged: Int
}

// MARK: The checks

extension ReceiveGoods {
  /// What came of each variant of the order, in product order.
  private func counts(of order: PurchaseOrder) throws(Interruption<FulfilmentError>) -> [GoodsCount] {
    var violations: [Violation] = []
    var came: [VariantUnits] = []
    switch goods {
    case .bundles(let count):
      if 1...Quantity.maximum ~= count {
        for line in order.lines {
          // A bundle holds at most 10⁹ units, so that 10⁹ bundles fit.
          came.append(VariantUnits(line.variant, count * (line.units / order.bundles)))
        }
      } else {
        violations.append(
          Violation(FieldPath("bundles"), .outOfRange, "\(count) is not between 1 and \(Quantity.maximum)"))
      }
    case .units(let units):
      came = order.checked(units, at: FieldPath("units"), &violations)
      if units.isEmpty { violations.append(Violation(FieldPath("units"), .missing, "nothing came")) }
    }
    let broken = order.checked(damaged, at: FieldPath("damaged"), &violations)
    if violations.isEmpty {
      for (place, line) in damaged.enumerated() where line.units > came.units(of: line.variant) {
        violations.append(
          Violation(
            FieldPath("damaged").index(place).field("units"), .inconsistent,
            "\(line.units) are damaged, and \(came.units(of: line.variant)) came"))
      }
      for line in came where line.units > Quantity.maximum {
        violations.append(Violation(FieldPath("bundles"), .tooLarge, "more than \(Quantity.maximum) units came"))
      }
    }
    guard violations.isEmpty else { throw .refused(.invalid(violations)) }
    return came.map { GoodsCount(variant: $0.variant, units: $0.units, damaged: broken.units(of: $0.variant)) }
  }
}

extension PurchaseOrder {
  /// Units of its variants, each at most once and positive, in product order.
  fileprivate func checked(
    _ units: [VariantUnits], at path: FieldPath, _ violations: inout [Violation]
  ) -> [VariantUnits] {
    var seen: Set<VariantID> = []
    for (place, line) in units.enumerated() {
      let path = path.index(place)
      if !lines.contains(where: { $0.variant == line.variant }) {
        violations.append(Violation(path.field("variant"), .unknown, "the order has no \(line.variant.text)"))
      } else if !seen.insert(line.variant).inserted {
        violations.append(Violation(path.field("variant"), .duplicate, "\(line.variant.text) is there twice"))
      }
      if !(1...Quantity.maximum ~= line.units) {
        violations.append(
          Violation(
            path.field("units"), line.units < 1 ? .outOfRange : .tooLarge,
            "\(line.units) is not between 1 and \(Quantity.maximum)"))
      }
    }
    return [].adding(units, in: lines)
  }

  /// What a delivery is, where of each variant so many units are missing that it is to serve.
  ///
  /// - Throws: a refusal where its cost cannot be counted.
  func receipt(
    _ id: ReceiptID, of counts: [GoodsCount], serving missing: [VariantUnits], isConsigned: Bool
  ) throws(Interruption<FulfilmentError>) -> GoodsReceipt {
    var (bought, broken): (Int64, Int64) = (0, 0)
    var received: [ReceivedUnits] = []
    for count in counts {
      let sound = count.units - count.damaged
      let served = min(sound, missing.units(of: count.variant))
      received.append(
        ReceivedUnits(
          variant: count.variant, units: count.units, damaged: count.damaged, served: served,
          surplus: max(0, count.units - outstanding(of: count.variant))))
      // At most 10⁹ units of each of at most 10⁴ variants.
      bought += Int64(isConsigned ? sound - served : sound)
      broken += Int64(count.damaged)
    }
    guard let purchased = unitCost.amount.checkedMultiplied(by: bought),
      let damaged = unitCost.amount.checkedMultiplied(by: broken)
    else { throw .refused(.totalOutOfRange) }
    return GoodsReceipt(
      id: id, lines: received, purchased: Money(purchased, unitCost.currency),
      damaged: Money(damaged, unitCost.currency), shipping: receipts.isEmpty ? shippingCost : nil)
  }
}

// MARK: Taking in

extension StockTurn {
  /// Takes a delivery's sound units into stock, and notes what those cost that are bought.
  fileprivate mutating func take(
    _ receipt: GoodsReceipt, of order: PurchaseOrder, isConsigned: Bool, into changes: inout Changes
  ) throws(Interruption<StockError>) {
    let deliveries = receipt.lines.filter { $0.sound > 0 }.map { line in
      Delivery(
        key: order.destination.key(of: line.variant), units: line.sound,
        bought: isConsigned ? line.sound - line.served : line.sound, unitCost: order.unitCost)
    }
    try receive(deliveries, AdjustmentID(unchecked: receipt.id.text), into: &changes)
  }
}

extension FulfilmentTurn {
  /// Takes a delivery in for the session, or after it; completes the session if nothing is missing any more.
  fileprivate mutating func receive(
    _ counts: [GoodsCount], for number: PurchaseOrderNumber, as receipt: ReceiptID
  ) throws(Interruption<FulfilmentError>) -> ReceiveGoods.Receipt {
    var order = try order(number)
    let awaits = row.state == .pendingStock
    let isConsigned = row.plan.selling == .consignment && awaits
    let goods = try order.receipt(
      receipt, of: counts, serving: awaits ? fulfilment.missing : [], isConsigned: isConsigned)
    let served = goods.lines.compactMap { $0.served > 0 ? VariantUnits($0.variant, $0.served) : nil }
    let (lines, id, placed) = (order.destination.lines(served), row.id, order)
    try changeStock { (stock, changes) throws(Interruption<StockError>) in
      try stock.take(goods, of: placed, isConsigned: isConsigned, into: &changes)
      try stock.hold(lines, for: id, into: &changes)
    }
    record(.received(goods), on: &order)
    if !served.isEmpty { record(.demandCovered(served, from: .bundles(of: number, unitCost: order.unitCost))) }
    var lacking: [VariantUnits] = []
    if awaits, fulfilment.isCovered {
      record(.stockReceived)
      try complete()
    } else if awaits {
      lacking = try short()
      if !lacking.isEmpty { record(.fulfilmentShort(lacking)) }
    }
    return ReceiveGoods.Receipt(goods: goods, status: order.status, session: row.state, short: lacking)
  }
}

// MARK: On record

extension ReceiveGoods.Receipt {
  /// Everything.
  public var record: Record {
    ["goods": goods.record, "status": status.record, "session": session.record, "short": short.record]
  }

  /// From everything.
  public init?(record: Record) {
    guard let goods: GoodsReceipt = record.field("goods"), let status: PurchaseOrderStatus = record.field("status"),
      let session: SessionState? = record.field("session"), let short: [VariantUnits] = record.field("short")
    else { return nil }
    self.init(goods: goods, status: status, session: session, short: short)
  }
}
