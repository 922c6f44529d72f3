import GrosirCore

extension ReplayView {
  /// Where a session stands that has succeeded, behind what it says of that.
  func progress(_ kept: GroupSession, _ account: SessionAccount) -> String {
    guard let fulfilment = account.fulfilment else { return "" }
    switch kept.state {
    case .pendingStock:
      let late = fulfilment.isOverdue ? "they are overdue" : "they are due by \(words.moment(fulfilment.deadline))"
      return " Goods are awaited: \(late)."
    case .success: return " Everybody has got theirs."
    default: return ""
    }
  }

  /// How far the demand is met, and what the bundles left over, in units and in money.
  func fulfilment(_ fulfilment: FulfilmentAccount, _ account: SessionAccount) -> [String] {
    let ledger = report.ledger
    let lists: [(title: String, units: [Int], isAlwaysShown: Bool)] = [
      ("demand", fulfilment.demand, true), ("from stock", fulfilment.fromStock, true),
      ("from bundles", fulfilment.fromBundles, true), ("missing", fulfilment.missing, true),
      ("came", ledger.units(of: account) { $0.received }, true),
      ("damaged", ledger.units(of: account) { $0.damaged }, true),
      ("surplus", ledger.units(of: account) { $0.surplus }, false),
      ("left over", ledger.units(of: account) { $0.leftOver }, true),
    ]
    let shown = lists.filter { list in list.isAlwaysShown || list.units.contains { $0 > 0 } }
    var table = Table([("fulfilment", .left)] + shown.map { ($0.title, .right) })
    for position in account.variants.indices.prefix(ReplayView.listed) {
      table.add(
        [Table.Cell(account.variants[position].text, .strong)]
          + shown.map { Table.Cell(amount($0.units[position])) })
    }
    table.addFooter([Table.Cell("all")] + shown.map { Table.Cell(amount($0.units.reduce(0, +))) })
    let waste = ledger.leftOverMoney(of: account.plan.session)
    guard waste.units > 0 else { return table.lines(with: palette) }
    let currency = account.plan.currency.code
    let sentence =
      "\(words.count(waste.units, "unit")) left over had cost \(currency) \(signed(waste.cost)): "
      + "\(signed(waste.recoverable)) may come back by selling them off, \(signed(waste.waste)) is wasted."
    return table.lines(with: palette) + [""] + wrapped(sentence, to: ReplayView.width - 2).map { "  " + $0 }
  }

  /// What was ordered, what came of it, and what it cost so far.
  var orders: Table {
    var table = Table([
      ("purchase order", .left), ("for", .left), ("bundles", .right), ("units", .right), ("came", .right),
      ("damaged", .right), ("bought", .right), ("shipping", .right), ("", .left),
    ])
    for (account, kept) in report.orders.prefix(ReplayView.listed) {
      let isOver = kept.status == .received
      table.add(
        [
          Table.Cell(abridged(kept.number.text, to: 16), .strong),
          Table.Cell(abridged(kept.session?.text ?? "stock", to: 14)),
          Table.Cell(words.grouped(kept.bundles)),
        ]
          + [kept.lines.reduce(0) { $0 + $1.units }, account.received.reduce(0, +), account.damaged.reduce(0, +)].map {
            Table.Cell(amount($0))
          }
          + [account.purchased + account.damagedCost, account.shipping].map { Table.Cell(amount($0)) }
          + [Table.Cell(words.phrase(kept.status), isOver ? .good : .warning)])
    }
    if report.orders.count > ReplayView.listed {
      table.addFooter([Table.Cell("… and \(words.grouped(report.orders.count - ReplayView.listed)) more")])
    }
    return table
  }
}
