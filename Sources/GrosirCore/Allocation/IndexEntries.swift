/// What an index keeps of each variant, side by side, so that an order touches one cache line.
@safe
struct IndexEntries: ~Copyable, @unchecked Sendable {
  struct Entry {
    private(set) var ordered: Int32
    private(set) var held: Int32
    private(set) var onHand: Int32
    /// Units per bundle.
    let share: Int32
    /// Units accepted as left over, negative for any number.
    private let tolerance: Int32
    /// One divided by units per bundle.
    private let reciprocal: Double

    init(_ tally: Tally, share: BundleShare) {
      ordered = Int32(tally.ordered)
      held = Int32(tally.held)
      onHand = Int32(tally.onHand)
      self.share = Int32(share.units)
      tolerance = Int32(share.tolerance ?? -1)
      reciprocal = 1 / Double(share.units)
    }

    @inline(__always)
    var tally: Tally { Tally(unchecked: Int(ordered), held: Int(held), onHand: Int(onHand)) }

    var bundleShare: BundleShare { BundleShare(units: Int(share), tolerance: tolerance < 0 ? nil : Int(tolerance)) }

    @inline(__always)
    mutating func store(_ tally: Tally) {
      ordered = Int32(truncatingIfNeeded: tally.ordered)
      held = Int32(truncatingIfNeeded: tally.held)
      onHand = Int32(truncatingIfNeeded: tally.onHand)
    }

    /// The variant's place under bundle tolerance: cap(v) and needed(v), without dividing and without a branch.
    ///
    /// (x + ½) / b lies at least ½ / b from every integer, and the roundings of 1/b and of the product move it by less
    /// than |x + ½| / b · 2⁻⁵², which is far less because |x| < 2³³. So cutting its fraction off gives ⌊x / b⌋ above
    /// zero, and the next larger number below zero. No sum or product here exceeds 2³³.
    @inline(__always)
    var placeUnderTolerance: IndexPlace {
      let (share, firm) = (Int(share), Int(ordered) &- Int(held) &- Int(onHand))
      let covered = firm &+ Int(tolerance)
      let cut = quotient(covered)
      let cap = cut &* share > covered ? cut &- 1 : cut
      return IndexPlace(rank: tolerance < 0 ? nil : cap, bundlesNeeded: max(0, quotient(firm &+ share &- 1)))
    }

    /// (x + ½) / b without its fraction.
    @inline(__always)
    private func quotient(_ dividend: Int) -> Int {
      Int((Double(dividend) + 0.5) * reciprocal)
    }
  }

  private let storage: UnsafeMutablePointer<Entry>
  private let count: Int

  init(count: Int) {
    self.count = count
    unsafe storage = .allocate(capacity: count)
    let vacant = Entry(.zero, share: BundleShare(units: 1, tolerance: nil))
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
