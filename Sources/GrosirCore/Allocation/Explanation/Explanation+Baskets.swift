extension AllocationState where Self: ~Copyable {
  /// Why a basket may or may not be taken, and what would be taken instead.
  ///
  /// - Precondition: the basket was made for this composition.
  /// - Complexity: that of a few dozen times ``decision(on:)``.
  public func explanation(of basket: Basket) -> Explanation {
    let decision = decision(on: basket)
    let asked = portions(of: basket.lines)
    guard !decision.isAccepted else { return .acceptedBasket(asked, bundles: decision.bundlesNeeded) }
    return .refusedBasket(
      asked, bundles: decision.bundlesNeeded, decision.violations, instead: portions(of: acceptablePart(of: basket)),
      additions: portions(of: additions(making: basket, acceptableAfter: decision)))
  }

  private func portions(of lines: [Basket.Line]) -> [Explanation.Portion] {
    lines.map { Explanation.Portion(variant: rules.composition.variants[$0.position], units: $0.units) }
  }

  // MARK: - More

  /// What a basket refused for others' tolerances would have to hold as well, if anything makes it acceptable.
  private func additions(making basket: Basket, acceptableAfter decision: BasketDecision) -> [Basket.Line] {
    var lines: [Basket.Line] = []
    for violation in decision.violations {
      guard case .tolerance(let variant, let excess, let tolerance) = violation, excess - tolerance <= Quantity.maximum,
        let position = rules.composition.position(of: variant)
      else { return [] }
      lines.append(Basket.Line(position: position, units: excess - tolerance))
    }
    guard let larger = basket.adding(lines), self.decision(on: larger).isAccepted else { return [] }
    return lines
  }

  // MARK: - Less

  /// A part of a refused basket that may be taken; empty if nothing of it may.
  private func acceptablePart(of basket: Basket) -> [Basket.Line] {
    if basket.lines.count > 1 {
      let part =
        switch rules.policy {
        case .bundleTolerance(let policy): partByLevels(of: basket, under: policy)
        default: partByShortages(of: basket)
        }
      if !part.isEmpty { return part }
    }
    return firstLine(of: basket)
  }

  /// As much of the first line of which there is something as may be taken alone.
  private func firstLine(of basket: Basket) -> [Basket.Line] {
    for line in basket.lines {
      let part = part(of: line)
      if !part.isEmpty { return part }
    }
    return []
  }

  /// As much of one line as may be taken alone.
  private func part(of line: Basket.Line) -> [Basket.Line] {
    let units = min(line.units, available(at: line.position) ?? line.units)
    return units > 0 ? [Basket.Line(position: line.position, units: units)] : []
  }

  /// Every line cut to the same number of bundles, to the largest number that is found to be acceptable.
  ///
  /// What is granted in any case, max(K, B), always is; what the whole basket needs is not; in between, halving.
  private func partByLevels(of basket: Basket, under policy: BundleTolerance) -> [Basket.Line] {
    var acceptable = max(policy.committedBundles, standing.bundlesNeeded)
    var refused = decision(on: basket).bundlesNeeded
    while refused - acceptable > 1 {
      let middle = acceptable + (refused - acceptable) / 2
      if isAcceptable(cut(basket, to: middle)) { acceptable = middle } else { refused = middle }
    }
    return cut(basket, to: acceptable)
  }

  private func cut(_ basket: Basket, to bundles: Int) -> [Basket.Line] {
    basket.lines.compactMap { line in
      // At most 2 · 10⁹ bundles of 10⁹ units: fits.
      let room = bundles * rules.composition.unitsPerBundle(at: line.position) - tally(at: line.position).net
      return room > 0 ? Basket.Line(position: line.position, units: min(line.units, room)) : nil
    }
  }

  private func isAcceptable(_ lines: [Basket.Line]) -> Bool {
    Basket(lines: lines).map { decision(on: $0).isAccepted } ?? true
  }

  /// Every line cut to what is available of it, again and again because what is cut may have opened others; empty where
  /// that leads nowhere.
  private func partByShortages(of basket: Basket) -> [Basket.Line] {
    var rest = basket
    for _ in 0..<32 {
      let violations = decision(on: rest).violations
      if violations.isEmpty { return rest.lines }
      var lines = Dictionary(uniqueKeysWithValues: rest.lines.map { ($0.position, $0.units) })
      for case .unavailable(let variant, _, let available) in violations {
        guard let position = rules.composition.position(of: variant) else { continue }
        lines[position] = available > 0 ? available : nil
      }
      guard let smaller = Basket(lines: lines.map { Basket.Line(position: $0.key, units: $0.value) }) else { return [] }
      rest = smaller
    }
    return []
  }
}
