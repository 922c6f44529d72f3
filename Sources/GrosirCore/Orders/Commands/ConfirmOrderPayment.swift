/// Money arrived for an order (SPEC §12).
///
/// What was asked for is the seller's, less the platform's fee, and from then on the order's units are held until they
/// go out. Money that comes when the units are not held any more reserves them again if they can be had. Any other
/// money is posted and returned in the same step: money that arrived is never ignored and never kept. The same
/// confirmation again changes nothing.
public struct ConfirmOrderPayment: Command, Hashable {
  /// The order.
  public var order: OrderID
  /// The provider's reference for the payment.
  public var payment: PaymentReference
  /// How much arrived.
  public var amount: Money

  /// What became of the money.
  public struct Receipt: Recordable, Hashable {
    /// Why it goes back, or nil if it was accepted.
    public let returned: OrderReturnReason?
    /// Whether this payment had been confirmed before, and nothing has changed.
    public let isRepeated: Bool
    /// Where the order stands now.
    public let status: OrderStatus
    /// Where its payment stands now.
    public let paymentStatus: PaymentStatus
  }

  /// Creates the command.
  public init(_ order: OrderID, payment: PaymentReference, amount: Money) {
    self.order = order
    self.payment = payment
    self.amount = amount
  }

  /// The command's name on the wire.
  public static var name: String { "confirmOrderPayment" }

  /// The order, what is held for it, and whether the payment is known.
  public func reads(in context: Context) -> [Read] {
    OrderTurn.reads(of: order) + [.order(.payment(payment))]
  }

  /// Accepts the money or returns it.
  ///
  /// - Throws: in this order ``OrderError/unknownOrder(_:)``, ``OrderError/invalid(_:)``, at `amount`, for a negative
  ///   amount or none, ``OrderError/conflictingPayment(_:)``.
  public func decide(
    from workingSet: WorkingSet, in context: Context, into changes: inout Changes
  ) throws(Interruption<OrderError>) -> Receipt {
    var turn = try OrderTurn(at: order, to: .confirmPayment, from: workingSet, in: context, &changes)
    let found = turn.order
    guard !amount.isNegative, !amount.isZero || found.amounts.total.isZero else {
      throw .refused(.invalid([Violation(FieldPath("amount"), .outOfRange, "money that arrives is more than none")]))
    }
    if let known = workingSet.orderPayment(payment) {
      guard known.order == order, known.amount == amount else { throw .refused(.conflictingPayment(payment)) }
      turn.end(into: &changes)
      return Receipt(known.outcome, isRepeated: true, found)
    }
    let outcome: OrderPayment.Outcome
    if let reason = try reason(toReturnTo: found, in: &turn, &changes) {
      outcome = .returned(reason)
    } else {
      outcome = .accepted(try turn.sellersShare())
    }
    let arrived = OrderPayment(
      reference: payment, order: order, buyer: found.buyer, amount: amount, confirmedAt: turn.now, outcome: outcome)
    if case .returned(let reason) = outcome {
      let refund = OrderRefund(
        id: changes.makeIdentifier(), order: order, payment: payment, buyer: found.buyer, amount: amount,
        reason: .returned(reason))
      turn.record(.paymentReturned(arrived, refund), into: &changes)
      changes.request(.refundOrder(refund))
    } else {
      turn.record(.paid(arrived), into: &changes)
    }
    let receipt = Receipt(outcome, isRepeated: false, turn.order)
    turn.end(into: &changes)
    return receipt
  }

  /// Why the money cannot be accepted, or nil if it can, and then its units are held.
  private func reason(
    toReturnTo order: Order, in turn: inout OrderTurn, _ changes: inout Changes
  ) throws(Interruption<OrderError>) -> OrderReturnReason? {
    switch order.paymentStatus {
    case .pending, .processing, .expired:
      guard amount == order.amounts.total else { return .paymentMismatch }
      return try turn.secure(into: &changes) ? nil : .soldOut
    case .paid: return .alreadyPaid
    case .refunded: return order.status == .cancelled ? .orderCancelled : .alreadyPaid
    case .failed: return .orderCancelled
    }
  }
}

extension OrderTurn {
  /// What the order's seller earns with it.
  fileprivate func sellersShare() throws(Interruption<OrderError>) -> SellerShare {
    guard case .seller(let seller) = order.seller else {
      preconditionFailure("a group order is paid when it is made, and takes no money")
    }
    return SellerShare(seller: seller, split: FeeSplit(of: order.amounts.total, at: order.fee))
  }
}

// MARK: On record

extension ConfirmOrderPayment {
  /// What is confirmed.
  public var record: Record {
    ["order": order.record, "payment": payment.record, "amount": amount.record]
  }
}

extension ConfirmOrderPayment.Receipt {
  fileprivate init(_ outcome: OrderPayment.Outcome, isRepeated: Bool, _ order: Order) {
    switch outcome {
    case .accepted: returned = nil
    case .returned(let reason): returned = reason
    }
    self.isRepeated = isRepeated
    status = order.status
    paymentStatus = order.paymentStatus
  }

  /// Everything.
  public var record: Record {
    [
      "returned": (returned?.rawValue).record, "isRepeated": isRepeated.record, "status": status.record,
      "paymentStatus": paymentStatus.record,
    ]
  }

  /// From everything.
  public init?(record: Record) {
    guard let word: String? = record.field("returned"), let isRepeated: Bool = record.field("isRepeated"),
      let status: OrderStatus = record.field("status"), let payment: PaymentStatus = record.field("paymentStatus")
    else { return nil }
    if let word {
      guard let reason = OrderReturnReason(rawValue: word) else { return nil }
      returned = reason
    } else {
      returned = nil
    }
    self.isRepeated = isRepeated
    self.status = status
    paymentStatus = payment
  }
}
