import GrosirCore
import GrosirTesting

/// One session's orders, kept in an index and, beside it, in plain tallies.
final class AllocationHistory {
  let rules: AllocationRules
  private(set) var index: AllocationIndex
  private(set) var tallies: Tallies
  private(set) var orders: [Order] = []

  struct Order {
    let basket: Basket
    var isPaid = false
  }

  /// What may happen next.
  enum Step {
    /// A basket is asked for, and taken only if it is accepted.
    case join
    /// A basket is taken although nobody asked whether it is acceptable.
    case force
    /// An order's units are paid for, all of them.
    case pay
    /// An unpaid order lapses.
    case lapse
    /// The buyer of a paid order leaves.
    case depart
    /// Another number of units of a variant is set aside.
    case setAside
  }

  init(_ tallies: Tallies, under rules: AllocationRules) {
    self.rules = rules
    self.tallies = tallies
    index = AllocationIndex(of: tallies, under: rules)
  }

  var snapshot: AllocationSnapshot { AllocationSnapshot(of: tallies, under: rules) }
  var oracle: AllocationOracle { AllocationOracle(rules, tallies) }

  /// Makes one step; what is not possible at the moment is left out.
  func perform(_ step: Step, _ choices: Choices, _ scale: AllocationScale) throws {
    switch step {
    case .join:
      let basket = try drawBasket(choices, scale)
      let decision = index.decision(on: basket)
      choices.note("join with \(basket.text)\(decision.isAccepted ? "" : ", refused")")
      choices.count(decision.isAccepted ? "joined" : "refused")
      if decision.isAccepted { try take(basket) }
    case .force:
      let basket = try drawBasket(choices, scale)
      choices.note("force \(basket.text)")
      try take(basket)
    case .pay: try settle(choices, wasPaid: false, isPaid: true, "paid") { .paid($0) }
    case .lapse: try settle(choices, wasPaid: false, isPaid: nil, "lapsed") { .lapsed($0) }
    case .depart: try settle(choices, wasPaid: true, isPaid: nil, "departed") { .departed($0) }
    case .setAside:
      let position = choices.integer(in: 0...(tallies.count - 1))
      let units = choices.setAside(scale: scale)
      choices.note("set \(units) of \(position) aside")
      try apply(.setAside(units), position)
    }
  }

  private func take(_ basket: Basket) throws(AllocationError) {
    // An order that the counts have no room for is refused before it comes to an allocation.
    guard basket.lines.allSatisfy({ tallies[$0.position].ordered + $0.units <= Quantity.maximum }) else { return }
    for line in basket.lines { try apply(.held(line.units), line.position) }
    orders.append(Order(basket: basket))
  }

  /// Applies a change to every line of one of the orders that are paid or not; it stays if it is paid afterwards.
  private func settle(
    _ choices: Choices, wasPaid: Bool, isPaid: Bool?, _ label: String, _ change: (Int) -> TallyChange
  ) throws(AllocationError) {
    let candidates = orders.indices.filter { orders[$0].isPaid == wasPaid }
    guard !candidates.isEmpty else { return }
    let order = choices.element(of: candidates)
    choices.note("\(label) \(orders[order].basket.text)")
    choices.count(label)
    for line in orders[order].basket.lines { try apply(change(line.units), line.position) }
    if isPaid != nil { orders[order].isPaid = true } else { orders.remove(at: order) }
  }

  private func apply(_ change: TallyChange, _ position: Int) throws(AllocationError) {
    try index.apply(change, at: position)
    try tallies.apply(change, at: position)
  }

  // MARK: Baskets worth asking for

  private func drawBasket(_ choices: Choices, _ scale: AllocationScale) throws(AllocationError) -> Basket {
    let position = choices.integer(in: 0...(tallies.count - 1))
    switch choices.weighted([(5, 0), (2, 1), (1, 2)]) {
    case 0: return Basket(drawUnits(near: position, choices, scale), at: position)
    case 1: return choices.basket(of: rules.composition, scale: scale)
    default: return try drawOpening(of: position, choices)
    }
  }

  /// Up to two units more than are available.
  private func drawUnits(near position: Int, _ choices: Choices, _ scale: AllocationScale) -> Int {
    let room = min(index.available(at: position) ?? .max, scale.largestUnits - 2)
    return choices.integer(in: 1...(room + 2))
  }

  /// What the unlock hint of a variant asks for, with some units more of the variant than are available.
  private func drawOpening(of position: Int, _ choices: Choices) throws(AllocationError) -> Basket {
    var units = [Int](repeating: 0, count: tallies.count)
    for entry in index.unlockHint(at: position) {
      if let other = rules.composition.position(of: entry.variant) { units[other] = entry.units }
    }
    units[position] = (index.available(at: position) ?? 0) + choices.integer(in: 1...2)
    if choices.chance(1, in: 4) { units[choices.integer(in: 0...(units.count - 1))] += choices.integer(in: -1...2) }
    let request = units.indices.filter { 1...Quantity.maximum ~= units[$0] }
    guard !request.isEmpty else { return Basket(1, at: position) }
    return try Basket(request.map { (rules.composition.variants[$0], units[$0]) }, of: rules.composition)
  }
}
