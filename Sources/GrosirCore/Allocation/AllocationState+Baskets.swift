extension AllocationState where Self: ~Copyable {
  /// Whether a basket may be taken whole, and if not, everything that speaks against it.
  ///
  /// Under bundle tolerance, with level(v) = max(0, ⌈(net(v) + q(v)) / b(v)⌉) and firm′ = firm + q, each line v must
  /// have level(v) ≤ max(K, B), or level(v) ≤ C and, for every u ≠ v, level(v) · b(u) − firm′(u) ≤ t(u) or
  /// ⌈firm′(u) / b(u)⌉ ≥ level(v) (SPEC §3.1). Under any other policy, o(v) + q(v) must be within maxAllowed(v) as it
  /// is after the basket's other lines (SPEC §3.2).
  ///
  /// Worked example: 55 M on an empty session of 2 S 5 M 4 L 1 XL with tolerances 20, 50, 40, 30 is refused: 11 bundles
  /// leave S 22 over (tolerance 20) and L 44 (tolerance 40).
  ///
  /// It does not ask whether a tally can count the basket: recording more than 10⁹ units of a variant throws.
  ///
  /// - Precondition: the basket was made for this composition.
  /// - Complexity: for k lines, at most O(n log k) for a snapshot, and O((k + f) log n) for an index, where f of the
  ///   other variants fail.
  public func decision(on basket: Basket) -> BasketDecision {
    if basket.lines.count == 1, let decision = acceptance(of: basket) { return decision }
    let levels = basket.lines.map { level(of: $0) }
    let violations =
      if case .bundleTolerance(let algorithm) = rules.policy {
        violations(of: basket, levels: levels, under: algorithm)
      } else {
        violations(ofOrderingAheadWith: basket)
      }
    let bundles = rules.policy.producesBundles ? max(standing.bundlesNeeded, levels.max() ?? 0) : 0
    return BasketDecision(bundlesNeeded: bundles, violations: violations)
  }

  /// The decision on a basket of one line, which most are, if it may be taken under bundle tolerance; nil says nothing.
  ///
  /// It looks at the one line as the general case looks at each, with no lists of them to make.
  private func acceptance(of basket: Basket) -> BasketDecision? {
    guard case .bundleTolerance(let algorithm) = rules.policy else { return nil }
    let level = level(of: basket.lines[0])
    if level > max(algorithm.committedBundles, standing.bundlesNeeded) {
      if let capacity = algorithm.capacityBundles, level > capacity { return nil }
      if let tightest = tightest(outside: basket), tightest.rank < level { return nil }
    }
    return BasketDecision(bundlesNeeded: max(standing.bundlesNeeded, level), violations: [])
  }

  /// level(v): bundles that all orders of the line's variant would reach, paid or not.
  private func level(of line: Basket.Line) -> Int {
    let net = tally(at: line.position).net
    return max(0, (net + line.units).dividedRoundingUp(by: rules.composition.unitsPerBundle(at: line.position)))
  }

  // MARK: Bundle tolerance

  private func violations(of basket: Basket, levels: [Int], under algorithm: BundleTolerance) -> [BasketViolation] {
    let granted = max(algorithm.committedBundles, standing.bundlesNeeded)
    let highest = TwoHighest(of: levels, above: granted)
    guard let peak = highest.first else { return [] }
    var violations: [BasketViolation] = []
    if let capacity = algorithm.capacityBundles, peak.level > capacity {
      violations.append(.capacity(bundles: max(standing.bundlesNeeded, peak.level)))
    }
    let inside = basket.lines.indices.filter { line in
      highest.level(besides: line).map { !reaches($0, with: basket.lines[line]) } ?? false
    }
    var outside: [Int] = []
    if let tightest = tightest(outside: basket), tightest.rank < peak.level {
      outside = positions(rankedAtMost: peak.level - 1).filter { !basket.contains($0) }
    }
    let failing =
      inside.map { (position: basket.lines[$0].position, level: highest.level(besides: $0) ?? 0) }
      + outside.map { (position: $0, level: peak.level) }
    violations += failing.sorted { $0.position < $1.position }.map { breach(at: $0.position, level: $0.level, basket) }
    return violations
  }

  /// Whether the line's own variant allows the bundles that another line makes necessary: its excess then stays within
  /// its tolerance, or its paid orders demand as many themselves.
  private func reaches(_ level: Int, with line: Basket.Line) -> Bool {
    let share = rules.bundleShare(at: line.position)
    guard let tolerance = share.tolerance else { return true }
    let firm = tally(at: line.position).firm + line.units
    return level * share.units - firm <= tolerance || firm.dividedRoundingUp(by: share.units) >= level
  }

  private func breach(at position: Int, level: Int, _ basket: Basket) -> BasketViolation {
    let share = rules.bundleShare(at: position)
    let firm = tally(at: position).firm + basket.units(at: position)
    return .tolerance(
      variant: rules.composition.variants[position], excess: level * share.units - firm,
      tolerance: share.tolerance ?? 0)
  }

  // MARK: The other policies

  /// Each line is measured after the basket's other lines, taken as paid; the line's own units never count towards the
  /// bound on itself.
  private func violations(ofOrderingAheadWith basket: Basket) -> [BasketViolation] {
    let policy = rules.policy
    let ranked = basket.lines.map { line -> Standing.Ranked? in
      let tally = tally(at: line.position)
      let after = Tally(unchecked: tally.ordered + line.units, held: tally.held, onHand: tally.onHand)
      let rank = policy.rank(of: after, share: rules.bundleShare(at: line.position))
      return rank.map { Standing.Ranked(position: line.position, rank: $0) }
    }
    let field = TwoTightest(of: [tightest(outside: basket)] + ranked)
    let units = basket.lines.reduce(0) { $0 + $1.units }
    var after = standing
    return basket.lines.compactMap { line in
      let tally = tally(at: line.position)
      after.paidUnits = policy.countsPaidUnits ? standing.paidUnits + units - line.units : 0
      let bundles = policy.permittedBundles(tightest: field.tightest(besides: line.position)?.rank, in: after)
      let maxAllowed = policy.maxAllowed(
        bundles: bundles, share: rules.bundleShare(at: line.position), onHand: tally.onHand)
      guard let maxAllowed, tally.ordered + line.units > maxAllowed else { return nil }
      return .unavailable(
        variant: rules.composition.variants[line.position], asked: line.units,
        available: max(0, maxAllowed - tally.ordered))
    }
  }
}

/// The two highest levels among a basket's lines that need more bundles than are granted.
private struct TwoHighest {
  private(set) var first: (line: Int, level: Int)?
  private var second: Int?

  init(of levels: [Int], above granted: Int) {
    for (line, level) in levels.enumerated() where level > granted {
      if first.map({ level > $0.level }) ?? true {
        second = first?.level
        first = (line, level)
      } else if second.map({ level > $0 }) ?? true {
        second = level
      }
    }
  }

  /// The highest level among the other lines.
  func level(besides line: Int) -> Int? { first?.line == line ? second : first?.level }
}
