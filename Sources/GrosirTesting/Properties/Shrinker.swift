/// Looks for the simplest case that fails for the same reason, by changing the choices of one that does.
///
/// It runs nothing: ask for the ``next()`` choices to try, run the body with them however it has to be run, and tell
/// with ``learn(_:)`` what came of it. Shorter sequences are simpler, and among equally long ones the first
/// difference decides, so every accepted step makes progress and the search ends. It is deterministic.
package struct Shrinker {
  /// The simplest failing case so far.
  package private(set) var best: Recording

  /// How many times it was replaced by a simpler one.
  package private(set) var steps = 0

  /// How many simpler cases were tried.
  package private(set) var attempts = 0

  private let limit: Int
  private var passes: [any ShrinkPass] = []
  private var current = 0
  private var stepsBeforeRound = 0
  private var tried: Set<[UInt64]> = []

  /// Creates the search from a failing case, through at most `limit` others.
  package init(from failing: Recording, limit: Int) {
    best = failing
    self.limit = limit
    passes = Shrinker.round()
  }

  /// Takes the same failing case with its spans recorded.
  mutating func restart(from failing: Recording) {
    best = failing
  }

  /// Coarse passes before fine ones: each is cheaper the less is left.
  private static func round() -> [any ShrinkPass] {
    [
      ElementDeletion(), ChoiceReset(), ChoiceDeletion(), AmountPass(.lower), AmountPass(.lowerEqual),
      ElementExchange(), AmountPass(.exchange), AmountPass(.lowerPair), AmountPass(.transfer), LoweringDeletion(),
    ]
  }

  /// The choices to try next; nil when nothing simpler is left to try, or the limit is reached.
  package mutating func next() -> [UInt64]? {
    while attempts < limit {
      guard current < passes.count else {
        guard steps > stepsBeforeRound else { return nil }
        stepsBeforeRound = steps
        current = 0
        passes = Shrinker.round()
        continue
      }
      guard let candidate = passes[current].propose(best) else {
        current += 1
        continue
      }
      guard Recording.isSimpler(candidate, than: best.values), tried.insert(candidate).inserted else {
        passes[current].learn(false)
        continue
      }
      attempts += 1
      return candidate
    }
    return nil
  }

  /// Takes what the last proposed choices led to: the case as it went if it failed for the same reason, else nil.
  package mutating func learn(_ failing: Recording?) {
    guard let failing, Recording.isSimpler(failing.values, than: best.values) else {
      passes[current].learn(false)
      return
    }
    best = failing
    steps += 1
    passes[current].learn(true)
  }
}

/// One kind of simplification, applied wherever it fits.
///
/// A pass proposes changes of the best case so far, which may have become another since its last proposal.
protocol ShrinkPass {
  /// The next choices to try; nil when the pass is through.
  mutating func propose(_ best: Recording) -> [UInt64]?

  /// Takes whether the last proposal was kept, as it went, as the new best case.
  mutating func learn(_ kept: Bool)
}
