import GrosirCore
import GrosirTesting
import XCTest

/// Bundle tolerance with K and C.
func bundleTolerance(_ committed: Int = 1, capacity: Int? = nil) throws(AllocationError) -> AllocationPolicy {
  .bundleTolerance(try BundleTolerance(committedBundles: committed, capacityBundles: capacity))
}

/// One session of a worked example, in which variants go by their names.
final class ExampleSession {
  private(set) var index: AllocationIndex
  let rules: AllocationRules

  init(
    _ variants: [String], _ unitsPerBundle: [Int], _ tolerances: [Int?], _ policy: AllocationPolicy
  ) throws(AllocationError) {
    rules = try AllocationRules(
      variants.indices.map { position in
        AllocationRules.Line(
          VariantID(unchecked: variants[position]), unitsPerBundle: unitsPerBundle[position],
          tolerance: tolerances[position])
      }, policy: policy)
    index = AllocationIndex(under: rules)
  }

  /// 2 S 5 M 4 L 1 XL with tolerances 20, 50, 40, 30.
  static func shirts() throws(AllocationError) -> ExampleSession {
    try ExampleSession(["S", "M", "L", "XL"], [2, 5, 4, 1], [20, 50, 40, 30], .standard)
  }

  /// As many units of each of S, M, L and XL in a bundle.
  static func even(
    _ units: Int, tolerance: Int? = nil, _ policy: AllocationPolicy = .standard
  ) throws(AllocationError) -> ExampleSession {
    try ExampleSession(
      ["S", "M", "L", "XL"], .init(repeating: units, count: 4), .init(repeating: tolerance, count: 4), policy)
  }

  var snapshot: AllocationSnapshot { AllocationSnapshot(of: index.tallies, under: rules) }

  func position(_ variant: String) throws -> Int {
    try XCTUnwrap(rules.composition.position(of: VariantID(unchecked: variant)))
  }

  func apply(_ change: TallyChange, _ variant: String) throws { try index.apply(change, at: position(variant)) }

  func hold(_ units: Int, _ variant: String) throws { try apply(.held(units), variant) }
  func pay(_ units: Int, _ variant: String) throws { try apply(.paid(units), variant) }

  /// Orders and pays, whether or not it is acceptable.
  func sell(_ units: Int, _ variant: String) throws {
    try hold(units, variant)
    try pay(units, variant)
  }

  func basket(_ lines: KeyValuePairs<String, Int>) throws(AllocationError) -> Basket {
    try Basket(lines.map { (VariantID(unchecked: $0.key), $0.value) }, of: rules.composition)
  }

  /// The decision, in which both shapes agree.
  func decision(_ lines: KeyValuePairs<String, Int>) throws -> BasketDecision {
    let basket = try basket(lines)
    XCTAssertEqual(index.decision(on: basket), snapshot.decision(on: basket))
    return index.decision(on: basket)
  }

  /// Orders and pays if it is acceptable; whether it was.
  func buy(_ units: Int, _ variant: String) throws -> Bool {
    guard try decision([variant: units]).isAccepted else { return false }
    try sell(units, variant)
    return true
  }

  /// What is available of every variant, in which both shapes agree.
  var available: [Int?] {
    let snapshot = snapshot
    return rules.composition.variants.indices.map { position in
      XCTAssertEqual(index.availability(at: position), snapshot.availability(at: position))
      XCTAssertEqual(index.available(at: position), snapshot.available(at: position))
      return index.availability(at: position).available
    }
  }

  /// What binds every variant: the name of another variant, or the kind of constraint.
  var constraints: [String] {
    rules.composition.variants.indices.map { position in
      let constraint = index.availability(at: position).constraint
      return constraint.variant?.text ?? constraint.kind
    }
  }

  func hint(_ variant: String) throws -> [String: Int] {
    let hint = index.unlockHint(at: try position(variant))
    XCTAssertEqual(hint, snapshot.unlockHint(at: try position(variant)))
    return Dictionary(uniqueKeysWithValues: hint.map { ($0.variant.text, $0.units) })
  }

  var excess: [Int] { rules.composition.variants.indices.map { index.availability(at: $0).excess } }
}

// MARK: - Agreement

/// Expects every answer about every variant to be the one the oracle gives.
func expectAgreement<State: AllocationState & ~Copyable>(
  _ state: borrowing State, _ oracle: AllocationOracle
) throws(ExpectationFailure) {
  try expectEqual(Int128(state.bundlesNeeded), oracle.bundlesNeeded, "B")
  for position in oracle.variants.indices {
    let answer = state.availability(at: position)
    let name = oracle.variants[position].name
    try expectEqual(answer.variant, name, "the variant")
    try expectEqual(Int128(answer.ordered), oracle.variants[position].ordered, "ordered of \(name)")
    try expectEqual(answer.maxAllowed.map { Int128($0) }, oracle.maxAllowed(position), "maxAllowed of \(name)")
    try expectEqual(answer.available.map { Int128($0) }, oracle.available(position), "available of \(name)")
    try expectEqual(state.available(at: position), answer.available, "available of \(name), asked alone")
    try expectEqual(answer.isLocked, answer.available == 0, "whether \(name) is locked")
    try expectEqual(Int128(answer.excess), oracle.excess(position), "excess of \(name)")
    try expectEqual(answer.constraint, oracle.constraint(position), "what binds \(name)")
    try expectHint(state.unlockHint(at: position), oracle, position)
  }
  try expectHints(UnlockHints(of: state), oracle)
}

/// Expects the hints of all variants together to be those of each.
private func expectHints(_ hints: UnlockHints, _ oracle: AllocationOracle) throws(ExpectationFailure) {
  for position in oracle.variants.indices { try expectHint(hints[position], oracle, position) }
  let count = oracle.variants.indices.reduce(0) { $0 + oracle.unlockHint($1).count }
  try expectEqual(hints.count, count, "entries of all unlock hints")
}

private func expectHint(
  _ hint: [UnlockHint], _ oracle: AllocationOracle, _ position: Int
) throws(ExpectationFailure) {
  let expected = oracle.unlockHint(position)
  let name = oracle.variants[position].name
  try expectEqual(hint.map(\.variant), expected.map { oracle.variants[$0.position].name }, "unlock hint for \(name)")
  try expectEqual(hint.map { Int128($0.units) }, expected.map(\.units), "units of the unlock hint for \(name)")
  try expect(hint.allSatisfy { $0.units >= 1 }, "an unlock hint for \(name) asks for nothing")
}

/// Expects a basket to be decided by the definition, with everything that speaks against it.
func expectDecision<State: AllocationState & ~Copyable>(
  _ state: borrowing State, _ oracle: AllocationOracle, on basket: Basket
) throws(ExpectationFailure) {
  let decision = state.decision(on: basket)
  let units = oracle.units(basket)
  try expectEqual(decision.isAccepted, oracle.isAcceptable(units), "whether \(basket.text) is accepted")
  try expectEqual(decision.violations, oracle.violations(units), "what speaks against \(basket.text)")
  let levels = basket.lines.map { oracle.level($0.position, units) }
  let bundles = state.rules.policy == .stockOnly ? 0 : max(oracle.bundlesNeeded, levels.max() ?? 0)
  try expectEqual(Int128(decision.bundlesNeeded), bundles, "bundles that \(basket.text) needs")
}

// MARK: - Texts for notes

extension Basket {
  var text: String { "basket " + lines.map { "\($0.units) of \($0.position)" }.joined(separator: " + ") }
}

extension AllocationRules {
  var text: String {
    let lines = composition.variants.indices.map { position in
      "\(composition.unitsPerBundle(at: position))\(composition.variants[position])"
        + " t\(tolerance(at: position).map(String.init) ?? "∞")"
    }
    return lines.joined(separator: ", ") + " under \(policy.text)"
  }
}

extension AllocationPolicy {
  var text: String {
    switch self {
    case .bundleTolerance(let rules):
      "K \(rules.committedBundles) C \(rules.capacityBundles.map(String.init) ?? "∞")"
    case .allocationMultiple(let rules): "multiple \(rules.multiple) \(rules.catchUp)"
    case .progressiveUnlock(let rules): "target \(rules.target)"
    case .stockOnly, .open: kind.rawValue
    }
  }
}

extension Tallies {
  var text: String {
    (0..<count).map { "o\(self[$0].ordered) h\(self[$0].held) s\(self[$0].onHand)" }.joined(separator: ", ")
  }
}
