import Foundation
import GrosirPostgres
import GrosirSQL
import StoreSuites
import XCTest

/// A database that the first version wrote is read by this one and by every later one.
final class GoldenDatabaseTests: DatabaseTestCase {
  /// The newest schema of which there is a dump.
  private static let newestSchema = 1

  private func golden(ofSchema number: Int) -> URL { GoldenLife.file(ofSchema: number, "postgresql.sql") }

  /// A store of a database that is as the dump was.
  private func openGolden(ofSchema number: Int) async throws -> PostgresStore {
    let database = try makeDatabase()
    let connection = try database.connect()
    let dump = try String(contentsOf: golden(ofSchema: number), encoding: .utf8)
    for statement in GoldenDatabaseTests.statements(of: dump) {
      try connection.run(SQLStatement(statement), [])
    }
    return try await PostgresStore(database.address())
  }

  /// What a dump says: a statement ends with a line; no text in it does.
  private static func statements(of dump: String) -> [String] {
    dump.split(separator: "\n").filter { !$0.hasPrefix("--") && !$0.hasPrefix("\\") }.joined(separator: "\n")
      .components(separatedBy: ";\n")
      .filter { !$0.isEmpty }
  }

  func testDatabasesOfEverySchemaAreReadBack() async throws {
    let life = try GoldenLife()
    if ProcessInfo.processInfo.environment["GROSIR_STORED_FIXTURES"] == "write" { try await write(life) }
    for number in 1...GoldenDatabaseTests.newestSchema {
      let store = try await openGolden(ofSchema: number)
      try await life.expectReadBack(by: store)
      await store.close()
    }
  }

  func testCommandsOfAnEarlierVersionAreAnsweredAgain() async throws {
    let store = try await openGolden(ofSchema: 1)
    try await GoldenLife().expectAnsweredAgain(by: store)
    await store.close()
  }

  /// Writes the dump of the newest schema, if there is none.
  private func write(_ life: GoldenLife) async throws {
    let golden = golden(ofSchema: GoldenDatabaseTests.newestSchema)
    guard !FileManager.default.fileExists(atPath: golden.path) else { return }
    let database = try makeDatabase()
    let store = try await PostgresStore(database.address())
    try await life.run(on: store)
    await store.close()
    let dump = Process()
    dump.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    dump.arguments = [
      "pg_dump", "--no-owner", "--no-privileges", "--rows-per-insert=1000", "--file", golden.path, database.address(),
    ]
    try dump.run()
    dump.waitUntilExit()
    XCTAssertEqual(dump.terminationStatus, 0)
  }
}
