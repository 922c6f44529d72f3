import Foundation
import GrosirCore
import GrosirEngine
import GrosirSQLite
import GrosirTesting

/// Kills a process that writes, again and again, and looks at what it has left.
///
/// What was acknowledged is there, the rest is there whole or not at all, every number agrees with the log, and an
/// effect waits for every join, and no other.
struct CrashCycles {
  private let folder: String
  private let seed: UInt64
  private var path = ""
  private var random: SeededGenerator
  private var acknowledged = 0
  private var lost = 0

  init(folder: String, seed: UInt64) {
    self.folder = folder
    self.seed = seed
    random = SeededGenerator(seed: seed)
  }

  mutating func run(_ cycles: Int) async throws {
    for cycle in 0..<cycles {
      // Each file is killed at again and again, but does not grow for ever: all of it is looked at each time.
      path = "\(folder)/crash-\(seed)-\(cycle / 20).sqlite"
      let names = try kill(after: .milliseconds(20 + Int(random.next() % 150)), cycle: cycle)
      try await check(names, cycle: cycle)
    }
    print("\(cycles) times killed: \(acknowledged) acknowledged and kept, \(lost) more were given again")
  }

  // MARK: Killing

  /// Starts a writer, kills it, and returns what it has acknowledged, by a line for each, and given.
  private func kill(after pause: Duration, cycle: Int) throws -> (acknowledged: [String], given: [String]) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["work", path, "\(cycle)"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let reader = Thread.Reading(pipe.fileHandleForReading)
    // Time enough to begin: it says so.
    reader.waitForFirstLine()
    Thread.sleep(forTimeInterval: Double(pause.components.attoseconds) * 1e-18)
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let lines = reader.lines()
    return (
      lines.filter { $0.hasPrefix("+") }.map { String($0.dropFirst()) },
      lines.filter { $0.hasPrefix("?") }.map { String($0.dropFirst()) }
    )
  }

  // MARK: Looking

  private mutating func check(_ names: (acknowledged: [String], given: [String]), cycle: Int) async throws {
    let store = try SQLiteStore(path: path)
    let shop = CrashShop(engine: Engine(store))
    for name in names.acknowledged {
      try expect(try await shop.give(name), "cycle \(cycle): \(name) was acknowledged, and is not there")
    }
    acknowledged += names.acknowledged.count
    for name in Set(names.given).subtracting(names.acknowledged) where try await !shop.give(name) { lost += 1 }
    try expectEqual(try await store.faults(), [], "cycle \(cycle): faults of the file")
    let result = try await shop.engine.reconciliation(of: CrashShop<SQLiteStore>.tenant)
    try expect(result.agrees, "cycle \(cycle): \(result.differences)")
    try await deliver(store, shop, cycle: cycle)
    await store.close()
  }

  /// Delivers all effects: as many as there are participants, each once.
  private func deliver(_ store: SQLiteStore, _ shop: CrashShop<SQLiteStore>, cycle: Int) async throws {
    var keys: Set<String> = []
    let now = Instant.epoch.adding(.minutes(1)) ?? .epoch
    while true {
      let request = LeaseRequest(by: "crash", at: now, until: now.adding(.minutes(1)) ?? .latest, limit: 500)
      let leased = try await store.leaseEffects(request)
      guard !leased.isEmpty else { break }
      for effect in leased {
        try expect(keys.insert(effect.key).inserted, "cycle \(cycle): \(effect.key) was lent twice")
        try expect(try await store.settle(effect, as: .delivered(at: now)), "cycle \(cycle): a lease was lost")
      }
    }
    let read = Read.participants(of: CrashShop<SQLiteStore>.session)
    let kept = try await store.look(at: [read], of: CrashShop<SQLiteStore>.tenant).participants(read)
    let asked = Set(kept.filter { $0.id.text.hasPrefix("join-\(cycle)-") }.map { "payment/\($0.id.text)" })
    try expectEqual(keys, asked, "cycle \(cycle): what was asked of the outside")
  }
}

extension Thread {
  /// Reads a pipe to its end on a thread of its own.
  final class Reading: Sendable {
    private let text = Guarded("")
    private let first = DispatchSemaphore(value: 0)
    private let end = DispatchSemaphore(value: 0)

    init(_ handle: FileHandle) {
      let (text, first, end) = (text, first, end)
      let descriptor = handle.fileDescriptor
      Thread.detachNewThread {
        withExtendedLifetime(handle) {
          var buffer = [UInt8](repeating: 0, count: 65_536)
          var hasBegun = false
          while true {
            let count = unsafe read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            let part = String(decoding: buffer[0..<count], as: UTF8.self)
            text.withLock { $0 += part }
            if !hasBegun { first.signal() }
            hasBegun = true
          }
          first.signal()
          end.signal()
        }
      }
    }

    func waitForFirstLine() { first.wait() }

    /// The whole lines, once it has ended.
    func lines() -> [Substring] {
      end.wait()
      let all = text.withLock { $0 }
      let whole = all.lastIndex(of: "\n").map { all[...$0] } ?? ""
      return whole.split(separator: "\n")
    }
  }
}
