import GrosirCore
import GrosirJSON

/// A settlement for people: how far the session came, the tiers, and everybody's money.
struct SettlementView {
  let request: SettlementRequest
  let settlement: Settlement
  let language: Language
  let palette: Palette

  private static let barWidth = 30
  private static let labelWidth = 36

  /// The whole view.
  var text: String {
    var lines = [title, ""]
    lines += progress + [""]
    lines += tiers.lines(with: palette) + [""]
    lines += participants.lines(with: palette)
    return lines.joined(separator: "\n") + "\n"
  }

  private var terms: SessionTerms { request.terms }
  private var verdict: SessionVerdict { settlement.verdict }
  private var currency: String { terms.ladder.basePrice.currency.code }

  private var title: String {
    guard let tier = verdict.tier else {
      return palette.painted("The session failed", .bad) + ": everybody gets everything back."
    }
    return palette.painted("The session succeeded", .good)
      + " at the \(threshold(of: tier)) tier: \(currency) \(money(tier.price)) a unit instead of "
      + "\(money(terms.ladder.basePrice))."
  }

  private var progress: [String] {
    let total = verdict.paidUnits + verdict.platformFill
    let fill = verdict.platformFill > 0 ? " + \(count(verdict.platformFill)) filled by the platform" : ""
    let progressBar = bar(total, of: terms.target, width: SettlementView.barWidth)
    return [
      "  \(progressBar)  \(count(verdict.paidUnits)) units paid\(fill), "
        + "\(percentage(total, of: terms.target)) of the target of \(count(terms.target))"
    ]
  }

  private var tiers: Table {
    var table = Table([("tier", .right), ("from", .right), ("price", .right), ("refund a unit", .right), ("", .left)])
    for tier in terms.ladder.tiers {
      let isReached = tier == verdict.tier
      let units = (terms.target * tier.threshold.value + BasisPoints.denominator - 1) / BasisPoints.denominator
      table.add([
        Table.Cell(threshold(of: tier), isReached ? .strong : .plain), Table.Cell("\(count(units)) units"),
        Table.Cell(money(tier.price)), Table.Cell(money(terms.ladder.refundPerUnit(at: tier))),
        Table.Cell(isReached ? "← reached" : "", .good),
      ])
    }
    return table
  }

  private var participants: Table {
    var table = Table([
      ("participant", .left), ("units", .right), ("paid", .right), ("owed", .right), ("refund", .right), ("", .left),
    ])
    for (line, purchase) in zip(settlement.lines, request.purchases) {
      table.add([
        Table.Cell(abridged(line.participant.text, to: SettlementView.labelWidth), .strong),
        Table.Cell(count(purchase.units)), Table.Cell(money(line.amounts.paid)), Table.Cell(money(line.amounts.owed)),
        Table.Cell(money(line.amounts.refunded), line.amounts.refunded.isZero ? .plain : .good),
        Table.Cell(purchase.isPaid ? "" : "not paid", .faint),
      ])
    }
    table.addFooter([
      Table.Cell("total, \(currency)"), Table.Cell(count(verdict.paidUnits)), Table.Cell(money(settlement.totals.paid)),
      Table.Cell(money(settlement.totals.owed)), Table.Cell(money(settlement.totals.refunded)), Table.Cell(""),
    ])
    return table
  }

  private func threshold(of tier: Ladder.Tier) -> String {
    let value = tier.threshold.value
    let decimals = value % 100 == 0 ? "" : ".\(value % 100 / 10)\(value % 10)"
    return "\(value / 100)\(decimals) %"
  }

  private func count(_ number: Int) -> String { language.grouped(number) }
  private func money(_ amount: Money) -> String { language.grouped(amount.amount) }
}
