public import GrosirCore

/// What `grosir settle` is asked: the terms of a session and every line bought (SPEC §15).
///
/// ```json
/// {"target": 100, "basePrice": 200000, "currency": "IDR",
///  "tiers": [{"threshold": 2500, "price": 150000}],
///  "guarantee": {"minimumFill": 2500}, "successRule": "lowestTier",
///  "participants": [{"id": "A", "units": 10, "priceAdjustment": 0, "paid": true}]}
/// ```
///
/// Every field is required; `guarantee` may be null. A participant may have several lines.
public struct SettlementRequest: Sendable {
  /// How the session ends.
  public let terms: SessionTerms

  /// The lines bought.
  public let purchases: [Purchase]

  /// The most lines one document may list.
  public static let maximumPurchases = 200_000
}

extension SettlementRequest: DocumentReadable {
  /// Reads the request.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let target = object.required("target", .integer(SessionTerms.targets))
    let basePrice = object.required("basePrice", .int64(atLeast: 1))
    let currency = object.required("currency", .text("three capital letters such as IDR", Currency.init))
    let tiers = object.required(
      "tiers", .array(of: .object(Ladder.Draft.Tier.self), count: 1...BasisPoints.denominator))
    let guarantee = object.required("guarantee", .nullable(.object(PlatformGuarantee.self)))
    let successRule = object.required("successRule", .choice(of: SuccessRule.self))
    let participants = object.required(
      "participants", .array(of: .object(Purchase.self), count: 0...SettlementRequest.maximumPurchases))
    object.end()
    let adjustments = participants.value.map { $0.map { $0.priceAdjustment } } ?? []
    let draft = try Ladder.Draft(basePrice: basePrice(), currency: currency(), tiers: tiers())
    let ladder = try object.accepting { path throws(PricingError) in
      try Ladder(draft, adjustments: adjustments, at: path) { position in
        path.field("participants").index(position).field("priceAdjustment")
      }
    }
    let (units, promise, rule) = try (target(), guarantee(), successRule())
    purchases = try participants()
    terms = try object.accepting { path throws(PricingError) in
      try SessionTerms(target: units, ladder: ladder, guarantee: promise, successRule: rule)
    }
  }
}

extension Ladder.Draft.Tier: DocumentReadable {
  /// Reads a tier.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let threshold = object.required("threshold", .integer(1...BasisPoints.denominator))
    let price = object.required("price", .int64(atLeast: 1))
    object.end()
    try self.init(threshold: threshold(), price: price())
  }
}

extension PlatformGuarantee: DocumentReadable {
  /// Reads a guarantee.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let minimumFill = object.required("minimumFill", .integer(0...BasisPoints.denominator))
    object.end()
    self = try PlatformGuarantee(minimumFill: BasisPoints(minimumFill()) ?? .zero)
  }
}

extension Purchase: DocumentReadable {
  /// Reads a line bought.
  public init(reading object: inout ObjectReader) throws(Unreadable) {
    let id = object.required("id", .identifier(ParticipantID.self))
    let units = object.required("units", .integer(1...Quantity.maximum))
    let priceAdjustment = object.required("priceAdjustment", .int64(from: .min, through: .max))
    let paid = object.required("paid", .boolean)
    object.end()
    try self.init(id(), units: units(), priceAdjustment: priceAdjustment(), isPaid: paid())
  }
}

/// What `grosir settle` answers: how the session ended, and what everybody paid, owes and gets back (SPEC §15).
public struct SettlementAnswer: Sendable {
  /// The settlement the answer shows.
  public let settlement: Settlement

  /// Settles a session as requested.
  ///
  /// - Throws: ``InvalidDocument`` with every violation the settlement finds.
  /// - Complexity: O(number of lines).
  public init(to request: SettlementRequest) throws(InvalidDocument) {
    do throws(PricingError) {
      settlement = try Settlement(of: request.purchases, under: request.terms)
    } catch {
      throw InvalidDocument(error.violations)
    }
  }

  /// The answer as JSON.
  public var json: JSONValue {
    let verdict = settlement.verdict
    var object = JSONObject()
    object.append("outcome", verdict.tier == nil ? "failed" : "success")
    object.append("realUnits", .integer(verdict.paidUnits))
    object.append("platformFill", .integer(verdict.platformFill))
    object.append("tier", .integer(verdict.tier?.threshold.value))
    object.append("unitPrice", verdict.tier.map { .integer($0.price.amount) } ?? .null)
    object.append("participants", .array(settlement.lines.map { $0.json }))
    object.append(
      "totals",
      [
        "paid": .integer(settlement.totals.paid.amount), "owed": .integer(settlement.totals.owed.amount),
        "refunded": .integer(settlement.totals.refunded.amount),
      ])
    return .object(object)
  }
}

extension Settlement.Line {
  fileprivate var json: JSONValue {
    [
      "id": .string(participant.text), "paid": .integer(amounts.paid.amount), "owed": .integer(amounts.owed.amount),
      "refund": .integer(amounts.refunded.amount),
    ]
  }
}
