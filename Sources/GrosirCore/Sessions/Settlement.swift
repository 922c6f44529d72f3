/// What everybody paid, finally owes and gets back when a session closes (SPEC §4, §5).
///
/// Each paid line was charged base price + adjustment per unit. On success it owes tier price + adjustment and gets the
/// difference back; on failure it owes nothing and gets everything back. Line by line and in total,
/// paid = owed + refunded, to the unit.
///
/// Worked example: target 100, base 200 000, tier 25 % at 150 000. Joins of 10, 15 and 20 units make 45 and reach 25 %;
/// the refunds are 500 000, 750 000 and 1 000 000.
public struct Settlement: Sendable, Hashable {
  /// How the session ended.
  public let verdict: SessionVerdict

  /// The lines as they were given, with what each paid, owes and gets back.
  ///
  /// Unpaid ones have zeros.
  public let lines: [Line]

  /// All lines together.
  public let totals: Amounts

  /// One line bought, settled.
  public struct Line: Sendable, Hashable {
    /// Who bought.
    public let participant: ParticipantID
    /// What happens to the money.
    public let amounts: Amounts
  }

  /// Money paid, and where it goes: always `paid = owed + refunded`.
  public struct Amounts: Sendable, Hashable {
    /// What was paid into escrow.
    public let paid: Money
    /// What is finally owed.
    public let owed: Money
    /// What goes back to the buyer.
    public let refunded: Money
  }

  /// Settles the lines of a session that closes.
  ///
  /// - Parameters:
  ///   - purchases: the lines.
  ///   - terms: what decides.
  ///   - path: where the lines stand in the document they come from.
  /// - Throws: ``PricingError/invalid(_:)`` with every violation: units outside 1…10⁹, an adjustment that makes the
  ///   lowest price negative, an amount or a total that does not fit 64 bits.
  /// - Complexity: O(number of lines).
  public init(of purchases: [Purchase], under terms: SessionTerms, at path: FieldPath = FieldPath("participants"))
    throws(PricingError)
  {
    let invalid = purchases.indices.flatMap { position in
      Settlement.violations(of: purchases[position], under: terms, at: path.index(position))
    }
    guard invalid.isEmpty else { throw .invalid(invalid) }
    var paidUnits = 0
    for purchase in purchases where purchase.isPaid {
      guard let sum = paidUnits.checkedAdding(purchase.units) else {
        throw .invalid([Violation(path, .tooLarge, "the units of all participants together are too many to count")])
      }
      paidUnits = sum
    }
    let verdict = terms.verdict(paidUnits: paidUnits)
    var lines: [Line] = []
    lines.reserveCapacity(purchases.count)
    var totals = Totals()
    var violations: [Violation] = []
    for (position, purchase) in purchases.enumerated() {
      guard let amounts = Settlement.amounts(of: purchase, under: terms, verdict), totals.add(amounts) else {
        violations.append(
          Violation(path.index(position), .tooLarge, "the amount paid, or the total up to here, does not fit 64 bits"))
        continue
      }
      lines.append(Line(participant: purchase.participant, amounts: amounts))
    }
    guard violations.isEmpty else { throw .invalid(violations) }
    self.verdict = verdict
    self.lines = lines
    self.totals = totals.amounts(in: terms.ladder.basePrice.currency)
  }

  /// What happens to the money of one line, or nil when it does not fit.
  private static func amounts(of purchase: Purchase, under terms: SessionTerms, _ verdict: SessionVerdict) -> Amounts? {
    let currency = terms.ladder.basePrice.currency
    let units = purchase.isPaid ? Int64(purchase.units) : 0
    guard let price = terms.ladder.basePrice.amount.checkedAdding(purchase.priceAdjustment),
      let paid = price.checkedMultiplied(by: units)
    else { return nil }
    // What is refunded is a part of what was paid, because no price with its adjustment is negative: it fits.
    let refunded = verdict.tier.map { terms.ladder.refundPerUnit(at: $0).amount * units } ?? paid
    return Amounts(
      paid: Money(paid, currency), owed: Money(paid - refunded, currency), refunded: Money(refunded, currency))
  }

  private static func violations(of purchase: Purchase, under terms: SessionTerms, at path: FieldPath) -> [Violation] {
    var found: [Violation] = []
    if !(1...Quantity.maximum ~= purchase.units) {
      found.append(
        Violation(path.field("units"), .outOfRange, "units must be 1 to \(Quantity.maximum), not \(purchase.units)"))
    }
    let lowest = terms.ladder.lowestPrice.amount
    if purchase.priceAdjustment < 0, lowest + purchase.priceAdjustment < 0 {
      found.append(
        Violation(
          path.field("priceAdjustment"), .outOfRange,
          "an adjustment of \(purchase.priceAdjustment) makes the lowest price, \(lowest), negative; "
            + "at least \(-lowest) is allowed"))
    }
    return found
  }
}

/// Running totals; what is owed and refunded is part of what is paid, so only that can fail to fit.
private struct Totals {
  private var paid: Int64 = 0
  private var refunded: Int64 = 0

  mutating func add(_ amounts: Settlement.Amounts) -> Bool {
    guard let sum = paid.checkedAdding(amounts.paid.amount) else { return false }
    paid = sum
    refunded += amounts.refunded.amount
    return true
  }

  func amounts(in currency: Currency) -> Settlement.Amounts {
    Settlement.Amounts(
      paid: Money(paid, currency), owed: Money(paid - refunded, currency), refunded: Money(refunded, currency))
  }
}
