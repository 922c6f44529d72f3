import GrosirCore
import GrosirEngine
import GrosirMemory

/// The smallest platform: a session through the engine, from its opening to everybody's refund.
@main
struct SellTogether {
  static func main() async throws {
    let engine = Engine(MemoryStore())
    let stamp = Stamp()
    let (shop, clerk) = (TenantID(literal: "shop"), ActorID(literal: "clerk"))
    let (shirt, session) = (ProductID(literal: "shirt"), SessionID(literal: "march"))

    let sizes = ["S", "M", "L", "XL"].map { Variant.Draft(id: $0, sku: "SHIRT-\($0)", name: $0, unitsPerBundle: 3) }
    _ = try await engine.execute(
      PutProduct(
        Product.Draft(
          id: "shirt", factory: "bandung-1", sku: "SHIRT", name: "T-shirt", currency: "IDR", basePrice: 100_000,
          unitCost: 60_000, target: 12, variants: sizes)),
      in: stamp.context(of: shop, by: clerk))
    _ = try await engine.execute(
      CreateSession(
        session, code: SessionCode(literal: "MARCH"), product: shirt,
        tiers: [.init(threshold: 2_500, price: 90_000), .init(threshold: 10_000, price: 75_000)],
        opensAt: stamp.clock.now()),
      in: stamp.context(of: shop, by: clerk))

    // A buyer joins, and the provider says that the money has come. The same command again does nothing.
    let join = JoinSession(
      session, buyer: BuyerID(literal: "ani"), lines: [.init(VariantID(literal: "M"), units: 3, unitPrice: 100_000)],
      total: Money(300_000, .idr))
    let click = stamp.context(of: shop, by: ActorID(literal: "ani"), command: CommandID(literal: "click-1"))
    let held = try await engine.execute(join, in: click)
    let again = try await engine.run(join, in: click)
    print("held until paid: \(held.total), answered again: \(again.isRepeated && again.receipt == held)")
    let paid = try await engine.execute(
      ConfirmPayment(
        session, participant: held.participant, payment: PaymentReference(literal: "pay-1"), amount: held.total),
      in: stamp.context(of: shop, by: ActorID(literal: "provider")))
    print("then: \(paid.status)")

    if let reason = Reason("the factory wants to begin") {
      let end = try await engine.execute(
        CloseSession(session, earlyBecause: reason), in: stamp.context(of: shop, by: clerk))
      print("paid \(end.totals.paid), owed \(end.totals.owed), back to wallets \(end.totals.refunded)")
    }
  }
}
