import Foundation
import GrosirCore
import GrosirEngine
import GrosirSQL
import GrosirSQLite
import XCTest

/// What can go wrong when a file is opened, and what is said of it.
final class OpeningTests: XCTestCase {
  private func expect(
    _ code: String, saying words: String, opening path: String, line: UInt = #line
  ) {
    do throws(StoreError) {
      _ = try SQLiteStore(path: path)
      XCTFail("it opened", line: line)
    } catch {
      XCTAssertEqual(error.code, code, error.debugDescription, line: line)
      XCTAssert(error.details.contains(words), "\(error.details) does not say: \(words)", line: line)
      XCTAssertFalse(error.description.contains(path), "what anybody sees names no path", line: line)
    }
  }

  func testAFileOfSomethingElse() throws {
    let path = try TemporaryFolder().path()
    try FileManager.default.createDirectory(
      at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(repeating: UInt8(ascii: "x"), count: 8192).write(to: URL(fileURLWithPath: path))
    expect("storeDefect", saying: "name another file", opening: path)
  }

  func testADatabaseOfAnotherProgram() throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    try OpeningTests.execute("CREATE TABLE notes (text TEXT)", in: path)
    expect("storeDefect", saying: "another program", opening: path)
  }

  func testASecondWriter() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    let first = try SQLiteStore(path: path)
    expect("storeUnavailable", saying: "another store writes", opening: path)
    await first.close()
    let second = try SQLiteStore(path: path)
    await second.close()
  }

  func testAClosedStore() async throws {
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: folder.path())
    await store.close()
    do throws(StoreError) {
      _ = try await store.purge(before: .epoch, limit: 1)
      XCTFail("it purged")
    } catch {
      XCTAssertEqual(error, .unavailable("the store was closed; open it again"))
    }
    do throws(StoreError) {
      _ = try await store.deadlines(dueBy: .latest, limit: 1)
      XCTFail("it read")
    } catch {
      XCTAssertEqual(error.code, "storeUnavailable")
    }
  }

  // MARK: Migrations

  func testANewerSchemaIsRefused() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    await (try SQLiteStore(path: path)).close()
    try OpeningTests.execute("INSERT INTO schema_migrations VALUES (99, 'tomorrow', 1)", in: path)
    expect("storeDefect", saying: "use a newer one", opening: path)
  }

  func testASchemaMadeOtherwiseIsRefused() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    await (try SQLiteStore(path: path)).close()
    try OpeningTests.execute("UPDATE schema_migrations SET checksum = checksum + 1", in: path)
    expect("storeDefect", saying: "other statements", opening: path)
  }

  func testStepsAreAppliedOnceAndForwards() throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    let first = Migration(1, "one", ["CREATE TABLE one (a INTEGER) STRICT"])
    let second = Migration(2, "two", ["CREATE TABLE two (b INTEGER) STRICT", "INSERT INTO one VALUES (7)"])
    XCTAssertEqual(try SQLiteDatabase.migrate(path, Migrator([first])), ["one"])
    XCTAssertEqual(try SQLiteDatabase.migrate(path, Migrator([first, second])), ["two"])
    XCTAssertEqual(try SQLiteDatabase.migrate(path, Migrator([first, second])), [])
    XCTAssertThrowsError(try SQLiteDatabase.migrate(path, Migrator([first])))
    let third = Migration(3, "three", ["CREATE TABLE three (c INTEGER) STRICT", "CREATE TABLE one (a INTEGER)"])
    XCTAssertThrowsError(try SQLiteDatabase.migrate(path, Migrator([first, second, third])))
    XCTAssertEqual(
      try SQLiteDatabase.migrate(path, Migrator([first, second])), [], "a step that fails leaves nothing behind")
  }

  /// Two that start at once: one migrates, the other finds it done.
  func testTwoMayStartAtOnce() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    let migrator = Migrator(Migration.all(in: .sqlite))
    let applied = try await withThrowingTaskGroup(of: [String].self) { group in
      for _ in 0..<4 { group.addTask { try SQLiteDatabase.migrate(path, migrator) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    XCTAssertEqual(applied, ["everything"])
  }

  /// Runs a statement with the system's own tool's library, past the store.
  static func execute(_ statement: String, in path: String) throws {
    try SQLiteDatabase.execute(statement, in: path)
  }
}
