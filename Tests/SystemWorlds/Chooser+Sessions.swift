import GrosirCore
import GrosirTesting

extension Chooser {
  /// One of the sessions that match, the latest more often.
  func someSession(_ isWanted: (SessionBook) -> Bool) -> SessionBook? {
    let found = book.sessionOrder.suffix(6).filter(isWanted)
    return found.isEmpty ? nil : choices.element(of: found)
  }

  // MARK: Buyers

  func join() -> Deed? {
    let anywhere = choices.chance(1, in: 12)
    guard let session = someSession({ anywhere || $0.isJoinable(at: self.now) }) else { return createSession() }
    var lines: [JoinSession.Line] = []
    var total: Int64 = 0
    let count = choices.chance(1, in: 4) ? 2 : 1
    let first = choices.integer(in: 0...(session.variants.count - 1))
    for offset in 0..<min(count, session.variants.count) {
      let place = (first + offset) % session.variants.count
      let price = session.basePrice + session.plan.priceAdjustments[place]
      let units = choices.integer(in: 1...3)
      lines.append(JoinSession.Line(session.variants[place], units: units, unitPrice: price))
      total += price * Int64(units)
    }
    if choices.chance(1, in: 50) { total += 1 }
    let ifLocked: JoinSession.IfLocked =
      choices.chance(1, in: 3) ? .refuse : .wait(acceptPartial: choices.boolean())
    return .join(
      JoinSession(
        session.id, participant: id("p"), buyer: buyer(), lines: lines, total: Money(total, session.currency),
        ifLocked: ifLocked))
  }

  /// A buyer pays a bill, right or wrong; the gateway will say so.
  func pay() -> Deed? {
    if choices.chance(1, in: 3), let deed = payOrder() { return deed }
    let isLate = choices.chance(1, in: 10)
    guard let session = someSession({ $0.members.contains { isLate || $0.isAwaiting } }) else { return nil }
    let member = choices.element(of: session.members.filter { isLate || $0.isAwaiting })
    var amount = member.total
    var disturbance: Disturbance?
    if choices.chance(1, in: 25) {
      amount += choices.element(of: [-1, 1, 5_000])
      disturbance = .awkwardMoney
    }
    if !member.isAwaiting { disturbance = .awkwardMoney }
    write(
      .confirmPayment(
        ConfirmPayment(
          session.id, participant: member.id, payment: id("y"), amount: Money(amount, session.currency))), disturbance
    )
    return deliver()
  }

  func leave() -> Deed? {
    if choices.chance(1, in: 3), let payment = somePayment() {
      write(.reversePayment(ReversePayment(payment.session, payment: payment.reference)), .awkwardMoney)
      return deliver()
    }
    guard let session = someSession({ _ in true }), !session.members.isEmpty else { return nil }
    let member = choices.element(of: session.members)
    return .leave(LeaveSession(session.id, participant: member.id))
  }

  /// Money that arrived for a session.
  private func somePayment() -> (session: SessionID, reference: PaymentReference)? {
    guard let session = someSession({ $0.members.contains { $0.payment != nil } }) else { return nil }
    let paid = session.members.filter { $0.payment != nil }
    return choices.element(of: paid).payment.map { (session.id, $0) }
  }

  // MARK: Sessions

  func aboutSession() -> Deed? {
    let open = book.sessionOrder.count { $0.state == .forming || $0.state == .active }
    if open < 3, choices.chance(1, in: 2) { return createSession() }
    switch choices.integer(in: 0...19) {
    case 0, 1: return createSession()
    case 2, 3, 4:
      let isDue = choices.chance(3, in: 4)
      return someSession { $0.plan.closesAt > self.now && (!isDue || $0.isNearExpiry(at: self.now)) }.map {
        .announce(AnnounceNearExpiry($0.id))
      }
    case 5: return someSession { _ in true }.map { .lapseHolds(LapseHolds($0.id)) }
    case 6, 7: return revise()
    case 8, 9:
      let isNewer = choices.chance(3, in: 4)
      return someSession { session in
        !isNewer
          || (session.version < (self.book.products[session.plan.product]?.version ?? 0)
            && session.isJoinable(at: self.now))
      }.map { .moveToRules(MoveToRules($0.id)) }
    case 10, 11: return setAside()
    case 12, 13:
      let isEarly = choices.chance(1, in: 3)
      let isSaid = isEarly && choices.boolean()
      return someSession { isEarly || $0.plan.closesAt <= self.now }.map {
        .closeSession(CloseSession($0.id, earlyBecause: isSaid ? reason() : nil))
      }
    case 14:
      let state = choices.element(of: [SessionState.forming, .active, .moqReached, .pendingStock, .pendingStock])
      return someSession { $0.state == state }.map { .cancelSession(CancelSession($0.id, because: reason())) }
    case 15, 16, 17:
      return someSession { $0.state == .moqReached }.map { .fulfil(FulfilSession($0.id, number: id("k"))) }
    case 18:
      return someShortSession().map {
        .placeAnother(PlaceAnotherOrder($0.id, number: id("k"), shippingCost: 700))
      }
    default: return someSession { $0.state == .pendingStock }.map { .reportOverdue(ReportOverdue($0.id)) }
    }
  }

  /// A session that waits for goods, mostly one that lacks what nobody has ordered.
  func someShortSession() -> SessionBook? {
    let isShort = choices.chance(4, in: 5)
    return someSession { session in
      guard session.state == .pendingStock, let fulfilment = session.fulfilment else { return false }
      return !isShort || self.book.lack(of: fulfilment, session).contains { $0 > 0 }
    }
  }

  private func setAside() -> Deed? {
    guard let session = someSession({ $0.isJoinable(at: self.now) }) else { return nil }
    let variant = choices.element(of: session.variants)
    return .setAside(SetAsideStock(session.id, [VariantUnits(variant, choices.integer(in: 1...3))]))
  }

  func createSession() -> Deed {
    let product = choices.element(of: products)
    let base = product.basePrice
    let tiers =
      choices.boolean()
      ? [Ladder.Draft.Tier(threshold: 2_500, price: base * 3 / 4)]
      : [
        Ladder.Draft.Tier(threshold: 3_000, price: base - 3_000), Ladder.Draft.Tier(threshold: 9_000, price: base / 2),
      ]
    var conditions = SessionConditions(
      nearExpiryWindow: .minutes(choices.element(of: [10, 600])),
      paymentWindow: .minutes(choices.element(of: [45, 600, 1_440])))
    conditions.maxUnitsPerBuyer = choices.chance(1, in: 5) ? 6 : nil
    conditions.maxOpenHoldsPerBuyer = choices.chance(1, in: 4) ? 1 : 3
    conditions.hasWaitingList = !choices.chance(1, in: 10)
    conditions.autoRenew = choices.chance(1, in: 8)
    conditions.useFreeStock = choices.chance(1, in: 6)
    let opensAt = now.adding(.minutes(choices.element(of: [0, 0, 0, 90]))) ?? now
    let hours: Int32 = choices.element(of: [5, 14, 30, 60])
    let name: SessionID = id("s")
    let stock =
      choices.chance(1, in: 5) ? [VariantUnits(VariantID(unchecked: product.variants[0].id), 2)] : []
    return .createSession(
      CreateSession(
        name, code: SessionCode(unchecked: name.text), product: ProductID(unchecked: product.id),
        target: choices.integer(in: 2...10), tiers: tiers,
        guarantee: choices.chance(1, in: 3) ? nil : PlatformGuarantee(minimumFill: BasisPoints(unchecked: 3_000)),
        successRule: choices.chance(1, in: 6) ? .fullTarget : .lowestTier, opensAt: opensAt,
        closesAt: opensAt.adding(.hours(hours)), conditions: conditions,
        selling: choices.chance(1, in: 3) ? .warehouse : .consignment, openingStock: stock))
  }

  // MARK: Catalogue

  /// A newer version of a product, or a factory as it is now.
  private func revise() -> Deed {
    if choices.chance(1, in: 6) { return .putFactory(PutFactory(factory())) }
    if choices.chance(1, in: 8) { return .putLocation(PutLocation(Chooser.location)) }
    let place = choices.integer(in: 0...(products.count - 1))
    for variant in products[place].variants.indices {
      products[place].variants[variant].tolerance = tolerance()
    }
    products[place].unitCost = choices.element(of: [4_000, 5_000, 4_001])
    return .putProduct(PutProduct(products[place]))
  }

  private func tolerance() -> Int? { choices.chance(1, in: 6) ? nil : choices.integer(in: 0...4) }

  func factory() -> Factory.Draft {
    Factory.Draft(
      id: "f", name: "Bandung", phone: "+6281234567890",
      bank: BankDetails.Draft(code: "BCA", account: "1234567890", holder: "Siti"), postalCode: "40111",
      fee: choices.element(of: [500, 333, 0]))
  }

  static let location = Location.Draft(id: "warehouse", name: "Gudang", address: "Jalan 1", postalCode: "40112")

  /// A product of two to four variants.
  func product(_ name: String) -> Product.Draft {
    let count = choices.integer(in: 2...4)
    let variants = (0..<count).map { place in
      Variant.Draft(
        id: "\(name)\(place)", sku: "V\(place)", name: "v\(place)",
        priceAdjustment: choices.element(of: [0, 700, -900]), unitsPerBundle: choices.integer(in: 1...3),
        tolerance: tolerance(), clearanceRate: 4_000)
    }
    return Product.Draft(
      id: name, factory: "f", sku: "P", name: "product", currency: "IDR", basePrice: 20_000, unitCost: 5_000,
      target: 6, sessionDuration: .hours(24), expectedCompletion: choices.boolean() ? .hours(50) : nil,
      variants: variants, policy: policy())
  }

  private func policy() -> AllocationPolicy {
    do throws(AllocationError) {
      switch choices.integer(in: 0...11) {
      case 0...4: return .standard
      case 5: return .bundleTolerance(try BundleTolerance(committedBundles: 0))
      case 6: return .bundleTolerance(try BundleTolerance(committedBundles: 1, capacityBundles: 3))
      case 7: return .bundleTolerance(try BundleTolerance(committedBundles: 2, capacityBundles: nil))
      case 8: return .allocationMultiple(try AllocationMultiple(multiple: 2, catchUp: .slowest))
      case 9: return .progressiveUnlock(try ProgressiveUnlock(target: 6))
      case 10: return .open
      default: return .stockOnly
      }
    } catch {
      preconditionFailure("a policy that is none")
    }
  }
}
