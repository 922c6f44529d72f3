import GrosirCore
import GrosirTesting
import XCTest

/// The facts behind an explanation hold: what it says would help does help, and nothing less does.
final class ExplanationFactsTests: XCTestCase {
  func testWhatIsSaidToHelpDoesHelp() throws {
    try checkProperty(
      "what an explanation says would help does help", cases: 20_000,
      minimumShares: [
        "tolerance": 0.1, "capacity": 0.02, "ahead": 0.1, "next step": 0.02, "last step": 0.05, "stock": 0.1,
      ]
    ) { choices in
      let (rules, tallies) = drawCase(choices, 1...5, AllocationPolicy.Kind.allCases, .small)
      let position = choices.integer(in: 0...(tallies.count - 1))
      let oracle = AllocationOracle(rules, tallies)
      let snapshot = AllocationSnapshot(of: tallies, under: rules)
      let tally = tallies[position]
      let name = rules.composition.variants[position]
      let available = Int(oracle.available(position) ?? 0)
      switch snapshot.explanation(at: position) {
      case .unlimited(name, ordered: tally.ordered):
        try expect(oracle.available(position) == nil, "unlimited")
      case .tolerance(name, available: available, let bundles, let other, let tolerance, let unlock):
        choices.count("tolerance")
        try expectEqual(Int128(bundles), (oracle.permitted(position) ?? 0) + 1, "one bundle more")
        try expectEqual(rules.composition.position(of: other).flatMap { rules.tolerance(at: $0) }, tolerance)
        try expectEqual(unlock, snapshot.unlockHint(at: position), "unlock")
      case .capacity(name, available: available, let bundles, held: tally.held):
        choices.count("capacity")
        guard case .bundleTolerance(let algorithm) = rules.policy else { throw ExpectationFailure("another policy") }
        try expectEqual(algorithm.capacityBundles, bundles, "the capacity")
      case .ahead(name, available: available, _, let unlock):
        choices.count("ahead")
        try expectCatchUp(unlock, position, rules, tallies)
      case .progress(name, available: available, let missing):
        choices.count(missing == nil ? "last step" : "next step")
        try expectProgress(missing, position, rules, tallies)
      case .stock(name, available: available, onHand: tally.onHand, ordered: tally.ordered): choices.count("stock")
      case let other: throw ExpectationFailure("explained by \(other)")
      }
    }
  }

  /// "where `additions` is not empty, the basket would be taken if it held those as well".
  func testTheAdditionsToARefusedBasketMakeItAcceptable() throws {
    try checkProperty(
      "the additions to a refused basket make it acceptable", cases: 20_000,
      minimumShares: ["additions": 0.03, "limit": 0.1, "accepted": 0.1]
    ) { choices in
      let (rules, tallies) = drawCase(choices, 1...5, AllocationPolicy.Kind.allCases, .small)
      let oracle = AllocationOracle(rules, tallies)
      let basket = choices.basket(of: rules.composition)
      choices.note(basket.text)
      let snapshot = AllocationSnapshot(of: tallies, under: rules)
      var units = oracle.units(basket)
      let decision = snapshot.decision(on: basket)
      switch snapshot.explanation(of: basket) {
      case .acceptedBasket(let bundles):
        choices.count("accepted")
        try expect(oracle.isAcceptable(units) && bundles == decision.bundlesNeeded, "said to be accepted")
      case .refusedBasket(decision.bundlesNeeded, decision.violations, let limit, let additions):
        try expect(!oracle.isAcceptable(units), "said to be refused")
        try expectEqual(limit != nil, basket.lines.count == 1, "a limit for a single variant")
        if let limit {
          choices.count("limit")
          try expectEqual(Int128(limit.units), oracle.available(basket.lines[0].position), "the limit")
        }
        for addition in additions {
          guard let position = rules.composition.position(of: addition.variant) else { continue }
          choices.count("additions")
          units[position] += Int128(addition.units)
        }
        try expect(additions.isEmpty || oracle.isAcceptable(units), "refused with what it was to be added")
      case let other: throw ExpectationFailure("explained by \(other)")
      }
    }
  }

  /// Once all entries are sold and paid the variant may sell an allocation more, and with one unit less of one it may
  /// not.
  private func expectCatchUp(
    _ unlock: [UnlockHint], _ position: Int, _ rules: AllocationRules, _ tallies: Tallies
  ) throws {
    let before = AllocationOracle(rules, tallies).maxAllowed(position) ?? 0
    let entries = unlock.compactMap { entry in
      rules.composition.position(of: entry.variant).map { (position: $0, units: entry.units) }
    }
    try expectEqual(entries.count, max(1, unlock.count), "entries")
    for missing in [nil] + entries.map({ Optional($0.position) }) {
      var after = tallies
      for entry in entries {
        let units = entry.units - (entry.position == missing ? 1 : 0)
        after[entry.position] = paid(units, more: after[entry.position])
      }
      let allowed = AllocationOracle(rules, after).maxAllowed(position) ?? 0
      try expectEqual(allowed > before, missing == nil, "may sell more without a unit of \(missing ?? -1)")
    }
  }

  private func expectProgress(
    _ missing: Int?, _ position: Int, _ rules: AllocationRules, _ tallies: Tallies
  ) throws(ExpectationFailure) {
    func allowed(_ units: Int) -> Int128? {
      var after = tallies
      after[position] = paid(units, more: after[position])
      return AllocationOracle(rules, after).maxAllowed(position)
    }
    guard let missing else { return try expectEqual(allowed(1_000_000), allowed(0), "nothing more is unlocked") }
    try expect(allowed(missing) ?? 0 > allowed(0) ?? 0, "\(missing) more units unlock nothing")
    try expectEqual(allowed(missing - 1), allowed(0), "one unit less unlocks something")
  }

  private func paid(_ units: Int, more tally: Tally) -> Tally {
    Tally(unchecked: tally.ordered + units, held: tally.held, onHand: tally.onHand)
  }
}
