import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §4: which ladders are valid, which tier is reached, what is refunded.
final class LadderTests: XCTestCase {
  /// The ladder of the worked examples: 150 000, 135 000, 120 000 and 105 000 from a quarter of the target on.
  static func standard() throws -> Ladder {
    try ladder(200_000, [(2_500, 150_000), (5_000, 135_000), (7_500, 120_000), (10_000, 105_000)])
  }

  static func ladder(_ base: Int64, _ tiers: [(Int, Int64)], adjustments: [Int64] = []) throws(PricingError) -> Ladder {
    try Ladder(draft(base, tiers), adjustments: adjustments)
  }

  private static func draft(_ base: Int64, _ tiers: [(Int, Int64)]) -> Ladder.Draft {
    Ladder.Draft(
      basePrice: base, currency: .idr, tiers: tiers.map { Ladder.Draft.Tier(threshold: $0.0, price: $0.1) })
  }

  // MARK: - The worked examples

  func testTheTiersOfTheWorkedExample() throws {
    let ladder = try Self.standard()
    let expected: [(units: Int, threshold: Int?)] = [
      (0, nil), (24, nil), (25, 2_500), (45, 2_500), (49, 2_500), (50, 5_000), (74, 5_000), (75, 7_500), (99, 7_500),
      (100, 10_000), (150, 10_000),
    ]
    for (units, threshold) in expected {
      XCTAssertEqual(ladder.tier(for: units, of: 100)?.threshold.value, threshold, "\(units) units")
    }
    XCTAssertEqual(ladder.tier(for: 25, of: 99)?.threshold.value, 2_500, "25.25 %")
    XCTAssertNil(ladder.tier(for: 24, of: 99))
  }

  func testTheRefundOfAUnitIsBaseLessTierPrice() throws {
    let ladder = try Self.standard()
    XCTAssertEqual(ladder.tiers.map { ladder.refundPerUnit(at: $0).amount }, [50_000, 65_000, 80_000, 95_000])
    XCTAssertEqual(ladder.tiers[0].price, Money(150_000, .idr))
    XCTAssertEqual(Ladder.standardThresholds.map(\.value), [2_500, 5_000, 7_500, 10_000])
  }

  // MARK: - Against rational arithmetic

  /// The definition: the highest threshold p with u / T ≥ p / 10 000, as fractions of integers of 128 bits.
  private func tierByFractions(_ thresholds: [Int], units: Int, target: Int) -> Int? {
    thresholds.filter { Fraction(units, target) >= Fraction($0, 10_000) }.max()
  }

  /// A fraction of whole numbers, compared by multiplying crosswise.
  private struct Fraction {
    let numerator: Int128
    let denominator: Int128

    init(_ numerator: Int, _ denominator: Int) {
      (self.numerator, self.denominator) = (Int128(numerator), Int128(denominator))
    }

    static func >= (left: Fraction, right: Fraction) -> Bool {
      left.numerator * right.denominator >= right.numerator * left.denominator
    }
  }

  /// All units of all small targets: every edge of the standard thresholds, and of thresholds next to each other.
  func testTiersOfAllSmallTargetsAreThoseOfTheDefinition() throws {
    let ladders = try [
      Self.standard(), Self.ladder(9, [(1, 9)]), Self.ladder(9, [(10_000, 9)]),
      Self.ladder(9, [(3_332, 8), (3_333, 7), (3_334, 6), (6_666, 5), (6_667, 4), (9_999, 3)]),
    ]
    for ladder in ladders {
      let thresholds = ladder.tiers.map(\.threshold.value)
      for target in 2...130 {
        for units in 0...(target + 5) {
          let found = ladder.tier(for: units, of: target)?.threshold.value
          guard found != tierByFractions(thresholds, units: units, target: target) else { continue }
          return XCTFail("\(units) of \(target): \(found ?? 0)")
        }
      }
    }
  }

  /// Targets up to 10⁹ and units up to the largest integer, at the edges of the thresholds and anywhere.
  func testTiersAreThoseOfTheDefinitionWhateverTheNumbers() throws {
    try checkProperty(
      "the tier is that of the definition", cases: 20_000,
      minimumShares: ["edge": 0.3, "no tier": 0.05, "highest tier": 0.05, "beyond 10⁹ units": 0.05]
    ) { choices in
      let thresholds = Set(choices.list(1...6) { $0.boundaryInteger(in: 1...10_000) }).sorted()
      let ladder = try Self.ladder(100, thresholds.map { ($0, 100) })
      let target = choices.boundaryInteger(in: 2...1_000_000_000)
      let units = Self.units(around: choices.element(of: thresholds), of: target, choices)
      let expected = tierByFractions(thresholds, units: units, target: target)
      choices.note("\(units) of \(target), thresholds \(thresholds)")
      if expected == nil { choices.count("no tier") }
      if expected == thresholds.last { choices.count("highest tier") }
      if units > 1_000_000_000 { choices.count("beyond 10⁹ units") }
      try expectEqual(ladder.tier(for: units, of: target)?.threshold.value, expected, "tier")
    }
  }

  private static func units(around threshold: Int, of target: Int, _ choices: Choices) -> Int {
    guard choices.boolean() else { return choices.boundaryInteger(in: 0...Int.max) }
    choices.count("edge")
    return max(0, threshold * target / 10_000 + choices.integer(in: -1...1))
  }

  // MARK: - Validation

  private func violations(_ base: Int64, _ tiers: [(Int, Int64)], adjustments: [Int64] = []) -> [String] {
    guard
      case .invalid(let found)? = thrown({ () throws(PricingError) in
        try Self.ladder(base, tiers, adjustments: adjustments)
      })
    else { return [] }
    return found.map { "\($0.path) \($0.code)" }
  }

  func testValidLadders() {
    XCTAssertEqual(violations(1, [(1, 1)]), [])
    XCTAssertEqual(violations(.max, [(1, .max), (10_000, .max)]), [])
    XCTAssertEqual(violations(9, [(5, 9), (6, 9), (7, 1)], adjustments: [-1, 0, .max]), [])
  }

  func testEachRuleIsCheckedWithItsPath() {
    XCTAssertEqual(violations(9, []), ["tiers missing"])
    XCTAssertEqual(violations(0, [(1, 1)]), ["basePrice outOfRange"])
    XCTAssertEqual(violations(9, [(0, 9)]), ["tiers[0].threshold outOfRange"])
    XCTAssertEqual(violations(9, [(10_001, 9)]), ["tiers[0].threshold outOfRange"])
    XCTAssertEqual(violations(9, [(5, 9), (5, 9)]), ["tiers[1].threshold inconsistent"])
    XCTAssertEqual(violations(9, [(5, 9), (4, 9)]), ["tiers[1].threshold inconsistent"])
    XCTAssertEqual(violations(9, [(5, 0)]), ["tiers[0].price outOfRange"])
    XCTAssertEqual(violations(9, [(5, .min)]), ["tiers[0].price outOfRange"])
    XCTAssertEqual(violations(9, [(5, 7), (6, 8)]), ["tiers[1].price inconsistent"])
    XCTAssertEqual(violations(9, [(5, 10)]), ["tiers[0].price inconsistent"])
    XCTAssertEqual(
      violations(9, [(5, 7), (6, 5)], adjustments: [-5, -6, .min]),
      [
        "variants[1].priceAdjustment outOfRange", "variants[2].priceAdjustment outOfRange",
      ])
  }

  func testEveryViolationIsListedAndNotJustTheFirst() {
    XCTAssertEqual(
      violations(8, [(0, 9), (7, 0), (7, 3), (10_001, 4)], adjustments: [-9]),
      [
        "tiers[0].threshold outOfRange", "tiers[0].price inconsistent", "tiers[1].price outOfRange",
        "tiers[2].threshold inconsistent", "tiers[2].price inconsistent", "tiers[3].threshold outOfRange",
        "tiers[3].price inconsistent",
      ])
    XCTAssertEqual(violations(-1, [], adjustments: [-9]), ["basePrice outOfRange", "tiers missing"])
  }

  func testPathsAreThoseOfTheDocument() {
    let draft = Self.draft(9, [(5, 10)])
    let path = FieldPath("session").field("prices")
    let error = thrown { () throws(PricingError) in
      try Ladder(draft, adjustments: [-11], at: path) { path.field("adjustments").index($0) }
    }
    guard case .invalid(let found)? = error else { return XCTFail("accepted") }
    XCTAssertEqual(
      found.map { $0.path.description }, ["session.prices.tiers[0].price", "session.prices.adjustments[0]"])
    XCTAssertEqual(error?.code, "invalid")
  }

  /// A ladder is accepted exactly when it keeps every rule of SPEC §4, restated here one by one.
  func testLaddersAreValidExactlyByTheRules() throws {
    try checkProperty(
      "a ladder is valid exactly by the rules", cases: 20_000, minimumShares: ["valid": 0.1, "invalid": 0.3]
    ) { choices in
      let (base, tiers) = Self.randomLadder(choices)
      let adjustments = choices.list(0...2) { $0.boundaryInteger(in: -14...3 as ClosedRange<Int64>) }
      let pairs = zip(tiers, tiers.dropFirst())
      let lowest = tiers.map(\.1).min() ?? 0
      let isRising = pairs.allSatisfy { $0.0 < $1.0 && $0.1 >= $1.1 }
      let isValid =
        base > 0 && !tiers.isEmpty && tiers.allSatisfy { 1...10_000 ~= $0.0 && $0.1 > 0 && $0.1 <= base }
        && isRising && adjustments.allSatisfy { lowest + $0 >= 0 }
      choices.note("base \(base), tiers \(tiers), adjustments \(adjustments)")
      choices.count(isValid ? "valid" : "invalid")
      try expectEqual(violations(base, tiers, adjustments: adjustments).isEmpty, isValid, "valid")
    }
  }

  /// A ladder in which thresholds rise and prices fall, unless one number is changed afterwards.
  private static func randomLadder(_ choices: Choices) -> (base: Int64, tiers: [(Int, Int64)]) {
    let thresholds = choices.list(0...4) { $0.boundaryInteger(in: 1...10_000) }.sorted()
    let prices = choices.list(5...5) { $0.integer(in: 1...15 as ClosedRange<Int64>) }.sorted(by: >)
    var tiers = Array(zip(thresholds, prices.dropFirst()))
    guard choices.boolean(), !tiers.isEmpty else { return (prices[0], tiers) }
    let position = choices.integer(in: 0...(tiers.count - 1))
    switch choices.integer(in: 0...2) {
    case 0: tiers[position].0 = choices.boundaryInteger(in: -1...10_002)
    case 1: tiers[position].1 = choices.integer(in: -1...16 as ClosedRange<Int64>)
    default: return (choices.integer(in: -1...16 as ClosedRange<Int64>), tiers)
    }
    return (prices[0], tiers)
  }
}
