import GrosirCore
import GrosirTesting
import XCTest

/// "Validation warns `cannotOpenNextBundle` … when at least two variants have t < b: orders of a single variant then
/// never exceed K bundles; only baskets or the waiting list can." (SPEC §3.1).
final class CannotOpenNextBundleTests: XCTestCase {
  func testUnderTheWarningSingleVariantsNeverExceedTheCommittedBundles() throws {
    try checkProperty(
      "under the warning, orders of a single variant never exceed K bundles", cases: 10_000,
      minimumShares: ["warned": 0.4, "K bundles reached": 0.2, "refused": 0.3, "exceeded without a warning": 0.1]
    ) { choices in
      let rules = try AllocationRules(drawLines(choices), policy: .bundleTolerance(choices.bundleTolerance()))
      guard case .bundleTolerance(let algorithm) = rules.policy else { return }
      choices.note(rules.text)
      if !rules.warnings.isEmpty { choices.count("warned") }
      var index = AllocationIndex(under: rules)
      try choices.steps(1...30) { choices in
        let position = choices.integer(in: 0...(rules.composition.count - 1))
        let basket = Basket(choices.integer(in: 1...((index.available(at: position) ?? 20) + 2)), at: position)
        choices.note(basket.text)
        guard index.decision(on: basket).isAccepted else { return choices.count("refused") }
        try index.apply(.held(basket.lines[0].units), at: position)
        try index.apply(.paid(basket.lines[0].units), at: position)
        if index.bundlesNeeded == algorithm.committedBundles { choices.count("K bundles reached") }
        guard index.bundlesNeeded > algorithm.committedBundles else { return }
        try expect(rules.warnings.isEmpty, "B = \(index.bundlesNeeded) under the warning")
        choices.count("exceeded without a warning")
      }
    }
  }

  /// Half of the variants tolerate less than a bundle.
  private func drawLines(_ choices: Choices) -> [AllocationRules.Line] {
    choices.allocationLines(1...5).map { line in
      let narrow = choices.integer(in: 0...(line.unitsPerBundle - 1))
      return choices.boolean()
        ? line : AllocationRules.Line(line.variant, unitsPerBundle: line.unitsPerBundle, tolerance: narrow)
    }
  }

  /// Without the warning and a capacity, some single variant can exceed K once every other has sold its K bundles: the
  /// warning is given exactly where it is due.
  ///
  /// Every composition of up to three variants with small numbers.
  func testWithoutTheWarningASingleVariantCan() throws {
    let cases = SmallCases(
      variants: 1...3, unitsPerBundle: 4, tolerance: 4, ordered: 0, held: 0, onHand: 0, committed: 3, capacity: 0)
    let report = try checkExhaustively("the warning is given exactly where single variants cannot exceed K") {
      choices in
      let (lines, (committed, capacity)) = cases.rules(choices)
      try choices.assume(capacity == nil)
      let rules = try AllocationRules(lines, policy: bundleTolerance(committed))
      choices.note(rules.text)
      let canExceed = lines.indices.contains { opened in
        let tallies = Tallies(
          lines.indices.map { position in
            Tally(unchecked: position == opened ? 0 : committed * lines[position].unitsPerBundle, held: 0, onHand: 0)
          })
        let units = AllocationSnapshot(of: tallies, under: rules).available(at: opened)
        return units ?? .max > committed * lines[opened].unitsPerBundle
      }
      try expectEqual(rules.warnings.isEmpty, canExceed, "no warning, whether a single variant can exceed K")
      choices.count(canExceed ? "can" : "cannot")
    }
    print(report)
  }
}
