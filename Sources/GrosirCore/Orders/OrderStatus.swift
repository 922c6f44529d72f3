/// Where an order stands (SPEC §12); the raw values are the wire's.
public enum OrderStatus: String, Sendable, Hashable, CaseIterable {
  /// Its units are held, and it is to be paid.
  case pendingPayment = "pending_payment"
  /// It is paid; its units are held until they go out.
  case paid
  /// It is being packed, and a carrier was asked to come.
  case processing
  /// Its goods have gone out.
  case shipped
  /// Its buyer has them.
  case delivered
  /// It came to nothing; its units are free, and its money went back if there was any.
  case cancelled
  /// Its goods had gone out, and all its money went back.
  case refunded
}

/// Where an order's payment stands (SPEC §12); the raw values are the wire's.
public enum PaymentStatus: String, Sendable, Hashable, CaseIterable {
  /// It was asked for.
  case pending
  /// The provider says that the buyer is paying.
  case processing
  /// It has arrived.
  case paid
  /// It arrived, and all of it went back.
  case refunded
  /// It did not go through, or is not wanted any more. Final.
  case failed
  /// It did not come in time; should it come late, the order is taken up again if its units can be had.
  case expired
}

/// What can be done to an order; the raw values are the wire's.
public enum OrderAction: String, Sendable, Hashable, CaseIterable {
  /// The buyer is paying.
  case beginPayment
  /// Money arrived.
  case confirmPayment
  /// The payment did not go through.
  case failPayment
  /// The time to pay is over.
  case expire
  /// The buyer or an operator does not want it any more.
  case cancel
  /// A carrier is asked to come.
  case bookShipment
  /// The goods go out.
  case ship
  /// The carrier tells where they are.
  case track
  /// Money is given back after the goods went out.
  case refund
}

extension OrderStatus {
  /// Where an action can lead to from here; nowhere if it is an invalid transition.
  ///
  /// Money that arrives is never refused: where it is not wanted it goes back, and the order stays where it is. Whoever
  /// asks for what has happened already is told so, and nothing changes.
  public func successors(under action: OrderAction) -> [OrderStatus] {
    switch (self, action) {
    case (.pendingPayment, .beginPayment): [.pendingPayment]
    case (.pendingPayment, .confirmPayment): [.pendingPayment, .paid]
    case (.pendingPayment, .failPayment), (.pendingPayment, .expire), (.pendingPayment, .cancel): [.cancelled]
    case (.paid, .bookShipment), (.processing, .bookShipment): [.processing]
    case (.paid, .ship), (.processing, .ship), (.shipped, .ship): [.shipped]
    case (.paid, .cancel), (.processing, .cancel), (.cancelled, .cancel): [.cancelled]
    // A carrier may have the goods before anybody says that they went out.
    case (.processing, .track): [.processing, .shipped, .delivered]
    case (.shipped, .track): [.shipped, .delivered]
    case (.shipped, .refund): [.shipped, .refunded]
    case (.delivered, .refund): [.delivered, .refunded]
    case (.delivered, .ship), (.delivered, .track): [.delivered]
    // Late money takes up again what has only expired.
    case (.cancelled, .confirmPayment): [.cancelled, .paid]
    case (.cancelled, .failPayment), (.cancelled, .expire), (.cancelled, .track): [.cancelled]
    case (.refunded, .ship), (.refunded, .track), (.refunded, .refund): [.refunded]
    case (_, .confirmPayment): [self]
    default: []
    }
  }
}

extension PaymentStatus {
  /// Where an action can lead to from here; nowhere if it is an invalid transition.
  ///
  /// This is the side of the money alone: whether the goods allow it is ``OrderStatus/successors(under:)``.
  public func successors(under action: OrderAction) -> [PaymentStatus] {
    switch (self, action) {
    case (.pending, .beginPayment), (.processing, .beginPayment): [.processing]
    case (.pending, .confirmPayment): [.pending, .paid]
    case (.processing, .confirmPayment): [.processing, .paid]
    case (.pending, .failPayment), (.processing, .failPayment): [.failed]
    case (.pending, .cancel), (.processing, .cancel): [.failed]
    case (.pending, .expire), (.processing, .expire): [.expired]
    case (.paid, .cancel): [.refunded]
    case (.paid, .refund): [.paid, .refunded]
    case (.paid, .bookShipment), (.paid, .ship), (.paid, .track): [.paid]
    case (.refunded, .cancel), (.refunded, .ship), (.refunded, .track), (.refunded, .refund): [.refunded]
    case (.failed, .failPayment), (.failed, .cancel): [.failed]
    case (.expired, .failPayment), (.expired, .expire), (.expired, .cancel): [.expired]
    case (.expired, .confirmPayment): [.expired, .paid]
    case (_, .confirmPayment): [self]
    default: []
    }
  }
}
