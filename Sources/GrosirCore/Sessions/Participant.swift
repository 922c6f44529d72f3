/// A buyer's participation in one session.
public enum Participant: Sendable {}

/// The identity of a ``Participant``.
public typealias ParticipantID = Identifier<Participant>
