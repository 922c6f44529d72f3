/// An order's goods go out (SPEC §11, §12): what a purchase reserved is consumed.
///
/// Shipping again under the same number, or under none, does nothing, and says so.
public struct ShipOrder: Command, Hashable {
  /// The order.
  public var order: OrderID
  /// Under which number the carrier tracks it, if that is known.
  public var trackingNumber: TrackingNumber?

  /// Where the order stands, and whether that is new.
  public typealias Receipt = OrderOutcome

  /// Creates the command.
  public init(_ order: OrderID, as trackingNumber: TrackingNumber? = nil) {
    self.order = order
    self.trackingNumber = trackingNumber
  }

  /// The command's name on the wire.
  public static var name: String { "shipOrder" }

  /// The order, and what is held for it.
  public func reads(in context: Context) -> [Read] { OrderTurn.reads(of: order) }

  /// Lets the units go out; a group order's have gone out with its session's.
  ///
  /// - Throws: in this order ``OrderError/unknownOrder(_:)``, ``OrderError/invalidTransition(from:payment:action:)``
  ///   unless it is paid, ``OrderError/conflictingShipment(_:)`` where it has gone out under another number,
  ///   ``OrderError/stock(_:)`` where what was held for it is not any more.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<OrderError>) -> OrderOutcome {
    var turn = try OrderTurn(at: order, to: .ship, from: workingSet, in: context, &changes)
    let found = turn.order
    let isNew = found.status == .paid || found.status == .processing
    if isNew {
      try turn.consume(into: &changes)
      turn.record(.shipped(trackingNumber), into: &changes)
    } else if let trackingNumber, let known = found.shipment?.trackingNumber, known != trackingNumber {
      throw .refused(.conflictingShipment(known))
    }
    let outcome = OrderOutcome(of: turn.order, isNew: isNew)
    turn.end(into: &changes)
    return outcome
  }

  /// The order and the number.
  public var record: Record { ["order": order.record, "trackingNumber": trackingNumber.record] }
}
