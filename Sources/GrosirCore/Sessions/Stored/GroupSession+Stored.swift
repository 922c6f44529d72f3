/// How a session is kept: what it was created with, what changes while it lives, and a part for each variant.
///
/// An order changes the second, and of the third the variants that it is about. So a store that has tables need write
/// no more than that, however many variants there are, and read no more if it remembers the session as it was.
extension GroupSession: Stored {
  /// All three parts in one, the variants' last.
  package var stored: Record {
    .fields(
      plan.storedFields + progressFields + [.init("variants", .list(composition.variants.indices.map(storedVariant)))])
  }

  /// What it was created with; it never changes.
  package var storedPlan: Record { .fields(plan.storedFields) }

  /// Where it stands; anything that happens changes something of it.
  package var storedProgress: Record { .fields(progressFields) }

  /// What it has of the variant at a position: what a bundle brings and may leave over, what a unit costs more than the
  /// ladder says, what was sold, and what waits.
  ///
  /// Only the last four change while rules stay: `ordered`, `held`, `onHand` and `waiting`.
  ///
  /// - Precondition: the position is one of the composition's.
  package func storedVariant(at position: Int) -> Record {
    StoredVariant(
      line: line(at: position), priceAdjustment: plan.priceAdjustments[position], tally: tallies[position],
      waiting: waiting.units[position]
    ).stored
  }

  /// The positions of the variants that are stored otherwise than an earlier state of the same session was.
  ///
  /// - Complexity: O(n) in the number of variants, a few instructions for each.
  package func variantsChanged(since earlier: GroupSession) -> [Int] {
    composition.variants.indices.filter { position in
      tallies[position] != earlier.tallies[position] || waiting.units[position] != earlier.waiting.units[position]
        || rules.bundleShare(at: position) != earlier.rules.bundleShare(at: position)
    }
  }

  /// From all three parts in one.
  package init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    let variants: [StoredVariant] = try fields.take("variants")
    let plan = try SessionPlan(from: &fields, adjustments: variants.map { $0.priceAdjustment })
    try self.init(plan, from: &fields, variants)
    try fields.end()
  }

  /// From the three parts, the variants' in product order.
  package init(storedPlan: Record, progress: Record, variants: [Record]) throws(StoredFault) {
    var fields = try StoredFields(storedPlan)
    let variants = try [StoredVariant](stored: .list(variants))
    let plan = try SessionPlan(from: &fields, adjustments: variants.map { $0.priceAdjustment })
    try fields.end()
    fields = try StoredFields(progress)
    try self.init(plan, from: &fields, variants)
    try fields.end()
  }

  /// This session as it was kept later: where it stands then, and the variants that have changed since; the others are
  /// as they are here, and so is what it was created with.
  ///
  /// - Complexity: O(k) for k variants that are given; rules are made anew only if they are others.
  package func later(
    progress: Record, variants: [(position: Int, stored: Record)]
  ) throws(StoredFault) -> GroupSession {
    var fields = try StoredFields(progress)
    var session = self
    var lines: [Int: AllocationRules.Line] = [:]
    for (position, stored) in variants {
      let variant = try StoredVariant(stored: stored)
      guard composition.variants.indices ~= position, composition.variants[position] == variant.line.variant,
        plan.priceAdjustments[position] == variant.priceAdjustment
      else {
        throw StoredFault(
          .inconsistent("it is not the variant of this session at \(position)"), at: FieldPath("variant"))
      }
      session.tallies[position] = variant.tally
      session.waiting.units[position] = variant.waiting
      if variant.line != line(at: position) { lines[position] = variant.line }
    }
    let (policy, version) = try session.takeProgress(from: &fields)
    try fields.end()
    if !lines.isEmpty || policy != rules.policy {
      let changed = composition.variants.indices.map { lines[$0] ?? line(at: $0) }
      session.rules = try AllocationRules.checking(changed, policy)
    }
    session.rulesVersion = version
    try session.checkStored()
    return session
  }

  private func line(at position: Int) -> AllocationRules.Line {
    let share = rules.bundleShare(at: position)
    return AllocationRules.Line(
      composition.variants[position], unitsPerBundle: share.units, tolerance: share.tolerance)
  }

  private init(
    _ plan: SessionPlan, from fields: inout StoredFields, _ variants: [StoredVariant]
  ) throws(StoredFault) {
    // Under the policy that it has, which stands among the rest, once that is read.
    let rules = try AllocationRules.checking(variants.map { $0.line }, .open)
    self.init(plan, rules: rules, version: 1, at: plan.opensAt)
    tallies = Tallies(variants.map { $0.tally })
    waiting.units = variants.map { $0.waiting }
    let (policy, version) = try takeProgress(from: &fields)
    (self.rules, rulesVersion) = (rules.under(policy), version)
    try checkStored()
  }

  /// Takes over where it stands.
  ///
  /// - Returns: the policy and the version of its rules.
  private mutating func takeProgress(from fields: inout StoredFields) throws(StoredFault) -> (AllocationPolicy, Int) {
    state = try fields.take("state")
    let (version, policy): (Int, AllocationPolicy) = (try fields.takeCount("rulesVersion"), try fields.take("policy"))
    lastInstant = try fields.take("lastInstant")
    waiting.count = try fields.takeCount("waitingCount")
    waiting.indivisibleCount = try fields.takeCount("indivisibleCount", upTo: waiting.count)
    escrow = try fields.takeAmount("escrow", plan.currency)
    committed = try fields.takeAmount("committed", plan.currency)
    joinedCount = try fields.takeCount("joinedCount")
    nextPlace = try fields.takeCount("nextPlace")
    announcedFill = try fields.take("announcedFill")
    settlement = try fields.take("settlement")
    fulfilment = try fields.take("fulfilment")
    return (policy, version)
  }

  private var progressFields: [Record.Field] {
    [
      .init("state", state.record), .init("rulesVersion", rulesVersion.record), .init("policy", rules.policy.record),
      .init("lastInstant", lastInstant.record), .init("waitingCount", waiting.count.record),
      .init("indivisibleCount", waiting.indivisibleCount.record), .init("escrow", escrow.amount.record),
      .init("committed", committed.amount.record), .init("joinedCount", joinedCount.record),
      .init("nextPlace", nextPlace.record), .init("announcedFill", announcedFill.record),
      .init("settlement", settlement.stored), .init("fulfilment", fulfilment.stored),
    ]
  }

  private func checkStored() throws(StoredFault) {
    try StoredFault.unless(rulesVersion >= 1, "rulesVersion", "versions are counted from 1")
    try StoredFault.unless((announcedFill ?? 0) >= 0, "announcedFill", "it is negative")
    try StoredFault.unless(!state.isFinal || escrow.isZero, "escrow", "a session that has ended has none")
    let isSettled = settlement != nil
    try StoredFault.unless(isSettled || state.isOpen || state == .cancelled, "settlement", "it has closed without one")
    try StoredFault.unless(!isSettled || !state.isOpen, "settlement", "an open session has none")
    if let settlement { try settlement.checkStored(under: plan, composition) }
    if let fulfilment {
      try StoredFault.unless(
        fulfilment.lines.allSatisfy { composition.position(of: $0.variant) != nil }, "fulfilment",
        "a variant is fulfilled that the session does not have")
    }
  }
}

/// What a session has of one variant.
private struct StoredVariant: Stored {
  let line: AllocationRules.Line
  let priceAdjustment: Int64
  let tally: Tally
  let waiting: Int

  var stored: Record {
    .fields([
      .init("variant", .text(line.variant.text)), .init("unitsPerBundle", .integer(Int64(line.unitsPerBundle))),
      .init("tolerance", line.tolerance.record), .init("priceAdjustment", .integer(priceAdjustment)),
      .init("ordered", .integer(Int64(tally.ordered))), .init("held", .integer(Int64(tally.held))),
      .init("onHand", .integer(Int64(tally.onHand))), .init("waiting", .integer(Int64(waiting))),
    ])
  }
}

extension StoredVariant {
  init(stored: Record) throws(StoredFault) {
    var fields = try StoredFields(stored)
    line = AllocationRules.Line(
      try fields.take("variant"), unitsPerBundle: try fields.take("unitsPerBundle"),
      tolerance: try fields.take("tolerance"))
    priceAdjustment = try fields.take("priceAdjustment")
    let (ordered, held): (Int, Int) = (try fields.take("ordered"), try fields.take("held"))
    let tally = Tally(ordered: ordered, held: held, onHand: try fields.take("onHand"))
    guard let tally else {
      throw StoredFault(
        .inconsistent("0 ≤ held ≤ ordered ≤ \(Quantity.maximum) does not hold"), at: FieldPath("ordered"))
    }
    self.tally = tally
    waiting = try fields.takeCount("waiting")
    try fields.end()
  }
}

extension SessionSettlement: Stored {
  /// Checks what can be checked only beside the session's plan.
  fileprivate func checkStored(under plan: SessionPlan, _ composition: Composition) throws(StoredFault) {
    let path = FieldPath("settlement")
    if let tier = verdict.tier, !plan.terms.ladder.tiers.contains(tier) {
      throw StoredFault(.inconsistent("the session has no such tier"), at: path.field("tier"))
    }
    guard demand.allSatisfy({ composition.position(of: $0.variant) != nil }) else {
      throw StoredFault(.inconsistent("a variant was sold that the session does not have"), at: path.field("demand"))
    }
  }

  /// From everything.
  package init(stored: Record) throws(StoredFault) {
    guard let settlement = SessionSettlement(record: stored) else { throw StoredFault(.malformed) }
    let counts = [settlement.verdict.paidUnits, settlement.verdict.platformFill]
    try StoredFault.unless(counts.allSatisfy { $0 >= 0 }, "realUnits", "units are not negative")
    let totals = settlement.totals
    let amounts = [totals.paid, totals.owed, totals.refunded]
    try StoredFault.unless(
      amounts.allSatisfy { !$0.isNegative && $0.currency == totals.paid.currency }, "paid",
      "amounts are not negative, and of one currency")
    // Neither is negative, and so neither is the difference.
    try StoredFault.unless(
      totals.paid.amount - totals.owed.amount == totals.refunded.amount, "refunded", "paid is owed and refunded")
    try settlement.demand.checkStored(at: "demand")
    self = settlement
  }
}
