/// Gives numbers that nobody can foretell, or the same ones every time in a test; injected wherever chance matters.
public protocol SeedSource: Sendable {
  /// The next number.
  func next() -> UInt64
}

/// The system's randomness.
public struct SystemSeeds: SeedSource {
  /// Creates a source; they are all the same.
  public init() {}

  /// The next number.
  public func next() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }
}

/// A source of seeds as a generator of random numbers.
struct SeedDraws<Seeds: SeedSource>: RandomNumberGenerator {
  let seeds: Seeds

  mutating func next() -> UInt64 { seeds.next() }
}
