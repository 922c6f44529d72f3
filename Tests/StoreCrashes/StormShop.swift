import GrosirCore
import GrosirEngine

/// A shop in which little is left: of one variant in the warehouse, of the other in a session.
struct StormShop<Store: GrosirStore>: Sendable {
  let engine: Engine<Store>
  /// Whose it is.
  let tenant: TenantID

  let session = SessionID(literal: "session")
  /// What is reserved.
  let key = StockPlace.platform.key(of: VariantID(literal: "M"))
  private let setAside = VariantID(literal: "S")
  private let price: Int64 = 100_000

  /// A shop by its number.
  init(_ store: Store, _ number: Int) {
    guard let tenant = TenantID("shop-\(number)") else { preconditionFailure("a name is an identity") }
    engine = Engine(store)
    self.tenant = tenant
  }

  // MARK: Opening

  /// Fills the warehouse, and opens the session on what is set aside for it.
  func open(_ plan: StormPlan, _ number: Int) async throws {
    try await putProduct(.stockOnly)
    let units = plan.units(for: .join, in: number)
    let stock = [(key, plan.units(for: .reserve, in: number)), (StockPlace.platform.key(of: setAside), units)]
    for (key, units) in stock {
      _ = try await engine.execute(
        AdjustStock(key, by: units, because: .receipt), in: context("stock-\(key.variant.text)"))
    }
    _ = try await engine.execute(
      CreateSession(
        session, code: SessionCode(literal: "CODE"), product: ProductID(literal: "shirt"), target: 1_000_000,
        tiers: [.init(threshold: 2_500, price: 90_000)], opensAt: .epoch, closesAt: .latest.subtracting(.hours(1)),
        openingStock: [VariantUnits(setAside, units)]), in: context("session"))
  }

  /// Opens a session that closes before long, with one buyer who does not pay in time.
  func openTimed(_ number: Int, holdsFor window: Timespan, closesAt: Instant) async throws {
    if number == 0 { try await putProduct(.open) }
    guard let id = SessionID("timed-\(number)"), let code = SessionCode("TIMED-\(number)") else {
      preconditionFailure("a name is an identity")
    }
    let conditions = SessionConditions(nearExpiryWindow: .milliseconds(200), paymentWindow: window)
    _ = try await engine.execute(
      CreateSession(
        id, code: code, product: ProductID(literal: "shirt"), tiers: [.init(threshold: 2_500, price: 90_000)],
        guarantee: number.isMultiple(of: 2) ? .standard : nil, opensAt: .epoch, closesAt: closesAt,
        conditions: conditions), in: context("session-\(number)"))
    _ = try await engine.execute(join(id, "timed-buyer-\(number)"), in: context("join-\(number)"))
  }

  private func putProduct(_ policy: AllocationPolicy) async throws {
    let sizes = ["S", "M"].map { Variant.Draft(id: $0, sku: "SHIRT-\($0)", name: $0, unitsPerBundle: 3) }
    _ = try await engine.execute(
      PutProduct(
        Product.Draft(
          id: "shirt", factory: "factory", sku: "SHIRT", name: "Shirt", currency: "IDR", basePrice: price,
          unitCost: 60_000, target: 12, variants: sizes, policy: policy)), in: context("product"))
  }

  // MARK: Wanting

  /// What comes of an attempt.
  struct Reply {
    /// Whether it was done, or why not.
    let word: String
    /// Everything that was answered, in one number.
    let digest: UInt64
    /// Whether it had been answered before.
    let isRepeated: Bool
  }

  /// Wants something, once.
  func give(_ attempt: StormPlan.Attempt) async throws(StoreError) -> Reply {
    let name = StormShop.name(of: attempt.number)
    let context = context(name)
    let transaction =
      switch attempt.wish {
      case .join: Transaction(join(session, name), in: context)
      case .reserve: Transaction(ReserveStock(order(name), [StockLine(key, 1)]), in: context)
      }
    switch try await engine.store.transact(transaction) {
    case .conflict: throw .defect("nobody else has the identity \(name)")
    case .answered(let answer, let isRepeated):
      return Reply(word: word(answer, to: attempt.wish), digest: StormShop.digest(answer), isRepeated: isRepeated)
    }
  }

  /// The participant, order and command of an attempt.
  static func name(of number: Int) -> String { "attempt-\(1_000_000 + number)" }

  private func word(_ answer: Answer, to wish: StormPlan.Wish) -> String {
    switch (answer, wish) {
    case (.accepted, _): "done"
    case (.refused(let reason), .join): reason.value(as: SessionError.self)?.code ?? "unreadable"
    case (.refused(let reason), .reserve): reason.value(as: StockError.self)?.code ?? "unreadable"
    }
  }

  /// The same for the same answer, in every process (FNV-1a).
  private static func digest(_ answer: Answer) -> UInt64 {
    // Wrapping around is what the algorithm does; these are bits, not quantities.
    "\(answer)".utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  private func join(_ session: SessionID, _ name: String) -> JoinSession {
    guard let buyer = BuyerID(name) else { preconditionFailure("a name is an identity") }
    return JoinSession(
      session, participant: ParticipantID(name), buyer: buyer,
      lines: [.init(setAside, units: 1, unitPrice: price)], total: Money(price, .idr))
  }

  private func order(_ name: String) -> OrderID {
    guard let order = OrderID(name) else { preconditionFailure("a name is an identity") }
    return order
  }

  /// The context of a command given now; no two processes give it quite the same.
  private func context(_ name: String) -> Context {
    guard let command = CommandID(name) else { preconditionFailure("a name is an identity") }
    return Stamp().context(of: tenant, by: ActorID(literal: "storm"), command: command)
  }

  // MARK: Looking

  /// How many units were sold, as it is kept.
  func sold(_ wish: StormPlan.Wish) async throws -> Int {
    switch wish {
    case .reserve:
      return try await engine.stock(of: key, in: tenant, at: SystemClock().now())?.level.count.reserved ?? 0
    case .join:
      let found = try await engine.store.look(at: [.session(session)], of: tenant).session(session)
      return (0..<(found?.tallies.count ?? 0)).reduce(0) { $0 + (found?.tallies[$1].ordered ?? 0) }
    }
  }
}
