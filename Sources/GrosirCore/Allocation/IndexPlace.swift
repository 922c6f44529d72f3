/// A variant's place among the others, and how long it keeps it.
struct IndexPlace {
  let rank: Int?
  let bundlesNeeded: Int
  /// The paid counts that change neither.
  let steady: ClosedRange<Int>

  @inline(__always)
  init(of tally: Tally, share: BundleShare, under algorithm: some AllocationAlgorithm) {
    rank = algorithm.rank(of: tally, share: share)
    let steady = algorithm.steadyPaidCounts(around: tally, share: share)
    guard algorithm.producesBundles else {
      (bundlesNeeded, self.steady) = (0, steady)
      return
    }
    bundlesNeeded = max(0, tally.firm.dividedRoundingUp(by: share.units))
    // needed(v) stays for firm in ((needed − 1) · b, needed · b], and for all firm ≤ 0 while it is 0.
    let highest = bundlesNeeded * share.units + tally.onHand
    let lowest = tally.firm <= 0 ? 0 : highest - share.units + 1
    self.steady = max(steady.lowerBound, lowest)...min(steady.upperBound, highest)
  }

  @inline(__always)
  func key(at position: Int) -> RankKey { rank.map { RankKey(rank: $0, position: position) } ?? .none }
}
