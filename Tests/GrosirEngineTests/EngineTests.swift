import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// The engine answers once, and the same again.
final class EngineTests: XCTestCase {
  private func shop() async throws -> LawShop<MemoryStore> { try await LawShop(in: MemoryStore()) }

  func testARepeatedCommandIsAnsweredTheSameAndDoesNothing() async throws {
    let shop = try await shop()
    let command = JoinSession(
      shop.session, buyer: BuyerID(literal: "buyer"), lines: shop.join("anybody").lines, total: Money(100_000, .idr))
    let first = try await shop.engine.run(command, in: shop.context("join"))
    let again = try await shop.engine.run(command, in: shop.context("join", at: .latest))
    XCTAssertEqual([first.isRepeated, again.isRepeated], [false, true])
    XCTAssertEqual(again.receipt, first.receipt)
    let participants = try await shop.keptParticipants()
    XCTAssertEqual(participants.map(\.id), [first.receipt.participant])
  }

  func testARefusalIsRepeatedEvenWhereTheCommandWouldSucceedByNow() async throws {
    let shop = try await shop()
    for _ in 0..<2 {
      do throws(EngineError<SessionError>) {
        _ = try await shop.engine.execute(shop.pay("early"), in: shop.context("pay"))
        XCTFail("there is nobody to pay")
      } catch {
        XCTAssertEqual(error, .refused(.unknownParticipant(ParticipantID(literal: "early"))))
        XCTAssertEqual(error.description, "the session has no participant early")
      }
      _ = try await shop.engine.execute(shop.join("early"), in: shop.context("join"))
    }
  }

  func testAnotherCommandUnderTheSameIdentityIsAConflict() async throws {
    let shop = try await shop()
    _ = try await shop.engine.execute(shop.join("one"), in: shop.context("same"))
    do throws(EngineError<SessionError>) {
      _ = try await shop.engine.execute(shop.join("two"), in: shop.context("same"))
      XCTFail("the identity is taken")
    } catch {
      XCTAssertEqual(error, .commandConflict(CommandID(literal: "same")))
    }
    do throws(EngineError<SessionError>) {
      _ = try await shop.engine.execute(LapseHolds(shop.session), in: shop.context("same"))
      XCTFail("the identity is taken by a command of another name")
    } catch {
      XCTAssertEqual(error, .commandConflict(CommandID(literal: "same")))
    }
  }
}
