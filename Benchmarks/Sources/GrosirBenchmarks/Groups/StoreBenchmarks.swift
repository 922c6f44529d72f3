import CRivals
import Foundation
import GrosirCore
import GrosirEngine
import GrosirSQLite

/// Reservations in a file: through the engine and the store, and by a loop in C that writes the same rows.
///
/// How fast a disk takes what it is given varies from minute to minute, and both wait for it: look at the ratios.
enum StoreBenchmarks {
  private static let alone = "SQLiteStore, one caller"
  private static let together = "SQLiteStore, 256 callers"
  private static let live = "SQLiteStore, one caller, 10 000 live"

  static func planned(_ options: Options, _ node: NodeRival?) -> [Planned] {
    let title = "reserve"
    return [
      Planned(group: "SQLite", title: title) {
        let folder = try BenchmarkFolder()
        let files = Kept(
          (
            one: try StoreReservations(folder.path("one")), many: try StoreReservations(folder.path("many")),
            full: try StoreReservations(folder.path("full"), live: 10_000),
            raw: try RawReservations(folder.path("raw")), rawMany: try RawReservations(folder.path("raw-many")),
            folder: folder
          ))
        return Comparison(
          group: "SQLite", title: title, items: 1,
          contenders: [
            Contender(name: together) { try files.value.many.run($0, callers: 256) },
            Contender(name: "loop in C, 256 in a transaction") { try files.value.rawMany.run($0, together: 256) },
            Contender(name: alone) { try files.value.one.run($0, callers: 1) },
            Contender(name: "loop in C, one in a transaction") { try files.value.raw.run($0, together: 1) },
            Contender(name: live) { try files.value.full.run($0, callers: 1) },
          ],
          goals: [
            .time(of: "loop in C, 256 in a transaction", atMost: 1 / 0.6), .faster(than: alone, times: 12),
          ])
      }
    ]
  }
}

/// A folder for the files of a benchmark, which goes with it.
private final class BenchmarkFolder {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("grosir-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    do {
      try FileManager.default.removeItem(at: url)
    } catch {
      FileHandle.standardError.write(Data("\(url.path) is left over\n".utf8))
    }
  }

  func path(_ name: String) -> String { url.appendingPathComponent("\(name).sqlite").path }
}

/// Reservations through the engine, each answered before its caller goes on.
private final class StoreReservations {
  private let engine: Engine<SQLiteStore>
  private var count = 1_000_000

  init(_ path: String, live: Int = 0) throws {
    let engine = Engine(try SQLiteStore(path: path))
    self.engine = engine
    try waiting { try await StoreReservations.fill(engine) }
    if live > 0 { _ = try run(live, callers: 256) }
  }

  static func fill(_ engine: Engine<SQLiteStore>) async throws {
    _ = try await engine.execute(
      AdjustStock(key, by: 900_000_000, because: .receipt), in: context("stock", 0))
    _ = try await engine.execute(ReserveStock(OrderID(literal: "first"), [StockLine(key, 1)]), in: context("first", 0))
  }

  static var key: StockKey {
    StockKey(
      owner: OwnerID(literal: "owner"), location: LocationID(literal: "jakarta"), variant: VariantID(literal: "M"))
  }

  static func context(_ kind: String, _ number: Int) -> Context {
    guard let command = CommandID("\(kind)-\(number)") else { preconditionFailure("not an identifier") }
    return Context(
      tenant: TenantID(literal: "tenant"), command: command, actor: ActorID(literal: "shop"), now: .epoch,
      seed: UInt64(number))
  }

  func run(_ calls: Int, callers: Int) throws -> Turn {
    let share = max(1, calls / callers)
    let (first, engine) = (count, engine)
    count += share * callers
    let time = try waiting {
      let clock = ContinuousClock()
      let start = clock.now
      try await withThrowingTaskGroup(of: Void.self) { group in
        for caller in 0..<callers {
          group.addTask {
            for turn in 0..<share {
              let number = first + turn * callers + caller
              guard let order = OrderID("order-\(number)") else { preconditionFailure("not an identifier") }
              _ = try await engine.execute(
                ReserveStock(order, [StockLine(StoreReservations.key, 1)]),
                in: StoreReservations.context("command", number))
            }
          }
        }
        try await group.waitForAll()
      }
      let duration = clock.now - start
      return Double(duration.components.seconds) * 1e9 + Double(duration.components.attoseconds) * 1e-9
    }
    return Turn(calls: share * callers, nanoseconds: time)
  }
}

/// The same rows in a file that a store has made, by the loop in C.
private final class RawReservations {
  private let loop: OpaquePointer

  init(_ path: String) throws {
    try waiting {
      let store = try SQLiteStore(path: path)
      try await StoreReservations.fill(Engine(store))
      await store.close()
    }
    guard let loop = unsafe sqlite_loop_open(path) else { throw Disagreement(description: "the loop cannot begin") }
    unsafe self.loop = loop
  }

  deinit { unsafe sqlite_loop_close(loop) }

  func run(_ calls: Int, together: Int) throws -> Turn {
    var isDone: Int32 = 0
    let time = nanoseconds { isDone = unsafe sqlite_loop_reserve(loop, calls, together) }
    try require(isDone == 1, "the loop stopped")
    return Turn(calls: calls, nanoseconds: time)
  }
}
