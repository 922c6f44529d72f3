/// What a factory or seller earned in a period, and what of it they are paid (SPEC §9).
///
/// It adds up what was posted to their payable in a half-open period; nothing is computed anew. Each fee was rounded
/// once, when the money was released, so the settlements of adjoining periods add up to the settlement of the whole.
///
/// The settlement of a group session, which says who gets what back, is a ``Settlement``.
public struct PayeeSettlement: Sendable, Hashable {
  /// Whom it is for.
  public let payee: Payee

  /// The period: from its first instant up to, but without, its end.
  public let period: Range<Instant>

  /// What was released to them, before the fee, less what went back to buyers.
  public let releases: Money

  /// Goods bought from them at unit cost, damaged ones included.
  public let purchases: Money

  /// What they were owed for shipping.
  public let shipping: Money

  /// The platform's share of the releases, as taken at each.
  public let fee: Money

  /// All before the fee: releases, purchases and shipping.
  public let gross: Money

  /// What was posted to their payable: the gross less the fee; below zero where more went back than was sold.
  public let net: Money

  /// When it can be paid; nil if that lies past the year 9999.
  public let payableAt: Instant?

  /// How much is to be paid out, at most what is owed now.
  ///
  /// A payable holds less than the settlement's net when sales of the period, or of one before it, were refunded
  /// after its end; and nothing is paid out to who owes.
  ///
  /// - Parameter balance: What the payable holds now, in the settlement's currency.
  public func payout(from balance: Money) -> Money {
    Money(max(0, min(net.amount, balance.amount)), net.currency)
  }
}

extension PayeeSettlement {
  /// Adds up what was posted to a payable in a period.
  ///
  /// - Throws: ``JournalError/money(_:)`` if a sum does not fit.
  package init(
    of earnings: PayeeEarnings, by payee: Payee, for period: Range<Instant>, in currency: Currency,
    under terms: SettlementTerms
  ) throws(JournalError) {
    func money(_ sum: Int128) throws(JournalError) -> Money {
      guard let amount = Int64(exactly: sum) else { throw .money(.overflow) }
      return Money(amount, currency)
    }
    self.payee = payee
    self.period = period
    (releases, purchases) = (try money(earnings.releases), try money(earnings.purchases))
    (shipping, fee) = (try money(earnings.shipping), try money(earnings.fee))
    (gross, net) = (try money(earnings.gross), try money(earnings.net))
    payableAt = terms.payableAt(periodEnd: period.upperBound)
  }
}

extension PayeeSettlement: Recorded {
  /// Everything.
  public var record: Record {
    [
      "payee": payee.record, "from": period.lowerBound.record, "until": period.upperBound.record,
      "releases": releases.record, "purchases": purchases.record, "shipping": shipping.record, "gross": gross.record,
      "fee": fee.record, "net": net.record, "payableAt": payableAt.record,
    ]
  }
}

extension Journal {
  /// Settles a period with a factory or seller, once it is over.
  ///
  /// From then on nothing is dated before the period's end on their payable, whatever a clock says that jumped back.
  /// So settling again gives the same, and settling the next period misses nothing.
  ///
  /// - Parameters:
  ///   - payee: With whom.
  ///   - period: The instants, half-open, in which what was posted counts.
  ///   - currency: What is owed to them is settled for each currency by itself.
  ///   - now: At the period's end or later.
  ///   - terms: When it is paid.
  /// - Complexity: O(k) in the number of postings to the payable since the period began.
  /// - Throws: ``JournalError/periodNotOver(endsAt:)``; ``JournalError/money(_:)`` if a sum does not fit.
  public mutating func settle(
    _ payee: Payee, for period: Range<Instant>, in currency: Currency, at now: Instant,
    under terms: SettlementTerms = .standard
  ) throws(JournalError) -> PayeeSettlement {
    guard now >= period.upperBound else { throw .periodNotOver(endsAt: period.upperBound) }
    let settlement = try self.settlement(with: payee, for: period, in: currency, under: terms)
    date(accounts.numberAdding(payee.account, in: currency), period.upperBound)
    return settlement
  }

  /// What settling a period would come to by what is posted so far; before the period is over, a preview.
  ///
  /// - Complexity: O(k) in the number of postings to the payable since the period began.
  /// - Throws: ``JournalError/money(_:)`` if a sum does not fit.
  public func settlement(
    with payee: Payee, for period: Range<Instant>, in currency: Currency, under terms: SettlementTerms = .standard
  ) throws(JournalError) -> PayeeSettlement {
    try PayeeSettlement(
      of: earnings(of: payee, in: currency, during: period), by: payee, for: period, in: currency, under: terms)
  }

  /// What was posted to a payable in a period, by what it was for.
  ///
  /// - Complexity: O(k) in the number of postings to the payable since the period began.
  public func earnings(of payee: Payee, in currency: Currency, during period: Range<Instant>) -> PayeeEarnings {
    var earnings = PayeeEarnings()
    var posting = accounts.number(of: payee.account, in: currency).map { accounts.rows[$0].lastPosting } ?? -1
    while posting >= 0 {
      let row = rows[posting]
      let instant = headers[row.entry].instant
      // A payable's postings are in order of time.
      guard instant >= period.lowerBound else { break }
      if instant < period.upperBound { earnings.add(row.amount, of: entry(at: row.entry)) }
      posting = row.previous
    }
    return earnings
  }
}
