/// A period that was settled with a factory or seller, and what became of it (SPEC §9).
public struct SettledPeriod: Sendable, Hashable {
  /// Its identity, and the key under which the bank is asked to pay.
  public let id: SettlementID

  /// What they earned, and when it can be paid.
  public let settlement: PayeeSettlement

  /// When it was settled.
  public let settledAt: Instant

  /// What was paid out, once it was.
  public private(set) var payout: Payout?

  /// What was paid out of a settlement.
  public struct Payout: Sendable, Hashable {
    /// How much: what was settled, or what was owed still if that was less; perhaps nothing.
    public let amount: Money
    /// When.
    public let paidAt: Instant
  }

  /// Settles a period.
  package init(_ id: SettlementID, _ settlement: PayeeSettlement, at instant: Instant) {
    self.id = id
    self.settlement = settlement
    settledAt = instant
  }

  /// In which currency.
  public var currency: Currency { settlement.net.currency }

  /// From when on it is as it is.
  public var lastInstant: Instant { payout?.paidAt ?? settledAt }

  /// Pays it, as far as anything is owed; once.
  ///
  /// - Parameters:
  ///   - balance: What the payable holds now.
  ///   - now: When.
  /// - Returns: whether that is new; false where it was paid before, and nothing has changed.
  /// - Throws: ``SettlementError/notYetDue(at:)``.
  package mutating func pay(from balance: Money, at now: Instant) throws(SettlementError) -> Bool {
    guard payout == nil else { return false }
    guard let payableAt = settlement.payableAt, now >= payableAt else { throw .notYetDue(at: settlement.payableAt) }
    payout = Payout(amount: settlement.payout(from: balance), paidAt: now)
    return true
  }
}

/// The identity of a ``SettledPeriod``.
public typealias SettlementID = Identifier<SettledPeriod>

extension SettledPeriod: Recorded {
  /// Everything.
  public var record: Record {
    guard case .fields(let fields) = settlement.record else { preconditionFailure("a settlement has fields") }
    return .fields(
      [.init("settlement", id.record)] + fields + [
        .init("settledAt", settledAt.record), .init("paid", (payout?.amount).record),
        .init("paidAt", (payout?.paidAt).record),
      ])
  }
}

extension SettledPeriod: Stored {
  /// The whole row, its money in one currency.
  package var stored: Record {
    .fields(
      [.init("settlement", id.record)] + settlement.storedFields + [
        .init("settledAt", settledAt.record), .init("paid", (payout?.amount.amount).record),
        .init("paidAt", (payout?.paidAt).record),
      ])
  }

  /// From the whole row.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    id = try fields.take("settlement")
    settlement = try PayeeSettlement(from: &fields)
    settledAt = try fields.take("settledAt")
    let (paid, paidAt): (Int64?, Instant?) = (try fields.take("paid"), try fields.take("paidAt"))
    try fields.end()
    if let paid, let paidAt {
      payout = Payout(amount: Money(paid, settlement.net.currency), paidAt: paidAt)
    }
    try StoredFault.unless((paid == nil) == (paidAt == nil), "paidAt", "a payout has its instant")
    try StoredFault.unless((paid ?? 0) >= 0, "paid", "it is negative")
    try StoredFault.unless(settlement.period.upperBound <= settledAt, "settledAt", "the period was not over")
  }
}
