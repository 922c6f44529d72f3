public import GrosirCore

/// What a tick did.
public struct TickReport: Sendable, Hashable {
  /// What became of each deadline that was due, in order.
  public internal(set) var met: [MetDeadline] = []

  /// When something is due next, as things stand after the tick; nil if nothing ever is.
  public internal(set) var nextNeeded: Instant?

  /// How long to wait until the next tick.
  ///
  /// What is due still is tried at once if this tick got anywhere, and after the longest pause if not.
  func pause(at now: Instant, longest: Timespan) -> Timespan {
    guard let nextNeeded else { return longest }
    if nextNeeded > now { return min(longest, nextNeeded.timespan(since: now)) }
    return met.contains { $0.fate == .met } ? .zero : longest
  }
}

/// Why what was to be done at a deadline cannot be done any more.
public enum DeadlineRefusal: Sendable, Hashable {
  /// The session does not allow it.
  case session(SessionError)
  /// The session awaits no goods.
  case fulfilment(FulfilmentError)
}

/// A deadline, and what became of it.
public struct MetDeadline: Sendable, Hashable {
  /// The deadline.
  public let deadline: Deadline

  /// What became of it.
  public let fate: Fate

  /// What became of a deadline.
  public enum Fate: Sendable, Hashable {
    /// What was to be done is done.
    case met
    /// Somebody else had done it before, or was doing it.
    case metAlready
    /// It cannot be done any more, because something else was faster: an operator cancelled the session, perhaps.
    case refused(DeadlineRefusal)
    /// The store did not do it; it will be due again.
    case failed(StoreError)

    /// Whether giving the same command again would be answered the same, without anything happening.
    var isAnswerOfBefore: Bool {
      switch self {
      case .metAlready, .refused: true
      case .met, .failed: false
      }
    }
  }
}
