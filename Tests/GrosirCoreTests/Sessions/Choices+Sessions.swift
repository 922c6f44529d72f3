import GrosirCore
import GrosirTesting

/// Sessions and their commands, small enough that everything meets.
extension Choices {
  func instant(_ milliseconds: Int) -> Instant { Instant(millisecondsSince1970: Int64(milliseconds)) ?? .epoch }

  /// A product of up to four variants.
  func sessionProduct() -> Product.Draft {
    let names = ["S", "M", "L", "XL"].prefix(integer(in: 1...4))
    var draft = Product.Draft(
      id: "product", factory: "factory", sku: "sku", name: "Product", currency: "IDR", basePrice: 1_000, unitCost: 1,
      target: integer(in: 2...24),
      variants: names.map { name in
        Variant.Draft(
          id: name, sku: name, name: name, priceAdjustment: chance(1, in: 4) ? integer(in: -5...Int64(5)) * 20 : 0,
          unitsPerBundle: integer(in: 1...4))
      })
    drawRules(of: &draft)
    return draft
  }

  /// Other tolerances, and another policy.
  func drawRules(of draft: inout Product.Draft) {
    for place in draft.variants.indices {
      draft.variants[place].tolerance = chance(1, in: 8) ? nil : integer(in: 0...3)
    }
    draft.policy = sessionPolicy()
  }

  private func sessionPolicy() -> AllocationPolicy {
    let committed = integer(in: 0...2)
    let multiple = integer(in: 1...3)
    do {
      switch weighted([(16, 0), (2, 1), (2, 2), (1, 3), (1, 4)]) {
      case 0:
        let capacity = chance(1, in: 4) ? committed + integer(in: 0...4) : nil
        return .bundleTolerance(try BundleTolerance(committedBundles: committed, capacityBundles: capacity))
      case 1:
        let catchUp = anyCase(of: AllocationMultiple.CatchUp.self)
        return .allocationMultiple(try AllocationMultiple(multiple: multiple, catchUp: catchUp))
      case 2: return .progressiveUnlock(try ProgressiveUnlock(target: integer(in: 8...60)))
      case 3: return .stockOnly
      default: return .open
      }
    } catch {
      preconditionFailure("parameters in range")
    }
  }

  /// A session on that product.
  func sessionCreation(of draft: Product.Draft) -> CreateSession {
    let opensAt = chance(1, in: 4) ? integer(in: 1...5) : 0
    let conditions = SessionConditions(
      nearExpiryWindow: .milliseconds(integer(in: 0...10)), paymentWindow: .milliseconds(integer(in: 1...40)),
      maxUnitsPerBuyer: chance(1, in: 4) ? integer(in: 3...20) : nil,
      maxOpenHoldsPerBuyer: integer(in: 1...5), hasWaitingList: !chance(1, in: 10), autoRenew: chance(1, in: 4),
      useFreeStock: chance(1, in: 8))
    var price: Int64 = 1_000
    var threshold = 0
    let tiers = list(1...3) { choices in
      threshold += choices.integer(in: 1...3_000)
      price -= choices.integer(in: 0...Int64(250))
      return Ladder.Draft.Tier(threshold: threshold, price: price)
    }
    return CreateSession(
      SessionScenario.session, code: SessionCode(literal: "code"), product: ProductID(literal: "product"), tiers: tiers,
      guarantee: boolean() ? PlatformGuarantee(minimumFill: BasisPoints(integer(in: 0...5_000)) ?? .zero) : nil,
      successRule: anyCase(of: SuccessRule.self), opensAt: instant(opensAt),
      closesAt: instant(opensAt + integer(in: 10...80)), conditions: conditions,
      openingStock: chance(1, in: 4) ? stock(of: draft) : [])
  }

  /// What the warehouse has of each variant: enough to begin with, and seldom much more.
  func warehouse(for creation: CreateSession, of draft: Product.Draft) -> [Int] {
    draft.variants.map { variant in
      let units = creation.openingStock.first { $0.variant.text == variant.id }?.units ?? 0
      return units + (chance(1, in: 2) ? integer(in: 0...6) : 0)
    }
  }

  private func stock(of draft: Product.Draft) -> [VariantUnits] {
    let chosen = subset(of: draft.variants)
    return (chosen.isEmpty ? [draft.variants[0]] : chosen).map {
      VariantUnits(VariantID(unchecked: $0.id), integer(in: 1...5))
    }
  }

  /// Lets time pass; sometimes to a moment that matters, or just beside it, and sometimes back.
  func time(after scenario: SessionScenario) -> Instant {
    let now = Int(scenario.now.millisecondsSince1970)
    switch weighted([(24, 0), (8, 1), (2, 2), (1, 3)]) {
    case 0: return scenario.now
    case 1: return instant(now + integer(in: 1...4))
    case 2:
      let plan = scenario.session.plan
      let window = plan.conditions.nearExpiryWindow
      let moments =
        scenario.participants.compactMap { $0.deadline }
        + [plan.closesAt, plan.closesAt.subtracting(window) ?? plan.closesAt, plan.opensAt]
      return instant(Int(element(of: moments).millisecondsSince1970) + integer(in: -1...1))
    default: return instant(now - integer(in: 1...20))
    }
  }

  /// Any command, more often one that means something now.
  func sessionStep(in scenario: SessionScenario) -> SessionStep {
    let isDue = scenario.now >= scenario.session.plan.closesAt && scenario.session.state.isOpen
    let kind = weighted([
      (32, 0), (36, 1), (5, 2), (2, 3), (2, 4), (1, 5), (1, 6), (2, 7), (2, 8), (1, 9), (isDue ? 40 : 1, 10), (1, 11),
    ])
    let session = SessionScenario.session
    switch kind {
    case 0: return .join(sessionJoin(in: scenario))
    case 1: return .pay(sessionPayment(in: scenario))
    case 2: return .leave(LeaveSession(session, participant: somebody(in: scenario)))
    case 3:
      let known = scenario.world.payments.keys.sorted { $0.text < $1.text }
      let payment = known.isEmpty ? PaymentReference(literal: "no payment") : element(of: known)
      return .reverse(ReversePayment(session, payment: payment))
    case 4:
      let refund = scenario.refunds.isEmpty ? RefundID(literal: "no refund") : element(of: scenario.refunds)
      return .refuse(RefuseRefund(session, refund: refund))
    case 5: return .lapse(LapseHolds(session))
    case 6: return .announce(AnnounceNearExpiry(session))
    case 7:
      var draft = scenario.draft
      drawRules(of: &draft)
      if draft.variants.count > 1, chance(1, in: 10) { draft.variants.removeLast() }
      return .putProduct(PutProduct(draft))
    case 8: return .move(MoveToRules(session))
    case 9:
      let twice = chance(1, in: 10)
      let lines = stock(of: scenario.draft)
      return .setAside(SetAsideStock(session, twice ? lines + lines : lines))
    case 10: return .close(CloseSession(session, earlyBecause: chance(1, in: 3) ? Reason("enough") : nil))
    default: return .cancel(CancelSession(session, because: Self.reason))
    }
  }

  private func somebody(in scenario: SessionScenario) -> ParticipantID {
    let everybody = scenario.participants.map { $0.id }
    return everybody.isEmpty ? ParticipantID(literal: "stranger") : element(of: everybody)
  }

  func sessionJoin(in scenario: SessionScenario) -> JoinSession {
    let session = scenario.session
    let variants = session.composition.variants
    let first = integer(in: 0...variants.count - 1)
    let others = variants.indices.filter { $0 != first && chance(1, in: 5) }
    var lines = ([first] + others).map { position in
      JoinSession.Line(
        variants[position], units: chance(1, in: 2) ? 1 : integer(in: 1...4),
        unitPrice: session.plan.unitPrice(at: position).amount)
    }
    if chance(1, in: 40) { lines.append(lines[0]) }
    var total = lines.reduce(Int64(0)) { $0 + Int64($1.units) * $1.unitPrice }
    if chance(1, in: 40) { total += 1 }
    let isDouble = chance(1, in: 40) && !scenario.participants.isEmpty
    let id = isDouble ? scenario.participants[0].id : ParticipantID(unchecked: "p\(session.joinedCount)")
    let waits = weighted([
      (1, JoinSession.IfLocked.refuse), (3, .wait(acceptPartial: true)), (2, .wait(acceptPartial: false)),
    ])
    return JoinSession(
      SessionScenario.session, participant: id, buyer: BuyerID(unchecked: "b\(integer(in: 0...3))"), lines: lines,
      total: Money(total, session.plan.currency), ifLocked: waits)
  }

  private func sessionPayment(in scenario: SessionScenario) -> ConfirmPayment {
    let open = scenario.participants.filter { $0.isAwaitingPayment }
    let id = !open.isEmpty && !chance(1, in: 6) ? element(of: open).id : somebody(in: scenario)
    let known = scenario.world.payments.keys.sorted { $0.text < $1.text }
    let isKnown = !known.isEmpty && chance(1, in: 8)
    let reference = isKnown ? element(of: known) : PaymentReference(unchecked: "pay\(known.count)")
    var amount = scenario.world.participants[id]?.total ?? Money(1, scenario.session.plan.currency)
    switch weighted([(20, 0), (1, 1), (1, 2), (1, 3)]) {
    case 0: break
    case 1: amount = Money(amount.amount + 1, amount.currency)
    case 2: amount = Money(chance(1, in: 2) ? 0 : -amount.amount, amount.currency)
    default: amount = Currency("USD").map { Money(amount.amount, $0) } ?? amount
    }
    return ConfirmPayment(SessionScenario.session, participant: id, payment: reference, amount: amount)
  }
}

extension Choices {
  private static var reason: Reason {
    guard let reason = Reason("no cloth") else { preconditionFailure("a reason of one line") }
    return reason
  }
}
