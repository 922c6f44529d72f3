import GrosirCore
import GrosirEngine

/// All there is, of all tenants; used behind a lock.
///
/// One value, not an object: whoever has the lock has all of it, and nothing need check that nobody else does.
struct Memory {
  private(set) var tenants: [TenantID: TenantMemory] = [:]
  private var lastTenant: TenantMemory?
  var schedule = Schedule()
  var outbox = Outbox()
  private var aging = BinaryHeap<Aging>()
  private var ageings: Int64 = 0

  /// Runs a command: answers it again, or decides it and saves what it says.
  mutating func transact(
    _ transaction: Transaction, _ hook: TransactionHook?
  ) throws(StoreError) -> TransactionOutcome {
    let context = transaction.context
    let known = tenant(context.tenant)
    let tenant = known ?? TenantMemory(context.tenant)
    if let given = tenant.answered(context.command) {
      guard given.command.name == transaction.name, given.command.content == transaction.content else {
        return .conflict
      }
      return .answered(given.answer, isRepeated: true)
    }
    var deliberation = Deliberation(of: transaction)
    while true {
      switch try deliberation.next() {
      case .bring: deliberation.bring { tenant.rows.find($0) }
      case .decided(let answer, let changes?):
        try save(transaction, answer, changes, in: tenant, hook)
        if known == nil { tenants[context.tenant] = tenant }
        return .answered(answer, isRepeated: false)
      case .decided(let answer, nil):
        // A refusal changes nothing.
        try save(transaction, answer, Changes(in: context), in: tenant, hook)
        if known == nil { tenants[context.tenant] = tenant }
        return .answered(answer, isRepeated: false)
      }
    }
  }

  /// A tenant, found at once if it is the one that was asked for last.
  mutating func tenant(_ id: TenantID) -> TenantMemory? {
    if let lastTenant, lastTenant.id == id { return lastTenant }
    lastTenant = tenants[id]
    return lastTenant
  }

  /// Saves what was decided; of a refusal that is nothing but itself.
  ///
  /// Whatever can fail comes first; after the last hook nothing can but posting, of which no command decides what is
  /// refused.
  private mutating func save(
    _ transaction: Transaction, _ answer: Answer, _ changes: Changes, in tenant: TenantMemory, _ hook: TransactionHook?
  ) throws(StoreError) {
    if let hook { try hook(.beforeCommit) }
    try tenant.rows.check(changes.rows)
    if let hook { try hook(.whileCommitting) }
    // Posting is all or nothing by itself, and the last that may fail.
    try tenant.rows.money.post(changes.entries)
    tenant.remember(transaction, answer)
    age(.command(transaction.command), from: transaction.context.now)
    for row in changes.rows {
      if let session = tenant.rows.save(row) { schedule.refresh(session, of: tenant.id) }
    }
    changes.forEachEvent { tenant.append($0, in: transaction.context) }
    changes.forEachEffect { outbox.add($0, of: tenant, in: transaction.context) }
  }

  // MARK: Forgetting

  /// What may be forgotten some day.
  enum Ageable {
    case command(any KeptCommand)
    case effect(EffectMemory)
  }

  private struct Aging: Comparable {
    let instant: Instant
    let number: Int64
    let what: Ageable

    static func < (left: Aging, right: Aging) -> Bool {
      (left.instant, left.number) < (right.instant, right.number)
    }

    static func == (left: Aging, right: Aging) -> Bool { left.number == right.number }
  }

  /// Notes from when on something grows old.
  mutating func age(_ what: Ageable, from instant: Instant) {
    ageings += 1
    aging.insert(Aging(instant: instant, number: ageings, what: what))
  }

  /// Forgets what is older than an instant, the oldest first.
  mutating func purge(before instant: Instant, limit: Int) -> Int {
    var count = 0
    while count < limit, let oldest = aging.first, oldest.instant < instant {
      aging.removeFirst()
      count += 1
      switch oldest.what {
      case .command(let command): tenants[command.context.tenant]?.forget(command.context.command)
      case .effect(let effect): tenants[effect.tenant]?.effects.forget(effect)
      }
    }
    return count
  }
}
