/// For how long units may be held (SPEC §7).
public struct ReservationRules: Sendable, Hashable {
  /// How long a reservation lasts unless it says otherwise; 15 minutes by default.
  public let timeToLive: Timespan

  /// How long after it was made a reservation lasts at most, however often it is extended; 60 minutes by default.
  public let maxLifetime: Timespan

  /// 15 minutes, and 60 at most.
  public static var standard: ReservationRules {
    ReservationRules(unchecked: .minutes(15), maxLifetime: .minutes(60))
  }

  private init(unchecked timeToLive: Timespan, maxLifetime: Timespan) {
    self.timeToLive = timeToLive
    self.maxLifetime = maxLifetime
  }

  /// Creates rules.
  ///
  /// - Throws: ``StockError/invalid(_:)`` unless 0 < `timeToLive` ≤ `maxLifetime`.
  public init(timeToLive: Timespan, maxLifetime: Timespan) throws(StockError) {
    var violations: [Violation] = []
    if timeToLive <= .zero {
      violations.append(Violation(FieldPath("timeToLive"), .outOfRange, "a reservation lasts some time"))
    }
    if timeToLive > maxLifetime {
      violations.append(
        Violation(FieldPath("maxLifetime"), .inconsistent, "\(maxLifetime) is less than \(timeToLive)"))
    }
    guard violations.isEmpty else { throw .invalid(violations) }
    self.init(unchecked: timeToLive, maxLifetime: maxLifetime)
  }

  /// Whether units may be held for a span.
  @inline(__always)
  func allow(_ span: ReservationSpan) -> Bool {
    guard case .lasting(let time) = span else { return true }
    return time > .zero && time <= maxLifetime
  }

  /// What is wrong with a span, if anything.
  func violation(of span: ReservationSpan) -> Violation? {
    if allow(span) { return nil }
    return Violation(
      FieldPath("lasting"), .outOfRange, "a reservation lasts longer than no time and at most \(maxLifetime)")
  }

  /// When a reservation of a valid span that is made now expires; nil for never.
  @inline(__always)
  func expiry(of span: ReservationSpan, madeAt now: Instant) -> Instant? {
    switch span {
    case .standard: now.adding(timeToLive) ?? .latest
    case .lasting(let time): now.adding(time) ?? .latest
    case .untilReleased: nil
    }
  }
}

/// For how long a reservation is meant to last.
public enum ReservationSpan: Sendable, Hashable {
  /// As long as the rules say.
  case standard
  /// So long, at most the rules' `maxLifetime`.
  case lasting(Timespan)
  /// Until somebody consumes or releases it, as for fulfilment and for a session's set-aside.
  case untilReleased
}
