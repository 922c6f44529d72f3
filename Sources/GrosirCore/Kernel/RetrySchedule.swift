/// When something that failed is tried again: after a while that doubles each time, with jitter, up to a limit
/// (SPEC §8, §13).
///
///     RetrySchedule.standard.delay(afterAttempt: 1, randomness: &generator)   // 0.5 to 1 second
///     RetrySchedule.standard.delay(afterAttempt: 12, randomness: &generator)  // nil: park it
public struct RetrySchedule: Sendable, Hashable {
  /// The longest wait after the first failure.
  public let firstDelay: Timespan

  /// No wait is longer.
  public let longestDelay: Timespan

  /// How often something is tried in all before it is parked, at least once.
  public let attempts: Int

  /// One second at first, an hour at most, twelve attempts.
  public static var standard: RetrySchedule {
    RetrySchedule(firstDelay: .seconds(1), longestDelay: .hours(1), attempts: 12)
  }

  /// Creates a schedule.
  ///
  /// - Precondition: the delays are positive and in order, and there is at least one attempt.
  public init(firstDelay: Timespan, longestDelay: Timespan, attempts: Int) {
    precondition(firstDelay > .zero && firstDelay <= longestDelay && attempts >= 1, "a schedule that leads somewhere")
    self.firstDelay = firstDelay
    self.longestDelay = longestDelay
    self.attempts = attempts
  }

  /// How long to wait after so many failed attempts, or nil if that was the last.
  ///
  /// Between half of the doubled delay and all of it, so that what failed together does not come back together.
  ///
  /// - Precondition: at least one attempt was made.
  public func delay(afterAttempt attempt: Int, randomness: inout some RandomNumberGenerator) -> Timespan? {
    precondition(attempt >= 1, "attempts are counted from one")
    guard attempt < attempts else { return nil }
    var delay = firstDelay.milliseconds
    for _ in 1..<attempt {
      guard let doubled = delay.checkedMultiplied(by: 2), doubled < longestDelay.milliseconds else {
        delay = longestDelay.milliseconds
        break
      }
      delay = doubled
    }
    let half = delay / 2
    return Timespan(unchecked: half + Int64.random(in: 0...(delay - half), using: &randomness))
  }
}
