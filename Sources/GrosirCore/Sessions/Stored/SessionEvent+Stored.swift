extension OrderMark: StoredName {}

extension SessionEvent {
  /// All of the event's own fields; its name and its session stand beside them.
  var storedData: Record {
    switch self {
    case .created(let plan, let rules, let version):
      .fields(
        plan.storedFields + [
          .init("priceAdjustments", plan.priceAdjustments.record), .init("version", version.record),
          .init("rules", rules.stored),
        ])
    case .joined(let participant): participant.stored
    case .paid(let payment): payment.stored
    case .paymentReturned(let payment, let refund): ["payment": payment.stored, "refund": refund.stored]
    case .left(let participant, let refund): ["participant": participant.record, "refund": refund.stored]
    case .closed(let settlement): settlement.stored
    case .settled(let settlement): settlement.stored
    case .fulfilmentBegun(let fulfilment): fulfilment.stored
    case .demandCovered(let lines, let source): ["lines": lines.record, "from": source.stored]
    case .released(let release): release.stored
    case .admitted, .lapsed, .reversed, .refundRefused, .toleranceBreached, .nearExpiryAnnounced, .rulesMoved,
      .stockSetAside, .stockReleased, .cancelled, .renewalProposed, .orderProgressed, .fulfilmentShort,
      .fulfilmentOverdue, .stockReceived, .fulfilled, .heldGoodsPurchased:
      // Of these nothing is left out where they are shown.
      record
    }
  }

  /// The event of a name, from its own fields.
  init(named name: String, stored: Record) throws(StoredFault) {
    if let event = try SessionEvent(ofLargeData: name, stored) {
      self = event
      return
    }
    var fields = try StoredFields(stored)
    if let event = try SessionEvent(ofMoney: name, &fields) {
      self = event
    } else if let event = try SessionEvent(ofOthers: name, &fields) {
      self = event
    } else {
      throw StoredFault(.unknown)
    }
    try fields.end()
  }

  /// Those whose data is one value.
  private init?(ofLargeData name: String, _ stored: Record) throws(StoredFault) {
    switch name {
    case "SESSION_CREATED":
      var fields = try StoredFields(stored)
      let (adjustments, version): ([Int64], Int) = (
        try fields.take("priceAdjustments"), try fields.takeCount("version")
      )
      let rules: AllocationRules = try fields.take("rules")
      let plan = try SessionPlan(from: &fields, adjustments: adjustments)
      try fields.end()
      try StoredFault.unless(
        adjustments.count == rules.composition.count, "priceAdjustments", "there is one for each variant")
      self = .created(plan, rules: rules, version: version)
    case "SESSION_JOINED", "SESSION_PLEDGED":
      self = .joined(try Participant(stored: stored))
      guard self.name == name else { throw StoredFault(.malformed, at: FieldPath("kind")) }
    case "PAYMENT_CONFIRMED": self = .paid(try Payment(stored: stored))
    case "SESSION_CLOSED": self = .closed(try SessionSettlement(stored: stored))
    case "PARTICIPANT_SETTLED": self = .settled(try ParticipantSettlement(stored: stored))
    case "FULFILMENT_BEGUN": self = .fulfilmentBegun(try Fulfilment(stored: stored))
    case "ESCROW_RELEASED": self = .released(try ParticipantRelease(stored: stored))
    default: return nil
    }
  }

  /// Those that tell of money.
  private init?(ofMoney name: String, _ fields: inout StoredFields) throws(StoredFault) {
    switch name {
    case "PAYMENT_RETURNED": self = .paymentReturned(try fields.take("payment"), try fields.take("refund"))
    case "SESSION_LEFT": self = .left(try fields.take("participant"), try fields.take("refund"))
    case "PAYMENT_REVERSED":
      self = .reversed(try fields.take("payment"), try fields.take("amount"), from: try fields.take("from"))
    case "REFUND_REFUSED":
      self = .refundRefused(
        try fields.take("refund"), try fields.take("amount"), of: try fields.take("buyer"), to: try fields.take("to"))
    case "HELD_GOODS_PURCHASED": self = .heldGoodsPurchased(try fields.take("cost"), from: try fields.take("factory"))
    default: return nil
    }
  }

  private init?(ofOthers name: String, _ fields: inout StoredFields) throws(StoredFault) {
    switch name {
    case "PLEDGE_ADMITTED": self = .admitted(try fields.take("participant"), try fields.takeUnits("lines"))
    case "HOLD_LAPSED": self = .lapsed(try fields.take("participant"))
    case "TOLERANCE_BREACHED": self = .toleranceBreached(try fields.take("breaches"))
    case "SESSION_NEAR_EXPIRY": self = .nearExpiryAnnounced(fill: try fields.takeCount("platformFill"))
    case "SESSION_RULES_MOVED":
      let version = try fields.takeCount("version")
      self = .rulesMoved(try fields.take("rules"), version: version)
    case "STOCK_SET_ASIDE": self = .stockSetAside(try fields.takeUnits("lines"))
    case "STOCK_RELEASED": self = .stockReleased(try fields.takeUnits("lines"))
    case "SESSION_CANCELLED": self = .cancelled(try fields.take("reason"))
    case "SESSION_RENEWAL_PROPOSED":
      self = .renewalProposed(try fields.take("code"), opensAt: try fields.take("opensAt"))
    case "DEMAND_COVERED": self = .demandCovered(try fields.takeUnits("lines"), from: try fields.take("from"))
    case "FULFILMENT_SHORT": self = .fulfilmentShort(try fields.takeUnits("lines"))
    case "FULFILMENT_OVERDUE": self = .fulfilmentOverdue
    case "SESSION_STOCK_RECEIVED": self = .stockReceived
    case "SESSION_FULFILLED": self = .fulfilled
    default:
      guard let mark = OrderMark.allCases.first(where: { $0.eventName == name }) else { return nil }
      self = .orderProgressed(try fields.take("purchaseOrder"), mark)
    }
  }
}

extension StoredFields {
  /// Units of variants, each once.
  mutating func takeUnits(_ name: String) throws(StoredFault) -> [VariantUnits] {
    let units: [VariantUnits] = try take(name)
    try units.checkStored(at: name)
    return units
  }
}

extension DemandSource: Stored {
  /// From the stock, or the purchase order and the cost of a unit.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let kind: String = try fields.take("kind")
    switch kind {
    case "stock": self = .stock
    case "bundles": self = .bundles(of: try fields.take("purchaseOrder"), unitCost: try fields.take("unitCost"))
    default: throw StoredFault(.malformed, at: FieldPath("kind"))
    }
    try fields.end()
  }
}

extension ParticipantSettlement: Stored {
  /// Where the participant stands, and where the money went.
  package var stored: Record {
    .fields([
      .init("participant", participant.record), .init("buyer", buyer.record), .init("status", .text(status.name)),
      .init("until", status.deadline.record), .init("credited", credited.record), .init("refund", refund.stored),
      .init("disputed", disputed.record),
    ])
  }

  /// From where the participant stands, and where the money went.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    participant = try fields.take("participant")
    buyer = try fields.take("buyer")
    status = try Participant.Status(from: &fields)
    credited = try fields.take("credited")
    refund = try fields.take("refund")
    disputed = try fields.take("disputed")
    try fields.end()
    let currencies = [disputed.currency] + (refund.map { [$0.amount.currency] } ?? [])
    try StoredFault.unless(
      !credited.isNegative && !disputed.isNegative && currencies.allSatisfy { $0 == credited.currency }, "credited",
      "amounts are not negative, and of one currency")
  }
}

extension ParticipantRelease: Stored {
  /// Everything.
  package var stored: Record {
    [
      "participant": participant.record, "gross": gross.record, "factory": factory.record,
      "consigned": consigned.stored, "warehouse": warehouse.stored,
    ]
  }

  /// From everything.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    participant = try fields.take("participant")
    gross = try fields.take("gross")
    factory = try fields.take("factory")
    consigned = try fields.take("consigned")
    warehouse = try fields.take("warehouse")
    try fields.end()
    try StoredFault.unless(!gross.isNegative, "gross", "it is negative")
  }
}
