public import GrosirCore

/// One thing that happened to something: who did what when, and what it was before and after (SPEC §13).
///
/// The audit trail is the event log; this is one line of it. People are named by their identities alone.
public struct HistoryEntry: Sendable, Equatable {
  /// The event's place in the log.
  public let number: Int64
  /// From when it counts.
  public let instant: Instant
  /// When the command was given that it follows from; later for what was noticed only then.
  public let recordedAt: Instant
  /// Who gave that command.
  public let actor: ActorID
  /// Under which identity.
  public let command: CommandID
  /// What happened, by its name: `INVENTORY_RESERVED`.
  public let event: String
  /// Everything there is to know of it.
  public let data: Record
  /// What is otherwise than before, in a fixed order; nothing where it changed nothing that is counted here.
  public let changes: [Change]

  /// One thing that is otherwise than before.
  public struct Change: Sendable, Hashable {
    /// What: `onHand`, `status`, `S.ordered`.
    public let name: String
    /// What it was; null where it was not there.
    public let before: Record
    /// What it is; null where it is not there any more.
    public let after: Record
  }
}

/// Some of what happened to something.
public struct HistoryPage: Sendable, Equatable {
  /// What happened, in order.
  public let entries: [HistoryEntry]

  /// Where the next page begins; nil if there is none.
  public let next: Int64?
}

extension Engine {
  /// A page of what happened to something, with what it was before and after (SPEC §13: `/history/{kind}/{id}`).
  ///
  /// What is told before and after: of a stock its units, limits and status; of a session its state, units and escrow;
  /// of an order and a purchase order their status, money and units; of a wallet what is in it; of a withdrawal its
  /// state; of a factory's or a seller's account its settlements; of a seller their status; of a listing its stock; of
  /// a product and a factory their settings.
  ///
  /// - Parameters:
  ///   - subject: To what.
  ///   - tenant: Whose.
  ///   - number: What comes after this place; zero for the first page.
  ///   - limit: How many at most, 1 or more.
  /// - Complexity: O(e) in the events of the thing up to the end of the page, because what it was follows from them; a
  ///   page of events is held in memory at a time.
  public func history(
    of subject: EventSubject, in tenant: TenantID, after number: Int64 = 0, limit: Int = 100
  ) async throws(StoreError) -> HistoryPage {
    precondition(limit > 0, "a page has entries")
    var state = EntityState(of: subject)
    if number > 0 {
      try await read(subject, of: tenant, after: 0, through: number) { state.apply($0) }
    }
    let page = try await store.events(of: subject, in: tenant, after: number, limit: limit)
    let entries = page.map { logged in
      let before = state.values
      state.apply(logged)
      return HistoryEntry(logged, from: before, to: state.values)
    }
    return HistoryPage(entries: entries, next: page.count < limit ? nil : page.last?.number)
  }
}

extension HistoryEntry {
  fileprivate init(_ logged: LoggedEvent, from before: [Record.Field], to after: [Record.Field]) {
    number = logged.number
    instant = logged.dated.instant
    recordedAt = logged.now
    actor = logged.actor
    command = logged.command
    event = logged.dated.event.name
    data = logged.dated.event.record
    let old = Dictionary(uniqueKeysWithValues: before.map { ($0.name, $0.value) })
    var changes: [Change] = after.compactMap { field in
      let earlier = old[field.name] ?? .null
      return earlier == field.value ? nil : Change(name: field.name, before: earlier, after: field.value)
    }
    let names = Set(after.map { $0.name })
    for field in before where !names.contains(field.name) && field.value != .null {
      changes.append(Change(name: field.name, before: field.value, after: .null))
    }
    self.changes = changes
  }
}

extension HistoryEntry: Recorded {
  /// Everything.
  public var record: Record {
    [
      "number": number.record, "at": instant.record, "recordedAt": recordedAt.record, "by": actor.record,
      "command": command.record, "event": .text(event), "changes": changes.record, "data": data,
    ]
  }
}

extension HistoryEntry.Change: Recorded {
  /// Everything.
  public var record: Record { ["name": .text(name), "before": before, "after": after] }
}
