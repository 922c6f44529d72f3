extension SuccessRule: StoredName {}
extension Selling: Stored {}

extension SessionPlan {
  /// All but what the variants cost more or less: flat, but for the tiers.
  var storedFields: [Record.Field] {
    [
      .init("session", session.record), .init("code", code.record), .init("product", product.record),
      .init("target", terms.target.record), .init("currency", currency.stored),
      .init("basePrice", terms.ladder.basePrice.amount.record), .init("tiers", terms.ladder.tiers.stored),
      .init("minimumFill", (terms.guarantee?.minimumFill).stored), .init("successRule", terms.successRule.stored),
      .init("opensAt", opensAt.record), .init("closesAt", closesAt.record),
      .init("nearExpiryWindow", conditions.nearExpiryWindow.record),
      .init("paymentWindow", conditions.paymentWindow.record),
      .init("maxUnitsPerBuyer", conditions.maxUnitsPerBuyer.record),
      .init("maxOpenHoldsPerBuyer", conditions.maxOpenHoldsPerBuyer.record),
      .init("hasWaitingList", conditions.hasWaitingList.record), .init("autoRenew", conditions.autoRenew.record),
      .init("useFreeStock", conditions.useFreeStock.record), .init("selling", selling.record),
      .init("owner", warehouse.owner.record), .init("location", warehouse.location.record),
    ]
  }

  /// From those fields, and what the variants cost more or less.
  init(from fields: inout StoredFields, adjustments: [Int64]) throws(StoredFault) {
    session = try fields.take("session")
    code = try fields.take("code")
    product = try fields.take("product")
    terms = try SessionTerms(from: &fields, adjustments: adjustments)
    opensAt = try fields.take("opensAt")
    closesAt = try fields.take("closesAt")
    conditions = SessionConditions(
      nearExpiryWindow: try fields.take("nearExpiryWindow"), paymentWindow: try fields.take("paymentWindow"),
      maxUnitsPerBuyer: try fields.take("maxUnitsPerBuyer"),
      maxOpenHoldsPerBuyer: try fields.take("maxOpenHoldsPerBuyer"),
      hasWaitingList: try fields.take("hasWaitingList"), autoRenew: try fields.take("autoRenew"),
      useFreeStock: try fields.take("useFreeStock"))
    selling = try fields.take("selling")
    warehouse = StockPlace(owner: try fields.take("owner"), location: try fields.take("location"))
    priceAdjustments = adjustments
    let violations = conditions.violations
    guard violations.isEmpty else { throw StoredFault(violations) }
    try StoredFault.unless(opensAt < closesAt, "closesAt", "a session closes after it opens")
  }
}

extension SessionTerms {
  fileprivate init(from fields: inout StoredFields, adjustments: [Int64]) throws(StoredFault) {
    let (target, currency): (Int, Currency) = (try fields.take("target"), try fields.take("currency"))
    let (basePrice, tiers): (Int64, [Ladder.Draft.Tier]) = (try fields.take("basePrice"), try fields.take("tiers"))
    let (minimumFill, rule): (BasisPoints?, SuccessRule) = (
      try fields.take("minimumFill"), try fields.take("successRule")
    )
    let largest = Product.maximumPrice
    try StoredFault.unless(basePrice <= largest, "basePrice", "it is more than \(largest)")
    try StoredFault.unless(
      adjustments.allSatisfy { -largest...largest ~= $0 }, "variants", "a price adjustment is beyond \(largest)")
    do throws(PricingError) {
      try self.init(
        target: target,
        ladder: Ladder(
          Ladder.Draft(basePrice: basePrice, currency: currency, tiers: tiers), adjustments: adjustments),
        guarantee: minimumFill.map { PlatformGuarantee(minimumFill: $0) }, successRule: rule)
    } catch {
      switch error {
      case .invalid(let violations): throw StoredFault(violations)
      }
    }
  }
}

extension Ladder.Tier {
  /// Threshold and price; the currency stands beside the tiers.
  fileprivate var draft: Ladder.Draft.Tier { Ladder.Draft.Tier(threshold: threshold.value, price: price.amount) }
}

extension [Ladder.Tier] {
  fileprivate var stored: Record { map { $0.draft }.stored }
}

extension Ladder.Draft.Tier: Stored {
  /// Threshold and price.
  package var stored: Record { ["threshold": threshold.record, "price": price.record] }

  /// From threshold and price.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    self.init(threshold: try fields.take("threshold"), price: try fields.take("price"))
    try fields.end()
  }
}
