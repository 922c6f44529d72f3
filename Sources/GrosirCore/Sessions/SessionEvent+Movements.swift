extension SessionEvent {
  /// The money that an event of a session moved, in order (SPEC §9).
  ///
  /// A payment that could not be accepted is posted all the same, and leaves again in the same step.
  public func movements(in session: SessionID) -> [Movement] {
    // What moves does not depend on when.
    entries(in: session, at: .epoch).flatMap { $0.movements }
  }
}
