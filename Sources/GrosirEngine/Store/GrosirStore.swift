public import GrosirCore

/// Where everything is kept (SPEC §13): the one port between the engine and a database.
///
/// Whoever implements it promises what the laws in `GrosirTesting` verify; make every suite of a store one loop over
/// them. In short:
///
/// - A transaction takes effect as a whole or not at all, and as if it ran alone.
/// - Nothing of one tenant is found by looking for another's, equal identities included.
/// - What was answered stays the answer, until it is purged.
/// - Instants come from callers. A store reads no clock.
///
/// Only the work for all tenants together (deadlines, the outbox, purging) looks across tenants, and says with each
/// thing whose it is.
public protocol GrosirStore: Sendable {
  // MARK: Commands

  /// Runs a command, once.
  ///
  /// 1. If the tenant has a record of the command's identity: the same name and content give the recorded answer as a
  ///    repeated one; other name or content gives ``TransactionOutcome/conflict``. Nothing changes.
  /// 2. Otherwise bring what the transaction reads, and decide; bring more where that is asked for, and decide again.
  ///    ``Deliberation`` does this, all but the bringing.
  /// 3. Save the rows whole, the events and effects in their order, what the events moved (``DatedEvent/entries``,
  ///    posted by the rules of ``Journal``), and the command with its answer, in one step. Of a refused command only
  ///    the command and its answer are saved.
  ///
  /// A store may decide more than once, for instance after a serialization failure, but with a fresh look each time. An
  /// effect whose key its tenant's outbox holds already is the same one, and is not added again.
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` and nothing has changed; ``StoreError/outcomeUnknown(_:)`` and all or
  ///   nothing has, which running the same transaction again settles; ``StoreError/limitReached(_:)`` and
  ///   ``StoreError/defect(_:)``, and nothing has changed.
  func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome

  /// What there is now, all of one moment, without changing anything.
  ///
  /// Participants who wait come in order of arrival: by ``Participant/paidAt``, then ``Participant/requestedAt``, then
  /// ``Participant/place``. Stocks and reservations come as ``GrosirCore/StockRead`` says. None of those, nor holds
  /// that are due, may cost more for those that are not asked for.
  ///
  /// - Returns: something for every read, if only that there is nothing.
  func look(at reads: [Read], of tenant: TenantID) async throws(StoreError) -> WorkingSet

  // MARK: Deadlines

  /// What is due by an instant, of all tenants, the earliest first.
  ///
  /// Of each session at most two: the earliest hold that awaits payment (``Participant/deadline``), if the session is
  /// open, and what ``GroupSession/nextDeadline`` says. At equal instants holds come first.
  ///
  /// - Complexity: does not grow with the number of participants.
  func deadlines(dueBy instant: Instant, limit: Int) async throws(StoreError) -> [Deadline]

  // MARK: Outbox

  /// Lends out effects to be delivered, each to one holder at a time, the longest due first.
  ///
  /// An effect is due from the `now` of the command that asked for it, then when ``settle(_:as:)`` says so. While it is
  /// lent it is due when the lease expires: its holder may have perished.
  func leaseEffects(_ request: LeaseRequest) async throws(StoreError) -> [LeasedEffect]

  /// Says what became of an effect that was lent.
  ///
  /// - Returns: whether the lease was still the effect's last; if not, somebody else has it or has settled it, and
  ///   nothing has changed. An expired lease that nobody else got is still good.
  func settle(_ effect: LeasedEffect, as settlement: EffectSettlement) async throws(StoreError) -> Bool

  /// The effects of a tenant that were parked, in the order in which they were asked for.
  ///
  /// - Parameter number: those after this ``ParkedEffect/number``; zero for the first page.
  func parkedEffects(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [ParkedEffect]

  /// Lets a parked effect be delivered again from an instant on, its attempts counted anew.
  ///
  /// - Returns: whether there was one parked under that key.
  func unpark(_ key: String, of tenant: TenantID, dueAt instant: Instant) async throws(StoreError) -> Bool

  // MARK: Money

  /// What every account of a tenant holds, all of one moment.
  ///
  /// The journal is what the entries of the tenant's events make of nothing, and nothing else is ever posted.
  func balances(of tenant: TenantID) async throws(StoreError) -> JournalBalances

  /// A page of what happened on an account, the last first, as ``Journal/statement(of:in:from:limit:)`` gives it.
  ///
  /// - Parameters:
  ///   - account: Which.
  ///   - currency: In which currency.
  ///   - tenant: Whose.
  ///   - place: Where to begin: what the page before said. Nil begins with the last posting.
  ///   - limit: How many lines at most.
  /// - Complexity: does not grow with how much was posted.
  func statement(
    of account: Account, in currency: Currency, of tenant: TenantID, from place: Journal.Place?, limit: Int
  ) async throws(StoreError) -> Journal.Statement

  // MARK: History

  /// What happened to something, or everything that happened to a tenant, in order.
  ///
  /// - Parameters:
  ///   - subject: what it is about; nil for everything.
  ///   - tenant: whose.
  ///   - number: those after this ``LoggedEvent/number``; zero for the first page.
  ///   - limit: how many at most.
  func events(
    of subject: EventSubject?, in tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [LoggedEvent]

  /// The commands of a tenant that were refused and are not purged yet, in order.
  ///
  /// - Parameter number: those after this ``RefusedCommand/number``; zero for the first page.
  func refusals(
    of tenant: TenantID, after number: Int64, limit: Int
  ) async throws(StoreError) -> [RefusedCommand]

  /// Forgets commands (answers and refusals) given before an instant, and effects delivered before it.
  ///
  /// A forgotten command is run again if it is given again. Events and parked effects are kept.
  ///
  /// - Parameter limit: how many to forget at most; again until it is fewer.
  /// - Returns: how many were forgotten.
  func purge(before instant: Instant, limit: Int) async throws(StoreError) -> Int
}

extension GrosirStore {
  /// When something is due next, of any tenant; nil if nothing ever is.
  public func nextDeadline() async throws(StoreError) -> Instant? {
    try await deadlines(dueBy: .latest, limit: 1).first?.instant
  }
}
