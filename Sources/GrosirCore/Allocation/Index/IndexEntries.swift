/// What an index keeps of each variant, side by side in 32 bytes, so that an order touches one cache line, or two where
/// an entry lies across their border.
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
    @inline(__always)
    var placeUnderTolerance: IndexPlace {
      // Neither wraps: three counts of 10⁹ at most, and one more.
      let firm = Int(ordered) &- Int(held) &- Int(onHand)
      let needed = quotient(firm &+ Int(share) &- 1)
      return IndexPlace(
        rank: tolerance < 0 ? nil : quotient(firm &+ Int(tolerance)), bundlesNeeded: needed > 0 ? needed : 0)
    }

    /// ⌊dividend / b⌋, for a dividend between −2³³ and 2³³.
    ///
    /// (x + ½) / b lies at least ½ / b from every integer; less ½, it lies as far from every half, so that rounding it
    /// to the nearest integer gives ⌊x / b⌋. The roundings of 1/b, of the product and of the difference move it by less
    /// than (|x + ½| / b + 1) · 2⁻⁵¹, which is far less than ½ / b because |x| < 2³³ and b ≤ 10⁹. Added to 1.5 · 2⁵²,
    /// which leaves no room for a fraction, the number's bits stand in the lowest places of the sum.
    @inline(__always)
    private func quotient(_ dividend: Int) -> Int {
      let sum = (Double(dividend) + 0.5) * reciprocal - 0.5 + 6_755_399_441_055_744
      return Int(bitPattern: UInt(truncatingIfNeeded: sum.bitPattern)) &- 0x4338_0000_0000_0000
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
