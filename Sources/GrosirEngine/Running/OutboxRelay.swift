public import GrosirCore

/// Takes effects from the outbox to whoever does them (SPEC §13): at least once, until it works or has to be parked.
///
/// There may be several relays for one store; an effect is lent to one at a time. A relay that perishes leaves its
/// effects behind, and when their lease expires another gets them. So may it if a delivery outlasts the lease: choose
/// ``leaseTime`` longer than a batch can take.
public struct OutboxRelay<Store: GrosirStore, Handler: EffectHandler, Seeds: SeedSource>: Sendable {
  private let store: Store
  private let handler: Handler
  private let seeds: Seeds

  /// The relay's name, for operators who wonder where an effect is.
  public let holder: String

  /// When what failed is tried again, and when it is parked.
  public let schedule: RetrySchedule

  /// How long a batch of effects is lent.
  public let leaseTime: Timespan

  /// Creates a relay.
  ///
  /// - Parameter seeds: where jitter comes from.
  /// - Precondition: the lease time is positive.
  public init(
    _ store: Store, to handler: Handler, holder: String, schedule: RetrySchedule = .standard,
    leaseTime: Timespan = .minutes(5), seeds: Seeds
  ) {
    precondition(leaseTime > .zero, "a lease that lasts")
    self.store = store
    self.handler = handler
    self.holder = holder
    self.schedule = schedule
    self.leaseTime = leaseTime
    self.seeds = seeds
  }

  /// Delivers what is due by an instant, one after the other, the longest due first.
  ///
  /// - Parameter limit: how many at most.
  /// - Throws: ``StoreError`` when nothing could be leased. What cannot be settled is counted as lost: it will be
  ///   delivered again.
  public func deliverDue(at now: Instant, limit: Int) async throws(StoreError) -> RelayReport {
    let until = now.adding(leaseTime) ?? .latest
    guard until > now else { return RelayReport() }
    let leased = try await store.leaseEffects(LeaseRequest(by: holder, at: now, until: until, limit: limit))
    var report = RelayReport()
    for effect in leased {
      // Whoever had it before did not come back to say what became of it.
      let delivery =
        effect.attempt <= schedule.attempts
        ? await handler.deliver(effect)
        : .rejected(because: "begun \(effect.attempt - 1) times, and nobody said what became of it")
      let settlement = settlement(of: effect, delivery, at: now)
      report.count(settlement, isSettled: await settle(effect, as: settlement))
    }
    return report
  }

  /// Delivers for ever: batch by batch while there is something, then after a pause.
  ///
  /// - Parameters:
  ///   - batch: how many effects are lent at once.
  ///   - pause: how long to wait when nothing is due, or the store failed.
  ///   - report: told of every batch, or of its failure.
  ///   - sleep: waits so long; it ends the loop by throwing, as a task's sleep does when the task is cancelled.
  public func run<Stop: Error>(
    clock: some WallClock, batch: Int = 16, pause: Timespan = .seconds(1),
    report: (Result<RelayReport, StoreError>) -> Void = { _ in }, sleep: (Timespan) async throws(Stop) -> Void
  ) async throws(Stop) {
    precondition(batch > 0 && pause > .zero, "a loop that gets on and rests")
    while true {
      var rest = pause
      do throws(StoreError) {
        let relayed = try await deliverDue(at: clock.now(), limit: batch)
        report(.success(relayed))
        if relayed.total == batch, relayed.lost == 0 { rest = .zero }
      } catch {
        report(.failure(error))
      }
      try await sleep(rest)
    }
  }

  /// What is to become of an effect after an attempt to deliver it.
  private func settlement(of effect: LeasedEffect, _ delivery: Delivery, at now: Instant) -> EffectSettlement {
    switch delivery {
    case .delivered: return .delivered(at: now)
    case .rejected(let reason): return .parked(at: now, because: reason)
    case .failed(let reason):
      var draws = SeedDraws(seeds: seeds)
      guard let delay = schedule.delay(afterAttempt: effect.attempt, randomness: &draws) else {
        return .parked(at: now, because: reason)
      }
      return .retry(at: now.adding(delay) ?? .latest)
    }
  }

  private func settle(_ effect: LeasedEffect, as settlement: EffectSettlement) async -> Bool {
    do throws(StoreError) {
      return try await store.settle(effect, as: settlement)
    } catch {
      return false
    }
  }
}

/// What became of a batch of effects.
public struct RelayReport: Sendable, Hashable {
  /// How many were delivered.
  public internal(set) var delivered = 0
  /// How many failed and are due again later.
  public internal(set) var retried = 0
  /// How many were parked.
  public internal(set) var parked = 0
  /// How many the store did not let settle: their lease went to somebody else, or the store failed.
  public internal(set) var lost = 0

  /// All of them.
  public var total: Int { delivered + retried + parked + lost }

  fileprivate mutating func count(_ settlement: EffectSettlement, isSettled: Bool) {
    guard isSettled else {
      lost += 1
      return
    }
    switch settlement {
    case .delivered: delivered += 1
    case .retry: retried += 1
    case .parked: parked += 1
    }
  }
}
