extension SessionEvent: Recorded {
  /// The event's own fields; its name and its session stand beside them.
  public var record: Record {
    switch self {
    case .created(let plan, let rules, let version): plan.record(with: rules, version: version)
    case .joined(let participant): participant.record
    case .paid(let payment): payment.record
    case .paymentReturned(let payment, let refund):
      ["payment": payment.record, "refund": refund.record]
    case .admitted(let participant, let lines): ["participant": participant.record, "lines": lines.record]
    case .lapsed(let participant): ["participant": participant.record]
    case .left(let participant, let refund): ["participant": participant.record, "refund": refund.record]
    case .reversed(let payment, let amount, let source):
      ["payment": payment.record, "amount": amount.record, "from": .text(source.rawValue)]
    case .refundRefused(let refund, let amount, let buyer, let target):
      [
        "refund": refund.record, "amount": amount.record, "buyer": buyer.record, "to": .text(target.rawValue),
      ]
    case .toleranceBreached(let breaches): ["breaches": breaches.record]
    case .nearExpiryAnnounced(let fill): ["platformFill": fill.record]
    case .rulesMoved(let rules, let version): ["version": version.record, "rules": rules.record]
    case .stockSetAside(let lines), .stockReleased(let lines): ["lines": lines.record]
    case .closed(let settlement): settlement.record
    case .cancelled(let reason): ["reason": reason.record]
    case .settled(let settlement): settlement.record
    case .renewalProposed(let code, let opensAt): ["code": code.record, "opensAt": opensAt.record]
    case .fulfilmentBegun(let fulfilment): fulfilment.record
    case .demandCovered(let lines, let source): ["lines": lines.record, "from": source.record]
    case .orderProgressed(let number, _): ["purchaseOrder": number.record]
    case .fulfilmentShort(let lines): ["lines": lines.record]
    case .fulfilmentOverdue, .stockReceived, .fulfilled: .fields([])
    case .released(let release): release.record
    case .heldGoodsPurchased(let cost, let factory): ["cost": cost.record, "factory": factory.record]
    }
  }
}

extension DemandSource: Recorded {
  /// The stock, or the purchase order and the cost of a unit.
  public var record: Record {
    switch self {
    case .stock: ["kind": "stock"]
    case .bundles(let number, let unitCost):
      ["kind": "bundles", "purchaseOrder": number.record, "unitCost": unitCost.record]
    }
  }
}

extension SessionPlan {
  fileprivate func record(with rules: AllocationRules, version: Int) -> Record {
    [
      "code": code.record, "product": product.record, "version": version.record, "target": terms.target.record,
      "basePrice": terms.ladder.basePrice.record,
      "tiers": .list(
        terms.ladder.tiers.map { ["threshold": $0.threshold.value.record, "price": $0.price.amount.record] }),
      "minimumFill": (terms.guarantee?.minimumFill.value).record, "successRule": .text(terms.successRule.rawValue),
      "priceAdjustments": priceAdjustments.record, "opensAt": opensAt.record, "closesAt": closesAt.record,
      "conditions": conditions.record, "selling": selling.record, "warehouse": warehouse.record,
      "rules": rules.record,
    ]
  }
}

extension SessionConditions: Recorded {
  /// All of them.
  public var record: Record {
    [
      "nearExpiryWindow": nearExpiryWindow.record, "paymentWindow": paymentWindow.record,
      "maxUnitsPerBuyer": maxUnitsPerBuyer.record, "maxOpenHoldsPerBuyer": maxOpenHoldsPerBuyer.record,
      "waitingList": hasWaitingList.record, "autoRenew": autoRenew.record, "useFreeStock": useFreeStock.record,
    ]
  }
}

extension AllocationRules: Recorded {
  /// The policy with its parameters, and each variant's numbers.
  public var record: Record {
    let variants = composition.variants.indices.map { position -> Record in
      [
        "id": composition.variants[position].record,
        "unitsPerBundle": composition.unitsPerBundle(at: position).record, "tolerance": tolerance(at: position).record,
      ]
    }
    return ["policy": policy.record, "variants": .list(variants)]
  }
}

extension AllocationPolicy: Recorded {
  /// The kind, and the parameters of that kind.
  public var record: Record {
    let kind = Record.text(kind.rawValue)
    return switch self {
    case .bundleTolerance(let policy):
      [
        "kind": kind, "committedBundles": policy.committedBundles.record,
        "capacityBundles": policy.capacityBundles.record,
      ]
    case .allocationMultiple(let policy):
      ["kind": kind, "multiple": policy.multiple.record, "catchUp": .text(policy.catchUp.rawValue)]
    case .progressiveUnlock(let policy): ["kind": kind, "target": policy.target.record]
    case .stockOnly, .open: ["kind": kind]
    }
  }
}

extension Payment: Recorded {
  /// All but whether it was charged back.
  public var record: Record {
    var fields: [Record.Field] = [
      .init("payment", reference.record), .init("participant", participant.record), .init("amount", amount.record),
      .init("confirmedAt", confirmedAt.record),
    ]
    if case .returned(let reason) = outcome { fields.append(.init("returned", reason.record)) }
    return .fields(fields)
  }
}

extension ParticipantSettlement: Recorded {
  /// Where the participant stands, and where the money went.
  public var record: Record {
    [
      "participant": participant.record, "buyer": buyer.record, "status": .text(status.name),
      "credited": credited.record,
      "refund": refund.record, "disputed": disputed.record,
    ]
  }
}
