import GrosirCore
import GrosirEngine

extension StoreLaw {
  /// From the close to everybody's goods: factory, location, purchase order and costs are found as they were saved, a
  /// delivery is known by its identity, and all rows are what the events make.
  func goodsAreFoundAsTheyCame(in store: some GrosirStore) async throws {
    let shop = try await LawShop(in: store)
    let number = PurchaseOrderNumber(literal: "PO-1")
    try await shop.sell(units: 5)
    _ = try await shop.engine.execute(PutFactory(LawScene.factory), in: shop.context("put factory"))
    _ = try await shop.engine.execute(PutLocation(LawScene.location), in: shop.context("put location"))
    _ = try await shop.engine.execute(
      FulfilSession(shop.session, number: number, shippingCost: 7), in: shop.context("fulfil", at: LawScene.end))
    let units = [VariantUnits(VariantID(literal: "S"), 3), VariantUnits(VariantID(literal: "M"), 5)]
    try await shop.receive(.units(units), as: "R-1", number)
    try await expectFulfilment(number, receipts: ["R-1"], in: shop)
    try await shop.receive(.bundles(1), as: "R-2", number)
    try await expectFulfilment(number, receipts: ["R-1", "R-2"], in: shop)
    let reads: [Read] = [.factory(FactoryID(literal: "factory")), .location(LocationID(literal: "warehouse"))]
    let found = try await store.look(at: reads, of: shop.tenant)
    try expectEqual(found.factory(FactoryID(literal: "factory"))?.draft, LawScene.factory, "the factory")
    try expectEqual(found.location(LocationID(literal: "warehouse"))?.draft, LawScene.location, "the location")
    let again = ReceiveGoods(number, receipt: ReceiptID(literal: "R-1"), .bundles(1))
    let refusal = try await shop.refusal(of: again, in: shop.context("again", at: LawScene.end))
    try expectEqual(refusal, .duplicateReceipt(again.receipt, number), "a delivery that came before")
  }

  /// What is kept of the session's fulfilment, and what its events make.
  private func expectFulfilment(
    _ number: PurchaseOrderNumber, receipts: [String], in shop: LawShop<some GrosirStore>
  ) async throws {
    var order: PurchaseOrder?
    for logged in try await shop.store.events(of: .purchaseOrder(number), in: shop.tenant, after: 0, limit: 100) {
      guard case .purchaseOrder(number, _, let event) = logged.dated.event else { continue }
      if case .placed(let placed) = event { order = placed }
      order?.apply(event, at: logged.dated.instant)
    }
    let ids = receipts.map { ReceiptID(unchecked: $0) }
    let reads = [Read.purchaseOrder(number)] + ids.map { .purchaseOrderOfReceipt($0) }
    let found = try await shop.store.look(at: reads, of: shop.tenant)
    try expect(order != nil && found.purchaseOrder(number) == order, "the purchase order and what its events make")
    try expectEqual(order?.receipts, ids, "deliveries of the order")
    for id in ids { try expect(found.purchaseOrder(ofReceipt: id) == order, "the order of the delivery \(id.text)") }
    try await expectSession(in: shop)
    try await expectStock(in: shop)
  }

  private func expectSession(in shop: LawShop<some GrosirStore>) async throws {
    var rows: SessionRows?
    for logged in try await shop.events() {
      guard case .session(_, let event) = logged.dated.event else { continue }
      if case .created(let plan, let rules, let version) = event {
        rows = SessionRows(created: plan, rules: rules, version: version, at: logged.dated.instant)
      } else {
        rows?.apply(event, at: logged.dated.instant)
      }
    }
    try expect(try await shop.keptSession() == rows?.session, "the session and what its events make")
  }

  private func expectStock(in shop: LawShop<some GrosirStore>) async throws {
    var rows = StockRows()
    for logged in try await shop.store.events(of: nil, in: shop.tenant, after: 0, limit: 1_000) {
      if case .stock(let event) = logged.dated.event { rows.apply(event, at: logged.dated.instant) }
    }
    for size in ["S", "M"] {
      let key = StockPlace.platform.key(of: VariantID(unchecked: size))
      let found = try await shop.store.look(at: [.stock(.item(key)), .stock(.costs(key))], of: shop.tenant)
      try expectEqual(found.stockItem(key), rows.items[key], "the stock of \(size) and what the events make")
      try expect(found.stockCosts(key) == rows.costs[key], "what \(size) had cost and what the events make")
    }
  }
}

extension LawScene {
  fileprivate static let factory = Factory.Draft(
    id: "factory", name: "Factory", phone: "+6281234567890",
    bank: BankDetails.Draft(code: "BCA", account: "12345678", holder: "Factory"), postalCode: "40111")
  fileprivate static let location = Location.Draft(
    id: "warehouse", name: "Warehouse", address: "A street", postalCode: "40111")
}

extension LawShop {
  /// Why a delivery is refused, or nil if it is not.
  fileprivate func refusal(of command: ReceiveGoods, in context: Context) async throws -> FulfilmentError? {
    do throws(EngineError<FulfilmentError>) {
      _ = try await engine.execute(command, in: context)
      return nil
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      return refusal
    }
  }

  /// Sells units of S, and closes the session.
  fileprivate func sell(units: Int) async throws {
    _ = try await engine.execute(join("a", units: units), in: context("join a"))
    _ = try await engine.execute(pay("a", units: units), in: context("pay a"))
    _ = try await engine.execute(CloseSession(session), in: context("close", at: LawScene.end))
  }

  fileprivate func receive(
    _ goods: ReceiveGoods.Goods, as receipt: String, _ number: PurchaseOrderNumber
  ) async throws {
    let command = ReceiveGoods(number, receipt: ReceiptID(unchecked: receipt), goods)
    _ = try await engine.execute(command, in: context("receive \(receipt)", at: LawScene.end))
  }
}
