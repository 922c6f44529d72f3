/// What one variant has sold in one session: units ordered, the part of them not yet paid, and warehouse units set
/// aside for the session (SPEC §3.1).
///
/// Always `0 ≤ held ≤ ordered ≤ 10⁹` and `0 ≤ onHand ≤ 10⁹`. Platform fill is never among them.
public struct Tally: Sendable, Hashable {
  /// Units ordered, paid or not.
  public private(set) var ordered: Int

  /// Units of those that are not yet paid.
  ///
  /// They use up what is permitted and permit nothing themselves.
  public private(set) var held: Int

  /// Warehouse units set aside for this session.
  public private(set) var onHand: Int

  /// A variant of which nothing was sold and nothing set aside.
  public static let zero = Tally(unchecked: 0, held: 0, onHand: 0)

  /// Creates a tally, or nil if a count is out of range or more units are held than ordered.
  public init?(ordered: Int, held: Int = 0, onHand: Int = 0) {
    let range = 0...Quantity.maximum
    guard range ~= ordered, range ~= held, range ~= onHand, held <= ordered else { return nil }
    self.init(unchecked: ordered, held: held, onHand: onHand)
  }

  /// - Precondition: the counts satisfy ``init(ordered:held:onHand:)``.
  package init(unchecked ordered: Int, held: Int, onHand: Int) {
    self.ordered = ordered
    self.held = held
    self.onHand = onHand
  }

  /// Units paid for.
  public var paid: Int { ordered - held }

  /// Paid units that no set-aside unit serves: what bundles must bring.
  ///
  /// Negative when more is set aside than paid.
  public var firm: Int { ordered - held - onHand }

  /// Ordered units that no set-aside unit serves.
  ///
  /// Negative when more is set aside than ordered.
  public var net: Int { ordered - onHand }
}

extension Tally {
  /// Applies a change.
  ///
  /// - Throws: ``AllocationError/quantityOutOfRange`` for a count below 1 (0 set aside), or when more than 10⁹ units
  ///   would be ordered or set aside; ``AllocationError/exceedsHeld(asked:held:)`` and
  ///   ``AllocationError/exceedsPaid(asked:paid:)`` when that many are not there. Nothing is changed then.
  public mutating func apply(_ change: TallyChange) throws(AllocationError) {
    switch change {
    case .held(let units): try hold(units)
    case .paid(let units): try pay(units)
    case .lapsed(let units): try lapse(units)
    case .departed(let units): try depart(units)
    case .setAside(let units): try setAside(units)
    }
  }

  @inline(__always)
  mutating func hold(_ units: Int) throws(AllocationError) {
    guard 1...Quantity.maximum ~= units, ordered <= Quantity.maximum - units else { throw .quantityOutOfRange }
    ordered += units
    held += units
  }

  @inline(__always)
  mutating func pay(_ units: Int) throws(AllocationError) {
    guard units >= 1 else { throw .quantityOutOfRange }
    guard units <= held else { throw .exceedsHeld(asked: units, held: held) }
    held -= units
  }

  @inline(__always)
  mutating func lapse(_ units: Int) throws(AllocationError) {
    guard units >= 1 else { throw .quantityOutOfRange }
    guard units <= held else { throw .exceedsHeld(asked: units, held: held) }
    held -= units
    ordered -= units
  }

  @inline(__always)
  mutating func depart(_ units: Int) throws(AllocationError) {
    guard units >= 1 else { throw .quantityOutOfRange }
    guard units <= paid else { throw .exceedsPaid(asked: units, paid: paid) }
    ordered -= units
  }

  @inline(__always)
  mutating func setAside(_ units: Int) throws(AllocationError) {
    guard 0...Quantity.maximum ~= units else { throw .quantityOutOfRange }
    onHand = units
  }
}
