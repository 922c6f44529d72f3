import GrosirCore
import GrosirTesting
import XCTest

/// Floating point that serves as exact integer arithmetic is exact: at the edges of its bounds, where it declines and
/// integers answer, and at any magnitude.
final class AllocationMagnitudeTests: XCTestCase {
  /// 2¹⁹: counts, tolerances and bundle sizes from here on are too large for the lanes.
  private let bound = 1 << 19

  // MARK: The field as a whole

  /// Every bundle size there is below the bound, at the multiples farthest from zero and next to them: dividing by it
  /// rounds exactly where one unit less or more would not.
  func testEveryBundleSizeAtTheEdgesOfItsLargestMultiples() throws {
    let largest = bound - 1
    var checked = 0
    for share in 1...largest {
      let above = try rules([(share, largest)], .standard)
      for firm in Self.edges(of: share, in: -largest...largest, shift: largest) + Self.edges(of: share, in: 1...largest)
      {
        try check(above, firm)
        checked += 1
      }
      let below = try rules([(share, 0)], .standard)
      for firm in Self.edges(of: share, in: -largest...(-1)) {
        try check(below, firm)
        checked += 1
      }
    }
    print("\(checked) quotients at the edges of \(largest) bundle sizes")
  }

  /// The values of firm + shift in the range that are a multiple or next to one: at both ends, in the middle, and where
  /// the quotient is one below a power of two, which is where rounding moves it farthest.
  private static func edges(of share: Int, in range: ClosedRange<Int>, shift: Int = 0) -> [Int] {
    let (lowest, highest) = (range.lowerBound + shift, range.upperBound + shift)
    var multiples = [highest / share * share, lowest / share * share, highest / 2 / share * share]
    var quotient = 1
    while quotient * share <= max(highest, -lowest) {
      multiples.append(highest > 0 ? quotient * share : -quotient * share)
      quotient = 2 * quotient + 1
    }
    return multiples.flatMap { [$0 - 1 - shift, $0 - shift, $0 + 1 - shift] }.filter(range.contains)
  }

  private func check(_ rules: AllocationRules, _ firm: Int) throws {
    let tallies = Tallies([tally(firm: firm)])
    let standing = AllocationSnapshot(of: tallies, under: rules).standing
    let (share, tolerance) = (rules.composition.unitsPerBundle(at: 0), rules.tolerance(at: 0) ?? 0)
    let sum = firm + tolerance
    let cap = sum >= 0 ? sum / share : -((share - 1 - sum) / share)
    let needed = firm > 0 ? (firm + share - 1) / share : 0
    guard standing.tightest?.rank != cap || standing.bundlesNeeded != needed else { return }
    XCTFail("bundles of \(share), tolerance \(tolerance), firm \(firm): \(standing), not cap \(cap), B \(needed)")
  }

  /// A variant's counts such that firm is as given.
  private func tally(firm: Int) -> Tally {
    firm >= 0 ? Tally(unchecked: firm, held: 0, onHand: 0) : Tally(unchecked: 0, held: 0, onHand: -firm)
  }

  /// Just below, at and above the bound of every number, one after the other.
  func testAtTheBoundOfEveryNumber() throws {
    try checkProperty(
      "standing = exact standing around the bound", cases: 30_000, minimumShares: ["within": 0.2, "beyond": 0.2]
    ) { choices in
      let edge = (bound - 2)...(bound + 1)
      func number(_ lowest: Int) -> Int {
        choices.chance(1, in: 9) ? choices.integer(in: edge) : choices.integer(in: lowest...9)
      }
      let lines = choices.list(1...9) { _ in (number(1), choices.chance(1, in: 5) ? nil : number(0)) }
      let rules = try rules(lines, .standard)
      let tallies = Tallies(
        lines.map { _ in
          let ordered = number(0)
          return Tally(unchecked: ordered, held: choices.boolean() ? ordered : 0, onHand: number(0))
        })
      choices.note("\(rules.text); \(tallies.text)")
      let largest = lines.indices.map { max(lines[$0].0, lines[$0].1 ?? 0, tallies[$0].ordered, tallies[$0].onHand) }
      choices.count(largest.max() ?? 0 < bound ? "within" : "beyond")
      try expectExact(rules, tallies)
    }
  }

  func testAnyMagnitudeAndAnyNumberOfVariants() throws {
    for scale in AllocationScale.allCases {
      try checkProperty(
        "standing = exact standing of any variants, \(scale)", cases: 8_000,
        minimumShares: ["tie": scale == .small ? 0.1 : 0, "more than a chunk": 0.2]
      ) { choices in
        let (rules, tallies) = drawCase(choices, 1...130, [.bundleTolerance], scale)
        if tallies.count > 32 { choices.count("more than a chunk") }
        let standing = AllocationSnapshot(of: tallies, under: rules).standing
        if let first = standing.tightest, first.rank == standing.nextTightest?.rank { choices.count("tie") }
        try expectExact(rules, tallies)
      }
    }
  }

  private func expectExact(_ rules: AllocationRules, _ tallies: Tallies) throws(ExpectationFailure) {
    let snapshot = AllocationSnapshot(of: tallies, under: rules)
    try expectEqual(snapshot.standing, rules.exactStanding(of: tallies), "standing, exact standing")
    var column = AvailabilityColumn(count: tallies.count)
    try expectColumn(&column, snapshot)
  }

  // MARK: The column

  /// The column shows what the snapshot says, or 10⁹ where that is more; under any policy, at any magnitude, and
  /// whatever it showed before.
  func testTheColumnEqualsTheSnapshot() throws {
    for scale in AllocationScale.allCases {
      try checkProperty(
        "column = snapshot, \(scale)", cases: 8_000,
        minimumShares: ["at the limit": 0.05, "locked": scale == .extreme ? 0.05 : 0.3, "refreshed again": 0.5]
      ) { choices in
        let rules = choices.allocationRules(1...40, scale: scale)
        var column = AvailabilityColumn(count: rules.composition.count)
        try choices.steps(1...3) { choices in
          let tallies = choices.tallies(count: column.count, scale: scale)
          choices.note("\(rules.text); \(tallies.text)")
          let snapshot = AllocationSnapshot(of: tallies, under: rules)
          try expectColumn(&column, snapshot)
          if column[0] == Quantity.maximum { choices.count("at the limit") }
          if column[0] == 0 { choices.count("locked") }
          if column.count > 1 { choices.count("refreshed again") }
        }
      }
    }
  }

  /// Bundles times units per bundle around 2²¹, where the column's lanes end, for bundle sizes of every magnitude.
  func testTheColumnAroundTheBoundOfItsProducts() throws {
    let product = 1 << 21
    var shares: Set<Int> = [500_000, bound - 2, bound - 1]
    for power in 0...18 { shares.formUnion([1 << power, (1 << power) + 1, 3 << power, (7 << power) - 1]) }
    for share in shares.sorted() where share < bound {
      let quotient = product / share
      for committed in [1, quotient - 1, quotient, quotient + 1, quotient + 2, product - 1, product, product + 1] {
        let rules = try rules([(share, 0), (1, 0), (share, 1)], bundleTolerance(committed))
        for counts in [(0, 0), (1, 0), (0, bound - 1), (bound - 1, 0), (bound - 1, bound - 1)] {
          let tally = Tally(unchecked: counts.0, held: counts.0, onHand: counts.1)
          var column = AvailabilityColumn(count: 3)
          try expectColumn(&column, AllocationSnapshot(of: Tallies([tally, .zero, tally]), under: rules))
          let units = committed * share + counts.1 - counts.0
          XCTAssertEqual(column[0], min(max(0, units), Quantity.maximum), "\(committed) bundles of \(share), \(counts)")
        }
      }
    }
  }

  private func expectColumn(
    _ column: inout AvailabilityColumn, _ snapshot: AllocationSnapshot
  ) throws(ExpectationFailure) {
    let standing = column.refresh(from: snapshot.tallies, under: snapshot.rules)
    try expectEqual(standing, snapshot.standing, "the standing that the column answers")
    for position in 0..<column.count {
      let expected = min(snapshot.available(at: position) ?? .max, Quantity.maximum)
      try expectEqual(column[position], expected, "column at \(position)")
    }
  }

  private func rules(
    _ lines: [(Int, Int?)], _ policy: AllocationPolicy
  ) throws(AllocationError) -> AllocationRules {
    let names = lines.indices.map { VariantID(unchecked: "\($0)") }
    return try AllocationRules(
      zip(names, lines).map { AllocationRules.Line($0, unitsPerBundle: $1.0, tolerance: $1.1) }, policy: policy)
  }
}
