import CFaultyFiles
import Foundation
import GrosirCore
import GrosirEngine
import GrosirSQLite
import GrosirTesting
import XCTest

/// A file that cannot be used as it has to be: whoever asks is told what to do, nothing is half-written, and once it
/// can be used again everything goes on.
final class UnusableFileTests: XCTestCase {
  // MARK: Only to be read

  /// Whoever runs the tests, root included, may not write the file.
  func testAFileThatMayOnlyBeRead() async throws {
    let folder = try TemporaryFolder()
    let path = try await UnusableFileTests.stocked(folder.path())
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    XCTAssertEqual(faulty_files_install(), 1)
    defer { faulty_files_remove() }
    faulty_files_protect(1)
    let refused = await UnusableFileTests.error { () throws(StoreError) in try SQLiteStore(path: path) }
    expect(refused, "storeUnavailable", "let this user write the file")
    expect(
      await UnusableFileTests.error { () throws(StoreError) in try SQLiteStore.migrate(path: path) },
      "storeUnavailable", "let this")
    let reading = try SQLiteStore(reading: path)
    let events = try await UnusableFileTests.events(of: reading)
    XCTAssertEqual(events.count, 1)
    let write = await UnusableFileTests.error { () async throws(StoreError) in
      try await UnusableFileTests.reserve("a", in: reading)
    }
    expect(write, "storeUnavailable", "opened only to read")
    await reading.close()
    XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path)), before, "the file has changed")
    faulty_files_protect(0)
    try await UnusableFileTests.expectToGoOn(path, with: "a", after: events)
  }

  // MARK: Held by others

  /// Another program writes, and does not end: a command is given up, and may be given again.
  func testAFileThatAnotherProgramWrites() async throws {
    let folder = try TemporaryFolder()
    let path = try await UnusableFileTests.stocked(folder.path())
    let store = try SQLiteStore(path: path)
    let events = try await UnusableFileTests.events(of: store)
    let program = try unsafe XCTUnwrap(other_program_opens(path, "BEGIN EXCLUSIVE"))
    let refused = await UnusableFileTests.error { () async throws(StoreError) in
      try await UnusableFileTests.reserve("a", in: store)
    }
    expect(refused, "storeUnavailable", "another program holds the file: end what it does there")
    let kept = try await UnusableFileTests.events(of: store)
    XCTAssertEqual(kept, events, "who reads need not wait")
    unsafe other_program_closes(program)
    let isRepeated = try await UnusableFileTests.reserve("a", in: store)
    XCTAssertFalse(isRepeated, "what was refused had been kept")
    await store.close()
    try await UnusableFileTests.expectToGoOn(path, with: "b", after: events, and: 1)
  }

  /// Another program has the whole file to itself, so that it cannot even be opened.
  func testAFileThatAnotherProgramHasToItself() async throws {
    let folder = try TemporaryFolder()
    let path = try await UnusableFileTests.stocked(folder.path())
    let program = try unsafe XCTUnwrap(
      other_program_opens(path, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; SELECT count(*) FROM tenants"))
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    // Both wait a while, each on a thread of its own.
    let opening = Task.detached {
      await UnusableFileTests.error { () throws(StoreError) in try SQLiteStore(path: path) }
    }
    let reading = await Task.detached {
      await UnusableFileTests.error { () throws(StoreError) in try SQLiteStore(reading: path) }
    }.value
    expect(await opening.value, "storeUnavailable", "another program holds the file: end what it does there")
    expect(reading, "storeUnavailable", "another program holds the file: end what it does there")
    XCTAssertEqual(try Data(contentsOf: URL(fileURLWithPath: path)), before, "the file has changed")
    unsafe other_program_closes(program)
    try await UnusableFileTests.expectToGoOn(path, with: "a", after: nil)
  }

  // MARK: No place

  func testADirectoryThatIsNotThere() async throws {
    let folder = try TemporaryFolder()
    let directory = folder.path("none")
    let path = directory + "/store.sqlite"
    expect(
      await UnusableFileTests.error { () throws(StoreError) in try SQLiteStore(path: path) }, "storeUnavailable",
      "make the directory")
    expect(
      await UnusableFileTests.error { () throws(StoreError) in try SQLiteStore.migrate(path: path) },
      "storeUnavailable",
      "make the directory")
    expect(
      await UnusableFileTests.error { () throws(StoreError) in try SQLiteStore(reading: path) }, "storeUnavailable",
      "see that the directory is there")
    XCTAssertFalse(FileManager.default.fileExists(atPath: directory), "something was made")
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
    let store = try SQLiteStore(path: path)
    await store.close()
  }

  /// Where there is no room even for an empty file's schema, there is none afterwards.
  func testADiskThatIsFullFromTheBeginning() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path()
    XCTAssertEqual(faulty_files_install(), 1)
    defer { faulty_files_remove() }
    faulty_files_fill()
    expect(
      await UnusableFileTests.error { () throws(StoreError) in try SQLiteStore(path: path) }, "storeLimitReached",
      "make room")
    faulty_files_heal()
    XCTAssertEqual(try SQLiteDatabase.rows("SELECT name FROM sqlite_schema", in: path), [], "half a schema is there")
    _ = try await UnusableFileTests.stocked(path)
    try await UnusableFileTests.expectToGoOn(path, with: "a", after: nil)
  }

  /// A disk that is full while a store is in use: what was answered stays, and the rest can be given again.
  func testADiskThatBecomesFull() async throws {
    let folder = try TemporaryFolder()
    let path = try await UnusableFileTests.stocked(folder.path())
    XCTAssertEqual(faulty_files_install(), 1)
    defer { faulty_files_remove() }
    let store = try SQLiteStore(path: path)
    _ = try await UnusableFileTests.reserve("a", in: store)
    let events = try await UnusableFileTests.events(of: store)
    faulty_files_fill()
    for _ in 0..<2 {
      let refused = await UnusableFileTests.error { () async throws(StoreError) in
        try await UnusableFileTests.reserve("b", in: store)
      }
      expect(refused, "storeLimitReached", "make room on the disk, then give the command again")
    }
    let kept = try await UnusableFileTests.events(of: store)
    XCTAssertEqual(kept, events, "what was not answered had been kept")
    faulty_files_heal()
    let isRepeated = try await UnusableFileTests.reserve("b", in: store)
    XCTAssertFalse(isRepeated, "what was refused had been kept")
    await store.close()
    try await UnusableFileTests.expectToGoOn(path, with: "c", after: events, and: 1)
  }

  // MARK: What is done

  private static let tenant = TenantID(literal: "tenant")
  private static let key = StockKey(
    owner: OwnerID(literal: "owner"), location: LocationID(literal: "jakarta"), variant: VariantID(literal: "M"))

  /// The path of a store with a stock in it, which nobody has open.
  private static func stocked(_ path: String) async throws -> String {
    let store = try SQLiteStore(path: path)
    _ = try await Engine(store).execute(AdjustStock(key, by: 9, because: .receipt), in: context("stock"))
    await store.close()
    return path
  }

  /// Reserves a unit for an order; says whether that had been answered before.
  @discardableResult
  private static func reserve(_ name: String, in store: SQLiteStore) async throws(StoreError) -> Bool {
    guard let order = OrderID(name) else { preconditionFailure("an identity") }
    let transaction = Transaction(ReserveStock(order, [StockLine(key, 1)]), in: context(name))
    switch try await store.transact(transaction) {
    case .answered(_, let isRepeated): return isRepeated
    case .conflict: throw .defect("nobody else has the identity")
    }
  }

  private static func context(_ name: String) -> Context {
    guard let command = CommandID(name) else { preconditionFailure("an identity") }
    return Context(tenant: tenant, command: command, actor: ActorID(literal: "test"), now: .epoch, seed: 1)
  }

  private static func events(of store: SQLiteStore) async throws(StoreError) -> [LoggedEvent] {
    try await store.events(of: nil, in: tenant, after: 0, limit: 100)
  }

  /// Opens a file again, finds it sound, and finds in it what was there before, and so many events more; and it takes
  /// another order.
  private static func expectToGoOn(
    _ path: String, with order: String, after events: [LoggedEvent]?, and more: Int = 0
  ) async throws {
    let store = try SQLiteStore(path: path)
    let found = try await self.events(of: store)
    if let events {
      XCTAssertEqual(Array(found.prefix(events.count)), events)
      XCTAssertEqual(found.count, events.count + more)
    }
    let isRepeated = try await reserve(order, in: store)
    XCTAssertFalse(isRepeated)
    let faults = try await store.faults()
    XCTAssertEqual(faults, [])
    let differences = try await Engine(store).reconciliation(of: tenant).differences
    XCTAssertEqual(differences, [])
    await store.close()
  }

  // MARK: What is said

  /// What something fails with.
  private static func error<Value>(_ body: () async throws(StoreError) -> Value) async -> StoreError? {
    do throws(StoreError) {
      _ = try await body()
      return nil
    } catch {
      return error
    }
  }

  /// Expects an error that says what to do, to operators alone.
  private func expect(_ error: StoreError?, _ code: String, _ words: String, line: UInt = #line) {
    XCTAssertEqual(error?.code, code, error?.debugDescription ?? "there was no error", line: line)
    XCTAssert(
      error?.details.contains(words) ?? false, "\(error?.details ?? "nothing") does not say: \(words)", line: line)
    XCTAssertFalse(error?.description.contains("sqlite") ?? true, "what anybody sees names no path", line: line)
  }
}
