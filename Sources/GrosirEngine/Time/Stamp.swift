public import GrosirCore

/// Stamps the context of commands: when, from which seed, and under which identity where the caller brings none.
///
///     let stamp = Stamp()
///     try await engine.execute(command, in: stamp.context(of: tenant, by: actor, command: idempotencyKey))
public struct Stamp<Clock: WallClock, Seeds: SeedSource>: Sendable {
  /// Says what time it is.
  public let clock: Clock

  /// Where seeds and identities come from.
  public let seeds: Seeds

  /// Creates a stamp.
  public init(clock: Clock, seeds: Seeds) {
    self.clock = clock
    self.seeds = seeds
  }

  /// The context of a command that is given now.
  ///
  /// - Parameter command: its identity as its giver knows it; nil for a new one, which cannot be given again.
  public func context(of tenant: TenantID, by actor: ActorID, command: CommandID? = nil) -> Context {
    context(of: tenant, by: actor, command: command, at: clock.now())
  }

  /// The context of a command that is given at an instant.
  func context(of tenant: TenantID, by actor: ActorID, command: CommandID?, at now: Instant) -> Context {
    Context(tenant: tenant, command: command ?? makeCommandID(at: now), actor: actor, now: now, seed: seeds.next())
  }

  private func makeCommandID(at now: Instant) -> CommandID {
    var generator = UUIDv7Generator(randomness: SeedDraws(seeds: seeds))
    return generator.makeIdentifier(at: now)
  }
}

extension Stamp<SystemClock, SystemSeeds> {
  /// A stamp by the system's clock and randomness.
  public init() { self.init(clock: SystemClock(), seeds: SystemSeeds()) }
}
