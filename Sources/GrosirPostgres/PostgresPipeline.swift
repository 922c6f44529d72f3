internal import CPostgres
internal import GrosirSQL

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Statements on their way to a server, and its answers on their way back.
///
/// Nothing waits for the server but ``exchange()``, which sends and takes in at the same time, so that neither side
/// ever waits for the other to read. A server that fails leaves out what comes next, until a mark; therefore everything
/// that is sent ends with one, and is answered up to it, whatever happens.
final class PostgresPipeline {
  private let connection: PostgresHandle
  private var prepared: [ObjectIdentifier: Prepared] = [:]
  private var preparations = 0
  private var parameters = PostgresParameters()

  /// What was sent and is not answered yet.
  private var steps: [Step] = []
  /// The connection cannot be used, though the library does not know.
  private var isUnusable = false

  /// How often it was waited for the server.
  private(set) var journeys = 0

  /// A statement that the server knows under a name, and what it was made from, which must not go before it.
  private struct Prepared {
    let statement: SQLStatement
    let name: String
  }

  private enum Step {
    case preparation(SQLStatement)
    case statement(SQLStatement, isKept: Bool)
    case mark
  }

  /// What a journey brought back.
  struct Exchange {
    /// The answers to the statements whose answers are kept, up to the first failure.
    fileprivate(set) var answers: [PostgresResult] = []
    /// What failed first.
    fileprivate(set) var failure: SQLFailure?
    /// The statement that the server has complained about.
    fileprivate(set) var culprit: SQLStatement?
  }

  /// Takes over an open connection.
  init(_ connection: PostgresHandle) throws(SQLFailure) {
    self.connection = connection
    let handle = unsafe connection.pointer
    guard unsafe PQsetnonblocking(handle, 1) == 0, unsafe PQenterPipelineMode(handle) == 1 else {
      throw SQLFailure(.other, connection.message)
    }
  }

  private var handle: OpaquePointer { unsafe connection.pointer }

  /// Whether the connection is gone.
  var isLost: Bool { isUnusable || !connection.isOpen }

  /// The server's version as one number: 150004 is 15.4.
  var serverVersion: Int { unsafe Int(PQserverVersion(handle)) }

  /// Something that the server says of itself when one connects to it.
  func parameter(_ name: String) -> String? {
    unsafe PQparameterStatus(handle, name).map { unsafe String(cString: $0) }
  }

  /// Whether the server is in a transaction, as far as it has answered.
  var isInTransaction: Bool {
    switch unsafe PQtransactionStatus(handle) {
    case PQTRANS_INTRANS, PQTRANS_INERROR: !isLost
    default: false
    }
  }

  /// What the library says, and not the server.
  private var libraryFailure: SQLFailure {
    isLost ? .disconnected(connection.message) : SQLFailure(.other, connection.message)
  }

  // MARK: Sending

  /// Sends a statement, with what is bound to it; perhaps only when it is waited for the answer.
  func send(_ statement: SQLStatement, _ values: [SQLValue], isKept: Bool) throws(SQLFailure) {
    parameters.removeAll()
    for value in values { try parameters.append(value) }
    try send(statement, isKept: isKept)
  }

  /// Sends a statement, with an array of what the rows have in each column.
  func send(
    _ statement: SQLStatement, columns: Int, of rows: ArraySlice<[SQLValue]>, isKept: Bool = false
  ) throws(SQLFailure) {
    parameters.removeAll()
    for column in 0..<columns { try parameters.append(column: column, of: rows) }
    try send(statement, isKept: isKept)
  }

  /// Sends a statement that is needed once, and need not be known to the server afterwards.
  func sendOnce(_ statement: SQLStatement) throws(SQLFailure) {
    try check(unsafe PQsendQueryParams(handle, statement.text, 0, nil, nil, nil, nil, 0))
    steps.append(.statement(statement, isKept: false))
  }

  /// Sends a mark.
  func sendMark() throws(SQLFailure) {
    try check(unsafe PQpipelineSync(handle))
    steps.append(.mark)
  }

  /// Hands to the system what it takes, without waiting.
  func flush() { unsafe PQflush(handle) }

  /// Looks whether the server has closed the connection, without waiting.
  func look() {
    unsafe PQconsumeInput(handle)
    // With nothing asked, this only takes in what the server remarks.
    if steps.isEmpty { unsafe PQisBusy(handle) }
  }

  private func send(_ statement: SQLStatement, isKept: Bool) throws(SQLFailure) {
    let name = try prepare(statement)
    try check(
      unsafe parameters.withPointers { count, texts in
        unsafe PQsendQueryPrepared(handle, name, count, texts, nil, nil, 0)
      })
    steps.append(.statement(statement, isKept: isKept))
  }

  /// Has a statement prepared, unless it is; and returns its name.
  private func prepare(_ statement: SQLStatement) throws(SQLFailure) -> String {
    if let known = prepared[ObjectIdentifier(statement)] { return known.name }
    preparations += 1
    let name = "grosir_\(preparations)"
    try check(unsafe PQsendPrepare(handle, name, statement.text, 0, nil))
    steps.append(.preparation(statement))
    prepared[ObjectIdentifier(statement)] = Prepared(statement: statement, name: name)
    return name
  }

  private func check(_ isSent: @autoclosure () -> Int32) throws(SQLFailure) {
    guard !isLost, isSent() == 1 else { throw libraryFailure }
  }

  // MARK: Taking in

  /// Sends everything, and waits until all of it is answered.
  ///
  /// - Precondition: what was sent last is a mark.
  func exchange() -> Exchange {
    journeys += 1
    var exchange = Exchange()
    var place = 0
    var emptyAnswers = 0
    // Of a broken connection, what had arrived before it broke is taken in as well.
    while place < steps.count, !isUnusable, emptyAnswers < 2 {
      guard let result = nextResult() else {
        emptyAnswers += 1
        if case .mark = steps[place] { continue }
        place += 1
        continue
      }
      emptyAnswers = 0
      take(result, of: steps[place], &exchange)
      if case .mark = steps[place], result.isMark { place += 1 }
    }
    if place < steps.count {
      isUnusable = true
      if exchange.failure == nil { exchange.failure = .disconnected(connection.message) }
    }
    steps.removeAll(keepingCapacity: true)
    return exchange
  }

  private func take(_ result: PostgresResult, of step: Step, _ exchange: inout Exchange) {
    switch step {
    case .mark: return
    case .preparation(let statement):
      guard !result.isDone else { return }
      prepared[ObjectIdentifier(statement)] = nil
      fail(result, of: statement, &exchange)
    case .statement(let statement, let isKept):
      guard result.isDone else { return fail(result, of: statement, &exchange) }
      if isKept, exchange.failure == nil { exchange.answers.append(result) }
    }
  }

  private func fail(_ result: PostgresResult, of statement: SQLStatement, _ exchange: inout Exchange) {
    guard exchange.failure == nil, !result.wasLeftOut else { return }
    if let complaint = result.complaint {
      exchange.failure = SQLFailure(complaint, of: statement)
      exchange.culprit = statement
    } else {
      exchange.failure = libraryFailure
    }
  }

  /// The next thing that the server says; nil at the end of what it says of a statement.
  private func nextResult() -> PostgresResult? {
    while unsafe PQisBusy(handle) != 0, !isLost { wait() }
    guard !isUnusable else { return nil }
    return unsafe PQgetResult(handle).map { unsafe PostgresResult($0) }
  }

  /// Waits until the server says something or takes more, and lets it.
  private func wait() {
    let isMoreToSend = unsafe PQflush(handle) == 1
    let socket = unsafe PQsocket(handle)
    guard socket >= 0 else {
      isUnusable = true
      return
    }
    var watched = pollfd(fd: socket, events: Int16(POLLIN) | (isMoreToSend ? Int16(POLLOUT) : 0), revents: 0)
    let count = unsafe poll(&watched, 1, -1)
    guard count > 0 else {
      if errno != EINTR { isUnusable = true }
      return
    }
    unsafe PQconsumeInput(handle)
  }
}
