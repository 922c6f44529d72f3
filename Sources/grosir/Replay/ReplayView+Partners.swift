import GrosirCore
import GrosirEngine

extension ReplayView {
  /// The sellers in the order in which they registered.
  var sellers: Table {
    var table = Table([("seller", .left), ("status", .left), ("suspended because", .left)])
    for seller in report.sellers.prefix(ReplayView.listed) {
      table.add([
        Table.Cell(abridged(seller.id.text, to: 30), .strong),
        Table.Cell(seller.status.rawValue, seller.status == .active ? .good : .warning),
        Table.Cell(
          seller.status == .suspended ? seller.suspendedBecause.map { abridged($0.text, to: 40) } ?? "–" : "–"),
      ])
    }
    if report.sellers.count > ReplayView.listed {
      table.addFooter([Table.Cell("… and \(words.grouped(report.sellers.count - ReplayView.listed)) more")])
    }
    return table
  }

  /// The listings in the order in which they were made: what each shows of what there is, and whether it sells.
  var listings: Table {
    var table = Table([
      ("listing", .left), ("supplier's stock", .left), ("available", .right), ("shows", .right), ("", .left),
      ("sellable", .left),
    ])
    for (view, available) in report.listings.prefix(ReplayView.listed) {
      let isLate = view.reflection.outOfStepSince != nil
      table.add([
        Table.Cell(abridged(view.listing.key.description, to: 24), .strong),
        Table.Cell(abridged(view.listing.stock.description, to: 30)), Table.Cell(amount(available)),
        Table.Cell(amount(view.syncedStock)), Table.Cell(isLate ? "out of step" : "in step", isLate ? .warning : .good),
        sellable(view),
      ])
    }
    if report.listings.count > ReplayView.listed {
      table.addFooter([Table.Cell("… and \(words.grouped(report.listings.count - ReplayView.listed)) more")])
    }
    return table
  }

  private func sellable(_ view: ListingView) -> Table.Cell {
    if view.isSellable { return Table.Cell("yes", .good) }
    return Table.Cell(view.listing.isSwitchedOff ? "switched off" : "out of stock", .warning)
  }
}
