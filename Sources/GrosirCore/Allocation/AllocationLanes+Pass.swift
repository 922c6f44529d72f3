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
  func field() -> LaneField? {
    unsafe vectors <= KeyedLanes.mostVectors ? keyedField() : chunkedField()
  }
}

/// What one walk finds: B, and the positions and caps of the two tightest variants, −1 for one that there is not.
struct LaneField {
  var bundlesNeeded = 0
  var tightest = -1
  var rank = 0
  var nextTightest = -1
  var nextRank = 0

  /// The same as the field's standing.
  @inline(__always)
  var standing: Standing {
    Standing(
      bundlesNeeded: bundlesNeeded,
      tightest: tightest < 0 ? nil : Standing.Ranked(position: tightest, rank: rank),
      nextTightest: nextTightest < 0 ? nil : Standing.Ranked(position: nextTightest, rank: nextRank), paidUnits: 0)
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
    guard let standing = unsafe field()?.standing,
      let bundles = algorithm.permittedBundles(tightest: standing.tightest?.rank, in: standing),
      bundles <= mostBundles
    else { return nil }
    unsafe fill(target, bundles: Float(bundles))
    if let position = standing.tightest?.position {
      unsafe target[position] = available(
        at: position, bundles: algorithm.permittedBundles(tightest: standing.nextTightest?.rank, in: standing))
    }
    return standing
  }

  /// `max(0, bundles · b + onHand − ordered)` of one variant, at most 10⁹.
  @inline(__always)
  private func available(at position: Int, bundles: Int?) -> Int32 {
    guard let bundles else { return Int32(Quantity.maximum) }
    let share = unsafe Int(share.load(fromByteOffset: 4 * position, as: Float.self))
    let stock = unsafe Int(onHand.load(fromByteOffset: 4 * position, as: Int32.self))
    let orders = unsafe Int(ordered.load(fromByteOffset: 4 * position, as: Int32.self))
    // At most 10⁹ · 2¹⁹ + 2¹⁹: fits.
    return Int32(truncatingIfNeeded: min(max(0, bundles * share + stock - orders), Quantity.maximum))
  }

  /// Writes `max(0, bundles · b + onHand − ordered)` of every variant.
  @inline(__always)
  func fill(_ target: UnsafeMutablePointer<Int32>, bundles: Float) {
    let target = UnsafeMutableRawPointer(target)
    let bundles = SIMD4<Float>(repeating: bundles)
    var vector = 0
    while unsafe vector < vectors {
      let stock = unsafe counts(onHand, vector) &- counts(ordered, vector)
      var units = unsafe floats(share, vector) * bundles + SIMD4<Float>(stock)
      units.replace(with: 0, where: units .< 0)
      unsafe target.storeBytes(of: units.nearestWhole, toByteOffset: 16 &* vector, as: SIMD4<Int32>.self)
      vector &+= 1
    }
  }
}

// MARK: Lanes

extension SIMD4 where Scalar == Float {
  /// Each rounded to the nearest whole number, of those between −2²² and 2²²: added to 1.5 · 2²³, which leaves no room
  /// for a fraction, the number's bits stand in the lowest places of the sum.
  @inline(__always)
  var nearestWhole: SIMD4<Int32> { shiftedBits &- 0x4B40_0000 }

  /// ``nearestWhole`` plus the bits of 1.5 · 2²³, which are 0x4B40_0000.
  @inline(__always)
  var shiftedBits: SIMD4<Int32> { unsafe unsafeBitCast(self + 12_582_912, to: SIMD4<Int32>.self) }

  @inline(__always)
  mutating func lower(to other: Self) { replace(with: other, where: other .< self) }

  @inline(__always)
  mutating func raise(to other: Self) { replace(with: other, where: other .> self) }

  /// The two halves exchanged.
  @inline(__always)
  var halvesExchanged: Self { Self(self[2], self[3], self[0], self[1]) }

  /// The neighbours exchanged.
  @inline(__always)
  var neighboursExchanged: Self { Self(self[1], self[0], self[3], self[2]) }

  /// The largest of the four.
  @inline(__always)
  var largest: Float {
    var largest = self
    largest.raise(to: halvesExchanged)
    largest.raise(to: largest.neighboursExchanged)
    return largest[0]
  }

  /// The smallest of the four.
  @inline(__always)
  var smallest: Float {
    var smallest = self
    smallest.lower(to: halvesExchanged)
    smallest.lower(to: smallest.neighboursExchanged)
    return smallest[0]
  }
}

/// ⌈value⌉ of the largest (firm − ½) / b, or 0 when it is 0: never another whole number, so that the number half a place
/// further on rounds to it. (At 0 the tie goes to the even sum, 1.5 · 2²³.)
@inline(__always)
func bundlesNeeded(_ largest: Float) -> Int {
  Int(Int32(bitPattern: (largest + 0.5 + 12_582_912).bitPattern) &- 0x4B40_0000)
}
