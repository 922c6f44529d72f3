import Foundation
import GrosirCore
import GrosirTesting
import XCTest

/// Plausible mistakes in the closed form, each of which the properties find and shrink to the smallest case there is.
final class PlantedAllocationDefectTests: XCTestCase {
  /// The closed form with one mistake in it.
  struct DefectiveForm {
    enum Defect: String, CaseIterable {
      case ownToleranceIncluded, heldCountedAsFirm, setAsideForgotten, capRoundedUp, capacityForgotten
      case committedForgotten, neededRoundedDown
    }

    let defect: Defect
    let oracle: AllocationOracle
    let rules: BundleTolerance

    func available(_ variant: Int) -> Int128? {
      let needed = oracle.variants.map { variant in
        let firm = firm(variant)
        return defect == .neededRoundedDown ? max(0, firm / variant.unitsPerBundle) : divided(firm, variant, up: true)
      }
      let caps = oracle.variants.indices.compactMap { other -> Int128? in
        guard other != variant || defect == .ownToleranceIncluded else { return nil }
        let field = oracle.variants[other]
        return field.tolerance.map { divided(firm(field) + $0, field, up: defect == .capRoundedUp) }
      }
      let capacity = defect == .capacityForgotten ? nil : rules.capacityBundles.map { Int128($0) }
      guard let bound = (caps + [capacity].compactMap { $0 }).min() else { return nil }
      let committed = defect == .committedForgotten ? 0 : Int128(rules.committedBundles)
      let permitted = max(committed, needed.max() ?? 0, bound)
      let stock = defect == .setAsideForgotten ? 0 : oracle.variants[variant].onHand
      return max(0, permitted * oracle.variants[variant].unitsPerBundle + stock - oracle.variants[variant].ordered)
    }

    private func firm(_ variant: AllocationOracle.Variant) -> Int128 {
      defect == .heldCountedAsFirm ? variant.net : variant.firm
    }

    private func divided(_ units: Int128, _ variant: AllocationOracle.Variant, up: Bool) -> Int128 {
      let (quotient, rest) = units.quotientAndRemainder(dividingBy: variant.unitsPerBundle)
      return up ? quotient + (rest > 0 ? 1 : 0) : quotient - (rest < 0 ? 1 : 0)
    }
  }

  /// The smallest case of each defect: rules, tallies, and what is said to be available instead of what is.
  private let smallest: [DefectiveForm.Defect: String] = [:]

  func testEachDefectIsFoundAndShrunkToTheSmallestCase() throws {
    try skipUnderOtherSettings()
    for defect in DefectiveForm.Defect.allCases {
      let found = (UInt64(0)..<20).map { failure(of: defect, seed: $0)?.notes.joined(separator: " | ") ?? "not found" }
      XCTAssertEqual(Set(found), [smallest[defect] ?? ""], "\(defect)")
    }
  }

  /// The printed seed runs just the failing case, first of all, and shrinks it to the same.
  func testThePrintedSeedReproducesTheFailure() throws {
    try skipUnderOtherSettings()
    let first = try XCTUnwrap(failure(of: .heldCountedAsFirm, seed: 7))
    let second = try XCTUnwrap(failure(of: .heldCountedAsFirm, cases: 1, seed: first.seed))
    XCTAssertEqual(second.caseNumber, 0)
    XCTAssertEqual(second.notes, first.notes)
    XCTAssertEqual(second.choices, first.choices)
  }

  private func failure(
    of defect: DefectiveForm.Defect, cases: Int = 2_000, seed: UInt64?
  ) -> PropertyFailure.Counterexample? {
    do throws(PropertyFailure) {
      try check(defect, cases: cases, seed: seed)
      return nil
    } catch {
      return error.counterexample
    }
  }

  private func check(_ defect: DefectiveForm.Defect, cases: Int, seed: UInt64?) throws(PropertyFailure) {
    try checkProperty("planted in the closed form: \(defect)", cases: cases, seed: seed) { choices in
      let (rules, tallies) = drawCase(choices, 1...5, [.bundleTolerance], .small)
      guard case .bundleTolerance(let algorithm) = rules.policy else { return }
      let oracle = AllocationOracle(rules, tallies)
      let form = DefectiveForm(defect: defect, oracle: oracle, rules: algorithm)
      for position in oracle.variants.indices {
        let counted = oracle.availableUnitByUnit(position, upTo: 500)
        let found = form.available(position)
        if found != counted { choices.note("\(position): \(text(found)), not \(text(counted))") }
        try expect(found == counted)
      }
    }
  }

  private func text(_ units: Int128?) -> String { units.map(String.init) ?? "∞" }

  private func skipUnderOtherSettings() throws {
    for variable in ["GROSIR_SEED", "GROSIR_CASES"] {
      let isSet = ProcessInfo.processInfo.environment[variable] != nil
      try XCTSkipIf(isSet, "\(variable) would override what this test plants")
    }
  }
}
