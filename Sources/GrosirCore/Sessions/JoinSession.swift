/// A buyer joins a session: units are held for them until they have paid (SPEC §5).
///
/// The buyer quotes what they were shown, and is refused and told the right prices if those have changed. A basket that
/// may not be taken as it is may wait, if the buyer likes: it is then a pledge, and admitted once it can be.
public struct JoinSession: Command, Hashable {
  /// The session.
  public var session: SessionID
  /// The identity the participation is to have, or nil for a new one.
  public var participant: ParticipantID?
  /// Who joins.
  public var buyer: BuyerID
  /// What they ask for.
  public var lines: [Line]
  /// What it costs in all, as the buyer was shown it.
  public var total: Money
  /// What to do if the basket may not be taken now.
  public var ifLocked: IfLocked

  /// Units of one variant at the price the buyer was shown.
  public struct Line: Sendable, Hashable {
    /// The variant.
    public var variant: VariantID
    /// How many units.
    public var units: Int
    /// What one of them costs, in the currency's smallest charged unit.
    public var unitPrice: Int64

    /// Creates a line.
    public init(_ variant: VariantID, units: Int, unitPrice: Int64) {
      self.variant = variant
      self.units = units
      self.unitPrice = unitPrice
    }
  }

  /// What a buyer wants where their basket may not be taken now.
  public enum IfLocked: Sendable, Hashable {
    /// To be told so.
    case refuse
    /// To pledge, and wait for all of it; or for any part of it, too.
    case wait(acceptPartial: Bool)
  }

  /// What a buyer gets for joining.
  public struct Receipt: Recordable, Hashable {
    /// The participation; payments are confirmed with it.
    public let participant: ParticipantID
    /// Whether units are held, or wait.
    public let kind: Participant.Kind
    /// What is to be paid.
    public let total: Money
    /// Before which instant.
    public let until: Instant
  }

  /// Creates the command.
  public init(
    _ session: SessionID, participant: ParticipantID? = nil, buyer: BuyerID, lines: [Line], total: Money,
    ifLocked: IfLocked = .refuse
  ) {
    self.session = session
    self.participant = participant
    self.buyer = buyer
    self.lines = lines
    self.total = total
    self.ifLocked = ifLocked
  }

  /// The command's name on the wire.
  public static var name: String { "joinSession" }

  /// The session, what has lapsed in it, the buyer, and whether the participant is there already.
  public func reads(in context: Context) -> [Read] {
    var reads = SessionTurn.reads(of: session, in: context, roomFor: 2)
    reads.append(.buyer(buyer, in: session))
    if let participant { reads.append(.participant(participant)) }
    return reads
  }

  /// Holds what is asked for, or notes that it waits; and asks for payment.
  ///
  /// - Throws: in this order ``SessionError/unknownSession(_:)``, ``SessionError/invalidTransition(from:action:)``,
  ///   ``SessionError/notOpenYet(opensAt:)``, ``SessionError/pastDeadline(closesAt:)``,
  ///   ``SessionError/duplicateParticipant(_:)``, ``SessionError/invalid(_:)``,
  ///   ``SessionError/totalOutOfRange``, ``SessionError/staleQuote(unitPrices:total:)``,
  ///   ``SessionError/tooManyOpenHolds(limit:)``, ``SessionError/tooManyUnits(asked:left:)``,
  ///   ``SessionError/notAcceptable(_:)``, ``SessionError/noWaitingList``.
  /// - Complexity: O(n) in the number of variants; independent of how many have joined.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    var turn = try SessionTurn.begin(at: session, to: .join, from: workingSet, in: context)
    let plan = turn.session.plan
    guard plan.opensAt <= turn.now else { throw .refused(.notOpenYet(opensAt: plan.opensAt)) }
    guard turn.now < plan.closesAt else { throw .refused(.pastDeadline(closesAt: plan.closesAt)) }
    if let participant, workingSet.participant(participant) != nil {
      throw .refused(.duplicateParticipant(participant))
    }
    let basket = try basket(in: turn.session.composition)
    let total = try total(of: basket, in: turn.session)
    try checkLimits(turn.standing(of: buyer), plan.conditions)
    let kind = try kind(of: basket, in: turn.session)
    // From here on nothing can fail.
    let until = min(turn.now.adding(plan.conditions.paymentWindow) ?? .latest, plan.closesAt)
    let joined = Participant(
      participant ?? turn.makeIdentifier(), of: buyer, in: session, number: turn.session.joinedCount,
      lines: basket.lines(in: turn.session.composition), total: total, kind: kind, requestedAt: turn.now, until: until)
    turn.record(.joined(joined))
    turn.request(
      .requestPayment(
        PaymentRequest(session: session, participant: joined.id, buyer: buyer, amount: total, until: until)))
    turn.end(into: &changes)
    return Receipt(participant: joined.id, kind: kind, total: total, until: until)
  }
}

// MARK: The checks

extension JoinSession {
  private func basket(in composition: Composition) throws(Interruption<SessionError>) -> Basket {
    do throws(AllocationError) {
      return try Basket(
        lines: lines.lazy.map { (variant: $0.variant, units: $0.units) }, of: composition, at: FieldPath("lines"))
    } catch .invalid(let violations) {
      throw .refused(.invalid(violations))
    } catch {
      preconditionFailure("a basket is only refused for its lines")
    }
  }

  /// What the basket costs, if that is what the buyer was shown and can be counted.
  private func total(of basket: Basket, in session: GroupSession) throws(Interruption<SessionError>) -> Money {
    guard let right = session.total(of: basket), session.committed.amount.checkedAdding(right.amount) != nil
    else { throw .refused(.totalOutOfRange) }
    guard total == right, wasShownPrices(of: basket, in: session) else {
      throw .refused(.staleQuote(unitPrices: lines.compactMap { session.unitPrice(of: $0.variant) }, total: right))
    }
    return right
  }

  /// Whether the buyer was shown what a unit of each line costs.
  private func wasShownPrices(of basket: Basket, in session: GroupSession) -> Bool {
    // Mostly it is one line, of which it is known where it stands.
    if lines.count == 1, let line = basket.lines.first {
      return session.plan.unitPrice(at: line.position).amount == lines[0].unitPrice
    }
    return lines.allSatisfy { session.unitPrice(of: $0.variant) == $0.unitPrice }
  }

  private func checkLimits(
    _ standing: BuyerStanding, _ conditions: SessionConditions
  ) throws(Interruption<SessionError>) {
    guard standing.openHolds < conditions.maxOpenHoldsPerBuyer else {
      throw .refused(.tooManyOpenHolds(limit: conditions.maxOpenHoldsPerBuyer))
    }
    // At most 10⁹ units in each of the lines of each participation: far from overflowing.
    let asked = lines.reduce(0) { $0 + $1.units }
    if let most = conditions.maxUnitsPerBuyer, standing.units + asked > most {
      throw .refused(.tooManyUnits(asked: asked, left: max(0, most - standing.units)))
    }
  }

  /// Whether the basket is held, or waits.
  private func kind(of basket: Basket, in session: GroupSession) throws(Interruption<SessionError>) -> Participant.Kind
  {
    let state = AllocationSnapshot(of: session.tallies, under: session.rules)
    let decision = state.decision(on: basket)
    if decision.isAccepted, session.canCount(basket) { return .order }
    guard case .wait(let acceptPartial) = ifLocked else {
      throw .refused(.notAcceptable(SessionError.NotAcceptable(decision, on: basket, in: state)))
    }
    guard session.plan.conditions.hasWaitingList else { throw .refused(.noWaitingList) }
    return .pledge(acceptsPartial: acceptPartial)
  }
}

extension GroupSession {
  /// Whether the tallies can count the basket's units.
  func canCount(_ basket: Basket) -> Bool {
    basket.lines.allSatisfy { tallies[$0.position].ordered + $0.units <= Quantity.maximum }
  }
}

extension SessionError.NotAcceptable {
  /// What speaks against a basket, with what there is of each of its variants.
  init(_ decision: BasketDecision, on basket: Basket, in state: borrowing AllocationSnapshot) {
    self.decision = decision
    lines = basket.lines.map { line in
      let answer = state.availability(at: line.position)
      return Line(
        variant: answer.variant, asked: line.units, available: answer.available, constraint: answer.constraint,
        unlock: state.unlockHint(at: line.position))
    }
  }
}

// MARK: On record

extension JoinSession {
  /// What is asked for.
  public var record: Record {
    var fields: [Record.Field] = [.init("session", session.record)]
    if let participant { fields.append(.init("participant", participant.record)) }
    fields += [
      .init("buyer", buyer.record),
      .init(
        "lines",
        .list(
          lines.map {
            ["variant": $0.variant.record, "units": $0.units.record, "unitPrice": $0.unitPrice.record]
          })),
      .init("total", total.record),
    ]
    if case .wait(let acceptPartial) = ifLocked {
      fields += [.init("waitIfLocked", .flag(true)), .init("acceptPartial", .flag(acceptPartial))]
    }
    return .fields(fields)
  }
}

extension JoinSession.Receipt {
  /// Everything.
  public var record: Record {
    // Not as a literal, which is an array of pairs before it is one of fields.
    .fields([
      .init("participant", participant.record), .init("kind", kind.record), .init("total", total.record),
      .init("until", until.record),
    ])
  }

  /// From everything.
  public init?(record: Record) {
    guard let participant: ParticipantID = record.field("participant"),
      let kind: Participant.Kind = record.field("kind"),
      let total: Money = record.field("total"), let until: Instant = record.field("until")
    else { return nil }
    self.init(participant: participant, kind: kind, total: total, until: until)
  }
}
