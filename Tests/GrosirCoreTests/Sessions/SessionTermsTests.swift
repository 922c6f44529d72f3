import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §5, close: when a session succeeds, and at which tier.
final class SessionTermsTests: XCTestCase {
  private func terms(
    target: Int = 100, guarantee: PlatformGuarantee? = nil, _ rule: SuccessRule = .lowestTier,
    tiers: [(Int, Int64)] = [(2_500, 150_000), (5_000, 135_000), (7_500, 120_000), (10_000, 105_000)]
  ) throws -> SessionTerms {
    try SessionTerms(
      target: target, ladder: LadderTests.ladder(200_000, tiers), guarantee: guarantee, successRule: rule)
  }

  func testTargetsStartAtTwo() throws {
    for target in [2, 3, 1_000_000_000] { XCTAssertNoThrow(try terms(target: target)) }
    for target in [.min, -1, 0, 1, 1_000_000_001, .max] {
      let error = thrown { () throws in try terms(target: target) }
      guard case .invalid(let violations)? = error as? PricingError else { return XCTFail("\(target) was accepted") }
      XCTAssertEqual(violations.map { "\($0.path) \($0.code)" }, ["target outOfRange"])
    }
  }

  func testTheDefaultsAreAQuarterGuaranteedAndTheLowestTier() throws {
    let terms = try SessionTerms(target: 100, ladder: LadderTests.standard())
    XCTAssertEqual(terms.guarantee, .standard)
    XCTAssertEqual(terms.successRule, .lowestTier)
  }

  func testLowestTierSucceedsFromTheLowestThresholdOn() throws {
    let terms = try terms()
    XCTAssertEqual(terms.verdict(paidUnits: 0).outcome, .failed)
    XCTAssertEqual(terms.verdict(paidUnits: 24).outcome, .failed)
    XCTAssertEqual(terms.verdict(paidUnits: 25).tier?.price, Money(150_000, .idr))
    XCTAssertEqual(terms.verdict(paidUnits: 150).tier?.price, Money(105_000, .idr))
  }

  func testFullTargetSucceedsFromTheWholeTargetOn() throws {
    let terms = try terms(.fullTarget)
    XCTAssertEqual(terms.verdict(paidUnits: 99).outcome, .failed)
    XCTAssertEqual(terms.verdict(paidUnits: 100).tier?.price, Money(105_000, .idr))
    let low = try self.terms(.fullTarget, tiers: [(2_500, 150_000)])
    XCTAssertEqual(low.verdict(paidUnits: 100).tier?.threshold, .quarter, "the tier is the ladder's, not the rule's")
  }

  /// The fill counts towards success and tier, is shown on failure too, and is never among the paid units.
  func testTheFillCountsTowardsSuccessAndTier() throws {
    let verdict = try terms(guarantee: .standard).verdict(paidUnits: 20)
    XCTAssertEqual(verdict.paidUnits, 20)
    XCTAssertEqual(verdict.platformFill, 5)
    XCTAssertEqual(verdict.tier?.threshold, .quarter)
    let failed = try terms(guarantee: .standard, .fullTarget).verdict(paidUnits: 20)
    XCTAssertEqual(failed.platformFill, 5)
    XCTAssertEqual(failed.outcome, .failed)
    let half = try terms(guarantee: PlatformGuarantee(minimumFill: .half)).verdict(paidUnits: 1)
    XCTAssertEqual(half.platformFill, 49)
    XCTAssertEqual(half.tier?.threshold, .half)
    let nobody = try terms(guarantee: PlatformGuarantee(minimumFill: .whole)).verdict(paidUnits: 0)
    XCTAssertEqual(nobody.platformFill, 0)
    XCTAssertEqual(nobody.outcome, .failed)
  }

  /// The rules of close, restated over fractions: with r paid units and the fill, which sessions succeed.
  func testSessionsSucceedExactlyByTheRule() throws {
    try checkProperty(
      "a session succeeds exactly by its rule", cases: 10_000,
      minimumShares: ["success": 0.2, "failure": 0.2, "filled": 0.1]
    ) { choices in
      let thresholds = Set(choices.list(1...4) { $0.boundaryInteger(in: 1...10_000) }).sorted()
      let target = choices.boundaryInteger(in: 2...1_000_000_000)
      let guarantee = try choices.optional { PlatformGuarantee(minimumFill: try BasisPointsCase.share($0)) }
      let rule = choices.anyCase(of: SuccessRule.self)
      let paid = choices.boolean() ? choices.boundaryInteger(in: 0...target) : choices.boundaryInteger(in: 0...Int.max)
      let terms = try terms(target: target, guarantee: guarantee, rule, tiers: thresholds.map { ($0, 1) })
      let verdict = terms.verdict(paidUnits: paid)
      let total = Int128(paid) + Int128(guarantee?.fill(paidUnits: paid, target: target) ?? 0)
      let reached = thresholds.last { total * 10_000 >= Int128($0) * Int128(target) }
      let needed = rule == .fullTarget ? Int128(target) * 10_000 : Int128(thresholds[0]) * Int128(target)
      let succeeds = paid > 0 && total * 10_000 >= needed && reached != nil
      choices.count(succeeds ? "success" : "failure")
      if verdict.platformFill > 0 { choices.count("filled") }
      try expectEqual(verdict.tier?.threshold.value, succeeds ? reached : nil, "\(paid) of \(target), \(rule)")
      try expectEqual(verdict.paidUnits, paid, "the fill is not paid")
    }
  }
}
