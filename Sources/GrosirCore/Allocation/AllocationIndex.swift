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
    standing = Standing(bundlesNeeded: 0, tightest: nil, nextTightest: nil, paidUnits: 0)
    (permittedToTightest, permittedToOthers, tightestPosition) = (0, 0, -1)
    entries = IndexEntries(count: tallies.count)
    tournament = RankTournament(count: tallies.count)
    for position in 0..<tallies.count {
      let tally = tallies[position]
      let share = rules.bundleShare(at: position)
      entries[position] = entry(for: tally, share: share)
      tournament.place(entrant(for: tally, share: share, at: position), at: position)
      if policy.countsPaidUnits { standing.paidUnits += tally.paid }
    }
    tournament.build()
    refreshStanding()
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
  /// - Complexity: O(log n) at worst.
  public mutating func apply(_ change: TallyChange, at position: Int) throws(AllocationError) {
    var tally = entries[position].tally
    let paidBefore = tally.paid
    try tally.apply(change)
    entries[position].store(tally)
    if case .setAside = change {
      reorder(tally, at: position)
    } else if !entries[position].isSteady(at: tally.paid) {
      if policy.countsPaidUnits { standing.paidUnits += tally.paid - paidBefore }
      reorder(tally, at: position)
    }
  }

  /// Gives the variant at a position its new place among the others.
  @inline(never)
  private mutating func reorder(_ tally: Tally, at position: Int) {
    let share = entries[position].bundleShare
    entries[position] = entry(for: tally, share: share)
    let entrant = entrant(for: tally, share: share, at: position)
    let finalBefore = tournament.final
    tournament.replay(entrant, at: position)
    if policy.countsPaidUnits || tournament.final != finalBefore || concernsTightest(entrant, at: position) {
      refreshStanding()
    }
  }

  /// Whether a variant was among the two tightest, or is now.
  private func concernsTightest(_ entrant: RankTournament.Entrant, at position: Int) -> Bool {
    guard position != tightestPosition, let next = standing.nextTightest else { return true }
    return position == next.position || entrant.key < RankTournament.key(rank: next.rank, position: next.position)
  }

  private mutating func refreshStanding() {
    let final = tournament.final
    standing.bundlesNeeded = final.bundlesNeeded
    standing.tightest = final.ranked
    standing.nextTightest = tournament.second().ranked
    tightestPosition = standing.tightest?.position ?? -1
    permittedToOthers = permittedBundles(tightest: standing.tightest)
    permittedToTightest = permittedBundles(tightest: standing.nextTightest)
  }

  private func permittedBundles(tightest: Standing.Ranked?) -> Int {
    policy.permittedBundles(tightest: tightest?.rank, in: standing) ?? AllocationIndex.unbounded
  }

  private func entrant(for tally: Tally, share: BundleShare, at position: Int) -> RankTournament.Entrant {
    let needed = policy.producesBundles ? max(0, tally.firm.dividedRoundingUp(by: share.units)) : 0
    return RankTournament.Entrant(
      rank: policy.rank(of: tally, share: share), bundlesNeeded: needed, position: position)
  }

  private func entry(for tally: Tally, share: BundleShare) -> IndexEntries.Entry {
    var steady = policy.steadyPaidCounts(around: tally, share: share)
    if policy.producesBundles {
      // needed(v) stays for firm in ((needed − 1) · b, needed · b], and for all firm ≤ 0 while it is 0.
      let highest = max(0, tally.firm.dividedRoundingUp(by: share.units)) * share.units + tally.onHand
      let lowest = tally.firm <= 0 ? 0 : highest - share.units + 1
      steady = max(steady.lowerBound, lowest)...min(steady.upperBound, highest)
    }
    return IndexEntries.Entry(
      tally, share: share, base: policy.sellsSetAside ? tally.onHand : 0, steady: steady)
  }
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

    func isSteady(at paid: Int) -> Bool { paid >= Int(lowestSteady) && paid <= Int(highestSteady) }
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
