import GrosirPostgres
import GrosirSQL
import GrosirTesting
import XCTest

/// Values go there and come back; what is sent together is answered together; nobody waits for the other.
final class ConnectionTests: DatabaseTestCase {
  private static let echo = SQLStatement("SELECT $1::text, $2::bigint")
  private static let add = SQLInsertion(
    into: "things", [.init("number", .integer), .init("name", .text), .init("amount", .integer)])
  private static let addMissing = SQLInsertion(
    into: "things", [.init("number", .integer), .init("name", .text)], onConflict: "(number) DO NOTHING")
  private static let all = SQLStatement("SELECT number, name, amount FROM things ORDER BY number")
  private static let one = SQLStatement("SELECT name FROM things WHERE number = $1")
  private static let count = SQLStatement("SELECT count(*), sum(amount) FROM things")
  private static let rename = SQLStatement("UPDATE things SET name = $1 WHERE number >= $2")

  private func things() throws -> (database: TestDatabase, connection: PostgresConnection) {
    let database = try makeDatabase()
    try database.execute(
      "CREATE TABLE things (number BIGINT PRIMARY KEY, name TEXT COLLATE \"C\", amount BIGINT CHECK (amount >= 0))")
    return (database, try database.connect())
  }

  /// Texts that break whatever puts them between quotation marks, or takes them for something else.
  private static let hostile: [String] = [
    "", " ", "NULL", "null", "'", "''", "\"", "\\", "\\\\", "\\N", "{}", "{\"a\",NULL}", "{{1},{2}}", ",", "a,b", "$1",
    "%s", "--", "'; DROP TABLE things; --", "\u{1}\u{7F}", "\n\r\t", "é", "e\u{301}", "\u{FFFD}", "\u{FEFF}",
    "\u{10FFFF}", "👩‍👩‍👧‍👦", "الكمية", String(repeating: "\\\"", count: 70_000),
  ]

  // MARK: Values

  func testTextsAndNumbersComeBack() throws {
    let database = try makeDatabase()
    let connection = try database.connect()
    let numbers: [Int64] = [0, 1, -1, 7, .max, .min, .max - 1, .min + 1, 10, -10, 1 << 53, 1_000_000_000_000_000_000]
    for (place, text) in ConnectionTests.hostile.enumerated() {
      let values = [SQLValue.text(text), .integer(numbers[place % numbers.count])]
      XCTAssertEqual(try connection.row(ConnectionTests.echo, values), values)
    }
    XCTAssertEqual(try connection.row(ConnectionTests.echo, [.null, .null]), [.null, .null])
  }

  /// What is asked ahead is one question where there are many of a kind, and answered as if each was asked alone.
  func testManyQuestionsOfOneKindAreAskedAsOne() throws {
    let (_, connection) = try things()
    let numbers = ConnectionTests.hostile.indices.map { Int64($0) }
    try connection.insert(
      ConnectionTests.add, zip(numbers, ConnectionTests.hostile).map { [.integer($0), .text($1), .null] })
    let thing = SQLStatement("SELECT number, name FROM things WHERE number = $1 AND name = $2")
    let several = SQLStatement("SELECT number FROM things WHERE number < $1")
    let queries =
      zip(numbers, ConnectionTests.hostile).flatMap { number, name -> [SQLQuery] in
        [
          SQLQuery(thing, [.integer(number), .text(name)]), SQLQuery(thing, [.integer(number + 1), .text(name)]),
          SQLQuery(several, [.integer(number % 4)]), SQLQuery(ConnectionTests.echo, [.text(name), .integer(number)]),
          SQLQuery(ConnectionTests.echo, [number == 3 ? .null : .text(name), .integer(-number)]),
        ]
      }
    let before = connection.journeys
    try connection.prefetch(queries)
    let ahead = try queries.map { try connection.rows($0.statement, $0.values) }
    XCTAssertEqual(connection.journeys, before + 1)
    // Whatever is written makes old what was asked ahead.
    try connection.write(ConnectionTests.rename, [.text("none"), .integer(1_000_000)])
    let alone = try queries.map { Set(try connection.rows($0.statement, $0.values)) }
    XCTAssertGreaterThan(connection.journeys, before + queries.count)
    XCTAssertEqual(ahead.map { Set($0) }, alone)
    XCTAssertEqual(ahead.filter { $0.isEmpty }.count, ConnectionTests.hostile.count + numbers.count { $0 % 4 == 0 })
  }

  func testResultsAreReadByTheirTypes() throws {
    let database = try makeDatabase()
    let row = try database.connect().row(
      SQLStatement(
        """
        SELECT 1::int2, -2::int4, 3::int8, 4::numeric, 4.5::numeric, 9223372036854775807::numeric,
          9223372036854775808::numeric, '-9223372036854775808'::numeric, -9223372036854775809::numeric, '12'::text,
          true, NULL::int8, sum(x), 'NaN'::numeric FROM generate_series(1, 3) AS x
        """), [])
    XCTAssertEqual(
      row,
      [
        .integer(1), .integer(-2), .integer(3), .integer(4), .text("4.5"), .integer(Int64.max),
        .text("9223372036854775808"), .integer(Int64.min), .text("-9223372036854775809"), .text("12"), .text("t"),
        .null, .integer(6), .text("NaN"),
      ])
  }

  /// It would be cut off there.
  func testATextWithAZeroInItIsRefused() throws {
    let (_, connection) = try things()
    for add in [
      { try connection.run(ConnectionTests.rename, [.text("a\0b"), .integer(1)]) },
      { try connection.insert(ConnectionTests.add, [[.integer(1), .text("a\0b"), .null]]) },
      { try connection.insert(ConnectionTests.add, (1...2).map { [.integer($0), .text("a\0b"), .null] }) },
    ] as [() throws -> Void] {
      XCTAssertThrowsError(try add()) { error in
        XCTAssert((error as? SQLFailure)?.details.contains("U+0000") == true, "\(error)")
      }
    }
    XCTAssertEqual(try connection.row(ConnectionTests.count, []), [.integer(0), .null])
  }

  func testRowsThatAreAddedTogetherAreThereAsTheyWere() throws {
    let (_, connection) = try things()
    let report = try checkProperty(
      "rows added together are there as they were", cases: 150, minimumShares: ["many": 0.5, "nothing": 0.2]
    ) { choices in
      try connection.run(SQLStatement("TRUNCATE things"), [])
      let rows: [[SQLValue]] = (0..<choices.integer(in: 1...6)).map { number in
        let text: String? = choices.chance(1, in: 4) ? nil : ConnectionTests.text(choices)
        let amount: Int64? = choices.optional { $0.boundaryInteger(in: 0...Int64.max) }
        return [.integer(number), SQLValue(text), SQLValue(amount)]
      }
      choices.note("\(rows)")
      if rows.count > 1 { choices.count("many") }
      if rows.contains(where: { $0.contains(.null) }) { choices.count("nothing") }
      try connection.insert(ConnectionTests.add, rows)
      try expectEqual(try connection.rows(ConnectionTests.all, []), rows, "the rows")
    }
    print(report)
  }

  private static func text(_ choices: Choices) -> String {
    if choices.chance(1, in: 2) { return choices.element(of: Array(hostile.dropLast())) }
    return choices.string(0...6).filter { $0 != "\0" }
  }

  /// Texts that only look the same are not: neither in the database nor in what was asked ahead.
  func testTextsAreComparedByteByByte() throws {
    let (_, connection) = try things()
    let spellings = ["\u{E9}", "e\u{301}"]
    try connection.insert(
      ConnectionTests.add, spellings.enumerated().map { [.integer($0), .text($1), .integer($0)] })
    let find = SQLStatement("SELECT number FROM things WHERE name = $1")
    try connection.prefetch(spellings.map { SQLQuery(find, [.text($0)]) })
    for (number, spelling) in spellings.enumerated() {
      XCTAssertEqual(try connection.rows(find, [.text(spelling)]), [[.integer(number)]])
    }
    XCTAssertNotEqual(SQLValue.text(spellings[0]), .text(spellings[1]))
  }

  // MARK: Amounts

  func testTenThousandWritesWaitForNobody() throws {
    let (_, connection) = try things()
    let before = connection.journeys
    try connection.begin()
    for number in 0..<10_000 {
      try connection.insert(ConnectionTests.add, [[.integer(number), .text("thing \(number)"), .integer(1)]])
    }
    XCTAssertEqual(connection.journeys, before, "nobody has waited yet")
    try connection.commit()
    XCTAssertEqual(connection.journeys, before + 1)
    XCTAssertEqual(try connection.row(ConnectionTests.count, []), [.integer(10_000), .integer(10_000)])
  }

  /// Twenty thousand rows and texts of more than what one statement takes go in several, and nothing is lost between.
  func testManyAndLargeRowsGoInPieces() throws {
    let (_, connection) = try things()
    try connection.insert(
      ConnectionTests.add, (0..<20_001).map { [.integer($0), .text("\($0)"), .integer(1)] })
    let large = String(repeating: "x\"", count: 500_000)
    try connection.insert(
      ConnectionTests.add, (20_001..<20_012).map { [.integer($0), .text(large), .integer(1)] })
    XCTAssertEqual(try connection.row(ConnectionTests.count, []), [.integer(20_012), .integer(20_012)])
    XCTAssertEqual(try connection.row(ConnectionTests.one, [.integer(20_011)]), [.text(large)])
    XCTAssertEqual(try connection.row(ConnectionTests.one, [.integer(19_999)]), [.text("19999")])
    // Those of one statement that are there already are left out, and the others added.
    try connection.insert(ConnectionTests.addMissing, (20_000..<20_020).map { [.integer($0), .text("new")] })
    XCTAssertEqual(try connection.row(ConnectionTests.count, [])?[0], .integer(20_020))
    XCTAssertEqual(try connection.row(ConnectionTests.one, [.integer(20_000)]), [.text("20000")])
  }

  /// More than fits between the two while both speak: a server whose answers are not read reads no questions.
  func testNeitherSideWaitsForTheOther() throws {
    let database = try makeDatabase()
    let connection = try database.connect()
    let long = SQLStatement("SELECT repeat('x', 1000000) || $1::text")
    let text = String(repeating: "y", count: 1_000_000)
    try connection.prefetch((0..<40).map { SQLQuery(long, [.text("\($0)" + text)]) })
    for number in 0..<40 {
      let found = try connection.row(long, [.text("\(number)" + text)])?[0].text
      XCTAssertEqual(found?.utf8.count, 2_000_000 + "\(number)".count)
    }
    let rows = SQLStatement("SELECT repeat('z', 100), x FROM generate_series(1, 200000) AS x")
    var sum: Int64 = 0
    try connection.query(rows, []) { row throws(SQLFailure) in
      sum += row[1].integer ?? 0
      return true
    }
    XCTAssertEqual(sum, 200_000 * 200_001 / 2)
  }

  // MARK: Journeys

  func testATransactionTakesAsManyJourneysAsItHasQuestions() throws {
    let (_, connection) = try things()
    try connection.run(ConnectionTests.rename, [.text("x"), .integer(0)])
    func journeys(_ body: () throws -> Void) rethrows -> Int {
      let before = connection.journeys
      try body()
      return connection.journeys - before
    }
    XCTAssertEqual(
      try journeys {
        try connection.begin()
        try connection.insert(ConnectionTests.add, [[.integer(1), .text("a"), .integer(1)]])
        try connection.write(ConnectionTests.rename, [.text("b"), .integer(1)])
        try connection.commit()
      }, 1, "nothing is asked")
    XCTAssertEqual(
      try journeys {
        try connection.begin()
        let queries = [SQLQuery(ConnectionTests.one, [.integer(1)]), SQLQuery(ConnectionTests.all, [])]
        try connection.prefetch(queries)
        XCTAssertEqual(try connection.row(ConnectionTests.one, [.integer(1)]), [.text("b")])
        XCTAssertEqual(try connection.rows(ConnectionTests.all, []).count, 1)
        try connection.prefetch(queries)
        try connection.write(ConnectionTests.rename, [.text("c"), .integer(1)])
        try connection.commit()
      }, 2, "what is asked ahead, and what saves")
    XCTAssertEqual(
      try journeys {
        try connection.begin()
        try connection.prefetch([SQLQuery(ConnectionTests.one, [.integer(1)])])
        try connection.write(ConnectionTests.rename, [.text("d"), .integer(1)])
        XCTAssertEqual(try connection.row(ConnectionTests.one, [.integer(1)]), [.text("d")], "not what was before")
        try connection.rollBack()
      }, 3, "what is written makes old what was asked ahead")
    XCTAssertEqual(try journeys { try connection.prefetch([]) }, 0)
    XCTAssertEqual(try connection.row(ConnectionTests.one, [.integer(1)]), [.text("c")])
  }

  func testAReaderSeesOneMomentAndDoesNotWaitForItsEnd() throws {
    let (database, connection) = try things()
    let other = try database.connect()
    try other.insert(ConnectionTests.add, [[.integer(1), .text("a"), .integer(1)]])
    XCTAssertEqual(try other.row(ConnectionTests.count, [])?[0], .integer(1))
    let before = connection.journeys
    try connection.beginReading()
    XCTAssertEqual(try connection.row(ConnectionTests.one, [.integer(1)]), [.text("a")])
    XCTAssertEqual(try other.run(ConnectionTests.rename, [.text("b"), .integer(1)]), 1)
    XCTAssertEqual(try connection.row(ConnectionTests.one, [.integer(1)]), [.text("a")])
    try connection.endReading()
    XCTAssertEqual(connection.journeys, before + 2)
    try connection.beginReading()
    XCTAssertEqual(try connection.row(ConnectionTests.one, [.integer(1)]), [.text("b")])
    XCTAssertThrowsError(try connection.run(ConnectionTests.rename, [.text("c"), .integer(1)])) { error in
      XCTAssertEqual((error as? SQLFailure)?.kind, .readOnly)
    }
  }
}
