import Foundation
import XCTest

/// Values are only ever bound: no statement is put together from them.
final class StatementSourceTests: XCTestCase {
  /// What makes the schema and the statements of a table is put together from names that stand in the source.
  private static let mayInterpolate: Set<String> = [
    "RowTable.swift", "Ledgers.swift", "Views.swift", "Migration.swift", "SQLDialect.swift", "SQLColumn.swift",
    "SQLInsertion.swift",
  ]

  func testNoStatementHasAnythingPutIntoIt() throws {
    var statements = 0
    for file in try StatementSourceTests.sources() where !StatementSourceTests.mayInterpolate.contains(file.name) {
      for literal in StatementSourceTests.statements(in: file.text) {
        statements += 1
        XCTAssertFalse(literal.contains("\\("), "\(file.name): \(literal)")
      }
    }
    XCTAssertGreaterThan(statements, 60)
  }

  func testAnInterpolatedStatementIsFound() {
    let planted =
      "let a = SQLStatement(\n  \"\"\"\n  SELECT 1 WHERE a = '\\(name)'\n  \"\"\")\n"
      + "let b = f(\"DELETE FROM \\(x)\")"
    XCTAssertEqual(StatementSourceTests.statements(in: planted).filter { $0.contains("\\(") }.count, 2)
  }

  static func sources() throws -> [(folder: String, name: String, text: String)] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try ["Sources/GrosirSQL", "Sources/GrosirSQLite", "Sources/GrosirPostgres"].flatMap { folder in
      let base = root.appendingPathComponent(folder)
      return try FileManager.default.subpathsOfDirectory(atPath: base.path).filter { $0.hasSuffix(".swift") }
        .map { path in
          let url = base.appendingPathComponent(path)
          return (folder, url.lastPathComponent, try String(contentsOf: url, encoding: .utf8))
        }
    }
  }

  /// The literals that look like SQL: those that begin with one of its words.
  static func statements(in source: String) -> [String] {
    let words = ["SELECT", "INSERT", "UPDATE", "DELETE", "WHERE", "CREATE", "PRAGMA", "BEGIN", "COMMIT", "JOIN"]
    var found: [String] = []
    let parts = source.components(separatedBy: "\"\"\"")
    for (place, part) in parts.enumerated() {
      if place % 2 == 1 {
        found.append(part)
        continue
      }
      for line in part.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        let quoted = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        found += quoted.filter { $0.offset % 2 == 1 }.map { String($0.element) }
      }
    }
    return found.filter { literal in
      let start = literal.drop { $0 == " " || $0 == "\n" }
      return words.contains { start.hasPrefix($0 + " ") || start.hasPrefix($0 + "\n") }
    }
  }
}
