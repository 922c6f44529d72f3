/// Money of an order goes back after its goods went out, whole or in part, and perhaps goods come back (SPEC §9, §12).
///
/// The seller and the platform each give up their share: of the fee as much as makes what is kept of it the fee of what
/// is left. All parts together are the whole, to the unit. The same refund again changes nothing.
public struct RefundOrder: Command, Hashable {
  /// The order.
  public var order: OrderID
  /// The refund's identity, or nil for a new one.
  public var refund: RefundID?
  /// How much goes back; what is left of the order's money, at most.
  public var amount: Money
  /// Why.
  public var reason: Reason
  /// The units that are in stock again, line by line; none where nothing came back, or nothing that can be sold.
  public var returned: [LineUnits]

  /// What was given back.
  public struct Receipt: Recordable, Hashable {
    /// The refund.
    public let refund: RefundID
    /// What is left of the order's money.
    public let left: Money
    /// Where the order stands, and whether the refund is new.
    public let outcome: OrderOutcome
  }

  /// Creates the command.
  public init(
    _ order: OrderID, refund: RefundID? = nil, amount: Money, because reason: Reason, returned: [LineUnits] = []
  ) {
    self.order = order
    self.refund = refund
    self.amount = amount
    self.reason = reason
    self.returned = returned
  }

  /// The command's name on the wire.
  public static var name: String { "refundOrder" }

  /// The order, what was held for it, and whether the refund is known.
  public func reads(in context: Context) -> [Read] {
    OrderTurn.reads(of: order) + (refund.map { [.order(.refund($0))] } ?? [])
  }

  /// Gives the money back, and puts the units into the stocks that they came from.
  ///
  /// - Throws: in this order ``OrderError/unknownOrder(_:)``, ``OrderError/invalidTransition(from:payment:action:)``
  ///   before it has gone out, ``OrderError/belongsToSession(_:)``, ``OrderError/conflictingRefund(_:)``,
  ///   ``OrderError/invalid(_:)`` with every violation, at `amount` or `returned[0].units` and the like,
  ///   ``OrderError/exceedsPaid(asked:left:)``, ``OrderError/stock(_:)``: ``StockError/tooManyUnits(asked:onHand:)``.
  /// - Complexity: O(n) in the lines, and what has expired on their stocks.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<OrderError>) -> Receipt {
    var turn = try OrderTurn(at: order, to: .refund, from: workingSet, in: context, &changes)
    try turn.checkIsRetail()
    let found = turn.order
    if let refund, let known = workingSet.orderRefund(refund) {
      guard known.order == order, known.amount == amount else { throw .refused(.conflictingRefund(refund)) }
      turn.end(into: &changes)
      return Receipt(refund: refund, left: found.kept, outcome: OrderOutcome(of: found, isNew: false))
    }
    try check(found)
    guard let payment = found.payment else { preconditionFailure("what has gone out was paid") }
    let share = try turn.share(ofRefunding: amount)
    let made = OrderRefund(
      id: refund ?? changes.makeIdentifier(), order: order, payment: payment, buyer: found.buyer, amount: amount,
      reason: .granted(share, reason))
    for line in returned {
      guard let key = found.lines[line.line].stock else { preconditionFailure("a retail order's units have a stock") }
      _ = try OrderError.atStock { () throws(Interruption<StockError>) in
        try turn.stock.adjust(
          key, by: line.units, .customerReturn, AdjustmentID(unchecked: made.id.text), by: context.command,
          into: &changes)
      }
    }
    turn.record(.refunded(made, returned: returned), into: &changes)
    changes.request(.refundOrder(made))
    let receipt = Receipt(
      refund: made.id, left: turn.order.kept, outcome: OrderOutcome(of: turn.order, isNew: true))
    turn.end(into: &changes)
    return receipt
  }

  private func check(_ order: Order) throws(Interruption<OrderError>) {
    var violations: [Violation] = []
    if amount.amount <= 0 {
      violations.append(Violation(FieldPath("amount"), .outOfRange, "\(amount) is nothing to give back"))
    }
    var seen: Set<Int> = []
    for (position, line) in returned.enumerated() {
      let path = FieldPath("returned").index(position)
      guard order.lines.indices ~= line.line else {
        violations.append(Violation(path.field("line"), .unknown, "the order has no line \(line.line)"))
        continue
      }
      if !seen.insert(line.line).inserted {
        violations.append(Violation(path.field("line"), .duplicate, "the line \(line.line) is there twice"))
      }
      let left = order.lines[line.line].units - order.returnedUnits[line.line]
      if !(1...max(1, left) ~= line.units) || left == 0 {
        violations.append(
          Violation(path.field("units"), .outOfRange, "\(line.units) units are not 1 to \(left) that are still out"))
      }
    }
    guard violations.isEmpty else { throw .refused(.invalid(violations)) }
  }
}

// MARK: On record

extension RefundOrder {
  /// What is asked for.
  public var record: Record {
    [
      "order": order.record, "refund": refund.record, "amount": amount.record, "reason": reason.record,
      "returned": returned.record,
    ]
  }
}

extension RefundOrder.Receipt {
  /// Everything.
  public var record: Record {
    ["refund": refund.record, "left": left.record, "outcome": outcome.record]
  }

  /// From everything.
  public init?(record: Record) {
    guard let refund: RefundID = record.field("refund"), let left: Money = record.field("left"),
      let outcome: OrderOutcome = record.field("outcome")
    else { return nil }
    self.init(refund: refund, left: left, outcome: outcome)
  }
}
