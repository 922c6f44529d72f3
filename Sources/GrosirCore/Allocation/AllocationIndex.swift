/// The allocation of one session, kept across holds, payments, lapses and departures (SPEC §3.3).
///
/// Any variant's availability is answered in O(1); a change costs O(log n), and mostly far less: a hold or a lapse
/// touches only the variant's own tally, and a payment changes the order among variants only when it fills another
/// bundle. The index always agrees with an ``AllocationSnapshot`` of the same tallies.
///
/// It records what happened and judges nothing: whether a basket may be taken is asked first
/// (``AllocationState/decision(on:)``, or ``available(at:)`` for a single variant).
///
/// It is the only owner of its storage, so that no change ever copies it; give each session its own.
public struct AllocationIndex: AllocationState, ~Copyable, Sendable {
  /// The rules in force.
  public let rules: AllocationRules

  /// The field of variants as a whole.
  public private(set) var standing: Standing

  /// Bundles that sales may reach: of the tightest variant, which its own rank does not bind, and of every other.
  private var permittedToTightest: Int
  private var permittedToOthers: Int
  private var tightestPosition: Int

  private let policy: AllocationPolicy
  private var entries: IndexEntries
  private var tournament: RankTournament

  /// Stands for any number of bundles; no bound that exists is as large.
  private static let unbounded = Int.max

  /// Creates an index of a session's present state.
  ///
  /// - Precondition: there are as many tallies as variants.
  /// - Complexity: O(n).
  public init(of tallies: Tallies, under rules: AllocationRules) {
    precondition(tallies.count == rules.composition.count, "there is one tally for each variant")
    self.rules = rules
    policy = rules.policy
    standing = Standing(bundlesNeeded: 0, tightest: RankKey.none, nextTightest: .none, paidUnits: 0)
    (permittedToTightest, permittedToOthers, tightestPosition) = (0, 0, -1)
    entries = IndexEntries(count: tallies.count)
    tournament = RankTournament(count: tallies.count)
    for position in 0..<tallies.count {
      let (tally, share) = (tallies[position], rules.bundleShare(at: position))
      let place = Place(of: tally, share: share, under: policy)
      entries[position] = entry(for: tally, share: share, steady: place.steady)
      tournament.place(place.key(at: position), bundlesNeeded: place.bundlesNeeded, at: position)
      if policy.countsPaidUnits { standing.paidUnits += tally.paid }
    }
    tournament.build()
    (standing.tightestKey, standing.nextTightestKey) = (tournament.tightest, tournament.second())
    refreshPermitted()
  }

  /// An index of a session in which nothing was sold yet.
  ///
  /// - Complexity: O(n).
  public init(under rules: AllocationRules) {
    self.init(of: Tallies(count: rules.composition.count), under: rules)
  }

  /// The tally of the variant at a position.
  ///
  /// - Precondition: the position is one of the composition's.
  public func tally(at position: Int) -> Tally { entries[position].tally }

  /// The tallies of all variants.
  ///
  /// - Complexity: O(n).
  public var tallies: Tallies {
    var tallies = Tallies(count: rules.composition.count)
    for position in 0..<tallies.count { tallies[position] = tally(at: position) }
    return tallies
  }

  /// Units of the variant at a position that may still be sold, or nil when nothing bounds them.
  ///
  /// - Precondition: the position is one of the composition's.
  /// - Complexity: O(1).
  public func available(at position: Int) -> Int? {
    let bundles = position == tightestPosition ? permittedToTightest : permittedToOthers
    guard bundles != AllocationIndex.unbounded else { return nil }
    let entry = entries[position]
    return max(0, bundles * Int(entry.share) + Int(entry.base) - Int(entry.ordered))
  }

  /// The tightest variant that is not in the basket.
  ///
  /// - Complexity: O(k log n) for k lines.
  public func tightest(outside basket: Basket) -> Standing.Ranked? { tournament.tightest(outside: basket).ranked }

  /// The positions, in product order, of all variants whose rank is at most `limit`.
  ///
  /// - Complexity: O(k log n) for k positions.
  public func positions(rankedAtMost limit: Int) -> [Int] {
    var positions: [Int] = []
    tournament.collect(rankedAtMost: limit, into: &positions)
    return positions
  }

  /// Records what happened to the variant at a position.
  ///
  /// - Throws: as ``Tally/apply(_:)``; nothing is changed then.
  /// - Precondition: the position is one of the composition's.
  /// - Complexity: O(1) for a hold or a lapse, O(log n) at worst for the others.
  public mutating func apply(_ change: TallyChange, at position: Int) throws(AllocationError) {
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
      if !entries[position].isSteadyUp(to: tally.paid) { reorder(tally, at: position, paidUnits: units) }
    case .departed(let units):
      try tally.depart(units)
      entries[position].store(tally)
      if !entries[position].isSteadyDown(to: tally.paid) { reorder(tally, at: position, paidUnits: -units) }
    case .setAside(let units):
      try tally.setAside(units)
      entries[position].store(tally)
      reorder(tally, at: position, paidUnits: 0)
    }
  }

  /// Gives the variant at a position its new place among the others.
  private mutating func reorder(_ tally: Tally, at position: Int, paidUnits: Int) {
    if case .bundleTolerance(let algorithm) = policy {
      reorder(tally, at: position, under: algorithm)
    } else {
      if policy.countsPaidUnits { standing.paidUnits += paidUnits }
      reorder(tally, at: position, under: policy)
      refreshPermitted()
    }
  }

  @inline(__always)
  private mutating func reorder(_ tally: Tally, at position: Int, under algorithm: some AllocationAlgorithm) {
    let share = entries[position].bundleShare
    let place = Place(of: tally, share: share, under: algorithm)
    entries[position] = entry(for: tally, share: share, steady: place.steady)
    let (before, now) = (tournament.key(at: position), place.key(at: position))
    tournament.replay(now, bundlesNeeded: place.bundlesNeeded, at: position)
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

  @inline(__always)
  private func entry(for tally: Tally, share: BundleShare, steady: ClosedRange<Int>) -> IndexEntries.Entry {
    IndexEntries.Entry(tally, share: share, base: policy.sellsSetAside ? tally.onHand : 0, steady: steady)
  }
}

/// A variant's place among the others, and how long it keeps it.
private struct Place {
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

/// What an index keeps of each variant, side by side, so that an order touches one cache line.
@safe
struct IndexEntries: ~Copyable, @unchecked Sendable {
  struct Entry {
    private(set) var ordered: Int32
    private(set) var held: Int32
    private(set) var onHand: Int32
    /// Units per bundle.
    let share: Int32
    /// Units that may be sold on top of the bundles.
    let base: Int32
    /// While the paid units stay within these, the variant keeps its place among the others.
    private let lowestSteady: Int32
    private let highestSteady: Int32
    /// Units accepted as left over, negative for any number.
    private let tolerance: Int32

    /// - Precondition: the steady counts are around the tally's own, so that they fit 32 bits.
    init(_ tally: Tally, share: BundleShare, base: Int, steady: ClosedRange<Int>) {
      ordered = Int32(tally.ordered)
      held = Int32(tally.held)
      onHand = Int32(tally.onHand)
      self.share = Int32(share.units)
      tolerance = Int32(share.tolerance ?? -1)
      self.base = Int32(base)
      lowestSteady = Int32(steady.lowerBound)
      highestSteady = Int32(steady.upperBound)
    }

    var tally: Tally { Tally(unchecked: Int(ordered), held: Int(held), onHand: Int(onHand)) }

    var bundleShare: BundleShare { BundleShare(units: Int(share), tolerance: tolerance < 0 ? nil : Int(tolerance)) }

    mutating func store(_ tally: Tally) {
      ordered = Int32(truncatingIfNeeded: tally.ordered)
      held = Int32(truncatingIfNeeded: tally.held)
      onHand = Int32(truncatingIfNeeded: tally.onHand)
    }

    /// Whether more units paid, so many now, leave the variant its place.
    func isSteadyUp(to paid: Int) -> Bool { paid <= Int(highestSteady) }

    /// Whether fewer units paid, so many now, leave the variant its place.
    func isSteadyDown(to paid: Int) -> Bool { paid >= Int(lowestSteady) }
  }

  private let storage: UnsafeMutablePointer<Entry>
  private let count: Int

  init(count: Int) {
    self.count = count
    unsafe storage = .allocate(capacity: count)
    let vacant = Entry(.zero, share: BundleShare(units: 1, tolerance: nil), base: 0, steady: 0...0)
    unsafe storage.initialize(repeating: vacant, count: count)
  }

  deinit {
    unsafe storage.deallocate()
  }

  subscript(position: Int) -> Entry {
    unsafeAddress {
      precondition(position >= 0 && position < count, "no variant at this position")
      return unsafe UnsafePointer(storage + position)
    }
    unsafeMutableAddress {
      precondition(position >= 0 && position < count, "no variant at this position")
      return unsafe storage + position
    }
  }
}
