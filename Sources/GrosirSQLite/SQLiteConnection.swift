internal import CSQLite
internal import GrosirSQL

/// A connection to one file, with the statements it has prepared; used by one thread at a time.
@safe
final class SQLiteConnection: SQLWritingConnection {
  static let dialect = SQLDialect.sqlite

  private let handle: OpaquePointer
  private let path: String
  private let lock: WriterLock?
  private var prepared: [ObjectIdentifier: Prepared] = [:]

  /// What a connection may do.
  enum Access: Sendable {
    /// Read and write, as whoever has the right to; the file is made if there is none.
    case writing(WriterLock?)
    /// Only read.
    case reading
  }

  /// A statement that is ready to run, and what it was made from, which must not go before it.
  @safe
  private struct Prepared {
    let statement: SQLStatement
    let handle: OpaquePointer
    let columns: Int
    let texts = BoundTexts()
  }

  /// Opens a file.
  init(path: String, _ access: Access) throws(SQLFailure) {
    var opened: OpaquePointer?
    let flags: Int32
    switch access {
    case .writing(let lock): (flags, self.lock) = (SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, lock)
    case .reading: (flags, lock) = (SQLITE_OPEN_READONLY, nil)
    }
    // One thread at a time uses it, so that it need not lock.
    let code = unsafe sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard let opened = unsafe opened, code == SQLITE_OK else {
      let failure = unsafe SQLFailure(code, of: opened, path)
      unsafe sqlite3_close_v2(opened)
      throw failure
    }
    unsafe handle = opened
    self.path = path
  }

  deinit {
    for entry in prepared.values { unsafe sqlite3_finalize(entry.handle) }
    unsafe sqlite3_close_v2(handle)
  }

  var isLost: Bool { false }

  var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// Runs statements that are needed once.
  func execute(_ text: String) throws(SQLFailure) {
    let code = unsafe sqlite3_exec(handle, text, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  @discardableResult
  func run(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) -> Int {
    let entry = try prepare(statement)
    defer { unsafe sqlite3_reset(entry.handle) }
    try bind(values, to: entry)
    while true {
      switch unsafe sqlite3_step(entry.handle) {
      case SQLITE_ROW: continue
      case SQLITE_DONE: return unsafe Int(sqlite3_changes(handle))
      case let code: throw failure(code)
      }
    }
  }

  func write(_ statement: SQLStatement, _ values: [SQLValue]) throws(SQLFailure) { try run(statement, values) }

  func insert(_ insertion: SQLInsertion, _ rows: [[SQLValue]]) throws(SQLFailure) {
    for row in rows { try run(insertion.one, row) }
  }

  func query(
    _ statement: SQLStatement, _ values: [SQLValue], _ visit: ([SQLValue]) throws(SQLFailure) -> Bool
  ) throws(SQLFailure) {
    let entry = try prepare(statement)
    defer { unsafe sqlite3_reset(entry.handle) }
    try bind(values, to: entry)
    while true {
      switch unsafe sqlite3_step(entry.handle) {
      case SQLITE_ROW: guard try visit(SQLiteConnection.row(of: entry)) else { return }
      case SQLITE_DONE: return
      case let code: throw failure(code)
      }
    }
  }

  func prefetch(_ queries: [SQLQuery]) {}

  // MARK: Transactions

  private static let begin = SQLStatement("BEGIN IMMEDIATE")
  private static let commit = SQLStatement("COMMIT")

  func begin() throws(SQLFailure) { try run(SQLiteConnection.begin, []) }

  func commit() throws(SQLFailure) {
    do throws(SQLFailure) {
      try run(SQLiteConnection.commit, [])
    } catch {
      throw error.whileSaving
    }
  }

  func rollBack() throws(SQLFailure) { try execute("ROLLBACK") }

  // MARK: Statements

  private func prepare(_ statement: SQLStatement) throws(SQLFailure) -> Prepared {
    if let known = prepared[ObjectIdentifier(statement)] { return known }
    var made: OpaquePointer?
    let code = unsafe sqlite3_prepare_v3(
      handle, statement.text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil)
    guard let made = unsafe made, code == SQLITE_OK else { throw failure(code) }
    let placeholders = unsafe sqlite3_bind_parameter_count(made)
    for place in 0..<placeholders {
      let name = unsafe sqlite3_bind_parameter_name(made, place + 1).map { unsafe String(cString: $0) }
      precondition(name == "$\(place + 1)", "placeholders are numbered in the order in which they stand")
    }
    let entry = unsafe Prepared(statement: statement, handle: made, columns: Int(sqlite3_column_count(made)))
    prepared[ObjectIdentifier(statement)] = entry
    return entry
  }

  private func bind(_ values: [SQLValue], to entry: Prepared) throws(SQLFailure) {
    entry.texts.makeRoom(for: values)
    for place in values.indices {
      let code = unsafe SQLiteConnection.bind(values[place], at: Int32(place + 1), to: entry.handle, entry.texts)
      guard code == SQLITE_OK else { throw failure(code) }
    }
  }

  private static func bind(
    _ value: SQLValue, at place: Int32, to statement: OpaquePointer, _ texts: BoundTexts
  ) -> Int32 {
    switch value {
    case .null: return unsafe sqlite3_bind_null(statement, place)
    case .integer(let integer): return unsafe sqlite3_bind_int64(statement, place, integer)
    case .text(let text):
      return unsafe grosir_sqlite_bind_text(statement, place, texts.keep(text), Int64(text.utf8.count))
    }
  }

  private static func row(of entry: Prepared) -> [SQLValue] {
    var values: [SQLValue] = []
    values.reserveCapacity(entry.columns)
    for column in 0..<entry.columns { values.append(unsafe value(in: Int32(column), of: entry.handle)) }
    return values
  }

  private static func value(in column: Int32, of statement: OpaquePointer) -> SQLValue {
    switch unsafe sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(statement, column))
    case SQLITE_NULL: return .null
    default:
      guard let start = unsafe sqlite3_column_text(statement, column) else { return .text("") }
      let length = unsafe Int(sqlite3_column_bytes(statement, column))
      return unsafe .text(String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self))
    }
  }

  private func failure(_ code: Int32) -> SQLFailure { unsafe SQLFailure(code, of: handle, path) }
}
