/// How a session ended: the verdict, everybody's money together, and what is to be fulfilled (SPEC §5, close).
///
/// What each participant owes and got back stands with the participant.
public struct SessionSettlement: Sendable, Hashable {
  /// Whether it succeeded, at which tier, with how many units.
  public let verdict: SessionVerdict

  /// What the admitted units cost up front, what they finally cost, and the difference: paid = owed + refunded.
  public let totals: Settlement.Amounts

  /// Paid real units of each variant that sold any, in product order; none on failure.
  public let demand: [VariantUnits]

  /// From when on it was closed: the deadline, or earlier if an operator closed it.
  public let closedAt: Instant

  /// Why an operator closed it early, if one did.
  public let earlyBecause: Reason?
}

extension SessionSettlement: Recordable {
  /// Everything, flat.
  public var record: Record {
    var fields: [Record.Field] = [
      .init("outcome", .text(verdict.tier == nil ? "failed" : "success")),
      .init("realUnits", verdict.paidUnits.record), .init("platformFill", verdict.platformFill.record),
      .init("tier", (verdict.tier?.threshold.value).record), .init("unitPrice", (verdict.tier?.price).record),
      .init("paid", totals.paid.record), .init("owed", totals.owed.record),
      .init("refunded", totals.refunded.record), .init("demand", demand.record), .init("closedAt", closedAt.record),
    ]
    if let earlyBecause { fields.append(.init("earlyBecause", earlyBecause.record)) }
    return .fields(fields)
  }

  /// From everything.
  public init?(record: Record) {
    guard let word: String = record.field("outcome"), let units: Int = record.field("realUnits"),
      let fill: Int = record.field("platformFill"),
      let threshold: Int? = record.field("tier"), let price: Money? = record.field("unitPrice"),
      let paid: Money = record.field("paid"), let owed: Money = record.field("owed"),
      let refunded: Money = record.field("refunded"), let demand: [VariantUnits] = record.field("demand"),
      let closedAt: Instant = record.field("closedAt")
    else { return nil }
    var outcome = SessionVerdict.Outcome.failed
    switch (word, threshold, price) {
    case ("success", let threshold?, let price?):
      guard let share = BasisPoints(threshold) else { return nil }
      outcome = .success(Ladder.Tier(threshold: share, price: price))
    case ("failed", nil, nil): break
    default: return nil
    }
    verdict = SessionVerdict(paidUnits: units, platformFill: fill, outcome: outcome)
    totals = Settlement.Amounts(paid: paid, owed: owed, refunded: refunded)
    self.demand = demand
    self.closedAt = closedAt
    guard let reason = Reason?(record: record["earlyBecause"] ?? .null) else { return nil }
    earlyBecause = reason
  }
}
