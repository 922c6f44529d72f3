/// The provider says that a buyer is paying for an order (SPEC §12).
public struct BeginOrderPayment: Command, Hashable {
  /// The order.
  public var order: OrderID

  /// Where the order stands, and whether that is new.
  public typealias Receipt = OrderOutcome

  /// Creates the command.
  public init(_ order: OrderID) { self.order = order }

  /// The command's name on the wire.
  public static var name: String { "beginOrderPayment" }

  /// The order, and what is held for it.
  public func reads(in context: Context) -> [Read] { OrderTurn.reads(of: order) }

  /// Notes it; the units are held no longer for that.
  ///
  /// - Throws: ``OrderError/unknownOrder(_:)``, ``OrderError/invalidTransition(from:payment:action:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<OrderError>) -> OrderOutcome {
    var turn = try OrderTurn(at: order, to: .beginPayment, from: workingSet, in: context, &changes)
    let isNew = turn.order.paymentStatus == .pending
    if isNew { turn.record(.paymentBegun, into: &changes) }
    let outcome = OrderOutcome(of: turn.order, isNew: isNew)
    turn.end(into: &changes)
    return outcome
  }

  /// The order.
  public var record: Record { ["order": order.record] }
}
