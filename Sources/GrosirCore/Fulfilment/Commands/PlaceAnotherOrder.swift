/// An operator orders once more for a session that awaits goods: a factory refused, or some came damaged (SPEC §6).
///
/// First it takes what the warehouse has free by now; if that is all that is missing, the session is complete.
public struct PlaceAnotherOrder: Command, Hashable {
  /// The session.
  public var session: SessionID
  /// The number the purchase order is to have, or nil for a new one.
  public var number: PurchaseOrderNumber?
  /// What shipping from the factory is agreed to cost, in the currency's smallest charged unit.
  public var shippingCost: Int64

  /// What came of it.
  public typealias Receipt = FulfilSession.Receipt

  /// Creates the command.
  public init(_ session: SessionID, number: PurchaseOrderNumber? = nil, shippingCost: Int64 = 0) {
    self.session = session
    self.number = number
    self.shippingCost = shippingCost
  }

  /// The command's name on the wire.
  public static var name: String { "placeAnotherOrder" }

  /// The session, and whether the number is taken; what it needs besides follows from the session.
  public func reads(in context: Context) -> [Read] {
    SessionTurn.reads(of: session, in: context) + (number.map { [.purchaseOrder($0)] } ?? [])
  }

  /// Orders what is neither there nor outstanding, for as many whole bundles as that takes.
  ///
  /// - Throws: in this order ``FulfilmentError/unknownSession(_:)``,
  ///   ``FulfilmentError/invalidTransition(from:action:)``, ``FulfilmentError/invalid(_:)`` at `shippingCost`,
  ///   ``FulfilmentError/duplicatePurchaseOrder(_:)``, ``FulfilmentError/nothingMissing``,
  ///   ``FulfilmentError/unknownFactory(_:)``, ``FulfilmentError/totalOutOfRange``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<FulfilmentError>) -> FulfilSession.Receipt {
    var turn = try FulfilmentTurn(at: session, to: .placeAnotherOrder, from: workingSet, in: context)
    try FulfilmentError.check(shippingCost: shippingCost, number, workingSet)
    try turn.needProductAndStocks()
    try turn.coverFromStock()
    let placed = try turn.completeOrOrder(number, shippingCost: shippingCost)
    let receipt = Receipt(
      state: turn.row.state, purchaseOrder: placed?.number, bundles: placed?.bundles ?? 0,
      missing: turn.fulfilment.missing)
    turn.end(into: &changes)
    return receipt
  }

  /// What is asked for.
  public var record: Record {
    ["session": session.record, "number": number.record, "shippingCost": shippingCost.record]
  }
}
