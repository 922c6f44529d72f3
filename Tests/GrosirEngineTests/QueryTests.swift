import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// Questions are answered as if what has lapsed had been let go, and change nothing.
final class QueryTests: XCTestCase {
  func testWhatHasLapsedCountsAsGoneThoughNobodyProcessedIt() async throws {
    let shop = try await LawShop(in: MemoryStore())
    _ = try await shop.engine.execute(shop.join("held", units: 5), in: shop.context("held"))
    let pledge = shop.join("waiting", ifLocked: .wait(acceptPartial: false))
    _ = try await shop.engine.execute(pledge, in: shop.context("pledge"))
    _ = try await shop.engine.execute(shop.pay("waiting"), in: shop.context("pay"))
    let before = try await Snapshot(of: shop)
    let expiry = LawScene.at(.hours(1))
    for (now, held, statuses) in [
      (LawScene.before(expiry), 5, ["awaitingPayment", "waiting"]), (expiry, 0, ["lapsed", "paid"]),
    ] {
      let session = try await shop.engine.session(shop.session, of: shop.tenant, at: now)
      XCTAssertEqual(session?.tallies[0].held, held)
      let byCode = try await shop.engine.session(
        withCode: SessionCode(literal: "code session"), of: shop.tenant, at: now)
      XCTAssertEqual(byCode, session)
      let participants = try await shop.engine.participants(of: shop.session, of: shop.tenant, at: now)
      XCTAssertEqual(participants.map(\.status.name), statuses)
      for participant in participants {
        let one = try await shop.engine.participant(participant.id, of: shop.tenant, at: now)
        XCTAssertEqual(one, participant)
      }
    }
    let after = try await Snapshot(of: shop)
    XCTAssertEqual(after, before)
  }

  func testWhatIsNotThereIsNil() async throws {
    let shop = try await LawShop(in: MemoryStore())
    let (engine, other) = (shop.engine, TenantID(literal: "other"))
    let session = try await engine.session(shop.session, of: other, at: LawScene.start)
    let code = try await engine.session(withCode: SessionCode(literal: "none"), of: shop.tenant, at: LawScene.start)
    let participant = try await engine.participant(
      ParticipantID(literal: "none"), of: shop.tenant, at: LawScene.start)
    let participants = try await engine.participants(of: shop.session, of: other, at: LawScene.start)
    let product = try await engine.product(LawScene.product, of: other)
    XCTAssertNil(session)
    XCTAssertNil(code)
    XCTAssertNil(participant)
    XCTAssertEqual(participants, [])
    XCTAssertNil(product)
  }

  func testAClosedSessionIsAsItClosed() async throws {
    let shop = try await LawShop(in: MemoryStore())
    _ = try await shop.engine.execute(CloseSession(shop.session), in: shop.context("close", at: LawScene.at(.days(1))))
    let session = try await shop.engine.session(shop.session, of: shop.tenant, at: LawScene.end)
    XCTAssertEqual(session?.state, .failed)
  }
}
