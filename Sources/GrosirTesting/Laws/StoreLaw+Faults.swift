import GrosirCore
import GrosirEngine

extension StoreLaw {
  func faultsLeaveAllOrNothing<Store: GrosirStore>(_ makeStore: MakeStore<Store>) async throws {
    for point in TransactionPoint.allCases {
      for isRefused in [false, true] {
        let fault = Fault()
        let store = try await makeStore { (reached) throws(StoreError) in try fault.reach(reached) }
        let shop = try await LawShop(in: store)
        try await fail(at: point, isRefused: isRefused, fault, in: shop)
      }
    }
  }

  private func fail(
    at point: TransactionPoint, isRefused: Bool, _ fault: Fault, in shop: LawShop<some GrosirStore>
  ) async throws {
    let command = Transaction(shop.join("a", units: isRefused ? 6 : 2), in: shop.context("join"))
    let before = try await Snapshot(of: shop)
    let label = "a fault \(point.rawValue) of a command that is \(isRefused ? "refused" : "accepted")"
    fault.arm(point)
    let error = await thrown(by: command, in: shop.store)
    guard let error else { throw ExpectationFailure("\(label) is not passed on, or the hook is not called") }
    if point == .afterCommit {
      try expectEqual(error.code, "outcomeUnknown", "the error of \(label), though everything was saved")
    }
    let isSaved = point == .afterCommit
    if !isSaved { try expectEqual(try await Snapshot(of: shop), before, "what is kept after \(label)") }
    let expected = isSaved ? 1 : 0
    try await expectKept(isRefused ? 0 : expected, refused: isRefused ? expected : 0, in: shop, label)
    // The same command again settles it, whatever had happened.
    guard case .answered(let answer, let isRepeated) = try await shop.store.transact(command) else {
      throw ExpectationFailure("a command given again after \(label) is a conflict")
    }
    try expectEqual(isRepeated, isSaved, "whether the command was known after \(label)")
    if case .accepted = answer { try expect(!isRefused, "accepted after \(label)") }
    try await expectKept(isRefused ? 0 : 1, refused: isRefused ? 1 : 0, in: shop, "\(label), and its repetition")
    let effects = try await shop.lease(at: LawScene.start).map { $0.key }
    try expectEqual(effects, isRefused ? [] : ["payment/a"], "effects after \(label), and its repetition")
  }

  func thrown(by transaction: Transaction, in store: some GrosirStore) async -> StoreError? {
    do throws(StoreError) {
      _ = try await store.transact(transaction)
      return nil
    } catch {
      return error
    }
  }

  private func expectKept(
    _ joined: Int, refused: Int, in shop: LawShop<some GrosirStore>, _ label: String
  ) async throws {
    try expectEqual(try await shop.keptSession()?.joinedCount, joined, "the session's count after \(label)")
    try expectEqual(try await shop.keptParticipants().count, joined, "participants after \(label)")
    try expectEqual(try await shop.events().count, joined + 1, "events after \(label)")
    let refusals = try await shop.store.refusals(of: shop.tenant, after: 0, limit: 10)
    try expectEqual(refusals.count, refused, "refusals after \(label)")
  }
}

/// Makes one transaction fail at one point.
final class Fault: Sendable {
  private let armed = Guarded<TransactionPoint?>(nil)

  func arm(_ point: TransactionPoint) { armed.withLock { $0 = point } }

  func reach(_ point: TransactionPoint) throws(StoreError) {
    let isHere = armed.withLock { armed in
      guard armed == point else { return false }
      armed = nil
      return true
    }
    if isHere { throw .unavailable("a fault on purpose") }
  }
}
