/// Makes new identifiers; injected wherever one is needed, so that a simulation makes the same ones every time
/// (SPEC §2).
///
/// The subject follows from what is asked for:
///
///     let participant: ParticipantID = generator.makeIdentifier(at: now)
///
/// A generator never makes the same identifier twice, for whatever subject.
public protocol IdentifierGenerator {
  /// A new identifier.
  ///
  /// - Parameter now: The current instant, for generators whose identifiers are ordered in time.
  mutating func makeIdentifier<Subject>(at now: Instant) -> Identifier<Subject>
}
