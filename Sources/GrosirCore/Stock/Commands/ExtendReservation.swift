/// An order's reservation is to last until another instant (SPEC §7).
public struct ExtendReservation: Command, Hashable {
  /// Whose.
  public var order: OrderID
  /// From when on its units are not held any more.
  public var until: Instant
  /// How long a reservation lasts at most.
  public var rules: ReservationRules

  /// Where the reservation is, and whether its expiry has moved.
  public typealias Receipt = ReservationOutcome

  /// Creates the command.
  public init(_ order: OrderID, until: Instant, under rules: ReservationRules = .standard) {
    self.order = order
    self.until = until
    self.rules = rules
  }

  /// The command's name on the wire.
  public static var name: String { "extendReservation" }

  /// The order's reservation, and whether the order is kept here.
  public func reads(in context: Context) -> [Read] { StockTurn.reads(ofLooseReservation: order) }

  /// Moves the expiry; no unit moves.
  ///
  /// - Throws: in this order ``StockError/belongsToOrder(_:)``; ``StockError/unknownReservation``;
  ///   ``StockError/invalidTransition(from:action:)`` or ``StockError/reservationExpired(at:)`` when it has ended;
  ///   ``StockError/neverExpires``; ``StockError/beyondLifetime(latest:)``; ``StockError/invalid(_:)``, at `until`,
  ///   when it would have expired by now.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<StockError>) -> ReservationOutcome {
    try workingSet.checkIsLoose(order)
    var turn = StockTurn(from: workingSet, at: context.now)
    let outcome = try turn.extend(order, until: until, under: rules, into: &changes)
    turn.end(into: &changes)
    return outcome
  }

  /// The order, the instant and the rules.
  public var record: Record { ["order": order.record, "until": until.record, "rules": rules.record] }
}
