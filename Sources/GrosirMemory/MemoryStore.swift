public import GrosirCore
public import GrosirEngine

/// The reference store (SPEC §13): everything in memory, nothing kept when the process ends.
///
/// For tests, simulations and replays, and to read before writing a store of one's own. All of it lies behind one lock,
/// so that transactions run one after the other; a command needs a few microseconds of that.
public final class MemoryStore: GrosirStore {
  private let memory: Guarded<Memory>
  private let hook: TransactionHook?

  /// Creates an empty store.
  ///
  /// - Parameter hook: called at each point of every transaction, to make it fail there.
  public init(hook: TransactionHook? = nil) {
    memory = Guarded(Memory())
    self.hook = hook
  }

  /// Runs a command, once.
  public func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
    if let hook { try hook(.beforeReading) }
    let hook = hook
    let outcome = try memory.withLock { (memory) throws(StoreError) in try memory.transact(transaction, hook) }
    guard let hook else { return outcome }
    do throws(StoreError) {
      try hook(.afterCommit)
    } catch {
      throw .outcomeUnknown(error.details)
    }
    return outcome
  }

  /// What there is now.
  public func look(at reads: [Read], of tenant: TenantID) async throws(StoreError) -> WorkingSet {
    memory.withLock { memory in
      var workingSet = WorkingSet()
      let tenant = memory.tenant(tenant) ?? TenantMemory(tenant)
      workingSet.bring(reads) { tenant.rows.find($0) }
      return workingSet
    }
  }

  /// What is due by an instant, of all tenants.
  ///
  /// - Complexity: O(k log n) for k deadlines and n sessions.
  public func deadlines(dueBy instant: Instant, limit: Int) async throws(StoreError) -> [Deadline] {
    memory.withLock { $0.schedule.deadlines(dueBy: instant, limit: limit) }
  }

  /// Lends out effects to be delivered.
  public func leaseEffects(_ request: LeaseRequest) async throws(StoreError) -> [LeasedEffect] {
    memory.withLock { $0.outbox.lease(request) }
  }

  /// Says what became of an effect that was lent.
  public func settle(
    _ effect: LeasedEffect, as settlement: EffectSettlement
  ) async throws(StoreError) -> Bool {
    memory.withLock { memory in
      guard let effects = memory.tenant(effect.tenant)?.effects,
        let settled = memory.outbox.settle(effect, in: effects, as: settlement)
      else { return false }
      if case .delivered(let instant) = settlement { memory.age(.effect(settled), from: instant) }
      return true
    }
  }

  /// The effects of a tenant that were parked.
  ///
  /// - Complexity: O(n) in the number of the tenant's effects that are not purged yet.
  public func parkedEffects(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [ParkedEffect] {
    memory.withLock { memory in
      guard let effects = memory.tenant(tenant)?.effects else { return [] }
      return memory.outbox.parked(in: effects, after: number, limit: limit)
    }
  }

  /// Lets a parked effect be delivered again.
  public func unpark(_ key: String, of tenant: TenantID, dueAt instant: Instant) async throws(StoreError) -> Bool {
    memory.withLock { memory in
      guard let effects = memory.tenant(tenant)?.effects else { return false }
      return memory.outbox.unpark(key, in: effects, dueAt: instant)
    }
  }

  /// What every account of a tenant holds.
  ///
  /// - Complexity: O(n) in the number of accounts.
  public func balances(of tenant: TenantID) async throws(StoreError) -> JournalBalances {
    memory.withLock { $0.tenant(tenant)?.balances ?? JournalBalances([], after: 0) }
  }

  /// A page of what happened on an account, the last first.
  public func statement(
    of account: Account, in currency: Currency, of tenant: TenantID, from place: Journal.Place?, limit: Int
  ) async throws(StoreError) -> Journal.Statement {
    memory.withLock { memory in
      guard limit > 0, let tenant = memory.tenant(tenant) else { return Journal.Statement(lines: [], next: place) }
      return tenant.rows.money.journal.statement(of: account, in: currency, from: place, limit: limit)
    }
  }

  /// What happened to something, or everything that happened.
  public func events(
    of subject: EventSubject?, in tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [LoggedEvent] {
    memory.withLock { memory in
      memory.tenant(tenant)?.events(of: subject, after: number, limit: limit) ?? []
    }
  }

  /// The commands of a tenant that were refused.
  public func refusals(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [RefusedCommand] {
    memory.withLock { memory in
      guard let tenant = memory.tenant(tenant) else { return [] }
      return tenant.refusals.page(after: number, limit: limit) { $0.number }.map { $0.told }
    }
  }

  /// Forgets commands and delivered effects.
  public func purge(before instant: Instant, limit: Int) async throws(StoreError) -> Int {
    memory.withLock { $0.purge(before: instant, limit: limit) }
  }
}

extension RandomAccessCollection where Index == Int {
  /// Elements after a number, found by halving, since numbers rise.
  func page(after number: Int64, limit: Int, _ numberOf: (Element) -> Int64) -> [Element] {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if numberOf(self[middle]) <= number { low = middle + 1 } else { high = middle }
    }
    return Array(self[low...].prefix(limit))
  }
}
