/// Up to 1 024 variants: each variant's cap and position make one number, and the two smallest of these are kept.
///
/// There is no branch in it and nothing to search for afterwards, which is what counts when there are few variants.
enum KeyedLanes {
  /// The most vectors whose positions fit into a key.
  static let mostVectors = 256

  /// Bits of a key that hold the position.
  static let positionBits: Int32 = 10

  /// Caps are whole numbers from −2¹⁹ to below 2²⁰; a variant without one has this.
  static let uncapped: Int32 = 1 << 20

  /// What is added to caps to make keys positive, and large enough to be the bits of normal numbers: their order as
  /// `Float` is then their order as integers, and the former is what vectors can take the smaller of.
  static let offset: Int32 = 1 << 19 + 1 << 13

  /// The smallest key of a variant without a cap: below 2³¹ − 2²³, from where bits are no numbers.
  static let firstUncapped: Int32 = (uncapped + offset) << positionBits

  /// What the sum of a cap, 0x4B40_0000 and a position in the lowest bits lacks to be a key. Bits that are shifted out
  /// at the top are those of 0x4B40_0000; they are meant to be lost.
  static let correction: Int32 = (offset &- 0x4B40_0000) &<< positionBits
}

extension LanePass {
  /// Finds B and the two tightest variants, first in product order on a tie.
  ///
  /// A cap is ⌊q⌋ with q = (firm + t + ½) / b as computed, which lies at least ¼ / b from every integer, as
  /// ``AllocationLanes`` proves. It is taken as q − ½ rounded to the nearest integer. The subtraction is exact or, where
  /// its result has the larger exponent, off by less than |q| · 2⁻²³, which is below ¼ / b because |q| · b < 2²¹. So
  /// q − ½ lies on the right side of every half, and rounding gives ⌊q⌋.
  @inline(__always)
  func keyedField() -> LaneField? {
    var needed = SIMD4<Float>()
    var magnitude = SIMD4<Int32>()
    var least = SIMD4<Float>(repeating: .infinity)
    var second = least
    var positions = SIMD4<Int32>(0, 1, 2, 3) &+ KeyedLanes.correction
    var vector = 0
    repeat {
      let orders = unsafe counts(ordered, vector)
      let stock = unsafe counts(onHand, vector)
      magnitude |= orders | stock
      let firm = unsafe SIMD4<Float>(orders &- counts(held, vector) &- stock)
      let perBundle = unsafe floats(reciprocal, vector)
      needed.raise(to: (firm - 0.5) * perBundle)
      var caps = unsafe (firm + floats(tolerance, vector)) * perBundle - 0.5
      caps.lower(to: SIMD4(repeating: Float(KeyedLanes.uncapped)))
      // Neither wraps but for the bits mentioned above: a cap and its offset take 21 bits, a position 10.
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
    (least, second) = merged(least, second, least.halvesExchanged, second.halvesExchanged)
    (least, second) = merged(least, second, least.neighboursExchanged, second.neighboursExchanged)
    var field = LaneField()
    field.bundlesNeeded = bundlesNeeded(needed.largest)
    (field.tightest, field.rank) = decoded(least[0])
    (field.nextTightest, field.nextRank) = decoded(second[0])
    return field
  }
}

/// The two smallest of two pairs, each in order.
@inline(__always)
private func merged(
  _ least: SIMD4<Float>, _ second: SIMD4<Float>, _ otherLeast: SIMD4<Float>, _ otherSecond: SIMD4<Float>
) -> (SIMD4<Float>, SIMD4<Float>) {
  var larger = least
  larger.raise(to: otherLeast)
  larger.lower(to: second)
  larger.lower(to: otherSecond)
  var smaller = least
  smaller.lower(to: otherLeast)
  return (smaller, larger)
}

/// The position and the cap of a key, −1 and 0 without a cap.
@inline(__always)
private func decoded(_ ordering: Float) -> (position: Int, rank: Int) {
  let key = Int32(bitPattern: ordering.bitPattern)
  guard key < KeyedLanes.firstUncapped else { return (-1, 0) }
  return (Int(key & (1 << KeyedLanes.positionBits - 1)), Int(key >> KeyedLanes.positionBits - KeyedLanes.offset))
}
