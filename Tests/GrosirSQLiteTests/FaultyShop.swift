import GrosirCore
import GrosirEngine
import GrosirSQLite
import GrosirTesting

/// What is done to a store whose file system fails, each by a name: the same name is the same command.
struct FaultyShop {
  static let tenant = TenantID(literal: "tenant")
  private static let session = SessionID(literal: "session")
  private static let price: Int64 = 100_000

  /// A step; outbox steps need no command.
  static func transaction(_ name: String) -> Transaction {
    let context = context(name)
    switch name.prefix(while: { $0 != "-" }) {
    case "product": return Transaction(PutProduct(product), in: context)
    case "session":
      return Transaction(
        CreateSession(
          session, code: SessionCode(literal: "CODE"), product: ProductID(literal: "shirt"),
          tiers: [.init(threshold: 2_500, price: 90_000)], opensAt: .epoch), in: context)
    case "stock": return Transaction(AdjustStock(key(0), by: 1_000, because: .receipt), in: context)
    case "join":
      return Transaction(
        JoinSession(
          session, participant: ParticipantID(name), buyer: BuyerID(unchecked: name),
          lines: [.init(VariantID(literal: "S"), units: 1, unitPrice: price)], total: Money(price, .idr)), in: context)
    case "pay":
      return Transaction(
        ConfirmPayment(
          session, participant: ParticipantID(unchecked: "join" + name.dropFirst(3)),
          payment: PaymentReference(unchecked: name), amount: Money(price, .idr)), in: context)
    case "large":
      return Transaction(
        ReserveStock(OrderID(unchecked: name), (0..<40).map { StockLine(key($0), 1) }), in: context)
    default: return Transaction(ReserveStock(OrderID(unchecked: name), [StockLine(key(0), 1)]), in: context)
    }
  }

  private static var product: Product.Draft {
    let sizes = ["S", "M"].map { Variant.Draft(id: $0, sku: "SHIRT-\($0)", name: $0, unitsPerBundle: 3) }
    return Product.Draft(
      id: "shirt", factory: "factory", sku: "SHIRT", name: "Shirt", currency: "IDR", basePrice: price,
      unitCost: 60_000, target: 12, variants: sizes, policy: .open)
  }

  private static func key(_ number: Int) -> StockKey {
    StockKey(
      owner: OwnerID(literal: "owner"), location: LocationID(literal: "jakarta"),
      variant: VariantID(unchecked: "variant-\(number)"))
  }

  private static func context(_ name: String) -> Context {
    Context(
      tenant: tenant, command: CommandID(unchecked: name), actor: ActorID(literal: "test"), now: .epoch, seed: 1)
  }

  /// Gives the command of a name; says whether it was answered before.
  static func give(_ name: String, to store: SQLiteStore) async throws(StoreError) -> Bool {
    switch try await store.transact(transaction(name)) {
    case .answered(_, let isRepeated): return isRepeated
    case .conflict: throw .defect("nobody else has the identity")
    }
  }
}

/// What was done with the outbox by a relay, and an operator, as far as they know.
struct FaultyRelay {
  /// The steps, in the order in which they make sense.
  static let steps = ["lease", "deliver", "retry", "park", "park again", "unpark"]

  /// What is told of deliveries, and perhaps was not heard.
  private(set) var perhapsDelivered: Set<String> = []
  private(set) var delivered: Set<String> = []
  private(set) var parked: Set<String> = []
  private var leased: [LeasedEffect] = []

  static let now = Instant.epoch.adding(.minutes(1)) ?? .latest
  /// When every lease has expired, and what failed is due again.
  static let end = Instant.epoch.adding(.days(2)) ?? .latest

  /// Does a step; nothing, where the lease that it needs was not got.
  mutating func take(_ step: String, _ store: SQLiteStore) async throws(StoreError) {
    if step == "lease" {
      leased = try await FaultyRelay.lease(from: store, at: FaultyRelay.now, limit: 4)
      return
    }
    guard let place = FaultyRelay.steps.firstIndex(of: step), leased.count == 4 else { return }
    guard step != "unpark" else {
      parked.remove(leased[2].key)
      _ = try await store.unpark(leased[2].key, of: FaultyShop.tenant, dueAt: FaultyRelay.now)
      return
    }
    let effect = leased[place - 1]
    let settlement: EffectSettlement =
      switch step {
      case "deliver": .delivered(at: FaultyRelay.now)
      case "retry": .retry(at: FaultyRelay.now.adding(.days(1)) ?? .latest)
      default: .parked(at: FaultyRelay.now, because: "nobody answers")
      }
    if step == "deliver" { perhapsDelivered.insert(effect.key) }
    guard try await store.settle(effect, as: settlement) else { throw .defect("\(effect.key) was lent to nobody else") }
    if step == "deliver" { delivered.insert(effect.key) }
    if step.hasPrefix("park") { parked.insert(effect.key) }
  }

  /// Looks whether every effect there is comes in the end, but for what was delivered, and what was parked waits for an
  /// operator.
  func check(_ store: SQLiteStore, of keys: Set<String>, _ label: String) async throws {
    let kept = Set(
      try await store.parkedEffects(of: FaultyShop.tenant, after: 0, limit: 100).map { $0.key })
    try expect(parked.isSubset(of: kept), "\(label): \(parked) was parked, and \(kept) is")
    for key in kept { _ = try await store.unpark(key, of: FaultyShop.tenant, dueAt: FaultyRelay.now) }
    let came = try await FaultyRelay.lease(from: store, at: FaultyRelay.end, limit: 1_000).map { $0.key }
    try expectEqual(came.count, Set(came).count, "\(label): each effect once")
    try expect(delivered.isDisjoint(with: came), "\(label): what was delivered came again")
    try expect(
      keys.subtracting(came).isSubset(of: perhapsDelivered),
      "\(label): \(keys.subtracting(came)) were asked of the outside, and never come")
    try expect(Set(came).isSubset(of: keys), "\(label): \(came) came, and only \(keys) were asked for")
  }

  static func lease(from store: SQLiteStore, at now: Instant, limit: Int) async throws(StoreError) -> [LeasedEffect] {
    let until = now.adding(.minutes(10)) ?? .latest
    return try await store.leaseEffects(LeaseRequest(by: "test", at: now, until: until, limit: limit))
  }
}
