/// The provider says that a buyer's payment did not go through: the order comes to nothing (SPEC §7, §12).
///
/// Failing again does nothing, and says so; so does failing what had expired, which stays open for late money.
public struct FailOrderPayment: Command, Hashable {
  /// The order.
  public var order: OrderID

  /// Where the order stands, and whether that is new.
  public typealias Receipt = OrderOutcome

  /// Creates the command.
  public init(_ order: OrderID) { self.order = order }

  /// The command's name on the wire.
  public static var name: String { "failOrderPayment" }

  /// The order, and what is held for it.
  public func reads(in context: Context) -> [Read] { OrderTurn.reads(of: order) }

  /// Frees the units, with the reason `payment_failed`.
  ///
  /// - Throws: ``OrderError/unknownOrder(_:)``, ``OrderError/invalidTransition(from:payment:action:)`` where it was
  ///   paid.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<OrderError>) -> OrderOutcome {
    var turn = try OrderTurn(at: order, to: .failPayment, from: workingSet, in: context, &changes)
    let isNew = turn.order.status == .pendingPayment
    if isNew {
      try turn.release(.paymentFailed, into: &changes)
      turn.record(.paymentFailed, into: &changes)
    }
    let outcome = OrderOutcome(of: turn.order, isNew: isNew)
    turn.end(into: &changes)
    return outcome
  }

  /// The order.
  public var record: Record { ["order": order.record] }
}
