package import GrosirSQL

/// A connection to a server, with the statements it has prepared; used by one thread at a time.
///
/// What nobody waits for is sent together with what somebody does: a transaction that writes a thousand rows and asks
/// nothing takes one journey. ``journeys`` counts them.
package final class PostgresConnection: SQLWritingConnection {
  package static let dialect = SQLDialect.postgres

  private let pipeline: PostgresPipeline
  /// What was asked ahead, and stays so as long as nothing is written.
  private var prefetched: [SQLQuery: [[SQLValue]]] = [:]
  /// The questions for many, by the statement for one.
  private var gatherings: [ObjectIdentifier: PostgresGathering?] = [:]
  private var hasBegun = false
  /// How much was written since the server made its plans, after how much it is to make them anew, and when it did.
  private var plans = (writes: 0, most: 64, since: ContinuousClock.now)

  private static let begin = SQLStatement("BEGIN")
  private static let beginReading = SQLStatement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
  private static let commit = SQLStatement("COMMIT")
  private static let rollBack = SQLStatement("ROLLBACK")
  private static let discardPlans = SQLStatement("DISCARD PLANS")

  /// For how long a plan is used at most.
  private static let planLife = Duration.seconds(10)

  /// How many rows one statement adds at most, and about how many bytes.
  private static let mostTogether = (rows: 4_000, bytes: 4 << 20)

  /// Connects, within the time that the address gives.
  package init(_ address: PostgresAddress) throws(SQLFailure) {
    pipeline = try PostgresPipeline(try address.connect())
  }

  /// How often it was waited for the server.
  package var journeys: Int { pipeline.journeys }

  package var isLost: Bool { pipeline.isLost }

  /// The server's version as one number: 150004 is 15.4.
  package var serverVersion: Int { pipeline.serverVersion }

  /// How the database keeps texts.
  package var encoding: String { pipeline.parameter("server_encoding") ?? "" }

  // MARK: Statements

  @discardableResult
  package func run(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> Int {
    forgetPrefetched()
    return try ask([SQLQuery(statement, values)])[0].rowsChanged
  }

  package func write(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) {
    forgetPrefetched()
    plans.writes += 1
    try pipeline.send(statement, values, isKept: false)
  }

  /// As ``write(_:_:)``, of a statement that is needed once.
  package func writeOnce(_ text: String) throws(SQLFailure) {
    forgetPrefetched()
    try pipeline.sendOnce(SQLStatement(text))
  }

  package func insert(_ insertion: SQLInsertion, _ rows: [[SQLValue]]) throws(SQLFailure) {
    forgetPrefetched()
    plans.writes += rows.count
    var rest = rows[...]
    while let first = rest.first {
      let piece = rest.prefix(PostgresConnection.countTogether(rest))
      if piece.count == 1 {
        try pipeline.send(insertion.one, first, isKept: false)
      } else {
        try pipeline.send(insertion.many, columns: insertion.columns.count, of: piece)
      }
      rest = rest.dropFirst(piece.count)
    }
  }

  package func query(
    _ statement: SQLStatement, _ values: [SQLValue], _ visit: ([SQLValue]) throws(SQLFailure) -> Bool
  ) throws(SQLFailure) {
    if let known = prefetched[SQLQuery(statement, values)] {
      for row in known { guard try visit(row) else { return } }
      return
    }
    let answer = try ask([SQLQuery(statement, values)])[0]
    for row in 0..<answer.rowCount {
      guard try visit(answer.row(row)) else { return }
    }
  }

  package func prefetch(_ queries: [SQLQuery]) throws(SQLFailure) {
    var asked: Set<SQLQuery> = []
    var groups: [(gathering: PostgresGathering?, queries: [SQLQuery])] = []
    var places: [ObjectIdentifier: Int] = [:]
    for query in queries where prefetched[query] == nil && asked.insert(query).inserted {
      let gathering = gathering(for: query)
      if let place = places[ObjectIdentifier(query.statement)], gathering != nil {
        groups[place].queries.append(query)
      } else {
        places[ObjectIdentifier(query.statement)] = groups.count
        groups.append((gathering, [query]))
      }
    }
    guard !groups.isEmpty else { return }
    try prefetch(groups)
  }

  private func prefetch(_ groups: [(gathering: PostgresGathering?, queries: [SQLQuery])]) throws(SQLFailure) {
    do throws(SQLFailure) {
      for (gathering, queries) in groups {
        if let gathering, queries.count >= PostgresGathering.fewest {
          let rows = queries.map { $0.values }
          try pipeline.send(gathering.statement, columns: rows[0].count, of: rows[...], isKept: true)
        } else {
          for query in queries { try pipeline.send(query.statement, query.values, isKept: true) }
        }
      }
    } catch {
      try clean()
      throw error
    }
    var answers = try takeIn()[...]
    for (gathering, queries) in groups {
      if let gathering, queries.count >= PostgresGathering.fewest {
        let rows = try gathering.distribute(answers.removeFirst().rows, among: queries.count)
        for (query, found) in zip(queries, rows) { prefetched[query] = found }
      } else {
        for query in queries { prefetched[query] = answers.removeFirst().rows }
      }
    }
  }

  /// The question for many of which this is one, if there is one.
  private func gathering(for query: SQLQuery) -> PostgresGathering? {
    let statement = ObjectIdentifier(query.statement)
    if let known = gatherings[statement] {
      guard let known, known.fits(query) else { return nil }
      return known
    }
    let gathering = PostgresGathering(query)
    gatherings.updateValue(gathering, forKey: statement)
    return gathering
  }

  /// What is written makes old what was asked ahead.
  private func forgetPrefetched() {
    if !prefetched.isEmpty { prefetched.removeAll(keepingCapacity: true) }
  }

  /// How many of the first rows go into one statement.
  private static func countTogether(_ rows: ArraySlice<[SQLValue]>) -> Int {
    var (count, bytes) = (0, 0)
    for row in rows.prefix(mostTogether.rows) {
      for value in row {
        if case .text(let text) = value { bytes += text.utf8.count + 3 } else { bytes += 20 }
      }
      if count > 0, bytes > mostTogether.bytes { break }
      count += 1
    }
    return count
  }

  // MARK: Transactions

  package var isInTransaction: Bool { hasBegun && !isLost }

  package func begin() throws(SQLFailure) {
    try write(PostgresConnection.begin, [])
    hasBegun = true
    try refreshPlans()
  }

  /// Begins to read what was saved up to the first question, and nothing later; perhaps only with what comes next.
  package func beginReading() throws(SQLFailure) {
    try write(PostgresConnection.beginReading, [])
    hasBegun = true
    try refreshPlans()
  }

  /// Has statements planned anew, now and then.
  ///
  /// The server plans a statement once. While a table is small any index seems as good as the right one, and it would
  /// stay with that however large the table becomes.
  private func refreshPlans() throws(SQLFailure) {
    let now = ContinuousClock.now
    guard plans.writes >= plans.most || now - plans.since > PostgresConnection.planLife else { return }
    try write(PostgresConnection.discardPlans, [])
    plans = (writes: 0, most: min(plans.most * 2, 1_000_000), since: now)
  }

  /// Ends what ``beginReading()`` began, and does not wait until the server has noticed.
  package func endReading() throws(SQLFailure) {
    try write(PostgresConnection.commit, [])
    try pipeline.sendMark()
    pipeline.flush()
    hasBegun = false
  }

  package func commit() throws(SQLFailure) {
    forgetPrefetched()
    // A server that has closed the connection long ago is noticed now, when it is still sure that nothing was saved.
    pipeline.look()
    try pipeline.send(PostgresConnection.commit, [], isKept: true)
    try pipeline.sendMark()
    let exchange = pipeline.exchange()
    hasBegun = pipeline.isInTransaction
    if let answer = exchange.answers.first {
      // A transaction that has failed before is not saved, and that is no error to the server.
      guard answer.word == "COMMIT" else {
        throw SQLFailure(.other, "the transaction had failed before it was to be saved")
      }
      return
    }
    let failure = exchange.failure ?? .disconnected("the server gave no answer")
    // What the server complains about before it comes to save is not saved. What it says of saving itself is sure as
    // long as it goes on; of a connection that is gone it may have been said after everything was saved.
    let isSure = exchange.culprit.map { $0 !== PostgresConnection.commit || !isLost } ?? !isLost
    throw isSure ? failure : failure.unknowing
  }

  package func rollBack() throws(SQLFailure) {
    forgetPrefetched()
    defer { hasBegun = pipeline.isInTransaction }
    // A server that is gone has rolled back by itself.
    guard !isLost else { return }
    // What was sent before may have failed or fail yet, up to this mark; rolling back must not be left out with it.
    try pipeline.sendMark()
    try pipeline.send(PostgresConnection.rollBack, [], isKept: false)
    try pipeline.sendMark()
    _ = pipeline.exchange()
    guard isLost || !pipeline.isInTransaction else {
      throw SQLFailure(.other, "the server did not roll back")
    }
  }

  /// Sends questions with everything that waits, in one journey.
  private func ask(_ queries: [SQLQuery]) throws(SQLFailure) -> [PostgresResult] {
    do throws(SQLFailure) {
      for query in queries { try pipeline.send(query.statement, query.values, isKept: true) }
    } catch {
      try clean()
      throw error
    }
    return try takeIn()
  }

  /// Waits for the answers to everything that was sent.
  private func takeIn() throws(SQLFailure) -> [PostgresResult] {
    try pipeline.sendMark()
    let exchange = pipeline.exchange()
    hasBegun = pipeline.isInTransaction
    if let failure = exchange.failure { throw failure }
    return exchange.answers
  }

  /// Takes in the answers to what was sent before something that could not be.
  private func clean() throws(SQLFailure) {
    guard !isLost else { return }
    try pipeline.sendMark()
    let exchange = pipeline.exchange()
    hasBegun = pipeline.isInTransaction
    if let failure = exchange.failure { throw failure }
  }
}
