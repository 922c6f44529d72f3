import GrosirCore
import GrosirTesting
import XCTest

/// "`available(v)` is the largest q for which baskets of 1…q units of v alone are all acceptable; the closed form above
/// equals that definition, and a property test must hold them equal over random and over exhaustively enumerated small
/// cases." (SPEC §3.1).
final class ClosedFormTests: XCTestCase {
  // MARK: Every small case

  func testEveryCompositionOfOneOrTwoVariants() throws {
    let cases = SmallCases(
      variants: 1...2, unitsPerBundle: 4, tolerance: 4, ordered: 3, held: 3, onHand: 2, committed: 2, capacity: 1)
    try checkDefinition("closed form = unit by unit, every composition of one or two variants", cases)
  }

  func testEveryCompositionOfThreeVariants() throws {
    let cases = SmallCases(
      variants: 3...3, unitsPerBundle: 2, tolerance: 2, ordered: 2, held: 1, onHand: 1, committed: 2, capacity: 1)
    try checkDefinition("closed form = unit by unit, every composition of three variants", cases)
  }

  private func checkDefinition(_ property: String, _ cases: SmallCases) throws {
    var rules = RulesCache()
    let report = try checkExhaustively(property, limit: 20_000_000) { choices in
      let (lines, policy) = cases.rules(choices)
      let rules = try rules.rules(lines, policy)
      let tallies = Tallies(lines.indices.map { _ in cases.tally(choices) })
      choices.note("\(rules.text); \(tallies.text)")
      let snapshot = AllocationSnapshot(of: tallies, under: rules)
      try expectDefinition(snapshot, AllocationOracle(rules, tallies), upTo: 40)
      let index = AllocationIndex(of: tallies, under: rules)
      for position in lines.indices {
        try expectEqual(index.available(at: position), snapshot.available(at: position), "index, snapshot")
      }
      if snapshot.available(at: 0) == 0 { choices.count("first variant locked") }
      if snapshot.available(at: 0) == nil { choices.count("first variant unlimited") }
    }
    print(report)
  }

  // MARK: Random cases

  func testRandomCompositions() throws {
    try checkProperty(
      "closed form = unit by unit, random cases", cases: 20_000,
      minimumShares: [
        "locked": 0.1, "unlimited": 0.02, "capacity binds": 0.1, "tolerance binds": 0.3,
        "tie for the smallest cap": 0.04,
        "B > K": 0.1, "negative firm": 0.1, "negative net": 0.05, "negative cap": 0.02, "held units": 0.2,
        "nothing committed": 0.05,
      ]
    ) { choices in
      let (rules, tallies) = drawCase(choices, 1...6, [.bundleTolerance], choices.boolean() ? .small : .everyday)
      let snapshot = AllocationSnapshot(of: tallies, under: rules)
      let oracle = AllocationOracle(rules, tallies)
      try expectDefinition(snapshot, oracle, upTo: 3_000)
      try expectAgreement(snapshot, oracle)
      countSituations(oracle, choices)
    }
  }

  /// Too large to walk unit by unit: one unit, all that is available, one more, and any number in between.
  func testRandomCompositionsOfAnyMagnitude() throws {
    try checkProperty(
      "closed form = definition at any magnitude", cases: 20_000,
      minimumShares: ["one more is refused": 0.5, "beyond 2²¹": 0.2, "negative firm": 0.1, "B > K": 0.05]
    ) { choices in
      let (rules, tallies) = drawCase(choices, 1...6, [.bundleTolerance], .extreme)
      let snapshot = AllocationSnapshot(of: tallies, under: rules)
      let oracle = AllocationOracle(rules, tallies)
      try expectAgreement(snapshot, oracle)
      for position in oracle.variants.indices {
        let available = snapshot.available(at: position).map { Int128($0) }
        try expectSample(of: available, position, oracle, choices)
        if available ?? .max > 1 << 21 { choices.count("beyond 2²¹") }
      }
      countSituations(oracle, choices)
    }
  }

  private func expectSample(
    of available: Int128?, _ position: Int, _ oracle: AllocationOracle, _ choices: Choices
  ) throws {
    let most = available ?? Int128(Int.max)
    let between = choices.boundaryInteger(in: 0...Int(most))
    for count in [1, Int128(between), most] where 1...max(1, most) ~= count && most > 0 {
      try expect(
        oracle.isAcceptable(oracle.units(count, of: position)), "\(count) of \(position) refused by definition")
    }
    guard let available else { return }
    choices.count("one more is refused")
    try expect(!oracle.isAcceptable(oracle.units(available + 1, of: position)), "one more of \(position) is acceptable")
  }

  private func expectDefinition(
    _ snapshot: AllocationSnapshot, _ oracle: AllocationOracle, upTo limit: Int128
  ) throws(ExpectationFailure) {
    for position in oracle.variants.indices {
      let counted = oracle.availableUnitByUnit(position, upTo: limit)
      let available = snapshot.available(at: position).flatMap { $0 < limit ? Int128($0) : nil }
      try expectEqual(available, counted, "available of the variant at \(position), counted up to \(limit)")
    }
  }
}

// MARK: - Drawing

/// Rules and tallies at random, noted.
func drawCase(
  _ choices: Choices, _ count: ClosedRange<Int>, _ policies: [AllocationPolicy.Kind], _ scale: AllocationScale
) -> (AllocationRules, Tallies) {
  let rules = choices.allocationRules(count, policies: policies, scale: scale)
  let tallies = choices.tallies(count: rules.composition.count, scale: scale)
  choices.note("\(rules.text); \(tallies.text)")
  return (rules, tallies)
}

/// Counts what a case under bundle tolerance is an example of.
func countSituations(_ oracle: AllocationOracle, _ choices: Choices) {
  guard case .bundleTolerance(let rules) = oracle.policy else { return }
  let caps = oracle.variants.compactMap(\.cap).sorted()
  if caps.count >= 2, caps[0] == caps[1] { choices.count("tie for the smallest cap") }
  if let smallest = caps.first, smallest < 0 { choices.count("negative cap") }
  if oracle.bundlesNeeded > rules.committedBundles { choices.count("B > K") }
  if rules.committedBundles == 0 { choices.count("nothing committed") }
  for (position, variant) in oracle.variants.enumerated() {
    if variant.firm < 0 { choices.count("negative firm") }
    if variant.net < 0 { choices.count("negative net") }
    if variant.held > 0 { choices.count("held units") }
    if oracle.available(position) == 0 { choices.count("locked") }
    switch oracle.constraint(position) {
    case .capacity: choices.count("capacity binds")
    case .unlimited: choices.count("unlimited")
    case .tolerance: choices.count("tolerance binds")
    default: break
    }
  }
}

/// Every rule and tally with small numbers: the bounds of each, from zero or one.
struct SmallCases {
  let variants: ClosedRange<Int>
  let unitsPerBundle: Int
  /// Tolerances of 0 through this, and none.
  let tolerance: Int
  let ordered: Int
  let held: Int
  let onHand: Int
  let committed: Int
  /// Capacities of K through K + this, and none.
  let capacity: Int

  func rules(_ choices: Choices) -> ([AllocationRules.Line], (Int, Int?)) {
    var names = ["A", "B", "C"][...]
    let lines = choices.list(variants) { choices in
      AllocationRules.Line(
        VariantID(unchecked: names.removeFirst()), unitsPerBundle: choices.integer(in: 1...unitsPerBundle),
        tolerance: choices.optional { $0.integer(in: 0...tolerance) })
    }
    let committed = choices.integer(in: 0...self.committed)
    return (lines, (committed, choices.optional { $0.integer(in: committed...(committed + capacity)) }))
  }

  func tally(_ choices: Choices) -> Tally {
    let ordered = choices.integer(in: 0...self.ordered)
    let held = choices.integer(in: 0...min(ordered, self.held))
    return Tally(unchecked: ordered, held: held, onHand: choices.integer(in: 0...onHand))
  }
}

/// The rules made last: an enumeration walks all tallies of the same rules before it goes on to others.
struct RulesCache {
  private var lines: [AllocationRules.Line] = []
  private var bounds: (Int, Int?) = (-1, nil)
  private var cached: AllocationRules?

  mutating func rules(
    _ lines: [AllocationRules.Line], _ bounds: (Int, Int?)
  ) throws(AllocationError) -> AllocationRules {
    if let cached, self.bounds == bounds, self.lines == lines { return cached }
    let rules = try AllocationRules(lines, policy: bundleTolerance(bounds.0, capacity: bounds.1))
    (self.lines, self.bounds, cached) = (lines, bounds, rules)
    return rules
  }
}
