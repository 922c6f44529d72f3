import GrosirCore
import GrosirEngine

/// What is done to a store until a process or a server is killed: buyers join a session, and orders reserve units.
struct CrashShop<Store: GrosirStore>: Sendable {
  let engine: Engine<Store>
  let tenant: TenantID

  var session: SessionID { SessionID(literal: "session") }
  var key: StockKey {
    StockKey(
      owner: OwnerID(literal: "owner"), location: LocationID(literal: "jakarta"), variant: VariantID(literal: "M"))
  }
  private var price: Int64 { 100_000 }

  /// The shop of a tenant.
  init(_ store: Store, of tenant: String) {
    guard let tenant = TenantID(tenant) else { preconditionFailure("a name is an identity") }
    engine = Engine(store)
    self.tenant = tenant
  }

  /// Opens the session and fills the warehouse; the same again changes nothing.
  func open() async throws {
    let sizes = ["S", "M"].map { Variant.Draft(id: $0, sku: "SHIRT-\($0)", name: $0, unitsPerBundle: 3) }
    _ = try await engine.execute(
      PutProduct(
        Product.Draft(
          id: "shirt", factory: "factory", sku: "SHIRT", name: "Shirt", currency: "IDR", basePrice: price,
          unitCost: 60_000, target: 12, variants: sizes, policy: .open)), in: context("product"))
    _ = try await engine.execute(
      CreateSession(
        session, code: SessionCode(literal: "CODE"), product: ProductID(literal: "shirt"),
        tiers: [.init(threshold: 2_500, price: 90_000)], opensAt: .epoch), in: context("session"))
    _ = try await engine.execute(AdjustStock(key, by: 900_000_000, because: .receipt), in: context("stock"))
  }

  /// Gives the command of a name; says whether it had been answered before.
  ///
  /// A name decides what is done: `join-…`, and anything else reserves.
  func give(_ name: String) async throws(StoreError) -> Bool {
    switch try await engine.store.transact(transaction(name)) {
    case .answered(.accepted, let isRepeated): return isRepeated
    case .answered(.refused(let reason), _): throw .defect("\(name) was refused: \(reason)")
    case .conflict: throw .defect("nobody else has the identity \(name)")
    }
  }

  private func transaction(_ name: String) -> Transaction {
    guard let order = OrderID(name), let buyer = BuyerID(name) else { preconditionFailure("a name is an identity") }
    guard name.hasPrefix("join-") else {
      return Transaction(ReserveStock(order, [StockLine(key, 1)]), in: context(name))
    }
    let join = JoinSession(
      session, participant: ParticipantID(name), buyer: buyer,
      lines: [.init(VariantID(literal: "S"), units: 1, unitPrice: price)], total: Money(price, .idr))
    return Transaction(join, in: context(name))
  }

  private func context(_ name: String) -> Context {
    guard let command = CommandID(name) else { preconditionFailure("a name is an identity") }
    return Context(tenant: tenant, command: command, actor: ActorID(literal: "crash"), now: .epoch, seed: 7)
  }
}
