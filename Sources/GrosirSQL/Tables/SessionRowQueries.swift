import GrosirCore

/// What is asked of the tables of sessions.
enum SessionQueries {
  static let product = Tables.products.query("WHERE t.tenant = $1 AND t.product = $2")
  static let factory = Tables.factories.query("WHERE t.tenant = $1 AND t.factory = $2")
  static let location = Tables.locations.query("WHERE t.tenant = $1 AND t.location = $2")
  static let plan = Tables.sessionPlans.query("WHERE t.tenant = $1 AND t.session = $2")
  static let progress = Tables.sessions.query("WHERE t.tenant = $1 AND t.session = $2")
  static let variants = Tables.sessionVariants.query("WHERE t.tenant = $1 AND t.session = $2 ORDER BY t.position")
  static let withCode = SQLStatement("SELECT session FROM session_plans WHERE tenant = $1 AND code = $2")
  static let participant = Tables.participants.query("WHERE t.tenant = $1 AND t.participant = $2")
  static let buyer = Tables.buyers.query("WHERE t.tenant = $1 AND t.session = $2 AND t.buyer = $3")
  static let payment = Tables.payments.query("WHERE t.tenant = $1 AND t.payment = $2")
  static let refund = Tables.refunds.query("WHERE t.tenant = $1 AND t.refund = $2")
  static let participants = Tables.participants.query("WHERE t.tenant = $1 AND t.session = $2 ORDER BY t.number")
  static let holdsDue = Tables.participants.query("WHERE t.tenant = $1 AND t.session = $2 AND t.until <= $3")
  static let earliestHold = SQLStatement(
    "SELECT min(until) FROM participants WHERE tenant = $1 AND session = $2 AND until IS NOT NULL")
  static let waiting = Tables.participants.query(
    """
    WHERE t.tenant = $1 AND t.session = $2 AND t.waits_since IS NOT NULL
    ORDER BY t.waits_since, t.requested_at, t.place
    """)
  static let waitingFor = Tables.participants.query(
    """
    WHERE t.tenant = $1 AND t.session = $2 AND t.waits_for = $3 AND t.waits_since IS NOT NULL
    ORDER BY t.waits_since, t.requested_at, t.place
    """)
}

extension SQLReader {
  /// A session of its three parts.
  func session(_ id: SessionID, _ tenant: TenantID) throws(SQLFailure) -> GroupSession? {
    let values: [SQLValue] = [.text(tenant.text), .text(id.text)]
    try connection.prefetch(
      [SessionQueries.plan, SessionQueries.progress, SessionQueries.variants].map { SQLQuery($0, values) })
    guard let plan = try connection.row(SessionQueries.plan, values),
      let progress = try connection.row(SessionQueries.progress, values)
    else { return nil }
    let variants = try connection.rows(SessionQueries.variants, values)
    var records: [Record] = []
    for variant in variants { records.append(try Tables.sessionVariants.record(of: variant).droppingFirst(2)) }
    let storedPlan = try Tables.sessionPlans.record(of: plan)
    let storedProgress = try Tables.sessions.record(of: progress).droppingFirst(1)
    return try SQLFailure.reading("sessions") { () throws(StoredFault) in
      try GroupSession(storedPlan: storedPlan, progress: storedProgress, variants: records)
    }
  }

  func session(withCode code: SessionCode, _ tenant: TenantID) throws(SQLFailure) -> GroupSession? {
    let row = try connection.row(SessionQueries.withCode, [.text(tenant.text), .text(code.text)])
    guard let id = row?[0].text.flatMap({ SessionID($0) }) else { return nil }
    return try session(id, tenant)
  }

  func participants(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> [Participant] {
    try all(Participant.self, Tables.participants, statement, values)
  }

  /// Who waits, in order of arrival.
  func waiting(
    in session: SessionID, _ reach: WaitingReach, _ tenant: TenantID
  ) throws(SQLFailure) -> [Participant] {
    let values: [SQLValue] = [.text(tenant.text), .text(session.text)]
    switch reach {
    case .everybody: return try participants(SessionQueries.waiting, values)
    case .leading(let units):
      guard let kept = try self.session(session, tenant) else { return [] }
      var found: [Participant] = []
      for (position, units) in units.enumerated() where position < kept.composition.count && units > 0 {
        let variant = kept.composition.variants[position]
        var known = 0
        try connection.query(SessionQueries.waitingFor, values + [.text(variant.text)]) { row throws(SQLFailure) in
          let participant = try value(Participant.self, Tables.participants, row)
          found.append(participant)
          known += participant.waitingLines.reduce(0) { $0 + $1.units }
          return known < units
        }
      }
      return found.sorted { $0.arrivedBefore($1) }
    }
  }
}

extension Participant {
  fileprivate func arrivedBefore(_ other: Participant) -> Bool {
    let (mine, others) = (paidAt ?? requestedAt, other.paidAt ?? other.requestedAt)
    return (mine, requestedAt, place) < (others, other.requestedAt, other.place)
  }
}

extension Record {
  /// The same without the fields that are only a table's.
  func droppingFirst(_ count: Int) -> Record {
    guard case .fields(let fields) = self else { return self }
    return .fields(Array(fields.dropFirst(count)))
  }

  /// The same with fields that are only a table's in front.
  func prefixed(_ first: [Field]) -> Record {
    guard case .fields(let fields) = self else { return self }
    return .fields(first + fields)
  }
}
