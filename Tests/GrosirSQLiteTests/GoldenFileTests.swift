import Foundation
import GrosirEngine
import GrosirJSON
import GrosirMemory
import GrosirSQLite
import StoreSuites
import XCTest
import grosir

/// A file that the first version wrote is read by this one and by every later one, brought to its schema first.
///
/// The file is never written again. One of a later schema is added beside it with `GROSIR_STORED_FIXTURES=write`.
final class GoldenFileTests: XCTestCase {
  private static let scenarioName = "a-full-life-under-warehouse.json"

  /// The newest schema of which there is a file.
  private static let newestSchema = 1

  private static func golden(ofSchema number: Int) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/stored/a-full-life.schema-\(number).sqlite")
  }

  private func scenario() throws -> Scenario {
    try XCTUnwrap(try ScenarioFixtures.all().first { $0.name == GoldenFileTests.scenarioName }?.scenario)
  }

  func testFilesOfEverySchemaAreReadBack() async throws {
    let scenario = try scenario()
    let folder = try TemporaryFolder()
    if ProcessInfo.processInfo.environment["GROSIR_STORED_FIXTURES"] == "write" { try await write(scenario, folder) }
    for number in 1...GoldenFileTests.newestSchema {
      let path = folder.path("golden")
      try FileManager.default.copyItem(atPath: GoldenFileTests.golden(ofSchema: number).path, toPath: path)
      let store = try SQLiteStore(path: path)
      let found = try await Engine(store).reconciliation(of: scenario.tenant)
      XCTAssertEqual(found.differences, [], "schema \(number)")
      XCTAssertGreaterThan(found.comparisons, 50)
      let memory = MemoryStore()
      var replay = Replay(scenario, on: memory)
      try await replay.run()
      let expected = try await StoreView(of: scenario.tenant, in: memory)
      XCTAssertGreaterThan(expected.events.count, 50)
      try await StoreView(of: scenario.tenant, in: store).expectSame(as: expected)
      await store.close()
    }
  }

  /// Whoever gives the same commands again gets the same answers, and changes nothing.
  func testCommandsOfAnEarlierVersionAreAnsweredAgain() async throws {
    let scenario = try scenario()
    let folder = try TemporaryFolder()
    let path = folder.path("golden")
    try FileManager.default.copyItem(atPath: GoldenFileTests.golden(ofSchema: 1).path, toPath: path)
    let store = try SQLiteStore(path: path)
    let before = try await store.events(of: nil, in: scenario.tenant, after: 0, limit: 100_000)
    var replay = Replay(scenario, on: store)
    try await replay.run()
    let after = try await store.events(of: nil, in: scenario.tenant, after: 0, limit: 100_000)
    XCTAssertEqual(before, after)
    await store.close()
  }

  private func write(_ scenario: Scenario, _ folder: TemporaryFolder) async throws {
    let golden = GoldenFileTests.golden(ofSchema: GoldenFileTests.newestSchema)
    guard !FileManager.default.fileExists(atPath: golden.path) else { return }
    let path = folder.path("new")
    let store = try SQLiteStore(path: path)
    var replay = Replay(scenario, on: store)
    try await replay.run()
    await store.close()
    try FileManager.default.copyItem(at: URL(fileURLWithPath: path), to: golden)
  }
}
