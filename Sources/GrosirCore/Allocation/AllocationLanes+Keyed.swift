/// Up to 512 variants: each variant's cap and position make one number, and the two smallest of these are kept.
///
/// There is no branch in it and nothing to search for afterwards, which is what counts when there are few variants.
enum KeyedLanes {
  /// The most vectors whose positions fit into a key.
  static let mostVectors = 128

  /// Bits of a key that hold the position.
  static let positionBits: Int32 = 9

  /// What is added to caps to make keys positive, and large enough to be the bits of normal numbers: their order as
  /// `Float` is then their order as integers, and the former is what vectors can take the smaller of. The largest cap is
  /// 2²¹, so the largest key is below 2³¹ − 2²³, from where bits are no numbers.
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
  /// ``AllocationLanes`` proves. It is taken as q − ½ rounded to the nearest integer. The subtraction is exact or, where
  /// its result has the larger exponent, off by less than |q| · 2⁻²³, which is below ¼ / b because |q| · b < 2²¹. So
  /// q − ½ lies on the right side of every half, and rounding gives ⌊q⌋.
  @inline(__always)
  func keyedStanding() -> Standing? {
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
    guard !any(magnitude .>= AllocationLanes.bound) else { return nil }
    let two = unsafe twoSmallest(
      unsafeBitCast(least, to: SIMD4<Int32>.self).elements, unsafeBitCast(second, to: SIMD4<Int32>.self).elements)
    return Standing(
      bundlesNeeded: bundlesNeeded(needed), tightest: decoded(two.least), nextTightest: decoded(two.second),
      paidUnits: 0)
  }
}

/// The two smallest of four pairs, each in order.
@inline(__always)
private func twoSmallest(
  _ least: (Int32, Int32, Int32, Int32), _ second: (Int32, Int32, Int32, Int32)
) -> (least: Int32, second: Int32) {
  let left = merged((least.0, second.0), (least.1, second.1))
  let right = merged((least.2, second.2), (least.3, second.3))
  return merged(left, right)
}

/// The two smallest of two pairs, each in order.
@inline(__always)
private func merged(_ left: (least: Int32, second: Int32), _ right: (least: Int32, second: Int32)) -> (
  least: Int32, second: Int32
) {
  (min(left.least, right.least), min(max(left.least, right.least), min(left.second, right.second)))
}

/// The cap and the position of a key.
@inline(__always)
private func decoded(_ key: Int32) -> RankKey {
  guard key < KeyedLanes.firstUncapped else { return .none }
  return RankKey(
    rank: Int(key >> KeyedLanes.positionBits - KeyedLanes.offset),
    position: Int(key & (1 << KeyedLanes.positionBits - 1)))
}
