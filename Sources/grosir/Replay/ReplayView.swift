import GrosirCore
import GrosirEngine
import GrosirJSON

/// A replay for people: the timeline by day, each session's settlement, and where every unit and every rupiah went.
struct ReplayView {
  let report: ReplayReport
  let palette: Palette

  static let width = 100
  private static let nameWidth = 12
  /// Of participants and accounts so many are listed; the JSON report has all.
  static let listed = 40
  private static let indent = String(repeating: " ", count: 9 + nameWidth)

  var words: ReplayWords { ReplayWords(ledger: report.ledger) }

  /// The whole view.
  var text: String {
    var lines = report.isSummary ? [] : timeline
    for (kept, account) in report.sessions {
      lines += [""] + wrapped(heading(kept, account), to: ReplayView.width)
      if !report.isSummary, !account.order.isEmpty { lines += [""] + settlement(account).lines(with: palette) }
      lines += [""] + units(kept, account)
      if let fulfilment = account.fulfilment { lines += [""] + self.fulfilment(fulfilment, account) }
    }
    if !report.orders.isEmpty {
      lines += ["", palette.painted("Every purchase order", .strong), ""] + orders.lines(with: palette)
    }
    if !report.stocks.isEmpty {
      lines += ["", palette.painted("Every unit of stock", .strong), ""] + stock.lines(with: palette)
    }
    if !report.buyerOrders.isEmpty {
      lines += ["", palette.painted("Every order", .strong), ""] + buyerOrders.lines(with: palette)
    }
    if !report.sellers.isEmpty {
      lines += ["", palette.painted("Every seller", .strong), ""] + sellers.lines(with: palette)
    }
    if !report.listings.isEmpty {
      lines += ["", palette.painted("Every listing", .strong), ""] + listings.lines(with: palette)
    }
    if report.stocks.isEmpty || !report.ledger.money.all.isEmpty {
      lines += ["", palette.painted("Every rupiah", .strong), ""] + money.lines(with: palette)
    }
    lines += ["", verdict]
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: The timeline

  private var timeline: [String] {
    var lines: [String] = []
    var day = ""
    for entry in report.timeline {
      let today = ReplayWords.day(entry.at)
      if today != day { lines += (lines.isEmpty ? [] : [""]) + [palette.painted(today, .strong)] }
      day = today
      lines += self.lines(of: entry)
    }
    if let limit = report.limit {
      lines += ["", palette.painted("Stopped at \(words.moment(limit)).", .warning)]
    }
    return lines
  }

  private func lines(of entry: ReplayEntry) -> [String] {
    let time = padded(ReplayWords.time(entry.at), to: 5)
    let actor = padded(abridged(entry.actor.text, to: ReplayView.nameWidth - 1), to: ReplayView.nameWidth)
    let who = palette.painted(actor, entry.step == nil ? .faint : .strong)
    let asked = wrapped(words.asked(entry), to: ReplayView.width - ReplayView.indent.count)
    var lines = ["  \(time)  \(who)\(asked[0])"] + asked.dropFirst().map { ReplayView.indent + $0 }
    for (text, paint) in answer(to: entry) { lines += result("→ ", text, paint) }
    if !entry.effects.isEmpty { lines += result("⇢ ", effects(entry.effects), .faint) }
    return lines + changes(entry.changes)
      + entry.stockChanges.flatMap { result("◦ ", words.changed($0), paint(of: $0)) }
  }

  private func answer(to entry: ReplayEntry) -> [(text: String, paint: Paint)] {
    switch entry.answer {
    case .accepted(_, let isRepeated):
      let happened = words.happened(entry.events)
      if isRepeated { return [("answered as before; nothing changes", .plain)] }
      return happened.isEmpty ? [("nothing changes", .plain)] : happened
    case .refused(let refusal, let reason):
      return [("refused: \(entry.sentence ?? words.due(refusal) ?? words.stockDue(refusal) ?? reason)", .bad)]
    case .conflict: return [("refused: the command's identity is that of another command", .bad)]
    }
  }

  private func result(_ mark: String, _ text: String, _ paint: Paint) -> [String] {
    wrapped(text, to: ReplayView.width - ReplayView.indent.count - 2).enumerated().map { place, line in
      ReplayView.indent + palette.painted((place == 0 ? mark : "  ") + line, paint)
    }
  }

  /// What was asked of the outside, those of one kind together.
  private func effects(_ effects: [Effect]) -> String {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for effect in effects {
      if counts[effect.name] == nil { order.append(effect.name) }
      counts[effect.name, default: 0] += 1
    }
    return order.map { name in
      let count = counts[name] ?? 0
      return count > 1 ? "\(name) × \(words.grouped(count))" : name
    }.joined(separator: ", ")
  }

  /// Numbers on one line, then why for each variant that locked or opened.
  private func changes(_ changes: [AvailabilityChange]) -> [String] {
    guard !changes.isEmpty else { return [] }
    let numbers = changes.map { change in
      let now = change.now.isLocked ? "locked" : amount(change.now)
      guard let before = change.before else { return "\(change.now.variant.text) \(now)" }
      return "\(change.now.variant.text) \(before.isLocked ? "locked" : amount(before)) → \(now)"
    }
    var lines = result("◦ ", "may be sold: " + numbers.joined(separator: ", "), .plain)
    for change in changes where change.now.isLocked || change.before?.isLocked == true {
      lines += result("  ", change.explanation.sentence(in: .english), change.now.isLocked ? .warning : .good)
    }
    return lines
  }

  private func paint(of change: StockChange) -> Paint {
    let (before, now) = (change.before?.status ?? .outOfStock, change.now.status)
    return now == before ? .plain : now == .inStock ? .good : .warning
  }

  private func amount(_ answer: Availability) -> String { answer.available.map { words.grouped($0) } ?? "unlimited" }

  // MARK: A session

  private func heading(_ kept: GroupSession, _ account: SessionAccount) -> String {
    let name = palette.painted("Session \(kept.id.text)", .strong)
    switch kept.state {
    case .forming, .active:
      return "\(name) is open until \(words.moment(kept.plan.closesAt)): \(words.grouped(kept.paidUnits)) of "
        + "\(words.grouped(kept.plan.terms.target)) units paid."
    case .cancelled: return "\(name) was \(palette.painted("cancelled", .bad)): \(account.cancelled?.text ?? "")."
    case .failed: return "\(name) \(palette.painted("failed", .bad)): everybody gets everything back."
    case .moqReached, .pendingStock, .stockReceived, .success:
      let verdict = account.settlement?.verdict
      let fill = verdict?.platformFill ?? 0
      let units = words.grouped(verdict?.paidUnits ?? 0) + (fill > 0 ? " + \(words.grouped(fill)) by the platform" : "")
      let price = verdict?.tier.map { "; a unit costs \(words.money($0.price))" } ?? ""
      return
        "\(name) \(palette.painted("succeeded", .good)): \(units) of \(words.grouped(kept.plan.terms.target)) units"
        + "\(price) instead of \(words.grouped(Int(kept.plan.terms.ladder.basePrice.amount)))."
        + progress(kept, account)
    }
  }

  private func settlement(_ account: SessionAccount) -> Table {
    var table = Table([
      ("participant", .left), ("asked for", .left), ("now", .left), ("paid", .right), ("to wallet", .right),
      ("back", .right), ("stays", .right),
    ])
    let all = account.inOrder
    for participant in all.prefix(ReplayView.listed) {
      let isIn = participant.admitted.contains { $0 > 0 }
      let place = isIn ? participant.placeOfAdmitted : participant.place
      // What was settled shows in its columns; who left before has nothing in escrow any more.
      let counts = isIn || place == .waiting || place == .returned
      let paid = counts ? participant.paid : 0
      let stays = paid - participant.credited - participant.refunded - participant.disputed
      table.add([
        Table.Cell(abridged(participant.id.text, to: 20), .strong),
        Table.Cell(abridged(words.lines(participant.lines), to: 26)),
        Table.Cell(place.rawValue, isIn ? .good : .faint), Table.Cell(amount(paid)),
        Table.Cell(amount(participant.credited)), Table.Cell(amount(participant.refunded)), Table.Cell(amount(stays)),
      ])
    }
    if all.count > ReplayView.listed {
      table.addFooter([Table.Cell("… and \(words.grouped(all.count - ReplayView.listed)) more")])
    }
    return table
  }

  func amount(_ number: some BinaryInteger) -> String { number == 0 ? "–" : Language.english.grouped(number) }

  private func units(_ kept: GroupSession, _ account: SessionAccount) -> [String] {
    let units = account.units
    let shown = UnitPlace.allCases.filter { place in units[place]?.contains { $0 > 0 } ?? false }
    let hasStock = account.setAside.contains { $0 > 0 }
    var columns: [(title: String, alignment: Table.Alignment)] = [("units", .left), ("asked for", .right)]
    columns += shown.map { ($0.rawValue, .right) }
    if hasStock { columns += [("set aside", .right), ("released", .right)] }
    columns.append(("left over", .right))
    var table = Table(columns)
    let shipped = account.shipped(account.sold(units))
    let asked = account.asked
    func row(_ name: String, _ number: ([Int]) -> Int) -> [Table.Cell] {
      var row = [Table.Cell(name, .strong), Table.Cell(words.grouped(number(asked)))]
      row += shown.map { Table.Cell(words.grouped(number(units[$0] ?? []))) }
      if hasStock {
        row += [
          Table.Cell(words.grouped(number(account.setAside))), Table.Cell(words.grouped(number(account.released))),
        ]
      }
      return row + [Table.Cell(words.grouped(number(shipped.leftOver)))]
    }
    for position in account.variants.indices.prefix(ReplayView.listed) {
      table.add(row(account.variants[position].text) { $0[position] })
    }
    table.addFooter(row("all") { $0.reduce(0, +) })
    let number = shipped.bundles == 1 ? "1 bundle" : "\(words.grouped(shipped.bundles)) bundles"
    let fill = account.settlement.map { $0.verdict.tier == nil ? 0 : $0.verdict.platformFill } ?? 0
    let virtual = fill > 0 ? " \(words.grouped(fill)) virtual units filled by the platform are nobody's." : ""
    let lines = table.lines(with: palette)
    return shipped.bundles == 0 ? lines : lines + ["", "  What is sold takes \(number) of the factory.\(virtual)"]
  }

  // MARK: The account

  private var money: Table {
    var table = Table([("account", .left), ("", .left), ("in", .right), ("out", .right), ("balance", .right)])
    let all = report.ledger.money.all
    var wallets = 0
    // There may be a wallet for every buyer; of all other accounts there are few.
    for account in all {
      if case .wallet = account.account { wallets += 1 }
      if case .wallet = account.account, wallets > ReplayView.listed { continue }
      table.add([
        Table.Cell(name(account.account), .strong), Table.Cell(account.currency.code, .faint),
        Table.Cell(amount(account.received)), Table.Cell(amount(account.given)), Table.Cell(signed(account.balance)),
      ])
    }
    if wallets > ReplayView.listed {
      table.addFooter([Table.Cell("… and \(words.grouped(wallets - ReplayView.listed)) wallets more")])
    }
    let currencies = Set(all.map { $0.currency }).sorted { $0.code < $1.code }
    for currency in currencies {
      let total = all.filter { $0.currency == currency }.reduce(0) { $0 + $1.balance }
      table.addFooter([
        Table.Cell("together"), Table.Cell(currency.code, .faint), Table.Cell(""), Table.Cell(""),
        Table.Cell(signed(total)),
      ])
    }
    return table
  }

  /// What came is on hand or went out; of what is on hand, some is reserved.
  private var stock: Table {
    var table = Table([
      ("stock", .left), ("came", .right), ("went out", .right), ("on hand", .right), ("reserved", .right),
      ("available", .right), ("overflow", .right), ("", .left),
    ])
    for (account, seen) in report.stocks.prefix(ReplayView.listed) {
      let level = seen.level
      let numbers = [
        account.came, account.wentOut, level.count.onHand, level.count.reserved,
        level.count.available, level.overflow,
      ]
      let isFine = level.status == .inStock
      table.add(
        [Table.Cell(abridged(account.key.description, to: 30), .strong)]
          + numbers.map { Table.Cell(amount($0)) }
          + [Table.Cell(words.phrase(level.status), isFine ? .good : .warning)])
    }
    if report.stocks.count > ReplayView.listed {
      table.addFooter([
        Table.Cell("… and \(words.grouped(report.stocks.count - ReplayView.listed)) more")
      ])
    }
    var totals = StockTotals()
    for (_, seen) in report.stocks { totals.add(seen) }
    let came = report.stocks.reduce(0) { $0 + $1.account.came }
    let wentOut = report.stocks.reduce(0) { $0 + $1.account.wentOut }
    let sums = [came, wentOut, totals.onHand, totals.reserved, totals.available, totals.overflow]
    table.addFooter([Table.Cell("all")] + sums.map { Table.Cell(amount($0)) })
    return table
  }

  func signed(_ number: Int128) -> String {
    number < 0 ? "−" + Language.english.grouped(-number) : Language.english.grouped(number)
  }

  private func name(_ account: Account) -> String {
    account.owner.map { "\(account.name) of \(abridged($0, to: 30))" } ?? account.name
  }

  private var verdict: String {
    let broken = report.checks.filter { !$0.holds }
    guard !broken.isEmpty else {
      return palette.painted("It all adds up", .good)
        + ": \(words.grouped(report.checks.count)) checks of the log against what the engine keeps."
    }
    let list = broken.map { check in
      "\(check.name)\(check.session.map { " of \($0.text)" } ?? ""): \(check.counted), not \(check.kept)"
    }
    return palette.painted("It does not add up", .bad) + ": " + list.joined(separator: "; ")
  }
}
