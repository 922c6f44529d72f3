import CRivals
import Foundation
import GrosirEngine
import GrosirSQLite

/// A folder for the databases of a comparison, with the stores in it; removed when they are.
final class StoreFolder {
  private let folder: URL
  private var made = 0

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("grosir-stores-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    // What cannot be removed is left to whoever clears temporary files.
    try? FileManager.default.removeItem(at: folder)
  }

  /// The path of a file that is not there yet.
  func newPath() -> String {
    made += 1
    return folder.appendingPathComponent("\(made).sqlite").path
  }
}

extension SQLiteStore: ClosedStore {}

/// An SQLite store in a file of its own.
final class SQLiteShop: StoreShop<SQLiteStore> {
  let path: String
  private let folder: StoreFolder

  /// A new store, ready for a kind of work.
  init(in folder: StoreFolder, for work: some StoreWork) throws {
    path = folder.newPath()
    self.folder = folder
    super.init(on: try SQLiteStore(path: path))
    try prepare(for: work)
  }

  /// Ensures that a kind of work was done so often.
  func check(_ work: some StoreWork, _ count: Int) throws {
    let found = unsafe sqlite_number(path, work.countQuery)
    try require(found == count, "the store has done \(found) of \(count): \(work.name)")
  }
}

/// The same rows without a store: statements that are prepared once, in a loop.
@safe
final class RawLoop {
  private let loop: OpaquePointer
  private let path: String

  /// A loop on a file of its own, made by a store that has done the work of the first numbers, one of each variant.
  convenience init(in folder: StoreFolder, for work: some StoreWork, variants: Int) throws {
    let shop = try SQLiteShop(in: folder, for: work)
    _ = try shop.run(work, 0..<variants, callers: 1)
    try shop.close()
    try self.init(shop.path, for: work, variants: variants)
  }

  /// A loop on a file that a store has made, in which it has done the work of the first numbers, and closed.
  init(_ path: String, for work: some StoreWork, variants: Int) throws {
    self.path = path
    let kind = work is Joining ? SQLITE_JOIN : SQLITE_RESERVE
    guard let loop = unsafe sqlite_loop_open(path, kind, Int32(variants)) else {
      throw Disagreement(description: "the raw loop finds no rows like those it is to write: \(work.name)")
    }
    unsafe self.loop = loop
  }

  deinit { unsafe sqlite_loop_close(loop) }

  /// Does the work of some numbers, so many in each transaction.
  ///
  /// - Returns: nanoseconds.
  func run(_ range: Range<Int>, together: Int) throws -> Double {
    var isDone: Int32 = 0
    let time = nanoseconds { isDone = unsafe sqlite_loop_run(loop, range.lowerBound, range.count, together) }
    try require(isDone != 0, "the raw loop failed: \(unsafe String(cString: sqlite_loop_failure(loop)))")
    return time
  }

  /// Ensures that a kind of work was done so often.
  func check(_ work: some StoreWork, _ count: Int) throws {
    let found = unsafe sqlite_number(path, work.countQuery)
    try require(found == count, "the raw loop has done \(found) of \(count): \(work.name)")
  }

  /// Ensures that every row of every table is the same as in a store.
  func compare(with shop: SQLiteShop) throws {
    for (mine, its) in [(path, shop.path), (shop.path, path)] {
      var missing = unsafe sqlite_rows_missing(mine, its)
      let table = unsafe withUnsafeBytes(of: &missing.table) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      try require(
        missing.rows == 0,
        "\(mine == path ? "the raw loop" : "the store") has rows in \(table) that the other has not: \(missing.rows)")
    }
  }
}
