package import GrosirCore
package import GrosirEngine

/// What is the same in all laws.
package enum LawScene {
  /// The product's identity.
  package static let product = ProductID(literal: "shirt")
  /// What a unit costs.
  package static let price: Int64 = 100_000
  /// Units of S and of M that may be sold: one bundle's, and no more.
  package static let capacity = 5
  /// When everything begins: the session opens then.
  package static let start = Instant.epoch
  /// When nothing has lapsed yet, and much is past.
  package static let later = at(.minutes(20))
  /// Long after every session closed.
  package static let end = at(.days(1_000))

  /// So long after everything began.
  package static func at(_ timespan: Timespan) -> Instant { start.adding(timespan) ?? .latest }

  /// When a lease expires that begins at an instant.
  package static func leaseEnd(from now: Instant) -> Instant { now.adding(.minutes(1)) ?? .latest }

  /// The instant just before another.
  package static func before(_ instant: Instant) -> Instant { instant.subtracting(.milliseconds(1)) ?? .earliest }
}

/// A tenant with a product and a session, and what can happen there, in few words.
package struct LawShop<Store: GrosirStore>: Sendable {
  package let engine: Engine<Store>
  package let tenant: TenantID
  package let session: SessionID

  package var store: Store { engine.store }

  /// A shop in a store: a product of sizes S and M, one bundle of five each at most, and an open session.
  package init(
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
          id: LawScene.product.text, factory: "factory", sku: "SHIRT", name: "Shirt", currency: "IDR",
          basePrice: LawScene.price, unitCost: 50_000, target: 10,
          variants: [
            Variant.Draft(id: "S", sku: "SHIRT-S", name: "Small", unitsPerBundle: LawScene.capacity),
            Variant.Draft(id: "M", sku: "SHIRT-M", name: "Medium", unitsPerBundle: LawScene.capacity),
          ], policy: policy)),
      in: context("put \(LawScene.product.text)"))
    var conditions = SessionConditions(paymentWindow: window, maxOpenHoldsPerBuyer: 100)
    conditions.nearExpiryWindow = .minutes(10)
    _ = try await engine.execute(
      CreateSession(
        session, code: SessionCode("code \(session.text)") ?? SessionCode(literal: "code"), product: LawScene.product,
        tiers: [Ladder.Draft.Tier(threshold: 5_000, price: 80_000)], opensAt: LawScene.start,
        closesAt: LawScene.at(lasting), conditions: conditions),
      in: context("create \(session.text)"))
  }
}

extension LawShop {
  /// The context of a command whose identity is as given.
  package func context(_ command: String, at now: Instant = LawScene.start) -> Context {
    guard let id = CommandID(command) else { preconditionFailure("a law names its commands within the limits") }
    return Context(
      tenant: tenant, command: id, actor: ActorID(literal: "law"), now: now,
      seed: SeededGenerator.seed(ofText: command))
  }

  /// A command to join with units of S, as a participant of a given name.
  package func join(_ name: String, units: Int = 1, ifLocked: JoinSession.IfLocked = .refuse) -> JoinSession {
    JoinSession(
      session, participant: ParticipantID(name), buyer: BuyerID("buyer of \(name)") ?? BuyerID(literal: "buyer"),
      lines: [.init(VariantID(literal: "S"), units: units, unitPrice: LawScene.price)],
      total: Money(LawScene.price * Int64(units), .idr), ifLocked: ifLocked)
  }

  /// A command that confirms the payment of a participant for some units.
  package func pay(_ name: String, units: Int = 1) -> ConfirmPayment {
    ConfirmPayment(
      session, participant: ParticipantID(name) ?? ParticipantID(literal: "nobody"),
      payment: PaymentReference("payment of \(name)") ?? PaymentReference(literal: "payment"),
      amount: Money(LawScene.price * Int64(units), .idr))
  }

  /// The session's row as it is kept, nothing lapsed that was not processed.
  package func keptSession() async throws -> GroupSession? {
    try await store.look(at: [.session(session)], of: tenant).session(session)
  }

  /// The participants' rows as they are kept, in the order in which they joined.
  package func keptParticipants() async throws -> [Participant] {
    let read = Read.participants(of: session)
    return try await store.look(at: [read], of: tenant).participants(read).sorted { $0.number < $1.number }
  }

  /// All the session's events.
  package func events() async throws -> [LoggedEvent] {
    var events: [LoggedEvent] = []
    while true {
      let page = try await store.events(
        of: .session(session), in: tenant, after: events.last?.number ?? 0, limit: 7)
      if page.isEmpty { return events }
      guard let first = page.first, first.number > events.last?.number ?? 0 else {
        throw ExpectationFailure("a page of events begins with what the page before had")
      }
      events += page
    }
  }
}

extension LawShop {
  /// Effects that are due, for a minute.
  package func lease(at now: Instant, limit: Int = 100, by holder: String = "law") async throws -> [LeasedEffect] {
    try await store.leaseEffects(
      LeaseRequest(by: holder, at: now, until: LawScene.leaseEnd(from: now), limit: limit))
  }

  /// Why a command is refused, or nil if it is not.
  package func refusal<C: Command>(
    of command: C, in context: Context
  ) async throws -> SessionError? where C.Refusal == SessionError {
    do throws(EngineError<SessionError>) {
      _ = try await engine.execute(command, in: context)
      return nil
    } catch {
      guard case .refused(let refusal) = error else { throw error }
      return refusal
    }
  }
}
