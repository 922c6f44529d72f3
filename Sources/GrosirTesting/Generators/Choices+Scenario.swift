/// Scenarios: a small shop, and commands of every kind given to it (SPEC §5, §15).
extension Choices {
  /// A scenario of one product and one or two sessions, with a number of steps in the range; shrinks toward one
  /// session, fewer and simpler steps.
  ///
  /// Everything is small, so that what is rare in life is common here: variants lock after a few units, buyers hit
  /// their limits, names and payment references meet again. Every verb about sessions and goods occurs, each in ways
  /// that are refused, paid late, twice, wrongly, or for somebody who left. The warehouse has enough, too little or
  /// nothing; what a session sold is sometimes fulfilled when it is over, from stock or by bundles that come whole, in
  /// part or damaged. The clock mostly goes on by minutes, sometimes past a hold or a session's end, sometimes back.
  ///
  /// The document is always valid: what is wrong with it is for the engine to say.
  public func scenario(_ count: ClosedRange<Int> = 0...40) -> RandomScenario {
    var draft = ScenarioDraft(self)
    return draft.scenario(count)
  }
}

/// A scenario while it is drawn.
private struct ScenarioDraft {
  private let choices: Choices
  /// How far the clock is, in seconds since the start.
  private var second = 0
  private var variants: [String] = []
  private var sessions: [String] = []

  private static let day = 86_400

  init(_ choices: Choices) {
    self.choices = choices
  }

  mutating func scenario(_ count: ClosedRange<Int>) -> RandomScenario {
    variants = Array(["A", "B", "C"].prefix(choices.integer(in: 1...3)))
    let product = self.product()
    let stock = self.stock()
    let sessionCount = choices.chance(1, in: 3) ? 2 : 1
    sessions = Array(["s", "t"].prefix(sessionCount))
    let opened = sessions.map { name in
      RandomScenario.Step(second: 0, command: nil, verb: "createSession", content: session(name))
    }
    var steps: [RandomScenario.Step] = []
    choices.steps(count) { _ in steps.append(step(after: steps)) }
    if choices.chance(2, in: 3) {
      // By then all sessions are over.
      second = max(second, 0) + 3 * ScenarioDraft.day
      choices.steps(0...8) { _ in
        second += choices.element(of: [60, 7_200, -600, 32 * ScenarioDraft.day])
        let verb = laterVerb()
        steps.append(
          RandomScenario.Step(second: second, command: nil, verb: verb.rawValue, content: content(of: verb)))
      }
    }
    return RandomScenario(products: [product], stock: stock, sessions: opened, steps: steps)
  }

  // MARK: The shop

  private func stock() -> [RandomScenario.Step] {
    var given: [(verb: Verb, content: String)] = []
    if !choices.chance(1, in: 12) { given.append((.putFactory, object([("id", text("factory"))]))) }
    for variant in variants {
      // Enough, too little, or nothing.
      let units = choices.element(of: [0, 2, 12])
      if units > 0 { given.append((.adjustStock, adjustment(of: variant, by: units, "receipt"))) }
    }
    return given.map { RandomScenario.Step(second: 0, command: nil, verb: $0.verb.rawValue, content: $0.content) }
  }

  private func product() -> String {
    let lines = variants.map { name in
      object([
        ("id", text(name)), ("unitsPerBundle", "\(choices.integer(in: 1...4))"),
        ("tolerance", choices.chance(1, in: 5) ? "null" : "\(choices.integer(in: 0...4))"),
        ("priceAdjustment", choices.element(of: ["0", "7", "-9"])),
      ])
    }
    let policy = choices.weighted([
      (6, "{\"kind\":\"bundleTolerance\"}"), (2, "{\"kind\":\"bundleTolerance\",\"capacityBundles\":2}"),
      (1, "{\"kind\":\"allocationMultiple\",\"catchUp\":\"slowest\"}"), (1, "{\"kind\":\"stockOnly\"}"),
      (1, "{\"kind\":\"progressiveUnlock\",\"target\":6}"), (2, "{\"kind\":\"open\"}"),
    ])
    return object([
      ("id", text("p")), ("basePrice", "100"), ("unitCost", choices.element(of: ["40", "0", "41"])),
      ("target", "\(choices.integer(in: 2...12))"),
      ("sessionDuration", text("2d")), ("policy", policy), ("variants", "[\(lines.joined(separator: ","))]"),
    ])
  }

  private func session(_ name: String) -> String {
    let tiers = choices.element(of: [
      "[{\"threshold\":2500,\"price\":90}]",
      "[{\"threshold\":2500,\"price\":90},{\"threshold\":8000,\"price\":60}]",
      "[{\"threshold\":9000,\"price\":75}]",
    ])
    var fields = [("session", text(name)), ("tiers", tiers)]
    func perhaps(_ chance: Int, _ field: String, _ value: String) {
      if choices.chance(chance, in: 8) { fields.append((field, value)) }
    }
    perhaps(3, "paymentWindow", text("1h"))
    perhaps(2, "guarantee", "null")
    perhaps(1, "successRule", text("fullTarget"))
    perhaps(1, "maxUnitsPerBuyer", "4")
    perhaps(2, "maxOpenHoldsPerBuyer", "1")
    perhaps(1, "waitingList", "false")
    perhaps(1, "autoRenew", "true")
    perhaps(1, "closesAt", text("+30h"))
    perhaps(1, "useFreeStock", "true")
    perhaps(2, "selling", text("warehouse"))
    perhaps(1, "openingStock", "{\"A\":2}")
    return object(fields)
  }

  // MARK: Steps

  private enum Verb: String {
    case joinSession, confirmPayment, leaveSession, reversePayment, refuseRefund, setAsideStock, putProduct
    case moveToRules, lapseHolds, announceNearExpiry, createSession, closeSession, cancelSession
    case adjustStock, putFactory, fulfilSession, placeAnotherOrder, markPurchaseOrder, receiveGoods, orderForStock
    case reportOverdue
  }

  private mutating func step(after earlier: [RandomScenario.Step]) -> RandomScenario.Step {
    let verb = choices.weighted([
      (28, Verb.joinSession), (16, .confirmPayment), (8, .leaveSession), (6, .reversePayment), (6, .refuseRefund),
      (4, .setAsideStock), (4, .putProduct), (4, .moveToRules), (2, .lapseHolds), (2, .announceNearExpiry),
      (2, .createSession), (1, .closeSession), (1, .cancelSession), (2, .adjustStock), (1, .fulfilSession),
    ])
    let gap = choices.weighted([
      (48, 60), (8, 1_800), (8, 5_400), (2, 6 * 3_600), (1, ScenarioDraft.day + 60), (4, -3_000),
      (1, -ScenarioDraft.day),
    ])
    second += gap
    let content = self.content(of: verb)
    let command = choices.chance(1, in: 12) ? choices.element(of: ["c", "d"]) : nil
    // Of those that share an identity half are the same command once more, as where an answer was lost.
    if let command, choices.boolean(), let first = earlier.first(where: { $0.command == command }) {
      return RandomScenario.Step(second: second, command: command, verb: first.verb, content: first.content)
    }
    return RandomScenario.Step(second: second, command: command, verb: verb.rawValue, content: content)
  }

  /// What is done when sessions are over.
  private func laterVerb() -> Verb {
    choices.weighted([
      (14, .fulfilSession), (12, .receiveGoods), (5, .markPurchaseOrder), (3, .placeAnotherOrder), (2, .orderForStock),
      (1, .reportOverdue), (1, .adjustStock), (1, .putFactory), (2, .cancelSession), (1, .reversePayment),
    ])
  }

  private func content(of verb: Verb) -> String {
    switch verb {
    case .joinSession: join()
    case .confirmPayment: payment()
    case .leaveSession: object([named(), participant()])
    case .reversePayment, .refuseRefund: object([named(), choices.chance(1, in: 4) ? reference() : participant()])
    case .setAsideStock: object([named(), ("lines", units(of: someVariants()))])
    case .putProduct: product()
    case .moveToRules, .lapseHolds, .announceNearExpiry: object([named()])
    case .createSession: session(choices.element(of: ["u", "s"]))
    case .closeSession: object(choices.boolean() ? [named(), ("earlyBecause", text("enough"))] : [named()])
    case .cancelSession: object([named(), ("reason", text("burnt down"))])
    case .adjustStock:
      adjustment(
        of: choices.element(of: variants), by: choices.element(of: [1, 6, -1, -6]),
        choices.element(of: ["correction", "write_off"]))
    case .putFactory: object([("id", text("factory")), ("fee", choices.element(of: ["500", "0", "333"]))])
    case .fulfilSession, .placeAnotherOrder: order()
    case .markPurchaseOrder: mark()
    case .receiveGoods: delivery()
    case .orderForStock: object([("bundles", "\(choices.integer(in: 1...3))"), number()])
    case .reportOverdue: object([named()])
    }
  }

  private func adjustment(of variant: String, by units: Int, _ reason: String) -> String {
    object([("variant", text(variant)), ("units", "\(units)"), ("reason", text(reason))])
  }

  // MARK: Goods

  /// A purchase order's number; few, so that they meet again.
  private func number() -> (String, String) { ("number", text(choices.element(of: ["k", "k", "k", "l"]))) }

  private func order() -> String {
    var fields = [named()]
    if !choices.chance(1, in: 8) { fields.append(number()) }
    if choices.boolean() { fields.append(("shippingCost", "30")) }
    return object(fields)
  }

  private func mark() -> String {
    let mark = choices.element(of: [
      "acknowledged", "productionStarted", "productionCompleted", "shipped", "refused", "cancelled", "sent",
    ])
    var fields = [number(), ("mark", text(mark))]
    if mark == "refused" || mark == "cancelled" { fields.append(("reason", text("no cloth"))) }
    if mark == "shipped", choices.boolean() { fields.append(("shippingCost", "50")) }
    return object(fields)
  }

  private func delivery() -> String {
    var fields = [number(), ("receipt", text(choices.element(of: ["x", "y", "z"])))]
    if choices.boolean() {
      fields.append(("units", units(of: someVariants())))
    } else {
      fields.append(("bundles", "\(choices.integer(in: 1...4))"))
    }
    if choices.chance(1, in: 3) { fields.append(("damaged", units(of: [choices.element(of: variants)]))) }
    return object(fields)
  }

  private func join() -> String {
    let basket = someVariants()
    var fields = [named(), participant(), ("basket", units(of: basket))]
    if choices.boolean() { fields.append(("paid", "true")) }
    if choices.boolean() {
      fields.append(("waitIfLocked", "true"))
      if choices.boolean() { fields.append(("acceptPartial", "true")) }
    }
    if choices.chance(1, in: 4) { fields.append(("buyer", text("ani"))) }
    if choices.chance(1, in: 16) {
      let prices = object(basket.map { ($0, "100") })
      fields.append(("quote", object([("unitPrices", prices), ("total", "100")])))
    }
    return object(fields)
  }

  private func payment() -> String {
    var fields = [named(), participant()]
    if choices.chance(1, in: 3) { fields.append(reference()) }
    if choices.chance(1, in: 8) { fields.append(("amount", choices.element(of: ["0", "99", "100"]))) }
    if choices.chance(1, in: 16) { fields.append(("currency", text("USD"))) }
    return object(fields)
  }

  /// The session a step is about: one of those there are, or seldom one that may not be there.
  private func named() -> (String, String) {
    ("session", text(choices.chance(1, in: 24) ? "u" : choices.element(of: sessions)))
  }

  private func participant() -> (String, String) { ("participant", text("p\(choices.integer(in: 1...5))")) }

  /// A payment's reference: as often one of its own as the one that a participant's first payment has.
  private func reference() -> (String, String) {
    ("payment", text(choices.element(of: ["x", "y", "p1", "p2"])))
  }

  /// At least one of the product's variants, in its order.
  private func someVariants() -> [String] {
    let chosen = choices.subset(of: Array(variants.dropFirst())) + [choices.element(of: variants)]
    return variants.filter { chosen.contains($0) }
  }

  private func units(of names: [String]) -> String { object(names.map { ($0, "\(choices.integer(in: 1...5))") }) }

  // MARK: The document

  private func text(_ value: String) -> String { "\"\(value)\"" }

  private func object(_ fields: [(String, String)]) -> String {
    "{\(fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}"
  }
}
