import GrosirCore
import GrosirTesting

extension Chooser {
  // MARK: Factories

  private func someOrder(_ isWanted: (PurchaseOrderBook) -> Bool) -> PurchaseOrderBook? {
    let found = book.purchaseOrderList.suffix(6).filter(isWanted)
    return found.isEmpty ? nil : choices.element(of: found)
  }

  /// What a factory says or sends.
  func aboutFactory() -> Deed? {
    guard let order = someOrder({ $0.status.isOpen }) ?? someOrder({ _ in true }) else {
      return choices.chance(1, in: 8) ? orderForStock() : aboutSession()
    }
    switch choices.integer(in: 0...15) {
    case 0: return orderForStock()
    case 1: return .mark(MarkPurchaseOrder(order.number, order.status == .draft ? .sent : .acknowledged))
    case 2: return .mark(MarkPurchaseOrder(order.number, .acknowledged))
    case 3: return .mark(MarkPurchaseOrder(order.number, .productionStarted))
    case 4: return .mark(MarkPurchaseOrder(order.number, .productionCompleted))
    case 5, 6:
      let cost: Int64? = choices.boolean() ? 1_500 : nil
      return .mark(MarkPurchaseOrder(order.number, .shipped(nil, shippingCost: cost)))
    case 7, 8:
      disturbances.append(.refusal)
      return .mark(MarkPurchaseOrder(order.number, .refused(reason())))
    case 10: return .mark(MarkPurchaseOrder(order.number, .cancelled(reason())))
    case 9:
      return someShortSession().map {
        .placeAnother(PlaceAnotherOrder($0.id, number: id("k"), shippingCost: 300))
      }
    default: return send(order)
    }
  }

  /// A delivery: all of it, a part, too much, with damaged units; the warehouse counts it, once or twice.
  private func send(_ order: PurchaseOrderBook) -> Deed? {
    let receipt: ReceiptID = id("r")
    var damaged: [VariantUnits] = []
    let goods: ReceiveGoods.Goods
    if choices.chance(2, in: 3) {
      let bundles = choices.chance(3, in: 4) ? order.bundles : choices.integer(in: 1...(order.bundles + 1))
      goods = .bundles(bundles)
      if choices.chance(1, in: 5) { damaged = [VariantUnits(choices.element(of: order.variants), 1)] }
    } else {
      let units = order.variants.indices.compactMap { place -> VariantUnits? in
        let most = max(1, order.outstanding(place))
        let count = choices.integer(in: 0...(most + 1))
        return count > 0 ? VariantUnits(order.variants[place], count) : nil
      }
      guard let first = units.first else { return nil }
      goods = .units(units)
      if choices.chance(1, in: 4) { damaged = [VariantUnits(first.variant, 1)] }
    }
    write(.receiveGoods(ReceiveGoods(order.number, receipt: receipt, goods, damaged: damaged)))
    return choices.chance(2, in: 3) ? deliver() : nil
  }

  private func orderForStock() -> Deed {
    let product = choices.element(of: products)
    return .orderForStock(
      OrderForStock(
        ProductID(unchecked: product.id), bundles: choices.integer(in: 1...2), number: id("k"),
        shippingCost: choices.element(of: [0, 900]), isDraft: choices.chance(2, in: 3)))
  }

  // MARK: Stock

  func someKey() -> StockKey {
    let product = choices.element(of: products)
    let variant = VariantID(unchecked: choices.element(of: product.variants).id)
    return (choices.chance(1, in: 3) ? Chooser.shop : Chooser.place).key(of: variant)
  }

  func aboutWarehouse() -> Deed? {
    let key = someKey()
    switch choices.integer(in: 0...9) {
    case 0:
      return .setLimits(SetStockLimits(key, reorderPoint: choices.integer(in: 0...3), maximum: 6))
    case 1, 2, 3:
      return .adjustStock(
        AdjustStock(key, by: -choices.integer(in: 1...3), because: choices.boolean() ? .writeOff : .correction))
    default: return .adjustStock(AdjustStock(key, by: choices.integer(in: 1...4), because: .receipt))
    }
  }

  // MARK: Reservations

  func aboutReservation() -> Deed? {
    let loose = book.openReservations.keys.compactMap { holder -> OrderID? in
      guard case .order(let order) = holder, self.book.orders[order] == nil else { return nil }
      return order
    }.sorted()
    func some() -> OrderID {
      if loose.isEmpty || choices.chance(1, in: 8) { return OrderID(unchecked: "o\(choices.integer(in: 1...40))") }
      return choices.element(of: loose)
    }
    guard !loose.isEmpty || choices.chance(1, in: 4) else { return reserve() }
    switch choices.integer(in: 0...15) {
    case 0...2: return reserve()
    case 3, 4, 5, 6, 7:
      let until = now.adding(.minutes(choices.element(of: [5, 30, 59, 70]))) ?? now
      return .extendReservation(ExtendReservation(some(), until: until))
    case 8, 9, 10: return .consumeReservation(ConsumeReservation(some()))
    case 11, 12, 13:
      return .releaseReservation(ReleaseReservation(some(), because: choices.anyCase(of: ReleaseReason.self)))
    default: return .sweep(SweepReservations(limit: choices.element(of: [1, 64, 64])))
    }
  }

  private func reserve() -> Deed {
    let lines = (0..<choices.element(of: [1, 1, 2, 3])).map { _ in
      StockLine(someKey(), choices.integer(in: 1...3))
    }
    let span: ReservationSpan =
      choices.chance(1, in: 2) ? .standard : choices.chance(1, in: 4) ? .untilReleased : .lasting(.minutes(50))
    return .reserveStock(
      ReserveStock(OrderID(unchecked: "o\(choices.integer(in: 1...40))"), lines, lasting: span))
  }

  // MARK: Payouts

  func aboutMoney() -> Deed? {
    switch choices.integer(in: 0...11) {
    case 0...4:
      let isRich = choices.chance(3, in: 4)
      let rich = Chooser.buyers.filter { !isRich || self.book.balance(.wallet($0), .idr) >= 10_000 }
      guard !rich.isEmpty else { return settle() }
      let buyer = choices.element(of: rich)
      let has = book.balance(.wallet(buyer), .idr)
      let amount = choices.element(of: [10_000, max(1, has), has + 1, 12_345])
      return .requestWithdrawal(RequestWithdrawal(id("w"), of: Money(amount, .idr), for: buyer))
    case 5, 6: return .runBatch(RunWithdrawalBatch(limit: choices.element(of: [1, 50])))
    case 7: return .runBatch(RunWithdrawalBatch(cutOff: now, limit: 50))
    case 8, 9: return settle()
    default:
      guard !book.settlementList.isEmpty else { return settle() }
      return .paySettlement(PaySettlement(choices.element(of: book.settlementList).id))
    }
  }

  private func settle() -> Deed {
    let payee: Payee = choices.boolean() ? .factory(FactoryID(literal: "f")) : .seller(Chooser.seller)
    let last = book.settlementList.last { $0.payee == payee }
    let from = choices.chance(1, in: 10) ? World.start : last?.period.upperBound ?? World.start
    let until = now.adding(.minutes(choices.element(of: [0, 0, -60, 30]))) ?? now
    return .settlePayee(SettlePayee(payee, from: from, until: until, as: id("t")))
  }
}
