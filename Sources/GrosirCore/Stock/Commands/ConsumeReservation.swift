/// The units that an order has reserved go out (SPEC §7).
///
/// Consuming again does nothing, and says so. What has expired cannot be consumed, swept or not.
public struct ConsumeReservation: Command, Hashable {
  /// Whose.
  public var order: OrderID

  /// Where the reservation is, and whether that is new.
  public typealias Receipt = ReservationOutcome

  /// Creates the command.
  public init(_ order: OrderID) { self.order = order }

  /// The command's name on the wire.
  public static var name: String { "consumeReservation" }

  /// The order's reservation, and whether the order is kept here.
  public func reads(in context: Context) -> [Read] { StockTurn.reads(ofLooseReservation: order) }

  /// Lets the units go out: what is on hand and what is reserved both fall.
  ///
  /// - Throws: in this order ``StockError/belongsToOrder(_:)``; ``StockError/unknownReservation``;
  ///   ``StockError/reservationExpired(at:)``; ``StockError/invalidTransition(from:action:)`` when it was released
  ///   otherwise.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<StockError>) -> ReservationOutcome {
    try workingSet.checkIsLoose(order)
    var turn = StockTurn(from: workingSet, at: context.now)
    let outcome = try turn.consume(.order(order), into: &changes)
    turn.end(into: &changes)
    return outcome
  }

  /// The order.
  public var record: Record { ["order": order.record] }
}
