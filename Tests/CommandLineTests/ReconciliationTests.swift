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
    for (lie, name, expected) in ReconciliationTests.lies {
      let store = MemoryStore()
      // Where a session is to be open, it is looked at before its end.
      let isOpen = lie == .standings || lie == .sessions
      let limit = isOpen ? try Instant(rfc3339: "2026-03-04T12:00:00+07:00") : nil
      let run = try await FinishedRun(of: ReconciliationTests.scenario(name), on: store, until: limit)
      let honest = try await run.engine.reconciliation(of: run.tenant)
      XCTAssertEqual(honest.differences, [], "\(name), otherwise what is found might be the scenario's")
      let result = try await Engine(LyingStore(about: lie, in: store)).reconciliation(of: run.tenant)
      XCTAssertFalse(result.agrees, lie.rawValue)
      XCTAssertEqual(result.differenceCount, result.differences.count)
      let found = result.differences.map { "\($0.subject.kind) \($0.subject.id): \($0.number)" }
      for part in expected {
        XCTAssertTrue(found.contains { $0.contains(part) }, "\(lie.rawValue): \(part) is not among \(found)")
      }
      for text in found {
        XCTAssertTrue(expected.contains { text.contains($0) }, "\(lie.rawValue): \(text) is not expected")
      }
      for difference in result.differences { XCTAssertNotEqual(difference.counted, difference.kept) }
    }
    XCTAssertEqual(Set(ReconciliationTests.lies.map { $0.lie }), Set(Lie.allCases))
  }

  /// What is told, of which scenario, and what is found.
  private static let lies: [(lie: Lie, scenario: String, expected: [String])] = [
    (.unitsOnHand, "a-retail-day", ["on hand, by movements"]),
    (.unitsReserved, "a-retail-day", ["reserved, by"]), (.limits, "a-retail-day", ["reorder point", "maximum"]),
    (.costs, "a-full-life-under-warehouse", ["cost of what is there in IDR"]),
    (.openReservations, "a-retail-day", ["reserved, by open reservations"]),
    (.reservation, "a-retail-day", ["units of what is reserved"]),
    (
      .stockMovements, "a-retail-day",
      [
        "stock rina/jakarta", "stock joko/medan", ": state of what is reserved", ": end of what is reserved",
        ": units of what is reserved",
      ]
    ),
    (.goodsReceived, "a-full-life-under-warehouse", ["cost of what is there"]),
    (
      .participants, "awkward-payments",
      ["participants, by rows"]
    ),
    (
      .standings, "a-first-look",
      ["units of ani", "units of budi", "units of citra", "units of dewi", "holds open of dewi"]
    ),
    (
      .sessions, "a-first-look",
      ["state, by events", "participants, by", "in escrow, by", " ordered, by", " held, by"]
    ),
    (.releases, "a-full-life-on-consignment", ["in escrow, by entries", "in escrow of a session that is over"]),
    (.closings, "saved-by-the-guarantee", ["state, by events"]),
    (.admissions, "pledge-opens-a-bundle", [" ordered, by events"]),
    (.sessionReservations, "a-full-life-on-consignment", ["of what is reserved"]),
    (
      .balances, "withdrawals-and-payouts",
      ["account gateway/IDR: balance, by entries", "all accounts in IDR together"]
    ),
    (
      .twoBalances, "withdrawals-and-payouts",
      ["account gateway/IDR: balances that are kept", "all accounts in IDR together"]
    ),
    (.postings, "a-first-look", ["account gateway/IDR: balance, by", "account escrow/march/IDR: balance, by"]),
    (
      .repeatedEvents, "a-first-look",
      ["everything : entries of payment/", "gateway/IDR: balance, by", "escrow/march/IDR: balance, by"]
    ),
    (
      .overdrawnWallet, "withdrawals-and-payouts",
      [
        "account wallet/ani/IDR: balance", "account wallet/budi/IDR: balance", "account wallet/citra/IDR: balance",
        "account escrow/march/IDR: balance",
      ]
    ),
    (
      .orders, "a-checkout-day",
      [": status", ": payment status", ": given back, by refunds", ": units that came back"]
    ),
    (.orderPayments, "a-checkout-day", [": status", ": payment status"]),
    (.purchaseOrders, "a-full-life-on-consignment", [": deliveries", " S received", " S damaged"]),
    (
      .deliveries, "a-full-life-on-consignment",
      [": deliveries", " received", " damaged", " outstanding", ": status"]
    ),
    (.withdrawals, "withdrawals-and-payouts", [": state"]),
    (.settlements, "withdrawals-and-payouts", ["paid of week-10"]),
    (.settlementPayouts, "withdrawals-and-payouts", ["paid of week-10"]),
    (.products, "a-first-look", ["product hoodie: version"]),
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
    let told = try await Engine(LyingStore(about: .balances, in: march)).explanation(
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
    end = replay.lastInstant
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
