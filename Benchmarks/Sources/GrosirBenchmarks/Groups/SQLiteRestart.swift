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
      let first = try start(path, &next)
      let again = Contender(name: "first command, the file is not in memory") { calls in
        var time = 0.0
        for _ in 0..<calls {
          unsafe c_forget_cached(path)
          time += try start(path, &next).nanoseconds
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

  /// Starts a process that joins once.
  private static func start(_ path: String, _ next: inout Int) throws -> (nanoseconds: Double, memory: String) {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = [word, path, "\(next)"]
    process.standardOutput = pipe
    next += 1
    let clock = ContinuousClock()
    let start = clock.now
    try process.run()
    let answer = pipe.fileHandleForReading.availableData
    let duration = clock.now - start
    process.waitUntilExit()
    try require(process.terminationStatus == 0, "the process that was started failed")
    let time = Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) * 1e-9
    return (time, String(decoding: answer, as: UTF8.self))
  }

  /// Is that process: joins once, and says how much memory it holds.
  static func run(_ arguments: [String]) throws {
    guard arguments.count == 2, let number = Int(arguments[1]) else {
      throw Disagreement(description: "\(word) needs a path and a number")
    }
    let store = try SQLiteStore(path: arguments[0])
    let work = work
    try waiting { _ = try await Engine(store).execute(work.command(number), in: work.context(number)) }
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let lines = status.split(separator: "\n").filter { $0.hasPrefix("VmRSS") || $0.hasPrefix("RssAnon") }
    print(lines.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.joined(separator: ", "))
    fflush(nil)
    try waiting { await store.close() }
  }
}
