import GrosirCore
import GrosirEngine

extension SQLWriter {
  // MARK: Saying

  /// Saves what was decided: the command with its answer, and of an accepted one all that changes.
  ///
  /// What may be refused comes first, so that mostly nothing has to be undone.
  func save(
    _ transaction: Transaction, _ answer: Answer, _ changes: Changes?, _ hook: TransactionHook?
  ) throws(WorkFailure) {
    let tenant = transaction.context.tenant
    if let hook { try WorkFailure.refusable { () throws(StoreError) in try hook(.beforeCommit) } }
    var counters = try WorkFailure.database { () throws(SQLFailure) in try self.counters(of: tenant) }
    var posting = JournalPosting(counters)
    for event in changes?.events ?? [] {
      for entry in event.entries {
        try posting.add(entry) { reference throws(SQLFailure) in
          try self.entry(reference, tenant)
        } find: { account, currency throws(SQLFailure) in
          try self.account(account, currency, tenant)
        }
      }
    }
    hasBegunToSave = true
    posting.save(on: self, tenant, &counters)
    save(transaction, answer, &counters)
    if let changes { save(changes, transaction.context, &counters) }
    setCounters(counters, of: tenant)
    if let hook {
      try WorkFailure.database { () throws(SQLFailure) in try flush() }
      try WorkFailure.refusable { () throws(StoreError) in try hook(.whileCommitting) }
    }
  }

  /// Saves a command with its answer.
  private func save(_ transaction: Transaction, _ answer: Answer, _ counters: inout TenantCounters) {
    let context = transaction.context
    var (word, refusal) = ("accepted", SQLValue.null)
    let record: Record
    switch answer {
    case .accepted(let receipt): record = receipt.record
    case .refused(let reason):
      record = reason.record
      (word, refusal) = ("refused", .integer(counters.takeRefusal()))
    }
    let (content, receipt) = (RecordText.print(transaction.content), RecordText.print(record))
    unsaved.addedCommands.append([
      context.tenant.value, context.command.value, .text(transaction.name), context.actor.value,
      .instant(context.now), .integer(Int64(bitPattern: context.seed)), .text(word), refusal,
      .integer(StoredVersions.answer), .text(content), .text(receipt),
    ])
    remember(
      context.command, [.text(transaction.name), .text(content), .text(word), .text(receipt)], context.tenant)
  }

  /// Saves rows, events and effects.
  private func save(_ changes: Changes, _ context: Context, _ counters: inout TenantCounters) {
    for row in changes.rows { save(row, context.tenant) }
    for dated in changes.events { append(dated, counters.takeEvent(), context) }
    for effect in changes.effects {
      unsaved.addedEffects.append([
        context.tenant.value, .text(effect.key), .text(effect.name), .text("waiting"), .instant(context.now),
        .integer(0), .integer(0), .text(RecordText.print(effect.stored)),
      ])
    }
  }

  private func save(_ row: Row, _ tenant: TenantID) {
    let key = RowKey(tenant: tenant, read: row.reads[0])
    let known = remembered(key)
    noteEnds(of: row, known: known, tenant)
    unsaved.save(row, as: key, earlier: known)
    remember(row, tenant)
  }

  private func append(_ dated: DatedEvent, _ number: Int64, _ context: Context) {
    unsaved.addedEvents.append([
      context.tenant.value, .integer(number), .text(dated.event.name), .instant(dated.instant),
      context.command.value, context.actor.value, .instant(context.now),
      .integer(Int64(bitPattern: context.seed)), .text(RecordText.print(dated.stored)),
    ])
    // An event may name the same twice.
    var subjects: [EventSubject] = []
    dated.event.forEachSubject { if !subjects.contains($0) { subjects.append($0) } }
    for subject in subjects {
      unsaved.addedSubjects.append([
        context.tenant.value, .text(subject.kind.rawValue), .text(subject.keptID), .integer(number),
      ])
    }
  }

  // MARK: Telling

  /// Tells the database what commands have said, as far as it has not been told; what is asked of it then takes that
  /// into account.
  func flush() throws(SQLFailure) {
    guard !unsaved.isEmpty else { return }
    let unsaved = self.unsaved
    self.unsaved = UnsavedWrites()
    try write(unsaved.rows)
    try writeMoney(of: unsaved)
    try connection.insert(CommandStatements.add, unsaved.addedCommands)
    try connection.insert(EventStatements.add, unsaved.addedEvents)
    try connection.insert(EventStatements.addSubject, unsaved.addedSubjects)
    try connection.insert(OutboxStatements.add, unsaved.addedEffects)
    for unsaved in unsaved.rows {
      if case .session(let session) = unsaved.row { try schedule(session, unsaved.tenant) }
    }
  }

  private func writeMoney(of unsaved: UnsavedWrites) throws(SQLFailure) {
    for account in unsaved.accounts {
      let (place, state) = (account.key.identity, account.state)
      let (balance, last) = (SQLValue.integer(state.balance), SQLValue.instant(state.lastInstant))
      if account.isNew {
        try connection.write(
          JournalStatements.addAccount,
          [
            account.key.tenant.value, .integer(state.number), .text(place.account.name),
            .text(place.account.owner ?? ""), .text(place.currency.code), balance, last,
          ])
      } else {
        try connection.write(
          JournalStatements.changeAccount, [balance, last, account.key.tenant.value, .integer(state.number)])
      }
    }
    try connection.insert(JournalStatements.addEntry, unsaved.addedEntries)
    try connection.insert(JournalStatements.addPosting, unsaved.addedPostings)
  }

  // MARK: Deadlines

  /// Notes when something is due of a session that was saved.
  private func schedule(_ session: GroupSession, _ tenant: TenantID) throws(SQLFailure) {
    let hold = session.state.isOpen ? try firstLapse(in: session.id, tenant) : nil
    try set(
      hold.map { KeptDeadline(rank: Deadline.Kind.lapseHolds.storedRank, instant: $0) },
      in: TenantKey(tenant: tenant, identity: DeadlineSlot(session: session.id, name: "holds")))
    try set(
      session.nextDeadline.map {
        KeptDeadline(rank: Deadline.Kind($0.action).storedRank, instant: $0.instant.millisecondsSince1970)
      }, in: TenantKey(tenant: tenant, identity: DeadlineSlot(session: session.id, name: "session")))
  }

  private func set(_ deadline: KeptDeadline?, in key: TenantKey<DeadlineSlot>) throws(SQLFailure) {
    if let known = deadlines.find(key), known == deadline { return }
    let place: [SQLValue] = [key.tenant.value, key.identity.session.value, .text(key.identity.name)]
    if let deadline {
      try connection.write(DeadlineStatements.set, place + [.integer(deadline.rank), .integer(deadline.instant)])
    } else {
      try connection.write(DeadlineStatements.remove, place)
    }
    deadlines.set(deadline, of: key)
  }
}

/// One of the two deadlines that are kept of a session.
struct DeadlineSlot: Hashable, Sendable {
  let session: SessionID
  let name: String
}

/// A deadline as it is kept.
struct KeptDeadline: Equatable, Sendable {
  let rank: Int64
  let instant: Int64
}

/// In which version of their form things are stored; it rises when a form changes, and earlier ones stay readable.
enum StoredVersions {
  /// Of commands' contents, receipts and refusals.
  static let answer: Int64 = 1
}

extension Deadline.Kind {
  /// Its place among deadlines of one instant, as it is kept.
  var storedRank: Int64 {
    switch self {
    case .lapseHolds: 0
    case .announceNearExpiry: 1
    case .close: 2
    case .reportOverdue: 3
    }
  }
}

extension EventSubject {
  /// Its identity as it is kept: parts joined by strokes, those within them written `%2F`, so that no two subjects of a
  /// kind have the same.
  var keptID: String {
    switch self {
    case .stock(let key): EventSubject.joined(key.owner.text, key.location.text, key.variant.text)
    case .listing(let key): EventSubject.joined(key.reseller.text, key.variant.text)
    default: id
    }
  }

  private static func joined(_ parts: String...) -> String {
    parts.map { part in
      guard part.utf8.contains(UInt8(ascii: "/")) || part.utf8.contains(UInt8(ascii: "%")) else { return part }
      var escaped = ""
      for scalar in part.unicodeScalars {
        switch scalar {
        case "/": escaped += "%2F"
        case "%": escaped += "%25"
        default: escaped.unicodeScalars.append(scalar)
        }
      }
      return escaped
    }.joined(separator: "/")
  }
}

/// The statements about events.
enum EventStatements {
  static let add = SQLInsertion(
    into: "events",
    [
      .init("tenant", .text), .init("number", .integer), .init("name", .text), .init("happened_at", .instant),
      .init("command", .text), .init("actor", .text), .init("given_at", .instant), .init("seed", .integer),
      .init("data", .document),
    ])
  static let addSubject = SQLInsertion(
    into: "event_subjects",
    [.init("tenant", .text), .init("kind", .text), .init("subject", .text), .init("number", .integer)])
  static let all = SQLStatement(
    """
    SELECT number, command, actor, given_at, seed, data FROM events
    WHERE tenant = $1 AND number > $2 ORDER BY number LIMIT $3
    """)
  static let ofSubject = SQLStatement(
    """
    SELECT e.number, e.command, e.actor, e.given_at, e.seed, e.data FROM event_subjects s
    JOIN events e ON e.tenant = s.tenant AND e.number = s.number
    WHERE s.tenant = $1 AND s.kind = $2 AND s.subject = $3 AND s.number > $4 ORDER BY s.number LIMIT $5
    """)
}

/// The statements about deadlines.
enum DeadlineStatements {
  static let set = SQLStatement(
    """
    INSERT INTO deadlines (tenant, session, slot, rank, due_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (tenant, session, slot) DO UPDATE SET rank = excluded.rank, due_at = excluded.due_at
      WHERE deadlines.rank <> excluded.rank OR deadlines.due_at <> excluded.due_at
    """)
  static let remove = SQLStatement("DELETE FROM deadlines WHERE tenant = $1 AND session = $2 AND slot = $3")
  static let due = SQLStatement(
    """
    SELECT tenant, session, rank, due_at FROM deadlines WHERE due_at <= $1
    ORDER BY due_at, rank, tenant, session LIMIT $2
    """)
}

/// The statements about commands.
enum CommandStatements {
  static let find = SQLStatement(
    "SELECT name, content, answer, receipt FROM commands WHERE tenant = $1 AND command = $2")
  static let add = SQLInsertion(
    into: "commands",
    [
      .init("tenant", .text), .init("command", .text), .init("name", .text), .init("actor", .text),
      .init("given_at", .instant), .init("seed", .integer), .init("answer", .text), .init("refusal", .integer),
      .init("version", .integer), .init("content", .document), .init("receipt", .document),
    ])
  static let refusals = SQLStatement(
    """
    SELECT refusal, command, actor, given_at, seed, name, content, receipt FROM commands
    WHERE tenant = $1 AND refusal > $2 AND refusal IS NOT NULL ORDER BY refusal LIMIT $3
    """)
}
