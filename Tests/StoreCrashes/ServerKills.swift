import Foundation
import GrosirEngine
import GrosirPostgres
import GrosirTesting

/// Kills the database server under load, again and again, and looks at what is left when it is back.
///
/// The processes that write are never started again: they have to find the server by themselves. So does the store
/// that looks.
struct ServerKills {
  private let place: DatabasePlace
  private let server: DatabaseServer
  private var random: SeededGenerator
  private var kept = 0
  private var unknown = (saved: 0, lost: 0)
  private var undone = 0

  init(at address: String, _ server: DatabaseServer, seed: UInt64) throws {
    place = try DatabasePlace(in: address, named: "kill-\(seed)")
    self.server = server
    random = SeededGenerator(seed: seed)
  }

  mutating func run(_ cycles: Int) async throws {
    let store = try await place.open()
    var writers: [Child] = []
    for number in 0..<DatabasePlace.writers {
      writers.append(try await Child(["work", place.text, "\(number)"]))
    }
    for cycle in 0..<cycles {
      let tenant = "tenant-\(cycle)"
      let words = WritersWords(try await kill(tenant, writers))
      let count = try await Aftermath(store, of: tenant, "cycle \(cycle)").check(words)
      // Writers that pause know what became of everything.
      try expectEqual(count.saved, 0, "cycle \(cycle): commands of which nobody knew")
      kept += count.kept
      unknown.saved += words.saved.count
      unknown.lost += words.unknown.count - words.saved.count
      undone += words.undone.count
    }
    for writer in writers { try writer.end() }
    for cycle in 0..<cycles {
      let shop = CrashShop(store, of: "tenant-\(cycle)")
      try expect(try await shop.engine.reconciliation(of: shop.tenant).agrees, "tenant \(cycle) at the end")
    }
    await store.close()
    try place.remove()
    print(
      """
      the server was killed \(cycles) times: \(kept) commands answered and kept; of \(unknown.saved + unknown.lost) \
      it was not known, \(unknown.saved) of them were saved, the others were given again; \(undone) were not done, \
      and were not there; all \(writers.count) processes went on each time, without being started again
      """)
  }

  /// Lets the writers write, kills the server and starts it again; returns what they have said once both have gone on.
  private mutating func kill(_ tenant: String, _ writers: [Child]) async throws -> [String] {
    for writer in writers { try writer.tell("go \(tenant)") }
    for writer in writers { try await writer.wait { $0.hasPrefix("+") } }
    try await Task.sleep(for: .milliseconds(random.next(upTo: 400)))
    try server.run("kill")
    try await Task.sleep(for: .milliseconds(random.next(upTo: 600)))
    let counts = writers.map { $0.lineCount }
    try server.run("restart")
    for (writer, count) in zip(writers, counts) { try await writer.wait(after: count) { $0.hasPrefix("+") } }
    var lines: [String] = []
    for writer in writers { try writer.tell("pause") }
    for writer in writers {
      try await writer.wait { $0 == "paused" }
      lines += try writer.takeLines()
    }
    return lines
  }
}

/// A server that `Tests/postgres` has started.
struct DatabaseServer {
  /// The folder it was started in.
  let folder: String

  /// Has something done to it: `kill`, `restart`.
  func run(_ word: String) throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("postgres")
    let process = Process()
    process.executableURL = script
    process.arguments = [word, folder]
    try process.run()
    process.waitUntilExit()
    try expect(process.terminationStatus == 0, "Tests/postgres \(word) \(folder) failed")
  }
}
