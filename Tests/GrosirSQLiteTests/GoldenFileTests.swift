import Foundation
import GrosirSQLite
import StoreSuites
import XCTest

/// A file that the first version wrote is read by this one and by every later one.
final class GoldenFileTests: XCTestCase {
  /// The newest schema of which there is a file.
  private static let newestSchema = 1

  private func golden(ofSchema number: Int) -> URL { GoldenLife.file(ofSchema: number, "sqlite") }

  /// A store of a copy, which goes with the folder.
  private func openGolden(ofSchema number: Int, _ folder: TemporaryFolder) throws -> SQLiteStore {
    let path = folder.path("golden\(number)")
    try FileManager.default.copyItem(atPath: golden(ofSchema: number).path, toPath: path)
    return try SQLiteStore(path: path)
  }

  func testFilesOfEverySchemaAreReadBack() async throws {
    let (life, folder) = (try GoldenLife(), try TemporaryFolder())
    if ProcessInfo.processInfo.environment["GROSIR_STORED_FIXTURES"] == "write" { try await write(life, folder) }
    for number in 1...GoldenFileTests.newestSchema {
      let store = try openGolden(ofSchema: number, folder)
      try await life.expectReadBack(by: store)
      await store.close()
    }
  }

  func testCommandsOfAnEarlierVersionAreAnsweredAgain() async throws {
    let folder = try TemporaryFolder()
    let store = try openGolden(ofSchema: 1, folder)
    try await GoldenLife().expectAnsweredAgain(by: store)
    await store.close()
  }

  private func write(_ life: GoldenLife, _ folder: TemporaryFolder) async throws {
    let golden = golden(ofSchema: GoldenFileTests.newestSchema)
    guard !FileManager.default.fileExists(atPath: golden.path) else { return }
    let path = folder.path("new")
    let store = try SQLiteStore(path: path)
    try await life.run(on: store)
    await store.close()
    try FileManager.default.copyItem(at: URL(fileURLWithPath: path), to: golden)
  }
}
