/// Money that arrived for an order (SPEC §12): kept with what became of it, so that it is posted once.
public struct OrderPayment: Sendable, Hashable {
  /// The provider's reference.
  public let reference: PaymentReference
  /// The order it came for.
  public let order: OrderID
  /// Who pays.
  public let buyer: BuyerID
  /// How much.
  public let amount: Money
  /// When it was confirmed.
  public let confirmedAt: Instant
  /// What became of it.
  public let outcome: Outcome

  /// What became of a payment.
  public enum Outcome: Sendable, Hashable {
    /// It is what was asked for: the seller's, less the platform's fee.
    case accepted(SellerShare)
    /// It was returned in the same step.
    case returned(OrderReturnReason)
  }
}

/// What a seller earns with a sale, or gives back of it: the amount, divided into the platform's fee and the rest.
public struct SellerShare: Sendable, Hashable {
  /// Whose.
  public let seller: SellerID
  /// How much, and of what that is made up.
  public let split: FeeSplit
}

/// Why money that arrived for an order goes back at once; the raw values are the wire's.
public enum OrderReturnReason: String, Sendable, Hashable, CaseIterable {
  /// Another amount or currency than was asked for.
  case paymentMismatch
  /// The order is paid for already, by another payment.
  case alreadyPaid
  /// It came too late, and the units cannot be had any more.
  case soldOut
  /// The order was cancelled, or its payment had failed.
  case orderCancelled
}

/// Money of an order on its way back through the gateway (SPEC §9, §12).
public struct OrderRefund: Sendable, Hashable {
  /// Its identity, and the key under which the provider is asked for it.
  public let id: RefundID
  /// The order.
  public let order: OrderID
  /// The payment of which it gives back the whole or a part.
  public let payment: PaymentReference
  /// Whose money it is.
  public let buyer: BuyerID
  /// How much.
  public let amount: Money
  /// Why.
  public let reason: OrderRefundReason
}

/// Why money of an order goes back.
public enum OrderRefundReason: Sendable, Hashable {
  /// It was not accepted in the first place.
  case returned(OrderReturnReason)
  /// The order was cancelled before its goods went out: what its seller and the platform give up.
  case cancelled(SellerShare)
  /// Somebody decided so after that, for a reason: what its seller and the platform give up.
  case granted(SellerShare, Reason)

  /// Its name on the wire.
  public var name: String {
    switch self {
    case .returned(let reason): reason.rawValue
    case .cancelled: "cancelled"
    case .granted: "granted"
    }
  }

  /// What the seller and the platform give up; nothing of money that was never theirs.
  public var share: SellerShare? {
    switch self {
    case .returned: nil
    case .cancelled(let share), .granted(let share, _): share
    }
  }
}
