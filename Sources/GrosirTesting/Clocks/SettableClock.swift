public import GrosirCore
public import GrosirEngine

/// A clock that shows what it was set to, and may be set ahead and back.
public final class SettableClock: WallClock {
  private let instant: Guarded<Instant>

  /// Creates a clock.
  public init(at instant: Instant) { self.instant = Guarded(instant) }

  /// What it was set to last.
  public func now() -> Instant { instant.withLock { $0 } }

  /// Sets it.
  public func set(to instant: Instant) { self.instant.withLock { $0 = instant } }

  /// Moves it ahead, or back by a negative timespan; at the ends of time it stops.
  public func advance(by timespan: Timespan) {
    instant.withLock { now in now = now.adding(timespan) ?? (timespan.isNegative ? .earliest : .latest) }
  }
}
