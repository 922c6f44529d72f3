import GrosirCore
import GrosirJSON

extension ReplayWords {
  // MARK: Asked

  /// What somebody asked about goods, as said of them: `receives 3 bundles of po-1, note 7`.
  func askedOfFulfilment(_ content: Record, _ entry: ReplayEntry) -> String {
    let (session, number): (String, String) = (text(content, "session"), text(content, "number"))
    switch ScenarioVerb(rawValue: entry.name) {
    case .fulfilSession: return "fulfils \(session)"
    case .placeAnotherOrder: return "orders once more for \(session)"
    case .markPurchaseOrder: return marked(content, number)
    case .receiveGoods:
      let bundles: Int? = content.field("bundles")
      let goods = bundles.map { count($0, "bundle") } ?? lines(content["units"])
      let damaged: [VariantUnits] = content.field("damaged") ?? []
      return "receives \(goods) of \(number), \(text(content, "receipt"))"
        + (damaged.isEmpty ? "" : "; of these \(lines(damaged)) damaged")
    case .orderForStock:
      let word = content["draft"] == .flag(true) ? "writes down" : "orders"
      return "\(word) \(count(content.field("bundles") ?? 0, "bundle")) of \(text(content, "product")) for stock"
    default: return "reports what is overdue of \(session)"
    }
  }

  private func marked(_ content: Record, _ number: String) -> String {
    let reason = text(content, "reason")
    switch text(content, "mark") {
    case "sent": return "sends \(number) to the factory"
    case "acknowledged": return "acknowledges \(number)"
    case "productionStarted": return "begins with \(number)"
    case "productionCompleted": return "is done with \(number)"
    case "shipped":
      let tracking: String? = content.field("trackingNumber")
      return "ships \(number)" + (tracking.map { " as \($0)" } ?? "")
    case "refused": return "refuses \(number): \(reason)"
    default: return "cancels \(number): \(reason)"
    }
  }

  // MARK: Happened

  /// What happened on the way to a session's goods, on a line.
  func fulfilment(_ event: SessionEvent, of session: SessionID) -> (text: String, paint: Paint)? {
    switch event {
    case .fulfilmentBegun(let fulfilment):
      let demand = fulfilment.lines.map { VariantUnits($0.variant, $0.demand) }
      return ("\(lines(demand)) to be fulfilled by \(moment(fulfilment.deadline))", .plain)
    case .demandCovered(let all, .stock): return ("\(lines(all)) there, from the warehouse", .good)
    case .demandCovered(let all, .bundles(let number, _)):
      return ("\(lines(all)) there, from the bundles of \(number.text)", .good)
    case .orderProgressed(let number, let mark):
      return (words(for: mark, number, session), mark == .refused ? .bad : .plain)
    case .fulfilmentShort(let all): return ("short: \(lines(all)) that nobody has ordered", .bad)
    case .fulfilmentOverdue: return ("overdue: what was sold should have been there", .bad)
    case .stockReceived: return ("everything is there that was sold", .good)
    case .fulfilled: return ("everybody gets theirs, and escrow is released", .good)
    case .heldGoodsPurchased(let cost, let factory):
      return ("what was held for them is bought from \(factory.text) for \(money(cost))", .plain)
    default: return nil
    }
  }

  private func words(for mark: OrderMark, _ number: PurchaseOrderNumber, _ session: SessionID) -> String {
    switch mark {
    case .placed: "\(session.text) awaits the goods of \(number.text)"
    case .refused: "\(session.text) awaits nothing of \(number.text) any more"
    case .productionStarted: "the goods of \(session.text) are in production"
    case .productionCompleted: "the goods of \(session.text) are made"
    case .shipped: "the goods of \(session.text) are on their way"
    }
  }

  /// Whose the money is that lay in escrow for what buyers get.
  func sentence(about released: [ParticipantRelease]) -> String {
    var parts: [String] = []
    func add(_ amount: Int64, _ currency: Currency?, _ whose: String) {
      if amount > 0, let currency { parts.append("\(money(Money(amount, currency))) \(whose)") }
    }
    // Together they lay in one escrow, which was counted.
    func sum(_ part: (ParticipantRelease) -> Money?) -> Int64 { released.reduce(0) { $0 + (part($1)?.amount ?? 0) } }
    let currency = released.first?.gross.currency
    add(sum { $0.consigned?.net }, currency, "to \(released.first?.factory.text ?? "the factory")")
    add(sum { $0.warehouse?.net }, currency, "to sales")
    add(sum { $0.consigned?.fee } + sum { $0.warehouse?.fee }, currency, "in fees")
    return "money of \(count(released.count, "participant")) released: \(parts.joined(separator: ", "))"
  }

  // MARK: Purchase orders

  /// What happened to a purchase order, on a line.
  func words(
    for event: PurchaseOrderEvent, of number: PurchaseOrderNumber, _ source: PurchaseOrderSource
  ) -> (text: String, paint: Paint) {
    let name = number.text
    switch event {
    case .placed(let order):
      let what = "\(count(order.bundles, "bundle")) from \(order.factory.text), \(lines(order.lines))"
      return ("\(name): \(what), for \(money(order.total)) in all", .plain)
    case .sent: return ("\(name) was sent to \(source.factory.text)", .plain)
    case .acknowledged: return ("\(source.factory.text) knows of \(name)", .plain)
    case .productionStarted: return ("\(name) is being made", .plain)
    case .productionCompleted: return ("\(name) is made, and not on its way yet", .plain)
    case .shipped(_, let cost): return ("\(name) is on its way; shipping costs \(money(cost))", .plain)
    case .received(let receipt): return (received(receipt, name), receipt.damaged.isZero ? .good : .warning)
    case .refused(let reason): return ("\(source.factory.text) does not make \(name): \(reason.text)", .bad)
    case .cancelled(let reason): return ("\(name) is not wanted any more: \(reason.text)", .warning)
    }
  }

  private func received(_ receipt: GoodsReceipt, _ name: String) -> String {
    func units(_ count: (ReceivedUnits) -> Int) -> [VariantUnits] {
      receipt.lines.map { VariantUnits($0.variant, count($0)) }.filter { $0.units > 0 }
    }
    let (damaged, surplus) = (units { $0.damaged }, units { $0.surplus })
    let free = units { $0.sound - $0.served }
    var parts = ["\(lines(units { $0.units })) came of \(name)"]
    if !damaged.isEmpty { parts.append("\(lines(damaged)) damaged, which cost \(money(receipt.damaged))") }
    if !surplus.isEmpty { parts.append("\(lines(surplus)) more than was outstanding") }
    if !free.isEmpty { parts.append("\(lines(free)) free stock") }
    if !receipt.purchased.isZero { parts.append("bought for \(money(receipt.purchased))") }
    if let shipping = receipt.shipping, !shipping.isZero { parts.append("shipping cost \(money(shipping))") }
    return parts.joined(separator: "; ")
  }

  /// Where a purchase order stands, in words.
  func phrase(_ status: PurchaseOrderStatus) -> String {
    switch status {
    case .draft: "written down"
    case .sent: "sent"
    case .acknowledged: "acknowledged"
    case .inProduction: "in production"
    case .shipped: "on its way"
    case .partiallyReceived: "came in part"
    case .received: "came"
    case .refused: "refused"
    case .cancelled: "cancelled"
    }
  }

  /// A share, as people say it: `5 %`, `2.5 %`.
  func share(_ share: BasisPoints) -> String {
    let (whole, rest) = (share.value / 100, share.value % 100)
    guard rest > 0 else { return "\(whole) %" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
    return "\(whole).\(digits) %"
  }
}
