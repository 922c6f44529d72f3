import GrosirCore
import GrosirTesting
import XCTest

/// SPEC §4, §5: what everybody paid, owes and gets back.
final class SettlementTests: XCTestCase {
  private func terms(
    _ guarantee: PlatformGuarantee? = .standard, _ rule: SuccessRule = .lowestTier
  ) throws -> SessionTerms {
    try SessionTerms(target: 100, ladder: LadderTests.standard(), guarantee: guarantee, successRule: rule)
  }

  private func id(_ text: String) -> ParticipantID { ParticipantID(unchecked: text) }

  private func amounts(_ settlement: Settlement) -> [[Int64]] {
    settlement.lines.map { [$0.amounts.paid.amount, $0.amounts.owed.amount, $0.amounts.refunded.amount] }
  }

  // MARK: - The worked examples

  func testThreeJoinsOf10And15And20() throws {
    let purchases = [10, 15, 20].map { Purchase(id("\($0)"), units: $0) }
    let settlement = try Settlement(of: purchases, under: terms())
    XCTAssertEqual(
      amounts(settlement),
      [[2_000_000, 1_500_000, 500_000], [3_000_000, 2_250_000, 750_000], [4_000_000, 3_000_000, 1_000_000]])
    XCTAssertEqual(settlement.totals.paid, Money(9_000_000, .idr))
    XCTAssertEqual(settlement.totals.owed, Money(6_750_000, .idr))
    XCTAssertEqual(settlement.totals.refunded, Money(2_250_000, .idr))
    XCTAssertEqual(settlement.verdict.tier?.threshold, .quarter)
    XCTAssertEqual(settlement.lines.map(\.participant.text), ["10", "15", "20"])
  }

  /// A variant's adjustment is paid and owed, and never refunded.
  func testAdjustmentsAreNotRefunded() throws {
    let purchases = [
      Purchase(id("A"), units: 50, priceAdjustment: 15_000), Purchase(id("A"), units: 25, priceAdjustment: -105_000),
    ]
    let settlement = try Settlement(of: purchases, under: terms())
    XCTAssertEqual(amounts(settlement), [[10_750_000, 6_750_000, 4_000_000], [2_375_000, 375_000, 2_000_000]])
  }

  func testUnpaidLinesAreZerosAndCountForNothing() throws {
    let purchases = [Purchase(id("A"), units: 24), Purchase(id("B"), units: 1_000, isPaid: false)]
    let settlement = try Settlement(of: purchases, under: terms(nil))
    XCTAssertEqual(settlement.verdict.paidUnits, 24)
    XCTAssertEqual(settlement.verdict.outcome, .failed)
    XCTAssertEqual(amounts(settlement), [[4_800_000, 0, 4_800_000], [0, 0, 0]])
  }

  func testFailureRefundsEverything() throws {
    let purchases = [Purchase(id("A"), units: 60, priceAdjustment: 7), Purchase(id("B"), units: 39)]
    let settlement = try Settlement(of: purchases, under: terms(.standard, .fullTarget))
    XCTAssertEqual(settlement.verdict.outcome, .failed)
    XCTAssertEqual(settlement.totals.owed, .zero(.idr))
    XCTAssertEqual(settlement.totals.refunded, Money(60 * 200_007 + 39 * 200_000, .idr))
    XCTAssertEqual(settlement.totals.paid, settlement.totals.refunded)
  }

  /// Virtual units lower the price of the real ones; nobody pays for them, and nobody gets anything for them.
  func testThePlatformsFillIsNeverInTheMoney() throws {
    let settlement = try Settlement(of: [Purchase(id("A"), units: 20)], under: terms())
    XCTAssertEqual(settlement.verdict.platformFill, 5)
    XCTAssertEqual(amounts(settlement), [[4_000_000, 3_000_000, 1_000_000]])
    XCTAssertEqual(settlement.totals.paid, Money(4_000_000, .idr))
  }

  func testNobodyAtAll() throws {
    let settlement = try Settlement(of: [], under: terms())
    XCTAssertEqual(settlement.verdict, try terms().verdict(paidUnits: 0))
    XCTAssertEqual(settlement.totals.paid, .zero(.idr))
  }

  // MARK: - Laws

  private struct Case {
    let terms: SessionTerms
    let purchases: [Purchase]
  }

  private func randomCase(_ choices: Choices) throws -> Case {
    let prices = choices.list(2...5) { $0.boundaryInteger(in: 1...1_000_000 as ClosedRange<Int64>) }.sorted(by: >)
    let thresholds = Set(choices.list(4...4) { $0.integer(in: 1...10_000) }).sorted()
    let tiers = Array(zip(thresholds, prices.dropFirst()))
    let ladder = try LadderTests.ladder(prices[0], tiers)
    let lowest = tiers[tiers.count - 1].1
    let guarantee = try choices.optional { PlatformGuarantee(minimumFill: try BasisPointsCase.share($0)) }
    let terms = try SessionTerms(
      target: choices.boundaryInteger(in: 2...2_000), ladder: ladder, guarantee: guarantee,
      successRule: choices.anyCase(of: SuccessRule.self))
    let purchases = choices.list(0...12) { choices in
      Purchase(
        id(choices.element(of: ["A", "B", "C"])), units: choices.boundaryInteger(in: 1...400),
        priceAdjustment: choices.boundaryInteger(in: -lowest...1_000_000), isPaid: choices.chance(4, in: 5))
    }
    return Case(terms: terms, purchases: purchases)
  }

  /// SPEC §4: over all buyers paid = owed + refunded, to the unit; and so it is line by line.
  func testPaidIsOwedAndRefunded() throws {
    try checkProperty(
      "paid = owed + refunded", cases: 10_000, minimumShares: ["success": 0.2, "failure": 0.2, "unpaid": 0.3]
    ) { choices in
      let sample = try randomCase(choices)
      let settlement = try Settlement(of: sample.purchases, under: sample.terms)
      choices.count(settlement.verdict.tier == nil ? "failure" : "success")
      var sums: [Int64] = [0, 0, 0]
      for (line, purchase) in zip(settlement.lines, sample.purchases) {
        if !purchase.isPaid { choices.count("unpaid") }
        let found = [line.amounts.paid.amount, line.amounts.owed.amount, line.amounts.refunded.amount]
        try expectEqual(found, expected(purchase, sample.terms, settlement.verdict), "\(purchase)")
        try expect(found[0] == found[1] + found[2] && found.allSatisfy { $0 >= 0 }, "\(found)")
        sums = zip(sums, found).map { $0 + $1 }
      }
      let totals = settlement.totals
      try expectEqual([totals.paid.amount, totals.owed.amount, totals.refunded.amount], sums, "totals")
      try expectEqual(settlement.lines.count, sample.purchases.count, "lines")
    }
  }

  private func expected(_ purchase: Purchase, _ terms: SessionTerms, _ verdict: SessionVerdict) -> [Int64] {
    guard purchase.isPaid else { return [0, 0, 0] }
    let units = Int64(purchase.units)
    let paid = (terms.ladder.basePrice.amount + purchase.priceAdjustment) * units
    guard let tier = verdict.tier else { return [paid, 0, paid] }
    return [
      paid, (tier.price.amount + purchase.priceAdjustment) * units,
      (terms.ladder.basePrice.amount - tier.price.amount) * units,
    ]
  }

  /// In whatever order the lines come, each is settled alike, and so are all together.
  func testTheOrderOfLinesDoesNotMatter() throws {
    try checkProperty("the order of lines does not matter", cases: 3_000, minimumShares: ["moved": 0.5]) { choices in
      let sample = try randomCase(choices)
      let order = choices.shuffled(Array(sample.purchases.indices))
      if order != order.sorted() { choices.count("moved") }
      let first = try Settlement(of: sample.purchases, under: sample.terms)
      let second = try Settlement(of: order.map { sample.purchases[$0] }, under: sample.terms)
      try expectEqual(second.lines, order.map { first.lines[$0] }, "lines")
      try expectEqual(second.totals, first.totals, "totals")
      try expectEqual(second.verdict, first.verdict, "verdict")
    }
  }

  // MARK: - Refusals

  private func violations(_ purchases: [Purchase], _ terms: SessionTerms) -> [String] {
    guard
      case .invalid(let found)? = thrown({ () throws(PricingError) in try Settlement(of: purchases, under: terms) })
    else { return [] }
    return found.map { "\($0.path) \($0.code)" }
  }

  func testEveryViolationIsListed() throws {
    let purchases = [
      Purchase(id("A"), units: 0, priceAdjustment: -105_001), Purchase(id("B"), units: 1),
      Purchase(id("C"), units: 1_000_000_001, isPaid: false), Purchase(id("D"), units: 1, priceAdjustment: .min),
    ]
    XCTAssertEqual(
      try violations(purchases, terms()),
      [
        "participants[0].units outOfRange", "participants[0].priceAdjustment outOfRange",
        "participants[2].units outOfRange", "participants[3].priceAdjustment outOfRange",
      ])
  }

  /// SPEC §2: what does not fit 64 bits is an error, never a trap and never a wrap-around.
  func testWhatDoesNotFitIsRefused() throws {
    let most = try SessionTerms(target: 2, ladder: LadderTests.ladder(.max, [(1, .max), (2, 1)]))
    XCTAssertEqual(violations([Purchase(id("A"), units: 1)], most), [])
    XCTAssertEqual(violations([Purchase(id("A"), units: 2)], most), ["participants[0] tooLarge"])
    XCTAssertEqual(violations([Purchase(id("A"), units: 1, priceAdjustment: 1)], most), ["participants[0] tooLarge"])
    let one = Purchase(id("A"), units: 1)
    XCTAssertEqual(violations([one, one], most), ["participants[1] tooLarge"])
  }

  /// Amounts of any size either fit, and then add up in 128 bits, or are refused.
  func testAmountsOfAnySizeAddUpOrAreRefused() throws {
    try checkProperty(
      "amounts of any size add up or are refused", cases: 10_000, minimumShares: ["settled": 0.1, "refused": 0.1]
    ) { choices in
      let base = choices.boundaryInteger(in: 1...Int64.max)
      let price = choices.boundaryInteger(in: 1...base)
      let terms = try SessionTerms(
        target: choices.boundaryInteger(in: 2...1_000_000_000), ladder: LadderTests.ladder(base, [(1, price)]))
      let purchases = choices.list(0...4) { choices in
        Purchase(
          id("A"), units: choices.boundaryInteger(in: 1...1_000_000_000),
          priceAdjustment: choices.boundaryInteger(in: -price...Int64.max), isPaid: choices.chance(3, in: 4))
      }
      let exact = purchases.reduce(Int128(0)) { sum, line in
        sum + (line.isPaid ? (Int128(base) + Int128(line.priceAdjustment)) * Int128(line.units) : 0)
      }
      guard let settlement = try? Settlement(of: purchases, under: terms) else {
        choices.count("refused")
        let prices = purchases.map { Int128(base) + Int128($0.priceAdjustment) }
        return try expect(exact > Int64.max || prices.contains { $0 > Int64.max }, "refused, but it fits")
      }
      if !purchases.isEmpty { choices.count("settled") }
      try expectEqual(Int128(settlement.totals.paid.amount), exact, "paid")
      let parts = Int128(settlement.totals.owed.amount) + Int128(settlement.totals.refunded.amount)
      try expectEqual(parts, exact, "owed and refunded")
    }
  }
}
