import GrosirCore

extension ScenarioFile {
  func moneyVerb(of deed: Deed) -> (String, String)? {
    typealias File = ScenarioFile
    switch deed {
    case .requestWithdrawal(let command):
      guard let withdrawal = command.withdrawal else { return nil }
      return (
        RequestWithdrawal.name,
        File.object([
          ("withdrawal", File.quoted(withdrawal.text)), ("buyer", File.quoted(command.buyer.text)),
          ("amount", "\(command.amount.amount)"),
        ])
      )
    case .runBatch(let command) where command.limit > 0:
      let cutOff = command.cutOff.map { [("cutOff", File.quoted($0.rfc3339))] } ?? []
      return (RunWithdrawalBatch.name, File.object(cutOff + [("limit", "\(command.limit)")]))
    case .completeWithdrawal(let command):
      return (CompleteWithdrawal.name, File.object([("withdrawal", File.quoted(command.withdrawal.text))]))
    case .failWithdrawal(let command):
      return (
        FailWithdrawal.name,
        File.object([
          ("withdrawal", File.quoted(command.withdrawal.text)), ("reason", File.quoted(command.reason.text)),
        ])
      )
    case .settlePayee(let command):
      guard let settlement = command.settlement, command.from < command.until else { return nil }
      let payee: (String, String) =
        switch command.payee {
        case .factory(let factory): ("factory", File.quoted(factory.text))
        case .seller(let seller): ("seller", File.quoted(seller.text))
        }
      return (
        SettlePayee.name,
        File.object([
          ("settlement", File.quoted(settlement.text)), payee, ("from", File.quoted(command.from.rfc3339)),
          ("until", File.quoted(command.until.rfc3339)),
        ])
      )
    case .paySettlement(let command):
      return (PaySettlement.name, File.object([("settlement", File.quoted(command.settlement.text))]))
    default: return nil
    }
  }

  func orderVerb(of deed: Deed) -> (String, String)? {
    typealias File = ScenarioFile
    func named(_ order: OrderID, _ more: [(String, String)] = []) -> String {
      File.object([("order", File.quoted(order.text))] + more)
    }
    switch deed {
    case .placeOrder(let command): return (PlaceOrder.name, File.checkout(command))
    case .beginOrderPayment(let command): return (BeginOrderPayment.name, named(command.order))
    case .confirmOrderPayment(let command):
      return (
        ConfirmOrderPayment.name,
        named(
          command.order,
          [("payment", File.quoted(command.payment.text)), ("amount", "\(command.amount.amount)")])
      )
    case .failOrderPayment(let command): return (FailOrderPayment.name, named(command.order))
    case .expireOrders(let command) where command.limit > 0: return (ExpireOrders.name, "{\"limit\":\(command.limit)}")
    case .cancelOrder(let command):
      let reason = command.reason.map { [("reason", File.quoted($0.text))] } ?? []
      return (CancelOrder.name, named(command.order, reason))
    case .bookShipment(let command): return (BookShipment.name, named(command.order))
    case .shipOrder(let command):
      let number = command.trackingNumber.map { [("trackingNumber", File.quoted($0.text))] } ?? []
      return (ShipOrder.name, named(command.order, number))
    case .recordTracking(let command):
      return (
        RecordTracking.name,
        named(
          command.order,
          [
            ("status", File.quoted(command.event.status.rawValue)),
            ("at", File.quoted(command.event.instant.rfc3339)),
          ])
      )
    case .refundOrder(let command):
      let returned = command.returned.map { "{\"line\":\($0.line),\"units\":\($0.units)}" }.joined(separator: ",")
      let refund = command.refund.map { [("refund", File.quoted($0.text))] } ?? []
      return (
        RefundOrder.name,
        named(
          command.order,
          refund + [
            ("amount", "\(command.amount.amount)"), ("reason", File.quoted(command.reason.text)),
            ("returned", "[\(returned)]"),
          ])
      )
    default: return nil
    }
  }

  // MARK: Contents

  static func quoted(_ text: String) -> String { "\"\(text)\"" }

  static func object(_ fields: [(String, String)]) -> String {
    "{\(fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}"
  }

  static func units(_ lines: [VariantUnits]) -> String {
    var sums: [(String, Int)] = []
    for line in lines {
      if let place = sums.firstIndex(where: { $0.0 == line.variant.text }) {
        sums[place].1 += line.units
      } else {
        sums.append((line.variant.text, line.units))
      }
    }
    return object(sums.map { ($0.0, "\($0.1)") })
  }

  static func key(_ key: StockKey) -> [(String, String)] {
    [
      ("owner", quoted(key.owner.text)), ("location", quoted(key.location.text)),
      ("variant", quoted(key.variant.text)),
    ]
  }

  static func order(_ number: PurchaseOrderNumber?, _ shippingCost: Int64) -> [(String, String)] {
    (number.map { [("number", quoted($0.text))] } ?? []) + [("shippingCost", "\(shippingCost)")]
  }

  static func product(_ draft: Product.Draft) -> String {
    let variants = draft.variants.map { variant in
      object([
        ("id", quoted(variant.id)), ("unitsPerBundle", "\(variant.unitsPerBundle)"),
        ("tolerance", variant.tolerance.map { "\($0)" } ?? "null"),
        ("priceAdjustment", "\(variant.priceAdjustment)"), ("clearanceRate", "\(variant.clearanceRate)"),
      ])
    }
    var fields = [
      ("id", quoted(draft.id)), ("factory", quoted(draft.factory)), ("basePrice", "\(draft.basePrice)"),
      ("unitCost", "\(draft.unitCost)"), ("target", "\(draft.target)"),
      ("sessionDuration", quoted("\(draft.sessionDuration.milliseconds / 3_600_000)h")),
    ]
    if let completion = draft.expectedCompletion {
      fields.append(("expectedCompletion", quoted("\(completion.milliseconds / 3_600_000)h")))
    }
    fields += [("policy", policy(draft.policy)), ("variants", "[\(variants.joined(separator: ","))]")]
    return object(fields)
  }

  private static func policy(_ policy: AllocationPolicy) -> String {
    var fields = [("kind", quoted(policy.kind.rawValue))]
    switch policy {
    case .bundleTolerance(let rules):
      fields.append(("committedBundles", "\(rules.committedBundles)"))
      fields.append(("capacityBundles", rules.capacityBundles.map { "\($0)" } ?? "null"))
    case .allocationMultiple(let rules):
      fields += [("multiple", "\(rules.multiple)"), ("catchUp", quoted(rules.catchUp.rawValue))]
    case .progressiveUnlock(let rules): fields.append(("target", "\(rules.target)"))
    case .stockOnly, .open: break
    }
    return object(fields)
  }

  static func session(_ command: CreateSession) -> String {
    let tiers = command.tiers.map { "{\"threshold\":\($0.threshold),\"price\":\($0.price)}" }.joined(separator: ",")
    let conditions = command.conditions
    func minutes(_ time: Timespan) -> String { quoted("\(time.milliseconds / 60_000)m") }
    var fields = command.session.map { [("session", quoted($0.text))] } ?? []
    fields += [
      ("code", quoted(command.code.text)), ("product", quoted(command.product.text)),
      ("target", command.target.map { "\($0)" } ?? "null"), ("tiers", "[\(tiers)]"),
      ("guarantee", command.guarantee.map { "{\"minimumFill\":\($0.minimumFill.value)}" } ?? "null"),
      ("successRule", quoted(command.successRule.rawValue)), ("opensAt", quoted(command.opensAt.rfc3339)),
      ("closesAt", command.closesAt.map { quoted($0.rfc3339) } ?? "null"),
      ("nearExpiryWindow", minutes(conditions.nearExpiryWindow)),
      ("paymentWindow", minutes(conditions.paymentWindow)),
      ("maxUnitsPerBuyer", conditions.maxUnitsPerBuyer.map { "\($0)" } ?? "null"),
      ("maxOpenHoldsPerBuyer", "\(conditions.maxOpenHoldsPerBuyer)"),
      ("waitingList", "\(conditions.hasWaitingList)"), ("autoRenew", "\(conditions.autoRenew)"),
      ("useFreeStock", "\(conditions.useFreeStock)"), ("selling", quoted(command.selling.rawValue)),
    ]
    if !command.openingStock.isEmpty { fields.append(("openingStock", units(command.openingStock))) }
    return object(fields)
  }

  static func join(_ command: JoinSession) -> String {
    var fields = [("session", quoted(command.session.text))]
    if let participant = command.participant { fields.append(("participant", quoted(participant.text))) }
    fields += [
      ("buyer", quoted(command.buyer.text)),
      ("basket", units(command.lines.map { VariantUnits($0.variant, $0.units) })),
    ]
    if case .wait(let acceptPartial) = command.ifLocked {
      fields += [("waitIfLocked", "true"), ("acceptPartial", "\(acceptPartial)")]
    }
    return object(fields)
  }

  static func mark(_ command: MarkPurchaseOrder) -> String {
    var fields = [("number", quoted(command.number.text)), ("mark", quoted(command.mark.name))]
    switch command.mark {
    case .shipped(_, let cost): if let cost { fields.append(("shippingCost", "\(cost)")) }
    case .refused(let reason), .cancelled(let reason): fields.append(("reason", quoted(reason.text)))
    default: break
    }
    return object(fields)
  }

  static func delivery(_ command: ReceiveGoods) -> String {
    var fields = [("number", quoted(command.number.text)), ("receipt", quoted(command.receipt.text))]
    switch command.goods {
    case .bundles(let count): fields.append(("bundles", "\(count)"))
    case .units(let lines): fields.append(("units", units(lines)))
    }
    if !command.damaged.isEmpty { fields.append(("damaged", units(command.damaged))) }
    return object(fields)
  }

  static func reservation(_ command: ReserveStock) -> String {
    let lines = command.lines.map { object(key($0.key) + [("units", "\($0.units)")]) }
    var fields = [("order", quoted(command.order.text)), ("lines", "[\(lines.joined(separator: ","))]")]
    switch command.span {
    case .standard: break
    case .lasting(let time): fields.append(("lasting", quoted("\(time.milliseconds / 60_000)m")))
    case .untilReleased: fields.append(("untilReleased", "true"))
    }
    return object(fields)
  }

  static func checkout(_ command: PlaceOrder) -> String {
    let lines = command.lines.map { line in
      object([
        ("product", quoted(line.product.text)), ("variant", quoted(line.variant.text)), ("units", "\(line.units)"),
        ("unitPrice", "\(line.unitPrice)"), ("seller", quoted(line.seller.text)),
        ("owner", quoted(line.place.owner.text)), ("location", quoted(line.place.location.text)),
      ])
    }
    var fields = [
      ("checkout", quoted(command.checkout.text)), ("buyer", quoted(command.buyer.text)),
      ("lines", "[\(lines.joined(separator: ","))]"),
      (
        "address",
        "{\"recipient\":\"Ani\",\"lines\":[\"Jalan 1\"],\"postalCode\":\"40111\",\"phone\":\"+6281234567890\"}"
      ),
      ("discount", "\(command.discount)"), ("tax", "\(command.tax)"), ("shipping", "\(command.shipping)"),
      ("total", "\(command.total.amount)"), ("fee", "\(command.fee.value)"),
    ]
    if case .lasting(let time) = command.span { fields.append(("lasting", quoted("\(time.milliseconds / 60_000)m"))) }
    return object(fields)
  }
}
