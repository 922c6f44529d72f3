import GrosirCore
import GrosirJSON

extension ReplayReport {
  /// How far a session's demand is met, what its purchase orders brought, and what they left over.
  func json(of fulfilment: FulfilmentAccount, _ account: SessionAccount) -> JSONValue {
    var object = JSONObject()
    object.append("factory", .string(fulfilment.factory.text))
    object.append("deadline", .string(fulfilment.deadline.rfc3339))
    object.append("isOverdue", .bool(fulfilment.isOverdue))
    let orders = ledger.orders(of: account.plan.session)
    object.append("purchaseOrders", .array(orders.map { .string($0.order.number.text) }))
    let lists: [(String, [Int])] = [
      ("demand", fulfilment.demand), ("fromStock", fulfilment.fromStock), ("fromBundles", fulfilment.fromBundles),
      ("missing", fulfilment.missing), ("received", ledger.units(of: account) { $0.received }),
      ("damaged", ledger.units(of: account) { $0.damaged }), ("surplus", ledger.units(of: account) { $0.surplus }),
      ("leftOver", ledger.units(of: account) { $0.leftOver }),
    ]
    object.append(
      "units",
      .array(
        account.variants.indices.map { position in
          var line = JSONObject()
          line.append("variant", .string(account.variants[position].text))
          for (name, units) in lists { line.append(name, .integer(Int64(units[position]))) }
          return .object(line)
        }))
    object.append(
      "released",
      [
        "gross": JSONValue(fulfilment.released), "factory": JSONValue(fulfilment.toFactory),
        "sales": JSONValue(fulfilment.toSales), "fees": JSONValue(fulfilment.fees),
      ])
    object.append("leftOver", ledger.leftOverMoney(of: account.plan.session).json)
    return .object(object)
  }

  /// A purchase order: what was ordered, what came, and what it cost so far.
  func json(of account: PurchaseOrderAccount, _ kept: PurchaseOrder) -> JSONValue {
    var object = JSONObject()
    object.append("purchaseOrder", .string(kept.number.text))
    object.append("session", kept.session.map { .string($0.text) } ?? .null)
    object.append("factory", .string(kept.factory.text))
    object.append("product", .string(kept.product.text))
    object.append("status", .string(kept.status.rawValue))
    object.append("bundles", .integer(Int64(kept.bundles)))
    object.append(
      "units",
      .array(
        kept.lines.enumerated().map { place, line in
          [
            "variant": .string(line.variant.text), "ordered": .integer(Int64(line.units)),
            "received": .integer(Int64(account.received[place])), "damaged": .integer(Int64(account.damaged[place])),
            "served": .integer(Int64(account.served[place])), "surplus": .integer(Int64(account.surplus[place])),
            "leftOver": .integer(Int64(account.leftOver[place])),
          ]
        }))
    object.append("currency", .string(kept.unitCost.currency.code))
    object.append("unitCost", .integer(kept.unitCost.amount))
    object.append("total", .integer(kept.total.amount))
    object.append("purchased", JSONValue(account.purchased))
    object.append("damagedCost", JSONValue(account.damagedCost))
    object.append("shipping", JSONValue(account.shipping))
    return .object(object)
  }
}

extension LeftoverMoney {
  /// How many units, and their cost in its two parts.
  fileprivate var json: JSONValue {
    [
      "units": .integer(Int64(units)), "cost": JSONValue(cost), "recoverable": JSONValue(recoverable),
      "waste": JSONValue(waste),
    ]
  }
}
