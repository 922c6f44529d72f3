import GrosirCore
import GrosirEngine

extension SQLWriter {
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
          try reader.journal.entry(reference, tenant)
        } find: { account, currency throws(SQLFailure) in
          try self.account(account, currency, tenant)
        }
      }
    }
    hasBegunToSave = true
    try WorkFailure.database { () throws(SQLFailure) in
      try posting.write(tenant, &counters, on: connection) { remember($0, $1, $2, tenant) }
      try save(transaction, answer, &counters)
      if let changes { try save(changes, transaction.context, &counters) }
      setCounters(counters, of: tenant)
    }
    if let hook { try WorkFailure.refusable { () throws(StoreError) in try hook(.whileCommitting) } }
  }

  /// Saves a command with its answer.
  private func save(
    _ transaction: Transaction, _ answer: Answer, _ counters: inout TenantCounters
  ) throws(SQLFailure) {
    let context = transaction.context
    var (word, refusal) = ("accepted", SQLValue.null)
    let record: Record
    switch answer {
    case .accepted(let receipt): record = receipt
    case .refused(let reason):
      record = reason
      (word, refusal) = ("refused", .integer(counters.takeRefusal()))
    }
    try connection.run(
      CommandStatements.add,
      [
        context.tenant.value, context.command.value, .text(transaction.name), context.actor.value,
        .instant(context.now), .integer(Int64(bitPattern: context.seed)), .text(word), refusal,
        .integer(StoredVersions.answer), .text(RecordText.print(transaction.content)),
        .text(RecordText.print(record)),
      ])
  }

  /// Saves rows, events and effects.
  private func save(
    _ changes: Changes, _ context: Context, _ counters: inout TenantCounters
  ) throws(SQLFailure) {
    for row in changes.rows { try save(row, context.tenant) }
    for case .session(let session) in changes.rows { try schedule(session, context.tenant) }
    for dated in changes.events { try append(dated, counters.takeEvent(), context) }
    for effect in changes.effects { try add(effect, context) }
  }

  // MARK: Events

  private func append(_ dated: DatedEvent, _ number: Int64, _ context: Context) throws(SQLFailure) {
    try connection.run(
      EventStatements.add,
      [
        context.tenant.value, .integer(number), .text(dated.event.name), .instant(dated.instant),
        context.command.value, context.actor.value, .instant(context.now),
        .integer(Int64(bitPattern: context.seed)), .text(RecordText.print(dated.stored)),
      ])
    var subjects: [EventSubject] = []
    dated.event.forEachSubject { subjects.append($0) }
    for subject in subjects {
      try connection.run(
        EventStatements.addSubject,
        [context.tenant.value, .text(subject.kind.rawValue), .text(subject.keptID), .integer(number)])
    }
  }

  // MARK: Deadlines

  /// Notes when something is due of a session that was saved.
  private func schedule(_ session: GroupSession, _ tenant: TenantID) throws(SQLFailure) {
    let key: [SQLValue] = [tenant.value, session.id.value]
    var hold: Int64?
    if session.state.isOpen { hold = try connection.row(SessionQueries.earliestHold, key)?[0].integer }
    let next = session.nextDeadline
    try set(
      hold.map { KeptDeadline(rank: Deadline.Kind.lapseHolds.storedRank, instant: $0) },
      in: DeadlineKey(tenant: tenant, session: session.id, slot: "holds"))
    try set(
      next.map {
        KeptDeadline(rank: Deadline.Kind($0.action).storedRank, instant: $0.instant.millisecondsSince1970)
      }, in: DeadlineKey(tenant: tenant, session: session.id, slot: "session"))
  }

  private func set(_ deadline: KeptDeadline?, in key: DeadlineKey) throws(SQLFailure) {
    if let known = deadlines.find(key), known == deadline { return }
    let place: [SQLValue] = [key.tenant.value, key.session.value, .text(key.slot)]
    if let deadline {
      try connection.run(DeadlineStatements.set, place + [.integer(deadline.rank), .integer(deadline.instant)])
    } else {
      try connection.run(DeadlineStatements.remove, place)
    }
    deadlines.set(deadline, of: key)
  }
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
  static let add = SQLStatement(
    """
    INSERT INTO events (tenant, number, name, happened_at, command, actor, given_at, seed, data)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    """)
  static let addSubject = SQLStatement(
    "INSERT INTO event_subjects (tenant, kind, subject, number) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
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
