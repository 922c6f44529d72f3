/// The units that an order has reserved become free (SPEC §7).
///
/// Releasing again does nothing, and says so.
public struct ReleaseReservation: Command, Hashable {
  /// Whose.
  public var order: OrderID
  /// Why.
  public var reason: ReleaseReason

  /// Where the reservation is, and whether that is new.
  public typealias Receipt = ReservationOutcome

  /// Creates the command.
  public init(_ order: OrderID, because reason: ReleaseReason) {
    self.order = order
    self.reason = reason
  }

  /// The command's name on the wire.
  public static var name: String { "releaseReservation" }

  /// The order's reservation, and whether the order is kept here.
  public func reads(in context: Context) -> [Read] { StockTurn.reads(ofLooseReservation: order) }

  /// Frees the units; what has expired ends as expired, whatever the reason.
  ///
  /// - Throws: in this order ``StockError/belongsToOrder(_:)``; ``StockError/unknownReservation``;
  ///   ``StockError/invalidTransition(from:action:)`` when it was consumed; ``StockError/notExpired(expiresAt:)``
  ///   when the reason is that it expired, and it has not.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<StockError>) -> ReservationOutcome {
    try workingSet.checkIsLoose(order)
    var turn = StockTurn(from: workingSet, at: context.now)
    let outcome = try turn.release(.order(order), reason, into: &changes)
    turn.end(into: &changes)
    return outcome
  }

  /// The order and the reason.
  public var record: Record { ["order": order.record, "reason": .text(reason.rawValue)] }
}
