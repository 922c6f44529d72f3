/// An operator settles a period with a factory or seller, once it is over (SPEC §9).
///
/// It adds up what was posted to their payable. From then on nothing is dated before the period's end on it, so
/// settling again gives the same settlement, and settling the next period misses nothing.
public struct SettlePayee: Command, Hashable {
  /// The settlement's identity; nil for a new one.
  public var settlement: SettlementID?
  /// With whom.
  public var payee: Payee
  /// The first instant that counts.
  public var from: Instant
  /// The first instant that does not count any more.
  public var until: Instant
  /// What is owed to them is settled for each currency by itself.
  public var currency: Currency
  /// When it is paid.
  public var terms: SettlementTerms

  /// What a settlement came to.
  public struct Receipt: Recordable, Hashable {
    /// The settlement.
    public let settlement: SettlementID
    /// All before the fee.
    public let gross: Money
    /// The platform's share, as taken at each release.
    public let fee: Money
    /// What was posted to their payable.
    public let net: Money
    /// When it can be paid; nil if that lies past the year 9999.
    public let payableAt: Instant?
    /// Whether it was settled now; false where the period had been settled before.
    public let isNew: Bool
  }

  /// Creates the command.
  public init(
    _ payee: Payee, from: Instant, until: Instant, in currency: Currency = .idr, as settlement: SettlementID? = nil,
    under terms: SettlementTerms = .standard
  ) {
    self.payee = payee
    self.from = from
    self.until = until
    self.currency = currency
    self.settlement = settlement
    self.terms = terms
  }

  /// The command's name on the wire.
  public static var name: String { "settlePayee" }

  /// What was posted in the period, what of it was settled, and from when on their payable is as it is.
  public func reads(in context: Context) -> [Read] {
    guard let period else { return [] }
    let reads: [MoneyRead] = [
      .standing(of: payee.account, in: currency), .settlements(with: payee, in: currency, overlapping: period),
      .earnings(of: payee, in: currency, during: period),
    ]
    return (reads + (settlement.map { [.settlement($0)] } ?? [])).map { .money($0) }
  }

  private var period: Range<Instant>? { from < until ? from..<until : nil }

  /// Adds up, and closes the period.
  ///
  /// - Throws: in this order ``SettlementError/invalid(_:)``, at `until`, for a period without an instant;
  ///   ``SettlementError/overlapping(_:from:until:)``; ``SettlementError/duplicateSettlement(_:)``;
  ///   ``SettlementError/periodNotOver(endsAt:)``; ``SettlementError/sumOutOfRange``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SettlementError>) -> Receipt {
    guard let period else {
      throw .refused(
        .invalid([
          Violation(FieldPath("until"), .inconsistent, "\(until.rfc3339) is not after \(from.rfc3339)")
        ]))
    }
    if let known = try settled(period, in: workingSet) { return Receipt(known, isNew: false) }
    if let settlement, workingSet.settlement(settlement) != nil { throw .refused(.duplicateSettlement(settlement)) }
    let payable = workingSet.standing(of: payee.account, in: currency)
    let now = max(context.now, payable.lastInstant ?? context.now)
    guard now >= until else { throw .refused(.periodNotOver(endsAt: until)) }
    let earnings = workingSet.earnings(of: payee, in: currency, during: period)
    let sums: PayeeSettlement
    do throws(JournalError) {
      sums = try PayeeSettlement(of: earnings, by: payee, for: period, in: currency, under: terms)
    } catch {
      throw .refused(.sumOutOfRange)
    }
    let settled = SettledPeriod(settlement ?? changes.makeIdentifier(), sums, at: now)
    var rows = MoneyRows()
    changes.record(.payeeSettled(settled), at: now, on: &rows)
    changes.save(rows)
    return Receipt(settled, isNew: true)
  }

  /// The settlement that there is of exactly this period.
  ///
  /// - Throws: ``SettlementError/overlapping(_:from:until:)`` for the earliest of those of other periods.
  private func settled(
    _ period: Range<Instant>, in workingSet: WorkingSet
  ) throws(Interruption<SettlementError>) -> SettledPeriod? {
    let found = workingSet.settlements(.settlements(with: payee, in: currency, overlapping: period))
    guard let first = found.min(by: { $0.settlement.period.lowerBound < $1.settlement.period.lowerBound }) else {
      return nil
    }
    guard first.settlement.period == period else {
      let other = first.settlement.period
      throw .refused(.overlapping(first.id, from: other.lowerBound, until: other.upperBound))
    }
    return first
  }

  /// What is asked for.
  public var record: Record {
    [
      "settlement": settlement.record, "payee": payee.record, "from": from.record, "until": until.record,
      "currency": .text(currency.code), "terms": terms.record,
    ]
  }
}

extension SettlePayee.Receipt {
  fileprivate init(_ settled: SettledPeriod, isNew: Bool) {
    let sums = settled.settlement
    self.init(
      settlement: settled.id, gross: sums.gross, fee: sums.fee, net: sums.net, payableAt: sums.payableAt, isNew: isNew)
  }

  /// Everything.
  public var record: Record {
    [
      "settlement": settlement.record, "gross": gross.record, "fee": fee.record, "net": net.record,
      "payableAt": payableAt.record, "isNew": isNew.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let settlement: SettlementID = record.field("settlement"), let gross: Money = record.field("gross"),
      let fee: Money = record.field("fee"), let net: Money = record.field("net"),
      let payableAt: Instant? = record.field("payableAt"), let isNew: Bool = record.field("isNew")
    else { return nil }
    self.init(settlement: settlement, gross: gross, fee: fee, net: net, payableAt: payableAt, isNew: isNew)
  }
}
