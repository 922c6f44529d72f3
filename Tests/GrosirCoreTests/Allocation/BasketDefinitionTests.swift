import GrosirCore
import GrosirTesting
import XCTest

/// "An order (a basket) is **acceptable** exactly when for every v in it …" (SPEC §3.1), and under the other policies
/// "when, for every v in it, o(v) + q(v) ≤ maxAllowed(v) computed after adding the basket's *other* lines only" (§3.2):
/// index and snapshot decide as a transcription of these sentences does, and say everything that speaks against it.
final class BasketDefinitionTests: XCTestCase {
  func testRandomBasketsUnderBundleTolerance() throws {
    try checkProperty(
      "baskets are decided by the definition, bundle tolerance", cases: 30_000,
      minimumShares: [
        "accepted": 0.2, "refused": 0.2, "several lines": 0.3, "beyond max(K, B)": 0.2,
        "accepted beyond max(K, B)": 0.05, "capacity": 0.05, "several tolerances": 0.05,
        "lines refused alone, accepted together": 0.005,
      ]
    ) { choices in
      let (rules, tallies) = drawCase(choices, 1...6, [.bundleTolerance], choices.boolean() ? .small : .everyday)
      let oracle = AllocationOracle(rules, tallies)
      let basket = try drawBasket(choices, rules, oracle)
      try expectDecisions(on: basket, rules, tallies, oracle)
      countDecision(basket, oracle, choices)
    }
  }

  func testRandomBasketsUnderEveryOtherPolicy() throws {
    try checkProperty(
      "baskets are decided by the definition, other policies", cases: 30_000,
      minimumShares: [
        "accepted": 0.2, "refused": 0.2, "several lines": 0.3, "lines refused alone, accepted together": 0.005,
      ]
    ) { choices in
      let scale: AllocationScale = choices.boolean() ? .small : .everyday
      let kinds: [AllocationPolicy.Kind] = [.allocationMultiple, .progressiveUnlock, .stockOnly, .open]
      let (rules, tallies) = drawCase(choices, 1...6, kinds, scale)
      let oracle = AllocationOracle(rules, tallies)
      let basket = choices.basket(of: rules.composition, scale: scale)
      try expectDecisions(on: basket, rules, tallies, oracle)
      countDecision(basket, oracle, choices)
    }
  }

  func testRandomBasketsOfAnyMagnitude() throws {
    try checkProperty(
      "baskets are decided by the definition at any magnitude", cases: 20_000,
      minimumShares: ["accepted": 0.2, "refused": 0.2, "several lines": 0.3]
    ) { choices in
      let (rules, tallies) = drawCase(choices, 1...6, AllocationPolicy.Kind.allCases, .extreme)
      let oracle = AllocationOracle(rules, tallies)
      let basket = choices.basket(of: rules.composition, scale: .extreme)
      try expectDecisions(on: basket, rules, tallies, oracle)
      countDecision(basket, oracle, choices)
    }
  }

  /// Many variants, so that the search for the tightest outside the basket goes deep.
  func testBasketsAmongManyVariants() throws {
    try checkProperty("baskets are decided by the definition, many variants", cases: 1_000) { choices in
      let (rules, tallies) = drawCase(choices, 20...90, AllocationPolicy.Kind.allCases, .small)
      let oracle = AllocationOracle(rules, tallies)
      try expectDecisions(on: choices.basket(of: rules.composition), rules, tallies, oracle)
    }
  }

  func testEveryBasketOfOneOrTwoVariants() throws {
    let cases = SmallCases(
      variants: 1...2, unitsPerBundle: 2, tolerance: 2, ordered: 1, held: 1, onHand: 1, committed: 1, capacity: 1)
    try checkEveryBasket("every basket of one or two variants is decided by the definition", cases, units: 5)
  }

  func testEveryBasketOfThreeVariants() throws {
    let cases = SmallCases(
      variants: 3...3, unitsPerBundle: 2, tolerance: 1, ordered: 1, held: 1, onHand: 0, committed: 1, capacity: 0)
    try checkEveryBasket("every basket of three variants is decided by the definition", cases, units: 3)
  }

  private func checkEveryBasket(_ property: String, _ cases: SmallCases, units most: Int) throws {
    var cache = RulesCache()
    let report = try checkExhaustively(property) { choices in
      let (lines, bounds) = cases.rules(choices)
      let rules = try cache.rules(lines, bounds)
      let tallies = Tallies(lines.indices.map { _ in cases.tally(choices) })
      let units = lines.indices.map { _ in choices.integer(in: 0...most) }
      let request = lines.indices.filter { units[$0] > 0 }.map { (lines[$0].variant, units[$0]) }
      try choices.assume(!request.isEmpty)
      choices.note("\(rules.text); \(tallies.text); units \(units)")
      let basket = try Basket(request, of: rules.composition)
      let oracle = AllocationOracle(rules, tallies)
      try expectDecisions(on: basket, rules, tallies, oracle)
      choices.count(oracle.isAcceptable(oracle.units(basket)) ? "accepted" : "refused")
    }
    print(report)
  }

  // MARK: Parts

  /// Half of the baskets are near the edge: what is available of one variant, and what its unlock hint asks for.
  private func drawBasket(
    _ choices: Choices, _ rules: AllocationRules, _ oracle: AllocationOracle
  ) throws -> Basket {
    guard choices.boolean() else { return choices.basket(of: rules.composition) }
    let position = choices.integer(in: 0...(oracle.variants.count - 1))
    var units = [Int](repeating: 0, count: oracle.variants.count)
    for entry in oracle.unlockHint(position) { units[entry.position] = Int(entry.units) }
    units[position] = Int(oracle.available(position) ?? 10) + choices.integer(in: 0...2)
    for position in units.indices where choices.chance(1, in: 4) { units[position] += choices.integer(in: -1...2) }
    let request = units.indices.filter { units[$0] > 0 }.map { (rules.composition.variants[$0], units[$0]) }
    return request.isEmpty ? choices.basket(of: rules.composition) : try Basket(request, of: rules.composition)
  }

  private func expectDecisions(
    on basket: Basket, _ rules: AllocationRules, _ tallies: Tallies, _ oracle: AllocationOracle
  ) throws {
    let snapshot = AllocationSnapshot(of: tallies, under: rules)
    try expectDecision(snapshot, oracle, on: basket)
    let index = AllocationIndex(of: tallies, under: rules)
    try expectDecision(index, oracle, on: basket)
    try expectEqual(index.tightest(outside: basket), snapshot.tightest(outside: basket), "tightest outside")
  }

  private func countDecision(_ basket: Basket, _ oracle: AllocationOracle, _ choices: Choices) {
    let units = oracle.units(basket)
    let isAccepted = oracle.isAcceptable(units)
    choices.note(basket.text)
    choices.count(isAccepted ? "accepted" : "refused")
    if basket.lines.count > 1 { choices.count("several lines") }
    if isAccepted, basket.lines.contains(where: { isRefusedAlone($0, oracle) }) {
      choices.count("lines refused alone, accepted together")
    }
    let violations = oracle.violations(units)
    if case .capacity? = violations.first { choices.count("capacity") }
    if violations.filter({ if case .tolerance = $0 { true } else { false } }).count > 1 {
      choices.count("several tolerances")
    }
    guard case .bundleTolerance(let rules) = oracle.policy else { return }
    let granted = max(Int128(rules.committedBundles), oracle.bundlesNeeded)
    guard basket.lines.contains(where: { oracle.level($0.position, units) > granted }) else { return }
    choices.count("beyond max(K, B)")
    if isAccepted { choices.count("accepted beyond max(K, B)") }
  }

  private func isRefusedAlone(_ line: Basket.Line, _ oracle: AllocationOracle) -> Bool {
    !oracle.isAcceptable(oracle.units(Int128(line.units), of: line.position))
  }
}
