import GrosirCore
import GrosirEngine

/// A tenant with a product and a session, and what can happen there, in few words.
struct LawShop<Store: GrosirStore>: Sendable {
  let engine: Engine<Store>
  let tenant: TenantID
  let session: SessionID
  /// The product's identity.
  static var product: ProductID { ProductID(literal: "shirt") }
  /// When everything begins: the session opens then.
  static var start: Instant { .epoch }
  /// Units of S and M that are in reach at first: one bundle's worth, and no more.
  static var capacity: Int { 5 }

  var store: Store { engine.store }

  /// A shop in a store: a product of sizes S and M, one bundle of five each at most, and an open session.
  init(
    in store: Store, tenant: TenantID = TenantID(literal: "tenant"), session: SessionID = SessionID(literal: "session"),
    window: Timespan = .hours(1), lasting: Timespan = .days(1)
  ) async throws {
    engine = Engine(store)
    self.tenant = tenant
    self.session = session
    try await open(window: window, lasting: lasting)
  }

  private func open(window: Timespan, lasting: Timespan) async throws {
    let policy = AllocationPolicy.bundleTolerance(try BundleTolerance(committedBundles: 1, capacityBundles: 1))
    _ = try await engine.execute(
      PutProduct(
        Product.Draft(
          id: Self.product.text, factory: "factory", sku: "SHIRT", name: "Shirt", currency: "IDR",
          basePrice: Self.price, unitCost: 50_000, target: 10,
          variants: [
            Variant.Draft(id: "S", sku: "SHIRT-S", name: "Small", unitsPerBundle: Self.capacity),
            Variant.Draft(id: "M", sku: "SHIRT-M", name: "Medium", unitsPerBundle: Self.capacity),
          ], policy: policy)),
      in: context("put \(Self.product.text)"))
    var conditions = SessionConditions(paymentWindow: window, maxOpenHoldsPerBuyer: 100)
    conditions.nearExpiryWindow = .minutes(10)
    _ = try await engine.execute(
      CreateSession(
        session, code: SessionCode("code \(session.text)") ?? SessionCode(literal: "code"), product: Self.product,
        tiers: [Ladder.Draft.Tier(threshold: 5_000, price: 80_000)], opensAt: Self.start,
        closesAt: Self.start.adding(lasting), conditions: conditions),
      in: context("create \(session.text)"))
  }

  static var price: Int64 { 100_000 }
}

extension LawShop {
  /// The context of a command whose identity is as given.
  func context(_ command: String, at now: Instant = Self.start) -> Context {
    guard let id = CommandID(command) else { preconditionFailure("a law names its commands within the limits") }
    return Context(
      tenant: tenant, command: id, actor: ActorID(literal: "law"), now: now, seed: SeededGenerator.seed(ofText: command))
  }

  /// A command to join with units of S, as a participant of a given name.
  func join(_ name: String, units: Int = 1, ifLocked: JoinSession.IfLocked = .refuse) -> JoinSession {
    JoinSession(
      session, participant: ParticipantID(name), buyer: BuyerID("buyer of \(name)") ?? BuyerID(literal: "buyer"),
      lines: [.init(VariantID(literal: "S"), units: units, unitPrice: Self.price)],
      total: Money(Self.price * Int64(units), .idr), ifLocked: ifLocked)
  }

  /// A command that confirms the payment of a participant for some units.
  func pay(_ name: String, units: Int = 1) -> ConfirmPayment {
    ConfirmPayment(
      session, participant: ParticipantID(name) ?? ParticipantID(literal: "nobody"),
      payment: PaymentReference("payment of \(name)") ?? PaymentReference(literal: "payment"),
      amount: Money(Self.price * Int64(units), .idr))
  }

  /// The session's row as it is kept, nothing lapsed that was not processed.
  func keptSession() async throws -> GroupSession? {
    try await store.look(at: [.session(session)], of: tenant).session(session)
  }

  /// The participants' rows as they are kept, in the order in which they joined.
  func keptParticipants() async throws -> [Participant] {
    let read = Read.participants(of: session)
    return try await store.look(at: [read], of: tenant).participants(read).sorted { $0.number < $1.number }
  }

  /// All the session's events.
  func events() async throws -> [LoggedEvent] {
    var events: [LoggedEvent] = []
    while true {
      let page = try await store.events(
        of: .session(session), in: tenant, after: events.last?.number ?? 0, limit: 7)
      events += page
      if page.isEmpty { return events }
    }
  }
}
