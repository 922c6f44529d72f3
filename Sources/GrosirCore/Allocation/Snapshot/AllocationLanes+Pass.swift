/// One walk along the columns of rules and tallies, four variants at a time.
///
/// Subtractions of counts are spelled as wrapping ones, the only ones vectors have; they cannot wrap, because a tally's
/// counts are 0…10⁹ and no more units are held than ordered.
@unsafe
struct LanePass {
  let share: UnsafeRawPointer
  let tolerance: UnsafeRawPointer
  let reciprocal: UnsafeRawPointer
  let ordered: UnsafeRawPointer
  let held: UnsafeRawPointer
  let onHand: UnsafeRawPointer
  let vectors: Int

  /// - Precondition: both hold three columns of `stride` 32-bit numbers, and `stride` is a positive multiple of four.
  @inline(__always)
  init(lanes: UnsafeRawPointer, counts: UnsafeRawPointer, stride: Int) {
    unsafe share = lanes
    unsafe tolerance = lanes + 4 &* stride
    unsafe reciprocal = lanes + 8 &* stride
    unsafe ordered = counts
    unsafe held = counts + 4 &* stride
    unsafe onHand = counts + 8 &* stride
    unsafe vectors = stride &>> 2
  }

  @inline(__always)
  func floats(_ column: UnsafeRawPointer, _ vector: Int) -> SIMD4<Float> {
    unsafe column.loadUnaligned(fromByteOffset: 16 &* vector, as: SIMD4<Float>.self)
  }

  @inline(__always)
  func counts(_ column: UnsafeRawPointer, _ vector: Int) -> SIMD4<Int32> {
    unsafe column.loadUnaligned(fromByteOffset: 16 &* vector, as: SIMD4<Int32>.self)
  }

  /// The field as a whole, or nil when a count reaches the bound.
  @inline(__always)
  func standing() -> Standing? {
    unsafe vectors <= KeyedLanes.mostVectors
      ? keyedStanding()
      : LanePass.chunkedStanding(
        lanes: share, counts: ordered, vectors: vectors)
  }
}

// MARK: Every variant

extension LanePass {
  /// Writes the units available of every variant, or answers nil when a number is too large or nothing bounds some.
  ///
  /// - Parameter mostBundles: how many bundles are within the bounds for every variant.
  @inline(__always)
  func refresh(
    _ target: UnsafeMutablePointer<Int32>, under algorithm: BundleTolerance, mostBundles: Int
  ) -> Standing? {
    guard let standing = unsafe standing() else { return nil }
    let (tightest, next) = (standing.tightestKey, standing.nextTightestKey)
    let bundles = algorithm.permittedBundles(tightest: tightest.rankOrNone, bundlesNeeded: standing.bundlesNeeded)
    guard bundles <= mostBundles else { return nil }
    unsafe fill(target, bundles: Float(bundles))
    if tightest.isRanked {
      let bundles = algorithm.permittedBundles(tightest: next.rankOrNone, bundlesNeeded: standing.bundlesNeeded)
      unsafe target[tightest.position] = available(at: tightest.position, bundles: bundles)
    }
    return standing
  }

  /// `max(0, bundles · b + onHand − ordered)` of one variant, at most 10⁹.
  @inline(__always)
  private func available(at position: Int, bundles: Int) -> Int32 {
    guard bundles <= Quantity.maximum else { return Int32(Quantity.maximum) }
    let share = unsafe share.load(fromByteOffset: 4 &* position, as: Float.self).nearestWhole
    let stock = unsafe Int(onHand.load(fromByteOffset: 4 &* position, as: Int32.self))
    let orders = unsafe Int(ordered.load(fromByteOffset: 4 &* position, as: Int32.self))
    // At most 10⁹ · 2¹⁹ + 2¹⁹: fits.
    return Int32(truncatingIfNeeded: min(max(0, bundles &* share &+ stock &- orders), Quantity.maximum))
  }

  /// Writes `max(0, bundles · b + onHand − ordered)` of every variant.
  ///
  /// Sums are taken on top of 1.5 · 2²³, where a `Float` is a whole number and its bits count by ones: the stock is
  /// below 2¹⁹ either way and the bundles' units below 2²¹, so that the sum stays between 2²³ and 2²⁴.
  @inline(__always)
  func fill(_ target: UnsafeMutablePointer<Int32>, bundles: Float) {
    let target = UnsafeMutableRawPointer(target)
    let bundles = SIMD4<Float>(repeating: bundles)
    var vector = 0
    while unsafe vector < vectors {
      let stock = unsafe counts(onHand, vector) &- counts(ordered, vector)
      // The bits of 1.5 · 2²³ + stock, as in ``SIMD4/shiftedBits``.
      let raised = unsafe unsafeBitCast(stock &+ 0x4B40_0000, to: SIMD4<Float>.self)
      let units = unsafe floats(share, vector) * bundles + raised
      var whole = unsafe unsafeBitCast(units, to: SIMD4<Int32>.self) &- 0x4B40_0000
      whole.replace(with: 0, where: units .< 12_582_912)
      unsafe target.storeBytes(of: whole, toByteOffset: 16 &* vector, as: SIMD4<Int32>.self)
      vector &+= 1
    }
  }
}

// MARK: Lanes

extension SIMD4 where Scalar == Float {
  /// Each rounded to the nearest whole number, of those between −2²² and 2²², as bits that count by ones from
  /// 0x4B40_0000: those of the sum with 1.5 · 2²³, which leaves no room for a fraction.
  @inline(__always)
  var shiftedBits: SIMD4<Int32> { unsafe unsafeBitCast(self + 12_582_912, to: SIMD4<Int32>.self) }

  @inline(__always)
  mutating func lower(to other: Self) { replace(with: other, where: other .< self) }

  @inline(__always)
  mutating func raise(to other: Self) { replace(with: other, where: other .> self) }

  /// The smallest of the four.
  @inline(__always)
  var smallest: Float {
    let low = self[0] < self[2] ? self[0] : self[2]
    let high = self[1] < self[3] ? self[1] : self[3]
    return low < high ? low : high
  }
}

/// B of the largest (firm − ½) / b, which is never a whole number, except that it is 0 when nothing is needed: the
/// number half a place further on rounds to ⌈(firm − ½) / b⌉. (At 0 the tie goes to the even sum, 1.5 · 2²³.)
@inline(__always)
func bundlesNeeded(_ largest: SIMD4<Float>) -> Int {
  let low = largest[0] > largest[2] ? largest[0] : largest[2]
  let high = largest[1] > largest[3] ? largest[1] : largest[3]
  return ((low > high ? low : high) + 0.5).nearestWhole
}

extension Float {
  /// Rounded to the nearest whole number, of those between −2²² and 2²²; as ``SIMD4/shiftedBits``.
  @inline(__always)
  fileprivate var nearestWhole: Int { Int(Int32(bitPattern: (self + 12_582_912).bitPattern) &- 0x4B40_0000) }
}
