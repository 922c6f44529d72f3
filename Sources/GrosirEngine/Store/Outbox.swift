public import GrosirCore

/// Somebody asks for effects to deliver.
public struct LeaseRequest: Sendable, Hashable {
  /// Who asks; for operators who wonder where an effect is.
  public let holder: String

  /// What is due by this instant is asked for.
  public let now: Instant

  /// When the lease expires: from then on somebody else may have the effect.
  public let until: Instant

  /// How many at most.
  public let limit: Int

  /// Creates a request.
  ///
  /// - Precondition: the lease expires after it begins.
  public init(by holder: String, at now: Instant, until: Instant, limit: Int) {
    precondition(until > now, "a lease that lasts")
    self.holder = holder
    self.now = now
    self.until = until
    self.limit = limit
  }
}

/// An effect that was lent out to be delivered.
public struct LeasedEffect: Sendable, Hashable {
  /// Whose effect.
  public let tenant: TenantID

  /// What is asked for.
  public let effect: Effect

  /// The effect's own key, the same in every attempt; no other effect of the tenant has it.
  public let key: String

  /// Which attempt this is, from 1.
  public let attempt: Int

  /// Which lease of the effect this is; it rises with every one.
  public let lease: Int64

  /// Creates a lease.
  public init(_ effect: Effect, key: String, of tenant: TenantID, attempt: Int, lease: Int64) {
    self.tenant = tenant
    self.effect = effect
    self.key = key
    self.attempt = attempt
    self.lease = lease
  }
}

/// What became of an effect that was lent out.
public enum EffectSettlement: Sendable, Hashable {
  /// It was delivered, at an instant.
  case delivered(at: Instant)
  /// It was not, and is due again at an instant.
  case retry(at: Instant)
  /// It is not to be tried again until an operator says so.
  case parked(at: Instant, because: String)
}

/// An effect that waits for an operator.
public struct ParkedEffect: Sendable, Hashable {
  /// Rises in the order in which effects were asked for.
  public let number: Int64

  /// What is asked for.
  public let effect: Effect

  /// Its key; ``GrosirStore/unpark(_:of:dueAt:)`` takes it.
  public let key: String

  /// How often it was tried.
  public let attempts: Int

  /// When it was parked.
  public let parkedAt: Instant

  /// Why.
  public let reason: String

  /// Creates what is told of one.
  public init(
    _ effect: Effect, key: String, number: Int64, attempts: Int, parkedAt: Instant, reason: String
  ) {
    self.number = number
    self.effect = effect
    self.key = key
    self.attempts = attempts
    self.parkedAt = parkedAt
    self.reason = reason
  }
}
