/// What a command is run in: stamped once, so that running it again gives the same answer (SPEC §2, §13).
///
/// It lies behind one reference, because it is handed on from the engine to the store, the command and the log.
public struct Context: Sendable {
  private let stamped: Stamped

  /// Creates a context.
  public init(tenant: TenantID, command: CommandID, actor: ActorID, now: Instant, seed: UInt64) {
    stamped = Stamped(tenant: tenant, command: command, actor: actor, now: now, seed: seed)
  }

  private final class Stamped: Sendable {
    let tenant: TenantID
    let command: CommandID
    let actor: ActorID
    let now: Instant
    let seed: UInt64

    init(tenant: TenantID, command: CommandID, actor: ActorID, now: Instant, seed: UInt64) {
      self.tenant = tenant
      self.command = command
      self.actor = actor
      self.now = now
      self.seed = seed
    }
  }
}

extension Context {
  /// Whose everything is that the command reads and changes.
  public var tenant: TenantID { stamped.tenant }

  /// The command's identity: the same one again is answered as before, and does nothing.
  public var command: CommandID { stamped.command }

  /// Who gives the command; it stands in the audit trail.
  public var actor: ActorID { stamped.actor }

  /// When it is given.
  ///
  /// A clock may jump back: what a command changes goes by its own last instant where that is later.
  public var now: Instant { stamped.now }

  /// Where the identities come from that the command gives.
  public var seed: UInt64 { stamped.seed }
}

extension Context: Hashable {
  /// Whether both are the same in everything.
  public static func == (left: Self, right: Self) -> Bool {
    left.stamped === right.stamped
      || (left.tenant == right.tenant && left.command == right.command && left.actor == right.actor
        && left.now == right.now && left.seed == right.seed)
  }

  /// Feeds everything to the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(tenant)
    hasher.combine(command)
    hasher.combine(actor)
    hasher.combine(now)
    hasher.combine(seed)
  }
}

/// One request to do something; a subject for ``CommandID`` and nothing else.
public enum CommandRun: Sendable {}

/// The identity of one request, given by whoever makes it: its idempotency key.
public typealias CommandID = Identifier<CommandRun>

/// Whoever gives commands: a person, a service, a job; a subject for ``ActorID`` and nothing else.
public enum CommandActor: Sendable {}

/// The identity of whoever gives commands.
public typealias ActorID = Identifier<CommandActor>

/// Draws the identities that one command gives from the seed in its context.
struct SeededIdentities {
  private var generator: UUIDv7Generator<SplitMix64>
  private let now: Instant

  init(of context: Context) {
    generator = UUIDv7Generator(randomness: SplitMix64(state: context.seed))
    now = context.now
  }

  mutating func next<Subject>() -> Identifier<Subject> { generator.makeIdentifier(at: now) }
}

/// The generator of Steele, Lea and Flood (2014): 64 bits of state, the same numbers for the same seed.
private struct SplitMix64: RandomNumberGenerator, Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    // Wrapping around is what the algorithm does; these are bits, not quantities.
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
