import GrosirCore
import GrosirEngine

/// What is done to a store until its process is killed: buyers join a session, and orders reserve units.
struct CrashShop<Store: GrosirStore>: Sendable {
  static var tenant: TenantID { TenantID(literal: "tenant") }
  static var session: SessionID { SessionID(literal: "session") }
  static var key: StockKey {
    StockKey(
      owner: OwnerID(literal: "owner"), location: LocationID(literal: "jakarta"), variant: VariantID(literal: "M"))
  }
  private static var price: Int64 { 100_000 }

  let engine: Engine<Store>

  /// Opens the session and fills the warehouse; the same again changes nothing.
  func open() async throws {
    let sizes = ["S", "M"].map { Variant.Draft(id: $0, sku: "SHIRT-\($0)", name: $0, unitsPerBundle: 3) }
    _ = try await engine.execute(
      PutProduct(
        Product.Draft(
          id: "shirt", factory: "factory", sku: "SHIRT", name: "Shirt", currency: "IDR", basePrice: CrashShop.price,
          unitCost: 60_000, target: 12, variants: sizes, policy: .open)), in: CrashShop.context("product"))
    _ = try await engine.execute(
      CreateSession(
        CrashShop.session, code: SessionCode(literal: "CODE"), product: ProductID(literal: "shirt"),
        tiers: [.init(threshold: 2_500, price: 90_000)], opensAt: .epoch), in: CrashShop.context("session"))
    _ = try await engine.execute(
      AdjustStock(CrashShop.key, by: 900_000_000, because: .receipt), in: CrashShop.context("stock"))
  }

  /// Gives the command of a name; says whether it had been answered before.
  ///
  /// A name decides what is done: `join-…`, and anything else reserves.
  func give(_ name: String) async throws -> Bool {
    let context = CrashShop.context(name)
    guard name.hasPrefix("join-") else {
      guard let order = OrderID(name) else { preconditionFailure("a name is an identity") }
      return try await engine.run(ReserveStock(order, [StockLine(CrashShop.key, 1)]), in: context).isRepeated
    }
    let join = JoinSession(
      CrashShop.session, participant: ParticipantID(name), buyer: BuyerID(name) ?? BuyerID(literal: "buyer"),
      lines: [.init(VariantID(literal: "S"), units: 1, unitPrice: CrashShop.price)],
      total: Money(CrashShop.price, .idr))
    return try await engine.run(join, in: context).isRepeated
  }

  private static func context(_ name: String) -> Context {
    guard let command = CommandID(name) else { preconditionFailure("a name is an identity") }
    return Context(tenant: tenant, command: command, actor: ActorID(literal: "crash"), now: .epoch, seed: 7)
  }
}
