import Foundation
import GrosirCore
import GrosirEngine
import GrosirMemory
import GrosirTesting
import XCTest

/// The speed of joins through the engine, measured on request (`GROSIR_SPEED=1`), since times mean little on a shared
/// machine.
final class SpeedTests: XCTestCase {
  private let tenant = TenantID(literal: "tenant")
  private let session = SessionID(literal: "session")
  private let price: Int64 = 100_000

  override func setUpWithError() throws {
    try XCTSkipIf(ProcessInfo.processInfo.environment["GROSIR_SPEED"] == nil, "Set GROSIR_SPEED=1 to measure")
  }

  func testJoinsAfterManyOthers() async throws {
    let engine = Engine(MemoryStore())
    let variants = (0..<12).map { position in
      Variant.Draft(id: "variant-\(position)", sku: "V\(position)", name: "Variant \(position)", unitsPerBundle: 5)
    }
    _ = try await engine.execute(
      PutProduct(
        Product.Draft(
          id: "shirt", factory: "factory", sku: "SHIRT", name: "Shirt", currency: "IDR", basePrice: price,
          unitCost: 50_000, target: 1_000_000, variants: variants)),
      in: try context(0))
    _ = try await engine.execute(
      CreateSession(
        session, code: SessionCode(literal: "code"), product: ProductID(literal: "shirt"),
        tiers: [Ladder.Draft.Tier(threshold: 5_000, price: 80_000)], opensAt: .epoch,
        closesAt: Instant.epoch.adding(.days(7))),
      in: try context(1))
    var joined = 0
    for (before, count) in [(10, 1_000), (1_100, 10_000), (100_000, 100_000)] {
      while joined < before { joined = try await join(engine, joined) }
      let start = ContinuousClock.now
      for _ in 0..<count { joined = try await join(engine, joined) }
      let time = ContinuousClock.now - start
      let seconds = Double(time.components.attoseconds) / 1e18 + Double(time.components.seconds)
      print("after \(before) joins: \(Int(Double(count) / seconds)) a second, \(count) of them")
    }
    let kept = try await engine.session(session, of: tenant, at: .epoch)
    XCTAssertEqual(kept?.joinedCount, joined)
  }

  private func join(_ engine: Engine<MemoryStore>, _ number: Int) async throws -> Int {
    let buyer = try XCTUnwrap(BuyerID("buyer-\(number)"))
    let variant = try XCTUnwrap(VariantID("variant-\(number % 12)"))
    let line = JoinSession.Line(variant, units: 1, unitPrice: price)
    _ = try await engine.execute(
      JoinSession(session, buyer: buyer, lines: [line], total: Money(price, .idr)), in: try context(number + 2))
    return number + 1
  }

  private func context(_ number: Int) throws -> Context {
    Context(
      tenant: tenant, command: try XCTUnwrap(CommandID("command-\(number)")), actor: ActorID(literal: "probe"),
      now: .epoch, seed: UInt64(number))
  }
}
