/// Why a variant may be sold so far and no further, or why a basket is refused, as facts: what a shop assistant would
/// say, before it is put into words.
///
/// ``sentence(in:name:)`` puts it into words; every sentence names the variant, the units, and what would help.
public enum Explanation: Sendable, Hashable {
  /// Nothing bounds the variant.
  case unlimited(VariantID, ordered: Int)

  /// One bundle more, `bundles` in all, would leave more of another variant over than is tolerated; the entries of
  /// `unlock` must sell first.
  case tolerance(
    VariantID, available: Int, bundles: Int, of: VariantID, tolerance: Int, unlock: [UnlockHint])

  /// The factory's capacity, `bundles` in all, is used up by so many more units; `held` units may still lapse.
  case capacity(VariantID, available: Int, bundles: Int, held: Int)

  /// The variant is as far ahead of another as it may be; the entries of `unlock` must sell first.
  case ahead(VariantID, available: Int, of: VariantID, unlock: [UnlockHint])

  /// The session's progress unlocks no more; `missing` more units paid for, of any variant, unlock the next step, if
  /// there is one.
  case progress(VariantID, available: Int, missing: Int?)

  /// The warehouse has no more; `ordered` units of its `onHand` are taken.
  case stock(VariantID, available: Int, onHand: Int, ordered: Int)

  /// The basket of these portions may be taken.
  case acceptedBasket([Portion], bundles: Int)

  /// The basket of these portions may not be taken, for these reasons.
  ///
  /// `instead` is a part of it that would be taken, empty where none of it can be had; of a single variant it is the
  /// most there is. Where `additions` is not empty, the basket would be taken if it held those as well.
  case refusedBasket([Portion], bundles: Int, [BasketViolation], instead: [Portion], additions: [Portion])

  /// Units of one variant.
  public struct Portion: Sendable, Hashable {
    /// The variant.
    public let variant: VariantID
    /// How many units of it.
    public let units: Int
  }
}

extension AllocationState where Self: ~Copyable {
  /// Why the variant at a position may be sold so far and no further.
  ///
  /// - Precondition: the position is one of the composition's.
  /// - Complexity: as ``unlockHint(at:)``.
  public func explanation(at position: Int) -> Explanation {
    let answer = availability(at: position)
    let tally = tally(at: position)
    let variant = answer.variant
    let available = answer.available ?? 0
    switch answer.constraint {
    case .unlimited:
      return .unlimited(variant, ordered: tally.ordered)
    case .capacity:
      return .capacity(variant, available: available, bundles: capacityBundles, held: tally.held)
    case .tolerance(let other):
      let tolerance = standing.tightest(besides: position).flatMap { rules.tolerance(at: $0.position) }
      return .tolerance(
        variant, available: available, bundles: (permittedBundles(at: position) ?? 0) + 1, of: other,
        tolerance: tolerance ?? 0, unlock: unlockHint(at: position))
    case .ahead(let other):
      return .ahead(variant, available: available, of: other, unlock: catchUp(at: position))
    case .progress:
      return .progress(variant, available: available, missing: missingProgress)
    case .stock:
      return .stock(variant, available: available, onHand: tally.onHand, ordered: tally.ordered)
    }
  }

  private var capacityBundles: Int {
    guard case .bundleTolerance(let policy) = rules.policy else { return 0 }
    return policy.capacityBundles ?? 0
  }

  /// What the others must sell before the reference under an allocation multiple rises.
  private func catchUp(at position: Int) -> [UnlockHint] {
    guard case .allocationMultiple(let policy) = rules.policy, let reference = standing.tightest(besides: position)
    else { return [] }
    let behind =
      switch policy.catchUp {
      case .slowest: positions(rankedAtMost: reference.rank).filter { $0 != position }
      case .runnerUp: [reference.position]
      }
    return behind.map { other in
      let share = rules.composition.unitsPerBundle(at: other)
      let paid = tally(at: other).paid
      return UnlockHint(variant: rules.composition.variants[other], units: share - paid % share)
    }
  }

  /// Units that must still be paid for until the next step of a progressive unlock, or nil after the last.
  private var missingProgress: Int? {
    guard case .progressiveUnlock(let policy) = rules.policy else { return nil }
    for quarters in 1...3 {
      let needed = (quarters * policy.target).dividedRoundingUp(by: 4)
      if standing.paidUnits < needed { return needed - standing.paidUnits }
    }
    return nil
  }
}
