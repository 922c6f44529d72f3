internal import CPostgres
internal import GrosirSQL

/// What a server said of one statement.
@safe
final class PostgresResult {
  private let handle: OpaquePointer
  /// For each column, how it is read.
  private let columns: [Column]

  /// How a column is read.
  private enum Column {
    case integer
    case decimal
    case text
  }

  /// Takes a result over from the client library.
  init(_ handle: OpaquePointer) {
    unsafe self.handle = handle
    columns = unsafe (0..<PQnfields(handle)).map { column in
      switch unsafe PQftype(handle, column) {
      // int8, int2, int4: these numbers are the server's own, and never change.
      case 20, 21, 23: .integer
      case 1700: .decimal
      default: .text
      }
    }
  }

  deinit { unsafe PQclear(handle) }

  /// Whether it is the mark at which a server that failed goes on.
  var isMark: Bool { unsafe PQresultStatus(handle) == PGRES_PIPELINE_SYNC }

  /// Whether the statement was left out because an earlier one had failed.
  var wasLeftOut: Bool { unsafe PQresultStatus(handle) == PGRES_PIPELINE_ABORTED }

  /// Whether the statement did what it says.
  var isDone: Bool {
    switch unsafe PQresultStatus(handle) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK: true
    default: false
    }
  }

  /// The word with which the server says what it has done.
  var word: String { unsafe String(cString: PQcmdStatus(handle)) }

  /// How many rows were inserted, updated or deleted.
  var rowsChanged: Int { unsafe Int(String(cString: PQcmdTuples(handle))) ?? 0 }

  /// How many rows were found.
  var rowCount: Int { unsafe Int(PQntuples(handle)) }

  /// All rows that were found.
  var rows: [[SQLValue]] { (0..<rowCount).map { row($0) } }

  /// A row that was found.
  func row(_ row: Int) -> [SQLValue] {
    var values: [SQLValue] = []
    values.reserveCapacity(columns.count)
    for (column, kind) in columns.enumerated() { values.append(value(Int32(row), Int32(column), kind)) }
    return values
  }

  private func value(_ row: Int32, _ column: Int32, _ kind: Column) -> SQLValue {
    guard unsafe PQgetisnull(handle, row, column) == 0, let start = unsafe PQgetvalue(handle, row, column) else {
      return .null
    }
    let length = unsafe Int(PQgetlength(handle, row, column))
    return unsafe start.withMemoryRebound(to: UInt8.self, capacity: length) { start in
      let bytes = unsafe UnsafeBufferPointer(start: start, count: length)
      // A decimal that is no integer, or too large for one, is left as it stands.
      if kind != .text, let integer = unsafe PostgresResult.integer(bytes) { return .integer(integer) }
      return unsafe .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  private static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    let isNegative = unsafe bytes.first == UInt8(ascii: "-")
    let first = isNegative ? 1 : 0
    guard bytes.count > first else { return nil }
    var integer: Int64 = 0
    for place in first..<bytes.count {
      let byte = unsafe bytes[place]
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      let digit = Int64(byte - UInt8(ascii: "0"))
      let (tens, isTooLarge) = integer.multipliedReportingOverflow(by: 10)
      let (next, overflows) =
        isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      guard !isTooLarge, !overflows else { return nil }
      integer = next
    }
    return integer
  }

  /// What the server says of an error, if it is the server that says it.
  var complaint: PostgresComplaint? {
    guard let state = field(GROSIR_PG_STATE) else { return nil }
    return PostgresComplaint(
      state: state, message: field(GROSIR_PG_MESSAGE) ?? "no reason given", table: field(GROSIR_PG_TABLE),
      constraint: field(GROSIR_PG_CONSTRAINT))
  }

  private func field(_ name: Int32) -> String? {
    unsafe PQresultErrorField(handle, name).map { unsafe String(cString: $0) }
  }
}

/// What a server says of an error.
struct PostgresComplaint {
  /// Five characters that say what kind of error it is: SQLSTATE.
  let state: String
  /// What it says to people.
  let message: String
  /// The table it is about, if it is about one.
  let table: String?
  /// The rule of the schema it is about, if it is about one.
  let constraint: String?
}
