/// A time-boxed session in which buyers share bundles of one product (SPEC §1, §5), as it is now.
///
/// It keeps counts, not participants: what each variant has sold, what waits, what lies in escrow. So a join reads the
/// session and its buyer, however many have joined before.
///
/// *Invariants*: the tallies count the participants whose units are held or paid; ``waiting`` counts those who wait;
/// ``escrow`` is the sum of what lies in escrow for each; a final session has none.
public struct GroupSession: Sendable {
  private var storage: Storage

  /// Creates a session in which nothing has happened yet.
  init(_ plan: SessionPlan, rules: AllocationRules, version: Int, at instant: Instant) {
    storage = Storage(
      Contents(
        pinned: Pinned(plan), rules: rules, rulesVersion: version, tallies: Tallies(count: rules.composition.count),
        waiting: WaitingTotals(variants: rules.composition.count), escrow: .zero(plan.currency),
        committed: .zero(plan.currency), lastInstant: instant))
  }

  /// What it was created with.
  public var plan: SessionPlan { unsafe storage.contents.pinned.plan }

  /// Its identity.
  public var id: SessionID { unsafe storage.contents.pinned.plan.session }

  /// The rules in force; an operator may move the session to newer ones.
  public internal(set) var rules: AllocationRules {
    get { unsafe storage.contents.rules }
    set { contents.rules = newValue }
  }

  /// The version of the product from which the rules in force come.
  public internal(set) var rulesVersion: Int {
    get { unsafe storage.contents.rulesVersion }
    set { contents.rulesVersion = newValue }
  }

  /// Where it stands in its life.
  public internal(set) var state: SessionState {
    get { unsafe storage.contents.state }
    set { contents.state = newValue }
  }

  /// What each variant has sold.
  public internal(set) var tallies: Tallies {
    get { unsafe storage.contents.tallies }
    _modify { yield &contents.tallies }
  }

  /// What waits to be let in.
  public internal(set) var waiting: WaitingTotals {
    get { unsafe storage.contents.waiting }
    _modify { yield &contents.waiting }
  }

  /// What buyers paid and nobody has received yet.
  public internal(set) var escrow: Money {
    get { unsafe storage.contents.escrow }
    set { contents.escrow = newValue }
  }

  /// What the buyers who have paid or still may will have paid together.
  ///
  /// A join that would make it too large to count is refused, and so no sum of the session's money can be.
  public internal(set) var committed: Money {
    get { unsafe storage.contents.committed }
    set { contents.committed = newValue }
  }

  /// The last instant at which anything happened; whatever happens next does so no earlier.
  public internal(set) var lastInstant: Instant {
    get { unsafe storage.contents.lastInstant }
    set { contents.lastInstant = newValue }
  }

  /// How many ever joined or pledged.
  public internal(set) var joinedCount: Int {
    get { unsafe storage.contents.joinedCount }
    set { contents.joinedCount = newValue }
  }

  /// How many pledges were ever paid; the next one's place in the list.
  public internal(set) var nextPlace: Int {
    get { unsafe storage.contents.nextPlace }
    set { contents.nextPlace = newValue }
  }

  /// The platform's fill that was announced, if it was.
  public internal(set) var announcedFill: Int? {
    get { unsafe storage.contents.announcedFill }
    set { contents.announcedFill = newValue }
  }

  /// How it ended, once it has closed.
  public internal(set) var settlement: SessionSettlement? {
    get { unsafe storage.contents.settlement?.value }
    set { contents.settlement = newValue.map(Boxed.init) }
  }

  /// How far its demand is met, once somebody has begun to.
  public internal(set) var fulfilment: Fulfilment? {
    get { unsafe storage.contents.fulfilment?.value }
    set { contents.fulfilment = newValue.map(Boxed.init) }
  }

  /// Its variants and their units per bundle.
  public var composition: Composition { rules.composition }

  /// Real units paid for, all variants together.
  ///
  /// - Complexity: O(n) in the number of variants.
  public var paidUnits: Int { (0..<tallies.count).reduce(0) { $0 + tallies[$1].paid } }

  /// What a unit of a variant costs up front, or nil if the session does not have the variant.
  func unitPrice(of variant: VariantID) -> Int64? {
    // Out of the storage itself: a plan is large to hand on.
    unsafe storage.contents.rules.composition.position(of: variant)
      .map { unsafe storage.contents.pinned.plan.unitPrice(at: $0).amount }
  }

  /// What all of a basket costs up front, or nil if that does not fit 64 bits.
  func total(of basket: Basket) -> Money? { unsafe storage.contents.pinned.plan.total(of: basket) }

  /// Whether buyers may join at an instant.
  public func isJoinable(at instant: Instant) -> Bool {
    state.isOpen && plan.opensAt <= instant && instant < plan.closesAt
  }

  /// When something is due that concerns the session as a whole.
  ///
  /// That is the announcement of the platform's fill, then the close; and once goods are awaited, that they should be
  /// there. Holds have deadlines of their own. A session
  /// without a guarantee has nothing to announce, nor has one without a window before its deadline. Nobody may have
  /// looked in that window; so ask ``dueAction(at:)`` what is to be done when the instant has come.
  public var nextDeadline: SessionDeadline? {
    if state == .pendingStock, let fulfilment, !fulfilment.isOverdueReported {
      return SessionDeadline(action: .reportOverdue, instant: fulfilment.deadline)
    }
    guard state.isOpen else { return nil }
    let window = plan.conditions.nearExpiryWindow
    if announcedFill == nil, plan.terms.guarantee != nil, window > .zero {
      return SessionDeadline(action: .announceNearExpiry, instant: plan.closesAt.subtracting(window) ?? plan.opensAt)
    }
    return SessionDeadline(action: .close, instant: plan.closesAt)
  }

  /// What is due at an instant, if anything: the close from the deadline on, whether or not the fill was announced.
  public func dueAction(at instant: Instant) -> SessionAction? {
    guard let deadline = nextDeadline, deadline.instant <= instant else { return nil }
    guard state.isOpen else { return deadline.action }
    // An announcement that was missed is not made up for.
    return max(instant, lastInstant) >= plan.closesAt ? .close : deadline.action
  }

  // MARK: Behind one reference

  /// What a session was created with, behind a reference of its own: it is large, and never changes while the rest is
  /// copied by every command.
  private final class Pinned: Equatable, Sendable {
    let plan: SessionPlan
    init(_ plan: SessionPlan) { self.plan = plan }
    static func == (left: Pinned, right: Pinned) -> Bool { left === right || left.plan == right.plan }
  }

  /// What there is to say of a session.
  private struct Contents: Equatable, Sendable {
    let pinned: Pinned
    var rules: AllocationRules
    var rulesVersion: Int
    var state = SessionState.forming
    var tallies: Tallies
    var waiting: WaitingTotals
    var escrow: Money
    var committed: Money
    var lastInstant: Instant
    var joinedCount = 0
    var nextPlace = 0
    var announcedFill: Int?
    var settlement: Boxed<SessionSettlement>?
    var fulfilment: Boxed<Fulfilment>?
  }

  /// What an open session has none of, in a box of its own, so that it makes no session larger that is copied.
  private indirect enum Boxed<Value: Equatable & Sendable>: Equatable, Sendable {
    case boxed(Value)

    init(_ value: Value) { self = .boxed(value) }

    var value: Value {
      switch self {
      case .boxed(let value): value
      }
    }
  }

  /// The contents behind one reference, because sessions are handed on more often than they are changed.
  ///
  /// They are only changed by who is the reference's only owner, so that a session is a value all the same.
  private final class Storage: @unchecked Sendable {
    // Only its one owner changes it, so that no two accesses can overlap; to check that costs more than the change.
    @exclusivity(unchecked) var contents: Contents
    init(_ contents: Contents) { unsafe self.contents = contents }
  }

  private var contents: Contents {
    get { unsafe storage.contents }
    _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = unsafe Storage(storage.contents) }
      yield unsafe &storage.contents
    }
  }
}

extension GroupSession: Equatable {
  /// Whether both are the same in everything.
  public static func == (left: Self, right: Self) -> Bool {
    unsafe left.storage === right.storage || left.storage.contents == right.storage.contents
  }
}

/// When something is due, and what.
public struct SessionDeadline: Sendable, Hashable {
  /// What is due.
  public let action: SessionAction

  /// The first instant at which it is.
  public let instant: Instant
}
