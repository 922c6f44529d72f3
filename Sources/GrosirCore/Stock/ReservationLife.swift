/// A reservation's time and state, and what may become of it (SPEC §7).
///
/// The functions are the rules, pure and in one place: the ``ReservationBook`` and every store ask them. Each gives the
/// life as it is afterwards, nil where what is asked for has happened already, or throws why it may not happen.
///
/// Expiry is half-open: at exactly `expiresAt` a reservation has expired, swept or not.
public struct ReservationLife: Sendable, Hashable {
  /// When it was made.
  public let madeAt: Instant

  /// When it last changed: was made, extended or ended.
  public let lastInstant: Instant

  /// From when its units are not held any more; nil for never.
  public let expiresAt: Instant?

  /// Where it is.
  public let state: ReservationState

  /// Creates a life as it was kept.
  package init(madeAt: Instant, lastInstant: Instant, expiresAt: Instant?, state: ReservationState) {
    self.madeAt = madeAt
    self.lastInstant = lastInstant
    self.expiresAt = expiresAt
    self.state = state
  }

  /// The life of a reservation that is made now.
  @inline(__always)
  init(madeAt now: Instant, expiresAt: Instant?) {
    self.init(madeAt: now, lastInstant: now, expiresAt: expiresAt, state: .reserved)
  }

  /// Whether it is open although its time is over.
  @inline(__always)
  public func isExpired(at now: Instant) -> Bool {
    guard state == .reserved, let expiresAt else { return false }
    return expiresAt <= now
  }

  /// The life after its units went out.
  ///
  /// - Throws: ``StockError/reservationExpired(at:)``; ``StockError/invalidTransition(from:action:)`` when it was
  ///   released otherwise.
  @inline(__always)
  func consumed(at now: Instant) throws(StockError) -> ReservationLife? {
    switch state {
    case .consumed: return nil
    case .reserved:
      if let expiresAt, expiresAt <= now { throw .reservationExpired(at: expiresAt) }
      return ended(.consumed, at: now)
    case .released: throw refusal(of: .consume)
    }
  }

  /// The life after its units became free.
  ///
  /// One whose time is over ends as expired, whatever the reason given, just as if a sweep had come first.
  ///
  /// - Throws: ``StockError/invalidTransition(from:action:)`` when it was consumed;
  ///   ``StockError/notExpired(expiresAt:)`` when the reason is that it expired, and it has not.
  @inline(__always)
  func released(_ reason: ReleaseReason, at now: Instant) throws(StockError) -> ReservationLife? {
    switch state {
    case .released: return nil
    case .consumed: throw refusal(of: .release)
    case .reserved:
      if isExpired(at: now) { return ended(.released(.expired), at: now) }
      if reason == .expired { throw .notExpired(expiresAt: expiresAt) }
      return ended(.released(reason), at: now)
    }
  }

  /// The life after its time was over, when that is noticed.
  @inline(__always)
  func expired(at now: Instant) -> ReservationLife { ended(.released(.expired), at: now) }

  /// The life after its expiry was moved; nil if it is there already.
  ///
  /// - Throws: ``StockError/reservationExpired(at:)``; ``StockError/invalidTransition(from:action:)`` when it has ended
  ///   otherwise; ``StockError/neverExpires``; ``StockError/beyondLifetime(latest:)``; ``StockError/invalid(_:)`` when
  ///   it would have expired by then.
  func extended(
    to expiry: Instant, at now: Instant, under rules: ReservationRules
  ) throws(StockError) -> ReservationLife? {
    guard state == .reserved else { throw refusal(of: .extend) }
    guard let expiresAt else { throw .neverExpires }
    if expiresAt <= now { throw .reservationExpired(at: expiresAt) }
    let latest = madeAt.adding(rules.maxLifetime) ?? .latest
    guard expiry <= latest else { throw .beyondLifetime(latest: latest) }
    guard expiry > now else {
      throw .invalid([Violation(FieldPath("until"), .outOfRange, "\(expiry.rfc3339) is not after now")])
    }
    guard expiry != expiresAt else { return nil }
    return ReservationLife(madeAt: madeAt, lastInstant: now, expiresAt: expiry, state: .reserved)
  }

  @inline(__always)
  private func ended(_ state: ReservationState, at now: Instant) -> ReservationLife {
    ReservationLife(madeAt: madeAt, lastInstant: now, expiresAt: expiresAt, state: state)
  }

  /// Why a reservation that has ended does not do that.
  private func refusal(of action: ReservationAction) -> StockError {
    if state == .released(.expired), action != .release, let expiresAt { return .reservationExpired(at: expiresAt) }
    return .invalidTransition(from: state, action: action)
  }
}

/// For whom units are held.
public enum ReservationHolder: Sendable, Hashable {
  /// For an order: held, and then consumed or released, whole.
  case order(OrderID)
  /// For a session: what is set aside for it to sell, and then what its buyers are to get; it grows and shrinks.
  case session(SessionID)
}

extension ReservationHolder: Comparable {
  /// Orders before sessions, each in byte order.
  public static func < (left: ReservationHolder, right: ReservationHolder) -> Bool {
    switch (left, right) {
    case (.order(let left), .order(let right)): left < right
    case (.session(let left), .session(let right)): left < right
    case (.order, .session): true
    case (.session, .order): false
    }
  }
}

/// Units of several stock keys that are held together for one order or session (SPEC §7).
public struct Reservation: Sendable, Hashable {
  /// For whom they are held.
  public let holder: ReservationHolder

  /// What is held: each stock key once, in the order in which they were asked for.
  public let lines: [StockLine]

  /// Since when, until when, and what became of it.
  public let life: ReservationLife

  /// Creates a reservation as it was kept.
  package init(holder: ReservationHolder, lines: [StockLine], life: ReservationLife) {
    self.holder = holder
    self.lines = lines
    self.life = life
  }

  /// Whether this one is released before another where both have expired: what expired first first, then by holder.
  ///
  /// The same on every store, so that the same commands leave the same log.
  package func isReleasedBefore(_ other: Reservation) -> Bool {
    let (mine, others) = (life.expiresAt ?? .latest, other.life.expiresAt ?? .latest)
    return mine == others ? holder < other.holder : mine < others
  }
}

/// What came of consuming, releasing or extending a reservation.
public struct ReservationOutcome: Sendable, Hashable {
  /// Where it is now.
  public let state: ReservationState

  /// Whether that is new; false where it was so already, and nothing was done.
  public let isNew: Bool

  /// Creates an outcome.
  package init(_ state: ReservationState, isNew: Bool) {
    self.state = state
    self.isNew = isNew
  }
}
