import GrosirCore
import GrosirTesting
import XCTest

/// What holds along histories of holds, payments, lapses and departures (SPEC §3.1 and §3.3).
final class AllocationHistoryTests: XCTestCase {
  typealias Step = AllocationHistory.Step

  /// Everything that may happen while nobody who has paid leaves and the rules and what is set aside stay.
  private let orderly: [(weight: Int, element: Step)] = [(5, .join), (4, .pay), (2, .lapse)]
  private let anything: [(weight: Int, element: Step)] = [
    (5, .join), (4, .pay), (1, .lapse), (2, .depart), (1, .setAside), (1, .force),
  ]

  // MARK: The index agrees with the snapshot

  /// "It must agree with the snapshot after every step, including after departures." (§3.3), and both with the oracle.
  func testTheIndexEqualsTheSnapshotAfterEveryStep() throws {
    for kind in AllocationPolicy.Kind.allCases {
      try checkProperty(
        "index = snapshot after every step, \(kind)", cases: kind == .bundleTolerance ? 8_000 : 2_500,
        minimumShares: ["departed": 0.2, "paid": 0.3, "lapsed": 0.1]
      ) { choices in
        try runAgreement(choices, 1...6, kind, choices.boolean() ? .small : .everyday, steps: 0...60)
      }
    }
  }

  func testTheIndexEqualsTheSnapshotAtAnyMagnitude() throws {
    try checkProperty(
      "index = snapshot after every step, any magnitude", cases: 5_000, minimumShares: ["joined": 0.4, "paid": 0.3]
    ) { choices in
      try runAgreement(choices, 1...5, choices.anyCase(of: AllocationPolicy.Kind.self), .extreme, steps: 0...40)
    }
  }

  /// More variants than one chunk of the linear pass has, and than a tournament of a few rounds.
  func testTheIndexEqualsTheSnapshotOfManyVariants() throws {
    try checkProperty("index = snapshot after every step, many variants", cases: 300) { choices in
      try runAgreement(
        choices, 25...150, choices.element(of: [.bundleTolerance, .allocationMultiple]), .small, steps: 0...60)
    }
  }

  private func runAgreement(
    _ choices: Choices, _ count: ClosedRange<Int>, _ kind: AllocationPolicy.Kind, _ scale: AllocationScale,
    steps: ClosedRange<Int>
  ) throws {
    let (rules, tallies) = drawCase(choices, count, [kind], scale)
    let history = AllocationHistory(choices.boolean() ? tallies : Tallies(count: tallies.count), under: rules)
    try expectIndexAgrees(history, choices, scale)
    try choices.steps(steps) { choices in
      try history.perform(choices.weighted(anything), choices, scale)
      try expectIndexAgrees(history, choices, scale)
    }
  }

  private func expectIndexAgrees(_ history: AllocationHistory, _ choices: Choices, _ scale: AllocationScale) throws {
    let (snapshot, oracle) = (history.snapshot, history.oracle)
    try expectEqual(history.index.standing, snapshot.standing, "the standing")
    try expectEqual(history.index.standing, history.rules.exactStanding(of: history.tallies), "the exact standing")
    try expectEqual(history.index.tallies, history.tallies, "the tallies")
    try expectAnswers(history, oracle, snapshot)
    let basket = choices.basket(of: history.rules.composition, scale: scale)
    try expectDecision(history.index, oracle, on: basket)
    try expectDecision(snapshot, oracle, on: basket)
    try expectEqual(history.index.tightest(outside: basket), snapshot.tightest(outside: basket), "tightest outside")
    let limit = choices.integer(in: -2...12)
    try expectEqual(
      history.index.positions(rankedAtMost: limit), snapshot.positions(rankedAtMost: limit), "rank at most \(limit)")
  }

  private func expectAnswers(
    _ history: AllocationHistory, _ oracle: AllocationOracle, _ snapshot: AllocationSnapshot
  ) throws {
    try expectAgreement(history.index, oracle)
    try expectAgreement(snapshot, oracle)
    try expectEqual(try? history.index.producedUnits(), try? snapshot.producedUnits(), "units produced")
    try expectEqual(try? history.index.excessUnits(), try? snapshot.excessUnits(), "units left over")
  }

  // MARK: The guarantee

  /// "From an empty session, through any sequence of accepted baskets, payments and lapses, in any order: whenever B >
  /// K, every variant has excess ≤ its tolerance or is itself demanding the last bundle".
  func testTheGuarantee() throws {
    try checkProperty(
      "the guarantee along any history without departures", cases: 20_000,
      minimumShares: [
        "B > K": 0.25, "refused": 0.3, "lapsed": 0.3, "set aside": 0.2, "excess above tolerance": 0.02,
        "several lines": 0.2,
      ]
    ) { choices in
      let history = drawOpenedSession(choices)
      try choices.steps(1...40) { choices in
        try history.perform(choices.weighted(orderly), choices, .small)
        let oracle = history.oracle
        try expectEqual(oracle.breaches, [], "breaches of the guarantee")
        countGuarantee(history, oracle, choices)
      }
    }
  }

  /// The same along *every* history of four steps with small baskets, of two variants.
  func testTheGuaranteeAlongEveryShortHistory() throws {
    let report = try checkExhaustively("the guarantee along every short history") { choices in
      let lines = ["A", "B"].map { name in
        AllocationRules.Line(
          VariantID(unchecked: name), unitsPerBundle: choices.integer(in: 1...2), tolerance: choices.integer(in: 0...1))
      }
      let rules = try AllocationRules(lines, policy: bundleTolerance(choices.integer(in: 0...1)))
      choices.note(rules.text)
      let history = ShortHistory(rules)
      for _ in 0..<4 {
        try history.step(choices)
        try expectEqual(AllocationOracle(rules, history.index.tallies).breaches, [], "breaches of the guarantee")
        if history.index.bundlesNeeded > 1 { choices.count("two bundles or more") }
      }
    }
    print(report)
  }

  private func countGuarantee(_ history: AllocationHistory, _ oracle: AllocationOracle, _ choices: Choices) {
    guard case .bundleTolerance(let rules) = history.rules.policy else { return }
    if history.orders.contains(where: { $0.basket.lines.count > 1 }) { choices.count("several lines") }
    guard oracle.bundlesNeeded > rules.committedBundles else { return }
    choices.count("B > K")
    for (position, variant) in oracle.variants.enumerated() {
      if oracle.excess(position) > variant.tolerance ?? .max { choices.count("excess above tolerance") }
    }
  }

  /// A session in which nothing was sold yet, with or without units set aside for it.
  private func drawOpenedSession(
    _ choices: Choices, _ policies: [AllocationPolicy.Kind] = [.bundleTolerance]
  ) -> AllocationHistory {
    let rules = choices.allocationRules(1...5, policies: policies)
    let tallies = Tallies(
      rules.composition.variants.map { _ in
        Tally(unchecked: 0, held: 0, onHand: choices.chance(1, in: 6) ? choices.setAside() : 0)
      })
    choices.note("\(rules.text); \(tallies.text)")
    if (0..<tallies.count).contains(where: { tallies[$0].onHand > 0 }) { choices.count("set aside") }
    return AllocationHistory(tallies, under: rules)
  }

  // MARK: Orders never take from others

  /// An accepted order never lowers another variant's availability, nor do its payment and its lapse; under any policy.
  ///
  /// "Unpaid units use up what is permitted; only paid units permit anything": a hold or a lapse changes nothing for
  /// anybody else.
  func testAnAcceptedOrderNeverLowersAnotherVariantsAvailability() throws {
    try checkProperty(
      "orders never lower another variant's availability", cases: 15_000,
      minimumShares: ["joined": 0.5, "paid": 0.4, "lapsed": 0.3, "raised another": 0.1]
    ) { choices in
      let history = drawOpenedSession(choices, AllocationPolicy.Kind.allCases)
      var before = Field(history)
      try choices.steps(1...40) { choices in
        let step = choices.weighted(orderly)
        try history.perform(step, choices, .small)
        let after = Field(history)
        if step != .pay { try expectEqual(after.standing, before.standing, "the standing after units not paid") }
        for position in after.available.indices where after.tallies[position] == before.tallies[position] {
          let (was, isNow) = (before.available[position] ?? .max, after.available[position] ?? .max)
          try expect(isNow >= was, "available of \(position) fell from \(was) to \(isNow)")
          if isNow > was { choices.count("raised another") }
        }
        before = after
      }
    }
  }

  private struct Field {
    let standing: Standing
    let tallies: Tallies
    let available: [Int?]

    init(_ history: AllocationHistory) {
      standing = history.index.standing
      tallies = history.tallies
      available = (0..<history.tallies.count).map { history.index.available(at: $0) }
    }
  }

  /// "nothing already committed becomes unsellable": whatever happened, every variant can be sold up to max(K, B)
  /// bundles, and all of them together in one basket.
  func testWhatIsCommittedStaysSellable() throws {
    try checkProperty(
      "what is committed stays sellable", cases: 6_000,
      minimumShares: ["departed": 0.2, "the guarantee is broken": 0.05, "units to sell": 0.5]
    ) { choices in
      let (rules, tallies) = drawCase(choices, 1...5, [.bundleTolerance], .small)
      let history = AllocationHistory(tallies, under: rules)
      try choices.steps(1...40) { choices in
        try history.perform(choices.weighted(anything), choices, .small)
        try expectCommittedIsSellable(history, choices)
      }
    }
  }

  private func expectCommittedIsSellable(_ history: AllocationHistory, _ choices: Choices) throws {
    guard case .bundleTolerance(let algorithm) = history.rules.policy else { return }
    let oracle = history.oracle
    if !oracle.breaches.isEmpty { choices.count("the guarantee is broken") }
    try expectEqual(history.index.breaches.map { $0.variant }, oracle.breaches, "breaches the index reports")
    try expectEqual(history.snapshot.breaches, history.index.breaches, "breaches the snapshot reports")
    for breach in history.index.breaches { try expect(breach.excess > breach.tolerance, "\(breach) is none") }
    let committed = max(Int128(algorithm.committedBundles), oracle.bundlesNeeded)
    let open = oracle.variants.map { Int(committed * $0.unitsPerBundle - $0.net) }
    for (position, units) in open.enumerated() where units > 0 {
      choices.count("units to sell")
      try expect(history.index.available(at: position) ?? .max >= units, "\(units) of \(position) not available")
    }
    let request = open.indices.filter { open[$0] > 0 }.map { (history.rules.composition.variants[$0], open[$0]) }
    guard !request.isEmpty else { return }
    let basket = try Basket(request, of: history.rules.composition)
    try expect(history.index.decision(on: basket).isAccepted, "\(basket.text) was refused")
  }

  // MARK: Unlock hints along histories

  /// "Along accepted orders permitted(v) grows exactly when every entry has been sold and paid".
  func testTheBoundRisesExactlyWhenTheWholeHintIsSoldAndPaid() throws {
    try checkProperty(
      "the bound rises exactly when the whole hint is sold and paid", cases: 20_000,
      minimumShares: [
        "rose": 0.2, "part of a hint sold": 0.15, "hint of several entries fulfilled": 0.05, "lapsed": 0.3,
      ]
    ) { choices in
      let history = drawOpenedSession(choices)
      var goals = history.tallies.indices.map { Goal(history.oracle, $0) }
      try choices.steps(1...40) { choices in
        try history.perform(choices.weighted(orderly), choices, .small)
        let oracle = history.oracle
        for position in goals.indices {
          guard let goal = goals[position] else { continue }
          let (rose, isFulfilled) = (goal.hasRisen(oracle), goal.isFulfilled(oracle))
          try expectEqual(rose, isFulfilled, "bound on \(position) rose; found whether, expected whether it was due")
          if rose { choices.count("rose") } else if goal.isBegun(oracle) { choices.count("part of a hint sold") }
          if rose && goal.entries.count > 1 { choices.count("hint of several entries fulfilled") }
          // Early goals are kept until they are reached, so that hints of any age are tested.
          if rose { goals[position] = Goal(oracle, position) }
        }
      }
    }
  }

  /// What an unlock hint promised at some time.
  private struct Goal {
    let position: Int
    let permitted: Int128
    /// Firm units at which an entry is fulfilled, and where it began.
    let entries: [(position: Int, from: Int128, to: Int128)]

    /// The goal of a variant that another's tolerance binds.
    init?(_ oracle: AllocationOracle, _ position: Int) {
      let hint = oracle.unlockHint(position)
      guard let permitted = oracle.permitted(position), !hint.isEmpty else { return nil }
      self.position = position
      self.permitted = permitted
      entries = hint.map { entry in
        let firm = oracle.variants[entry.position].firm
        return (entry.position, firm, firm + entry.units)
      }
    }

    func hasRisen(_ oracle: AllocationOracle) -> Bool { oracle.permitted(position) ?? .max > permitted }
    func isFulfilled(_ oracle: AllocationOracle) -> Bool {
      entries.allSatisfy { oracle.variants[$0.position].firm >= $0.to }
    }
    func isBegun(_ oracle: AllocationOracle) -> Bool {
      entries.contains { oracle.variants[$0.position].firm > $0.from }
    }
  }
}

extension Tallies {
  fileprivate var indices: Range<Int> { 0..<count }
}

/// A history whose every step can be enumerated: any small basket, or the settling of any order.
private final class ShortHistory {
  private(set) var index: AllocationIndex
  private var held: [Basket] = []
  private let baskets: [Basket]

  init(_ rules: AllocationRules) {
    index = AllocationIndex(under: rules)
    let units = [(1, 0), (0, 1), (2, 0), (0, 2), (1, 1), (2, 1), (1, 2), (2, 2)]
    baskets = units.compactMap { pair in
      let lines = zip(rules.composition.variants, [pair.0, pair.1]).filter { $0.1 > 0 }
      return try? Basket(lines.map { ($0.0, $0.1) }, of: rules.composition)
    }
  }

  /// Joins with a basket, or lets one of the held orders be paid or lapse.
  func step(_ choices: Choices) throws {
    let step = choices.integer(in: 0...(baskets.count + 2 * held.count - 1))
    guard step >= baskets.count else {
      let basket = baskets[step]
      guard index.decision(on: basket).isAccepted else { return choices.note("\(basket.text) refused") }
      choices.note(basket.text)
      for line in basket.lines { try index.apply(.held(line.units), at: line.position) }
      held.append(basket)
      return
    }
    let (order, isPaid) = (step - baskets.count).quotientAndRemainder(dividingBy: 2)
    let basket = held.remove(at: order)
    choices.note("\(isPaid == 1 ? "paid" : "lapsed") \(basket.text)")
    for line in basket.lines {
      try index.apply(isPaid == 1 ? .paid(line.units) : .lapsed(line.units), at: line.position)
    }
  }
}
