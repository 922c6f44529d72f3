import GrosirCore
import GrosirEngine

/// An effect, and what became of it so far.
final class EffectMemory: TableValue {
  /// Of the command that asked for it; there are many effects, and this is one reference that others hold as well.
  private let context: Context
  let effect: Effect
  let number: Int64
  fileprivate var state = State.waiting
  fileprivate var attempts = 0
  fileprivate var lease: Int64 = 0
  fileprivate var version: Int64 = 0

  fileprivate enum State {
    case waiting
    case lent
    case delivered
    indirect case parked(at: Instant, because: String)
  }

  fileprivate init(_ effect: Effect, in context: Context, number: Int64) {
    self.effect = effect
    self.context = context
    self.number = number
  }

  /// Whose it is.
  var tenant: TenantID { context.tenant }

  /// Made when it is needed, of what the effect has.
  var key: EffectKey { EffectKey(of: effect) }
}

/// An effect's key in its two parts, so that no text need be put together to keep an effect.
struct EffectKey: SeededHashable {
  private let kind: String
  private let identity: String

  /// The key of an effect.
  init(of effect: Effect) { (kind, identity) = effect.keyParts }

  /// A key from its text, or nil for a text that is none.
  init?(_ text: String) {
    // By its bytes: an identity may begin with an accent, which is one character together with what it stands on.
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    (kind, identity) = (String(text[..<slash]), String(text[text.utf8.index(after: slash)...]))
  }

  /// Whether both have the same bytes.
  static func == (left: EffectKey, right: EffectKey) -> Bool {
    left.kind == right.kind && left.identity.holdsTheBytes(of: right.identity)
  }

  /// The hash value of the identity alone: few effects of other kinds share it.
  var seededHash: UInt32 { SeededHash.of(identity) }
}

/// The effects of one tenant that are not purged yet, by their keys.
final class TenantEffects {
  // Behind the lock no two accesses can overlap; to check that would cost as much as an access.
  @exclusivity(unchecked) private var byKey = IdentityTable<EffectMemory>()

  /// Forgets an effect.
  func forget(_ effect: EffectMemory) { _ = unsafe byKey.remove(effect.key) }

  fileprivate func add(_ effect: EffectMemory) -> Bool { unsafe byKey.insert(effect) }

  fileprivate func find(_ key: String) -> EffectMemory? { EffectKey(key).flatMap { unsafe byKey.find($0) } }

  fileprivate func find(_ effect: Effect) -> EffectMemory? { unsafe byKey.find(EffectKey(of: effect)) }

  fileprivate var all: some Sequence<EffectMemory> { unsafe byKey.values }
}

/// Which effects are due, of all tenants.
struct Outbox {
  private var due = BinaryHeap<Due>()
  private var lastNumber: Int64 = 0

  /// That an effect is due; no longer so once the effect's version is another.
  private struct Due: Comparable {
    let instant: Instant
    /// The effect's; here as well, because to ask the effect is to wait for memory that nobody has touched for long.
    let number: Int64
    let effect: EffectMemory
    let version: Int64

    static func < (left: Due, right: Due) -> Bool { (left.instant, left.number) < (right.instant, right.number) }

    static func == (left: Due, right: Due) -> Bool {
      left.effect === right.effect && left.version == right.version
    }
  }

  /// Adds an effect, unless it is there.
  ///
  /// It is due at once.
  mutating func add(_ effect: Effect, of tenant: TenantMemory, in context: Context) {
    let added = EffectMemory(effect, in: context, number: lastNumber + 1)
    guard tenant.effects.add(added) else { return }
    lastNumber += 1
    schedule(added, at: context.now)
  }

  private mutating func schedule(_ effect: EffectMemory, at instant: Instant) {
    effect.version += 1
    due.insert(Due(instant: instant, number: effect.number, effect: effect, version: effect.version))
  }

  /// Lends out what is due.
  mutating func lease(_ request: LeaseRequest) -> [LeasedEffect] {
    var leased: [LeasedEffect] = []
    while leased.count < request.limit, let first = due.first, first.instant <= request.now {
      due.removeFirst()
      let effect = first.effect
      guard effect.version == first.version else { continue }
      effect.state = .lent
      effect.attempts += 1
      effect.lease += 1
      schedule(effect, at: request.until)
      leased.append(
        LeasedEffect(
          effect.effect, key: effect.effect.key, of: effect.tenant, attempt: effect.attempts, lease: effect.lease))
    }
    return leased
  }

  /// Notes what became of an effect; nil if the lease is not its last.
  mutating func settle(
    _ leased: LeasedEffect, in effects: TenantEffects, as settlement: EffectSettlement
  ) -> EffectMemory? {
    guard let effect = effects.find(leased.effect), effect.lease == leased.lease, case .lent = effect.state
    else { return nil }
    switch settlement {
    case .delivered:
      effect.state = .delivered
      effect.version += 1
    case .retry(let instant):
      effect.state = .waiting
      schedule(effect, at: instant)
    case .parked(let instant, let reason):
      effect.state = .parked(at: instant, because: reason)
      effect.version += 1
    }
    return effect
  }

  /// What is parked of a tenant.
  func parked(in effects: TenantEffects, after number: Int64, limit: Int) -> [ParkedEffect] {
    let parked = effects.all.compactMap { effect -> ParkedEffect? in
      guard effect.number > number, case .parked(let instant, let reason) = effect.state else { return nil }
      return ParkedEffect(
        effect.effect, key: effect.effect.key, number: effect.number, attempts: effect.attempts, parkedAt: instant,
        reason: reason)
    }
    return Array(parked.sorted { $0.number < $1.number }.prefix(limit))
  }

  /// Makes a parked effect due again.
  mutating func unpark(_ key: String, in effects: TenantEffects, dueAt instant: Instant) -> Bool {
    guard let effect = effects.find(key), case .parked = effect.state else { return false }
    effect.state = .waiting
    effect.attempts = 0
    schedule(effect, at: instant)
    return true
  }
}
