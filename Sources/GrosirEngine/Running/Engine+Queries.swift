public import GrosirCore

/// Questions are answered as if what has lapsed had been let go already (SPEC §5), whether anybody has done so or not.
extension Engine {
  /// A session as it is at an instant, or nil if there is none.
  ///
  /// What has lapsed by then has been let go; a deadline that has passed has not been met by asking: who needs to know
  /// compares the instant with ``GrosirCore/SessionPlan/closesAt``.
  public func session(
    _ id: SessionID, of tenant: TenantID, at now: Instant
  ) async throws(StoreError) -> GroupSession? {
    try await view(of: id, tenant, at: now, with: []).session
  }

  /// The session that has a code, as it is at an instant.
  public func session(
    withCode code: SessionCode, of tenant: TenantID, at now: Instant
  ) async throws(StoreError) -> GroupSession? {
    let found = try await store.look(at: [.sessionWithCode(code)], of: tenant).session(withCode: code)
    guard let found else { return nil }
    return try await session(found.id, of: tenant, at: now)
  }

  /// A participant as it is at an instant, or nil if there is none.
  public func participant(
    _ id: ParticipantID, of tenant: TenantID, at now: Instant
  ) async throws(StoreError) -> Participant? {
    let read = Read.participant(id)
    guard let found = try await store.look(at: [read], of: tenant).participant(id) else { return nil }
    let view = try await view(of: found.session, tenant, at: now, with: [read])
    return view.changedParticipants[id] ?? view.workingSet.participant(id)
  }

  /// All participants of a session as they are at an instant, in the order in which they joined.
  ///
  /// - Complexity: O(p log p) in their number.
  public func participants(
    of session: SessionID, of tenant: TenantID, at now: Instant
  ) async throws(StoreError) -> [Participant] {
    let read = Read.participants(of: session)
    let view = try await view(of: session, tenant, at: now, with: [read])
    return view.workingSet.participants(read).map { view.changedParticipants[$0.id] ?? $0 }
      .sorted { $0.number < $1.number }
  }

  /// A product in its newest version, or nil if there is none.
  public func product(_ id: ProductID, of tenant: TenantID) async throws(StoreError) -> Product? {
    try await store.look(at: [.product(id)], of: tenant).product(id)
  }

  /// What there is of a session, and what letting go of what has lapsed would make of it.
  ///
  /// Everything is looked at together, again when more is needed, so that it is all of one moment.
  func view(
    of id: SessionID, _ tenant: TenantID, at now: Instant, with reads: [Read]
  ) async throws(StoreError) -> SessionView {
    let command = LapseHolds(id)
    let context = Context(
      tenant: tenant, command: CommandID(literal: "query"), actor: ActorID(literal: "query"), now: now, seed: 0)
    let transaction = Transaction(command, in: context)
    var reads = transaction.reads + reads
    for _ in 0..<Deliberation.mostRounds {
      let workingSet = try await store.look(at: reads, of: tenant)
      switch transaction.decide(workingSet) {
      case .accepted(_, let changes): return SessionView(of: id, workingSet, changes)
      // Nothing lapses in a session that is over, or in none.
      case .refused: return SessionView(of: id, workingSet, nil)
      case .needs(let more): reads += more.filter { !reads.contains($0) }
      }
    }
    throw .defect("a query goes on asking for what it was brought")
  }
}

/// A session as it would be, and whoever of it would change.
struct SessionView {
  let workingSet: WorkingSet
  let session: GroupSession?
  /// What would happen.
  let dueEvents: [DatedEvent]
  let changedParticipants: [ParticipantID: Participant]

  init(of id: SessionID, _ workingSet: WorkingSet, _ changes: Changes?) {
    self.workingSet = workingSet
    var session = workingSet.session(id)
    var changed: [ParticipantID: Participant] = [:]
    for row in changes?.rows ?? [] {
      switch row {
      case .session(let newer): session = newer
      case .participant(let participant): changed[participant.id] = participant
      case .product, .buyer, .payment, .refund, .factory, .location, .purchaseOrder, .stock, .order, .money, .partner:
        break
      }
    }
    self.session = session
    dueEvents = changes?.events ?? []
    changedParticipants = changed
  }
}
