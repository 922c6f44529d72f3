import GrosirPostgres
import GrosirSQL
import XCTest

/// Values go there and come back; what is sent together is answered together; nobody waits for the other.
final class ConnectionTests: XCTestCase {
  private static let echo = SQLStatement("SELECT $1::text, $2::bigint")
  private static let add = SQLInsertion(
    into: "things", [.init("number", .integer), .init("name", .text), .init("note", .document)],
    onConflict: "(number) DO NOTHING")
  private static let all = SQLStatement("SELECT number, name, note FROM things ORDER BY number")

  private func things() throws -> (database: TestDatabase, connection: PostgresConnection) {
    let database = try TestDatabase()
    try database.execute("CREATE TABLE things (number BIGINT PRIMARY KEY, name TEXT COLLATE \"C\", note TEXT)")
    return (database, try database.connect())
  }

  static let hostile: [String] = [
    "", " ", "NULL", "null", "'", "''", "\"", "\\", "\\\\", "\\N", "{}", "{\"a\",NULL}", ",", "a,b", "$1", "%s", "--",
    "; DROP TABLE things; --", "\u{1}\u{7F}", "\n\r\t", "é", "e\u{301}", "\u{FFFD}", "\u{FEFF}", "\u{10FFFF}", "👩‍👩‍👧‍👦",
    "الكمية", String(repeating: "\\\"", count: 70_000),
  ]

  func testTextsAndNumbersComeBack() throws {
    let database = try TestDatabase()
    let connection = try database.connect()
    let numbers: [Int64?] = [0, 1, -1, .max, .min, .max - 1, .min + 1, 10, -10, 1 << 53, nil]
    for (place, text) in ConnectionTests.hostile.enumerated() {
      let values = [SQLValue.text(text), SQLValue(numbers[place % numbers.count])]
      XCTAssertEqual(try connection.row(ConnectionTests.echo, values), values)
    }
    XCTAssertEqual(try connection.row(ConnectionTests.echo, [.null, .null]), [.null, .null])
  }
}
