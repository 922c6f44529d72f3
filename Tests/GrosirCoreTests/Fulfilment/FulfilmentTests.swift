import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §6 and §9, sentence by sentence, on the example of SPEC §3.1.
final class FulfilmentTests: XCTestCase {
  private typealias Example = FulfilmentExample

  // MARK: One order

  /// "Demand M 40, L 25, S 20, XL 5 with 3/3/3/3 and empty stock → one order of 14 bundles, 78 left over, in both ways
  /// of selling with every account shown".
  func testTheExampleOnConsignment() throws {
    var world = try Example()
    let receipt = try world.fulfil()
    XCTAssertEqual(receipt.bundles, 14)
    XCTAssertEqual(receipt.state, .pendingStock)
    XCTAssertEqual(receipt.missing, world.units(["S": 20, "M": 40, "L": 25, "XL": 5]))
    XCTAssertEqual(try world.order().lines, world.units(["S": 42, "M": 42, "L": 42, "XL": 42]))
    XCTAssertEqual(try world.order().total, Money(168 * 60_000 + 150_000, .idr))
    XCTAssertEqual(world.balances, ["escrow(session)": 10_800_000])
    let received = try world.receive(.bundles(14))
    XCTAssertEqual(received.status, .received)
    XCTAssertEqual(received.session, .success)
    XCTAssertEqual(world.counts, ["S": [22, 0], "M": [2, 0], "L": [17, 0], "XL": [37, 0]])
    XCTAssertEqual(
      world.balances,
      [
        "factoryPayable(bandung-1)": 15_090_000, "platformFees": 540_000, "inventory": -4_680_000,
        "costOfGoods": -150_000,
      ])
    XCTAssertEqual(world.costOfStock, 4_680_000)
    XCTAssertEqual(try world.state, .success)
    XCTAssertTrue(try world.row.escrow.isZero)
  }

  func testTheExampleUnderWarehouse() throws {
    var world = try Example(selling: .warehouse)
    try world.fulfil()
    try world.receive(.bundles(14))
    XCTAssertEqual(world.counts, ["S": [22, 0], "M": [2, 0], "L": [17, 0], "XL": [37, 0]])
    XCTAssertEqual(
      world.balances,
      [
        "factoryPayable(bandung-1)": 10_230_000, "sales": 10_260_000, "platformFees": 540_000,
        "inventory": -4_680_000, "costOfGoods": -5_550_000,
      ])
    XCTAssertEqual(world.costOfStock, 4_680_000)
    XCTAssertTrue(try world.row.escrow.isZero)
  }

  /// What is held for the session was held later than now, where the clock has jumped back: what has expired by then is
  /// free, and is used before anything is ordered.
  func testWhatExpiresByTheInstantOfHoldingIsUsedFirst() throws {
    var world = try Example(demand: ["L": 4, "M": 10, "S": 5])
    func key(_ variant: String) -> StockKey { Example.place.key(of: VariantID(unchecked: variant)) }
    XCTAssertEqual(try world.fulfil().bundles, 4)
    try world.run(AdjustStock(key("L"), by: 1, because: .correction), at: 300)
    try world.receive(.bundles(4), damaged: world.units(["M": 12, "S": 12]), at: 170)
    try world.run(AdjustStock(key("M"), by: 5, because: .correction), at: 171)
    try world.run(AdjustStock(key("S"), by: 2, because: .correction), at: 171)
    try world.run(
      ReserveStock(OrderID(literal: "cart"), [StockLine(key("M"), 3), StockLine(key("S"), 2)]), at: 172)
    let receipt = try world.run(
      PlaceAnotherOrder(Example.session, number: PurchaseOrderNumber(literal: "PO-2")), at: 172)
    XCTAssertEqual(receipt.missing, world.units(["S": 3, "M": 5]))
    XCTAssertEqual(receipt.bundles, 2)
  }

  /// A session's bundles stay what they were when it was created, whatever becomes of its product; what a unit costs is
  /// agreed when it is ordered.
  func testTheSessionsOwnBundlesAreOrdered() throws {
    var world = try Example()
    var draft = world.example.draft
    draft.unitCost = 70_000
    draft.variants.removeLast()
    for place in draft.variants.indices { draft.variants[place].unitsPerBundle = 40 }
    try world.example.put(draft, at: SessionExample.hour(168))
    XCTAssertEqual(try world.fulfil().bundles, 14)
    XCTAssertEqual(try world.order().lines, world.units(["S": 42, "M": 42, "L": 42, "XL": 42]))
    XCTAssertEqual(try world.order().unitCost, Money(70_000, .idr))
    try world.receive(.bundles(14))
    XCTAssertEqual(try world.state, .success)
  }

  /// "All d(v) ≤ s(v): reserve and consume it, create orders, release escrow → success".
  func testDemandMetFromStock() throws {
    for selling in Selling.allCases {
      var world = try Example(selling: selling, stock: ["S": 20, "M": 50, "L": 25, "XL": 5])
      let receipt = try world.fulfil()
      XCTAssertEqual(receipt.state, .success)
      XCTAssertNil(receipt.purchaseOrder)
      XCTAssertEqual(world.counts, ["M": [10, 0]])
      // Nobody knows what that stock had cost.
      XCTAssertEqual(world.balances, ["sales": 10_260_000, "platformFees": 540_000])
      XCTAssertTrue(world.notices.isEmpty)
    }
  }

  /// "s(v) = the warehouse's available stock plus this session's own set-aside"; "bundles = max over v of
  /// ⌈(d(v) − s(v))⁺ / b(v)⌉ … the on-hand part reserved".
  func testWhatIsOnHandIsTakenFirst() throws {
    var world = try Example(stock: ["M": 38, "S": 5], setAside: [VariantUnits(VariantID(literal: "M"), 30)])
    let reserve = ReserveStock(
      OrderID(literal: "checkout"), [StockLine(Example.place.key(of: VariantID(literal: "M")), 2)])
    try world.run(reserve, at: 168)
    let receipt = try world.fulfil(at: 168)
    // M: 40 − 36, S: 20 − 5, L: 25, XL: 5.
    XCTAssertEqual(receipt.bundles, 9)
    XCTAssertEqual(receipt.missing, world.units(["S": 15, "M": 4, "L": 25, "XL": 5]))
    XCTAssertEqual(world.counts, ["M": [38, 38], "S": [5, 5]])
    try world.receive(.bundles(9))
    XCTAssertEqual(try world.state, .success)
    XCTAssertEqual(world.counts, ["S": [12, 0], "M": [25, 0], "L": [2, 0], "XL": [22, 0]])
  }

  /// Units from the warehouse are its own sale; they go to who joined first.
  func testWhoJoinedFirstIsServedFromStock() throws {
    var world = try Example(demand: ["M": 2, "S": 40], stock: ["M": 1, "S": 4])
    try world.fulfil(shippingCost: 0)
    try world.receive(.bundles(12))
    let releases = world.example.world.events.compactMap { dated -> ParticipantRelease? in
      if case .session(_, .released(let release)) = dated.event { release } else { nil }
    }
    XCTAssertEqual(releases.map { $0.gross.amount }, [2 * 150_000, 40 * 150_000])
    XCTAssertEqual(releases.map { $0.warehouse?.gross.amount }, [150_000, 4 * 150_000])
    XCTAssertEqual(releases.map { $0.consigned?.gross.amount }, [150_000, 36 * 150_000])
    XCTAssertEqual(releases.map { $0.consigned?.fee.amount }, [7_500, 270_000])
  }

  // MARK: Receipts

  /// "What is short stays outstanding"; "orders are created and escrow released exactly once, when the last outstanding
  /// demand is covered"; shipping "once, at the first receipt".
  func testReceiptsInParts() throws {
    for selling in Selling.allCases {
      var world = try Example(selling: selling)
      try world.fulfil()
      let first = try world.receive(.bundles(5), as: "R-1")
      XCTAssertEqual(first.status, .partiallyReceived)
      XCTAssertEqual(first.session, .pendingStock)
      XCTAssertEqual(first.short, [])
      XCTAssertEqual(first.goods.shipping, Money(150_000, .idr))
      XCTAssertEqual(world.counts["M"], [15, 15])
      XCTAssertEqual(world.counts["XL"], [15, 5])
      let second = try world.receive(.units(world.units(["M": 25, "L": 10, "S": 5])), as: "R-2", at: 310)
      XCTAssertNil(second.goods.shipping)
      XCTAssertEqual(second.session, .success)
      XCTAssertEqual(second.status, .partiallyReceived)
      let fees: Int64 = 540_000
      XCTAssertEqual(world.balances["platformFees"], fees)
      XCTAssertEqual(world.balances["inventory"].map { -$0 }, world.costOfStock)
      let rest = try world.receive(.units(world.units(["M": 2, "L": 17, "S": 22, "XL": 27])), as: "R-3", at: 320)
      XCTAssertEqual(rest.status, .received)
      XCTAssertEqual(rest.session, .success)
      XCTAssertEqual(world.counts, ["S": [22, 0], "M": [2, 0], "L": [17, 0], "XL": [37, 0]])
      XCTAssertEqual(world.costOfStock, 4_680_000)
      XCTAssertEqual(world.balances["costOfGoods"], selling == .consignment ? -150_000 : -5_550_000)
    }
  }

  /// "Damaged ones listed: they are received, paid as agreed, and written off"; "if that demand exceeds what the
  /// session's orders still owe (a damaged unit, say), the session is reported short and an operator places another".
  func testDamagedUnitsAndAnotherOrder() throws {
    var world = try Example()
    try world.fulfil()
    let receipt = try world.receive(.bundles(14), damaged: world.units(["M": 5, "XL": 1]))
    XCTAssertEqual(receipt.status, .received)
    XCTAssertEqual(receipt.short, world.units(["M": 3]))
    XCTAssertEqual(try world.state, .pendingStock)
    XCTAssertEqual(world.balances["writeOffs"], -360_000)
    XCTAssertEqual(world.counts["XL"], [41, 5])
    let second = PurchaseOrderNumber(literal: "PO-2")
    let another = try world.run(PlaceAnotherOrder(Example.session, number: second), at: 310)
    XCTAssertEqual(another.bundles, 1)
    XCTAssertEqual(try world.refusal(of: PlaceAnotherOrder(Example.session), at: 311), .nothingMissing)
    try world.receive(.bundles(1), as: "R-2", for: second, at: 320)
    XCTAssertEqual(try world.state, .success)
    XCTAssertTrue(try world.row.escrow.isZero)
    XCTAssertEqual(world.notices.map { $0.bundles }, [14, 1])
    // 180 units: 6 damaged, 90 released, 84 bought.
    XCTAssertEqual(world.costOfStock, 84 * 60_000)
    XCTAssertEqual(world.balances["factoryPayable(bandung-1)"], 10_260_000 + 90 * 60_000 + 150_000)
  }

  /// "More than was outstanding is accepted and flagged".
  func testSurplus() throws {
    var world = try Example()
    try world.fulfil()
    let receipt = try world.receive(.bundles(15))
    XCTAssertTrue(receipt.goods.hasSurplus)
    XCTAssertEqual(receipt.goods.lines.map { $0.surplus }, [3, 3, 3, 3])
    XCTAssertEqual(world.costOfStock, 90 * 60_000)
    XCTAssertEqual(try world.state, .success)
  }

  func testWhatCannotBeReceived() throws {
    var world = try Example()
    try world.fulfil()
    let receipt = ReceiptID(literal: "R-1")
    let cases: [(ReceiveGoods.Goods, [VariantUnits], String)] = [
      (.bundles(0), [], "bundles outOfRange"), (.units([]), [], "units missing"),
      (.units(world.units(["Z": 1])), [], "units[0].variant unknown"),
      (.units(world.units(["M": 1, "M": 1])), [], "units[1].variant duplicate"),
      (.units(world.units(["M": 0])), [], "units[0].units outOfRange"),
      (.units(world.units(["M": 1])), world.units(["M": 2]), "damaged[0].units inconsistent"),
    ]
    for (goods, damaged, expected) in cases {
      let command = ReceiveGoods(Example.number, receipt: receipt, goods, damaged: damaged)
      guard case .invalid(let violations) = try world.refusal(of: command) else {
        XCTFail(expected)
        continue
      }
      XCTAssertEqual(violations.map { "\($0.path) \($0.code.rawValue)" }, [expected])
    }
    try world.receive(.bundles(1))
    XCTAssertEqual(
      try world.refusal(of: ReceiveGoods(Example.number, receipt: receipt, .bundles(1)), at: 310),
      .duplicateReceipt(receipt, Example.number))
    let unknown = PurchaseOrderNumber(literal: "PO-9")
    XCTAssertEqual(
      try world.refusal(of: ReceiveGoods(unknown, receipt: receipt, .bundles(1)), at: 310),
      .unknownPurchaseOrder(unknown))
  }

  // MARK: The factory

  /// "Statuses may be skipped forwards, never go back"; the session keeps the instants.
  func testTheFactorySaysHowFarItIs() throws {
    var world = try Example()
    try world.fulfil()
    XCTAssertTrue(try world.mark(.acknowledged).isNew)
    XCTAssertFalse(try world.mark(.acknowledged).isNew)
    try world.mark(.productionStarted, at: 210)
    try world.mark(.productionCompleted, at: 220)
    let tracking = TrackingNumber(literal: "JNE-1")
    try world.mark(.shipped(tracking, shippingCost: 200_000), at: 230)
    XCTAssertEqual(
      try world.refusal(of: MarkPurchaseOrder(Example.number, .productionStarted), at: 231),
      .invalidOrderTransition(from: .shipped, action: .startProduction))
    let marks = try XCTUnwrap(world.row.fulfilment).marks
    let instants = [marks.productionStarted, marks.productionCompleted, marks.shipped]
    XCTAssertEqual(instants, [210, 220, 230].map { SessionExample.hour($0) })
    XCTAssertEqual(try world.order().trackingNumber, tracking)
    try world.receive(.bundles(14))
    XCTAssertEqual(world.balances["costOfGoods"], -200_000)
  }

  /// "A factory may refuse a purchase order: an operator places another or cancels".
  func testRefusedByTheFactory() throws {
    var world = try Example()
    try world.fulfil()
    let receipt = try world.mark(.refused(XCTUnwrap(Reason("too busy"))))
    XCTAssertEqual(receipt.short, world.units(["S": 20, "M": 40, "L": 25, "XL": 5]))
    XCTAssertEqual(try world.state, .pendingStock)
    try world.run(AdjustStock(Example.place.key(of: VariantID(literal: "M")), by: 15, because: .receipt), at: 210)
    let second = PurchaseOrderNumber(literal: "PO-2")
    let another = try world.run(PlaceAnotherOrder(Example.session, number: second), at: 220)
    XCTAssertEqual(another.bundles, 9, "15 M came into the warehouse meanwhile; L needs 9 bundles")
    XCTAssertEqual(world.counts, ["M": [15, 15]])
    try world.receive(.bundles(9), for: second)
    XCTAssertEqual(try world.state, .success)
    // What comes for the refused order all the same goes to stock, and is paid.
    let late = try world.receive(.bundles(1), as: "R-2", at: 310)
    XCTAssertEqual(late.status, .refused)
    XCTAssertEqual(late.goods.lines.map { $0.served }, [0, 0, 0, 0])
  }

  /// "A session in pending_stock past its fulfilmentDeadline is reported overdue, once".
  func testOverdue() throws {
    var world = try Example()
    try world.fulfil()
    let deadline = SessionExample.hour(168 + 20 * 24)
    let due = try XCTUnwrap(world.row.nextDeadline)
    XCTAssertEqual(due.action, .reportOverdue)
    XCTAssertEqual(due.instant, deadline)
    XCTAssertEqual(try world.refusal(of: ReportOverdue(Example.session)), .notYetDue(at: deadline))
    XCTAssertTrue(try world.run(ReportOverdue(Example.session), at: 168 + 20 * 24).isNew)
    XCTAssertFalse(try world.run(ReportOverdue(Example.session), at: 168 + 21 * 24).isNew)
    XCTAssertNil(try world.row.nextDeadline)
    try world.receive(.bundles(14), at: 168 + 22 * 24)
    XCTAssertEqual(try world.state, .success)
  }

  /// What a factory is told is complete, in both languages; there is one message for each order.
  func testTheFactoryIsTold() throws {
    var world = try Example()
    try world.fulfil()
    let notice = try XCTUnwrap(world.notices.first)
    XCTAssertEqual(world.notices.count, 1)
    XCTAssertEqual(world.example.world.effects.last?.key, "purchaseOrder/PO-1")
    for language in Language.allCases {
      let text = FactoryMessage(notice).text(in: language)
      for fact in ["Pabrik Bandung", "PO-1", "T-shirt", "SHIRTS", "14", "42", "Gudang", "Jl. Merdeka 1", "40111"] {
        XCTAssertTrue(text.contains(fact), "\(fact) in\n\(text)")
      }
      XCTAssertTrue(text.contains("IDR " + language.grouped(10_230_000)), text)
    }
    XCTAssertNotEqual(FactoryMessage(notice).text(in: .english), FactoryMessage(notice).text(in: .indonesian))
  }

  func testWithoutAFactoryNothingHappens() throws {
    var world = try Example(hasFactory: false)
    XCTAssertEqual(try world.refusal(of: FulfilSession(Example.session)), .unknownFactory(Example.factory))
    try world.configure()
    try world.fulfil(at: 210)
    XCTAssertEqual(try world.refusal(of: FulfilSession(Example.session), at: 211).code, "invalidTransition")
    XCTAssertEqual(
      try world.refusal(of: PlaceAnotherOrder(Example.session, number: Example.number), at: 211),
      .duplicatePurchaseOrder(Example.number))
    guard
      case .invalid(let violations) = try world.refusal(
        of: PlaceAnotherOrder(Example.session, shippingCost: -1), at: 211)
    else { return XCTFail("less than nothing") }
    XCTAssertEqual(violations.map { "\($0.path)" }, ["shippingCost"])
  }

  // MARK: Cancelling

  /// "Cancelling releases what was reserved and cancels a purchase order of which nothing has arrived"; on consignment
  /// what was held for demand is bought; "a later cancellation returns to each buyer what they paid less what was
  /// credited".
  func testCancellingAtEveryPoint() throws {
    for selling in Selling.allCases {
      for point in 0..<3 {
        var world = try Example(
          selling: selling, stock: ["M": 12, "S": 5], setAside: [VariantUnits(VariantID(literal: "M"), 10)])
        if point > 0 { try world.fulfil() }
        if point > 1 { try world.receive(.bundles(2)) }
        try world.cancel()
        XCTAssertEqual(try world.state, .cancelled)
        XCTAssertTrue(try world.row.escrow.isZero)
        XCTAssertEqual(world.balances["escrow(session)"], nil)
        XCTAssertTrue(world.counts.values.allSatisfy { $0[1] == 0 }, "\(world.counts)")
        XCTAssertEqual(world.counts["M"], point > 1 ? [18, 0] : [12, 0])
        if point == 1 { XCTAssertEqual(try world.order().status, .cancelled) }
        if point > 1 {
          XCTAssertEqual(try world.order().status, .partiallyReceived)
          let rest = try world.receive(.bundles(1), as: "R-2", at: 410)
          XCTAssertEqual(rest.session, .cancelled)
          XCTAssertEqual(world.costOfStock, 36 * 60_000)
          XCTAssertEqual(world.balances["inventory"], -36 * 60_000)
          XCTAssertEqual(world.balances["factoryPayable(bandung-1)"], 36 * 60_000 + 150_000)
        }
        let again = CancelSession(Example.session, because: try XCTUnwrap(Reason("x")))
        XCTAssertEqual(
          try world.refusal(of: again, at: 420), .invalidTransition(from: .cancelled, action: .cancel))
      }
    }
  }

  // MARK: For the warehouse

  func testOrdersForTheWarehouse() throws {
    var world = try Example()
    let product = ProductID(literal: "shirt")
    let number = PurchaseOrderNumber(literal: "STOCK-1")
    let placed = try world.run(
      OrderForStock(product, bundles: 2, number: number, shippingCost: 10_000, isDraft: true), at: 200)
    XCTAssertEqual(placed.total, Money(24 * 60_000 + 10_000, .idr))
    XCTAssertTrue(world.notices.isEmpty)
    XCTAssertEqual(
      try world.refusal(of: ReceiveGoods(number, receipt: ReceiptID(literal: "R"), .bundles(1))),
      .invalidOrderTransition(from: .draft, action: .receivePart))
    XCTAssertTrue(try world.mark(.sent, number).isNew)
    XCTAssertEqual(world.notices.map { $0.sessionCode }, [nil])
    try world.receive(.bundles(2), damaged: world.units(["L": 1]), as: "R-9", for: number)
    XCTAssertEqual(world.counts["L"], [5, 0])
    XCTAssertEqual(world.costOfStock, 23 * 60_000)
    XCTAssertEqual(world.balances["factoryPayable(bandung-1)"], 24 * 60_000 + 10_000)
    // Units leave at the cost they entered at.
    let key = Example.place.key(of: VariantID(literal: "L"))
    try world.run(AdjustStock(key, by: -2, because: .writeOff), at: 310)
    XCTAssertEqual(world.balances["writeOffs"], -3 * 60_000)
    XCTAssertEqual(world.costOfStock, 21 * 60_000)
    try world.run(ReserveStock(OrderID(literal: "o"), [StockLine(key, 1)]), at: 310)
    try world.run(ConsumeReservation(OrderID(literal: "o")), at: 310)
    XCTAssertEqual(world.costOfStock, 20 * 60_000)
    XCTAssertEqual(world.balances["inventory"], -20 * 60_000)
    let nothing = OrderForStock(product, bundles: 0, shippingCost: -1)
    guard case .invalid(let violations) = try world.refusal(of: nothing, at: 311) else {
      return XCTFail("nothing is ordered")
    }
    XCTAssertEqual(violations.map { "\($0.path)" }, ["bundles", "shippingCost"])
    XCTAssertEqual(
      try world.refusal(of: OrderForStock(product, bundles: Quantity.maximum), at: 311), .totalOutOfRange)
  }
}
