import GrosirCore
import GrosirJSON
import XCTest

/// SPEC §14, §15: what no field breaks by itself, but several do together; each with the path of what is to be changed.
final class DocumentRuleTests: XCTestCase {
  private func found(_ text: String, _ tool: Tool) -> [String] {
    refusal(of: text, tool).map { "\($0.path) \($0.code)" }
  }

  private func availability(
    policy: String = #"{"kind": "bundleTolerance"}"#, _ variants: String, basket: String? = nil
  ) -> [String] {
    let basket = basket.map { ", \"basket\": \($0)" } ?? ""
    return found("{\"policy\": \(policy), \"variants\": [\(variants)]\(basket)}", .availability)
  }

  // MARK: Availability

  func testACapacityBelowTheCommittedBundles() {
    let policy = #"{"kind": "bundleTolerance", "committedBundles": 3, "capacityBundles": 2}"#
    XCTAssertEqual(availability(policy: policy, Self.small), ["policy.capacityBundles inconsistent"])
    let implied = #"{"kind": "bundleTolerance", "capacityBundles": 0}"#
    XCTAssertEqual(availability(policy: implied, Self.small), ["policy.capacityBundles inconsistent"])
    let none = #"{"kind": "bundleTolerance", "committedBundles": 0, "capacityBundles": 0}"#
    XCTAssertEqual(availability(policy: none, Self.small), [])
  }

  func testMoreHeldThanOrdered() {
    let variant = #"{"id": "L", "unitsPerBundle": 1, "ordered": 4, "held": 5}"#
    XCTAssertEqual(availability(Self.small + "," + variant), ["variants[2].held inconsistent"])
    XCTAssertEqual(availability(#"{"id": "L", "unitsPerBundle": 1, "held": 1}"#), ["variants[0].held inconsistent"])
  }

  func testAVariantListedTwice() {
    let twice = Self.small + #", {"id": "S", "unitsPerBundle": 9}, {"id": "M", "unitsPerBundle": 9}"#
    XCTAssertEqual(availability(twice), ["variants[2].id duplicate", "variants[3].id duplicate"])
  }

  func testBaskets() {
    XCTAssertEqual(
      availability(Self.small, basket: #"{"M": 1, "X.L": 2, "Z": 1}"#),
      [
        #"basket["X.L"] unknown"#, "basket.Z unknown",
      ])
    XCTAssertEqual(availability(Self.small, basket: "{}"), ["basket outOfRange"])
    XCTAssertEqual(availability(Self.small, basket: #"{"M": 1, "M": 2}"#), ["basket.M duplicate"])
    XCTAssertEqual(availability(Self.small, basket: #"{"M": 1, "\u004d": 2}"#), ["basket.M duplicate"])
    XCTAssertEqual(availability(Self.small, basket: "null"), ["basket wrongType"])
  }

  func testSeveralFaultsAtOnceAreAllListed() {
    let text = #"""
      {"policy": {"kind": "bundleTolerance", "committedBundles": 3, "capacityBundles": 2}, "colour": 1,
       "variants": [{"id": "S", "unitsPerBundle": 2}, {"id": "S", "unitsPerBundle": 5}], "basket": {"M": 0}}
      """#
    XCTAssertEqual(
      found(text, .availability),
      [
        "policy.capacityBundles inconsistent", "variants[1].id duplicate", "basket.M unknown", "basket.M outOfRange",
        "colour unknown",
      ])
  }

  /// Where a variant's identifier cannot be read, a reference may be to that one, and nothing is said of it.
  func testReferencesToWhatCannotBeRead() {
    let basket = #"{"M": 1}"#
    XCTAssertEqual(
      availability(#"{"id": "S", "unitsPerBundle": 0}"#, basket: basket),
      ["variants[0].unitsPerBundle outOfRange", "basket.M unknown"])
    XCTAssertEqual(availability(#"{"id": "", "unitsPerBundle": 1}"#, basket: basket), ["variants[0].id malformed"])
    XCTAssertEqual(availability(#"{"unitsPerBundle": 1}"#, basket: basket), ["variants[0].id missing"])
    XCTAssertEqual(
      availability(#"{"id": "S", "unitsPerBundle": 1}, 7"#, basket: basket), ["variants[1] wrongType"])
    XCTAssertEqual(availability("", basket: basket), ["variants outOfRange"])
  }

  /// SPEC §2: a total that does not fit is an error, never a trap.
  func testTotalsThatDoNotFit() {
    let large = #""unitsPerBundle": 1000000000"#
    let nine = (0..<9).map { "{\"id\": \"v\($0)\", \(large)}" }.joined(separator: ",")
    let driver = #", {"id": "d", "unitsPerBundle": 1, "ordered": 1000000000}"#
    XCTAssertEqual(availability(nine + driver), [])
    XCTAssertEqual(availability(nine + #", {"id": "v9", \#(large)}"# + driver), ["variants tooLarge"])
    let stocked = #", {"id": "v9", \#(large), "onHand": 1000000000}"#
    XCTAssertEqual(availability(nine + stocked + driver), ["variants tooLarge"])
    let stock = #"{"kind": "stockOnly"}"#
    XCTAssertEqual(availability(policy: stock, nine + stocked + driver), [])
  }

  /// Variants that all hold each other back have hints that grow with the square of their number.
  func testTooManyUnlockHints() {
    func variants(_ count: Int) -> String {
      (0..<count).map { "{\"id\": \"v\($0)\", \"unitsPerBundle\": 1, \"tolerance\": 3}" }.joined(separator: ",")
    }
    XCTAssertEqual(availability(variants(1_000)), [])
    XCTAssertEqual(availability(variants(1_001)), ["variants tooLarge"])
  }

  private static let small = #"{"id": "S", "unitsPerBundle": 2}, {"id": "M", "unitsPerBundle": 5}"#

  // MARK: Settlement

  private func settle(
    base: String = "200000", tiers: String = #"{"threshold": 2500, "price": 150000}"#, target: String = "100",
    _ participants: String = ""
  ) -> [String] {
    found(
      """
      {"target": \(target), "basePrice": \(base), "currency": "IDR", "tiers": [\(tiers)], "guarantee": null,
       "successRule": "lowestTier", "participants": [\(participants)]}
      """, .settle)
  }

  private static func tiers(_ tiers: (Int, Int)...) -> String {
    tiers.map { "{\"threshold\": \($0), \"price\": \($1)}" }.joined(separator: ",")
  }

  private static func line(_ units: Int, _ adjustment: Int64 = 0, paid: Bool = true) -> String {
    "{\"id\": \"A\", \"units\": \(units), \"priceAdjustment\": \(adjustment), \"paid\": \(paid)}"
  }

  func testALadderThatDoesNotRise() {
    XCTAssertEqual(settle(tiers: Self.tiers((2500, 9), (2500, 8))), ["tiers[1].threshold inconsistent"])
    XCTAssertEqual(
      settle(tiers: Self.tiers((2500, 9), (2499, 8), (2498, 7))),
      ["tiers[1].threshold inconsistent", "tiers[2].threshold inconsistent"])
    XCTAssertEqual(settle(tiers: Self.tiers((2500, 9), (2501, 9))), [])
  }

  func testPricesThatRise() {
    XCTAssertEqual(settle(tiers: Self.tiers((2500, 9), (5000, 10))), ["tiers[1].price inconsistent"])
    XCTAssertEqual(settle(base: "8", tiers: Self.tiers((2500, 9))), ["tiers[0].price inconsistent"])
    XCTAssertEqual(settle(base: "9", tiers: Self.tiers((2500, 9))), [])
    XCTAssertEqual(
      settle(base: "8", tiers: Self.tiers((2500, 9), (2500, 10))),
      ["tiers[0].price inconsistent", "tiers[1].threshold inconsistent", "tiers[1].price inconsistent"])
  }

  func testAnAdjustmentBelowTheLowestPrice() {
    let tiers = Self.tiers((2500, 150), (5000, 100))
    XCTAssertEqual(settle(tiers: tiers, Self.line(1, -100) + "," + Self.line(1, -100, paid: false)), [])
    XCTAssertEqual(
      settle(tiers: tiers, Self.line(1, -101) + "," + Self.line(1, .min, paid: false)),
      ["participants[0].priceAdjustment outOfRange", "participants[1].priceAdjustment outOfRange"])
  }

  /// What breaks a rule in one part of the document does not hide what is wrong in another.
  func testFaultsOfTermsAndParticipantsAreListedTogether() {
    XCTAssertEqual(
      settle(tiers: Self.tiers((2500, 9), (2500, 8)), target: "1", Self.line(1, -10)),
      ["target outOfRange", "tiers[1].threshold inconsistent", "participants[0].priceAdjustment outOfRange"])
    XCTAssertEqual(
      settle(tiers: Self.tiers((2500, 9), (2500, 8)), Self.line(0)),
      ["participants[0].units outOfRange", "tiers[1].threshold inconsistent"])
  }

  /// SPEC §2: amounts are 64 bits wide, and what does not fit is an error with the line's path.
  func testAmountsThatDoNotFit() {
    let most = "9223372036854775807"
    XCTAssertEqual(settle(base: most, Self.line(1)), [])
    XCTAssertEqual(settle(base: most, Self.line(2)), ["participants[0] tooLarge"])
    XCTAssertEqual(settle(base: most, Self.line(1, 1)), ["participants[0] tooLarge"])
    XCTAssertEqual(settle(base: most, Self.line(1) + "," + Self.line(1)), ["participants[1] tooLarge"])
    XCTAssertEqual(settle(base: most, Self.line(1) + "," + Self.line(1, paid: false)), [])
    let half = Self.line(1_000_000_000, 4_000_000_000)
    XCTAssertEqual(
      settle(Self.line(1, .max) + "," + half + "," + half + "," + half),
      ["participants[0] tooLarge", "participants[3] tooLarge"])
  }

  /// Of very many faults the first thousand are listed, and how many more there are.
  func testVeryManyFaultsAreNotAllListed() {
    let lines = Array(repeating: Self.line(0), count: 1_500).joined(separator: ",")
    let violations = settle(lines)
    XCTAssertEqual(violations.count, 1_001)
    XCTAssertEqual(violations.last, " tooLarge")
    XCTAssertEqual(violations.first, "participants[0].units outOfRange")
  }
}
