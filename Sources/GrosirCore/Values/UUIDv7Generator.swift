/// Makes identifiers that are UUIDs of version 7, each greater than the one before (RFC 9562 §5.7; SPEC §2).
///
/// Within one millisecond it counts: RFC 9562 §6.2, Method 1, a dedicated counter of fixed length. In detail:
///
/// - In a new millisecond the counter of 42 bits starts at a random number whose top bit is zero, so that at least 2⁴¹
///   identifiers fit into every millisecond; then it rises by one each time. The last 32 bits are always random.
/// - When the clock stands still or jumps back, the last millisecond goes on being used, so that the order never
///   breaks.
/// - When the counter is used up, the millisecond is taken one ahead of the clock and the counter starts anew.
/// - An instant before 1970 counts as 1970.
///
/// What it makes is in order and, among generators with good randomness, unique; it is no secret, and who knows one can
/// narrow down the next.
///
///     var generator = UUIDv7Generator(randomness: SystemRandomNumberGenerator())
///     let participant: ParticipantID = generator.makeIdentifier(at: now)
///
/// A copy goes on with the same counter, so copies make identifiers that differ in their random bits only: keep one.
public struct UUIDv7Generator<Randomness: RandomNumberGenerator>: IdentifierGenerator {
  private var randomness: Randomness
  private var last: UUIDv7?

  /// Creates a generator.
  ///
  /// - Parameter randomness: The system's in production, a seeded one in tests and simulations.
  public init(randomness: Randomness) {
    self.init(randomness: randomness, after: nil)
  }

  /// Creates a generator that goes on after a UUID made before.
  package init(randomness: Randomness, after last: UUIDv7?) {
    self.randomness = randomness
    self.last = last
  }

  /// A new UUID, greater than all made before.
  public mutating func makeUUID(at now: Instant) -> UUIDv7 {
    let clock = UInt64(max(0, now.millisecondsSince1970))
    let made = successor(at: clock)
    last = made
    return made
  }

  /// A new UUID's canonical text, greater than all made before.
  public mutating func makeIdentifier<Subject>(at now: Instant) -> Identifier<Subject> {
    Identifier(unchecked: makeUUID(at: now).description)
  }

  private mutating func successor(at clock: UInt64) -> UUIDv7 {
    guard let last, clock <= last.milliseconds else { return first(in: clock) }
    guard last.counter < UUIDv7Generator.largestCounter else { return first(in: last.milliseconds + 1) }
    let bits: UInt64 = randomness.next()
    return UUIDv7(
      milliseconds: last.milliseconds, counter: last.counter + 1, random: UInt32(truncatingIfNeeded: bits))
  }

  private mutating func first(in milliseconds: UInt64) -> UUIDv7 {
    let start: UInt64 = randomness.next()
    let bits: UInt64 = randomness.next()
    return UUIDv7(
      milliseconds: milliseconds, counter: start & (UUIDv7Generator.largestCounter >> 1),
      random: UInt32(truncatingIfNeeded: bits))
  }

  private static var largestCounter: UInt64 { (1 << 42) - 1 }
}

extension UUIDv7Generator: Sendable where Randomness: Sendable {}
