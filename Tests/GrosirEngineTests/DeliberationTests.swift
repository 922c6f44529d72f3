import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// What is asked for before a command decides, so that it need not decide in vain.
final class DeliberationTests: XCTestCase {
  /// A store that lists what each command was brought when it decided.
  private struct ListeningStore: StoreWrapper {
    let kept = MemoryStore()
    let asked = Guarded<[(name: String, hasStanding: Bool)]>([])

    func transact(_ transaction: Transaction) async throws(StoreError) -> TransactionOutcome {
      let (asked, decide) = (asked, transaction.decide)
      return try await kept.transact(
        Transaction(transaction) { workingSet in
          let buyer = Read.buyer(BuyerID(literal: "buyer"), in: SessionID(literal: "session"))
          asked.withLock { $0.append((transaction.name, workingSet.has(buyer))) }
          return decide(workingSet)
        })
    }
  }

  func testAParticipationIsBroughtWithWhatItsBuyerHasOpen() async throws {
    let store = ListeningStore()
    let shop = try await LawShop(in: store)
    let join = JoinSession(
      shop.session, participant: ParticipantID(literal: "one"), buyer: BuyerID(literal: "buyer"),
      lines: shop.join("one").lines, total: Money(100_000, .idr))
    _ = try await shop.engine.execute(join, in: shop.context("join"))
    _ = try await shop.engine.execute(shop.pay("one"), in: shop.context("pay"))
    let leave = LeaveSession(shop.session, participant: ParticipantID(literal: "one"))
    _ = try? await shop.engine.execute(leave, in: shop.context("leave"))
    for name in [ConfirmPayment.name, LeaveSession.name] {
      let asked = store.asked.withLock { $0.filter { $0.name == name } }
      XCTAssertEqual(asked.map { $0.hasStanding }, [true], "\(name) decides once, with the buyer's standing")
    }
  }

  func testSomebodyWhoIsNotThereHasNoStandingToBring() async throws {
    let store = ListeningStore()
    let shop = try await LawShop(in: store)
    do throws(EngineError<SessionError>) {
      _ = try await shop.engine.execute(shop.pay("nobody"), in: shop.context("pay"))
      XCTFail("there is nobody to pay")
    } catch {
      XCTAssertEqual(error, .refused(.unknownParticipant(ParticipantID(literal: "nobody"))))
    }
    let asked = store.asked.withLock { $0.filter { $0.name == ConfirmPayment.name } }
    XCTAssertEqual(asked.map { $0.hasStanding }, [false])
  }
}
