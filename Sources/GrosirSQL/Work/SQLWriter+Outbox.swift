package import GrosirCore
package import GrosirEngine

extension SQLWriter {
  /// Lends out effects that are due, the longest due first.
  package func lease(_ request: LeaseRequest) throws(WorkFailure) -> [LeasedEffect] {
    hasBegunToSave = false
    return try WorkFailure.database { () throws(SQLFailure) in
      try flush()
      let due = Connection.dialect.hasOtherWriters ? OutboxStatements.dueAndFree : OutboxStatements.due
      let rows = try connection.rows(due, [.instant(request.now), .integer(max(0, request.limit))])
      var leased: [LeasedEffect] = []
      for row in rows {
        guard let number = row[0].integer, let tenant = row[1].text.flatMap({ TenantID($0) }), let key = row[2].text,
          let attempts = row[3].integer, let lease = row[4].integer
        else { throw .nothingStored("effects") }
        let effect = try Effect(kept: row[5])
        hasBegunToSave = true
        try connection.write(
          OutboxStatements.lend,
          [.instant(request.until), .text(RecordText.print(.text(request.holder))), .integer(number)])
        leased.append(
          LeasedEffect(effect, key: key, of: tenant, attempt: Int(attempts) + 1, lease: lease + 1))
      }
      return leased
    }
  }

  /// Says what became of an effect that was lent; false if the lease is not its last.
  package func settle(_ effect: LeasedEffect, as settlement: EffectSettlement) throws(WorkFailure) -> Bool {
    hasBegunToSave = true
    let (state, due, settled, reason): (String, SQLValue, SQLValue, SQLValue) =
      switch settlement {
      case .delivered(at: let instant): ("delivered", .null, .instant(instant), .null)
      case .retry(at: let instant): ("waiting", .instant(instant), .null, .null)
      case .parked(at: let instant, because: let reason):
        ("parked", .null, .instant(instant), .text(RecordText.print(.text(reason))))
      }
    return try WorkFailure.database { () throws(SQLFailure) in
      try flush()
      return try connection.run(
        OutboxStatements.settle,
        [
          .text(state), due, settled, reason, effect.tenant.value, .text(effect.key), .integer(effect.lease),
        ]) > 0
    }
  }

  /// Lets a parked effect be delivered again; false if there is none.
  package func unpark(_ key: String, of tenant: TenantID, dueAt instant: Instant) throws(WorkFailure) -> Bool {
    hasBegunToSave = true
    return try WorkFailure.database { () throws(SQLFailure) in
      try flush()
      return try connection.run(OutboxStatements.unpark, [.instant(instant), tenant.value, .text(key)]) > 0
    }
  }

  /// Forgets commands given before an instant and effects delivered before it, the oldest first.
  package func purge(before instant: Instant, limit: Int) throws(WorkFailure) -> Int {
    hasBegunToSave = true
    return try WorkFailure.database { () throws(SQLFailure) in
      try flush()
      let old = try connection.rows(
        OutboxStatements.old, [.instant(instant), .integer(max(0, limit)), .instant(instant), .integer(max(0, limit))])
      let oldest = old.sorted { ($0[3].integer ?? 0) < ($1[3].integer ?? 0) }.prefix(max(0, limit))
      for row in oldest {
        if case .integer = row[2] {
          try connection.write(OutboxStatements.forgetEffect, [row[2]])
        } else {
          try connection.write(OutboxStatements.forgetCommand, [row[0], row[1]])
        }
      }
      return oldest.count
    }
  }
}

extension SQLReader {
  /// The effects of a tenant that were parked, in the order in which they were asked for.
  package func parkedEffects(
    of tenant: TenantID, after number: Int64, limit: Int
  ) throws(SQLFailure) -> [ParkedEffect] {
    let rows = try connection.rows(
      OutboxStatements.parked, [tenant.value, .integer(number), .integer(max(0, limit))])
    return try rows.map { row throws(SQLFailure) in
      guard let number = row[0].integer, let key = row[1].text, let attempts = row[2].integer,
        let parkedAt = row[3].integer.flatMap({ Instant(millisecondsSince1970: $0) }),
        case .text(let reason)? = row[4].text.flatMap({ RecordText.parse($0) })
      else { throw .nothingStored("effects") }
      return ParkedEffect(
        try Effect(kept: row[5]), key: key, number: number, attempts: Int(attempts), parkedAt: parkedAt,
        reason: reason)
    }
  }
}

extension Effect {
  /// The effect in a column.
  fileprivate init(kept value: SQLValue) throws(SQLFailure) {
    guard let record = value.text.flatMap({ RecordText.parse($0) }) else { throw .nothingStored("effects") }
    self = try SQLFailure.reading("effects") { () throws(StoredFault) in try Effect(stored: record) }
  }
}

/// The statements about effects.
enum OutboxStatements {
  // The database numbers them, in the order in which they are added. A tenant's outbox has each key once.
  static let add = SQLInsertion(
    into: "effects",
    [
      .init("tenant", .text), .init("effect_key", .text), .init("name", .text), .init("state", .text),
      .init("due_at", .instant), .init("attempts", .integer), .init("lease", .integer), .init("data", .document),
    ], onConflict: "(tenant, effect_key) DO NOTHING")
  static let due = SQLStatement(
    """
    SELECT number, tenant, effect_key, attempts, lease, data FROM effects
    WHERE due_at IS NOT NULL AND due_at <= $1 ORDER BY due_at, number LIMIT $2
    """)
  // Those that another one lends out at this moment are passed by, not waited for.
  static let dueAndFree = SQLStatement(
    """
    SELECT number, tenant, effect_key, attempts, lease, data FROM effects
    WHERE due_at IS NOT NULL AND due_at <= $1 ORDER BY due_at, number LIMIT $2 FOR UPDATE SKIP LOCKED
    """)
  static let lend = SQLStatement(
    """
    UPDATE effects SET state = 'lent', attempts = attempts + 1, lease = lease + 1, due_at = $1, holder = $2
    WHERE number = $3
    """)
  static let settle = SQLStatement(
    """
    UPDATE effects SET state = $1, due_at = $2, settled_at = $3, reason = $4
    WHERE tenant = $5 AND effect_key = $6 AND lease = $7 AND state = 'lent'
    """)
  static let unpark = SQLStatement(
    """
    UPDATE effects SET state = 'waiting', attempts = 0, due_at = $1, settled_at = NULL, reason = NULL
    WHERE tenant = $2 AND effect_key = $3 AND state = 'parked'
    """)
  static let parked = SQLStatement(
    """
    SELECT number, effect_key, attempts, settled_at, reason, data FROM effects
    WHERE tenant = $1 AND number > $2 AND state = 'parked' ORDER BY number LIMIT $3
    """)
  static let old = SQLStatement(
    """
    SELECT tenant, command, number, since FROM (
      SELECT tenant, command, CAST(NULL AS BIGINT) AS number, given_at AS since FROM commands
      WHERE given_at < $1 ORDER BY given_at LIMIT $2
    ) AS c
    UNION ALL
    SELECT tenant, effect_key, number, since FROM (
      SELECT tenant, effect_key, number, settled_at AS since FROM effects
      WHERE state = 'delivered' AND settled_at < $3 ORDER BY settled_at, number LIMIT $4
    ) AS e
    """)
  static let forgetCommand = SQLStatement("DELETE FROM commands WHERE tenant = $1 AND command = $2")
  static let forgetEffect = SQLStatement("DELETE FROM effects WHERE number = $1")
}
