import CFaultyFiles
import Foundation
import GrosirCore
import GrosirEngine
import GrosirSQLite
import GrosirTesting
import XCTest

/// A file system that fails at every operation of some commands in turn, and from then on until it is mended.
///
/// Whoever was answered finds it kept; whoever was not gives the command again; nothing is half-written.
final class FaultyFileTests: XCTestCase {
  func testEveryOperationMayFail() async throws {
    let folder = try TemporaryFolder()
    let base = folder.path("base")
    let prepared = try SQLiteStore(path: base)
    _ = try await FaultyFileTests.give("stock", to: Engine(prepared))
    await prepared.close()
    XCTAssertEqual(faulty_files_install(), 1)
    defer { faulty_files_remove() }
    var codes: [String: Int] = [:]
    var tried = 0
    for kind in [faulty_error, faulty_torn, faulty_full] {
      var number = 1
      while true {
        let path = folder.path("fault")
        try FileManager.default.copyItem(atPath: base, toPath: path)
        let (errors, operations) = try await FaultyFileTests.run(on: path, failingAt: number, kind)
        for error in errors { codes[error.code, default: 0] += 1 }
        if number > operations { break }
        tried += 1
        number += 1
      }
    }
    XCTAssertGreaterThan(tried, 100)
    XCTAssertNil(codes["storeDefect"], "\(codes)")
    for code in ["storeLimitReached", "outcomeUnknown"] {
      XCTAssertGreaterThan(codes[code, default: 0], 0, "\(codes)")
    }
    print("\(tried) operations have failed: \(codes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })")
  }

  private static let names = ["order-1", "order-2", "large", "order-3"]

  /// Gives commands while an operation fails and all behind it; then looks, after the file was opened again.
  private static func run(
    on path: String, failingAt number: Int, _ kind: faulty_kind
  ) async throws -> (errors: [StoreError], operations: Int) {
    let store = try SQLiteStore(path: path)
    faulty_files_arm(number, kind)
    var (answered, errors) = ([String](), [StoreError]())
    for name in names {
      do throws(StoreError) {
        _ = try await give(name, to: Engine(store))
        answered.append(name)
      } catch {
        errors.append(error)
      }
    }
    let operations = faulty_files_heal()
    await store.close()
    let reopened = try SQLiteStore(path: path)
    let engine = Engine(reopened)
    for name in answered {
      let isRepeated = try await give(name, to: engine)
      try expect(isRepeated, "\(name) was answered, and is not there; operation \(number)")
    }
    for name in names where !answered.contains(name) { _ = try await give(name, to: engine) }
    try expectEqual(try await reopened.faults(), [], "faults of the file; operation \(number)")
    let result = try await engine.reconciliation(of: tenant)
    try expect(result.agrees, "operation \(number): \(result.differences)")
    await reopened.close()
    return (errors, operations)
  }

  private static let tenant = TenantID(literal: "tenant")

  /// Gives the command of a name; says whether it was answered before.
  private static func give(_ name: String, to engine: Engine<SQLiteStore>) async throws(StoreError) -> Bool {
    let keys = (0..<40).map { number in
      StockKey(
        owner: OwnerID(literal: "owner"), location: LocationID(literal: "jakarta"),
        variant: VariantID("variant-\(number)") ?? VariantID(literal: "v"))
    }
    guard let command = CommandID(name), let order = OrderID(name) else { preconditionFailure("an identity") }
    let context = Context(tenant: tenant, command: command, actor: ActorID(literal: "test"), now: .epoch, seed: 1)
    let transaction: Transaction
    switch name {
    case "stock": transaction = Transaction(AdjustStock(keys[0], by: 1_000, because: .receipt), in: context)
    case "large":
      transaction = Transaction(ReserveStock(order, keys.map { StockLine($0, 1) }), in: context)
    default: transaction = Transaction(ReserveStock(order, [StockLine(keys[0], 1)]), in: context)
    }
    switch try await engine.store.transact(transaction) {
    case .answered(_, let isRepeated): return isRepeated
    case .conflict: throw .defect("nobody else has the identity")
    }
  }
}
