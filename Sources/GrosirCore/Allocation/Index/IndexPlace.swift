/// A variant's place among the others: by how much it holds them back, and what it demands.
struct IndexPlace {
  let rank: Int?
  let bundlesNeeded: Int

  @inline(__always)
  init(rank: Int?, bundlesNeeded: Int) { (self.rank, self.bundlesNeeded) = (rank, bundlesNeeded) }

  init(of tally: Tally, share: BundleShare, under policy: AllocationPolicy) {
    rank = policy.rank(of: tally, share: share)
    bundlesNeeded = policy.producesBundles ? max(0, tally.firm.dividedRoundingUp(by: share.units)) : 0
  }

  @inline(__always)
  func key(at position: Int) -> RankKey { rank.map { RankKey(rank: $0, position: position) } ?? .none }
}
