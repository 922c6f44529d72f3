import GrosirCore

/// The commands of sessions' lives: they are created, buyers join with one unit each, pay, and one of them closes.
///
/// Joins and payments are made each time they are asked for, shortly before they are given, and their identifiers are
/// texts of their own: as when a request has just been read.
struct SessionStream {
  let sample: SampleSession
  let product: PutProduct
  let sessions: [CreateSession]
  let close: CloseSession
  private let variants: Int
  /// The session of each join.
  private let joined: [SessionID]

  /// What a unit costs up front, and at the only tier.
  static let (basePrice, tierPrice): (Int64, Int64) = (200_000, 150_000)

  /// Buyers of one unit each, of a variant in turn; everything they ask for is to be had.
  ///
  /// - Parameters:
  ///   - sessions: How many sessions there are.
  ///   - variants: How many variants of the product.
  ///   - turns: In the first turn so many join the first session, then as many the second, and so on; in the second
  ///     turn so many more.
  ///   - bundles: How many bundles of each variant may be left over.
  init(sessions count: Int = 1, variants: Int, turns: [Int], tolerating bundles: Int32 = 60_000) {
    let sample = SampleSession(count: variants, tolerating: bundles)
    let drafts = (0..<variants).map { position in
      Variant.Draft(
        id: SampleSession.identifier(position), sku: "V\(position)", name: "variant \(position)",
        unitsPerBundle: Int(sample.unitsPerBundle[position]), tolerance: Int(sample.tolerances[position]))
    }
    self.sample = sample
    product = PutProduct(
      Product.Draft(
        id: "hoodie", factory: "factory", sku: "HOODIE", name: "hoodie", currency: "IDR",
        basePrice: SessionStream.basePrice, unitCost: 90_000, target: 100, variants: drafts))
    let ids = (0..<count).map { SessionID(known: "session-\($0)") }
    sessions = ids.enumerated().map { number, id in
      CreateSession(
        id, code: SessionCode(known: "HOODIE-\(number)"), product: ProductID(literal: "hoodie"),
        tiers: [.init(threshold: 2_500, price: SessionStream.tierPrice)], opensAt: SessionStream.opening)
    }
    self.variants = variants
    joined = turns.flatMap { turn in ids.flatMap { Array(repeating: $0, count: turn) } }
    close = CloseSession(ids[0])
  }

  /// How many join.
  var count: Int { joined.count }

  /// The join of a number.
  func join(_ number: Int) -> JoinSession {
    JoinSession(
      joined[number], participant: ParticipantID(known: "participant-\(number)"),
      buyer: BuyerID(known: "buyer-\(number)"),
      lines: [
        .init(
          VariantID(known: SampleSession.identifier(number % variants)), units: 1, unitPrice: SessionStream.basePrice)
      ], total: Money(SessionStream.basePrice, .idr))
  }

  /// The payment for the join of a number.
  func payment(_ number: Int) -> ConfirmPayment {
    ConfirmPayment(
      joined[number], participant: ParticipantID(known: "participant-\(number)"),
      payment: PaymentReference(known: "payment-\(number)"), amount: Money(SessionStream.basePrice, .idr))
  }

  /// When the session opens, and everybody joins and pays.
  static let opening = Instant(known: 1_772_413_200_000)

  /// When it has closed.
  static let closing = Instant(known: 1_772_413_200_000 + 8 * 86_400_000)

  /// The context of the command of a kind and number.
  static func context(_ kind: String, _ number: Int, at now: Instant = opening) -> Context {
    Context(
      tenant: TenantID(literal: "tenant"), command: CommandID(known: "\(kind)-\(number)"),
      actor: ActorID(literal: "benchmark"), now: now, seed: UInt64(number))
  }
}

extension Identifier {
  /// An identity whose text is known to be one.
  init(known text: String) {
    guard let identifier = Identifier(text) else { preconditionFailure("not an identifier") }
    self = identifier
  }
}

extension Instant {
  /// An instant that is known to be one.
  init(known milliseconds: Int64) {
    guard let instant = Instant(millisecondsSince1970: milliseconds) else { preconditionFailure("not an instant") }
    self = instant
  }
}
