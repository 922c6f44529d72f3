import GrosirCore

/// The commands of one session's life: it is created, buyers join with one unit each, pay, and it closes.
struct SessionStream {
  let sample: SampleSession
  let product: PutProduct
  let session: CreateSession
  let joins: [JoinSession]
  let payments: [ConfirmPayment]
  let close: CloseSession

  /// What a unit costs up front, and at the only tier.
  static let (basePrice, tierPrice): (Int64, Int64) = (200_000, 150_000)

  /// So many buyers, each of one unit of a variant in turn; everything they ask for is to be had.
  init(variants: Int, buyers: Int) {
    let sample = SampleSession(count: variants, tolerating: 60_000)
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
    let id = SessionID(literal: "session")
    session = CreateSession(
      id, code: SessionCode(literal: "HOODIE"), product: ProductID(literal: "hoodie"),
      tiers: [.init(threshold: 2_500, price: SessionStream.tierPrice)], opensAt: SessionStream.opening)
    let price = Money(SessionStream.basePrice, .idr)
    let participants = (0..<buyers).map { ParticipantID(known: "participant-\($0)") }
    joins = (0..<buyers).map { number in
      JoinSession(
        id, participant: participants[number], buyer: BuyerID(known: "buyer-\(number)"),
        lines: [
          .init(
            VariantID(known: SampleSession.identifier(number % variants)), units: 1,
            unitPrice: SessionStream.basePrice)
        ], total: price)
    }
    payments = (0..<buyers).map { number in
      ConfirmPayment(
        id, participant: participants[number], payment: PaymentReference(known: "payment-\(number)"), amount: price)
    }
    close = CloseSession(id)
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
