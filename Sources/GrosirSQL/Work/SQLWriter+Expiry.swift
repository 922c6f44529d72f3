import GrosirCore
import GrosirEngine

/// When holds end: most commands ask whether any has, and hardly ever does one.
///
/// Of each session and each stock that was asked for, the writer keeps in mind when the first hold ends. An earlier one
/// that is saved comes first; once the first itself has changed, the database is asked again.
extension SQLWriter {
  /// The question when the first of the holds ends that a read is about; nil if it is about none, or that is known.
  func firstEnd(for read: Read, _ tenant: TenantID) -> (statement: SQLStatement, values: [SQLValue])? {
    switch read {
    case .holdsDue(in: let session, through: _):
      guard firstLapses.find(TenantKey(tenant: tenant, identity: session)) == nil else { return nil }
      return (SessionQueries.earliestHold, [tenant.value, session.value])
    case .stock(.due(on: let key, through: _)):
      guard firstExpiries.find(TenantKey(tenant: tenant, identity: key)) == nil else { return nil }
      return (StockQueries.earliestExpiry, [tenant.value] + key.values)
    default: return nil
    }
  }

  /// Finds out when the first of the holds ends that a read is about, if it is about any.
  func findFirstEnd(for read: Read, _ tenant: TenantID) throws(SQLFailure) {
    switch read {
    case .holdsDue(in: let session, through: _): _ = try firstLapse(in: session, tenant)
    case .stock(.due(on: let key, through: _)): _ = try firstExpiry(of: key, tenant)
    default: return
    }
  }

  /// That there is nothing, if no hold has ended that a read is about.
  func nothingEnds(for read: Read, _ tenant: TenantID) throws(SQLFailure) -> WorkingSet.Found? {
    switch read {
    case .holdsDue(in: let session, through: let instant):
      let first = try firstLapse(in: session, tenant)
      return (first.map { $0 > instant.millisecondsSince1970 } ?? true) ? .participants([]) : nil
    case .stock(.due(on: let key, through: let instant)):
      let first = try firstExpiry(of: key, tenant)
      return (first.map { $0 > instant.millisecondsSince1970 } ?? true) ? .rows([]) : nil
    default: return nil
    }
  }

  /// When the first hold of a session's participants ends.
  func firstLapse(in session: SessionID, _ tenant: TenantID) throws(SQLFailure) -> Int64? {
    let key = TenantKey(tenant: tenant, identity: session)
    if let known = firstLapses.find(key) { return known }
    try flush()
    let first = try connection.row(SessionQueries.earliestHold, [tenant.value, session.value])?[0].integer
    firstLapses.set(first, of: key)
    return first
  }

  private func firstExpiry(of key: StockKey, _ tenant: TenantID) throws(SQLFailure) -> Int64? {
    let place = TenantKey(tenant: tenant, identity: key)
    if let known = firstExpiries.find(place) { return known }
    try flush()
    let first = try connection.row(StockQueries.earliestExpiry, [tenant.value] + key.values)?[0].integer
    firstExpiries.set(first, of: place)
    return first
  }

  /// Notes when the holds of a row end that is saved now.
  ///
  /// - Parameter known: what the row was: nil if nobody knows, and nothing inside if there was none.
  func noteEnds(of row: Row, known: Row??, _ tenant: TenantID) {
    switch row {
    case .session(let session):
      guard case .some(.none) = known else { return }
      firstLapses.set(nil, of: TenantKey(tenant: tenant, identity: session.id))
    case .participant(let participant):
      let key = TenantKey(tenant: tenant, identity: participant.session)
      SQLWriter.note(participant.lapse, before: known.map { $0?.participant?.lapse }, of: key, in: &firstLapses)
    case .stock(.reservation(let reservation)):
      let earlier = known ?? nil
      let before = known.map { $0?.reservation?.expiry }
      for line in reservation.lines {
        let key = TenantKey(tenant: tenant, identity: line.key)
        SQLWriter.note(reservation.expiry, before: before, of: key, in: &firstExpiries)
      }
      guard let lines = earlier?.reservation?.lines, lines != reservation.lines else { return }
      for line in lines { firstExpiries.remove(TenantKey(tenant: tenant, identity: line.key)) }
    default: return
    }
  }

  private static func note<Key: Hashable>(
    _ end: Int64?, before: Int64??, of key: Key, in first: inout RowCache<Key, Int64?>
  ) {
    guard let known = first.find(key) else { return }
    if let end, end <= known ?? .max {
      first.set(end, of: key)
    } else if let known {
      // The first may have been this one, which ends later now, or not at all.
      guard let before, before != known else { return first.remove(key) }
    }
  }
}

extension Row {
  fileprivate var participant: Participant? {
    guard case .participant(let participant) = self else { return nil }
    return participant
  }

  fileprivate var reservation: Reservation? {
    guard case .stock(.reservation(let reservation)) = self else { return nil }
    return reservation
  }
}

extension Participant {
  /// When the units are let go unless they are paid, in milliseconds.
  fileprivate var lapse: Int64? { deadline?.millisecondsSince1970 }
}

extension Reservation {
  /// When it expires, in milliseconds; nil if it does not, or is held no longer.
  var expiry: Int64? { life.state == .reserved ? life.expiresAt?.millisecondsSince1970 : nil }
}
