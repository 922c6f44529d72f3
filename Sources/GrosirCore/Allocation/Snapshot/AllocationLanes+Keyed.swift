/// Up to 512 variants: each variant's cap and position make one number, and the two smallest of these are kept.
///
/// There is no branch in it and nothing to search for afterwards, which is what counts when there are few variants.
enum KeyedLanes {
  /// The most vectors whose positions fit into a key.
  static let mostVectors = 128

  /// Bits of a key that hold the position.
  static let positionBits: Int32 = 9

  /// What is added to caps to make keys positive, and large enough to be the bits of normal numbers.
  ///
  /// Their order as `Float` is then their order as integers, and vectors can take the smaller of two `Float`s. The
  /// largest cap is 2²¹, so the largest key is below 2³¹ − 2²³, from where bits are no numbers.
  static let offset: Int32 = 1 << 19 + 1 << 14

  /// The smallest key of a variant without a cap.
  static let firstUncapped: Int32 = (AllocationLanes.uncapped + offset) << positionBits

  /// What a cap with the bits of 1.5 · 2²³ (0x4B40_0000) before it lacks to be the key of position 0: the offset, less
  /// what remains of those bits once it is shifted.
  static let origin: Int32 = offset << positionBits &- 0x4B40_0000 &<< positionBits
}

extension LanePass {
  /// Finds B and the two tightest variants, first in product order on a tie.
  ///
  /// A cap is ⌊q⌋ with q = (firm + t + ½) / b as computed, which lies at least ¼ / b from every integer, as
  /// ``AllocationLanes`` proves. It is taken as q − ½ rounded to the nearest integer. The subtraction moves it by at
  /// most (|q| + ½) · 2⁻²⁴, which is less than ¼ / b because |q| · b ≤ 2²⁰ + 1 and b < 2¹⁹. So what is rounded lies on
  /// the right side of every half, and is ⌊q⌋ then.
  @inline(__always)
  func keyedStanding() -> Standing? {
    let found = unsafe LanePass.keyed(lanes: share, counts: ordered, vectors: vectors)
    guard !any(found.magnitude .>= AllocationLanes.bound) else { return nil }
    let two = TwoSmallest(found.least[0], found.second[0]).merged(with: TwoSmallest(found.least[2], found.second[2]))
      .merged(
        with: TwoSmallest(found.least[1], found.second[1]).merged(
          with: TwoSmallest(found.least[3], found.second[3])))
    return Standing(
      bundlesNeeded: bundlesNeeded(found.needed), tightest: decoded(Int32(bitPattern: two.least.bitPattern)),
      nextTightest: decoded(Int32(bitPattern: two.second.bitPattern)), paidUnits: 0)
  }

  /// What the lanes found, lane by lane.
  ///
  /// On its own, because the compiler would otherwise split the vectors in the loop into the halves in which they are
  /// combined afterwards.
  @inline(never)
  private static func keyed(lanes: UnsafeRawPointer, counts: UnsafeRawPointer, vectors: Int) -> (
    least: SIMD4<Float>, second: SIMD4<Float>, needed: SIMD4<Float>, magnitude: SIMD4<Int32>
  ) {
    unsafe LanePass(lanes: lanes, counts: counts, stride: 4 &* vectors).keyed()
  }

  @inline(__always)
  private func keyed() -> (
    least: SIMD4<Float>, second: SIMD4<Float>, needed: SIMD4<Float>, magnitude: SIMD4<Int32>
  ) {
    var needed = SIMD4<Float>()
    var magnitude = SIMD4<Int32>()
    var least = SIMD4<Float>(repeating: .infinity)
    var second = least
    var positions = SIMD4<Int32>(0, 1, 2, 3) &+ KeyedLanes.origin
    var vector = 0
    repeat {
      let orders = unsafe counts(ordered, vector)
      let stock = unsafe counts(onHand, vector)
      magnitude |= orders | stock
      let firm = unsafe SIMD4<Float>(orders &- counts(held, vector) &- stock)
      let perBundle = unsafe floats(reciprocal, vector)
      needed.raise(to: (firm - 0.5) * perBundle)
      let caps = unsafe (firm + floats(tolerance, vector)) * perBundle - 0.5
      // What is lost at the top are bits of 1.5 · 2²³: a cap and its offset take 22 bits, a position 9.
      let keys = (caps.shiftedBits &<< KeyedLanes.positionBits) &+ positions
      let ordering = unsafe unsafeBitCast(keys, to: SIMD4<Float>.self)
      var larger = least
      larger.raise(to: ordering)
      second.lower(to: larger)
      least.lower(to: ordering)
      positions &+= 4
      vector &+= 1
    } while unsafe vector < vectors
    return (least, second, needed, magnitude)
  }
}

/// The two smallest of some numbers.
private struct TwoSmallest {
  let least: Float
  let second: Float

  @inline(__always)
  init(_ least: Float, _ second: Float) { (self.least, self.second) = (least, second) }

  @inline(__always)
  func merged(with other: Self) -> Self {
    let larger = least > other.least ? least : other.least
    let seconds = second < other.second ? second : other.second
    return Self(least < other.least ? least : other.least, larger < seconds ? larger : seconds)
  }
}

/// The cap and the position of a key.
@inline(__always)
private func decoded(_ key: Int32) -> RankKey {
  guard key < KeyedLanes.firstUncapped else { return .none }
  return RankKey(
    rank: Int(key >> KeyedLanes.positionBits - KeyedLanes.offset),
    position: Int(key & (1 << KeyedLanes.positionBits - 1)))
}
