import GrosirCore
import GrosirTesting
import XCTest

/// "Where nothing is held, the hint together with available(v)+1 units of v is an acceptable basket, and one unit less
/// of any entry makes it unacceptable; the hint's units alone need not be acceptable." (SPEC §3.1).
final class UnlockHintTests: XCTestCase {
  func testEveryCompositionOfThreeVariants() throws {
    let cases = SmallCases(
      variants: 2...3, unitsPerBundle: 3, tolerance: 2, ordered: 2, held: 0, onHand: 1, committed: 1, capacity: 1)
    var cache = RulesCache()
    let report = try checkExhaustively("hints are exact, every composition of up to three variants") { choices in
      let (lines, bounds) = cases.rules(choices)
      let rules = try cache.rules(lines, bounds)
      let tallies = Tallies(lines.indices.map { _ in cases.tally(choices) })
      choices.note("\(rules.text); \(tallies.text)")
      try expectExactHints(rules, tallies, choices)
    }
    print(report)
    XCTAssertGreaterThan(report.share(of: "hint"), 0.4)
    XCTAssertGreaterThan(report.share(of: "hint's units alone refused"), 0.05)
    XCTAssertGreaterThan(report.share(of: "locked"), 0.1)
  }

  func testRandomCompositions() throws {
    try checkProperty(
      "hints are exact, random cases", cases: 20_000,
      minimumShares: ["hint": 0.4, "several entries": 0.3, "hint's units alone refused": 0.1, "locked": 0.1]
    ) { choices in
      let rules = choices.allocationRules(
        1...6, policies: [.bundleTolerance], scale: choices.boolean() ? .small : .everyday)
      try expectExactHints(rules, drawPaid(choices, rules, .small), choices)
    }
  }

  func testRandomCompositionsOfAnyMagnitude() throws {
    try checkProperty(
      "hints are exact at any magnitude", cases: 20_000, minimumShares: ["hint": 0.2, "beyond a basket's limit": 0.01]
    ) { choices in
      let rules = choices.allocationRules(1...6, policies: [.bundleTolerance], scale: .extreme)
      try expectExactHints(rules, drawPaid(choices, rules, .extreme), choices)
    }
  }

  private func drawPaid(_ choices: Choices, _ rules: AllocationRules, _ scale: AllocationScale) -> Tallies {
    let tallies = Tallies(
      rules.composition.variants.map { _ in
        let tally = choices.tally(scale: scale)
        return Tally(unchecked: tally.ordered, held: 0, onHand: tally.onHand)
      })
    choices.note("\(rules.text); \(tallies.text)")
    return tallies
  }

  private func expectExactHints(_ rules: AllocationRules, _ tallies: Tallies, _ choices: Choices) throws {
    let (snapshot, oracle) = (AllocationSnapshot(of: tallies, under: rules), AllocationOracle(rules, tallies))
    for position in rules.composition.variants.indices {
      let hint = snapshot.unlockHint(at: position)
      try expectEqual(hint.isEmpty, !snapshot.availability(at: position).constraint.isTolerance, "non-empty hint")
      guard !hint.isEmpty, let available = snapshot.available(at: position) else { continue }
      choices.count("hint")
      if hint.count > 1 { choices.count("several entries") }
      if available == 0 { choices.count("locked") }
      try expectExact(hint, available, position, oracle, choices)
    }
  }

  private func expectExact(
    _ hint: [UnlockHint], _ available: Int, _ position: Int, _ oracle: AllocationOracle, _ choices: Choices
  ) throws {
    var units = oracle.units(0, of: position)
    for entry in hint {
      guard let other = oracle.variants.firstIndex(where: { $0.name == entry.variant }) else { continue }
      units[other] = Int128(entry.units)
    }
    let others = units.indices.filter { units[$0] > 0 }
    try expectEqual(others.count, hint.count, "entries of the hint")
    if !oracle.isAcceptable(units) { choices.count("hint's units alone refused") }
    units[position] = Int128(available) + 1
    if units.contains(where: { $0 > Quantity.maximum }) { choices.count("beyond a basket's limit") }
    try expect(oracle.isAcceptable(units), "the hint for \(position) with one unit more of it is refused")
    for other in others {
      units[other] -= 1
      try expect(!oracle.isAcceptable(units), "one unit less of \(other) than hinted for \(position) is accepted")
      units[other] += 1
    }
    units[position] -= 1
    try expect(units[position] == 0 || oracle.isAcceptable(oracle.units(units[position], of: position)), "available")
  }
}

extension Constraint {
  fileprivate var isTolerance: Bool { if case .tolerance = self { true } else { false } }
}
