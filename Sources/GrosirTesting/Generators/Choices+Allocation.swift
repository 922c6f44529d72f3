public import GrosirCore

/// Allocation: rules, policies, tallies and baskets (SPEC §3). All of them are valid.
extension Choices {
  /// Rules for a number of variants in the range; shrinks toward fewer variants, smaller bundles and tolerances.
  public func allocationRules(
    _ count: ClosedRange<Int> = 1...5, policies: [AllocationPolicy.Kind] = AllocationPolicy.Kind.allCases,
    scale: AllocationScale = .small
  ) -> AllocationRules {
    let lines = allocationLines(count, scale: scale)
    let policy = allocationPolicy(policies, scale: scale)
    return valid { () throws(AllocationError) in try AllocationRules(lines, policy: policy) }
  }

  /// The variants of rules, called A, B, C and so on; a quarter of them tolerate any number of units.
  public func allocationLines(
    _ count: ClosedRange<Int> = 1...5, scale: AllocationScale = .small
  ) -> [AllocationRules.Line] {
    var position = 0
    return list(count) { choices in
      position += 1
      return choices.allocationLine(at: position - 1, scale: scale)
    }
  }

  /// The variant at a position, as ``allocationLines(_:scale:)`` draws it.
  ///
  /// To draw each variant with something else of its own, as one element of a list.
  public func allocationLine(at position: Int, scale: AllocationScale = .small) -> AllocationRules.Line {
    // Here and below every choice is made, needed or not: shrinking compares alternatives only among equally many.
    let units = quantity(.unitsPerBundle, atLeast: 1, scale: scale)
    let tolerance = quantity(.tolerance, atLeast: 0, scale: scale)
    return AllocationRules.Line(
      Choices.variant(position), unitsPerBundle: units, tolerance: chance(1, in: 4) ? nil : tolerance)
  }

  /// A policy of one of the kinds; shrinks toward the first of them and smaller parameters.
  ///
  /// - Precondition: there is at least one kind.
  public func allocationPolicy(
    _ kinds: [AllocationPolicy.Kind] = AllocationPolicy.Kind.allCases, scale: AllocationScale = .small
  ) -> AllocationPolicy {
    switch element(of: kinds) {
    case .bundleTolerance: .bundleTolerance(bundleTolerance(scale: scale))
    case .allocationMultiple: .allocationMultiple(allocationMultiple(scale: scale))
    case .progressiveUnlock: .progressiveUnlock(progressiveUnlock(scale: scale))
    case .stockOnly: .stockOnly
    case .open: .open
    }
  }

  /// Bundle tolerance; shrinks toward no committed bundle and no capacity.
  public func bundleTolerance(scale: AllocationScale = .small) -> BundleTolerance {
    let committed = quantity(.bundles, atLeast: 0, scale: scale)
    let further = quantity(.bundles, atLeast: 0, scale: scale)
    let capacity = chance(1, in: 3) ? min(Quantity.maximum, committed + further) : nil
    return valid { () throws(AllocationError) in
      try BundleTolerance(committedBundles: committed, capacityBundles: capacity)
    }
  }

  private func allocationMultiple(scale: AllocationScale) -> AllocationMultiple {
    let multiple = quantity(.bundles, atLeast: 1, scale: scale)
    let catchUp = anyCase(of: AllocationMultiple.CatchUp.self)
    return valid { () throws(AllocationError) in try AllocationMultiple(multiple: multiple, catchUp: catchUp) }
  }

  private func progressiveUnlock(scale: AllocationScale) -> ProgressiveUnlock {
    let target = quantity(.units, atLeast: 1, scale: scale)
    return valid { () throws(AllocationError) in try ProgressiveUnlock(target: target) }
  }

  /// A tally; shrinks toward nothing ordered.
  ///
  /// Half of all tallies have nothing set aside.
  public func tally(scale: AllocationScale = .small) -> Tally {
    let ordered = quantity(.units, atLeast: 0, scale: scale)
    let held = integer(in: 0...ordered)
    return Tally(ordered: ordered, held: boolean() ? held : 0, onHand: setAside(scale: scale)) ?? .zero
  }

  /// Units set aside for a session; in half of all cases none.
  public func setAside(scale: AllocationScale = .small) -> Int {
    let units = quantity(.units, atLeast: 0, scale: scale)
    return boolean() ? units : 0
  }

  /// The tallies of a number of variants.
  ///
  /// - Precondition: the number is not negative and at most `Composition.maximumVariants`.
  public func tallies(count: Int, scale: AllocationScale = .small) -> GrosirCore.Tallies {
    GrosirCore.Tallies((0..<count).map { _ in tally(scale: scale) })
  }

  /// A basket of some of the variants; shrinks toward one unit of the first.
  public func basket(of composition: Composition, scale: AllocationScale = .small) -> Basket {
    let first = integer(in: 0...(composition.count - 1))
    var request = [(composition.variants[first], quantity(.units, atLeast: 1, scale: scale))]
    if boolean() {
      for position in 0..<composition.count where position != first && boolean() {
        request.append((composition.variants[position], quantity(.units, atLeast: 1, scale: scale)))
      }
    }
    return valid { () throws(AllocationError) in try Basket(request, of: composition) }
  }

  /// A quantity within the scale.
  func quantity(_ measure: AllocationScale.Measure, atLeast lowest: Int, scale: AllocationScale) -> Int {
    if let largest = scale.largest(measure) { return integer(in: lowest...largest) }
    let magnitude = element(of: [8, 1_000, 1 << 19, 1 << 21, Quantity.maximum])
    return boundaryInteger(in: lowest...magnitude)
  }

  /// The identifier of the variant at a position: A to Z, then A1 and so on.
  private static func variant(_ position: Int) -> VariantID {
    let letter = String(Unicode.Scalar(UInt8(ascii: "A") + UInt8(position % 26)))
    return VariantID(unchecked: position < 26 ? letter : letter + String(position / 26))
  }

  /// What is drawn within the limits is valid; a refusal would be a defect of the limits.
  private func valid<Value>(_ make: () throws(AllocationError) -> Value) -> Value {
    do throws(AllocationError) {
      return try make()
    } catch {
      preconditionFailure("A generated value was refused: \(error)")
    }
  }
}
