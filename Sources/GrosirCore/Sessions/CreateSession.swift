/// Somebody opens a session on a product, as the product is now (SPEC §5).
public struct CreateSession: Command, Hashable {
  /// The identity the session is to have, or nil for a new one.
  public var session: SessionID?
  /// The code by which buyers find it.
  public var code: SessionCode
  /// What is sold.
  public var product: ProductID
  /// The units to be sold, 2…10⁹; nil for the product's.
  public var target: Int?
  /// The prices from thresholds of the target on; the base price is the product's.
  public var tiers: [Ladder.Draft.Tier]
  /// The platform's promise to top the session up, if it makes one.
  public var guarantee: PlatformGuarantee?
  /// When it counts as a success.
  public var successRule: SuccessRule
  /// From when on buyers may join.
  public var opensAt: Instant
  /// The first instant at which they may not any more; nil for as long as the product's sessions last.
  public var closesAt: Instant?
  /// What its buyers can count on.
  public var conditions: SessionConditions
  /// Who sells what its own bundles bring.
  public var selling: Selling
  /// Whose stock it sells first, and where what its buyers get is gathered.
  public var warehouse: StockPlace
  /// Units of that stock to set aside for it; all that is free where the conditions say so.
  public var openingStock: [VariantUnits]

  /// The session that was created.
  public struct Receipt: Recordable, Hashable {
    /// Its identity.
    public let session: SessionID
    /// When it closes.
    public let closesAt: Instant
    /// The version of the product it is pinned to.
    public let version: Int
  }

  /// Creates the command.
  public init(
    _ session: SessionID? = nil, code: SessionCode, product: ProductID, target: Int? = nil,
    tiers: [Ladder.Draft.Tier], guarantee: PlatformGuarantee? = .standard, successRule: SuccessRule = .lowestTier,
    opensAt: Instant, closesAt: Instant? = nil, conditions: SessionConditions = SessionConditions(),
    selling: Selling = .consignment, warehouse: StockPlace = .platform, openingStock: [VariantUnits] = []
  ) {
    self.session = session
    self.code = code
    self.product = product
    self.target = target
    self.tiers = tiers
    self.guarantee = guarantee
    self.successRule = successRule
    self.opensAt = opensAt
    self.closesAt = closesAt
    self.conditions = conditions
    self.selling = selling
    self.warehouse = warehouse
    self.openingStock = openingStock
  }

  /// The command's name on the wire.
  public static var name: String { "createSession" }

  /// The product, and whether session and code are taken.
  public func reads(in context: Context) -> [Read] {
    [.product(product), .sessionWithCode(code)] + (session.map { [.session($0)] } ?? [])
  }

  /// Creates the session, and sets stock aside for it.
  ///
  /// - Throws: in this order ``SessionError/unknownProduct(_:)``, ``SessionError/duplicateSession(_:)``,
  ///   ``SessionError/duplicateCode(_:)``, ``SessionError/invalid(_:)`` with every violation,
  ///   ``SessionError/insufficientStock(_:)`` with every short line.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    guard let found = workingSet.product(product) else { throw .refused(.unknownProduct(product)) }
    if let session, workingSet.session(session) != nil { throw .refused(.duplicateSession(session)) }
    if workingSet.session(withCode: code) != nil { throw .refused(.duplicateCode(code)) }
    let rules = found.allocationRules
    var violations = timingViolations(now: context.now, found) + conditions.violations
    let asked = openingLines(in: rules.composition, &violations)
    let terms = terms(for: found, &violations)
    guard violations.isEmpty, let terms, let closesAt = closesAt(of: found) else {
      throw .refused(.invalid(violations))
    }
    let plan = SessionPlan(
      session: session ?? changes.makeIdentifier(), code: code, product: product, terms: terms,
      priceAdjustments: found.variants.map { $0.priceAdjustment.amount }, opensAt: opensAt, closesAt: closesAt,
      conditions: conditions, selling: selling, warehouse: warehouse)
    var rows = SessionRows(created: plan, rules: rules, version: found.version, at: context.now)
    changes.record(.created(plan, rules: rules, version: found.version), at: context.now, on: &rows)
    let stock = try setAside(asked, of: found, for: plan.session, from: workingSet, in: context, &changes)
    if !stock.isEmpty { changes.record(.stockSetAside(stock), at: context.now, on: &rows) }
    changes.save(rows)
    return Receipt(session: plan.session, closesAt: closesAt, version: found.version)
  }
}

// MARK: Opening stock

extension CreateSession {
  private func openingLines(in composition: Composition, _ violations: inout [Violation]) -> [VariantUnits] {
    guard !openingStock.isEmpty else { return [] }
    return openingStock.toppedUp(Tallies(count: composition.count), in: composition, at: "openingStock", &violations)
  }

  /// Holds what was asked for in the warehouse, or all that is free there.
  ///
  /// - Returns: what is set aside now.
  private func setAside(
    _ asked: [VariantUnits], of product: Product, for session: SessionID, from workingSet: WorkingSet,
    in context: Context, _ changes: inout Changes
  ) throws(Interruption<SessionError>) -> [VariantUnits] {
    guard conditions.useFreeStock || !asked.isEmpty else { return [] }
    var turn = StockTurn(from: workingSet, at: context.now)
    do throws(Interruption<StockError>) {
      var lines = asked
      if conditions.useFreeStock {
        let keys = product.variants.map { warehouse.key(of: $0.id) }
        try turn.free(keys, into: &changes)
        lines = keys.compactMap { key in
          let units = max(turn.count(of: key).available, asked.units(of: key.variant))
          return units > 0 ? VariantUnits(key.variant, units) : nil
        }
      }
      try turn.hold(warehouse.lines(lines), for: session, into: &changes)
      turn.end(into: &changes)
      return lines
    } catch {
      throw error.map { SessionError(ofStock: $0) }
    }
  }
}

// MARK: The checks

extension CreateSession {
  private func closesAt(of product: Product) -> Instant? { closesAt ?? opensAt.adding(product.sessionDuration) }

  private func timingViolations(now: Instant, _ product: Product) -> [Violation] {
    let path = FieldPath("closesAt")
    guard let closesAt = closesAt(of: product) else {
      return [Violation(path, .outOfRange, "a session closes before the year 10000")]
    }
    var found: [Violation] = []
    if closesAt <= opensAt {
      found.append(
        Violation(path, .inconsistent, "a session closes after it opens, and it opens at \(opensAt.rfc3339)"))
    }
    if closesAt <= now {
      found.append(Violation(path, .outOfRange, "a session closes after now, which is \(now.rfc3339)"))
    }
    return found
  }

  private func terms(for product: Product, _ violations: inout [Violation]) -> SessionTerms? {
    let target = target ?? product.target
    do throws(PricingError) {
      let ladder = try Ladder(
        Ladder.Draft(basePrice: product.basePrice.amount, currency: product.currency, tiers: tiers),
        adjustments: product.variants.map { $0.priceAdjustment.amount })
      return try SessionTerms(target: target, ladder: ladder, guarantee: guarantee, successRule: successRule)
    } catch {
      // A wrong target is told beside a wrong ladder.
      switch error {
      case .invalid(let found):
        let wrongTarget = SessionTerms.violation(ofTarget: target).map { [$0] } ?? []
        violations += found.filter { !wrongTarget.contains($0) } + wrongTarget
      }
      return nil
    }
  }
}

// MARK: On record

extension CreateSession {
  /// What is asked for.
  public var record: Record {
    var fields: [Record.Field] = []
    if let session { fields.append(.init("session", session.record)) }
    fields += [
      .init("code", code.record), .init("product", product.record), .init("target", target.record),
      .init("tiers", .list(tiers.map { ["threshold": $0.threshold.record, "price": $0.price.record] })),
      .init("guarantee", guarantee.map { ["minimumFill": $0.minimumFill.value.record] } ?? .null),
      .init("successRule", .text(successRule.rawValue)), .init("opensAt", opensAt.record),
      .init("closesAt", closesAt.record), .init("conditions", conditions.record),
      .init("selling", selling.record), .init("warehouse", warehouse.record),
      .init("openingStock", openingStock.record),
    ]
    return .fields(fields)
  }
}

extension CreateSession.Receipt {
  /// Everything.
  public var record: Record {
    ["session": session.record, "closesAt": closesAt.record, "version": version.record]
  }

  /// From everything.
  public init?(record: Record) {
    guard let session: SessionID = record.field("session"), let closesAt: Instant = record.field("closesAt"),
      let version: Int = record.field("version")
    else { return nil }
    self.init(session: session, closesAt: closesAt, version: version)
  }
}
