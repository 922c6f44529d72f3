/// Pseudorandom numbers that follow from a 64-bit seed, the same on every machine and with every compiler.
///
/// The algorithm is SplitMix64 (Steele, Lea and Flood, 2014): a counter that moves by an odd constant, each value of
/// it scrambled. It starts at once from any seed, which matters because every test case has a seed of its own.
///
/// The standard library promises no particular algorithm behind `Int.random(in:using:)`, so a printed seed could mean
/// another case after an upgrade; draw bounded numbers with ``next(upTo:)``. Not for secrets.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  @usableFromInline
  var state: UInt64

  /// Creates the generator of a seed; every seed is as good as any other.
  @inlinable
  public init(seed: UInt64) {
    state = seed
  }

  /// The next 64 bits.
  @inlinable
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SeededGenerator.scrambled(state)
  }

  /// A number from 0 through `bound`, each equally likely.
  ///
  /// The upper half of a double-width product, with the few values drawn again that would favour some results
  /// (Lemire, 2019).
  @inlinable
  public mutating func next(upTo bound: UInt64) -> UInt64 {
    guard bound < .max else { return next() }
    let count = bound + 1
    var product = next().multipliedFullWidth(by: count)
    if product.low < count {
      let unfair = (0 &- count) % count
      while product.low < unfair { product = next().multipliedFullWidth(by: count) }
    }
    return product.high
  }

  /// A number from 0 through `bound`, more often at either end, or small, than in between.
  @usableFromInline
  mutating func nextNearEdges(upTo bound: UInt64) -> UInt64 {
    let near = min(bound, 3)
    switch next() >> 62 {
    case 0: return next(upTo: near)
    case 1: return bound - next(upTo: near)
    case 2: return min(bound, next() >> next(upTo: 63))
    default: return next(upTo: bound)
    }
  }

  /// The bits well mixed; different inputs give different outputs.
  @inlinable
  static func scrambled(_ bits: UInt64) -> UInt64 {
    var mixed = bits
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The seed of a case in the run of a base seed.
  ///
  /// Case 0 has the base seed itself, so that the seed of any case, given as the base, replays that case first.
  package static func seed(ofCase number: Int, base: UInt64) -> UInt64 {
    guard number > 0 else { return base }
    return scrambled(base &+ UInt64(number) &* 0xD1B5_4A32_D192_ED03)
  }

  /// The seed that belongs to a text, such as the name of a property (FNV-1a over its UTF-8, scrambled).
  package static func seed(ofText text: String) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return scrambled(hash)
  }
}
