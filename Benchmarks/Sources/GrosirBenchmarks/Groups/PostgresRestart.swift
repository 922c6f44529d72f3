import Foundation
import GrosirCore
import GrosirEngine
import GrosirPostgres

/// A process is started on a database that holds much, and answers its first command.
enum PostgresRestart {
  /// What the program is started with to be that process.
  static let word = "--first-command-on-server"

  private static let variants = 12
  /// How many commands are in a store's hands at once while the database is filled.
  private static let together = 2_048

  /// It takes some minutes until a million of each are written.
  static func planned(_ server: PostgresServer) -> [Planned] { [restart(1_000_000, server)] }

  private static func restart(_ count: Int, _ server: PostgresServer) -> Planned {
    let title = "a process starts and answers its first command, \(count) participants and as many reservations"
    return Planned(group: PostgresBenchmarks.group, title: title) {
      let (database, note) = try fill(count, server)
      var next = count
      let first = try FirstCommand.start(word, database.address, &next)
      let again = Contender(name: "first command") { calls in
        var time = 0.0
        for _ in 0..<calls { time += try FirstCommand.start(word, database.address, &next).nanoseconds }
        try require(try database.number(work.countQuery) == next, "a join was lost")
        return Turn(calls: calls, nanoseconds: time)
      }
      let limit = Contender(name: "two seconds") { Turn(calls: $0, nanoseconds: Double($0) * 2e9) }
      return Comparison(
        group: PostgresBenchmarks.group, title: title, items: 1, contenders: [again, limit],
        goals: [.faster(than: "two seconds", times: 1)], note: "\(note); the process then holds \(first.memory)")
    }
  }

  /// So many bundles are tolerated that a million buyers may join.
  private static var work: Joining { Joining(variants: variants, tolerating: 120_000) }

  /// Has a store fill a database, many commands at a time.
  private static func fill(
    _ count: Int, _ server: PostgresServer
  ) throws -> (database: PostgresDatabase, note: String) {
    let reserving = Reserving(variants: variants)
    let shop = try PostgresShop(on: server, for: work)
    try shop.prepare(for: reserving)
    var time = 0.0
    // Piece by piece, since all commands of a piece are made before it begins.
    for first in stride(from: 0, to: count, by: 50_000) {
      let range = first..<min(count, first + 50_000)
      time += try shop.run(work, range, callers: together) + shop.run(reserving, range, callers: together)
    }
    try shop.check(work, count)
    try shop.check(reserving, count)
    try shop.close()
    let bytes = try shop.database.number("SELECT pg_database_size(current_database())")
    return (shop.database, "\(bytes / 1_000_000) MB in the database, made by the store in \(Int(time / 1e9)) s")
  }

  /// Is that process: joins once, and says how much memory it holds.
  static func run(_ arguments: [String]) throws {
    let (address, number) = try FirstCommand.given(arguments)
    let work = work
    let store = try waiting {
      let store = try await PostgresStore(address)
      _ = try await Engine(store).execute(work.command(number), in: work.context(number))
      return store
    }
    try FirstCommand.sayMemory()
    try waiting { await store.close() }
  }
}
