import GrosirCore
import GrosirTesting
import XCTest

/// "For single-variant orders, where nobody leaves, without set-aside stock or capacity and with 1 ≤ K ≤ k, `.slowest`
/// with k sells exactly as bundle tolerance with t(v) = k·b(v) does." (SPEC §3.2).
///
/// It holds for K = 0 just as well, which is tested along with the rest.
final class SlowestAgainstToleranceTests: XCTestCase {
  func testRandomHistories() throws {
    try checkProperty(
      "slowest with k sells as tolerance k·b, random histories", cases: 20_000,
      minimumShares: ["refused": 0.4, "lapsed": 0.2, "paid": 0.4, "unlimited": 0.05, "K < k": 0.2, "B > K": 0.1]
    ) { choices in
      let multiple = choices.integer(in: 1...5)
      let committed = choices.integer(in: 0...multiple)
      if committed < multiple { choices.count("K < k") }
      let lines = Self.lines(choices.list(1...5) { $0.integer(in: 1...6) }, multiple)
      let pair = try Pair(lines, multiple: multiple, committed: committed)
      choices.note("k \(multiple), \(pair.tolerance.rules.text)")
      try choices.steps(0...50) { choices in
        try pair.step(choices, most: 3 * multiple * 6)
        try pair.expectTheSame(choices)
        if pair.tolerance.bundlesNeeded > committed { choices.count("B > K") }
      }
    }
  }

  /// Every history of five steps of two variants with bundles of 1 or 2.
  func testEveryShortHistory() throws {
    let report = try checkExhaustively("slowest with k sells as tolerance k·b, every short history") { choices in
      let multiple = choices.integer(in: 1...2)
      let committed = choices.integer(in: 0...multiple)
      let lines = Self.lines([choices.integer(in: 1...2), choices.integer(in: 1...2)], multiple)
      let pair = try Pair(lines, multiple: multiple, committed: committed)
      choices.note("k \(multiple), \(pair.tolerance.rules.text)")
      for _ in 0..<5 {
        try pair.step(choices, most: 3)
        try pair.expectTheSame(choices)
      }
    }
    print(report)
  }

  /// Outside of the conditions the two differ: a committed bundle more than k is one that `.slowest` knows nothing of.
  func testMoreCommittedBundlesThanTheMultipleDiffer() throws {
    let pair = try Pair(Self.lines([1, 1], 1), multiple: 1, committed: 2)
    XCTAssertEqual(pair.tolerance.available(at: 0), 2)
    XCTAssertEqual(pair.slowest.available(at: 0), 1)
  }

  /// A departure may lower the field under one who is ahead: B stays sellable, which `.slowest` does not know.
  func testADepartureMakesThemDiffer() throws {
    let pair = try Pair(Self.lines([1, 1, 1], 1), multiple: 1, committed: 1)
    for (position, units) in [(0, 1), (1, 1), (2, 1), (0, 1)] { try pair.sell(units, position) }
    XCTAssertEqual(pair.tolerance.available(at: 1), pair.slowest.available(at: 1))
    try pair.apply(.departed(1), 2)
    XCTAssertEqual(pair.tolerance.available(at: 1), 1)
    XCTAssertEqual(pair.slowest.available(at: 1), 0)
  }

  private static func lines(_ unitsPerBundle: [Int], _ multiple: Int) -> [AllocationRules.Line] {
    unitsPerBundle.enumerated().map { position, units in
      AllocationRules.Line(
        VariantID(unchecked: "variant \(position)"), unitsPerBundle: units, tolerance: multiple * units)
    }
  }
}

/// The same orders under both policies.
private final class Pair {
  private(set) var tolerance: AllocationIndex
  private(set) var slowest: AllocationIndex
  private let count: Int
  private var held: [(position: Int, units: Int)] = []

  init(_ lines: [AllocationRules.Line], multiple: Int, committed: Int) throws(AllocationError) {
    let rules = try AllocationRules(lines, policy: bundleTolerance(committed))
    count = lines.count
    tolerance = AllocationIndex(under: rules)
    slowest = AllocationIndex(
      under: rules.under(.allocationMultiple(try AllocationMultiple(multiple: multiple, catchUp: .slowest))))
  }

  func apply(_ change: TallyChange, _ position: Int) throws(AllocationError) {
    try tolerance.apply(change, at: position)
    try slowest.apply(change, at: position)
  }

  func sell(_ units: Int, _ position: Int) throws(AllocationError) {
    try apply(.held(units), position)
    try apply(.paid(units), position)
  }

  /// Joins with up to so many units of one variant, or settles an order.
  func step(_ choices: Choices, most: Int) throws {
    let settled = held.isEmpty ? 0 : choices.integer(in: 0...2)
    guard settled == 0 else { return try settle(choices, isPaid: settled == 1) }
    let (position, units) = (choices.integer(in: 0...(count - 1)), choices.integer(in: 1...most))
    let basket = Basket(units, at: position)
    let isAccepted = tolerance.decision(on: basket).isAccepted
    try expectEqual(slowest.decision(on: basket).isAccepted, isAccepted, "\(basket.text); slowest, tolerance")
    choices.note("\(basket.text) \(isAccepted ? "accepted" : "refused")")
    guard isAccepted else { return choices.count("refused") }
    try apply(.held(units), position)
    held.append((position, units))
  }

  private func settle(_ choices: Choices, isPaid: Bool) throws {
    let order = held.remove(at: choices.integer(in: 0...(held.count - 1)))
    choices.count(isPaid ? "paid" : "lapsed")
    choices.note("\(order.units) of \(order.position) \(isPaid ? "paid" : "lapsed")")
    try apply(isPaid ? .paid(order.units) : .lapsed(order.units), order.position)
  }

  func expectTheSame(_ choices: Choices) throws(ExpectationFailure) {
    for position in 0..<count {
      try expectEqual(
        slowest.available(at: position), tolerance.available(at: position),
        "available of \(position); slowest, tolerance")
      if slowest.available(at: position) == nil { choices.count("unlimited") }
    }
  }
}
