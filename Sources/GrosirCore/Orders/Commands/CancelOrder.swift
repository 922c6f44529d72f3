/// A buyer or an operator does not want an order any more that has not gone out yet (SPEC §12).
///
/// Cancelling again does nothing, and says so.
public struct CancelOrder: Command, Hashable {
  /// The order.
  public var order: OrderID
  /// Why, if anybody says.
  public var reason: Reason?

  /// Where the order stands, and whether that is new.
  public typealias Receipt = OrderOutcome

  /// Creates the command.
  public init(_ order: OrderID, because reason: Reason? = nil) {
    self.order = order
    self.reason = reason
  }

  /// The command's name on the wire.
  public static var name: String { "cancelOrder" }

  /// The order, and what is held for it.
  public func reads(in context: Context) -> [Read] { OrderTurn.reads(of: order) }

  /// Frees the units and gives back what was paid; a carrier that was asked to come is told not to.
  ///
  /// - Throws: in this order ``OrderError/unknownOrder(_:)``, ``OrderError/invalidTransition(from:payment:action:)``
  ///   once it has gone out, ``OrderError/belongsToSession(_:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<OrderError>) -> OrderOutcome {
    var turn = try OrderTurn(at: order, to: .cancel, from: workingSet, in: context, &changes)
    try turn.checkIsRetail()
    let found = turn.order
    let isNew = found.status != .cancelled
    if isNew {
      try turn.release(.cancelled, into: &changes)
      let refund = try refund(of: found, in: turn, &changes)
      turn.record(.cancelled(reason, refund), into: &changes)
      if let refund { changes.request(.refundOrder(refund)) }
      if found.shipment != nil { changes.request(.cancelShipment(order)) }
    }
    let outcome = OrderOutcome(of: turn.order, isNew: isNew)
    turn.end(into: &changes)
    return outcome
  }

  /// What goes back, if anything was paid.
  private func refund(
    of found: Order, in turn: OrderTurn, _ changes: inout Changes
  ) throws(Interruption<OrderError>) -> OrderRefund? {
    guard let payment = found.payment, !found.kept.isZero else { return nil }
    return OrderRefund(
      id: changes.makeIdentifier(), order: order, payment: payment, buyer: found.buyer, amount: found.kept,
      reason: .cancelled(try turn.share(ofRefunding: found.kept)))
  }

  /// The order and the reason.
  public var record: Record { ["order": order.record, "reason": reason.record] }
}
