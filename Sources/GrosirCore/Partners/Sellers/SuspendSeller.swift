/// An operator stops a seller (SPEC §11): nothing more of theirs is sold until one lets them go on.
///
/// What was ordered before is paid, sent and given back all the same, for its buyers are not to suffer; what they are
/// owed is settled as ever, and an operator pays it or waits.
public struct SuspendSeller: Command, Hashable {
  /// Who.
  public var seller: SellerID
  /// Why.
  public var reason: Reason

  /// Where the registration stands, and whether that is new.
  public typealias Receipt = SellerOutcome

  /// Creates the command.
  public init(_ seller: SellerID, because reason: Reason) {
    self.seller = seller
    self.reason = reason
  }

  /// The command's name on the wire.
  public static var name: String { "suspendSeller" }

  /// The registration.
  public func reads(in context: Context) -> [Read] { [.partner(.seller(seller))] }

  /// Stops them; who is suspended already stays so, for the reason there was.
  ///
  /// - Throws: ``SellerError/unknownSeller(_:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SellerError>) -> SellerOutcome {
    try workingSet.move(seller, to: .suspended, by: .suspended(reason), in: context, &changes)
  }

  /// Who, and why.
  public var record: Record { ["seller": seller.record, "reason": reason.record] }
}

extension WorkingSet {
  /// Moves a registration to another status, unless it is there already.
  func move(
    _ id: SellerID, to status: SellerStatus, by event: SellerEvent, in context: Context, _ changes: inout Changes
  ) throws(Interruption<SellerError>) -> SellerOutcome {
    guard let seller = seller(id) else { throw .refused(.unknownSeller(id)) }
    guard seller.status != status else { return SellerOutcome(id, status, isNew: false) }
    var rows = SellerRows()
    rows.sellers.bring(seller, as: id)
    changes.record(event, of: id, at: max(context.now, seller.lastInstant), on: &rows)
    changes.save(rows)
    return SellerOutcome(id, status, isNew: true)
  }
}
