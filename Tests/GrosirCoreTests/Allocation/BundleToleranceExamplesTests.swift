import GrosirCore
import XCTest

/// Every row of the table of worked examples in SPEC §3.1, exactly.
final class BundleToleranceExamplesTests: XCTestCase {
  func testAnEmptySession() throws {
    let session = try ExampleSession.shirts()
    XCTAssertEqual(session.available, [20, 50, 40, 10])
    XCTAssertEqual(session.constraints, ["M", "S", "S", "S"])
    XCTAssertEqual(try session.hint("S"), ["M": 5, "L": 4])
  }

  /// "Caps of the first row: S 10, M 10, L 10, XL 30; a tie goes to the first in product order, skipping v itself".
  func testTheCapsOfTheEmptySession() throws {
    let session = try ExampleSession.shirts()
    XCTAssertEqual(session.snapshot.positions(rankedAtMost: 9), [])
    XCTAssertEqual(session.snapshot.positions(rankedAtMost: 10), [0, 1, 2])
    XCTAssertEqual(session.snapshot.positions(rankedAtMost: 29), [0, 1, 2])
    XCTAssertEqual(session.index.positions(rankedAtMost: 30), [0, 1, 2, 3])
    XCTAssertEqual(session.index.standing.tightest?.position, 0)
    XCTAssertEqual(session.index.standing.nextTightest?.position, 1)
  }

  func testFiveMOrdered() throws {
    let session = try ExampleSession.shirts()
    try session.sell(5, "M")
    XCTAssertEqual(session.available, [20, 45, 40, 10])
  }

  func testFiftyMOrdered() throws {
    let session = try ExampleSession.shirts()
    try session.sell(50, "M")
    XCTAssertEqual(session.available, [20, 0, 40, 10])
    XCTAssertTrue(session.index.availability(at: 1).isLocked)
    XCTAssertFalse(session.index.availability(at: 0).isLocked)
  }

  func testABasketOfFiftyFiveM() throws {
    let session = try ExampleSession.shirts()
    let decision = try session.decision(["M": 55])
    XCTAssertFalse(decision.isAccepted)
    XCTAssertEqual(decision.bundlesNeeded, 11)
    XCTAssertEqual(
      decision.violations,
      [
        .tolerance(variant: VariantID(unchecked: "S"), excess: 22, tolerance: 20),
        .tolerance(variant: VariantID(unchecked: "L"), excess: 44, tolerance: 40),
      ])
    XCTAssertTrue(try session.decision(["M": 50]).isAccepted)
  }

  func testTheLatestDemandingVariantDecidesWhatIsShipped() throws {
    for tolerance in [nil, 0, 7] {
      let session = try ExampleSession.even(3, tolerance: tolerance)
      for (variant, units) in [("M", 40), ("L", 25), ("S", 20), ("XL", 5)] { try session.sell(units, variant) }
      XCTAssertEqual(session.index.bundlesNeeded, 14)
      XCTAssertEqual(try session.index.producedUnits(), 168)
      XCTAssertEqual(try session.index.excessUnits(), 78)
      XCTAssertEqual(session.excess, [22, 2, 17, 37])
      XCTAssertEqual((78.0 / 168 * 1_000).rounded(), 464, "46.4 % of what is shipped")
      XCTAssertEqual(try session.snapshot.producedUnits(), 168)
      XCTAssertEqual(try session.snapshot.excessUnits(), 78)
    }
  }

  func testNarrowTolerancesAllowTheCommittedBundleAndBasketsBeyond() throws {
    let session = try ExampleSession.even(3, tolerance: 2)
    XCTAssertEqual(session.available, [3, 3, 3, 3])
    for variant in ["S", "M", "L", "XL"] { try session.sell(3, variant) }
    XCTAssertEqual(session.available, [0, 0, 0, 0])
    XCTAssertFalse(try session.decision(["S": 1]).isAccepted)
    XCTAssertTrue(try session.decision(["S": 3, "M": 3, "L": 3, "XL": 3]).isAccepted)
    XCTAssertFalse(try session.decision(["S": 3, "M": 3, "L": 3]).isAccepted)
  }

  func testUnpaidUnitsPermitNothing() throws {
    let session = try ExampleSession.shirts()
    try session.hold(50, "M")
    try session.hold(40, "L")
    XCTAssertEqual(session.available, [20, 0, 0, 10])
    XCTAssertFalse(try session.decision(["S": 21]).isAccepted, "S passed 20 on the strength of unpaid M and L")

    XCTAssertTrue(try session.buy(20, "S"))
    XCTAssertEqual(session.available[0], 0)
    try session.apply(.lapsed(50), "M")
    try session.apply(.lapsed(40), "L")
    XCTAssertEqual(session.index.bundlesNeeded, 10)
    XCTAssertEqual(session.excess, [0, 50, 40, 10])
  }

  func testWithoutACommittedBundleNothingCanStart() throws {
    let session = try ExampleSession.even(3, tolerance: 2, bundleTolerance(0))
    XCTAssertEqual(session.available, [0, 0, 0, 0])
    XCTAssertFalse(try session.decision(["M": 1]).isAccepted)
    XCTAssertTrue(try session.decision(["S": 1, "M": 1, "L": 1, "XL": 1]).isAccepted)
  }

  /// "A variant's own tolerance does not bound itself"; alone it is bounded by nothing, or by the capacity.
  func testASingleVariant() throws {
    let alone = try ExampleSession(["S"], [3], [0], .standard)
    XCTAssertEqual(alone.available, [nil])
    XCTAssertEqual(alone.constraints, ["unlimited"])
    XCTAssertFalse(alone.index.availability(at: 0).isLocked)
    let bounded = try ExampleSession(["S"], [3], [0], bundleTolerance(capacity: 4))
    XCTAssertEqual(bounded.available, [12])
    XCTAssertEqual(bounded.constraints, ["capacity"])
    XCTAssertEqual(try bounded.decision(["S": 13]).violations, [.capacity(bundles: 5)])
  }

  /// "`capacity` when permitted(v) ≥ C", also where another variant's tolerance would bind just there.
  func testCapacityBindsBeforeAToleranceThatReachesAsFar() throws {
    let policy = try bundleTolerance(capacity: 10)
    let session = try ExampleSession(["S", "M", "L", "XL"], [2, 5, 4, 1], [20, 50, 40, 30], policy)
    XCTAssertEqual(session.available, [20, 50, 40, 10])
    XCTAssertEqual(session.constraints, .init(repeating: "capacity", count: 4))
    XCTAssertEqual(try session.hint("S"), [:])
    XCTAssertEqual(
      try session.decision(["M": 55]).violations,
      [
        .capacity(bundles: 11), .tolerance(variant: VariantID(unchecked: "S"), excess: 22, tolerance: 20),
        .tolerance(variant: VariantID(unchecked: "L"), excess: 44, tolerance: 40),
      ])
  }

  /// "The hint's units alone need not be acceptable".
  func testTheUnitsOfAHintAloneMayBeRefused() throws {
    let session = try ExampleSession.even(3, tolerance: 2)
    XCTAssertEqual(try session.hint("S"), ["M": 4, "L": 4, "XL": 4])
    XCTAssertEqual(
      try session.decision(["M": 4, "L": 4, "XL": 4]).violations,
      [.tolerance(variant: VariantID(unchecked: "S"), excess: 6, tolerance: 2)])
    XCTAssertTrue(try session.decision(["S": 4, "M": 4, "L": 4, "XL": 4]).isAccepted)
    XCTAssertFalse(try session.decision(["S": 4, "M": 4, "L": 4, "XL": 3]).isAccepted)
  }

  /// Set-aside units are sold on top of the bundles, and count as left over while they are not sold.
  func testSetAsideUnits() throws {
    let session = try ExampleSession.shirts()
    try session.apply(.setAside(7), "M")
    // Caps: S 10, M ⌊(−7 + 50) / 5⌋ = 8, L 10, XL 30.
    XCTAssertEqual(session.available, [16, 57, 32, 8])
    XCTAssertEqual(session.constraints, ["M", "S", "M", "M"])
    XCTAssertEqual(session.excess, [0, 7, 0, 0])
    try session.sell(7, "M")
    XCTAssertEqual(session.available, [20, 50, 40, 10])
    XCTAssertEqual(session.index.bundlesNeeded, 0)
  }

  /// "Only a paid buyer's departure … can break" the guarantee; "nothing already committed becomes unsellable".
  func testADepartureBreaksTheGuaranteeAndSellingGoesOn() throws {
    let session = try ExampleSession.even(2, tolerance: 2)
    for variant in ["S", "L", "XL"] { try session.sell(2, variant) }
    XCTAssertTrue(try session.buy(4, "M"))
    XCTAssertEqual(AllocationOracle(session.rules, session.index.tallies).breaches, [])
    try session.apply(.departed(2), "S")
    XCTAssertEqual(session.excess, [4, 0, 2, 2])
    XCTAssertEqual(
      AllocationOracle(session.rules, session.index.tallies).breaches, [VariantID(unchecked: "S")])
    XCTAssertEqual(session.index.breaches.map { [$0.excess, $0.tolerance] }, [[4, 2]])
    XCTAssertEqual(session.available, [4, 0, 2, 2])
    XCTAssertTrue(try session.decision(["S": 4, "L": 2, "XL": 2]).isAccepted)
  }
}
