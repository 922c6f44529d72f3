/// A seller packs a paid order, and a carrier is to come for it (SPEC §12).
///
/// Booking again does nothing, and says so.
public struct BookShipment: Command, Hashable {
  /// The order.
  public var order: OrderID
  /// What was agreed with the carrier, if anything was.
  public var rate: ShippingRate?

  /// Where the order stands, and whether that is new.
  public typealias Receipt = OrderOutcome

  /// Creates the command.
  public init(_ order: OrderID, at rate: ShippingRate? = nil) {
    self.order = order
    self.rate = rate
  }

  /// The command's name on the wire.
  public static var name: String { "bookShipment" }

  /// The order, and what is held for it.
  public func reads(in context: Context) -> [Read] { OrderTurn.reads(of: order) }

  /// Asks the carrier to come; the units are held until they have gone out.
  ///
  /// - Throws: in this order ``OrderError/unknownOrder(_:)``, ``OrderError/invalidTransition(from:payment:action:)``
  ///   unless it is paid and has not gone out, ``OrderError/invalid(_:)``, at `rate.amount`, for a negative amount.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<OrderError>) -> OrderOutcome {
    var turn = try OrderTurn(at: order, to: .bookShipment, from: workingSet, in: context, &changes)
    if let amount = rate?.amount, amount.isNegative {
      throw .refused(
        .invalid([Violation(FieldPath("rate").field("amount"), .outOfRange, "\(amount) is less than nothing")]))
    }
    let found = turn.order
    let isNew = found.status == .paid
    if isNew {
      turn.record(.shipmentBooked(rate), into: &changes)
      changes.request(
        .bookShipment(ShipmentRequest(order: order, buyer: found.buyer, address: found.address, rate: rate)))
    }
    let outcome = OrderOutcome(of: turn.order, isNew: isNew)
    turn.end(into: &changes)
    return outcome
  }

  /// The order and the rate.
  public var record: Record { ["order": order.record, "rate": rate.record] }
}
