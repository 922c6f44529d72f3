/// What an ``AllocationIndex`` keeps, at one address.
struct IndexCore: ~Copyable {
  let rules: AllocationRules

  private(set) var standing: Standing

  /// Bundles that sales may reach: of the tightest variant, which its own rank does not bind, and of every other.
  private var permittedToTightest: Int
  private var permittedToOthers: Int
  private var tightestPosition: Int

  private let policy: AllocationPolicy

  /// Whether the policy is bundle tolerance, which has its own way through the arithmetic.
  private let isBundleTolerance: Bool
  private var entries: IndexEntries
  private(set) var tournament: RankTournament

  /// Whether what is set aside is sold on top of the bundles.
  private let sellsSetAside: Bool

  /// Stands for any number of bundles; no bound that exists is as large.
  private static let unbounded = Int.max

  init(of tallies: Tallies, under rules: AllocationRules) {
    self.rules = rules
    policy = rules.policy
    isBundleTolerance = policy.kind == .bundleTolerance
    sellsSetAside = policy.sellsSetAside
    standing = Standing(bundlesNeeded: 0, tightest: RankKey.none, nextTightest: .none, paidUnits: 0)
    (permittedToTightest, permittedToOthers, tightestPosition) = (0, 0, -1)
    entries = IndexEntries(count: tallies.count)
    tournament = RankTournament(count: tallies.count)
    for position in 0..<tallies.count {
      let (tally, share) = (tallies[position], rules.bundleShare(at: position))
      let place = IndexPlace(of: tally, share: share, under: policy)
      entries[position] = IndexEntries.Entry(tally, share: share)
      tournament.place(place.key(at: position), bundlesNeeded: place.bundlesNeeded, at: position)
      if policy.countsPaidUnits { standing.paidUnits += tally.paid }
    }
    tournament.build()
    (standing.tightestKey, standing.nextTightestKey) = (tournament.tightest, tournament.second())
    refreshPermitted()
  }

  @inline(__always)
  func tally(at position: Int) -> Tally { entries[position].tally }

  /// Units of the variant at a position that may still be sold, or nil when nothing bounds them.
  @inline(__always)
  func available(at position: Int) -> Int? {
    let bundles = position == tightestPosition ? permittedToTightest : permittedToOthers
    guard bundles != IndexCore.unbounded else { return nil }
    let entry = entries[position]
    return max(0, bundles * Int(entry.share) + (sellsSetAside ? Int(entry.onHand) : 0) - Int(entry.ordered))
  }

  /// Records what happened to the variant at a position.
  @inline(__always)
  mutating func apply(_ change: TallyChange, at position: Int) throws(AllocationError) {
    var tally = entries[position].tally
    switch change {
    case .held(let units):
      try tally.hold(units)
      entries[position].store(tally)
    case .lapsed(let units):
      try tally.lapse(units)
      entries[position].store(tally)
    case .paid(let units):
      try tally.pay(units)
      entries[position].store(tally)
      if isBundleTolerance {
        rise(tally, at: position)
      } else {
        reorder(tally, at: position, paidUnits: units)
      }
    case .departed(let units):
      try tally.depart(units)
      entries[position].store(tally)
      reorder(tally, at: position, paidUnits: -units)
    case .setAside(let units):
      try tally.setAside(units)
      entries[position].store(tally)
      reorder(tally, at: position, paidUnits: 0)
    }
  }

  /// Gives the variant at a position its place after a payment, which raises its cap and what it needs, if anything.
  ///
  /// It matters to others only if the variant wins its first match or is among the two tightest, or now needs more than
  /// any in that match. That is asked of numbers that are at hand before the place is worked out, so that a branch that
  /// was foreseen wrongly is noticed early.
  @inline(__always)
  private mutating func rise(_ tally: Tally, at position: Int) {
    let (before, match) = tournament.outcome(at: position)
    let tight = match.winner > standing.nextTightestKey ? match.winner : standing.nextTightestKey
    // At most 10⁹ · 10⁹.
    let covered = match.bundlesNeeded &* Int(entries[position].share)
    let limit = tally.firm > covered ? RankKey.none : tight
    if before <= limit {
      riseAmongTightest(before, match.bundlesNeeded, at: position)
    } else {
      let place = entries[position].placeUnderTolerance
      tournament.place(place.key(at: position), bundlesNeeded: place.bundlesNeeded, at: position)
    }
  }

  @inline(never)
  private mutating func riseAmongTightest(_ before: RankKey, _ bundlesNeeded: Int, at position: Int) {
    let place = entries[position].placeUnderTolerance
    let now = place.key(at: position)
    tournament.place(now, bundlesNeeded: place.bundlesNeeded, at: position)
    if before != now || place.bundlesNeeded > bundlesNeeded { replay(before, now, at: position) }
  }

  /// Gives the variant at a position its place after anything.
  @inline(never)
  private mutating func reorder(_ tally: Tally, at position: Int, paidUnits: Int) {
    if policy.countsPaidUnits { standing.paidUnits += paidUnits }
    let place = IndexPlace(of: tally, share: entries[position].bundleShare, under: policy)
    let now = place.key(at: position)
    let before = tournament.outcome(at: position).key
    tournament.place(now, bundlesNeeded: place.bundlesNeeded, at: position)
    replay(before, now, at: position)
    if policy.countsPaidUnits { refreshPermitted() }
  }

  @inline(never)
  private mutating func replay(_ before: RankKey, _ now: RankKey, at position: Int) {
    tournament.replay(from: position)
    let next = standing.nextTightestKey
    let staysBehind = before > next && now > next
    if !staysBehind { refreshTightest(before: before, now: now) }
    if !staysBehind || tournament.bundlesNeeded != standing.bundlesNeeded { refreshPermitted() }
  }

  /// Finds the two tightest variants, one of which has changed its key.
  private mutating func refreshTightest(before: RankKey, now: RankKey) {
    // The tightest one that stays the tightest has the same one behind it.
    let isSame = before == standing.tightestKey && now < standing.nextTightestKey
    standing.tightestKey = tournament.tightest
    if !isSame { standing.nextTightestKey = tournament.second() }
  }

  /// Derives what may be sold from the standing.
  private mutating func refreshPermitted() {
    standing.bundlesNeeded = tournament.bundlesNeeded
    let (tightest, next) = (standing.tightestKey, standing.nextTightestKey)
    tightestPosition = tightest.isRanked ? tightest.position : -1
    if case .bundleTolerance(let algorithm) = policy {
      let bundlesNeeded = standing.bundlesNeeded
      permittedToOthers = algorithm.permittedBundles(tightest: tightest.rankOrNone, bundlesNeeded: bundlesNeeded)
      permittedToTightest = algorithm.permittedBundles(tightest: next.rankOrNone, bundlesNeeded: bundlesNeeded)
    } else {
      permittedToOthers = policy.permittedBundles(tightest: tightest.rank, in: standing) ?? Self.unbounded
      permittedToTightest = policy.permittedBundles(tightest: next.rank, in: standing) ?? Self.unbounded
    }
  }
}
