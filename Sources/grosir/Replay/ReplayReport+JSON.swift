import GrosirCore
package import GrosirJSON

extension ReplayReport {
  /// The report as one JSON document.
  package var json: JSONValue {
    var object = JSONObject()
    object.append("start", .string(start.rfc3339))
    object.append("until", limit.map { .string($0.rfc3339) } ?? .null)
    if !isSummary { object.append("timeline", .array(timeline.map { $0.json })) }
    object.append("sessions", .array(sessions.map { json(of: $0, $1) }))
    if !stocks.isEmpty { object.append("stock", .array(stocks.map { json(of: $0, $1) })) }
    if !orders.isEmpty { object.append("purchaseOrders", .array(orders.map { json(of: $0, $1) })) }
    if !buyerOrders.isEmpty { object.append("orders", .array(buyerOrders.map { $0.json(seen: $1) })) }
    if !sellers.isEmpty { object.append("sellers", .array(sellers.map { $0.json })) }
    if !listings.isEmpty { object.append("listings", .array(listings.map { $0.json(of: $1) })) }
    object.append("money", .array(ledger.money.all.map { $0.json }))
    let payouts = ledger.payouts
    if !payouts.withdrawals.isEmpty {
      let withdrawals = payouts.withdrawalOrder.compactMap { payouts.withdrawals[$0]?.record }
      object.append("withdrawals", .array(withdrawals.map { JSONValue($0) }))
    }
    if !payouts.settlements.isEmpty {
      let settlements = payouts.settlementOrder.compactMap { payouts.settlements[$0]?.record }
      object.append("settlements", .array(settlements.map { JSONValue($0) }))
    }
    object.append("checks", .array(checks.map { $0.json }))
    object.append("addsUp", .bool(addsUp))
    return .object(object)
  }

  private func json(of kept: GroupSession, _ account: SessionAccount) -> JSONValue {
    let state = AllocationSnapshot(of: kept.tallies, under: kept.rules)
    let units = account.units
    let shipped = account.shipped(account.sold(units))
    var object = JSONObject()
    object.append("session", .string(kept.id.text))
    object.append("state", .string(kept.state.rawValue))
    object.append("product", .string(kept.plan.product.text))
    object.append("rulesVersion", .integer(Int64(kept.rulesVersion)))
    object.append("selling", .string(kept.plan.selling.rawValue))
    object.append("target", .integer(Int64(kept.plan.terms.target)))
    object.append("opensAt", .string(kept.plan.opensAt.rfc3339))
    object.append("closesAt", .string(kept.plan.closesAt.rfc3339))
    object.append("announcedFill", account.announcedFill.map { .integer(Int64($0)) } ?? .null)
    object.append("cancelledBecause", account.cancelled.map { .string($0.text) } ?? .null)
    object.append("settlement", account.settlement.map { JSONValue($0.record) } ?? .null)
    object.append("participantCount", .integer(Int64(account.order.count)))
    if !isSummary { object.append("participants", .array(account.inOrder.map { $0.json })) }
    if kept.state.isOpen {
      object.append(
        "availability",
        .array(
          account.variants.indices.map { position in
            AvailabilityChange(
              before: nil, now: state.availability(at: position), explanation: state.explanation(at: position)
            ).json(of: nil)
          }))
    }
    object.append(
      "units",
      .array(
        account.variants.indices.map { position in
          account.json(of: position, units, leftOver: shipped.leftOver[position])
        }))
    object.append("bundles", .integer(Int64(shipped.bundles)))
    if let fulfilment = account.fulfilment { object.append("fulfilment", json(of: fulfilment, account)) }
    return .object(object)
  }
}

extension ReplayReport {
  private func json(of account: StockAccount, _ seen: StockItem) -> JSONValue {
    var object = JSONObject(naming: account.key)
    object.append("came", .integer(Int64(account.came)))
    object.append("wentOut", .integer(Int64(account.wentOut)))
    object.append(seen.level)
    object.append(
      "reorderPoint", seen.level.limits.reorderPoint.map { .integer(Int64($0)) } ?? .null)
    object.append("maximum", seen.level.limits.maximum.map { .integer(Int64($0)) } ?? .null)
    return .object(object)
  }
}

extension JSONObject {
  /// The fields that name a stock.
  fileprivate init(naming key: StockKey) {
    self.init()
    append("owner", .string(key.owner.text))
    append("location", .string(key.location.text))
    append("variant", .string(key.variant.text))
  }

  /// How a stock stands.
  fileprivate mutating func append(_ level: StockLevel) {
    append("onHand", .integer(Int64(level.count.onHand)))
    append("reserved", .integer(Int64(level.count.reserved)))
    append("available", .integer(Int64(level.count.available)))
    append("overflow", .integer(Int64(level.overflow)))
    append("status", .string(level.status.rawValue))
  }
}

extension StockChange {
  /// How the stock stands now, and what was available before.
  fileprivate var json: JSONValue {
    var object = JSONObject(naming: key)
    if let before { object.append("before", .integer(Int64(before.count.available))) }
    object.append(now)
    return .object(object)
  }
}

extension ReplayEntry {
  /// Everything about it.
  var json: JSONValue {
    var object = JSONObject()
    object.append("at", .string(at.rfc3339))
    object.append("step", step.map { .integer(Int64($0)) } ?? .null)
    object.append("by", .string(actor.text))
    object.append("command", .string(name))
    object.append("id", .string(command.text))
    object.append("asked", JSONValue(content))
    switch answer {
    case .accepted(let receipt, let isRepeated):
      object.append("accepted", JSONValue(receipt))
      if isRepeated { object.append("repeated", true) }
    case .refused(let refusal, let words):
      object.append("refused", JSONValue(refusal))
      object.append("because", .string(sentence ?? words))
    case .conflict: object.append("refused", ["code": "conflict"])
    }
    if !events.isEmpty { object.append("events", .array(events.map { $0.json })) }
    if !effects.isEmpty { object.append("effects", .array(effects.map { JSONValue($0.record) })) }
    if !changes.isEmpty {
      let session: String? = content.field("session")
      object.append("availability", .array(changes.map { $0.json(of: session) }))
    }
    if !stockChanges.isEmpty { object.append("stock", .array(stockChanges.map { $0.json })) }
    return .object(object)
  }
}

extension DatedEvent {
  /// The instant from which it counts, and everything about it.
  fileprivate var json: JSONValue {
    guard case .object(let event) = JSONValue(event.record) else { return .null }
    return .object(JSONObject([JSONObject.Member("at", .string(instant.rfc3339))] + event.members))
  }
}

extension AvailabilityChange {
  /// How much may be sold now, how much could before, and why.
  func json(of session: String?) -> JSONValue {
    var object = JSONObject()
    if let session { object.append("session", .string(session)) }
    object.append("variant", .string(now.variant.text))
    if let before { object.append("before", before.available.map { .integer(Int64($0)) } ?? .null) }
    object.append("available", now.available.map { .integer(Int64($0)) } ?? .null)
    object.append("isLocked", .bool(now.isLocked))
    object.append("constraint", JSONValue(now.constraint.record))
    object.append("because", .string(explanation.sentence(in: .english)))
    return .object(object)
  }
}

extension ParticipantAccount {
  /// Who asked for what, what came of it, and the money.
  fileprivate var json: JSONValue {
    [
      "participant": .string(id.text), "buyer": .string(buyer.text),
      "lines": .array(
        zip(lines, admitted).map { line, admitted in
          [
            "variant": .string(line.variant.text), "units": .integer(Int64(line.units)),
            "in": .integer(Int64(admitted)),
          ]
        }),
      "standing": .string((admitted.contains { $0 > 0 } ? placeOfAdmitted : place).rawValue),
      "paid": .integer(paid), "credited": .integer(credited), "refunded": .integer(refunded),
      "disputed": .integer(disputed),
    ]
  }
}

extension SessionAccount {
  fileprivate func json(of position: Int, _ units: [UnitPlace: [Int]], leftOver: Int) -> JSONValue {
    var object = JSONObject()
    object.append("variant", .string(variants[position].text))
    object.append("asked", .integer(Int64(asked[position])))
    for place in UnitPlace.allCases {
      object.append(place.rawValue, .integer(Int64(units[place]?[position] ?? 0)))
    }
    object.append("setAside", .integer(Int64(setAside[position])))
    object.append("released", .integer(Int64(released[position])))
    object.append("leftOver", .integer(Int64(leftOver)))
    return .object(object)
  }
}

extension JSONValue {
  /// An integer of any length.
  init(_ number: Int128) {
    self = NumberLiteral("\(number)").map { .number($0) } ?? .integer(Int64(number))
  }
}

extension MoneyAccounts.Balance {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    object.append("account", .string(account.name))
    switch account {
    case .escrow(let session): object.append("session", .string(session.text))
    case .wallet(let buyer): object.append("buyer", .string(buyer.text))
    case .factoryPayable(let factory): object.append("factory", .string(factory.text))
    case .sellerPayable(let seller): object.append("seller", .string(seller.text))
    case .gateway, .sales, .inventory, .costOfGoods, .writeOffs, .platformFees, .withdrawals, .disputes, .bank: break
    }
    object.append("currency", .string(currency.code))
    object.append("in", JSONValue(received))
    object.append("out", JSONValue(given))
    object.append("balance", JSONValue(balance))
    return .object(object)
  }
}

extension ReplayCheck {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    object.append("check", .string(name))
    if let session { object.append("session", .string(session.text)) }
    object.append("counted", .array(counted.map { JSONValue($0) }))
    object.append("kept", .array(kept.map { JSONValue($0) }))
    object.append("holds", .bool(holds))
    return .object(object)
  }
}
