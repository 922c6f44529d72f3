import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §9 on the example of SPEC §3.1: demand M 40, L 25, S 20, XL 5 with 3/3/3/3 and empty stock is one order of 14
/// bundles, 78 units of which are left over; every account, in both ways of selling.
final class SellingExamplesTests: XCTestCase {
  private static let demand = [("M", 40), ("L", 25), ("S", 20), ("XL", 5)]
  private static let unitCost = Money(60_000, .idr)
  private static let receipt = Identifier<SellingExamplesTests>(literal: "receipt-1")
  private static let order = Identifier<SellingExamplesTests>(literal: "order-1")
  private static let session = EntrySubject.session(MoneyWorld.session)

  /// The session of the example, closed at the tier of 75 %: everybody paid 200 000 a unit and owes 120 000.
  private func closed() throws -> MoneyWorld {
    var world = try MoneyWorld()
    for (variant, units) in Self.demand {
      try world.join(variant, units, of: variant, at: MoneyWorld.at(1))
      try world.pay(variant, at: MoneyWorld.at(2))
    }
    try world.run(CloseSession(MoneyWorld.session), at: MoneyWorld.at(7 * MoneyWorld.day))
    XCTAssertEqual(world.row?.settlement?.verdict.tier?.threshold, .threeQuarters)
    XCTAssertEqual(
      world.balances,
      [
        "gateway": -18_000_000, "escrow(session-1)": 10_800_000, "wallet(buyer-M)": 3_200_000,
        "wallet(buyer-L)": 2_000_000, "wallet(buyer-S)": 1_600_000, "wallet(buyer-XL)": 400_000,
      ])
    return world
  }

  private let wallets: [String: Int64] = [
    "gateway": -18_000_000, "wallet(buyer-M)": 3_200_000, "wallet(buyer-L)": 2_000_000, "wallet(buyer-S)": 1_600_000,
    "wallet(buyer-XL)": 400_000,
  ]

  private func cost(_ units: Int) throws -> Money { try Self.unitCost.times(units) }

  private func receive(_ units: Int, in world: inout MoneyWorld, at instant: Instant) throws {
    let shipping = Money(150_000, .idr)
    let factory = MoneyWorld.factory
    // The second of two receipts of one order brings its shipping once more, and it is posted once.
    for _ in 0..<2 {
      try world.journal.post(
        .shipping(of: Self.order, costing: shipping, by: factory, about: Self.session, at: instant))
    }
    try world.journal.post(
      .goodsPurchased(Self.receipt, costing: cost(units), from: factory, about: Self.session, at: instant))
  }

  func testConsignment() throws {
    var world = try closed()
    let instant = try MoneyWorld.at(20 * MoneyWorld.day)
    try receive(78, in: &world, at: instant)
    for participant in world.paid {
      let split = FeeSplit(of: participant.escrowed, at: Factory.defaultFee)
      try world.journal.post(
        .consignmentRelease(
          split, for: participant.id, from: MoneyWorld.session, to: MoneyWorld.factory, at: instant))
    }
    XCTAssertEqual(
      world.balances,
      wallets.merging([
        "factoryPayable(bandung-1)": 15_090_000, "platformFees": 540_000, "inventory": -4_680_000,
        "costOfGoods": -150_000,
      ]) { $1 })
    XCTAssertTrue(world.escrow.isZero)
    let settlement = try world.journal.settle(
      .factory(MoneyWorld.factory), for: MoneyWorld.at(0)..<MoneyWorld.at(30 * MoneyWorld.day), in: .idr,
      at: MoneyWorld.at(30 * MoneyWorld.day))
    let parts = [settlement.releases, settlement.purchases, settlement.shipping].map(\.amount)
    XCTAssertEqual(parts, [10_800_000, 4_680_000, 150_000])
    let sums = [settlement.gross, settlement.fee, settlement.net].map(\.amount)
    XCTAssertEqual(sums, [15_630_000, 540_000, 15_090_000])
    try check(world.journal)
  }

  func testWarehouse() throws {
    var world = try closed()
    let instant = try MoneyWorld.at(20 * MoneyWorld.day)
    try receive(168, in: &world, at: instant)
    var layers = CostLayers(in: .idr)
    try layers.receive(168, at: Self.unitCost)
    for participant in world.paid {
      let split = FeeSplit(of: participant.escrowed, at: Factory.defaultFee)
      try world.journal.post(
        .warehouseRelease(split, for: participant.id, from: MoneyWorld.session, at: instant))
      try world.journal.post(
        .goodsSold(participant.id, costing: layers.take(participant.units), about: Self.session, at: instant))
    }
    XCTAssertEqual(
      world.balances,
      wallets.merging([
        "factoryPayable(bandung-1)": 10_230_000, "sales": 10_260_000, "platformFees": 540_000,
        "inventory": -4_680_000, "costOfGoods": -5_550_000,
      ]) { $1 })
    XCTAssertTrue(world.escrow.isZero)
    XCTAssertEqual(layers.units, 78)
    XCTAssertEqual(layers.cost, Money(4_680_000, .idr))
    try check(world.journal)
  }

  /// Damaged units are paid and written off; what was held for demand is bought when the session is cancelled; the tier
  /// refunds stay in the wallets.
  func testACancellationAfterTheGoodsCame() throws {
    var world = try closed()
    let instant = try MoneyWorld.at(20 * MoneyWorld.day)
    try receive(70, in: &world, at: instant)
    try world.journal.post(
      .goodsDamaged(Self.receipt, costing: cost(8), from: MoneyWorld.factory, about: Self.session, at: instant))
    try world.run(
      CancelSession(MoneyWorld.session, because: XCTUnwrap(Reason("the goods are not as agreed"))), at: instant)
    for _ in 0..<2 {
      try world.journal.post(
        .heldGoodsPurchased(costing: cost(90), from: MoneyWorld.factory, in: MoneyWorld.session, at: instant))
    }
    // 168 units at 60 000 and the shipping; 160 of them are good, 8 are not.
    XCTAssertEqual(
      world.balances,
      wallets.merging([
        "gateway": -7_200_000, "factoryPayable(bandung-1)": 10_230_000, "inventory": -9_600_000,
        "writeOffs": -480_000, "costOfGoods": -150_000,
      ]) { $1 })
    XCTAssertEqual(world.row?.state, .cancelled)
    XCTAssertTrue(world.escrow.isZero)
    try check(world.journal)
  }

  /// What was lost, and what a session wasted: leftovers × unit cost × (1 − clearance rate).
  func testLossAndWaste() throws {
    var journal = Journal()
    var layers = CostLayers(in: .idr)
    for (units, cost) in [(4, 90_000), (4, 95_000), (2, 95_000)] as [(Int, Int64)] {
      try layers.receive(units, at: Money(cost, .idr))
    }
    XCTAssertEqual(layers.layers.map { $0.units }, [4, 6])
    try journal.post(
      .goodsPurchased(
        Self.receipt, costing: layers.cost, from: MoneyWorld.factory, about: .factory(MoneyWorld.factory), at: .epoch))
    let lost = try layers.take(5)
    XCTAssertEqual(lost, Money(455_000, .idr))
    try journal.post(.goodsWrittenOff(Self.order, costing: lost, at: .epoch))
    XCTAssertEqual(journal.balance(of: .writeOffs, in: .idr), Money(-455_000, .idr))
    XCTAssertEqual(journal.balance(of: .inventory, in: .idr), Money(-475_000, .idr))
    XCTAssertEqual(layers.cost, Money(475_000, .idr))
    let rate = try XCTUnwrap(BasisPoints(8_000))
    let leftovers = try Leftovers(78, at: Money(60_000, .idr), clearanceRate: rate)
    XCTAssertEqual(leftovers.recoverable, Money(3_744_000, .idr))
    XCTAssertEqual(leftovers.waste, Money(936_000, .idr))
  }

  private func check(_ journal: Journal) throws {
    XCTAssertTrue(journal.trialBalance.isBalanced)
    XCTAssertEqual(journal.differences(), [])
  }
}
