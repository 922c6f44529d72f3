/// Why a command about an order was refused; nothing has changed then (SPEC §12, §14).
///
/// Each case carries what a caller needs to act.
public enum OrderError: Error, Sendable, Hashable {
  /// What was given breaks rules; every violation is listed, with its path.
  case invalid([Violation])
  /// There is no such order.
  case unknownOrder(OrderID)
  /// There was such a checkout already.
  case duplicateCheckout(CheckoutID)
  /// As it stands, an order does not allow that.
  case invalidTransition(from: OrderStatus, payment: PaymentStatus, action: OrderAction)
  /// The order is a group session's, which alone cancels it and gives its money back.
  case belongsToSession(SessionID)
  /// The reference is that of another payment: for another order, or of another amount.
  case conflictingPayment(PaymentReference)
  /// The identity is that of another refund: of another order, or of another amount.
  case conflictingRefund(RefundID)
  /// The order has gone out under this number already.
  case conflictingShipment(TrackingNumber)
  /// More is to be given back than is left of what was paid.
  case exceedsPaid(asked: Money, left: Money)
  /// Sellers may not sell as their registrations stand: every one of them.
  case sellersNotActive([SellerStanding])
  /// What resellers list of the stock is not sellable: every such listing.
  case listingsNotSellable([ListingKey])
  /// The stock does not allow it: too little is there, most of all.
  case stock(StockError)

  /// A stable word for programs and logs; of what the stock does not allow, the stock's.
  public var code: String {
    switch self {
    case .invalid: "invalid"
    case .unknownOrder: "unknownOrder"
    case .duplicateCheckout: "duplicateCheckout"
    case .invalidTransition: "invalidTransition"
    case .belongsToSession: "belongsToSession"
    case .conflictingPayment: "conflictingPayment"
    case .conflictingRefund: "conflictingRefund"
    case .conflictingShipment: "conflictingShipment"
    case .exceedsPaid: "exceedsPaid"
    case .sellersNotActive: "sellersNotActive"
    case .listingsNotSellable: "listingsNotSellable"
    case .stock(let error): error.code
    }
  }
}

extension OrderError: CustomStringConvertible {
  /// What went wrong and what to do, for people.
  public var description: String {
    switch self {
    case .invalid(let violations): violations.listed
    case .unknownOrder(let id): "there is no order \(id.text)"
    case .duplicateCheckout(let id): "there was a checkout \(id.text) already"
    case .invalidTransition(let status, let payment, let action):
      "an order that is \(status.rawValue), its payment \(payment.rawValue), is not there to \(action.rawValue)"
    case .belongsToSession(let id): "the order is the group session \(id.text)'s; ask that"
    case .conflictingPayment(let reference): "the payment \(reference.text) is another one"
    case .conflictingRefund(let id): "the refund \(id.text) is another one"
    case .conflictingShipment(let number): "the order has gone out as \(number.text)"
    case .exceedsPaid(let asked, let left): "\(asked) is to be given back, and \(left) is left of what was paid"
    case .sellersNotActive(let sellers):
      "nothing is sold of " + sellers.map { "\($0.seller.text), who is \($0.status.rawValue)" }.joined(separator: "; ")
    case .listingsNotSellable(let listings):
      "switched off or out of stock: " + listings.map { $0.description }.joined(separator: "; ")
    case .stock(let error): error.description
    }
  }
}

extension OrderError {
  /// What a step at stocks gives, as this feature's interruption.
  static func atStock<Value>(
    _ body: () throws(Interruption<StockError>) -> Value
  ) throws(Interruption<OrderError>) -> Value {
    do throws(Interruption<StockError>) {
      return try body()
    } catch {
      throw error.map { .stock($0) }
    }
  }
}
