import GrosirCore
import GrosirEngine

extension StoreLaw {
  /// Each order with the reservation that it stands on, from the till to the carrier, and the rows as the events make
  /// them.
  func ordersHaveTheirReservations(in store: some GrosirStore) async throws {
    let till = try await LawTill(in: store, shirts: 5, caps: 5)
    _ = try await till.engine.execute(till.cart("a", shirts: 2, caps: 1), in: till.context("place a"))
    for (order, units) in [("a/1", 2), ("a/2", 1)] {
      let kept = try await till.kept(order)
      try expectEqual(kept.order?.status, .pendingPayment, "an order that was placed")
      try expectEqual(kept.reservation?.life.state, .reserved, "what is held for it")
      try expectEqual(kept.reservation?.life.expiresAt, kept.order?.payBefore, "until when")
      try expectEqual(kept.reservation?.lines.reduce(0) { $0 + $1.units }, units, "how much")
    }
    guard let address = try await till.kept("a/1").order?.address, let reason = Reason("torn") else {
      throw ExpectationFailure("an order has no address")
    }
    let found = try await till.engine.address(address, of: till.tenant)
    try expectEqual(found?.lines, ["A street"], "the address of an order")
    _ = try await till.engine.execute(till.pay("a/1", units: 2), in: till.context("pay a"))
    _ = try await till.engine.execute(ShipOrder(OrderID(literal: "a/1")), in: till.context("ship a"))
    let refund = RefundOrder(
      OrderID(literal: "a/1"), refund: RefundID(literal: "R"), amount: Money(1, .idr), because: reason,
      returned: [LineUnits(line: 0, units: 1)])
    _ = try await till.engine.execute(refund, in: till.context("refund a"))
    _ = try await till.engine.execute(CancelOrder(OrderID(literal: "a/2")), in: till.context("cancel a"))
    try expectEqual(try await till.kept("a/1").reservation?.life.state, .consumed, "what was held for goods that went")
    try expectEqual(try await till.kept("a/2").reservation?.life.state, .released(.cancelled), "for an order given up")
    try expectEqual(try await till.count("shirt"), StockCount(onHand: 4, reserved: 0), "shirts: 5, 2 out, 1 back")
    try expectEqual(try await till.count("cap"), StockCount(onHand: 5, reserved: 0), "caps")
    try await expectRowsOfEvents(of: ["a/1", "a/2"], in: till)
  }

  private func expectRowsOfEvents(of orders: [String], in till: LawTill<some GrosirStore>) async throws {
    for name in orders {
      let id = OrderID(unchecked: name)
      var rows = OrderRows()
      for logged in try await till.store.events(of: .order(id), in: till.tenant, after: 0, limit: 100) {
        if case .order(id, let event) = logged.dated.event { rows.apply(event, to: id, at: logged.dated.instant) }
      }
      try expectEqual(try await till.kept(name).order, rows.orders[id], "the order \(name) and what its events make")
      for payment in rows.payments.rows {
        let found = try await till.store.look(at: [.order(.payment(payment.reference))], of: till.tenant)
        try expectEqual(found.orderPayment(payment.reference), payment, "a payment of \(name)")
      }
      for refund in rows.refunds.rows {
        let found = try await till.store.look(at: [.order(.refund(refund.id))], of: till.tenant)
        try expectEqual(found.orderRefund(refund.id), refund, "a refund of \(name)")
      }
    }
  }

  /// Many carts at once, each with the last of one thing and enough of another: some are taken whole, the others not at
  /// all.
  func cartsAreTakenWhole(in store: some GrosirStore) async throws {
    let till = try await LawTill(in: store, shirts: 5, caps: 100)
    let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<12 {
        group.addTask {
          let cart = till.cart("c\(number)", shirts: 2, caps: 3)
          return try await till.refusal(of: cart, in: till.context("place \(number)")) == nil
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    try expectEqual(taken, 2, "how many of 12 got 2 of the last 5 shirts, and caps")
    try expectEqual(try await till.count("shirt"), StockCount(onHand: 5, reserved: 4), "shirts")
    try expectEqual(try await till.count("cap"), StockCount(onHand: 100, reserved: 6), "caps, held with them alone")
    var whole = 0
    for number in 0..<12 {
      let (shirts, caps) = (try await till.kept("c\(number)/1"), try await till.kept("c\(number)/2"))
      let parts = [shirts.order == nil, caps.order == nil, shirts.reservation == nil, caps.reservation == nil]
      try expect(Set(parts).count == 1, "a part of a cart is kept: \(parts)")
      if shirts.order != nil { whole += 1 }
    }
    try expectEqual(whole, 2, "carts that are kept")
    let effects = try await store.leaseEffects(
      LeaseRequest(by: "law", at: LawScene.start, until: LawScene.later, limit: 100))
    try expectEqual(effects.count, 4, "payments that are asked for")
  }

  /// Money that comes when what was held is not any more: it takes the order up again if the units can be had, and goes
  /// back if they cannot, whether a sweep or a job came before, or nobody.
  func lateMoneyFindsUnitsOrGoesBack(in store: some GrosirStore) async throws {
    let till = try await LawTill(in: store, shirts: 5, caps: 1)
    for (name, units) in [("a", 2), ("b", 2), ("c", 1)] {
      _ = try await till.engine.execute(till.cart(name, shirts: units, caps: 0), in: till.context("place \(name)"))
    }
    let late = LawScene.later
    let early = LawScene.before(LawScene.at(.minutes(15)))
    try expectEqual(
      try await till.refusal(of: till.cart("d", shirts: 1, caps: 0), in: till.context("too early", at: early))?.code,
      "insufficient", "what is held is not free")
    // Taking it frees what has expired on the stock, all three.
    _ = try await till.engine.execute(till.cart("d", shirts: 4, caps: 0), in: till.context("place d", at: late))
    try expectEqual(try await till.count("shirt"), StockCount(onHand: 5, reserved: 4), "shirts after what expired")
    let back = try await till.engine.execute(till.pay("a/1", units: 2), in: till.context("pay a", at: late))
    try expectEqual(back.returned, .soldOut, "money for units that are gone")
    let due = OrderRead.due(through: late, limit: 10)
    let found = try await store.look(at: [.order(due)], of: till.tenant).orders(due)
    try expectEqual(found.map { $0.id.text }, ["b/1", "c/1"], "orders that are due")
    let expired = try await till.engine.execute(ExpireOrders(), in: till.context("expire", at: late))
    try expectEqual(expired.expired, 2, "orders that the job lets expire")
    let again = try await till.engine.execute(till.pay("c/1", units: 1), in: till.context("pay c", at: late))
    try expectEqual(again.returned, nil, "money for units that can be had again")
    let kept = try await till.kept("c/1")
    try expectEqual(kept.order?.status, .paid, "the order that was taken up again")
    try expectEqual(kept.reservation?.life.state, .reserved, "what is held for it")
    try expectEqual(kept.reservation?.life.expiresAt, nil, "until when")
    try expectEqual(try await till.count("shirt"), StockCount(onHand: 5, reserved: 5), "shirts in the end")
    let refund = try await store.leaseEffects(
      LeaseRequest(by: "law", at: late, until: LawScene.end, limit: 100)
    ).filter { $0.effect.name == "refundOrder" }
    try expectEqual(refund.count, 1, "money that goes back")
  }

  /// Somebody's orders come in pages, the oldest first, each once, and nobody else's among them.
  func ordersComeInPages(in store: some GrosirStore) async throws {
    let till = try await LawTill(in: store, shirts: 100, caps: 100)
    // By clocks that differ; several at one instant.
    for (number, minute) in [3, 1, 1, 2, 0].enumerated() {
      let cart = till.cart("c\(number)", shirts: 1, caps: number == 1 ? 1 : 0)
      let now = LawScene.at(.minutes(Int32(minute)))
      _ = try await till.engine.execute(cart, in: till.context("place \(number)", at: now))
      let other = till.cart("x\(number)", shirts: 1, caps: 0, buyer: "other")
      _ = try await till.engine.execute(other, in: till.context("other \(number)", at: now))
    }
    let parties: [(OrderParty, Int)] = [
      (.buyer(BuyerID(literal: "buyer")), 6), (.buyer(BuyerID(literal: "other")), 5),
      (.seller(.seller(SellerID(literal: "seller"))), 11), (.seller(.warehouse), 0),
    ]
    for (party, count) in parties {
      for size in 1...4 {
        var places: [OrderPlace] = []
        while places.count <= count {
          let page = try await till.engine.orders(
            of: party, of: till.tenant, after: places.last, limit: size, at: LawScene.start)
          try expect(page.count <= size, "a page of \(size) has \(page.count)")
          if page.isEmpty { break }
          places += page.map { OrderPlace(of: $0) }
        }
        try expectEqual(places.count, count, "orders of \(party)")
        try expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 }, "orders of \(party) are not in order")
      }
    }
    let nobody = try await till.engine.orders(
      of: .buyer(BuyerID(literal: "buyer")), of: TenantID(literal: "another"), limit: 10, at: LawScene.start)
    try expectEqual(nobody.count, 0, "orders of another tenant")
  }
}
