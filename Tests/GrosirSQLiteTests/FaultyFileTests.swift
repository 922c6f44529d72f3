import CFaultyFiles
import Foundation
import GrosirCore
import GrosirEngine
import GrosirSQLite
import GrosirTesting
import XCTest

/// A file system that fails at every operation of a store's life in turn, and from then on until it is mended: when the
/// store was closed, or before, and then the store goes on.
///
/// Whoever was answered finds it kept; whoever was not is told why, and gives the command again; nothing is
/// half-written, and in the end everything is as if nothing had failed.
///
/// All operations of a long life are tried where `GROSIR_FAULTS` is a number, as it is in `Tests/run soak`, and every
/// seventh elsewhere. With each number they fail otherwise; of six that follow each other, in every way.
final class FaultyFileTests: XCTestCase {
  /// A part of the life, which begins with the file that the part before has left and closed, and opens and closes it.
  private struct Stage {
    let name: String
    let steps: [String]
  }

  /// Each ends with what closing does: the log is brought into the file, and deleted.
  private static let stages = [
    // The file is made, and the schema in it.
    Stage(name: "opening", steps: ["product", "session", "stock"]),
    Stage(name: "joins", steps: (1...8).map { "join-\($0)" } + (1...4).map { "pay-\($0)" }),
    Stage(name: "reservations", steps: (1...5).map { "order-\($0)" } + ["large-1", "order-6", "order-7", "large-2"]),
    Stage(name: "the outbox", steps: FaultyRelay.steps + ["join-9"]),
  ]

  private static let round = ProcessInfo.processInfo.environment["GROSIR_FAULTS"].flatMap { Int($0) }
  private static let triesAll = round != nil

  private static let kinds = [("an error", faulty_error), ("a torn write", faulty_torn), ("a full disk", faulty_full)]

  func testEveryOperationMayFail() async throws {
    let folder = try TemporaryFolder()
    XCTAssertEqual(faulty_files_install(), 1)
    defer { faulty_files_remove() }
    var codes: [String: Int] = [:]
    var (tried, operations, changes) = (0, 0, 0)
    var base: String?
    for (place, stage) in FaultyFileTests.stages.enumerated() {
      let whole = folder.path(stage.name)
      let expected = try await FaultyFileTests.life(stage, from: base, on: whole)
      operations += expected.operations
      changes += expected.changes
      let step = FaultyFileTests.triesAll ? 1 : 7
      for number in stride(from: 1 + place % step, through: expected.operations, by: step) {
        let path = folder.path("fault")
        let fault = FaultyFileTests.fault(number, of: stage, turn: number / step + place)
        let errors = try await FaultyFileTests.fail(stage, from: base, on: path, fault, expected)
        for error in errors { codes[error.code, default: 0] += 1 }
        XCTAssertFalse(errors.isEmpty && number < expected.operations / 2, "\(fault.label): nobody was told")
        tried += 1
        for file in [path, path + "-wal", path + "-shm", path + "-writer"]
        where FileManager.default.fileExists(atPath: file) { try FileManager.default.removeItem(atPath: file) }
      }
      base = whole
    }
    XCTAssertGreaterThan(changes, 1_000)
    XCTAssertGreaterThan(tried, FaultyFileTests.triesAll ? 1_000 : 140)
    XCTAssertNil(codes["storeDefect"], "\(codes)")
    for code in ["storeLimitReached", "storeUnavailable", "outcomeUnknown"] {
      XCTAssertGreaterThan(codes[code, default: 0], 0, "\(codes)")
    }
    let came = codes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    print(
      """
      \(tried) of \(operations) file operations have failed, one at a time; \(changes) of all would change a file. \
      What callers were told: \(came)
      """)
  }

  /// What fails, and how.
  private struct Fault {
    let number: Int
    let kind: faulty_kind
    /// Whether it is mended as soon as somebody was told of it, and the store goes on.
    let isMended: Bool
    let label: String
  }

  /// Of turns that follow each other, and of rounds, each is something else.
  private static func fault(_ number: Int, of stage: Stage, turn: Int) -> Fault {
    let turn = turn + (round ?? 0)
    let kind = kinds[turn % kinds.count]
    return Fault(
      number: number, kind: kind.1, isMended: (turn / kinds.count).isMultiple(of: 2),
      label: "\(kind.0) of operation \(number) of \(stage.name)")
  }

  // MARK: Living

  /// What there is at the end of a part of the life.
  private struct Whole {
    let operations: Int
    let changes: Int
    let events: [LoggedEvent]
    let keys: Set<String>
  }

  /// Lives a part without a fault, on a file that stays as it then is.
  private static func life(_ stage: Stage, from base: String?, on path: String) async throws -> Whole {
    if let base { try FileManager.default.copyItem(atPath: base, toPath: path) }
    faulty_files_arm(0, faulty_error)
    var relay = FaultyRelay()
    let (answered, errors) = await live(stage, on: path, &relay, isMended: false)
    let (operations, changes) = (faulty_files_heal(), faulty_files_changes())
    try expectEqual(errors, [], "errors of \(stage.name)")
    try expectEqual(answered, stage.steps, "what was answered")
    let copy = path + "-copy"
    try FileManager.default.copyItem(atPath: path, toPath: copy)
    let store = try SQLiteStore(path: copy)
    let events = try await store.events(of: nil, in: FaultyShop.tenant, after: 0, limit: 10_000)
    let names = Set(events.map { $0.command.text }).filter { $0.hasPrefix("join-") }
    await store.close()
    return Whole(operations: operations, changes: changes, events: events, keys: Set(names.map { "payment/\($0)" }))
  }

  /// Opens a file, takes the steps, and closes it; what was answered, and what was not.
  ///
  /// - Parameter isMended: whether what fails is mended at the first error; then the command is given again at once.
  private static func live(
    _ stage: Stage, on path: String, _ relay: inout FaultyRelay, isMended: Bool
  ) async -> (answered: [String], errors: [StoreError]) {
    var (answered, errors) = ([String](), [StoreError]())
    do throws(StoreError) {
      let store = try SQLiteStore(path: path)
      for step in stage.steps {
        do throws(StoreError) {
          if FaultyRelay.steps.contains(step) {
            try await relay.take(step, store)
          } else {
            _ = try await FaultyShop.give(step, to: store)
          }
          answered.append(step)
        } catch {
          errors.append(error)
          guard isMended, !FaultyRelay.steps.contains(step) else { continue }
          faulty_files_heal()
          _ = try await FaultyShop.give(step, to: store)
          answered.append(step)
        }
      }
      await store.close()
    } catch {
      errors.append(error)
    }
    return (answered, errors)
  }

  /// Lives a part while an operation fails and all behind it; then looks, after the file was opened again.
  private static func fail(
    _ stage: Stage, from base: String?, on path: String, _ fault: Fault, _ expected: Whole
  ) async throws -> [StoreError] {
    let label = fault.label
    if let base { try FileManager.default.copyItem(atPath: base, toPath: path) }
    faulty_files_arm(fault.number, fault.kind)
    var relay = FaultyRelay()
    let (answered, errors) = await live(stage, on: path, &relay, isMended: fault.isMended)
    try expect(faulty_files_heal() >= fault.number, "\(label): it was never reached")
    let isAlone = errors.count <= 1 || !fault.isMended || stage.steps.contains(FaultyRelay.steps[0])
    try expect(isAlone, "\(label): it was mended, and \(errors) came")
    let store = try SQLiteStore(path: path)
    for step in stage.steps where !FaultyRelay.steps.contains(step) {
      let isRepeated = try await FaultyShop.give(step, to: store)
      try expect(isRepeated || !answered.contains(step), "\(label): \(step) was answered, and is not there")
    }
    try expectEqual(try await store.faults(), [], "faults of the file; \(label)")
    let result = try await Engine(store).reconciliation(of: FaultyShop.tenant)
    try expect(result.agrees, "\(label): \(result.differences)")
    let events = try await store.events(of: nil, in: FaultyShop.tenant, after: 0, limit: 10_000)
    try expectEqual(events, expected.events, "what happened; \(label)")
    try await relay.check(store, of: expected.keys, label)
    await store.close()
    return errors
  }
}
