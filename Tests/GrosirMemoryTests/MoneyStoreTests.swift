import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// SPEC §9: what no command may decide is not saved, whatever else it comes with; and what operators ask about money.
final class MoneyStoreTests: XCTestCase {
  private let tenant = TenantID(literal: "tenant")
  private let buyer = BuyerID(literal: "A")

  private func context(_ command: String) -> Context {
    Context(
      tenant: tenant, command: CommandID(unchecked: command), actor: ActorID(literal: "test"), now: .epoch, seed: 1)
  }

  private func withdrawal(_ id: String, _ amount: Int64) throws -> Withdrawal {
    try Withdrawal(
      WithdrawalID(unchecked: id), of: Money(amount, .idr), for: buyer, whoHas: Money(amount, .idr), at: .epoch)
  }

  /// Events and rows as if a command had decided them.
  private func transaction(_ command: String, _ events: [Event], rows: [Row] = []) -> Transaction {
    let context = context(command)
    return Transaction(context, name: "spoilt", content: .null, reads: []) { _ in
      let dated = events.map { DatedEvent($0, at: .epoch) }
      return .accepted(receipt: AnswerContent(.null), Changes(events: dated, effects: [], rows: rows, in: context))
    }
  }

  private func credit(_ id: String, _ amount: Int64) -> Event {
    .session(
      SessionID(literal: "S"), .refundRefused(RefundID(unchecked: id), Money(amount, .idr), of: buyer, to: .wallet))
  }

  private func error(of transaction: Transaction, in store: MemoryStore) async -> StoreError? {
    do throws(StoreError) {
      _ = try await store.transact(transaction)
      return nil
    } catch {
      return error
    }
  }

  func testWhatCannotBePostedIsNotSaved() async throws {
    let store = MemoryStore()
    _ = try await store.transact(transaction("credit", [credit("R", 15_000)]))
    let made = try withdrawal("W", 20_000)
    let overdrawn = transaction(
      "overdrawn", [credit("R2", 1), .money(.withdrawalRequested(made))], rows: [.money(.withdrawal(made))])
    let failure = await error(of: overdrawn, in: store)
    XCTAssertEqual(failure?.code, "storeDefect")
    let conflict = await error(of: transaction("conflict", [credit("R3", 1), credit("R", 1)]), in: store)
    XCTAssertEqual(conflict?.code, "storeDefect")
    let most = await error(of: transaction("most", [credit("R4", .max)]), in: store)
    XCTAssertEqual(most?.code, "storeLimitReached")
    let engine = Engine(store)
    let balance = try await engine.balance(of: .wallet(buyer), in: .idr, of: tenant)
    XCTAssertEqual(balance, Money(15_000, .idr))
    let found = try await engine.withdrawal(made.id, of: tenant)
    XCTAssertNil(found)
    let events = try await store.events(of: nil, in: tenant, after: 0, limit: 10)
    XCTAssertEqual(events.map { $0.command.text }, ["credit"])
    // Its identity is not taken: what is given under it later is another command.
    let again = try await store.transact(transaction("overdrawn", [credit("R5", 5)]))
    XCTAssertEqual(again, .answered(.accepted(AnswerContent(.null)), isRepeated: false))
    let differences = try await engine.journalDifferences(of: tenant)
    XCTAssertEqual(differences, [])
  }

  func testWhatOperatorsAsk() async throws {
    let store = MemoryStore()
    let engine = Engine(store)
    let nobody = try await engine.trialBalance(of: tenant)
    XCTAssertEqual(nobody.lines, [])
    let nothing = try await engine.statement(of: .gateway, in: .idr, of: tenant)
    XCTAssertEqual(nothing, Journal.Statement(lines: [], next: nil))
    for number in 1...5 { _ = try await store.transact(transaction("c\(number)", [credit("R\(number)", 10_000)])) }
    let receipt = try await engine.execute(
      RequestWithdrawal(of: Money(30_000, .idr), for: buyer), in: context("request"))
    let trial = try await engine.trialBalance(of: tenant)
    XCTAssertTrue(trial.isBalanced)
    let lines = trial.lines.map { "\($0.account) \($0.balance.amount)" }
    XCTAssertEqual(lines, ["gateway -50000", "wallet(A) 20000", "withdrawals 30000"])
    let first = try await engine.statement(of: .wallet(buyer), in: .idr, of: tenant, limit: 2)
    XCTAssertEqual(first.lines.map { $0.amount.amount }, [-30_000, 10_000])
    XCTAssertEqual(first.lines.map { $0.balance.amount }, [20_000, 50_000])
    XCTAssertEqual(first.lines.first?.entry.reference.id.text, receipt.withdrawal.text)
    let rest = try await engine.statement(of: .wallet(buyer), in: .idr, of: tenant, from: first.next, limit: 10)
    XCTAssertEqual(rest.lines.map { $0.balance.amount }, [40_000, 30_000, 20_000, 10_000])
    XCTAssertNil(rest.next)
    let none = try await store.statement(of: .gateway, in: .idr, of: tenant, from: nil, limit: 0)
    XCTAssertEqual(none.lines, [])
    let elsewhere = try await engine.balance(of: .wallet(buyer), in: .idr, of: TenantID(literal: "other"))
    XCTAssertEqual(elsewhere, .zero(.idr))
  }

  /// Whatever is kept otherwise than the log has it is found, by any page size.
  func testDifferencesAreFound() async throws {
    let store = FlawedStore(.forgetsWallets) { _ in }
    _ = try await store.transact(transaction("credit", [credit("R", 10_000)]))
    for pageSize in [1, 7] {
      let found = try await Engine(store).journalDifferences(of: tenant, pageSize: pageSize)
      XCTAssertEqual(
        found, [.balance(.wallet(buyer), kept: .zero(.idr), recounted: Money(10_000, .idr))])
    }
  }
}
