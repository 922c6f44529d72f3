import Foundation
import GrosirCore
import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirTesting
import XCTest
import grosir

/// SPEC §13: everything that is kept is what the log makes of nothing; where it is not, it is said what, with both
/// numbers.
final class ReconciliationTests: XCTestCase {
  /// Whatever happens, nothing differs, and every number is what its steps come to.
  func testNothingEverDiffers() async throws {
    let report = try await checkProperty(
      "what is kept is what the log makes", cases: 300,
      minimumShares: ["session": 0.9, "stock": 0.2, "purchaseOrder": 0.05, "order": 0.005, "account": 0.5]
    ) { choices in
      let scenario = choices.scenario()
      choices.note(scenario.text)
      let run = try await FinishedRun(of: scenario.read(), on: MemoryStore())
      let result = try await run.engine.reconciliation(of: run.tenant, pageSize: choices.integer(in: 1...40))
      try expectEqual(result.differences, [], "differences")
      try expect(result.agrees && result.comparisons > 0, "everything was compared, and agrees")
      try expectEqual(try await run.engine.reconciliation(of: run.tenant), result, "in pages of another size")
      for count in result.subjects { choices.count(count.kind) }
      for number in try await run.numbers() {
        let found = try await run.engine.explanation(of: number, in: run.tenant, at: run.end, limit: 3)
        guard let why = found else { throw ExpectationFailure("nothing is known of \(number)") }
        try expect(why.agrees, "\(number): \(why)")
        try expect(why.total == why.steps.reduce(why.opening) { $0 + $1.change }, "the steps add up: \(why)")
      }
    }
    print(report)
  }

  /// Each lie of a store is found, in whatever is told of it, and nothing else is reported.
  func testEveryLieIsFound() async throws {
    for told in ReconciliationTests.lies {
      let store = MemoryStore()
      let limit = try told.until.map { try Instant(rfc3339: "2026-03-\($0):00+07:00") }
      let scenario = try ReconciliationTests.scenario(told.scenario)
      let run = try await FinishedRun(of: scenario, on: store, until: limit)
      let honest = try await run.engine.reconciliation(of: run.tenant)
      XCTAssertEqual(honest.differences, [], "\(told.scenario), or what is found might be the scenario's")
      let result = try await Engine(LyingStore(about: told.lie, in: store)).reconciliation(of: run.tenant)
      XCTAssertFalse(result.agrees, told.lie.rawValue)
      XCTAssertEqual(result.differenceCount, result.differences.count)
      let found = result.differences.map { "\($0.subject.kind) \($0.subject.id): \($0.number)" }
      for part in told.expected {
        XCTAssertTrue(found.contains { $0.contains(part) }, "\(told.lie): \(part) is not among \(found)")
      }
      for text in found {
        XCTAssertTrue(told.expected.contains { text.contains($0) }, "\(told.lie): \(text) is not expected")
      }
      for difference in result.differences { XCTAssertNotEqual(difference.counted, difference.kept) }
    }
    XCTAssertEqual(Set(ReconciliationTests.lies.map { $0.lie }), Set(Lie.allCases))
  }

  /// What is told, of which scenario and up to when, and what is found.
  private struct Told {
    let lie: Lie
    let scenario: String
    let until: String?
    let expected: [String]

    init(_ lie: Lie, _ scenario: String, _ expected: [String], until: String? = nil) {
      self.lie = lie
      self.scenario = scenario
      self.until = until
      self.expected = expected
    }
  }

  private static let lies = stockLies + sessionLies + moneyLies + orderLies

  private static let stockLies: [Told] = [
    Told(.unitsOnHand, "a-retail-day", [": on hand, by movements"]),
    Told(
      .unitsReserved, "a-retail-day",
      [
        ": reserved, by movements", ": reserved, by what was reserved and not ended",
        ": reserved, by open reservations",
      ]),
    Told(.limits, "a-retail-day", [": reorder point", ": maximum"]),
    Told(.costs, "a-full-life-under-warehouse", [": cost of what is there in IDR"]),
    Told(.openReservations, "a-retail-day", [": reserved, by open reservations"]),
    Told(.reservation, "a-retail-day", [": units of what is reserved"]),
    Told(
      .stockMovements, "a-retail-day",
      [
        ": reserved, by movements", ": reserved, by what was reserved and not ended",
        ": movements that do not begin where the last one ended", ": state of what is reserved",
        ": end of what is reserved", ": units of what is reserved",
      ]),
    Told(
      .mirrors, "a-resellers-day",
      [": listings", ": shown by listings", ": listings in step"], until: "02T09:24"),
    Told(
      .listings, "a-resellers-day", ["listing rina/S: stock", ": stock", "listing joko/S: switched off"],
      until: "02T09:24"),
    Told(.goodsReceived, "a-full-life-under-warehouse", [": cost of what is there"]),
    Told(.sessionReservations, "a-full-life-on-consignment", [" of what is reserved"]),
  ]

  private static let sessionLies: [Told] = [
    Told(.participants, "a-first-look", [": participants, by rows"]),
    Told(
      .participants, "a-first-look",
      [
        ": participants, by rows", ": S ordered, by participants", ": S held, by participants",
      ], until: "04T12:00"),
    Told(
      .waiting, "a-first-look",
      [
        ": participants, by rows", ": M waited for, by participants", ": who wait, by participants",
        ": in escrow, by participants",
      ], until: "02T15:00"),
    Told(
      .standings, "a-first-look",
      [
        ": units of ani", ": units of budi", ": units of citra", ": units of dewi", ": holds open of dewi",
      ], until: "04T12:00"),
    Told(
      .sessions, "a-first-look",
      [
        ": state, by events", ": participants, by events", ": participants, by rows", ": in escrow, by entries",
        ": in escrow, by participants", " ordered, by events", " ordered, by participants", " held, by events",
        " held, by participants",
      ], until: "04T12:00"),
    Told(
      .sessions, "rules-moved-and-stock-set-aside",
      [
        ": state, by events", ": participants, by", ": in escrow, by", " ordered, by", ": M set aside, by events",
      ], until: "03T09:30"),
    Told(.noSessions, "a-first-look", [": there"]),
    Told(
      .releases, "a-full-life-on-consignment", [": in escrow, by entries", ": in escrow of a session that is over"]),
    Told(.closings, "saved-by-the-guarantee", [": state, by events"]),
    Told(.admissions, "pledge-opens-a-bundle", [" ordered, by events"]),
    Told(.coverage, "a-full-life-on-consignment", [" there for buyers, by events"]),
  ]

  private static let moneyLies: [Told] = [
    Told(
      .gateway, "withdrawals-and-payouts",
      ["account gateway/IDR: balance, by entries", "everything : all accounts in IDR together"]),
    Told(
      .withdrawalsAccount, "withdrawals-and-payouts",
      [
        "account withdrawals/IDR: balance, by entries", "account withdrawals/IDR: on its way out of wallets",
        "everything : all accounts in IDR together",
      ]),
    Told(
      .inventoryAccount, "a-full-life-under-warehouse",
      [
        "account inventory/IDR: balance, by entries", "account inventory/IDR: cost of the platform's goods",
        "everything : all accounts in IDR together",
      ]),
    Told(
      .twoBalances, "withdrawals-and-payouts",
      ["account gateway/IDR: balances that are kept", "everything : all accounts in IDR together"]),
    Told(.postings, "a-first-look", ["account gateway/IDR: balance, by", "account escrow/march/IDR: balance, by"]),
    Told(
      .repeatedEvents, "a-first-look",
      [
        "everything : entries of payment/", "account gateway/IDR: balance, by", "account escrow/march/IDR: balance, by",
      ]),
    Told(
      .overdrawnWallet, "withdrawals-and-payouts",
      [
        "account wallet/ani/IDR: balance, which may not be below zero", "account wallet/ani/IDR: balance, by",
        "account wallet/budi/IDR: balance", "account wallet/citra/IDR: balance", "account escrow/march/IDR: balance",
      ]),
    Told(.withdrawals, "withdrawals-and-payouts", [": state", ": amount"]),
    Told(.settlements, "withdrawals-and-payouts", [": paid of week-10"]),
    Told(.settlementPayouts, "withdrawals-and-payouts", [": paid of week-10"]),
  ]

  private static let orderLies: [Told] = [
    Told(
      .orders, "a-checkout-day",
      [": status", ": payment status", ": given back, by refunds", ": units that came back"]),
    Told(.orderPayments, "a-checkout-day", [": status", ": payment status"]),
    Told(.purchaseOrders, "a-full-life-on-consignment", [": deliveries", ": S received", ": S damaged"]),
    Told(
      .deliveries, "a-full-life-on-consignment",
      [": deliveries", " received", " damaged", " outstanding", ": status"]),
    Told(.sellers, "a-resellers-day", ["seller rina: status", "seller joko: status"]),
    Told(.products, "a-first-look", ["product hoodie: version"]),
  ]

  /// A number that is kept otherwise is explained with what the log makes it, and does not agree.
  func testAnExplanationTellsWhatIsKeptOtherwise() async throws {
    let store = MemoryStore()
    let run = try await FinishedRun(of: ReconciliationTests.scenario("a-retail-day"), on: store)
    let key = StockKey(
      owner: OwnerID(literal: "rina"), location: LocationID(literal: "jakarta"), variant: VariantID(literal: "hoodie-m")
    )
    let lying = Engine(LyingStore(about: .unitsOnHand, in: store))
    for (question, counted, kept) in [
      (NumberQuestion.onHand(key), 4, 5), (.available(key), 4, 5), (.reserved(key), 0, 0),
    ] as [(NumberQuestion, Int128, Int128)] {
      let found = try await lying.explanation(of: question, in: run.tenant, at: run.end)
      let why = try XCTUnwrap(found)
      XCTAssertEqual([why.counted, why.kept], [counted, kept], "\(question)")
      XCTAssertEqual(why.agrees, counted == kept)
    }
    let march = MemoryStore()
    let sold = try await FinishedRun(of: ReconciliationTests.scenario("a-first-look"), on: march)
    let question = NumberQuestion.availability(of: VariantID(literal: "M"), in: SessionID(literal: "march"))
    let empty = Engine(LyingStore(about: .sessions, in: march))
    let found = try await empty.explanation(of: question, in: sold.tenant, at: sold.end)
    let why = try XCTUnwrap(found)
    XCTAssertFalse(why.agrees)
    XCTAssertEqual(why.allocation?.lines.map { $0.counted.ordered }, [2, 15])
    XCTAssertEqual(why.allocation?.lines.map { $0.kept.ordered }, [0, 0])
    let balance = NumberQuestion.balance(of: .gateway, in: .idr)
    let told = try await Engine(LyingStore(about: .gateway, in: march)).explanation(
      of: balance, in: sold.tenant, at: sold.end)
    XCTAssertEqual([told?.counted, told?.kept], [-3_400_000, 1])
  }

  private static func scenario(_ name: String) throws -> Scenario {
    let file = Tool.repository.appendingPathComponent("Fixtures/scenarios/\(name).json")
    return try DocumentReader().read(parsing: [UInt8](Data(contentsOf: file)), as: .object(Scenario.self))
  }
}

/// A scenario that was run to its end.
struct FinishedRun<Store: GrosirStore> {
  let engine: Engine<Store>
  let tenant: TenantID
  let end: Instant

  /// Runs a scenario on an empty store.
  init(of scenario: Scenario, on store: Store, until limit: Instant? = nil) async throws {
    var replay = Replay(scenario, on: store, until: limit, keepsTimeline: false)
    try await replay.run()
    engine = Engine(store)
    tenant = scenario.tenant
    end = limit ?? replay.lastInstant
  }

  /// Every number that can be asked for.
  func numbers() async throws -> [NumberQuestion] {
    var numbers: Set<NumberQuestion> = []
    for balance in try await engine.store.balances(of: tenant).balances {
      numbers.insert(.balance(of: balance.account, in: balance.balance.currency))
    }
    for logged in try await engine.store.events(of: nil, in: tenant, after: 0, limit: .max) {
      switch logged.dated.event {
      case .stock(let event): event.forEachKey { numbers.formUnion([.onHand($0), .reserved($0), .available($0)]) }
      case .session(let session, .created(_, let rules, _)):
        for variant in rules.composition.variants { numbers.insert(.availability(of: variant, in: session)) }
      default: break
      }
    }
    return numbers.sorted { $0.description < $1.description }
  }
}
