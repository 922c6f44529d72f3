import CFaultyFiles
import Foundation
import GrosirCore
import GrosirEngine
import GrosirSQL
import GrosirSQLite
import GrosirTesting
import XCTest
import grosir

/// Every statement finds what it asks for by an index, and in the order in which it is wanted; however much is kept.
///
/// Statements are listened to while every law, every fixture and the operators' commands run, so that none is left out
/// that was written since.
final class StatementPlanTests: XCTestCase {
  /// What may look at all of a table, or sort what it found; and why.
  private static let exceptions: [(statements: [String], reason: String)] = [
    (Schema.tableNames.map { "SELECT count(*) FROM \($0)" }, "an operator counts rows, seldom"),
    (["SELECT state, count(*) FROM effects GROUP BY state ORDER BY state"], "an operator counts effects, seldom"),
    (["SELECT tenant FROM tenants ORDER BY tenant"], "an operator asks for all there are, in the table's order"),
    (
      ["SELECT count(*) FROM sqlite_schema", "SELECT number, name, checksum FROM schema_migrations ORDER BY number"],
      "when a file is opened: all there are, and few"
    ),
  ]

  func testEveryStatementUsesAnIndex() async throws {
    let folder = try TemporaryFolder()
    let statements = try await StatementPlanTests.statements(folder)
    let path = folder.path()
    XCTAssertEqual(try SQLiteDatabase.migrate(path, Migrator(Migration.all(in: .sqlite))), ["everything"])
    var (slow, excused) = (0, Set<String>())
    for statement in statements {
      let faults = try StatementPlanTests.faults(of: statement, in: path)
      guard !faults.isEmpty else { continue }
      if let exception = StatementPlanTests.exceptions.first(where: { $0.statements.contains(statement) }) {
        slow += 1
        excused.insert(exception.reason)
      } else {
        XCTFail("\(statement)\n\(faults)")
      }
    }
    let idle = StatementPlanTests.exceptions.filter { !excused.contains($0.reason) }
    XCTAssertEqual(idle.map { $0.reason }, [], "excuses that nothing needs")
    print("\(statements.count) statements, of which \(slow) may be slow, for \(excused.count) reasons")
  }

  /// No statement of the sources was left out.
  private static func expectAll(_ heard: [String]) throws {
    for file in try StatementSourceTests.sources() where file.folder == "Sources/GrosirSQL" {
      for literal in StatementSourceTests.statements(in: file.text) {
        let text = oneLine(literal)
        guard ["SELECT", "INSERT", "UPDATE", "DELETE", "WHERE", "JOIN"].contains(where: { text.hasPrefix($0 + " ") }),
          !text.contains("\\(")
        else { continue }
        XCTAssert(heard.contains { $0.contains(text) }, "\(file.name): nothing runs \(text)")
      }
    }
  }

  func testAStatementWithoutAnIndexIsFound() throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    _ = try SQLiteDatabase.migrate(path, Migrator(Migration.all(in: .sqlite)))
    for statement in [
      "SELECT command FROM commands WHERE name = $1", "SELECT balance FROM accounts ORDER BY balance",
      "SELECT number FROM events WHERE tenant = $1 ORDER BY happened_at", "DELETE FROM effects WHERE name = $1",
      "SELECT s.session FROM sessions s JOIN stocks t ON t.owner = s.session WHERE s.tenant = $1",
    ] {
      XCTAssertFalse(try StatementPlanTests.faults(of: statement, in: path).isEmpty, statement)
    }
  }

  // MARK: Listening

  /// All that is asked of a file, each once.
  private static func statements(_ folder: TemporaryFolder) async throws -> [String] {
    statements_listen()
    defer { statements_forget() }
    for law in StoreLaw.allCases {
      try await law.verify { hook in try SQLiteStore(path: folder.path(law.rawValue), hook: hook) }
    }
    for (name, scenario) in try DifferentialTests.fixtures() {
      let path = folder.path(name)
      let store = try SQLiteStore(path: path)
      _ = try await StoreView(scenario, on: store)
      await store.close()
      let surroundings = Surroundings(readFile: { _ in [] }, inputIsTerminal: false, usesColor: false)
      for word in ["migrate", "check", "stats", "outbox"] {
        let outcome = await Grosir.run(["store", word, path], in: surroundings)
        try expectEqual(outcome.status, .answered, outcome.problem)
      }
    }
    let heard = try (0..<statements_count()).map { number in
      oneLine(unsafe String(cString: try XCTUnwrap(statements_text(number))))
    }
    try expectAll(heard)
    let words = ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"]
    return heard.filter { statement in words.contains { statement.hasPrefix($0 + " ") } }.sorted()
  }

  private static func oneLine(_ text: String) -> String {
    text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
  }

  // MARK: Judging

  /// What is slow about a statement where much is kept: the parts of its plan that look at all of a table, or sort.
  private static func faults(of statement: String, in path: String) throws -> [String] {
    let plan = try SQLiteDatabase.rows("EXPLAIN QUERY PLAN " + statement, in: path).compactMap { $0[3].text }
    // What a query within the query has found is looked at as a whole, which is what it was found for.
    let found = plan.filter { $0.hasPrefix("MATERIALIZE ") || $0.hasPrefix("CO-ROUTINE ") }
      .map { "SCAN " + $0.split(separator: " ")[1] }
    return plan.filter { part in
      part.hasPrefix("USE TEMP B-TREE") || (part.hasPrefix("SCAN ") && !found.contains(part))
    }
  }
}
