import GrosirCore
import XCTest

/// The examples of SPEC §3.2, exactly.
final class OtherPoliciesExamplesTests: XCTestCase {
  /// "5 M accepted; 4 M refused (3 left); 3 M accepted; 1 M refused (locked); 5 S accepted; under `.runnerUp` 1 M is
  /// now accepted; under `.slowest` it stays locked until L and XL move too".
  func testAllocationMultiple() throws {
    for catchUp in AllocationMultiple.CatchUp.allCases {
      let session = try ExampleSession.even(4, .allocationMultiple(AllocationMultiple(catchUp: catchUp)))
      XCTAssertTrue(try session.buy(5, "M"))
      XCTAssertEqual(
        try session.decision(["M": 4]).violations,
        [.unavailable(variant: VariantID(unchecked: "M"), asked: 4, available: 3)])
      XCTAssertTrue(try session.buy(3, "M"))
      XCTAssertFalse(try session.buy(1, "M"))
      XCTAssertEqual(session.available[1], 0)
      XCTAssertTrue(try session.buy(5, "S"))
      XCTAssertEqual(try session.decision(["M": 1]).isAccepted, catchUp == .runnerUp)
      XCTAssertEqual(session.available[1], catchUp == .runnerUp ? 4 : 0)
      XCTAssertEqual(session.constraints[1], catchUp == .runnerUp ? "S" : "L")
      XCTAssertTrue(try session.buy(4, "L"))
      XCTAssertEqual(session.available[1], catchUp == .runnerUp ? 4 : 0)
      XCTAssertTrue(try session.buy(4, "XL"))
      XCTAssertEqual(session.available[1], 4)
    }
  }

  /// "a single variant has no reference and is unlimited".
  func testAllocationMultipleOfASingleVariant() throws {
    for catchUp in AllocationMultiple.CatchUp.allCases {
      let session = try ExampleSession(["S"], [4], [0], .allocationMultiple(AllocationMultiple(catchUp: catchUp)))
      XCTAssertEqual(session.available, [nil])
      XCTAssertEqual(session.constraints, ["unlimited"])
      XCTAssertTrue(try session.decision(["S": Quantity.maximum]).isAccepted)
    }
  }

  /// Whole allocations "already filled by paid orders": what is held moves nobody.
  func testAllocationMultipleCountsPaidUnits() throws {
    let session = try ExampleSession.even(4, .allocationMultiple(AllocationMultiple(catchUp: .runnerUp)))
    try session.hold(8, "S")
    XCTAssertEqual(session.available, [0, 8, 8, 8])
    try session.pay(7, "S")
    XCTAssertEqual(session.available, [0, 12, 12, 12])
    try session.pay(1, "S")
    XCTAssertEqual(session.available, [0, 16, 16, 16])
  }

  /// "computed after adding the basket's *other* lines only".
  func testAllocationMultipleCountsTheOtherLinesOfABasket() throws {
    let session = try ExampleSession(["S", "M"], [4, 4], [nil, nil], .allocationMultiple(.init(catchUp: .slowest)))
    XCTAssertFalse(try session.decision(["S": 9]).isAccepted)
    XCTAssertTrue(try session.decision(["S": 9, "M": 4]).isAccepted)
    XCTAssertEqual(
      try session.decision(["S": 13, "M": 4]).violations,
      [.unavailable(variant: VariantID(unchecked: "S"), asked: 13, available: 12)])
  }

  /// "m = 2 below 25 % of target, 4 below 50 %, 6 below 75 %, 10 from there on; the percentage counts paid real units".
  func testProgressiveUnlock() throws {
    let steps = [(0, 2), (24, 2), (25, 4), (49, 4), (50, 6), (74, 6), (75, 10), (200, 10)]
    for (paid, multiple) in steps {
      let session = try ExampleSession(["S", "M"], [3, 7], [0, 0], .progressiveUnlock(.init(target: 100)))
      if paid > 0 { try session.sell(paid, "S") }
      try session.hold(1, "M")
      XCTAssertEqual(session.available, [max(0, multiple * 3 - paid), multiple * 7 - 1], "\(paid) paid")
      XCTAssertEqual(session.constraints, ["progress", "progress"])
    }
  }

  /// Shares of a target that 4 does not divide: 25 % of 7 is 1.75 units.
  func testProgressiveUnlockOfAnOddTarget() throws {
    let available = try [1, 2, 3, 4, 5, 6].map { paid in
      let session = try ExampleSession(["S", "M"], [1, 1], [0, 0], .progressiveUnlock(.init(target: 7)))
      try session.sell(paid, "S")
      return session.available[1]
    }
    XCTAssertEqual(available, [2, 4, 4, 6, 6, 10])
  }

  /// "`ordered` is what is reserved: maxAllowed = onHand, available = max(0, onHand − ordered); nothing is produced".
  func testStockOnly() throws {
    let session = try ExampleSession(["S", "M"], [3, 7], [0, 0], .stockOnly)
    XCTAssertEqual(session.available, [0, 0])
    try session.apply(.setAside(10), "S")
    try session.hold(4, "S")
    XCTAssertEqual(session.available, [6, 0])
    XCTAssertEqual(session.constraints, ["stock", "stock"])
    try session.pay(4, "S")
    XCTAssertEqual(session.available, [6, 0])
    XCTAssertEqual(
      try session.decision(["S": 7, "M": 1]).violations,
      [
        .unavailable(variant: VariantID(unchecked: "S"), asked: 7, available: 6),
        .unavailable(variant: VariantID(unchecked: "M"), asked: 1, available: 0),
      ])
    XCTAssertEqual(session.index.bundlesNeeded, 0)
    XCTAssertEqual(try session.decision(["S": 6]).bundlesNeeded, 0)
    XCTAssertEqual(try session.index.producedUnits(), 0)
    try session.apply(.setAside(3), "S")
    XCTAssertEqual(session.available, [0, 0])
  }

  /// "**Open**: no limit".
  func testOpen() throws {
    let session = try ExampleSession.even(3, tolerance: 0, .open)
    try session.sell(Quantity.maximum, "S")
    XCTAssertEqual(session.available, [nil, nil, nil, nil])
    XCTAssertEqual(session.constraints, .init(repeating: "unlimited", count: 4))
    XCTAssertTrue(try session.decision(["M": Quantity.maximum]).isAccepted)
    XCTAssertEqual(session.index.bundlesNeeded, 333_333_334)
  }

  /// "selectable per session, so that one stream of orders can be run through all of them".
  func testOneStreamOfOrdersThroughAllPolicies() throws {
    let orders = [("M", 5), ("M", 4), ("S", 8), ("M", 3), ("L", 1), ("M", 1)]
    func taken(_ policy: AllocationPolicy) throws -> [Int] {
      let session = try ExampleSession.even(4, tolerance: 3, policy)
      return try orders.indices.filter { try session.buy(orders[$0].1, orders[$0].0) }
    }
    XCTAssertEqual(try taken(.standard), [1, 4])
    XCTAssertEqual(try taken(bundleTolerance(2)), [0, 2, 3, 4])
    XCTAssertEqual(try taken(.allocationMultiple(.init(catchUp: .slowest))), [0, 2, 3, 4])
    XCTAssertEqual(try taken(.allocationMultiple(.init(catchUp: .runnerUp))), [0, 2, 3, 4, 5])
    XCTAssertEqual(try taken(.progressiveUnlock(.init(target: 40))), [0, 2, 3, 4, 5])
    XCTAssertEqual(try taken(.stockOnly), [])
    XCTAssertEqual(try taken(.open), [0, 1, 2, 3, 4, 5])
  }
}
