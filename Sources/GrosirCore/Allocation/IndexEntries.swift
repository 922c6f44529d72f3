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
