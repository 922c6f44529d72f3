import GrosirCore

/// Allocation by the words of SPEC §3 and nothing else: slow, wide, and without a line of the implementation.
///
/// The letters of the specification are b = `unitsPerBundle`, t = `tolerance`, o = `ordered`, h = `held`, s = `onHand`,
/// B = ``bundlesNeeded``, K = `committedBundles`, C = `capacityBundles`, q = units in a basket.
struct AllocationOracle {
  let policy: AllocationPolicy
  let variants: [Variant]

  /// B = max over v of needed(v).
  let bundlesNeeded: Int128

  struct Variant {
    let name: VariantID
    let unitsPerBundle: Int128
    let tolerance: Int128?
    let ordered: Int128
    let held: Int128
    let onHand: Int128

    /// firm = o − h − s.
    var firm: Int128 { ordered - held - onHand }
    /// net = o − s.
    var net: Int128 { ordered - onHand }
    /// needed = max(0, ⌈firm / b⌉).
    var needed: Int128 { max(0, ceiling(firm, unitsPerBundle)) }
    /// cap = ⌊(firm + t) / b⌋, none without a tolerance.
    var cap: Int128? { tolerance.map { floor(firm + $0, unitsPerBundle) } }
  }

  init(_ rules: AllocationRules, _ tallies: Tallies) {
    let composition = rules.composition
    policy = rules.policy
    variants = composition.variants.enumerated().map { position, name in
      let tally = tallies[position]
      return Variant(
        name: name, unitsPerBundle: Int128(composition.unitsPerBundle(at: position)),
        tolerance: rules.tolerance(at: position).map { Int128($0) }, ordered: Int128(tally.ordered),
        held: Int128(tally.held), onHand: Int128(tally.onHand))
    }
    bundlesNeeded = policy == .stockOnly ? 0 : variants.reduce(0) { max($0, $1.needed) }
  }

  /// excess = B · b − firm, or 0 where nothing is produced and more is reserved than there is.
  func excess(_ variant: Int) -> Int128 {
    max(0, bundlesNeeded * variants[variant].unitsPerBundle - variants[variant].firm)
  }

  // MARK: Which baskets are acceptable

  /// Units of each variant, by position; 0 for what is not in the basket.
  typealias Units = [Int128]

  func units(_ basket: Basket) -> Units { variants.indices.map { Int128(basket.units(at: $0)) } }

  /// A basket of one variant.
  func units(_ count: Int128, of variant: Int) -> Units {
    var units = Units(repeating: 0, count: variants.count)
    units[variant] = count
    return units
  }

  /// "An order (a basket) is acceptable exactly when for every v in it …".
  func isAcceptable(_ units: Units) -> Bool {
    variants.indices.allSatisfy { variant in
      guard units[variant] > 0 else { return true }
      guard case .bundleTolerance(let rules) = policy else {
        return maxAllowed(variant, after: units).map { variants[variant].ordered + units[variant] <= $0 } ?? true
      }
      let level = level(variant, units)
      if level <= max(Int128(rules.committedBundles), bundlesNeeded) { return true }
      return level <= rules.capacityBundles.map { Int128($0) } ?? .max
        && variants.indices.allSatisfy { $0 == variant || bears(level, $0, units) }
    }
  }

  /// level(v) = max(0, ⌈(net(v) + q(v)) / b(v)⌉).
  func level(_ variant: Int, _ units: Units) -> Int128 {
    max(0, ceiling(variants[variant].net + units[variant], variants[variant].unitsPerBundle))
  }

  /// level · b(u) − firm′(u) ≤ t(u) or ⌈firm′(u) / b(u)⌉ ≥ level, where firm′(u) = firm(u) + q(u).
  func bears(_ level: Int128, _ other: Int, _ units: Units) -> Bool {
    let variant = variants[other]
    let firm = variant.firm + units[other]
    guard let tolerance = variant.tolerance else { return true }
    return level * variant.unitsPerBundle - firm <= tolerance || ceiling(firm, variant.unitsPerBundle) >= level
  }

  /// `available(v)`: the largest q for which baskets of 1…q units of v alone are all acceptable; nil if they are all up
  /// to a limit.
  func availableUnitByUnit(_ variant: Int, upTo limit: Int128) -> Int128? {
    var count: Int128 = 0
    var units = units(0, of: variant)
    while count < limit {
      units[variant] = count + 1
      guard isAcceptable(units) else { return count }
      count += 1
    }
    return nil
  }
}

// MARK: - The other policies

extension AllocationOracle {
  /// maxAllowed(v) computed after adding the basket's *other* lines, taken and paid; nil when nothing bounds it.
  func maxAllowed(_ variant: Int, after units: Units) -> Int128? {
    let others = variants.indices.filter { $0 != variant }
    let allocation = variants[variant].unitsPerBundle
    switch policy {
    case .bundleTolerance: return permitted(variant).map { $0 * allocation + variants[variant].onHand }
    case .allocationMultiple(let rules):
      let filled = others.map { floor(paid($0) + units[$0], variants[$0].unitsPerBundle) }
      let reference = rules.catchUp == .slowest ? filled.min() : filled.max()
      return reference.map { ($0 + Int128(rules.multiple)) * allocation }
    case .progressiveUnlock(let rules):
      let paidInAll = variants.indices.reduce(0) { $0 + paid($1) + ($1 == variant ? 0 : units[$1]) }
      return multiple(paidInAll * 100, Int128(rules.target)) * allocation
    case .stockOnly: return variants[variant].onHand
    case .open: return nil
    }
  }

  private func paid(_ variant: Int) -> Int128 { variants[variant].ordered - variants[variant].held }

  /// "m = 2 below 25 % of target, 4 below 50 %, 6 below 75 %, 10 from there on".
  private func multiple(_ hundredfold: Int128, _ target: Int128) -> Int128 {
    if hundredfold < 25 * target { return 2 }
    if hundredfold < 50 * target { return 4 }
    return hundredfold < 75 * target ? 6 : 10
  }
}

// MARK: - The closed form and what comes with it

extension AllocationOracle {
  /// permitted(v) = max(K, B, min(C, min over u ≠ v of cap(u))), of bundle tolerance; nil when nothing bounds it.
  func permitted(_ variant: Int) -> Int128? {
    guard case .bundleTolerance(let rules) = policy else { return nil }
    let capacity = rules.capacityBundles.map { Int128($0) }
    guard let bound = ([capacity] + others(of: variant).map { variants[$0].cap }).compactMap({ $0 }).min() else {
      return nil
    }
    return max(Int128(rules.committedBundles), bundlesNeeded, bound)
  }

  func maxAllowed(_ variant: Int) -> Int128? {
    maxAllowed(variant, after: units(0, of: variant))
  }

  /// available(v) = max(0, maxAllowed(v) − o(v)).
  func available(_ variant: Int) -> Int128? {
    maxAllowed(variant).map { max(0, $0 - variants[variant].ordered) }
  }

  private func others(of variant: Int) -> [Int] { variants.indices.filter { $0 != variant } }

  /// What binds; a tie goes to the first in product order.
  func constraint(_ variant: Int) -> Constraint {
    let others = others(of: variant)
    switch policy {
    case .bundleTolerance(let rules):
      guard let permitted = permitted(variant) else { return .unlimited }
      if let capacity = rules.capacityBundles, permitted >= capacity { return .capacity }
      let tightest = first(others.filter { variants[$0].cap != nil }) { variants[$0].cap ?? 0 }
      return tightest.map { .tolerance(of: variants[$0].name) } ?? .unlimited
    case .allocationMultiple(let rules):
      let sign: Int128 = rules.catchUp == .slowest ? 1 : -1
      let leader = first(others) { sign * floor(paid($0), variants[$0].unitsPerBundle) }
      return leader.map { .ahead(of: variants[$0].name) } ?? .unlimited
    case .progressiveUnlock: return .progress
    case .stockOnly: return .stock
    case .open: return .unlimited
    }
  }

  private func first(_ candidates: [Int], by value: (Int) -> Int128) -> Int? {
    candidates.min { (value($0), $0) < (value($1), $1) }
  }

  /// "Non-empty exactly under `tolerance`: each u ≠ v with cap(u) ≤ permitted(v) needs
  /// (permitted(v) + 1) · b(u) − max(t(u), b(u) − 1) − firm(u) more units sold and paid".
  func unlockHint(_ variant: Int) -> [(position: Int, units: Int128)] {
    guard let permitted = permitted(variant), case .tolerance = constraint(variant) else { return [] }
    return others(of: variant).compactMap { other in
      let other = (position: other, variant: variants[other])
      guard let cap = other.variant.cap, let tolerance = other.variant.tolerance, cap <= permitted else { return nil }
      let kept = max(tolerance, other.variant.unitsPerBundle - 1)
      return (other.position, (permitted + 1) * other.variant.unitsPerBundle - kept - other.variant.firm)
    }
  }

  /// "Whenever B > K, every variant has excess ≤ its tolerance or is itself demanding the last bundle": those that do
  /// not.
  var breaches: [VariantID] {
    guard case .bundleTolerance(let rules) = policy, bundlesNeeded > rules.committedBundles else { return [] }
    return variants.indices.filter { position in
      let variant = variants[position]
      return excess(position) > variant.tolerance ?? .max && variant.needed < bundlesNeeded
    }.map { variants[$0].name }
  }

  /// Everything that speaks against a basket: a capacity first, then variants in product order, each with what the most
  /// bundles that another line makes necessary would leave of it.
  func violations(_ units: Units) -> [BasketViolation] {
    let inside = variants.indices.filter { units[$0] > 0 }
    guard case .bundleTolerance(let rules) = policy else {
      return inside.compactMap { violation(ofOrderingAhead: $0, units) }
    }
    let granted = max(Int128(rules.committedBundles), bundlesNeeded)
    let raising = inside.filter { level($0, units) > granted }
    var found: [BasketViolation] = []
    if let peak = raising.map({ level($0, units) }).max(), let capacity = rules.capacityBundles, peak > capacity {
      found.append(.capacity(bundles: Int(peak)))
    }
    for (position, variant) in variants.enumerated() {
      let levels = raising.filter { $0 != position }.map { level($0, units) }.filter { !bears($0, position, units) }
      guard let highest = levels.max() else { continue }
      let excess = highest * variant.unitsPerBundle - variant.firm - units[position]
      found.append(
        .tolerance(variant: variant.name, excess: Int(excess), tolerance: Int(variant.tolerance ?? -1)))
    }
    return found
  }

  private func violation(ofOrderingAhead variant: Int, _ units: Units) -> BasketViolation? {
    let (ordered, asked) = (variants[variant].ordered, units[variant])
    guard let allowed = maxAllowed(variant, after: units), ordered + asked > allowed else { return nil }
    return .unavailable(
      variant: variants[variant].name, asked: Int(asked), available: Int(max(0, allowed - ordered)))
  }
}

// MARK: - Division as mathematics has it

/// ⌊dividend / divisor⌋, also below zero.
private func floor(_ dividend: Int128, _ divisor: Int128) -> Int128 {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? quotient - 1 : quotient
}

/// ⌈dividend / divisor⌉, also below zero.
private func ceiling(_ dividend: Int128, _ divisor: Int128) -> Int128 {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  return remainder > 0 ? quotient + 1 : quotient
}
