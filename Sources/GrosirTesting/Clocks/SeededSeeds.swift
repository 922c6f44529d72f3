public import GrosirEngine

/// Seeds that follow from one number, the same ones every time.
public final class SeededSeeds: SeedSource {
  private let generator: Guarded<SeededGenerator>

  /// Creates the seeds that follow from a number.
  public init(seed: UInt64) { generator = Guarded(SeededGenerator(seed: seed)) }

  /// The next number.
  public func next() -> UInt64 { generator.withLock { $0.next() } }
}
