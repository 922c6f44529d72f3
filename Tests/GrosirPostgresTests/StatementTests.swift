import Foundation
import GrosirPostgres
import GrosirSQL
import XCTest

/// Every statement that stands in the sources is one on this schema.
final class StatementTests: DatabaseTestCase {
  func testEveryStatementCanBePrepared() throws {
    let database = try makeDatabase()
    let address = try PostgresAddress(database.address())
    let (connection, _) = try PostgresDatabase.openToWrite(address, Migrator(Migration.all(in: .postgres)))
    var texts = try StatementTests.statements()
    XCTAssertGreaterThan(texts.count, 80)
    for table in Schema.tables { texts += [table.insertion.one.text, table.insertion.many.text, table.update.text] }
    // What begins and ends transactions needs no preparing.
    let words = ["BEGIN", "COMMIT", "ROLLBACK"]
    for (number, text) in texts.enumerated() where !words.contains(where: { text.hasPrefix($0) }) {
      do {
        try connection.run(SQLStatement("PREPARE each_\(number) AS \(text)"), [])
      } catch {
        XCTFail("\(error)\n\(text)")
      }
    }
  }

  /// The texts of all statements and insertions in the sources, and of the queries of a table.
  private static func statements() throws -> [String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    let tables = Dictionary(uniqueKeysWithValues: Schema.tables.map { ($0.name, $0) })
    let statement = try Regex<(Substring, Substring?, Substring?, Substring?)>(
      #"(?s)(?:SQLStatement|Tables\.(\w+)\.query)\(\s*(?:"""\n(.*?)\n\s*"""|"((?:[^"\\]|\\.)*)")\s*\)"#)
    var found: [String] = []
    let paths = try ["GrosirSQL", "GrosirPostgres"].flatMap { folder in
      try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
        .map { "\(folder)/\($0)" }
    }
    for path in paths where path.hasSuffix(".swift") {
      let source = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      for match in source.matches(of: statement) {
        let text = String(match.output.2 ?? match.output.3 ?? "")
        // What is put together from the names of a table is taken from the tables.
        guard !text.contains("\\(") else { continue }
        if let name = match.output.1 {
          let snake = name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
          found.append(try XCTUnwrap(tables[snake], snake).query(text).text)
        } else {
          found.append(text)
        }
      }
    }
    return found
  }
}
