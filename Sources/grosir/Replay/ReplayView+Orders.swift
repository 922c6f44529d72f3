import GrosirCore

extension ReplayView {
  /// The orders in the order in which they were placed: where each stands, and what went back of its money.
  var buyerOrders: Table {
    var table = Table([
      ("order", .left), ("buyer", .left), ("seller", .left), ("units", .right), ("total", .right), ("", .left),
      ("status", .left), ("payment", .left), ("shipment", .left), ("refunded", .right),
    ])
    for (account, seen) in report.buyerOrders.prefix(ReplayView.listed) {
      let (placed, payment) = (account.placed, seen.paymentStatus)
      table.add([
        Table.Cell(abridged(placed.id.text, to: 12), .strong), Table.Cell(abridged(placed.buyer.text, to: 8)),
        Table.Cell(abridged(placed.seller.name, to: 8)), Table.Cell(words.grouped(account.units)),
        Table.Cell(amount(placed.amounts.total.amount)), Table.Cell(placed.amounts.total.currency.code, .faint),
        Table.Cell(words.phrase(seen.status), paint(of: seen.status)),
        Table.Cell(payment.rawValue, payment == .paid ? .good : .plain),
        Table.Cell(seen.shipment.map { words.phrase($0.status) } ?? "–"), Table.Cell(amount(account.refunded)),
      ])
    }
    if report.buyerOrders.count > ReplayView.listed {
      table.addFooter([Table.Cell("… and \(words.grouped(report.buyerOrders.count - ReplayView.listed)) more")])
    }
    return table
  }

  private func paint(of status: OrderStatus) -> Paint {
    switch status {
    case .pendingPayment: .plain
    case .paid, .processing, .shipped, .delivered: .good
    case .cancelled, .refunded: .warning
    }
  }
}
