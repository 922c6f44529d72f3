/// An operator lets a seller sell who has registered, or was suspended (SPEC §11).
public struct ActivateSeller: Command, Hashable {
  /// Who.
  public var seller: SellerID

  /// Where the registration stands, and whether that is new.
  public typealias Receipt = SellerOutcome

  /// Creates the command.
  public init(_ seller: SellerID) { self.seller = seller }

  /// The command's name on the wire.
  public static var name: String { "activateSeller" }

  /// The registration.
  public func reads(in context: Context) -> [Read] { [.partner(.seller(seller))] }

  /// Lets them sell; who sells already goes on.
  ///
  /// - Throws: ``SellerError/unknownSeller(_:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<SellerError>) -> SellerOutcome {
    try workingSet.move(seller, to: .active, by: .activated, in: context, &changes)
  }

  /// Who.
  public var record: Record { ["seller": seller.record] }
}
