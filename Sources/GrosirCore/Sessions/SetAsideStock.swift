/// An operator sets more of the warehouse's stock aside for an open session (SPEC §5, opening stock).
public struct SetAsideStock: Command, Hashable {
  /// The session.
  public var session: SessionID
  /// Units to set aside on top of what is.
  public var lines: [VariantUnits]

  /// What is set aside now.
  public struct Receipt: Recordable, Hashable {
    /// All units set aside of the variants that were topped up.
    public let onHand: [VariantUnits]
    /// The variants of which more would be left over than is tolerated.
    public let breaches: [ToleranceBreach]
  }

  /// Creates the command.
  public init(_ session: SessionID, _ lines: [VariantUnits]) {
    self.session = session
    self.lines = lines
  }

  /// The command's name on the wire.
  public static var name: String { "setAsideStock" }

  /// The session, and what has lapsed in it.
  public func reads(in context: Context) -> [Read] { SessionTurn.reads(of: session, in: context) }

  /// Sets the units aside, and lets in who can be let in with them.
  ///
  /// - Throws: in this order ``SessionError/unknownSession(_:)``, ``SessionError/invalidTransition(from:action:)``,
  ///   ``SessionError/pastDeadline(closesAt:)``, ``SessionError/invalid(_:)``,
  ///   ``SessionError/insufficientStock(_:)`` with every short line.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    var turn = try SessionTurn.begin(at: session, to: .setAsideStock, from: workingSet, in: context)
    try turn.checkBeforeDeadline()
    var violations: [Violation] = []
    let topped = lines.toppedUp(turn.session.tallies, in: turn.session.composition, at: "lines", &violations)
    guard violations.isEmpty else { throw .refused(.invalid(violations)) }
    try turn.hold(lines)
    turn.record(.stockSetAside(topped))
    try turn.admit()
    let breaches = turn.reportBreaches()
    turn.end(into: &changes)
    return Receipt(onHand: topped, breaches: breaches)
  }

  /// The session and the lines.
  public var record: Record { ["session": session.record, "lines": lines.record] }
}

extension [VariantUnits] {
  /// What is set aside of these variants when these units come on top, in product order.
  func toppedUp(
    _ tallies: Tallies, in composition: Composition, at field: String, _ violations: inout [Violation]
  ) -> [VariantUnits] {
    let basket: Basket
    do throws(AllocationError) {
      basket = try Basket(
        map { (variant: $0.variant, units: $0.units) }, of: composition, at: FieldPath(field))
    } catch {
      if case .invalid(let found) = error { violations += found }
      return []
    }
    return basket.lines.map { line in
      let units = tallies[line.position].onHand + line.units
      let variant = composition.variants[line.position]
      if units > Quantity.maximum {
        violations.append(
          Violation(
            FieldPath(field).field(variant.text), .tooLarge,
            "\(units) units set aside are more than \(Quantity.maximum)"))
      }
      return VariantUnits(variant, units)
    }
  }
}

extension SetAsideStock.Receipt {
  /// Everything.
  public var record: Record { ["onHand": onHand.record, "breaches": breaches.record] }

  /// From everything.
  public init?(record: Record) {
    guard let onHand: [VariantUnits] = record.field("onHand"),
      let breaches: [ToleranceBreach] = record.field("breaches")
    else { return nil }
    self.init(onHand: onHand, breaches: breaches)
  }
}
