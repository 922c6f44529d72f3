package import GrosirCore
package import GrosirEngine

extension SQLReader {
  /// What is due by an instant, of all tenants, the earliest first.
  package func deadlines(dueBy instant: Instant, limit: Int) throws(SQLFailure) -> [Deadline] {
    let rows = try connection.rows(DeadlineStatements.due, [.instant(instant), .integer(max(0, limit))])
    return try rows.map { row throws(SQLFailure) in
      guard let tenant = row[0].text.flatMap({ TenantID($0) }), let session = row[1].text.flatMap({ SessionID($0) }),
        let kind = Deadline.Kind.allCases.first(where: { .integer($0.storedRank) == row[2] }),
        let instant = row[3].integer.flatMap({ Instant(millisecondsSince1970: $0) })
      else { throw .nothingStored("deadlines") }
      return Deadline(kind, of: session, in: tenant, at: instant)
    }
  }

  /// What every account of a tenant holds, and the last event that is in it.
  package func balances(of tenant: TenantID) throws(SQLFailure) -> JournalBalances {
    let counters = try connection.row(TenantCounters.find, [tenant.value]).flatMap { TenantCounters($0[...]) }
    return JournalBalances(try journal.balances(of: tenant), after: counters?.events ?? 0)
  }

  /// A page of what happened on an account, the last first.
  package func statement(
    of account: Account, in currency: Currency, of tenant: TenantID, from place: Journal.Place?, limit: Int
  ) throws(SQLFailure) -> Journal.Statement {
    guard limit > 0 else { return Journal.Statement(lines: [], next: place) }
    return try journal.statement(of: account, in: currency, of: tenant, from: place, limit: limit)
  }

  /// A page of the log, or of one history.
  package func events(
    of subject: EventSubject?, in tenant: TenantID, after number: Int64, limit: Int
  ) throws(SQLFailure) -> [LoggedEvent] {
    let page: [SQLValue] = [.integer(number), .integer(max(0, limit))]
    let rows: [[SQLValue]]
    if let subject {
      rows = try connection.rows(
        EventStatements.ofSubject, [tenant.value, .text(subject.kind.rawValue), .text(subject.keptID)] + page)
    } else {
      rows = try connection.rows(EventStatements.all, [tenant.value] + page)
    }
    return try rows.map { row throws(SQLFailure) in
      guard let number = row[0].integer, let record = row[5].text.flatMap({ RecordText.parse($0) }) else {
        throw .nothingStored("events")
      }
      let dated = try SQLFailure.reading("events") { () throws(StoredFault) in try DatedEvent(stored: record) }
      return LoggedEvent(dated, number: number, in: try Context(kept: row[1...4], tenant, "events"))
    }
  }

  /// The commands of a tenant that were refused and are not purged yet, in order.
  package func refusals(
    of tenant: TenantID, after number: Int64, limit: Int
  ) throws(SQLFailure) -> [RefusedCommand] {
    let rows = try connection.rows(
      CommandStatements.refusals, [tenant.value, .integer(number), .integer(max(0, limit))])
    return try rows.map { row throws(SQLFailure) in
      guard let number = row[0].integer, let name = row[5].text,
        let content = row[6].text.flatMap({ RecordText.parse($0) }),
        let refusal = row[7].text.flatMap({ RecordText.parse($0) })
      else { throw .nothingStored("commands") }
      return RefusedCommand(
        number: number, context: try Context(kept: row[1...4], tenant, "commands"), name: name, content: content,
        refusal: refusal)
    }
  }
}

extension Context {
  /// The context in four columns: command, actor, instant, seed.
  fileprivate init(kept values: ArraySlice<SQLValue>, _ tenant: TenantID, _ table: String) throws(SQLFailure) {
    let first = values.startIndex
    guard let command = values[first].text.flatMap({ CommandID($0) }),
      let actor = values[first + 1].text.flatMap({ ActorID($0) }),
      let now = values[first + 2].integer.flatMap({ Instant(millisecondsSince1970: $0) }),
      let seed = values[first + 3].integer
    else { throw .nothingStored(table) }
    self.init(tenant: tenant, command: command, actor: actor, now: now, seed: UInt64(bitPattern: seed))
  }
}
