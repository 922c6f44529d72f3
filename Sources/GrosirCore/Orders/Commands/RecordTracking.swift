/// A carrier tells where an order's goods are (SPEC §12).
///
/// What it tells twice, or late, changes nothing: a shipment never goes back. If it has the goods before anybody said
/// that they went out, they have gone out.
public struct RecordTracking: Command, Hashable {
  /// The order.
  public var order: OrderID
  /// What the carrier tells.
  public var event: TrackingEvent

  /// Where the order stands, and whether the shipment is further than before.
  public typealias Receipt = OrderOutcome

  /// Creates the command.
  public init(_ order: OrderID, _ event: TrackingEvent) {
    self.order = order
    self.event = event
  }

  /// The command's name on the wire.
  public static var name: String { "recordTracking" }

  /// The order, and what is held for it.
  public func reads(in context: Context) -> [Read] { OrderTurn.reads(of: order) }

  /// Moves the shipment on; what a carrier tells of an order that was cancelled or refunded moves its shipment alone.
  ///
  /// - Throws: in this order ``OrderError/unknownOrder(_:)``, ``OrderError/invalidTransition(from:payment:action:)``
  ///   where there is no shipment, ``OrderError/stock(_:)`` where what was held for it is not any more.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<OrderError>) -> OrderOutcome {
    var turn = try OrderTurn(at: order, to: .track, from: workingSet, in: context, &changes)
    let found = turn.order
    guard let shipment = found.shipment else {
      throw .refused(.invalidTransition(from: found.status, payment: found.paymentStatus, action: .track))
    }
    let isNew = event.status > shipment.status
    if isNew {
      if found.status == .processing {
        try turn.consume(into: &changes)
        turn.record(.shipped(nil), into: &changes)
      }
      turn.record(.tracked(event), into: &changes)
    }
    let outcome = OrderOutcome(of: turn.order, isNew: isNew)
    turn.end(into: &changes)
    return outcome
  }

  /// The order and the event.
  public var record: Record { ["order": order.record, "event": event.record] }
}
