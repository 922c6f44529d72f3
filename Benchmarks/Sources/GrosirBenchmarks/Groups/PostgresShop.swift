import CRivals
import Foundation
import GrosirEngine
import GrosirPostgres

extension PostgresStore: ClosedStore {}

/// A PostgreSQL store in a database of its own.
final class PostgresShop: StoreShop<PostgresStore> {
  let database: PostgresDatabase

  /// A new store, ready for a kind of work.
  init(on server: PostgresServer, for work: some StoreWork) throws {
    let database = try server.makeDatabase()
    self.database = database
    let address = database.address
    super.init(on: try waiting { try await PostgresStore(address) })
    try prepare(for: work)
  }

  /// Ensures that a kind of work was done so often.
  func check(_ work: some StoreWork, _ count: Int) throws {
    let found = try database.number(work.countQuery)
    try require(found == count, "the store has done \(found) of \(count): \(work.name)")
  }
}

/// The same rows without a store: everything that a command changes in one statement, prepared once, in a loop.
@safe
final class PostgresLoop {
  private let loop: OpaquePointer
  private let database: PostgresDatabase

  /// A loop in a database of its own, made by a store that has done the work of the first numbers, one of each variant.
  init(on server: PostgresServer, for work: some StoreWork, variants: Int) throws {
    let shop = try PostgresShop(on: server, for: work)
    _ = try shop.run(work, 0..<variants, callers: 1)
    try shop.close()
    database = shop.database
    let kind = work is Joining ? POSTGRES_JOIN : POSTGRES_RESERVE
    guard let loop = unsafe postgres_loop_open(database.address, kind, Int32(variants)) else {
      throw Disagreement(description: "the loop finds no rows like those it is to write: \(work.name)")
    }
    unsafe self.loop = loop
  }

  deinit { unsafe postgres_loop_close(loop) }

  /// Does the work of some numbers, each in a transaction of its own.
  ///
  /// - Returns: nanoseconds.
  func run(_ range: Range<Int>) throws -> Double {
    var isDone: Int32 = 0
    let time = nanoseconds { isDone = unsafe postgres_loop_run(loop, range.lowerBound, range.count) }
    try require(isDone != 0, "the loop failed: \(unsafe String(cString: postgres_loop_failure(loop)))")
    return time
  }

  /// Ensures that a kind of work was done so often.
  func check(_ work: some StoreWork, _ count: Int) throws {
    let found = try database.number(work.countQuery)
    try require(found == count, "the loop has done \(found) of \(count): \(work.name)")
  }

  /// Ensures that every row of every table is the same as in a store.
  func compare(with shop: PostgresShop) throws {
    let (mine, its) = (try database.contents(), try shop.database.contents())
    for (table, rows) in its {
      try require(mine[table] == rows, "in \(table) the store has \(rows), the loop \(mine[table] ?? "no table")")
    }
    try require(mine.count == its.count && its.count > 10, "the loop and the store have other tables")
  }
}

/// Callers that each lock the one row, look at it, change it, and add a reservation and an event.
@safe
final class HotRow {
  private let hot: OpaquePointer
  private let database: PostgresDatabase

  /// So many callers with a connection each, in a database of their own.
  init(on server: PostgresServer, callers: Int) throws {
    database = try server.makeDatabase()
    guard let hot = unsafe postgres_hot_open(database.address, Int32(callers)) else {
      throw Disagreement(description: "\(callers) callers cannot connect, or make no tables")
    }
    unsafe self.hot = hot
  }

  deinit { unsafe postgres_hot_close(hot) }

  /// All callers together reserve so many units.
  ///
  /// - Returns: nanoseconds.
  func run(_ range: Range<Int>) throws -> Double {
    var isDone: Int32 = 0
    let time = nanoseconds { isDone = unsafe postgres_hot_run(hot, range.lowerBound, range.count) }
    try require(isDone != 0, "a caller with FOR UPDATE failed")
    let found = try database.number("SELECT reserved FROM hot_stock")
    try require(found == range.upperBound, "callers with FOR UPDATE have reserved \(found) of \(range.upperBound)")
    return time
  }
}
