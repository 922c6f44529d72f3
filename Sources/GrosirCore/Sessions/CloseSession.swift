/// A session's deadline has come, or an operator closes it early: it succeeds or fails, everybody's money is settled,
/// and what was sold goes on to be fulfilled (SPEC §5, close).
///
/// Closing again gives the same settlement, not a second one.
public struct CloseSession: Command, Hashable {
  /// The session.
  public var session: SessionID
  /// Why an operator closes it before its deadline; nil to close it at the deadline.
  public var earlyBecause: Reason?

  /// How it ended.
  public typealias Receipt = SessionSettlement

  /// Creates the command.
  public init(_ session: SessionID, earlyBecause: Reason? = nil) {
    self.session = session
    self.earlyBecause = earlyBecause
  }

  /// The command's name on the wire.
  public static var name: String { "closeSession" }

  /// The session, and what has lapsed in it.
  public func reads(in context: Context) -> [Read] { SessionTurn.reads(of: session, in: context) }

  /// Closes the session: unpaid holds lapse, pledges that were not let in are refunded, and the rest is settled.
  ///
  /// - Throws: in this order ``SessionError/unknownSession(_:)``, ``SessionError/invalidTransition(from:action:)``,
  ///   ``SessionError/notYetDue(at:)``.
  /// - Complexity: O(p log p) in the number of participants.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> SessionSettlement {
    var turn = try SessionTurn.begin(at: session, to: .close, from: workingSet, in: context)
    if let settlement = turn.session.settlement {
      turn.end(into: &changes)
      return settlement
    }
    let plan = turn.session.plan
    guard turn.now >= plan.closesAt || earlyBecause != nil else { throw .refused(.notYetDue(at: plan.closesAt)) }
    try turn.lapseUnpaid()
    let settlement = try turn.close(because: earlyBecause)
    if plan.conditions.autoRenew { turn.proposeRenewal() }
    turn.end(into: &changes)
    return settlement
  }

  /// The session, and why it is closed early.
  public var record: Record { ["session": session.record, "earlyBecause": earlyBecause.record] }
}

extension SessionTurn {
  /// Closes the session and settles everybody's money.
  fileprivate mutating func close(because reason: Reason?) throws(Interruption<SessionError>) -> SessionSettlement {
    let participants = try everybody().filter { $0.status == .paid || $0.status == .waiting }
    let terms = session.plan.terms
    let settled = settlement(of: participants)
    let succeeds = settled.verdict.tier != nil
    let isEarly = now < session.plan.closesAt
    let settlement = SessionSettlement(
      verdict: settled.verdict, totals: settled.totals, demand: succeeds ? session.paidLines : [],
      closedAt: min(now, session.plan.closesAt), earlyBecause: isEarly ? reason : nil)
    record(.closed(settlement), at: settlement.closedAt)
    var next = settled.lines.startIndex
    for participant in participants {
      var paid: Int64 = 0
      for line in participant.admitted {
        assert(settled.lines[next].participant == participant.id && line.units > 0)
        paid += settled.lines[next].amounts.paid.amount
        next += 1
      }
      let refundPerUnit = settled.verdict.tier.map { terms.ladder.refundPerUnit(at: $0).amount }
      settle(
        participant, credited: refundPerUnit.map { $0 * Int64(participant.admitted.units) } ?? 0,
        returned: succeeds ? participant.escrowed.amount - paid : participant.escrowed.amount,
        because: succeeds ? .notAdmitted : .sessionFailed)
    }
    try releaseSetAside(keepingSold: succeeds)
    if succeeds { request(.fulfil(session.id, demand: settlement.demand)) }
    return settlement
  }

  /// What all admitted lines paid, owe and get back.
  private func settlement(of participants: [Participant]) -> Settlement {
    let purchases = participants.flatMap { participant in
      participant.admitted.map { line in
        let position = session.composition.position(of: line.variant)
        let adjustment = position.map { session.plan.priceAdjustments[$0] } ?? 0
        return Purchase(participant.id, units: line.units, priceAdjustment: adjustment)
      }
    }
    do throws(PricingError) {
      return try Settlement(of: purchases, under: session.plan.terms)
    } catch {
      // Units and adjustments were checked when the session was created and joined, and so was the total.
      preconditionFailure("what was sold can be settled")
    }
  }

  /// Settles one participant's money: so much into the wallet, so much back through the gateway; against the dispute,
  /// if there is one.
  mutating func settle(
    _ participant: Participant, credited: Int64, returned: Int64, because reason: RefundReason
  ) {
    let currency = session.plan.currency
    let leaves = participant.isDisputed ? 0 : returned
    let refund = refund(of: participant, Money(leaves, currency), because: reason)
    let isIn = !participant.admitted.isEmpty && session.state == .moqReached
    let settlement = ParticipantSettlement(
      participant: participant.id, buyer: participant.buyer, status: isIn ? .paid : .returned,
      credited: Money(participant.isDisputed ? 0 : credited, currency), refund: refund,
      disputed: Money(participant.isDisputed ? credited + returned : 0, currency))
    record(.settled(settlement))
    if let refund { request(.refund(refund)) }
    if !settlement.credited.isZero {
      request(
        .creditWallet(
          WalletCredit(
            buyer: participant.buyer, session: session.id, participant: participant.id, amount: settlement.credited,
            refusedRefund: nil)))
    }
  }

  /// Gives set-aside units back to the warehouse: all, or all that nobody bought.
  private mutating func releaseSetAside(keepingSold: Bool) throws(Interruption<SessionError>) {
    let free = session.composition.variants.enumerated().compactMap { position, variant -> VariantUnits? in
      let tally = session.tallies[position]
      let units = tally.onHand - (keepingSold ? min(tally.onHand, tally.paid) : 0)
      return units > 0 ? VariantUnits(variant, units) : nil
    }
    guard !free.isEmpty else { return }
    record(.stockReleased(free))
    try giveBack(free)
  }

  /// Proposes the same session once more: from the first local midnight on, for as long.
  fileprivate mutating func proposeRenewal() {
    let plan = session.plan
    guard let opensAt = now.nextMidnight(), let closesAt = opensAt.adding(plan.closesAt.timespan(since: plan.opensAt))
    else { return }
    let code: SessionCode = makeIdentifier()
    var conditions = plan.conditions
    conditions.useFreeStock = true
    record(.renewalProposed(code, opensAt: opensAt))
    request(
      .renewSession(
        CreateSession(
          code: code, product: plan.product, target: plan.terms.target,
          tiers: plan.terms.ladder.tiers.map {
            Ladder.Draft.Tier(threshold: $0.threshold.value, price: $0.price.amount)
          },
          guarantee: plan.terms.guarantee, successRule: plan.terms.successRule, opensAt: opensAt, closesAt: closesAt,
          conditions: conditions, selling: plan.selling, warehouse: plan.warehouse)))
  }
}

extension GroupSession {
  /// Paid real units of each variant that sold any, in product order.
  fileprivate var paidLines: [VariantUnits] {
    composition.variants.enumerated().compactMap { position, variant in
      let paid = tallies[position].paid
      return paid > 0 ? VariantUnits(variant, paid) : nil
    }
  }
}
