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
///
/// What it keeps is at one address, so that it is handed on as one word.
@safe
public struct AllocationIndex: AllocationState, ~Copyable, @unchecked Sendable {
  private let core: UnsafeMutablePointer<IndexCore>

  /// Creates an index of a session's present state.
  ///
  /// - Precondition: there are as many tallies as variants.
  /// - Complexity: O(n).
  public init(of tallies: Tallies, under rules: AllocationRules) {
    precondition(tallies.count == rules.composition.count, "there is one tally for each variant")
    unsafe core = .allocate(capacity: 1)
    unsafe core.initialize(to: IndexCore(of: tallies, under: rules))
  }

  /// An index of a session in which nothing was sold yet.
  ///
  /// - Complexity: O(n).
  public init(under rules: AllocationRules) {
    self.init(of: Tallies(count: rules.composition.count), under: rules)
  }

  deinit {
    unsafe core.deinitialize(count: 1)
    unsafe core.deallocate()
  }

  /// The rules in force.
  public var rules: AllocationRules { unsafe core.pointee.rules }

  /// The field of variants as a whole.
  public var standing: Standing { unsafe core.pointee.standing }

  /// The tally of the variant at a position.
  ///
  /// - Precondition: the position is one of the composition's.
  public func tally(at position: Int) -> Tally { unsafe core.pointee.tally(at: position) }

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
  public func available(at position: Int) -> Int? { unsafe core.pointee.available(at: position) }

  /// The tightest variant that is not in the basket.
  ///
  /// - Complexity: O(k log n) for k lines.
  public func tightest(outside basket: Basket) -> Standing.Ranked? {
    unsafe core.pointee.tournament.tightest(outside: basket).ranked
  }

  /// The positions, in product order, of all variants whose rank is at most `limit`.
  ///
  /// - Complexity: O(k log n) for k positions.
  public func positions(rankedAtMost limit: Int) -> [Int] {
    var positions: [Int] = []
    unsafe core.pointee.tournament.collect(rankedAtMost: limit, into: &positions)
    return positions
  }

  /// Records what happened to the variant at a position.
  ///
  /// - Throws: as ``Tally/apply(_:)``; nothing is changed then.
  /// - Precondition: the position is one of the composition's.
  /// - Complexity: O(1) for a hold or a lapse, O(log n) at worst for the others.
  public mutating func apply(_ change: TallyChange, at position: Int) throws(AllocationError) {
    try unsafe core.pointee.apply(change, at: position)
  }
}
