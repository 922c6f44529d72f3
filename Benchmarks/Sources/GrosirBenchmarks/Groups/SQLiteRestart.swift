import CRivals
import Foundation
import GrosirCore
import GrosirEngine
import GrosirSQLite

/// A process is started on a store that holds much, and answers its first command.
enum SQLiteRestart {
  /// What the program is started with to be that process.
  static let word = "--first-command"

  private static let variants = 12

  static func planned(_ options: Options) -> [Planned] {
    options.isQuick ? [] : [restart(1_000_000)]
  }

  private static func restart(_ count: Int) -> Planned {
    let title = "a process starts and answers its first command, \(count) participants and as many reservations"
    return Planned(group: "sqlite", title: title) {
      let folder = try StoreFolder()
      let (path, note) = try fill(count, folder)
      var next = count
      let first = try FirstCommand.start(word, path, &next)
      let again = Contender(name: "first command, the file is not in memory") { calls in
        var time = 0.0
        for _ in 0..<calls {
          unsafe c_forget_cached(path)
          time += try FirstCommand.start(word, path, &next).nanoseconds
        }
        try require(unsafe sqlite_number(path, work.countQuery) == next, "a join was lost")
        withExtendedLifetime(folder) {}
        return Turn(calls: calls, nanoseconds: time)
      }
      let limit = Contender(name: "two seconds") { Turn(calls: $0, nanoseconds: Double($0) * 2e9) }
      return Comparison(
        group: "sqlite", title: title, items: 1, contenders: [again, limit],
        goals: [.faster(than: "two seconds", times: 1)], note: "\(note); the process then holds \(first.memory)")
    }
  }

  /// So many bundles are tolerated that a million buyers may join.
  private static var work: Joining { Joining(variants: variants, tolerating: 120_000) }

  /// Makes a store, whose first rows it writes itself; the others, which are like them, a loop writes in bulk.
  private static func fill(_ count: Int, _ folder: StoreFolder) throws -> (path: String, note: String) {
    let reserving = Reserving(variants: variants)
    let shop = try SQLiteShop(in: folder, for: work)
    try shop.prepare(for: reserving)
    _ = try shop.run(work, 0..<variants, callers: 1)
    _ = try shop.run(reserving, 0..<variants, callers: 1)
    try shop.close()
    // Both look for the rows that they copy while there are few.
    let joins = try RawLoop(shop.path, for: work, variants: variants)
    let reservations = try RawLoop(shop.path, for: reserving, variants: variants)
    let time = try joins.run(variants..<count, together: 4_096) + reservations.run(variants..<count, together: 4_096)
    try shop.check(work, count)
    try shop.check(reserving, count)
    let bytes = try FileManager.default.attributesOfItem(atPath: shop.path)[.size] as? Int ?? 0
    return (shop.path, "\(bytes / 1_000_000) MB on the disk, made in \(Int(time / 1e9)) s")
  }

  /// Is that process: joins once, and says how much memory it holds.
  static func run(_ arguments: [String]) throws {
    let (path, number) = try FirstCommand.given(arguments)
    let store = try SQLiteStore(path: path)
    let work = work
    try waiting { _ = try await Engine(store).execute(work.command(number), in: work.context(number)) }
    try FirstCommand.sayMemory()
    try waiting { await store.close() }
  }
}
