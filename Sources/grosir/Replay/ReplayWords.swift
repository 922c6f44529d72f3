import GrosirCore
import GrosirJSON

/// A replay in words: what was asked, and what happened.
struct ReplayWords {
  let ledger: ReplayLedger

  // MARK: Asked

  /// What somebody asked for, as said of them: `joins with 5 M`.
  func asked(_ entry: ReplayEntry) -> String {
    let content = entry.content
    switch ScenarioVerb(rawValue: entry.name) {
    case .putProduct: return "configures \(text(content, "id"))"
    case .putFactory: return "configures factory \(text(content, "id"))"
    case .putLocation: return "configures location \(text(content, "id"))"
    case .createSession: return "opens \(text(content, "session")) on \(text(content, "product"))"
    case .joinSession:
      let wait =
        content["waitIfLocked"] == nil
        ? "" : content["acceptPartial"] == .flag(true) ? ", or parts later" : ", or later"
      return "joins with \(lines(content["lines"]))\(wait)"
    case .confirmPayment:
      let amount: Money? = content.field("amount")
      return "confirms \(amount.map { money($0) } ?? "money") from \(buyer(of: content))"
    case .lapseHolds: return entry.step == nil ? "lets go what was not paid" : "asks to let go what was not paid"
    case .leaveSession: return "leaves\(apart(content))"
    case .reversePayment: return "charges back payment \(text(content, "payment"))"
    case .refuseRefund: return "refuses refund \(refundee(content))"
    case .announceNearExpiry: return "announces the end of \(text(content, "session"))"
    case .moveToRules: return "moves \(text(content, "session")) to the newest rules"
    case .setAsideStock: return "sets aside \(lines(content["lines"])) for \(text(content, "session"))"
    case .closeSession:
      let reason: String? = content.field("earlyBecause")
      return "closes \(text(content, "session"))" + (reason.map { " early: \($0)" } ?? "")
    case .cancelSession: return "cancels \(text(content, "session")): \(text(content, "reason"))"
    case .fulfilSession, .placeAnotherOrder, .markPurchaseOrder, .receiveGoods, .orderForStock, .reportOverdue:
      return askedOfFulfilment(content, entry)
    case .reserveStock, .extendReservation, .consumeReservation, .releaseReservation, .sweepReservations,
      .adjustStock, .setStockLimits:
      return askedOfStock(content, entry)
    case .requestWithdrawal:
      let amount: Money? = content.field("amount")
      return "asks for \(amount.map { money($0) } ?? "money") out of the wallet"
    case .runWithdrawalBatch:
      let cutOff: Instant? = content.field("cutOff")
      return "runs the withdrawals" + (cutOff.map { " of before \(moment($0))" } ?? " that are due")
    case .completeWithdrawal: return "has paid withdrawal \(text(content, "withdrawal"))"
    case .failWithdrawal:
      return "could not pay withdrawal \(text(content, "withdrawal")): \(text(content, "reason"))"
    case .settlePayee:
      let payee: String? = content["payee"]?.field("id")
      return "settles with \(payee ?? "somebody")"
    case .paySettlement: return "pays settlement \(text(content, "settlement"))"
    case .placeOrder, .beginOrderPayment, .confirmOrderPayment, .failOrderPayment, .expireOrders, .cancelOrder,
      .bookShipment, .shipOrder, .recordTracking, .refundOrder:
      return askedOfOrders(content, entry)
    case .registerSeller, .activateSeller, .suspendSeller, .putListing, .switchListing, .syncListings:
      return askedOfPartners(content, entry)
    case nil: return entry.name
    }
  }

  // MARK: Happened

  /// What happened, a line each; what happened to many at once on one.
  func happened(_ events: [DatedEvent]) -> [(text: String, paint: Paint)] {
    var result: [(text: String, paint: Paint)] = []
    var admitted: [String] = []
    var settled = 0
    var released: [ParticipantRelease] = []
    for dated in events {
      guard case .session(let id, let event) = dated.event else {
        if let line = line(for: dated.event) { result.append(line) }
        continue
      }
      switch event {
      case .admitted(let participant, let units): admitted.append("\(name(participant)) \(lines(units))")
      case .settled: settled += 1
      case .released(let release): released.append(release)
      default: if let line = words(for: event, of: id) { result.append(line) }
      }
    }
    if !admitted.isEmpty {
      let many = admitted.count > 1 ? "\(admitted.count) are let in together: " : "let in: "
      result.append((many + admitted.joined(separator: ", "), .good))
    }
    if settled > 0 { result.append(("money of \(count(settled, "participant")) settled", .plain)) }
    if !released.isEmpty { result.append((sentence(about: released), .plain)) }
    return result
  }

  /// What happened to anything but a session.
  private func line(for event: Event) -> (text: String, paint: Paint)? {
    switch event {
    case .session: nil
    case .product(let product): (version(of: product), .plain)
    case .stock(let event): words(for: event)
    case .money(let event): words(for: event)
    case .order(let id, let event): words(for: event, of: id)
    case .seller(let id, let event): words(for: event, of: id)
    case .purchaseOrder(let number, let source, let event): words(for: event, of: number, source)
    case .factory(let factory):
      ("told at \(factory.phone.text); \(share(factory.fee)) of what is released is the platform's", .plain)
    case .location(let location): ("\(location.name), \(location.postalCode.text)", .plain)
    }
  }

  private func words(for event: SessionEvent, of session: SessionID) -> (text: String, paint: Paint)? {
    switch event {
    case .created(let plan, let rules, _):
      return (
        "target \(grouped(plan.terms.target)), a bundle of \(bundle(rules)), until \(moment(plan.closesAt))", .plain
      )
    case .joined(let participant):
      let until = participant.deadline.map { " until \(moment($0))" } ?? ""
      let units = lines(participant.lines)
      return participant.kind == .order
        ? ("\(units) held\(until); \(money(participant.total)) to pay", .good)
        : ("\(units) pledged, and in the list once paid; \(money(participant.total)) to pay\(until)", .good)
    case .paid(let payment):
      let account = ledger.participant(payment.participant)
      let place = account?.isOrder == false ? "waits in the list" : "is in"
      return ("\(money(payment.amount)) in escrow; \(name(payment.participant)) \(place)", .good)
    case .paymentReturned(let payment, let refund):
      return ("\(money(payment.amount)) goes back to \(refund.buyer.text): \(phrase(refund.reason))", .warning)
    case .lapsed(let id): return ("\(units(of: id)) of \(name(id)) lapsed", .warning)
    case .left(_, let refund):
      return ((refund.map { "\(money($0.amount)) goes back to \($0.buyer.text)" } ?? "nothing had been paid"), .warning)
    case .reversed(_, let amount, let source):
      let bearer = source == .escrow ? "out of escrow; the buyer is out" : "borne by disputes; nothing else changes"
      return ("\(money(amount)) taken back, \(bearer)", .warning)
    case .refundRefused(_, let amount, let buyer, let target):
      return (
        "\(money(amount)) goes \(target == .wallet ? "into the wallet of \(buyer.text)" : "against the dispute")",
        .warning
      )
    case .toleranceBreached(let breaches):
      let list = breaches.map { "\(grouped($0.excess)) \($0.variant.text) (tolerated: \(grouped($0.tolerance)))" }
      return ("breached: left over would be \(list.joined(separator: ", "))", .bad)
    case .nearExpiryAnnounced(let fill):
      return (fill == 0 ? "the platform would add nothing" : "the platform would add \(count(fill, "unit"))", .plain)
    case .rulesMoved(_, let version): return ("rules of version \(version) in force", .plain)
    case .stockSetAside(let all): return ("\(lines(all)) set aside from the warehouse", .plain)
    case .stockReleased(let all): return ("\(lines(all)) back to the warehouse", .plain)
    case .closed(let settlement): return closed(settlement)
    case .cancelled: return ("cancelled; what was paid goes back, less what was credited", .bad)
    case .renewalProposed(_, let opensAt): return ("a session to follow is proposed, from \(moment(opensAt))", .plain)
    case .fulfilmentBegun, .demandCovered, .orderProgressed, .fulfilmentShort, .fulfilmentOverdue, .stockReceived,
      .fulfilled, .heldGoodsPurchased:
      return fulfilment(event, of: session)
    case .admitted, .settled, .released: return nil
    }
  }

  func words(for event: MoneyEvent) -> (text: String, paint: Paint) {
    switch event {
    case .withdrawalRequested(let withdrawal):
      let parts = "\(money(withdrawal.net)) to be paid, \(money(withdrawal.fee)) for it"
      return ("\(money(withdrawal.amount)) leaves the wallet of \(withdrawal.buyer.text): \(parts)", .good)
    case .withdrawalClaimed(let withdrawal):
      return ("\(withdrawal.id.text) of \(withdrawal.buyer.text) is being paid: \(money(withdrawal.net))", .plain)
    case .withdrawalCompleted(let withdrawal):
      return ("\(withdrawal.buyer.text) has \(money(withdrawal.net)), the platform its \(money(withdrawal.fee))", .good)
    case .withdrawalFailed(let withdrawal, _):
      return ("\(money(withdrawal.amount)) back in the wallet of \(withdrawal.buyer.text)", .warning)
    case .payeeSettled(let settled):
      let sums = settled.settlement
      let payable = sums.payableAt.map { ", payable \(moment($0))" } ?? ""
      return ("\(money(sums.gross)) less \(money(sums.fee)) is \(money(sums.net))\(payable)", .plain)
    case .settlementPaid(let settled):
      return ("\(settled.payout.map { money($0.amount) } ?? "nothing") is paid out", .good)
    }
  }

  private func closed(_ settlement: SessionSettlement) -> (text: String, paint: Paint) {
    let verdict = settlement.verdict
    let fill = verdict.platformFill == 0 ? "" : " + \(grouped(verdict.platformFill)) filled by the platform"
    let units = "\(count(verdict.paidUnits, "unit")) paid\(fill)"
    guard let tier = verdict.tier else {
      return ("fails with \(count(verdict.paidUnits, "unit")) paid; everybody gets everything back", .bad)
    }
    return ("succeeds with \(units): a unit costs \(money(tier.price))", .good)
  }

  /// Why it is too early or too late, with the instant as the timeline has it; nil for any other refusal.
  func due(_ refusal: Record) -> String? {
    switch SessionError(record: refusal) {
    case .notOpenYet(let instant): "the session opens at \(moment(instant))"
    case .pastDeadline(let instant): "the deadline was \(moment(instant))"
    case .notYetDue(let instant): "not due before \(moment(instant))"
    default: nil
    }
  }

  // MARK: Parts

  func moment(_ instant: Instant) -> String { ReplayWords.moment(instant) }

  static func moment(_ instant: Instant) -> String { "\(day(instant)), \(time(instant))" }

  /// The day, where most factories are: `Mon 2 Mar`.
  static func day(_ instant: Instant) -> String {
    let date = instant.localDate()
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let (_, month, day) = date.components
    let weekday = "\(date.weekday)".prefix(3)
    return "\(weekday.prefix(1).uppercased())\(weekday.dropFirst()) \(day) \(months[month - 1])"
  }

  /// The time of day there, as exactly as it has to be: `09:00`.
  static func time(_ instant: Instant) -> String {
    let text = "\(instant.localTime())"
    return text.hasSuffix(":00") ? String(text.dropLast(3)) : text
  }

  func money(_ amount: Money) -> String { "\(amount.currency.code) \(Language.english.grouped(amount.amount))" }

  func grouped(_ number: Int) -> String { Language.english.grouped(number) }

  func lines(_ lines: [VariantUnits]) -> String {
    let texts = lines.map { "\(grouped($0.units)) \($0.variant.text)" }
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "nothing" }
    return texts.dropLast().joined(separator: ", ") + " and " + last
  }

  func lines(_ record: Record?) -> String {
    guard case .list(let records)? = record else { return "nothing" }
    return lines(records.compactMap { VariantUnits(record: $0) })
  }

  func count(_ number: Int, _ noun: String) -> String { "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")" }

  func text(_ content: Record, _ field: String) -> String { content.field(field) ?? "one" }

  /// Who a participation is of, with its own name where that is another.
  private func name(_ id: ParticipantID) -> String {
    guard let buyer = ledger.participant(id)?.buyer, buyer.text != id.text else { return id.text }
    return "\(buyer.text) (\(id.text))"
  }

  private func buyer(of content: Record) -> String {
    let id: ParticipantID? = content.field("participant")
    return id.map { name($0) } ?? "somebody"
  }

  private func apart(_ content: Record) -> String {
    guard let id: ParticipantID = content.field("participant"), let buyer = ledger.participant(id)?.buyer,
      buyer.text != id.text
    else { return "" }
    return " with \(id.text)"
  }

  private func refundee(_ content: Record) -> String {
    guard let id: RefundID = content.field("refund"), let refund = ledger.refunds[id] else { return "of nothing known" }
    return "of \(money(refund.amount)) to \(refund.buyer.text)"
  }

  private func units(of id: ParticipantID) -> String { lines(ledger.participant(id)?.lines ?? []) }

  private func version(of product: Product) -> String {
    let variants = product.variants.map { variant in
      "\(variant.id.text) \(variant.tolerance.map { grouped($0) } ?? "any")"
    }
    return "version \(product.version); tolerated left over: \(variants.joined(separator: ", "))"
  }

  private func bundle(_ rules: AllocationRules) -> String {
    rules.composition.variants.enumerated().map { position, variant in
      "\(grouped(rules.composition.unitsPerBundle(at: position))) \(variant.text)"
    }.joined(separator: " + ")
  }

  private func phrase(_ reason: RefundReason) -> String {
    switch reason {
    case .returned(.paymentMismatch): "not what was asked for"
    case .returned(.alreadyPaid): "paid already"
    case .returned(.lapsed): "it had lapsed, and is no longer to be had"
    case .returned(.left): "the buyer is not in any more"
    case .returned(.sessionEnded): "the session takes nobody in any more"
    case .left: "the buyer left"
    case .sessionFailed: "the session failed"
    case .sessionCancelled: "the session was cancelled"
    case .notAdmitted: "it could not be let in"
    }
  }
}
