/// An operator moves an open session to the newest version of its product's allocation rules (SPEC §2.1, §5).
///
/// Tolerances and the policy with its parameters change; variants, bundles, prices and target stay. Nothing is taken
/// from anyone.
public struct MoveToRules: Command, Hashable {
  /// The session.
  public var session: SessionID

  /// What is in force now.
  public struct Receipt: Recordable, Hashable {
    /// The version of the product whose rules are in force.
    public let version: Int
    /// The variants of which more would be left over than the new rules tolerate.
    public let breaches: [ToleranceBreach]
  }

  /// Creates the command.
  public init(_ session: SessionID) { self.session = session }

  /// The command's name on the wire.
  public static var name: String { "moveToRules" }

  /// The session, and what has lapsed in it.
  public func reads(in context: Context) -> [Read] { SessionTurn.reads(of: session, in: context) }

  /// Puts the newer rules in force, and lets in who can be let in under them.
  ///
  /// - Throws: in this order ``SessionError/unknownSession(_:)``, ``SessionError/invalidTransition(from:action:)``,
  ///   ``SessionError/pastDeadline(closesAt:)``, ``SessionError/notNewer(version:)``, ``SessionError/invalid(_:)`` when
  ///   the product has no longer one of the session's variants.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SessionError>) -> Receipt {
    var turn = try SessionTurn.begin(at: session, to: .moveToRules, from: workingSet, in: context)
    try turn.checkBeforeDeadline()
    let product = try turn.product()
    guard product.version > turn.session.rulesVersion else {
      throw .refused(.notNewer(version: turn.session.rulesVersion))
    }
    let rules = try rules(of: product, for: turn.session.composition)
    turn.record(.rulesMoved(rules, version: product.version))
    try turn.admit()
    let breaches = turn.reportBreaches()
    turn.end(into: &changes)
    return Receipt(version: product.version, breaches: breaches)
  }

  private func rules(
    of product: Product, for composition: Composition
  ) throws(Interruption<SessionError>) -> AllocationRules {
    var tolerances: [VariantID: Int?] = [:]
    for variant in product.variants { tolerances[variant.id] = .some(variant.tolerance) }
    let missing = composition.variants.filter { tolerances[$0] == nil }
    guard missing.isEmpty else {
      throw .refused(
        .invalid(
          missing.map {
            Violation(
              FieldPath("variants").field($0.text), .missing, "the product's newest version has no such variant")
          }))
    }
    let lines = composition.variants.enumerated().map { position, variant in
      AllocationRules.Line(
        variant, unitsPerBundle: composition.unitsPerBundle(at: position), tolerance: tolerances[variant] ?? nil)
    }
    return AllocationRules(unchecked: lines, policy: product.policy)
  }

  /// The session.
  public var record: Record { ["session": session.record] }
}

extension MoveToRules.Receipt {
  /// Everything.
  public var record: Record { ["version": version.record, "breaches": breaches.record] }

  /// From everything.
  public init?(record: Record) {
    guard let version: Int = record.field("version"), let breaches: [ToleranceBreach] = record.field("breaches") else {
      return nil
    }
    self.init(version: version, breaches: breaches)
  }
}
