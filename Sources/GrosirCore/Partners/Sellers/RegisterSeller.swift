/// Somebody registers as a seller (SPEC §11): pending, until an operator lets them sell.
///
/// The same details again change nothing; others correct what was said, as long as it is pending.
public struct RegisterSeller: Command, Hashable {
  /// Who registers, as they say it.
  public var draft: SellerDetails.Draft

  /// Where the registration stands, and whether anything is new.
  public typealias Receipt = SellerOutcome

  /// Creates the command.
  public init(_ draft: SellerDetails.Draft) { self.draft = draft }

  /// The command's name on the wire.
  public static var name: String { "registerSeller" }

  /// The registration and its details as they are, if the identity can be one.
  public func reads(in context: Context) -> [Read] {
    SellerID(draft.id).map { [.partner(.seller($0)), .partner(.sellerDetails($0))] } ?? []
  }

  /// Registers the seller.
  ///
  /// - Throws: in this order ``SellerError/invalid(_:)`` with every violation; ``SellerError/duplicateSeller(_:)`` when
  ///   the identity is registered with other details and not pending any more.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SellerError>) -> SellerOutcome {
    let details: SellerDetails
    do throws(SellerError) {
      details = try SellerDetails(draft)
    } catch {
      throw .refused(error)
    }
    var rows = SellerRows()
    if let known = workingSet.seller(details.seller) {
      if workingSet.sellerDetails(details.seller) == details {
        return SellerOutcome(known.id, known.status, isNew: false)
      }
      guard known.status == .pending else { throw .refused(.duplicateSeller(known.id)) }
      rows.sellers.bring(known, as: known.id)
    }
    let instant = max(context.now, rows.sellers[details.seller]?.lastInstant ?? context.now)
    changes.record(.registered, of: details.seller, at: instant, on: &rows)
    changes.save(rows)
    changes.save(details)
    return SellerOutcome(details.seller, .pending, isNew: true)
  }

  /// The draft.
  public var record: Record {
    [
      "id": draft.id.record, "name": draft.name.record, "phone": draft.phone.record,
      "bank": [
        "code": draft.bank.code.record, "account": draft.bank.account.record, "holder": draft.bank.holder.record,
      ],
    ]
  }
}
